"""Changes on action items and their history: functions that take a session and never commit."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlmodel import col, select, update

from tracker.errors import UnknownItems
from tracker.merging import MERGED_FIELDS, StoredItem, item_fields
from tracker.store.models import ActionItem, Event, Report
from tracker.words import OPEN_STATUSES, DueConfidence, Item, Kind, ReportReference, Status

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from tracker.merging import Changes, Fields, FieldValue
    from tracker.words import Actor, ParsedItem


def known_items(session: Session, ids: Sequence[int]) -> list[ActionItem]:
    """Return the items with these numbers, in the order given and each once.

    Raises:
        UnknownItems: some of the numbers are no item's; it names all of them.
    """
    wanted = list(dict.fromkeys(ids))
    found = {row.id: row for row in session.exec(select(ActionItem).where(col(ActionItem.id).in_(wanted)))}
    unknown = tuple(number for number in wanted if number not in found)
    if unknown:
        raise UnknownItems(unknown, verb=True)
    return [found[number] for number in wanted]


def items_of_report(session: Session, report_id: int) -> list[ActionItem]:
    """Return the items that were imported from a report, in the order of their numbers."""
    return list(
        session.exec(select(ActionItem).where(ActionItem.report_id == report_id).order_by(col(ActionItem.id)))
    )


def ids_to_check(session: Session, now: datetime, limit: int) -> list[int]:
    """Return the numbers of the items whose moment has come, the longest waiting first."""
    statement = (
        select(ActionItem.id)
        .where(col(ActionItem.next_check_at) <= now)
        .order_by(col(ActionItem.next_check_at), col(ActionItem.id))
        .limit(limit)
    )
    return [number for number in session.exec(statement) if number is not None]


def with_reports(session: Session, ids: Sequence[int]) -> list[tuple[ActionItem, Report | None]]:
    """Return items with their reports.

    Raises:
        ValueError, DBAPIError: a column of one of them holds what its type cannot read.
    """
    statement = (
        select(ActionItem, Report)
        .join(Report, col(Report.id) == col(ActionItem.report_id), isouter=True)
        .where(col(ActionItem.id).in_(ids))
        .order_by(col(ActionItem.id))
    )
    return [(item, report) for item, report in session.exec(statement)]


def set_aside(session: Session, number: int, until: datetime) -> None:
    """Look at an item no sooner than then, without reading it."""
    session.exec(update(ActionItem).where(col(ActionItem.id) == number).values(next_check_at=until))


def check_all_open(session: Session, now: datetime, report_id: int | None = None) -> None:
    """Have every open item (of one report) checked again, because what decides about them has changed."""
    affected: list[ColumnElement[bool]] = [
        col(ActionItem.status).in_([str(s) for s in OPEN_STATUSES]),
        col(ActionItem.due).is_not(None),
    ]
    if report_id is not None:
        affected.append(col(ActionItem.report_id) == report_id)
    session.exec(update(ActionItem).where(*affected).values(next_check_at=now))


def add_new(
    session: Session, report: Report, parsed: Sequence[ParsedItem], by: Actor, run_id: int
) -> dict[ParsedItem, int]:
    """Store items that a report did not hold before; return their numbers."""
    rows = [new_row(report, item, by.at) for item in parsed]
    session.add_all(rows)
    session.flush()
    for row in rows:
        said = {name: (None, value) for name, value in stored_fields(row).items() if value}
        session.add(item_event(row, "imported", by, said, run_id))
    return {item: row.id or 0 for item, row in zip(parsed, rows, strict=True)}


def new_row(report: Report, item: ParsedItem, now: datetime) -> ActionItem:
    """Return the row of a parsed item that was not stored before."""
    fields = item_fields(item)
    row = ActionItem(
        report_id=report.id,
        kind=str(item.kind),
        title=item.title,
        status=str(item.status),
        section=item.section,
        line=item.line,
        base=fields,
        created_at=now,
        updated_at=now,
        closed_at=None if item.status.is_open else now,
    )
    set_fields(row, fields, now=now)
    row.due_version = 1
    return row


def apply_changes(session: Session, changes: Changes, by: Actor, run_id: int) -> None:
    """Write what a report changed in the items that it held before, and into their history."""
    touched = [item.stored.id for item in changes.kept] + [item.id for item in changes.gone]
    rows = {row.id: row for row in known_items(session, touched)}
    for item in changes.kept:
        row = rows[item.stored.id]
        changed = set_fields(row, item.take, now=by.at) if item.take else {}
        row.base, row.line, row.section = item_fields(item.parsed), item.parsed.line, item.parsed.section
        if item.stored.gone:
            row.gone_at = None
            session.add(item_event(row, "back in the report", by, {}, run_id))
        if changed:
            session.add(item_event(row, "changed", by, changed, run_id))
    for stored in changes.gone:
        row = rows[stored.id]
        row.gone_at = row.updated_at = by.at
        session.add(item_event(row, "gone from the report", by, {}, run_id))
    session.add_all(rows.values())


def set_fields(row: ActionItem, fields: Fields, *, now: datetime) -> dict[str, tuple[Any, Any]]:
    """Write merged fields into an item, with all that follows from them; return field -> (old, new).

    A moved due date raises `due_version`; a status says when the item was closed; any change has the daemon
    look at the item again.
    """
    before = stored_fields(row)
    changes = {name: (before[name], value) for name, value in fields.items() if before[name] != value}
    for name, value in fields.items():
        setattr(row, name, column_value(name, value))
    if "due" in changes:
        row.due_version += 1
    if "status" in changes:
        row.closed_at = None if Status(row.status).is_open else now
    if changes:
        row.updated_at = now
    row.next_check_at = now if Status(row.status).is_open else None
    return changes


def stored_fields(row: ActionItem) -> Fields:
    """Return an item's merged fields as JSON values, as the base has them."""
    return {name: json_value(getattr(row, name)) for name in MERGED_FIELDS}


