# ruff: noqa: RUF001 - letters of other scripts are data here
"""A candidate becomes an item: its cells are read, then its words, then what its headings say for it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.dates.recurrence import recurrence_of
from tracker.reports.items.draft import Draft, Setting
from tracker.reports.items.owners import is_named_team, owners_in
from tracker.reports.items.rules import FIELD_RULES, PRIORITY_HEADING, take_markup
from tracker.reports.items.titles import title_of
from tracker.reports.items.values import READERS
from tracker.reports.outline.sections import Holds
from tracker.reports.vocabulary.columns import names_owners
from tracker.reports.vocabulary.labels import labels_in
from tracker.reports.vocabulary.statuses import status_of_heading
from tracker.words import DueConfidence, DueDate, Kind, ParsedItem, Status

if TYPE_CHECKING:
    from tracker.reports.lists.candidates import Candidate


def read_item(candidate: Candidate, setting: Setting, *, names_at_end: bool = False) -> ParsedItem | None:
    """Return the item that a candidate is, or None when no words are left for a title.

    `names_at_end` says that most items of its list end in brackets with a name.
    """
    draft = Draft(candidate.words, names_at_end=names_at_end)
    draft.note(f"section: {candidate.group.rule}", candidate.group.section or "")
    draft.note(candidate.rule, candidate.words)
    for column, value in candidate.fields.items():
        READERS[column](draft, value, setting)
        draft.note(f"column: {column.value}", value)
    _take_owner_in_front(draft, candidate)
    for _name, rule in FIELD_RULES:
        rule(draft, setting)
    _read_explanation(draft, candidate, setting)
    _take_hints(draft, candidate, setting)
    title = title_of(draft.words, is_cell=candidate.rule == "table row")
    return _item(title, draft, candidate) if title else None


_LABEL_IN_FRONT = re.compile(
    r"\W{0,4}([^\W\d_][^:：*_\n]{1,40}?)\s?[*_]{0,3}\s?[:：][*_]{0,3}(?:\s{1,3}|(?<=：))(?=\S)"
)


_NO_OWNER = re.compile(r"notes?|n\.?b\.?|important|update|todo|optional|actions?|tasks?", re.IGNORECASE)


def _take_owner_in_front(draft: Draft, candidate: Candidate) -> None:
    """Take "Developer: ..." off the words: a team, or anyone where the heading says that owners stand there."""
    match = _LABEL_IN_FRONT.match(draft.words)
    if match is None or draft.owners:
        return
    names = [] if _NO_OWNER.fullmatch(match[1]) else owners_in(match[1])
    is_told = any(names_owners(hint) for hint in candidate.group.hints)
    if names and (is_told or all(is_named_team(name) for name in names)):
        draft.add_owners(names)
        draft.note("owner in front", match[0])
        draft.cut(match.start(), match.end())


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


_SPAN_IN_BRACKETS = re.compile(r"[(\[（]([^()\[\]（）]{2,60})[)\]）]")
_NOT_YET_DUE = re.compile(r"\W{0,4}immediate\b.{0,20}", re.IGNORECASE)


def _due_of_heading(hint: str, setting: Setting) -> DueDate | None:
    found = setting.find(hint)
    if found is not None and found.due.day is not None:
        return found.due
    for bracket in _SPAN_IN_BRACKETS.finditer(hint):
        due = setting.parse(bracket[1])
        if due is not None and due.day is not None:
            return due
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
