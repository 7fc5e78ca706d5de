"""The pipeline: text -> lines -> groups under headings -> candidates -> items. Each step is a plain function."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.reports.facts import read_facts
from tracker.reports.items.draft import Setting
from tracker.reports.items.fields import read_item
from tracker.reports.items.owners import end_in_names
from tracker.reports.lists.gathering import TEMPLATE, gather
from tracker.reports.text.document import read_document
from tracker.words import ParsedItem, ParsedReport

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.reports.lists.candidates import Candidate, Harvest

MOST_ITEMS = 1_000
"""Items of one report that are taken: no postmortem has more, and a file that does must not flood a channel."""
_MOST_PASSED_OVER = 2_000


def parse_report(text: str, *, name: str, today: date) -> ParsedReport:
    """Return what a report says: its facts, its action items in the order of their lines, its warnings.

    `name` is the file's name, for the title when nothing else gives one; `today` is what words like "next
    week" are counted from when nothing in the report dates it. Never raises, whatever the text.
    """
    document = read_document(text)
    facts = read_facts(document, name=name)
    day = facts.reported_on or facts.incident_on
    setting = Setting(day or today, facts.day_first, counts=day is not None)
    harvest = gather(document, is_template=facts.is_template)
    items, cut = _items(harvest, setting)
    samples = _samples(harvest) if facts.is_template else ()
    return ParsedReport(
        title=facts.title,
        incident_on=facts.incident_on,
        reported_on=facts.reported_on,
        severity=facts.severity,
        items=items,
        warnings=(*document.warnings, *samples, *cut, *_uncounted(items, setting)),
        passed_over=tuple(sorted(harvest.passed_over, key=lambda passed: passed.line)[:_MOST_PASSED_OVER]),
    )


def _samples(harvest: Harvest) -> tuple[str, ...]:
    """Return the warning that a template's rows were taken for samples."""
    count = sum(passed.rule == TEMPLATE for passed in harvest.passed_over)
    if not count:
        return ()
    lines = "1 line" if count == 1 else f"{count} lines"
    return (f"it calls itself a template and tells of no day: {lines} passed over as samples",)


def _uncounted(items: tuple[ParsedItem, ...], setting: Setting) -> tuple[str, ...]:
    """Return the warning that words such as "in two weeks" name no day, because the report tells of none."""
    counted = replace(setting, counts=True)
    for item in items if not setting.counts else ():
        due = counted.parse(item.due_text) if item.due is None and item.due_text else None
        if due is not None and due.day is not None:
            told = f"the report tells of no day, so “{item.due_text}” in line {item.line} names none"
            return (f"{told}: a line such as “Date: {setting.reference.isoformat()}” would tell",)
    return ()


def _read_list(candidates: list[Candidate], setting: Setting) -> Iterator[ParsedItem | None]:
    """Yield the items of candidates of one list."""
    names_at_end = end_in_names(candidate.words for candidate in candidates)
    for candidate in candidates:
        yield read_item(candidate, setting, names_at_end=names_at_end)


def _items(harvest: Harvest, setting: Setting) -> tuple[tuple[ParsedItem, ...], tuple[str, ...]]:
    """Return the items in the order of their lines, at most `MOST_ITEMS`, and the warning of what was cut."""
    candidates = sorted(harvest.candidates, key=lambda candidate: candidate.line)
    taken = candidates[:MOST_ITEMS]
    lists = groupby(taken, key=lambda candidate: candidate.group.anchor)
    read = (item for _, several in lists for item in _read_list(list(several), setting))
    items = tuple(dict.fromkeys(item for item in read if item is not None))  # twice on one line is once
    if len(candidates) <= MOST_ITEMS:
        return items, ()
    cut = (
        f"{len(candidates)} items, more than one report can hold: those from line "
        f"{candidates[MOST_ITEMS].line} on were left out"
    )
    return items, (cut,)
