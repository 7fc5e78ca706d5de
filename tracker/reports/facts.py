# ruff: noqa: RUF001 - letters of other scripts are data here
"""Facts of the report itself: its title, its days, its severity, and how it writes days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.dates.reading import first_day
from tracker.reports.document import Document, Line, Shape
from tracker.reports.markup import plain

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

_HEAD = 60
"""Lines at the top in which a report says what it is about."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a report says of itself."""

    title: str
    incident_on: date | None
    reported_on: date | None
    severity: str | None
    day_first: bool | None


def read_facts(document: Document, *, name: str, today: date) -> Facts:
    """Return the report's own facts; `name` is the file's, `today` only helps to read days without a year."""
    day_first = writes_day_first(document.lines)
    head = [line for line in document.lines if line.shape is not Shape.BLANK][:_HEAD]
    incident_on = _labelled_day(head, document, _INCIDENT_DAY, today, day_first) or _any_day(
        head, today, day_first
    )
    return Facts(
        title=_title(document, head, name),
        incident_on=incident_on,
        reported_on=_labelled_day(head, document, _REPORT_DAY, today, day_first),
        severity=_severity(head, document),
        day_first=day_first,
    )


_KIND_OF_REPORT = re.compile(
    (
        r"^\W{0,4}(?:(?:blameless|incident|outage|security|public|"
        r"technical)\s)?(?:post[\s-]?mortem|incident report|incident review|post[\s-]incident "
        r"(?:review|report)|root cause analysis|rca|pir)(?:\s(?:report|analysis|"
        r"review))?(?:\s?[:–—|-]\s?|\s(?=for\s))"
    ),
    re.IGNORECASE,
)
_LONGEST_TITLE = 120
"""A first line that is longer is a paragraph."""
_TITLE_LABEL = re.compile(r"^(?:title|titel|título|titulo|titre)\s?[:=]\s?(.{1,200})$", re.IGNORECASE)


def _title(document: Document, head: list[Line], name: str) -> str:
    """Return the front matter's title, the words of the first line or heading, or else the file's name."""
    for line in document.front_matter:
        if match := _TITLE_LABEL.match(line.strip()):
            return match[1].strip(" \"'")
    titles = (_KIND_OF_REPORT.sub("", plain(line.text)).strip(" :#*-") for line in _title_lines(head))
    return next(filter(None, titles), "") or _stem(name)


def _title_lines(head: list[Line]) -> list[Line]:
    """Return the lines that may be the title: a short first line, then the first heading."""
    first = [line for line in head[:1] if line.shape is Shape.TEXT and len(line.text) <= _LONGEST_TITLE]
    first = [line for line in first if not _NO_TITLE.match(line.text)]
    return [*first, *[line for line in head if line.shape is Shape.HEADING][:1]]


_NO_TITLE = re.compile(r"\.\. \w|[^:：]{1,30}[:：]\s{0,3}\d{4}[-/年]")
"""A directive of reStructuredText, or a label with a day: it stands above the title."""


def _stem(name: str) -> str:
    """Return a file's name without folders and ending."""
    base = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    stem, dot, _ending = base.rpartition(".")
    return stem if dot and stem else base


_INCIDENT_DAY = re.compile(
    (
        r"\W{0,4}(?:incident (?:date|start|began)|date(?: of (?:the )?incident)?(?:\(s\))?|"
        r"dates?|start(?:ed|ing)?(?: (?:time|date|at))?|begin|began|when|duration|occurred(?: "
        r"on)?|outage|fecha|data|datum|tanggal|дата|日時|日付|発生日時?|발생|날짜|日期|时间|"
        r"durée|duración|duração|dauer)\b"
    ),
    re.IGNORECASE,
)
_REPORT_DAY = re.compile(
    (
        r"\W{0,4}(?:report(?:ed)?(?: on| date)?|date of (?:the )?report|written|published|"
        r"last updated|updated|created|review date|postmortem date|erstellt|veröffentlicht|"
        r"publicado|作成日|작성일|报告日期)\b"
    ),
    re.IGNORECASE,
)


def _labelled_day(
    head: list[Line], document: Document, label: re.Pattern[str], today: date, day_first: bool | None
) -> date | None:
    """Return the first day on a line that begins with such a label, or on the line below it."""
    for text in document.front_matter:
        if label.match(text) and (day := first_day(text, today, day_first=day_first)):
            return day
    for place, line in enumerate(head):
        words = plain(line.text)
        if not label.match(words):
            continue
        for text in (words, *(plain(after.text) for after in head[place + 1 : place + 2])):
            if day := first_day(text, today, day_first=day_first):
                return day
    return None


def _any_day(head: list[Line], today: date, day_first: bool | None) -> date | None:
    """Return the first day of the top lines."""
    return next((day for line in head if (day := first_day(plain(line.text), today, day_first=day_first))), None)


_SEVERITY = re.compile(
    (
        r"\W{0,4}(?:severity|sev|severidad|severidade|sévérité|schweregrad|"
        r"重大度|심각도|严重程度)\W{1,6}(.{1,60})"
    ),
    re.IGNORECASE,
)
_SEVERITY_VALUE = re.compile(
    (
        r"(?:sev|p|s)[\s‑-]?[0-5]\b|critical|high|major|medium|moderate|minor|low|"
        r"cr[ií]tic[oa]|alta|media|baja|hoch|mittel"
    ),
    re.IGNORECASE,
)


def _severity(head: list[Line], document: Document) -> str | None:
    """Return the incident's severity as written behind its label."""
    for text in (*document.front_matter, *(plain(line.text) for line in head)):
        match = _SEVERITY.match(text)
        if match and (value := _SEVERITY_VALUE.search(match[1])):
            return value[0]
    return None


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\d/-])")
_DAY_FIRST_WORDS = re.compile(
    (
        r"(?<!\w)(?:el|los|para|que|uma?|não|les|des|une|der|und|das|nicht|della|dan|yang|"
        r"untuk|incidente|résumé|в|и|на|что)(?!\w)"
    ),
    re.IGNORECASE,
)
_ENGLISH_WORDS = re.compile(r"(?<!\w)(?:the|and|of|to|was|with|that)(?!\w)", re.IGNORECASE)
_HIGHEST_MONTH = 12
_SAMPLE_LINES = 200


def writes_day_first(lines: Iterable[Line]) -> bool | None:
    """Whether 1/2/2023 is the first of February here: by the report's other days, else by its language.

    None where neither tells: English is written both ways.
    """
    texts = [line.text for line in list(lines)]
    for text in texts:
        for match in _NUMERIC.finditer(text):
            if int(match[1]) > _HIGHEST_MONTH:
                return True
            if int(match[2]) > _HIGHEST_MONTH:
                return False
    sample = " ".join(texts[:_SAMPLE_LINES])
    return True if len(_DAY_FIRST_WORDS.findall(sample)) > len(_ENGLISH_WORDS.findall(sample)) else None
