"""The command `reports`: what was imported, and how the work of each report stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import clock
from tracker.cli import workspace
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import Place
from tracker.cli.output import DIM, RED
from tracker.cli.output.formats import Answer, Form, PageColumn, Sheet
from tracker.cli.output.listing import day
from tracker.cli.output.tables import Column, Table, View

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.words import StoredReport


@with_option_groups
def reports(
    name: Annotated[
        str | None, typer.Argument(metavar="[REPORT]", help="Only this: its number, file or words of its title.")
    ] = None,
    *,
    forgotten: Annotated[
        bool, typer.Option("--forgotten", help="Those that were forgotten, and no others.")
    ] = False,
    form: Form,
    place: Place,
) -> None:
    """List the reports, the latest first: how many of their tasks are open, done, and overdue.

    In a pipe, a report is a line of columns with tabs between: number, day, open, done, cancelled, overdue, title,
    source.
    """
    chosen = form.chosen
    settings = workspace.settings(place.config, place.db)
    view = View(clock.today(settings.zone), settings.people)
    with workspace.reader(settings) as reader:
        ids = reader.report_ids(name, forgotten=forgotten) if name is not None else None
        found = reader.reports(view.today, forgotten=forgotten, ids=ids)
    Answer(REPORTS, view, found, closing_line(found, forgotten=forgotten)).say(chosen)


def closing_line(found: Sequence[StoredReport], *, forgotten: bool) -> str:
    """Return the line that counts."""
    if not found:
        nothing = "No report is stored. `pmtrack import REPORT` reads one."
        return "No report was forgotten." if forgotten else nothing
    number = "1 report" if len(found) == 1 else f"{len(found)} reports"
    open_, overdue = sum(report.open for report in found), sum(report.overdue for report in found)
    late = f", {overdue} of them overdue" if overdue else ""
    return f"{number}, {'1 task' if open_ == 1 else f'{open_} tasks'} open{late}."


def day_cell(report: StoredReport, _: View) -> str:
    """The day of the report, else of the incident."""
    return day(report.day) or ""


def title_cell(report: StoredReport, _: View) -> str:
    """Its title."""
    return report.title


def source_cell(report: StoredReport, _: View) -> str:
    """Where it was read."""
    return report.source


def source_address(report: StoredReport) -> str | None:
    """Return where a link on its source leads."""
    from tracker.cli.output.markdown import file_address  # noqa: PLC0415 - for that format alone

    return file_address(report.source, None)


def row_colour(report: StoredReport, _: View) -> tuple[int, ...]:
    """Return how a report's row is coloured: red when something is overdue, dim when nothing is open."""
    if report.overdue:
        return (RED,)
    return () if report.open else (DIM,)


def report_document(report: StoredReport, _: View) -> dict[str, Any]:
    """Return a report as JSON tells it; the shape is promised stable."""
    return {
        "id": report.id,
        "title": report.title,
        "source": report.source,
        "day": day(report.day),
        "incident_on": day(report.incident_on),
        "reported_on": day(report.reported_on),
        "severity": report.severity,
        "imported_at": report.imported_at.isoformat(),
        "forgotten_at": report.forgotten_at.isoformat() if report.forgotten_at else None,
        "open": report.open,
        "done": report.done,
        "cancelled": report.cancelled,
        "overdue": report.overdue,
        "uid": report.uid,
    }


def number_column(head: str, name: str, from_width: int = 0) -> Column[StoredReport]:
    """Return a column of a count, its digits to the right; a zero is left blank, so that the others stand out."""

    def cell(report: StoredReport, _: View) -> str:
        count = getattr(report, name)
        return f"{count:>{len(head)}}" if count else ""

    return Column(head, cell, max(len(head), 6), from_width)


def counted_column(name: str) -> Column[StoredReport]:
    """Return a column of a count for plain lines."""
    return Column(name, lambda report, _: str(getattr(report, name)))


REPORTS: Sheet[StoredReport] = Sheet(
    name="reports",
    table=Table(
        number=lambda report: report.id,
        columns=(
            Column("DATE", day_cell, 10, from_width=50),
            number_column("OPEN", "open", 24),
            number_column("DONE", "done", 40),
            number_column("OVERDUE", "overdue", 34),
        ),
        title=Column("REPORT", title_cell),
        marks=lambda _: "",
        place=source_cell,
        colour=row_colour,
    ),
    lines=(
        Column("id", lambda report, _: str(report.id)),
        Column("day", day_cell),
        *map(counted_column, ("open", "done", "cancelled", "overdue")),
        Column("title", title_cell),
        Column("source", source_cell),
    ),
    document=report_document,
    flat=lambda document: document,
    flat_columns=(
        "id", "title", "source", "day", "incident_on", "reported_on", "severity", "imported_at", "forgotten_at",
        "open", "done", "cancelled", "overdue", "uid",
    ),
    page=(
        PageColumn("ID", lambda report, _: str(report.id)),
        PageColumn("Date", day_cell),
        *(PageColumn(name.title(), counted_column(name).cell) for name in ("open", "done", "overdue")),
        PageColumn("Report", title_cell),
        PageColumn("File", source_cell, source_address),
    ),
)  # fmt: skip
"""Reports as they are told in each format."""
