# ruff: noqa: RUF001 - letters of other scripts are data here
"""READERS: what a cell, or the words behind a label, mean for the field they stand in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.items.links import links_in
from tracker.reports.items.owners import owners_in
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.columns import Column
from tracker.reports.vocabulary.spellings import either
from tracker.reports.vocabulary.statuses import status_of
from tracker.words import DueConfidence, DueDate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.reports.items.draft import Draft, Setting


def _read_due(draft: Draft, value: str, setting: Setting) -> bool:
    """Read a date; what is done needs none, and some write that in its place: "**DONE**"."""
    text = plain(value)
    due = setting.parse(text)
    if due is None and _DONE_CELL.fullmatch(text.strip(" .!")):
        draft.status = draft.status or status_of(text)
        return True
    if due is None:
        inside = setting.find(text)
        due = inside.due if inside else _words_for_a_date(text)
    draft.due = draft.due or due
    return due is not None or _NO_DATE.fullmatch(text) is not None


_NO_DATE = re.compile(rf"\W{{0,4}}(?:{either('missing', 'due')}|\?{{1,20}}|-|–|—)?\W{{0,4}}", re.IGNORECASE)
_LONGEST_DUE_WORDS = 60


def _words_for_a_date(text: str) -> DueDate | None:
    """Return words that stand where a date should and are none that we know: kept, without a day."""
    if _NO_DATE.fullmatch(text) or len(text) > _LONGEST_DUE_WORDS or not any(map(str.isalpha, text)):
        return None
    return DueDate(None, text, DueConfidence.VAGUE)


_SAYS_DUE = re.compile(r"due\b|by\s", re.IGNORECASE)


def _read_owner(draft: Draft, value: str, setting: Setting) -> bool:
    """Read names; a date among them is the due date: "Tom & Ana, due by May 3rd"."""
    found = setting.find(value)
    if found is not None and (found.due.confidence is DueConfidence.EXPLICIT or _SAYS_DUE.match(found.due.text)):
        draft.due = draft.due or found.due
        value = f"{value[: found.start]} {value[found.end :]}"
    draft.add_owners(owners_in(value))
    return True


def _read_team(draft: Draft, value: str, _setting: Setting) -> bool:
    names = owners_in(value)
    draft.team = draft.team or (names[0] if names else None)
    return bool(names)


def _read_status(draft: Draft, value: str, _setting: Setting) -> bool:
    draft.status = status_of(plain(value)) or draft.status
    for link in links_in(value):
        draft.add_link(link)
    return True


_LONGEST_PRIORITY = 20


def _read_priority(draft: Draft, value: str, _setting: Setting) -> bool:
    text = plain(value).strip(" .🔴🟡🟢🟠⚪️")
    if draft.priority is None and 0 < len(text) <= _LONGEST_PRIORITY and any(map(str.isalnum, text)):
        draft.priority = text
    return True


def _read_type(draft: Draft, value: str, _setting: Setting) -> bool:
    draft.type = draft.type or plain(value) or None
    return True


_TICKET_WORDS = re.compile(r"[A-Z]{2,10}\s\d{1,6}")
_DONE_CELL = re.compile(either("marks", "cell"), re.IGNORECASE)


def _read_ticket(draft: Draft, value: str, _setting: Setting) -> bool:
    words = plain(value).strip(" .")
    links = links_in(value) or ([words] if _TICKET_WORDS.fullmatch(words) else [])
    for link in links:
        draft.add_link(link)
    if _DONE_CELL.search(value):
        draft.status = draft.status or status_of(plain(value))
    return bool(links)


def _ignore(_draft: Draft, _value: str, _setting: Setting) -> bool:
    return True


READERS: dict[Column, Callable[[Draft, str, Setting], bool]] = {
    Column.OWNER: _read_owner,
    Column.TEAM: _read_team,
    Column.DUE: _read_due,
    Column.STATUS: _read_status,
    Column.PRIORITY: _read_priority,
    Column.TYPE: _read_type,
    Column.TICKET: _read_ticket,
    Column.NOTES: _ignore,
    Column.NUMBER: _ignore,
    Column.TASK: _ignore,
}
"""How the value of each field is read; the answer says whether it was one."""
