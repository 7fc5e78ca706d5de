# ruff: noqa: RUF001 - letters of other scripts are data here
"""Facts of the report itself: its title, its days, its severity, and how it writes days.

The words stand in the table `[report]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from tracker.dates.reading import first_day
from tracker.reports.outline.sections import Holds, names_a_section, section_of
from tracker.reports.text.document import Document, Line, Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.placeholders import placeholder
from tracker.reports.vocabulary.spellings import either, folded, spellings, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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
    is_template: bool
    """Whether it calls itself a template and tells of no day: nobody has filled it in."""


def read_facts(document: Document, *, name: str) -> Facts:
    """Return the report's own facts; `name` is the file's. A day without a year counts where one year is told."""
    day_first = writes_day_first(line.text for line in document.lines)
    head = [line for line in document.lines if line.shape is not Shape.BLANK][:_HEAD]
    told = [plain(line.text) for line in head]
    front_matter = [line.text for line in document.front_matter if line.text[:1].isalpha()]
    year = _only_year((*front_matter, *told, _stem(name)))
    labelled = partial(_labelled_day, front_matter, told, year, day_first)
    account = told[: _first_of_items(head)]
    incident_on = labelled(_INCIDENT_DAY) or _any_day((*account, _stem(name)), year, day_first)
    return Facts(
        title=_title(document, head, name),
        incident_on=incident_on,
        reported_on=labelled(_REPORT_DAY),
        severity=_severity((*front_matter, *told)),
        day_first=day_first,
        is_template=incident_on is None and _calls_itself_a_template(head, name),
    )


def _first_of_items(head: Sequence[Line]) -> int:
    """Return the place of the first heading of items: a day below it is when something is due."""
    places = (place for place, line in enumerate(head) if line.shape is Shape.HEADING)
    sections = ((place, section_of(head[place].text)) for place in places)
    return next((place for place, section in sections if section and section.holds is Holds.TASKS), len(head))


_KIND = either("report", "kind")
_KIND_OF_REPORT = re.compile(
    rf"^\W{{0,4}}(?:(?:blameless|incident|outage|security|public|technical)\s)?(?:{_KIND})"
    r"(?:\s(?:report|analysis|review|blameless))?(?:\s#?\d{1,5})?(?:\s?[:：–—|-]\s?|\s(?=for\s)|\W{0,4}$)",
    re.IGNORECASE,
)
"""What a title says of the report and not of the incident: "Postmortem: ..."."""
_LONGEST_TITLE = 120
"""A first line that is longer is a paragraph."""
_TITLE_LABEL = re.compile(
    rf"^\W{{0,4}}(?:{either('report', 'title')})\W{{0,3}}[:=：]\s?(.{{1,200}})$", re.IGNORECASE
)
_MOST_HEADINGS = 3
"""Headings that are looked at for a title: a report's own, then those that the first only calls a report."""


def _title(document: Document, head: list[Line], name: str) -> str:
    """Return the title that a report gives itself, or else its file's name.

    That is a labelled title, then the words of the first line or a heading; what only says "Incident report", or
    names a section, is taken last.
    """
    front_matter = [line.text for line in document.front_matter if line.text[:1].isalpha()]
    told = [*front_matter, *(plain(line.text) for line in head)]
    labelled = (match[1].strip(" \"'*_") for text in told if (match := _TITLE_LABEL.match(text.strip())))
    first, *others = [plain(line.text).strip(" :#*-") for line in _title_lines(head)] or [""]
    titles = [title for title in (first,) if not names_a_section(title)]
    titles += [title for title in others if section_of(title) is None]
    own = (_KIND_OF_REPORT.sub("", title).strip(" :#*-") for title in titles)
    return next(filter(_has_words, (*labelled, *own, *titles)), "") or _stem(name)


def _has_words(title: str) -> bool:
    return any(map(str.isalpha, title)) and not placeholder(title)


def _title_lines(head: list[Line]) -> list[Line]:
    """Return the lines that may be the title: a short first line, then the first headings."""
    first = [line for line in head[:1] if line.shape is Shape.TEXT and len(line.text) <= _LONGEST_TITLE]
    first = [line for line in first if not _NO_TITLE.match(_KIND_OF_REPORT.sub("", plain(line.text)))]
    return [*first, *[line for line in head if line.shape is Shape.HEADING][:_MOST_HEADINGS]]


_NO_TITLE = re.compile(r"\.\. \w|[^:：]{1,30}[:：]\s{0,3}\d{4}[-/年]|https?://|[^:：]{1,30}[:：]\s")
"""What stands above a title: a directive of reStructuredText, an address, a label and its value."""
_NO_NAME = re.compile(r"readme|index|post[\s_-]?mortem|report|incident", re.IGNORECASE)


