"""Take back what one command changed, whole: what was changed again since stops it, and nothing is done then.

Taking back is a change set of its own, so that it can be taken back as well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.errors import ChangedSince, NothingToUndo
from tracker.store import history, items, reports
from tracker.store.fields import column_value, json_value, set_fields
from tracker.words import ChangeSet, ItemChange, one_each

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.engine import Store
    from tracker.store.models import ActionItem, Event
    from tracker.words import Actor

SETTLED_ANYWAY = ("backlog", "triaged_at", "due_text", "due_confidence")
"""What others may have changed since without standing in the way: it follows from what they did."""


def undo(store: Store, number: int | None, by: Actor) -> ChangeSet:
    """Take back a change set, or the last one of this person that is still in force.

    Raises:
        NothingToUndo: there is none, it has been taken back already, or it is an import.
        ChangedSince: an item has been changed again since; nothing was taken back.
    """
    with store.session() as session:
        target = _target(session, number, by)
        taken_back = _Undoing(session, target, by)
        for event in history.events_of(session, target):
            taken_back.take(event)
        if taken_back.changed_since:
            raise ChangedSince(target, tuple(sorted(taken_back.changed_since)))
        session.commit()
    return ChangeSet(taken_back.number, tuple(sorted(one_each(taken_back.changes), key=lambda item: item.id)))


def _target(session: Session, number: int | None, by: Actor) -> int:
    """Return the change set to take back."""
    if number is None:
        last = history.last_in_force(session, by.name)
        if last is None:
            raise NothingToUndo(None, f"all that {by.name} has changed is taken back, or was an import")
        return last.id or 0
    given = history.change_set(session, number)
    if given is None:
        raise NothingToUndo(number, "there is none of this number; `pmtrack history` shows them")
    if given.command == history.IMPORT:
        raise NothingToUndo(number, "it is an import; `pmtrack forget REPORT` takes a report back")
    if history.is_undone(session, number):
        raise NothingToUndo(number, "that was done already")
    return number


class _Undoing:
    """A change set on its way back, event by event, the newest first."""

    def __init__(self, session: Session, target: int, by: Actor) -> None:
        self.session, self.by = session, by
        self.number = history.begin_change_set(session, by, history.UNDO, undoes=target)
        self.changes: list[ItemChange] = []
        self.changed_since: set[tuple[int, str]] = set()

    def take(self, event: Event) -> None:
        """Take one event back."""
        if event.item_id is None:
            self._take_report(event)
            return
        row = items.item_of_any_state(self.session, event.item_id)
        if event.action == history.ADDED:
            fields: dict[str, Any] = {"forgotten_at": self.by.at.isoformat()}
        else:
            self.changed_since |= {(event.item_id, name) for name in _changed_again(row, event)}
            fields = {name: old for name, (old, _) in event.changes.items()}
        changes = set_fields(row, fields, now=self.by.at)
        self.session.add(row)
        self.session.add(history.item_event(row, "undone", self.by, changes, self.number))
        self.changes.append(ItemChange(event.item_id, row.title, changes))

    def _take_report(self, event: Event) -> None:
        """Bring a report back that was forgotten, or the other way round."""
        report = reports.report_by_number(self.session, event.report_id or 0)
        if report is not None:
            before = column_value("forgotten_at", event.changes["forgotten_at"][0])
            changes = reports.set_forgotten(report, before)
            self.session.add(report)
            self.session.add(history.report_event(report, "undone", self.by, changes, self.number))


def _changed_again(row: ActionItem, event: Event) -> list[str]:
    """Return the fields that are no longer as the event left them."""
    return [
        name
        for name, (_, new) in event.changes.items()
        if name not in SETTLED_ANYWAY and json_value(getattr(row, name)) != new
    ]
