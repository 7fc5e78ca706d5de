"""The history: events, which nothing ever changes or removes, and the change sets that they belong to.

A change set is what one command did. Functions take a session and never commit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlmodel import col, select

from tracker.store.models import ChangeSet, Event
from tracker.words import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlmodel import Session

    from tracker.store.models import ActionItem, Report
    from tracker.words import Actor

IMPORT = "import"
UNDO = "undo"
ADDED = "added"
"""The action of an item that was added by hand: what takes it back is to forget it."""


def begin_change_set(session: Session, by: Actor, command: str, undoes: int | None = None) -> int:
    """Note that a command changes something, and return its number; its events refer to it."""
    row = ChangeSet(at=by.at, actor=by.name, command=command, undoes=undoes)
    session.add(row)
    session.flush()
    return row.id or 0


def change_set(session: Session, number: int) -> ChangeSet | None:
    """Return a change set; None where there is none, or the transaction that made it was rolled back."""
    return session.get(ChangeSet, number)


def last_in_force(session: Session, actor: str) -> ChangeSet | None:
    """Return the last thing that somebody did by hand and that has not been taken back."""
    statement = (
        select(ChangeSet)
        .where(ChangeSet.actor == actor, col(ChangeSet.command).not_in((IMPORT, UNDO)))
        .order_by(col(ChangeSet.id).desc())
    )
    return next((row for row in session.exec(statement) if not is_undone(session, row.id or 0)), None)


def is_undone(session: Session, number: int) -> bool:
    """Whether a change set has been taken back, by one that has not been taken back itself."""
    undoing = session.exec(select(ChangeSet.id).where(ChangeSet.undoes == number))
    return any(not is_undone(session, other or 0) for other in undoing)


def events_of(session: Session, number: int) -> list[Event]:
    """Return what belongs to a change set, the newest first: the order of taking it back."""
    statement = select(Event).where(Event.change_set_id == number).order_by(col(Event.id).desc())
    return list(session.exec(statement))


def item_event(
    row: ActionItem, action: str, by: Actor, changes: Mapping[str, tuple[Any, Any]], change_set_id: int
) -> Event:
    """Return the history's row for something that happened to an item."""
    return _event(action, by, changes, change_set_id, report_id=row.report_id, item_id=row.id)


def report_event(
    row: Report, action: str, by: Actor, changes: Mapping[str, tuple[Any, Any]], change_set_id: int
) -> Event:
    """Return the history's row for something that happened to a report as a whole."""
    return _event(action, by, changes, change_set_id, report_id=row.id)


def _event(
    action: str, by: Actor, changes: Mapping[str, tuple[Any, Any]], change_set_id: int, **about: int | None
) -> Event:
    return Event(
        at=by.at,
        actor=by.name,
        source=by.source,
        action=action,
        change_set_id=change_set_id,
        changes={name: list(pair) for name, pair in changes.items()},
        **about,
    )


def status_before_closing(session: Session, row: ActionItem) -> Status:
    """Return what an item's history says that it was before it was closed: open, or in progress."""
    statement = select(Event).where(Event.item_id == row.id).order_by(col(Event.id).desc())
    for event in session.exec(statement):
        before = event.changes.get("status", [None])[0]
        if before is not None and Status(before).is_open:
            return Status(before)
    return Status.OPEN
