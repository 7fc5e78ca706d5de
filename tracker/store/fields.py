"""The fields of an item as JSON values: how they are read, written, and what follows from writing them.

The history and the merge both speak of fields in this form; `set_fields` is the only place that changes an item.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from tracker.merging import MERGED_FIELDS
from tracker.words import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from tracker.merging import Fields
    from tracker.store.models import ActionItem
    from tracker.words import FieldChanges

DAYS = frozenset({"due", "snoozed_until"})
INSTANTS = frozenset({"triaged_at", "forgotten_at"})


def set_fields(row: ActionItem, fields: Mapping[str, Any], *, now: datetime) -> FieldChanges:
    """Write fields into an item, with all that follows from them; return field -> (old, new).

    A moved due date raises `due_version`; a status says when the item was closed, and takes away the reason of the
    one before; any change has the daemon look at the item again, unless there is nothing to remind of.
    """
    fields = dict(fields)
    if fields.get("status", row.status) != row.status:
        fields.setdefault("status_reason", None)
    before = {name: json_value(getattr(row, name)) for name in fields}
    changes: FieldChanges = {
        name: (before[name], value) for name, value in fields.items() if before[name] != value
    }
    for name, value in fields.items():
        setattr(row, name, column_value(name, value))
    if "due" in changes:
        row.due_version += 1
    if "status" in changes:
        row.closed_at = None if Status(row.status).is_open else now
    if changes:
        row.updated_at = now
    is_silent = row.backlog or row.forgotten_at is not None
    row.next_check_at = now if Status(row.status).is_open and not is_silent else None
    return changes


def stored_fields(row: ActionItem, names: Iterable[str] = MERGED_FIELDS) -> Fields:
    """Return an item's fields as JSON values: the merged ones, as the base has them."""
    return {name: json_value(getattr(row, name)) for name in names}


def json_value(value: object) -> Any:
    """Return a column's value as JSON has it."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value


def column_value(name: str, value: object) -> Any:
    """Return a JSON value as its column wants it."""
    if not isinstance(value, str):
        return value
    if name in DAYS:
        return date.fromisoformat(value)
    return datetime.fromisoformat(value) if name in INSTANTS else value
