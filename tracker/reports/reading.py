# ruff: noqa: RUF001 - letters of other scripts are data here
"""The pipeline: text -> lines -> groups under headings -> candidates -> items. Each step is a plain function."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.reports.bullets import read_bullets
from tracker.reports.candidates import Harvest
from tracker.reports.document import Line, Shape, read_document
from tracker.reports.draft import Setting
from tracker.reports.facts import read_facts
from tracker.reports.fields import read_item
from tracker.reports.headings import read_heading
from tracker.reports.markup import plain
from tracker.reports.openings import ITEMS
from tracker.reports.outline import Group, outline
from tracker.reports.paragraphs import read_paragraphs
from tracker.reports.sections import Holds
from tracker.reports.tables import read_table, tabbed_table
from tracker.words import ParsedItem, ParsedReport

if TYPE_CHECKING:
    from datetime import date

    from tracker.reports.openings import Heading

MOST_ITEMS = 1_000
"""Items of one report that are taken: no postmortem has more, and a file that does must not flood a channel."""
_MOST_PASSED_OVER = 2_000


def parse_report(text: str, *, name: str, today: date) -> ParsedReport:
    """Return what a report says: its facts, its action items in the order of their lines, its warnings.

    `name` is the file's name, for the title when nothing else gives one; `today` is what words like "next
    week" are counted from when nothing in the report dates it. Never raises, whatever the text.
    """
    document = read_document(text)
    facts = read_facts(document, name=name, today=today)
    setting = Setting(facts.reported_on or facts.incident_on or today, facts.day_first)
    harvest = Harvest()
    _harvest(outline(document.lines), harvest)
    items, warnings = _items(harvest, setting)
    return ParsedReport(
        title=facts.title,
        incident_on=facts.incident_on,
        reported_on=facts.reported_on,
        severity=facts.severity,
        items=items,
        warnings=(*document.warnings, *warnings),
        passed_over=tuple(sorted(harvest.passed_over, key=lambda passed: passed.line)[:_MOST_PASSED_OVER]),
    )


def _harvest(groups: list[Group], harvest: Harvest) -> None:
    """Add the items of all groups to the harvest: tables first, because words beside one may explain it."""
    legends: dict[tuple[Heading, ...], set[str]] = {}
    for group in groups:
        for table in _tables(group):
            legends.setdefault(group.anchor, set()).update(read_table(table, group, harvest))
    for group in groups:
        explained = legends.get(group.anchor, set())
        lines = [line for line in group.lines if not _explains(line, explained, harvest)]
        if not explained or any(line.shape is Shape.BULLET for line in lines):
            _read_lines(group, lines, harvest)


def _tables(group: Group) -> list[list[Line]]:
    """Return the tables of a group: runs of rows, or all its lines when tabs part their cells."""
    runs = groupby(group.lines, key=lambda line: line.shape is Shape.ROW)
    return [list(rows) for is_table, rows in runs if is_table] or [tabbed_table(group.lines)]


_EXPLAINED = re.compile(r"([\w-]{1,20}(?:\s[\w-]{1,20})?)\s?(?:[:=–—→]|-\s|means\b|is\b)")


def _explains(line: Line, cells: set[str], harvest: Harvest) -> bool:
    """Whether a bullet explains what a cell of the table beside it means: "P1: this sprint"."""
    words = _EXPLAINED.match(plain(line.text).lower()) if cells and line.shape is Shape.BULLET else None
    if words is None or words[1].strip() not in cells:
        return False
    harvest.pass_over(line.number, line.text, "explains a table of items")
    return True


def _read_lines(group: Group, lines: list[Line], harvest: Harvest) -> None:
    """Add the items of one group without a table to the harvest: its bullets, or else its bare lines."""
    shapes = {line.shape for line in lines}
    if group.holds is Holds.CHECKS and any(line.checked is False for line in lines):
        read_bullets(lines, group, harvest)
    elif group.holds not in ITEMS:
        _pass_over_bullets(group, harvest, f"section: {group.rule}")
    elif not read_heading(group, harvest):
        if Shape.BULLET in shapes:
            read_bullets(lines, group, harvest)
        elif Shape.ROW not in shapes and not tabbed_table(lines):
            read_paragraphs(lines, group, harvest)


def _pass_over_bullets(group: Group, harvest: Harvest, rule: str) -> None:
    for line in group.lines:
        if line.shape is Shape.BULLET:
            harvest.pass_over(line.number, line.text, rule)


def _items(harvest: Harvest, setting: Setting) -> tuple[tuple[ParsedItem, ...], tuple[str, ...]]:
    """Return the items in the order of their lines, at most `MOST_ITEMS`, and the warning of what was cut."""
    candidates = sorted(harvest.candidates, key=lambda candidate: candidate.line)
    taken = candidates[:MOST_ITEMS]
    items = tuple(item for candidate in taken if (item := read_item(candidate, setting)) is not None)
    if len(candidates) <= MOST_ITEMS:
        return items, ()
    cut = (
        f"{len(candidates)} items, more than one report can hold: those from line "
        f"{candidates[MOST_ITEMS].line} on were left out"
    )
    return items, (cut,)
