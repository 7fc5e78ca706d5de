"""Changes on reports: functions that take a session and never commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from tracker.store.models import ImportRun, Report

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from tracker.words import Actor, ParsedReport


def report_by_identity(session: Session, identity: str) -> Report | None:
    """Return the report that was imported under this identity."""
    return session.exec(select(Report).where(Report.identity == identity)).first()


def reports_with_text(session: Session, sha256: str) -> list[Report]:
    """Return the reports that had exactly this text when they were last imported."""
    return list(session.exec(select(Report).where(Report.sha256 == sha256).order_by(col(Report.id))))


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


def add_import_run(session: Session, by: Actor) -> int:
    """Note that an import began, and return its number; its events refer to it."""
    row = ImportRun(at=by.at, actor=by.name)
    session.add(row)
    session.flush()
    return row.id or 0


def has_import_run(session: Session, number: int) -> bool:
    """Whether an import run is stored: the transaction that made it may have been rolled back."""
    return session.get(ImportRun, number) is not None
