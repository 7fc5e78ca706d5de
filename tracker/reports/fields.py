"""A candidate becomes an item: its cells are read, then its words, then what its headings say for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.dates.reading import find_due
from tracker.dates.recurrence import recurrence_of
from tracker.reports.draft import Draft, Setting
from tracker.reports.labels import labels_in
from tracker.reports.rules import FIELD_RULES, PRIORITY_HEADING, take_markup
from tracker.reports.sections import Holds
from tracker.reports.statuses import status_of_heading
from tracker.reports.titles import title_of
from tracker.reports.values import READERS
from tracker.words import DueConfidence, DueDate, Kind, ParsedItem, Status

if TYPE_CHECKING:
    from tracker.reports.candidates import Candidate


def read_item(candidate: Candidate, setting: Setting) -> ParsedItem | None:
    """Return the item that a candidate is, or None when no words are left for a title."""
    draft = Draft(candidate.words)
    draft.note(f"section: {candidate.group.rule}", candidate.group.section or "")
    draft.note(candidate.rule, candidate.words)
    for column, value in candidate.fields.items():
        READERS[column](draft, value, setting)
        draft.note(f"column: {column.value}", value)
    for _name, rule in FIELD_RULES:
        rule(draft, setting)
    _read_explanation(draft, candidate, setting)
    _take_hints(draft, candidate, setting)
    title = title_of(draft.words)
    return _item(title, draft, candidate) if title else None


def _read_explanation(draft: Draft, candidate: Candidate, setting: Setting) -> None:
    """Read links and labelled fields out of the words that explain an item."""
    if not candidate.explanation:
        return
    more = Draft(candidate.explanation)
    take_markup(more, setting)
    for label in labels_in(more.words):
        READERS[label.column](draft, label.value, setting)
        draft.note(f"label: {label.column.value}", label.value)
    for link in more.links:
        draft.add_link(link)


def _take_hints(draft: Draft, candidate: Candidate, setting: Setting) -> None:
    """Take a box's state, then what the headings say for all below them: "Short-term (within 1 week)"."""
    if candidate.checked is not None:
        draft.status = Status.DONE if candidate.checked else draft.status or Status.OPEN
    for hint in candidate.group.hints:
        if draft.status is None and (status := status_of_heading(hint)):
            draft.status = status
            draft.note("state in the heading", hint)
        if draft.due is None and (due := _due_of_heading(hint, setting)):
            draft.due = due
            draft.note("due in the heading", hint)
        _take_priority_hint(draft, hint)


def _take_priority_hint(draft: Draft, hint: str) -> None:
    match = PRIORITY_HEADING.match(hint)
    if match is not None and draft.priority is None:
        draft.priority = next(group for group in match.groups() if group)
        draft.note("priority in the heading", hint)


_NOT_YET_DUE = re.compile(r"\W{0,4}immediate\b.{0,20}", re.IGNORECASE)


def _due_of_heading(hint: str, setting: Setting) -> DueDate | None:
    found = find_due(hint, setting.reference, day_first=setting.day_first)
    if found is not None and found.due.day is not None:
        return found.due
    return DueDate(None, hint.split(maxsplit=1)[0], DueConfidence.VAGUE) if _NOT_YET_DUE.fullmatch(hint) else None


def _item(title: str, draft: Draft, candidate: Candidate) -> ParsedItem:
    due = draft.due
    if draft.team and not draft.owners:
        draft.add_owners([draft.team])  # a team that nobody stands beside answers for it
    return ParsedItem(
        line=candidate.line,
        title=title,
        kind=_kind(draft, candidate),
        due=due.day if due else None,
        due_text=due.text if due else None,
        due_confidence=due.confidence if due else None,
        owners=tuple(draft.owners),
        team=draft.team,
        status=draft.status or Status.OPEN,
        priority=draft.priority,
        type=draft.type,
        links=tuple(draft.links),
        recurrence=recurrence_of(title),
        section=candidate.group.section,
        trace=tuple(draft.trace),
    )


def _kind(draft: Draft, candidate: Candidate) -> Kind:
    """Return task or improvement; a wish with an owner and a day is a task, whatever it stands under."""
    promised = draft.owners and draft.due is not None and draft.due.day is not None
    return (
        Kind.IMPROVEMENT
        if (candidate.holds or candidate.group.holds) is Holds.IMPROVEMENTS and not promised
        else Kind.TASK
    )
