"""Commands on action items: list, show, done, reopen."""

from __future__ import annotations

import re
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import clock
from tracker.cli import listing, output, workspace
from tracker.cli.options import (
    ActorOption,
    ConfigOption,
    DatabaseOption,
    ItemArgument,
    ItemsArgument,
    JsonOption,
)
from tracker.errors import BadOption
from tracker.store.reading import ItemFilter, Reader
from tracker.words import OPEN_STATUSES, Kind, Status

if TYPE_CHECKING:
    from tracker.store.reading import Counts
    from tracker.usecases.track import StatusChange


class Order(StrEnum):
    """The orders that `--sort` takes: the rows of `ORDERS`."""

    DUE = "due"
    PRIORITY = "priority"
    OWNER = "owner"
    REPORT = "report"
    TITLE = "title"
    ID = "id"


MOST_LISTED = 10**9
"""More than any list can hold: a limit beyond it is none."""


def how_many(text: str) -> int:
    """Return how many items a list may have.

    Raises:
        BadParameter: it is no whole number from 1 on; typer tells it with the usage.
    """
    if not text.isdecimal() or not text.strip("0"):
        message = f"{text!r} is not a number of items: a whole number from 1 on"
        raise typer.BadParameter(message)
    return int(text) if len(text) < len(str(MOST_LISTED)) else MOST_LISTED


SPAN = re.compile(r"\s*(\d{1,4})\s*(d|days?|w|weeks?)?\s*", re.IGNORECASE)
DAYS = {"d": 1, "w": 7}


def list_(
    *,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False,
    due_within: Annotated[
        str | None, typer.Option("--due-within", metavar="7d", help="Only what is due in that time, or overdue.")
    ] = None,
    owner: Annotated[
        str | None, typer.Option("--owner", help="Only this person's; the start of a name will do.")
    ] = None,
    team: Annotated[str | None, typer.Option("--team", help="Only this team's.")] = None,
    priority: Annotated[
        str | None, typer.Option("--priority", help="Only this priority, as written (P1).")
    ] = None,
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="Only this status; may be repeated.")
    ] = None,
    report: Annotated[
        str | None, typer.Option("--report", help="Only of this report: its number, file or words of its title.")
    ] = None,
    improvements: Annotated[
        bool, typer.Option("--improvements", help="Improvements too, not only tasks.")
    ] = False,
    every_status: Annotated[bool, typer.Option("--all", help="Every status, done and cancelled too.")] = False,
    sort: Annotated[Order, typer.Option("--sort", help="The order.")] = Order.DUE,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", parser=how_many, help="At most so many.")
    ] = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Another day as today; what is stored stays.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 when anything is listed.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a spreadsheet's rows instead of text.")] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """List action items, what is overdue first.

    Without options: open and in-progress tasks. An item is overdue from the midnight after its due day, in the
    configured time zone.
    """
    refuse_what_excludes_itself(overdue=overdue, status=status, as_csv=as_csv, as_json=as_json)
    settings = workspace.settings(config, db)
    today = the_day(as_of) or clock.today(settings.zone)
    with workspace.reader(settings) as reader:
        wanted = ItemFilter(
            statuses=tuple(status or (() if every_status and not overdue else OPEN_STATUSES)),
            kinds=() if improvements else (Kind.TASK,),
            due_before=today if overdue else None,
            due_until=within(today, due_within) if due_within is not None else None,
            owner=owner,
            team=team,
            priority=priority,
            report_ids=reader.report_ids(report) if report is not None else (),
        )
        listed = Listing(reader, wanted, sort, limit, today)
        listed.print(as_json=as_json, as_csv=as_csv)
        if exit_code and listed.counts.items:
            raise typer.Exit(1)


class Listing:
    """What a list shows, in each of its forms."""

    def __init__(self, reader: Reader, wanted: ItemFilter, order: Order, limit: int | None, today: date) -> None:
        self.counts: Counts = reader.counts(wanted, today)
        self._items = reader.items(wanted, order=order, limit=limit)
        self._wanted, self._limit, self._today = wanted, limit, today

    def print(self, *, as_json: bool, as_csv: bool) -> None:
        """Print the items in the form that was asked for, else what fits the output."""
        if as_json:
            items = [listing.item_document(item, self._today) for item in self._items]
            output.say_json({"as_of": self._today.isoformat(), "items": items})
        elif as_csv:
            listing.say_csv(self._items, self._today)
        elif output.is_terminal():
            self.say_table(output.screen())
        else:
            listing.say_lines(self._items, self._today)
            output.note(self.closing_line())

    def say_table(self, on: output.Screen) -> None:
        """Print the items for a person, with the line that counts."""
        listing.say_table(self._items, self._today, on)
        output.say(on.paint(self.closing_line(), output.BOLD))

    def closing_line(self) -> str:
        """Return the line that counts."""
        total, overdue, due_today = self.counts.items, self.counts.overdue, self.counts.due_today
        if not total:
            return "Nothing is overdue." if self._wanted.due_before else "Nothing to list."
        parts = ["1 item" if total == 1 else f"{total} items"]
        parts += [f"{overdue} overdue"] if overdue else []
        parts += [f"{due_today} due today"] if due_today else []
        line = f"{', '.join(parts)}."
        if self._limit and self._limit < total:
            line += f" Shown: {self._limit}."
        return line


def show(
    number: ItemArgument, *, as_json: JsonOption = False, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Show one item whole, with its history."""
    from tracker.cli.details import item_details, say_details  # noqa: PLC0415 - `list` does not need it

    settings = workspace.settings(config, db)
    today = clock.today(settings.zone)
    with workspace.reader(settings) as reader:
        item, history = reader.item(number), reader.history(number)
    if as_json:
        output.say_json(item_details(item, history, today))
    else:
        say_details(item, history, today, settings.zone)


