"""pmtrack: keeps the action items of postmortems, and does not let them be forgotten.

The map of the package, from the bottom up; imports point down only (a test holds them to it).

vocabulary    `errors` what can go wrong, `words` the domain's values, `clock` the only reader of the time
deciding      `dates` words into days and back, `reports` a text into items, `merging` what an import changes,
              `reminders` what is owed when, `messages` what is said: pure, with today and now as arguments
the world     `sources` report files, `channels` chat services and webhooks, `store` the database
verbs         `usecases` one thing a person can ask for, one file; the only place that commits
ways in       `cli` and `daemon`: parse, call one verb with the time, print; `config` their settings
"""

__version__ = "0.1.0"
