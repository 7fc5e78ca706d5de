"""Forget a report: as though it had never been imported, but for the history.

Its items are in no list and remind nobody. Nothing is deleted: `undo` brings it back, and so does naming its file
to an import, each with the numbers and all that people changed; an import of its folder does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.errors import UnknownReport
from tracker.store import history, items, reports
from tracker.store.fields import set_fields
from tracker.words import ChangeSet, ItemChange

if TYPE_CHECKING:
    from sqlmodel import Session

    from tracker.store.engine import Store
    from tracker.store.models import Report
    from tracker.words import Actor


def forget(store: Store, report_id: int, by: Actor) -> ChangeSet:
    """Forget a report and its items.

    Raises:
        UnknownReport: there is none of this number in force.
    """
    forgotten = []
    with store.session() as session:
        report = reports.report_by_number(session, report_id)
        if report is None or report.forgotten_at is not None:
            raise UnknownReport(str(report_id))
        number = history.begin_change_set(session, by, "forget")
        session.add(history.report_event(report, "forgotten", by, reports.set_forgotten(report, by.at), number))
        session.add(report)
        for row in items.items_of_report(session, report_id):
            changes = set_fields(row, {"forgotten_at": by.at.isoformat()}, now=by.at)
            session.add(row)
            session.add(history.item_event(row, "forgotten", by, changes, number))
            forgotten.append(ItemChange(row.id or 0, row.title, changes))
        session.commit()
    return ChangeSet(number, tuple(forgotten))


def remember(session: Session, report: Report, by: Actor, change_set: int) -> None:
    """Bring a forgotten report back with the items that were forgotten with it, because it is imported again."""
    since = report.forgotten_at
    session.add(history.report_event(report, "back", by, reports.set_forgotten(report, None), change_set))
    for row in items.items_of_report(session, report.id or 0, forgotten=True):
        if row.forgotten_at != since:
            continue  # it was added by hand and taken away again, before or after
        changes = set_fields(row, {"forgotten_at": None}, now=by.at)
        session.add(row)
        session.add(history.item_event(row, "back", by, changes, change_set))
