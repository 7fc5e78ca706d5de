"""Change items by hand: done, reopen. All the numbers given, or none of them; every change is in the history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.store import items
from tracker.words import Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.store.engine import Store
    from tracker.words import Actor


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What a verb did to one item; `old` equals `new` where it stood so already."""

    id: int
    title: str
    old: Status
    new: Status


def close(store: Store, ids: Sequence[int], by: Actor) -> list[StatusChange]:
    """Mark items as done.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    return _set_status(store, ids, Status.DONE, "done", by)


def reopen(store: Store, ids: Sequence[int], by: Actor) -> list[StatusChange]:
    """Put items that were done or cancelled back to what they were before; the others stay as they are.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    return _set_status(store, ids, Status.OPEN, "reopened", by)


def _set_status(store: Store, ids: Sequence[int], new: Status, action: str, by: Actor) -> list[StatusChange]:
    changed: list[StatusChange] = []
    with store.session() as session:
        for row in items.known_items(session, ids):
            old = Status(row.status)
            # An item that somebody works on is open already: reopening it would take that back.
            is_there = old is new or (new is Status.OPEN and old.is_open)
            then = items.status_before_closing(session, row) if new is Status.OPEN else new
            changed.append(StatusChange(row.id or 0, row.title, old, old if is_there else then))
            if not is_there:
                changes = items.set_fields(row, {"status": str(then)}, now=by.at)
                session.add(row)
                session.add(items.item_event(row, action, by, changes))
        session.commit()
    return changed
