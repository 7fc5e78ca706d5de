"""Changes on action items: functions that take a session and never commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select, update

from tracker.errors import UnknownItems
from tracker.merging import StoredItem, item_fields
from tracker.store.fields import set_fields, stored_fields
from tracker.store.history import ADDED, item_event
from tracker.store.models import ActionItem, Report
from tracker.words import OPEN_STATUSES, DueConfidence, Item, Kind, ReportReference, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlmodel import Session

    from tracker.merging import Changes, Fields
    from tracker.words import Actor, ParsedItem


def known_items(session: Session, ids: Sequence[int]) -> list[ActionItem]:
    """Return the items with these numbers, in the order given and each once.

    Raises:
        UnknownItems: some of the numbers are no item's; it names all of them.
    """
    wanted = list(dict.fromkeys(ids))
    found: dict[int | None, ActionItem] = {}
    for start in range(0, len(wanted), ASKED_AT_ONCE):
        some = wanted[start : start + ASKED_AT_ONCE]
        statement = select(ActionItem).where(col(ActionItem.id).in_(some), col(ActionItem.forgotten_at).is_(None))
        found |= {row.id: row for row in session.exec(statement)}
    unknown = tuple(number for number in wanted if number not in found)
    if unknown:
        raise UnknownItems(unknown, verb=True)
    return [found[number] for number in wanted]


def item_of_any_state(session: Session, number: int) -> ActionItem:
    """Return an item that the history speaks of, forgotten or not.

    Raises:
        UnknownItems: there is none.
    """
    row = session.get(ActionItem, number)
    if row is None:
        raise UnknownItems((number,), verb=True)
    return row


ASKED_AT_ONCE = 5_000
"""Numbers in one question: SQLite takes 32,766 values, and a selection may find more."""


def items_of_report(session: Session, report_id: int, *, forgotten: bool = False) -> list[ActionItem]:
    """Return the items of a report that are in force, or those that were forgotten, by their numbers."""
    state = col(ActionItem.forgotten_at)
    statement = select(ActionItem).where(
        ActionItem.report_id == report_id, state.is_not(None) if forgotten else state.is_(None)
    )
    return list(session.exec(statement.order_by(col(ActionItem.id))))


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
    session: Session, report: Report, parsed: Sequence[ParsedItem], by: Actor, change_set: int, *, backlog: bool
) -> dict[ParsedItem, int]:
    """Store items that a report did not hold before; return their numbers.

    With `backlog`, nobody is reminded of them until somebody has accepted, dated or closed them.
    """
    rows = [new_row(report, item, by.at, backlog=backlog) for item in parsed]
    session.add_all(rows)
    session.flush()
    for row in rows:
        said = {name: (None, value) for name, value in stored_fields(row).items() if value}
        session.add(item_event(row, "imported", by, said, change_set))
    return {item: row.id or 0 for item, row in zip(parsed, rows, strict=True)}


def new_row(report: Report, item: ParsedItem, now: datetime, *, backlog: bool) -> ActionItem:
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
        backlog=backlog and item.status.is_open,
        created_at=now,
        updated_at=now,
        closed_at=None if item.status.is_open else now,
    )
    set_fields(row, fields, now=now)
    row.due_version = 1
    return row


def add_by_hand(session: Session, fields: Fields, report_id: int | None, by: Actor, change_set: int) -> ActionItem:
    """Store an item that no report holds, though it may belong to one; somebody has looked at it."""
    row = ActionItem(
        report_id=report_id,
        kind=str(Kind.TASK),
        title="",
        status=str(Status.OPEN),
        triaged_at=by.at,
        created_at=by.at,
        updated_at=by.at,
    )
    said = set_fields(row, fields, now=by.at)
    row.due_version = 1
    session.add(row)
    session.flush()
    session.add(item_event(row, ADDED, by, {name: (None, new) for name, (_, new) in said.items()}, change_set))
    return row


def apply_changes(session: Session, changes: Changes, by: Actor, change_set: int) -> None:
    """Write what a report changed in the items that it held before, and into their history."""
    touched = [item.stored.id for item in changes.kept] + [item.id for item in changes.gone]
    rows = {row.id: row for row in known_items(session, touched)}
    for item in changes.kept:
        row = rows[item.stored.id]
        changed = set_fields(row, item.take, now=by.at) if item.take else {}
        row.base, row.line, row.section = item_fields(item.parsed), item.parsed.line, item.parsed.section
        if item.stored.gone:
            row.gone_at = None
            session.add(item_event(row, "back in the report", by, {}, change_set))
        if changed:
            session.add(item_event(row, "changed", by, changed, change_set))
    for stored in changes.gone:
        row = rows[stored.id]
        row.gone_at = row.updated_at = by.at
        session.add(item_event(row, "gone from the report", by, {}, change_set))
    session.add_all(rows.values())


def stored_item(row: ActionItem) -> StoredItem:
    """Return an item as the merge sees it."""
    ours = stored_fields(row)
    return StoredItem(
        id=row.id or 0,
        ours=ours,
        base=row.base if row.base is not None else ours,
        section=row.section,
        gone=row.gone_at is not None,
        by_hand=row.base is None,
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
        backlog=row.backlog,
        triaged=row.triaged_at is not None,
        reported_on=(report.reported_on or report.incident_on) if report else None,
        report=ReportReference(report.id or 0, report.title, report.source, row.line) if report else None,
    )
