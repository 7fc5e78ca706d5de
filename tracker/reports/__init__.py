"""Reports as they are written, read into items: text in, values out; no files, no clock.

The way of a report, one package a step, each of which knows only those above it:

`text`          bytes -> lines that know their shape
`vocabulary`    the words that reports use, in each language
`outline`       lines -> groups under headings
`lists`         groups -> candidates
`items`         candidates -> items
`facts`         the report's own title, days and severity
`reading`       the pipeline itself
"""

from tracker.reports.reading import parse_report
from tracker.reports.text.decoding import decode

__all__ = ["decode", "parse_report"]
