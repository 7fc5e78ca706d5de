"""Change items by hand: add, edit, assign, close, reopen, cancel, snooze; and carry out what triage decides.

All the numbers given, or none of them. What one call changes is one change set, which `undo` takes back whole;
every change is in the history. Fields are JSON values, as `tracker.by_hand` makes them of what people type.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.store import history, items
from tracker.store.fields import set_fields
from tracker.words import ChangeSet, ItemChange, Status, one_each

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from sqlmodel import Session

    from tracker.merging import Fields
    from tracker.store.engine import Store
    from tracker.store.models import ActionItem
    from tracker.words import Actor, FieldChanges

SETTLING = ("due", "status")
"""What settles an item that was held back from reminding: whoever says when, or that it is over, has decided.

A snooze does not: asking for silence must not end one.
"""


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to add: its fields, and the number of the report that it belongs to, if any."""

    fields: Fields
    report_id: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change in items: fields to set, and links to add and take away."""

    fields: Fields = field(default_factory=dict)
    link: tuple[str, ...] = ()
    unlink: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one item: the fields to set, and the word that the history has for it."""

    item_id: int
    action: str
    fields: Fields


def add(store: Store, new: Iterable[NewItem], by: Actor) -> ChangeSet:
    """Store items that no report holds, in their order."""
    added = []
    with store.session() as session:
        number = history.begin_change_set(session, by, "add")
        for item in new:
            row = items.add_by_hand(session, item.fields, item.report_id, by, number)
            said: FieldChanges = {name: (None, value) for name, value in item.fields.items() if value}
            added.append(ItemChange(row.id or 0, row.title, said))
        session.commit()
    return ChangeSet(number, tuple(added))


def edit(store: Store, ids: Sequence[int], edited: Edit, by: Actor) -> ChangeSet:
    """Set fields of items, and add and take away links.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """

    def fields(_session: Session, row: ActionItem) -> Fields:
        kept = [link for link in row.links if link not in edited.unlink]
        links = [*kept, *(link for link in edited.link if link not in kept)]
        return {**edited.fields, "links": links} if links != row.links else dict(edited.fields)

    return _change(store, ids, by, "edit", fields)


def assign(
    store: Store, ids: Sequence[int], owners: Sequence[str], by: Actor, *, beside: bool = False
) -> ChangeSet:
    """Give items to owners, instead of those whom they have or `beside` them; without owners, to nobody.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """

    def fields(_session: Session, row: ActionItem) -> Fields:
        before = row.owners if beside else []
        return {"owners": list(dict.fromkeys([*before, *owners]))}

    return _change(store, ids, by, "assign", fields)


def close(store: Store, ids: Sequence[int], by: Actor) -> ChangeSet:
    """Mark items as done.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    return _change(store, ids, by, "done", lambda _session, _row: {"status": str(Status.DONE)})


def reopen(store: Store, ids: Sequence[int], by: Actor) -> ChangeSet:
    """Put items that were done or cancelled back to what they were before; the others stay as they are.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """

    def fields(session: Session, row: ActionItem) -> Fields:
        # An item that somebody works on is open already: reopening it would take that back.
        is_open = Status(row.status).is_open
        return {} if is_open else {"status": str(history.status_before_closing(session, row))}

    return _change(store, ids, by, "reopen", fields)


def cancel(store: Store, ids: Sequence[int], reason: str, by: Actor) -> ChangeSet:
    """Say of items that they will not be done, and why.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    cancelled: Fields = {"status": str(Status.CANCELLED), "status_reason": reason}
    return _change(store, ids, by, "cancel", lambda _session, _row: dict(cancelled))


def snooze(store: Store, ids: Sequence[int], until: date | None, by: Actor) -> ChangeSet:
    """Be silent about items until a day, their due dates staying; None ends the silence.

    Closed items stay as they are: nobody is reminded of them.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    day = until.isoformat() if until else None

    def fields(_session: Session, row: ActionItem) -> Fields:
        return {"snoozed_until": day} if Status(row.status).is_open or day is None else {}

    return _change(store, ids, by, "snooze", fields)


def acceptance(row: ActionItem, by: Actor) -> Fields:
    """Return what accepting changes in an item: nothing, where somebody has accepted it before."""
    return {"backlog": False} | noticing(row, by)


def noticing(row: ActionItem, by: Actor) -> Fields:
    """Return what changes in an item that somebody looks at for the first time."""
    return {} if row.triaged_at else {"triaged_at": by.at.isoformat()}


def carry_out(store: Store, decisions: Sequence[Decision], by: Actor, command: str) -> ChangeSet:
    """Carry out decisions about many items, in their order, as one change set: all of them or none.

    A decision without fields accepts the item as it stands.

    Raises:
        UnknownItems: some of the numbers are no item's; nothing was changed.
    """
    changed = []
    with store.session() as session:
        rows = {row.id: row for row in items.known_items(session, [decision.item_id for decision in decisions])}
        number = _Number(session, by, command)
        for decision in decisions:
            row = rows[decision.item_id]
            fields = decision.fields or acceptance(row, by)
            changed.append(_write(session, row, fields, decision.action, by, number))
        session.commit()
    return ChangeSet(number.given, one_each(changed))


def _change(
    store: Store, ids: Sequence[int], by: Actor, command: str, fields: Callable[[Session, ActionItem], Fields]
) -> ChangeSet:
    """Change items, each by the fields that a function says, in one transaction and one change set."""
    with store.session() as session:
        number = _Number(session, by, command)
        changed = [
            _write(session, row, fields(session, row), PAST[command], by, number)
            for row in items.known_items(session, ids)
        ]
        session.commit()
    return ChangeSet(number.given, tuple(changed))


PAST = {
    "edit": "edited",
    "assign": "assigned",
    "done": "done",
    "reopen": "reopened",
    "cancel": "cancelled",
    "snooze": "snoozed",
}
"""What the history says of an item that a command has changed."""


@dataclass(slots=True)
class _Number:
    """The number of the change set, which is made when there is a first change."""

    session: Session
    by: Actor
    command: str
    given: int | None = None

    def take(self) -> int:
        if self.given is None:
            self.given = history.begin_change_set(self.session, self.by, self.command)
        return self.given


def _write(
    session: Session, row: ActionItem, fields: Fields, action: str, by: Actor, number: _Number
) -> ItemChange:
    """Write fields into an item and its history; an item that is changed has been looked at."""
    changes = set_fields(row, fields, now=by.at) if fields else {}
    if changes:
        seen = acceptance(row, by) if any(name in changes for name in SETTLING) else noticing(row, by)
        changes |= set_fields(row, seen, now=by.at)
        session.add(row)
        session.add(history.item_event(row, action, by, changes, number.take()))
    return ItemChange(row.id or 0, row.title, changes)
