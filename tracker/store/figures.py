"""What is counted over the whole database: of all items, of reports, for a channel; and the statements that count.

`Reader` runs them; a list needs none of them, and does not load this module.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from tracker.store.filters import AWAITS_TRIAGE, IS_OPEN
from tracker.store.rows import REPORT_COLUMNS
from tracker.words import Kind, Status

if TYPE_CHECKING:
    from datetime import datetime

LAST_TICK = "daemon_last_tick"
"""The key under which the daemon notes when it last looked."""


@dataclass(frozen=True, slots=True)
class Overview:
    """How things stand on a day, for `pmtrack` without a command.

    All but `reports` and `items` counts open and in-progress tasks; what is forgotten counts nowhere.
    """

    reports: int
    open: int
    overdue: int
    due_within_week: int
    """Due today or on one of the next seven days."""
    unowned: int
    undated: int
    backlog: int
    untriaged: int
    """Imported, and nobody has looked at it since: what `pmtrack triage` walks through."""
    items: int
    """Tasks of whatever status."""
    last_tick: datetime | None
    """When the daemon last looked; None where none ever did."""


class ChannelStanding(NamedTuple):
    """How deliveries to one channel stand."""

    waiting: int
    delivered: int
    dead: int
    last_error: str | None
    delivered_at: datetime | None
    paused_until: datetime | None
    disabled_reason: str | None


IS_TASK = f"kind = '{Kind.TASK}'"

OVERVIEW = (
    "SELECT (SELECT COUNT(*) FROM report WHERE forgotten_at IS NULL), "  # noqa: S608 - of our own texts
    + ", ".join(
        f"COUNT(CASE WHEN {IS_OPEN}{condition} THEN 1 END)"
        for condition in (
            "",
            " AND due < ?",
            " AND due >= ? AND due <= ?",
            " AND owners = '[]'",
            " AND due IS NULL",
            " AND backlog",
            f" AND {AWAITS_TRIAGE}",
        )
    )
    + f", COUNT(*), (SELECT value FROM meta WHERE key = ?) FROM items WHERE {IS_TASK}"  # noqa: S608 - of our own texts
)
"""Takes today twice, the day in a week, and `LAST_TICK`."""

REPORTS = (
    f"SELECT {REPORT_COLUMNS}, COUNT(CASE WHEN {IS_OPEN} THEN 1 END),"  # noqa: S608 - of our own texts
    f" COUNT(CASE WHEN status = '{Status.DONE}' THEN 1 END),"
    f" COUNT(CASE WHEN status = '{Status.CANCELLED}' THEN 1 END),"
    f" COUNT(CASE WHEN {IS_OPEN} AND due < ? THEN 1 END)"
    " FROM report LEFT JOIN action_item AS item ON item.report_id = report.id"
    # Of a forgotten report everything is forgotten; what it had is what is worth telling.
    f" AND item.{IS_TASK} AND (item.forgotten_at IS NULL OR report.forgotten_at IS NOT NULL)"
    " WHERE {condition} GROUP BY report.id"
    " ORDER BY COALESCE(report.reported_on, report.incident_on, DATE(report.imported_at)) DESC, report.id DESC"
)
"""Takes today, and a condition on `report`; the latest report comes first."""

DELIVERIES = (
    "SELECT COUNT(CASE WHEN state IN ('pending', 'sending') THEN 1 END),"
    " COUNT(CASE WHEN state = 'delivered' THEN 1 END), COUNT(CASE WHEN state = 'dead' THEN 1 END),"
    " MAX(CASE WHEN state = 'delivered' THEN done_at END) FROM delivery WHERE channel = ?"
)

LAST_FAILURE = (
    "SELECT last_error FROM delivery WHERE channel = ? AND state != 'delivered'"
    " AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1"
)
