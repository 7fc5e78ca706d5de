"""Reports as they are written, read into items: text in, values out; no files, no clock.

The way of a report, one module a step:

`decoding`      bytes -> text
`conflicts`     unresolved merge conflicts: the first side counts
`document`      text -> lines that know their shape (heading, bullet, row, words)
`outline`       lines -> groups under headings; `sections` is what headings are called
`tables`, `bullets`, `paragraphs`, `headings`
                groups -> candidates; `columns` and `labels` are what fields are called, `placeholders` what
                templates leave behind, `verbs` how work begins
`fields`        candidates -> items, over a `draft`: `values` reads cells, `rules` the words, with `links`,
                `owners`, `statuses` and `titles`
`facts`         the report's own title, days and severity
`reading`       the pipeline itself; `markup` and `vocabulary` are used on the way
"""

from tracker.reports.decoding import decode
from tracker.reports.reading import parse_report

__all__ = ["decode", "parse_report"]