def _stem(name: str) -> str:
    """Return a file's name without folders and ending; its folder's where the file is only called README."""
    folder, _, base = name.replace("\\", "/").rstrip("/").rpartition("/")
    stem, dot, _ending = base.rpartition(".")
    own = stem if dot and stem else base
    own = own.strip() or base
    return folder.rpartition("/")[2] or own if _NO_NAME.fullmatch(own) else own


_TEMPLATE = spellings(words("report", "template"))


_ABOUT_REPORTS = spellings((*words("report", "kind"), "incident", "outage", "report", "rca", "sre"))
_MOST_TEMPLATE_WORDS = 7


def _calls_itself_a_template(head: Sequence[Line], name: str) -> bool:
    """Whether the first heading, or the file's name, says that this is a template of reports.

    "Postmortem template" does, and "template.md"; "Template engine crashed" is about an outage.
    """
    titles = [plain(line.text) for line in head if line.shape is Shape.HEADING][:1] or [
        plain(line.text) for line in head[:1]
    ]
    first, *_, last = _NAME_PARTS.split(_stem(name)) * 2
    is_named = any(_TEMPLATE.fullmatch(folded(part)) for part in (first, last))
    return is_named or any(_is_template(folded(text).replace("\N{NON-BREAKING HYPHEN}", "-")) for text in titles)


_NAME_PARTS = re.compile(r"[-_.\s]")


def _is_template(title: str) -> bool:
    """Whether a title says nothing but that it is a template, or a template of reports."""
    if not _TEMPLATE.search(title) or len(title.split()) > _MOST_TEMPLATE_WORDS:
        return False
    rest = _TEMPLATE.sub("", title).strip(" :-–—#()")
    return not rest or _ABOUT_REPORTS.search(rest) is not None


_INCIDENT_DAY = re.compile(rf"\W{{0,4}}(?:{either('report', 'incident_day')})\b", re.IGNORECASE)
_REPORT_DAY = re.compile(rf"\W{{0,4}}(?:{either('report', 'report_day')})\b", re.IGNORECASE)


def _labelled_day(
    front_matter: Sequence[str],
    told: Sequence[str],
    year: int | None,
    day_first: bool | None,
    label: re.Pattern[str],
) -> date | None:
    """Return the first day on a line that begins with such a label, or on the line below it."""
    for text in front_matter:
        if label.match(text) and (day := first_day(text, year, day_first=day_first)):
            return day
    for place, said in enumerate(told):
        if not label.match(said):
            continue
        for text in told[place : place + 2]:
            if day := first_day(text, year, day_first=day_first):
                return day
    return None


def _any_day(texts: Iterable[str], year: int | None, day_first: bool | None) -> date | None:
    """Return the first day of some texts."""
    return next((day for text in texts if (day := first_day(text, year, day_first=day_first))), None)


_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\.?\d)")


def _only_year(texts: Iterable[str]) -> int | None:
    """Return the year that some texts name, if they name one alone: "12 April" in them is of that year."""
    years = {int(year) for text in texts for year in _YEAR.findall(text)}
    return years.pop() if len(years) == 1 else None


_SEVERITY = re.compile(rf"\W{{0,4}}(?:{either('report', 'severity')})\W{{1,6}}(.{{1,60}})", re.IGNORECASE)
_SEVERITY_VALUE = re.compile(rf"(?:sev|p|s)[\s‑-]?[0-5]\b|{either('report', 'severity_value')}", re.IGNORECASE)


def _severity(texts: Iterable[str]) -> str | None:
    """Return the incident's severity as written behind its label."""
    for text in texts:
        match = _SEVERITY.match(text)
        if match and (value := _SEVERITY_VALUE.search(match[1])):
            return value[0]
    return None


_NUMERIC = re.compile(r"(?<![\d/.-])(\d{1,2})[/-](\d{1,2})[/-](?:\d{4}|\d\d)(?![\d/-])")
_FIGURES = re.compile(r"\d/\d|(?<![\d-])\d{1,2}-\d{1,2}-\d")
_DAY_FIRST_WORDS = re.compile(rf"(?<!\w)(?:{either('report', 'day_first')})(?!\w)", re.IGNORECASE)
_DAY_EITHER_WORDS = re.compile(rf"(?<!\w)(?:{either('report', 'day_either')})(?!\w)", re.IGNORECASE)
_HIGHEST_MONTH = 12
_SAMPLE_LINES = 60


def writes_day_first(lines: Iterable[str]) -> bool | None:
    """Whether 1/2/2023 is the first of February here: by the report's other days, else by its language.

    None where neither tells: English is written both ways.
    """
    texts = list(lines)
    whole = "\n".join(texts)
    if not _FIGURES.search(whole):
        return None
    for match in _NUMERIC.finditer(whole):
        if int(match[1]) > _HIGHEST_MONTH:
            return True
        if int(match[2]) > _HIGHEST_MONTH:
            return False
    sample = " ".join(texts[:_SAMPLE_LINES])
    first, either_way = (len(words.findall(sample)) for words in (_DAY_FIRST_WORDS, _DAY_EITHER_WORDS))
    return True if first > either_way else None
