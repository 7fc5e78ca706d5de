"""Prose: how running words tell what was, and promise what will be. They tell a story from a task.

The words stand in the table `[prose]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re

from tracker.reports.vocabulary.spellings import either, ended, folded, spellings, unaccented, words

_OPENERS = re.compile("".join([r"\W{0,4}(?:", ended(words("prose", "opener"), r"(?![^\W_])"), ")"]))
_PAST = spellings(words("prose", "past"))
_PROMISE = re.compile(rf"(?<![^\W_])(?:{unaccented(either('prose', 'promise'))})(?![^\W\d_])")
_COMMITS = re.compile(rf"\W{{0,4}}(?:[^:\n]{{2,60}}: )?(?:{unaccented(either('prose', 'commits'))})")
_CLOSING = re.compile("".join([r"\W{0,4}(?:", ended(words("prose", "closing"), r"\W{0,4}$"), ")"]))
_LOOKED_AT = 400
"""Characters of a paragraph in which it says what it is."""


def opens_like_a_story(said: str) -> bool:
    """Whether words begin as no task does: "This incident ...", "In conclusion ..."."""
    return _OPENERS.match(said[:_LOOKED_AT].lower()) is not None


def tells_the_past(said: str) -> bool:
    """Whether words tell what was done: "Restarted the service", "The pool was enlarged"."""
    return _PAST.match(folded(said[:_LOOKED_AT])) is not None


def promises(said: str) -> bool:
    """Whether words say what will or should be done: "We will keep two of them"."""
    return _PROMISE.search(folded(said[:_LOOKED_AT])) is not None


def commits(said: str) -> bool:
    """Whether words promise in the first person: "Reviews: we're going to look at each change twice"."""
    return _COMMITS.match(folded(said[:_LOOKED_AT])) is not None


def closes_a_letter(said: str) -> bool:
    """Whether a line only takes leave: "Sincerely,", with names below it."""
    return _CLOSING.match(said[:_LOOKED_AT].lower()) is not None