def done(
    numbers: ItemsArgument, *, actor: ActorOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Mark items as done: all the numbers given, or none if one of them is unknown."""
    from tracker.usecases.track import close  # noqa: PLC0415 - reading commands load no SQLModel

    with workspace.store(workspace.existing(config, db)) as store:
        say_changes(close(store, numbers, workspace.actor(actor)), "pmtrack reopen")


def reopen(
    numbers: ItemsArgument, *, actor: ActorOption = None, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Put items that were done or cancelled back to what they were."""
    from tracker.usecases.track import reopen as put_back  # noqa: PLC0415 - reading commands load no SQLModel

    with workspace.store(workspace.existing(config, db)) as store:
        say_changes(put_back(store, numbers, workspace.actor(actor)), "pmtrack done")


def say_changes(changes: list[StatusChange], back: str) -> None:
    """Print what a verb did to each item, and how to take it back."""
    for change in changes:
        what = f"{change.old} already" if change.old is change.new else f"{change.old} → {change.new}"
        output.say(f"{change.id}: {what}  {output.plain(change.title)}")
    changed = [str(change.id) for change in changes if change.old is not change.new]
    if changed:
        output.note(f"To take it back: {back} {' '.join(changed)}")


def refuse_what_excludes_itself(
    *, overdue: bool, status: list[Status] | None, as_csv: bool, as_json: bool
) -> None:
    """Say of options that cannot hold together that they cannot, rather than list nothing.

    Raises:
        BadOption: two of them exclude each other.
    """
    closed = [str(wanted) for wanted in status or () if not wanted.is_open]
    if overdue and closed:
        raise BadOption(
            "--status", closed[0], "open or in_progress beside --overdue: what is closed is never overdue"
        )
    if as_csv and as_json:
        raise BadOption("--csv", "--json", "no other format beside it")


def within(today: date, text: str) -> date:
    """Return the last day of a length of time from today: 7, 7d, 2w.

    Raises:
        BadOption: it is no length of time.
    """
    found = SPAN.fullmatch(text)
    if not found:
        raise BadOption("--due-within", text, "days or weeks, as in 7d or 2w")
    days = int(found[1]) * DAYS[(found[2] or "d")[0].lower()]
    return today + timedelta(days=min(days, (date.max - today).days))


def the_day(text: str | None) -> date | None:
    """Return the day that `--as-of` names, None without one.

    Raises:
        BadOption: it is no day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadOption("--as-of", text, "a day, as in 2026-12-31") from error
