"""The rows that the reading commands read, as the values of `tracker.words`; standard library only.

What a row holds that its column does not promise (an unknown word, no date, no JSON) raises one of `UNREADABLE`.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.words import DueConfidence, HistoryEntry, Item, Kind, ReportReference, Status, StoredReport

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

UNREADABLE = (ValueError, TypeError, AttributeError)
"""What a stored value raises that is not what its column holds."""

COLUMNS = (
    "id, uid, kind, title, status, status_reason, due, due_text, due_confidence, owners, team, priority, type,"
    " links, recurrence, snoozed_until, section, line, gone_at, created_at, due_version, backlog, triaged_at,"
    " touched_on, report_id, report_title, report_source, report_day"
)
"""The columns of the item view, in the order of `item_of`."""

REPORT_COLUMNS = (
    "report.id, report.uid, report.title, report.source, report.incident_on, report.reported_on, report.severity,"
    " report.imported_at, report.forgotten_at"
)
"""The columns of a report, in the order of `report_of`; behind them stand its counts."""

EVENT_COLUMNS = (
    "event.at, event.actor, event.source, event.action, event.changes, event.item_id, event.change_set_id"
)
"""The columns of the history, in the order of `history_entry`."""


class Counts(NamedTuple):
    """How many items a filter finds, and how many of them are open, overdue, and due today."""

    items: int
    overdue: int
    due_today: int


class RecentChange(NamedTuple):
    """One change set as the history tells it: who did what, when, and to which items and reports."""

    number: int | None
    """None for what was written by a pmtrack that did not know of change sets."""
    at: datetime
    actor: str
    command: str
    undoes: int | None
    entries: tuple[HistoryEntry, ...]
    titles: dict[int, str]
    """The titles that its items have now, by number."""
    reports: tuple[str, ...]
    """The titles of the reports that its items stand in, or that it is about."""


def item_of(row: tuple[Any, ...]) -> Item:
    """Return a row of the item view, its columns in the order of `COLUMNS`, as a value."""
    (
        number, uid, kind, title, status, status_reason, due, due_text, due_confidence, owners, team, priority,
        type_, links, recurrence, snoozed_until, section, line, gone_at, created_at, due_version, backlog,
        triaged_at, touched_on, report_id, report_title, report_source, reported_on,
    ) = row  # fmt: skip
    return Item(
        id=number,
        uid=uid,
        kind=Kind(kind),
        title=title,
        status=Status(status),
        status_reason=status_reason,
        due=day_of(due),
        due_text=due_text,
        due_confidence=DueConfidence(due_confidence) if due_confidence else None,
        owners=tuple(json.loads(owners)),
        team=team,
        priority=priority,
        type=type_,
        links=tuple(json.loads(links)),
        recurrence=recurrence,
        snoozed_until=day_of(snoozed_until),
        section=section,
        gone=gone_at is not None,
        created_at=instant_of(created_at),
        due_version=due_version,
        reported_on=day_of(reported_on),
        report=ReportReference(report_id, report_title, report_source, line) if report_id else None,
        touched_on=day_of(touched_on),
        backlog=bool(backlog),
        triaged=triaged_at is not None,
    )


def report_of(row: tuple[Any, ...]) -> StoredReport:
    """Return a report with its counts, which stand behind `REPORT_COLUMNS`, as a value."""
    number, uid, title, source, incident_on, reported_on, severity, imported_at, forgotten_at, *counts = row
    open_, done, cancelled, overdue = counts
    return StoredReport(
        id=number,
        uid=uid,
        title=title,
        source=source,
        incident_on=day_of(incident_on),
        reported_on=day_of(reported_on),
        severity=severity,
        imported_at=instant_of(imported_at),
        forgotten_at=instant_of(forgotten_at) if forgotten_at else None,
        open=open_,
        done=done,
        cancelled=cancelled,
        overdue=overdue,
    )


def history_entry(row: Sequence[Any]) -> HistoryEntry:
    """Return a row of the history, its columns in the order of `EVENT_COLUMNS`, as a value."""
    at, actor, source, action, changes, item_id, change_set = row
    told = {name: (old, new) for name, (old, new) in json.loads(changes).items()}
    return HistoryEntry(instant_of(at), actor, source, action, told, item_id, change_set)


def recent_changes(rows: Iterable[tuple[Any, ...]]) -> list[RecentChange]:
    """Return events, the oldest first, by the change sets that they belong to, the newest first."""
    sets: dict[int, list[tuple[Any, ...]]] = {}
    for number, row in enumerate(rows, start=1):
        key = -number if row[6] is None else row[6]
        events = sets.pop(key, [])
        sets[key] = events
        events.append(row)
    return [recent_change(events) for events in reversed(sets.values())]


def recent_change(events: Sequence[tuple[Any, ...]]) -> RecentChange:
    """Return one change set of its events."""
    entries = tuple(history_entry(row[:7]) for row in events)
    first, (_title, _report, command, undoes) = entries[0], events[0][7:]
    titles = {entry.item_id: row[7] for entry, row in zip(entries, events, strict=True) if entry.item_id}
    reports = tuple(dict.fromkeys(row[8] for row in events if row[8] is not None))
    return RecentChange(
        first.change_set, first.at, first.actor, command or first.action, undoes, entries, titles, reports
    )


def instant_of(text: str) -> datetime:
    """Return an instant as SQLite holds it: UTC, without saying so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def stored_instant(moment: datetime) -> str:
    """Return an instant as SQLite holds it, to compare it with what is stored."""
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")


def moment_of(text: str | None) -> datetime | None:
    """Return an instant that says its zone; None where there is none, or nothing that could be one."""
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def day_of(text: str | None) -> date | None:
    """Return a day as SQLite holds it."""
    return date.fromisoformat(text) if text else None