def json_value(value: object) -> FieldValue:
    """Return a column's value as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    return value  # type: ignore[return-value]  # the other merged columns are texts and lists of texts


def column_value(name: str, value: FieldValue) -> object:
    """Return a JSON value as its column wants it."""
    return date.fromisoformat(value) if name == "due" and isinstance(value, str) else value


def stored_item(row: ActionItem) -> StoredItem:
    """Return an item as the merge sees it."""
    ours = stored_fields(row)
    return StoredItem(
        id=row.id or 0,
        ours=ours,
        base=row.base if row.base is not None else ours,
        section=row.section,
        gone=row.gone_at is not None,
    )


def as_item(row: ActionItem, report: Report | None) -> Item:
    """Return a row as the value that the rest of the program knows.

    Raises:
        ValueError: a column holds a word that this program does not know.
    """
    return Item(
        id=row.id or 0,
        uid=row.uid,
        kind=Kind(row.kind),
        title=row.title,
        status=Status(row.status),
        status_reason=row.status_reason,
        due=row.due,
        due_text=row.due_text,
        due_confidence=DueConfidence(row.due_confidence) if row.due_confidence else None,
        owners=tuple(row.owners),
        team=row.team,
        priority=row.priority,
        type=row.type,
        links=tuple(row.links),
        recurrence=row.recurrence,
        snoozed_until=row.snoozed_until,
        section=row.section,
        gone=row.gone_at is not None,
        created_at=row.created_at,
        due_version=row.due_version,
        reported_on=(report.reported_on or report.incident_on) if report else None,
        report=ReportReference(report.id or 0, report.title, report.source, row.line) if report else None,
    )


def status_before_closing(session: Session, row: ActionItem) -> Status:
    """Return what an item's history says that it was before it was closed: open, or in progress."""
    statement = select(Event).where(Event.item_id == row.id).order_by(col(Event.id).desc())
    for event in session.exec(statement):
        before = event.changes.get("status", [None])[0]
        if before is not None and Status(before).is_open:
            return Status(before)
    return Status.OPEN


def item_event(
    row: ActionItem,
    action: str,
    by: Actor,
    changes: Mapping[str, tuple[Any, Any]],
    run_id: int | None = None,
) -> Event:
    """Return the history's row for something that happened to an item; nothing ever changes or removes it."""
    return Event(
        at=by.at,
        actor=by.name,
        source=by.source,
        action=action,
        report_id=row.report_id,
        item_id=row.id,
        import_run_id=run_id,
        changes={name: list(pair) for name, pair in changes.items()},
    )
