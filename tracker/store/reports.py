"""Changes on reports: functions that take a session and never commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from tracker.store.models import Report

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from tracker.words import ParsedReport


def report_by_identity(session: Session, *identities: str) -> Report | None:
    """Return the report that was imported under one of these identities, the first that there is."""
    found = {row.identity: row for row in session.exec(select(Report).where(col(Report.identity).in_(identities)))}
    return next((found[identity] for identity in identities if identity in found), None)


def reports_with_text(session: Session, sha256: str) -> list[Report]:
    """Return the reports in force that had exactly this text when they were last imported."""
    statement = select(Report).where(Report.sha256 == sha256, col(Report.forgotten_at).is_(None))
    return list(session.exec(statement.order_by(col(Report.id))))


def add_report(
    session: Session, parsed: ParsedReport, identity: str, source: str, sha256: str, now: datetime
) -> Report:
    """Store a report that was not known before."""
    row = Report(
        identity=identity, source=source, title=parsed.title, sha256=sha256, imported_at=now, updated_at=now
    )
    session.add(row)
    update_report(row, parsed, source, sha256, now)
    session.flush()
    return row


def update_report(row: Report, parsed: ParsedReport, source: str, sha256: str, now: datetime) -> bool:
    """Write what the report says of itself now; return whether its day is another one than before."""
    has_other_day = (row.incident_on, row.reported_on) != (parsed.incident_on, parsed.reported_on)
    row.source = source
    row.title = parsed.title
    row.incident_on = parsed.incident_on
    row.reported_on = parsed.reported_on
    row.severity = parsed.severity
    row.sha256 = sha256
    row.updated_at = now
    row.gone_at = None
    return has_other_day


def set_forgotten(row: Report, moment: datetime | None) -> dict[str, tuple[str | None, str | None]]:
    """Mark a report as forgotten since a moment, or as in force; return what that changed, for the history."""
    before, row.forgotten_at = row.forgotten_at, moment
    return {"forgotten_at": (before.isoformat() if before else None, moment.isoformat() if moment else None)}


def report_by_number(session: Session, number: int) -> Report | None:
    """Return a report by the number that people type."""
    return session.get(Report, number)
