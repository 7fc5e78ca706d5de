"""The commands that look at items: list, search, show."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import JsonOption, LimitOption, Place, item_numbers
from tracker.cli.input.selection import Selection, day_of, wanted, within, words_of
from tracker.cli.output import formats
from tracker.cli.output.formats import Answer, Form
from tracker.cli.output.grouping import GroupBy, grouped
from tracker.cli.output.listing import ITEMS, SEARCHED_ITEMS, counted
from tracker.cli.output.tables import View
from tracker.errors import OptionsExclude
from tracker.store.filters import ItemFilter, shortened
from tracker.words import OPEN_STATUSES, Status

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.cli.output import Screen
    from tracker.cli.output.formats import Sheet
    from tracker.store.reading import Reader
    from tracker.words import Item


class Order(StrEnum):
    """The orders that `--sort` takes: the rows of `ORDERS`."""

    DUE = "due"
    PRIORITY = "priority"
    OWNER = "owner"
    REPORT = "report"
    TITLE = "title"
    ID = "id"


@with_option_groups
def list_(
    *,
    selection: Selection,
    due_within: Annotated[
        str | None, typer.Option("--due-within", metavar="7d", help="Only what is due in that time, or overdue.")
    ] = None,
    status: Annotated[
        list[Status] | None, typer.Option("--status", help="Only this status; may be repeated.")
    ] = None,
    every_status: Annotated[bool, typer.Option("--all", help="Every status, done and cancelled too.")] = False,
    group_by: Annotated[GroupBy | None, typer.Option("--group-by", help="In groups, each with its count.")] = None,
    sort: Annotated[Order, typer.Option("--sort", help="The order.")] = Order.DUE,
    limit: LimitOption = None,
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DAY", help="Another day as today; what is stored stays.")
    ] = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="End with 1 when anything is listed.")] = False,
    form: Form,
    place: Place,
) -> None:
    """List action items, what is overdue first.

    Without options: open and in-progress tasks. An item is overdue from the midnight after its due day, in the
    configured time zone.

    In a pipe, an item is a line of columns with tabs between: number, status, due day, how it stands to that day,
    priority, owners, team, flags, title, report and line; with --group-by, the group in front.
    """
    refuse_what_excludes_itself(selection, due_within, status or ())
    if group_by is not None and limit is not None:
        raise OptionsExclude("--group-by", "--limit", "the counts of the groups would be of a part")
    chosen = form.chosen
    settings = workspace.settings(place.config, place.db)
    today = clock.today(settings.zone)
    if as_of is not None:
        today = day_of(as_of, today, "--as-of")
    statuses = status or (() if every_status and not selection.overdue else OPEN_STATUSES)
    with workspace.reader(settings) as reader:
        meant = wanted(selection, reader, settings, today, statuses)
        if due_within is not None:
            meant = replace(meant, due_until=within(due_within, today))
        listed = Listing(reader, meant, sort, limit, today, by=group_by)
        listed.answer("Nothing is overdue." if selection.overdue else "Nothing to list.").say(chosen)
    if exit_code and listed.counts.items:
        raise typer.Exit(1)


@with_option_groups
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="What to look for.")],
    *,
    limit: LimitOption = None,
    form: Form,
    place: Place,
) -> None:
    """Find items by words: open, done and cancelled ones, improvements too.

    Every word must occur somewhere in what an item says: title, owners, team, links, section, report, reason; a
    part of a word will do, and accents do not count. What has them in its title comes first, open before closed.
    """
    looked_for = words_of(" ".join(words), "WORDS")
    chosen = form.chosen
    settings = workspace.settings(place.config, place.db)
    today = clock.today(settings.zone)
    with workspace.reader(settings) as reader:
        meant = ItemFilter(query=looked_for, people=settings.people)
        listed = Listing(reader, meant, Order.DUE, limit, today, best_first=True)
        listed.answer(nothing_found(looked_for), SEARCHED_ITEMS).say(chosen)


def nothing_found(words: Sequence[str]) -> str:
    """Return what is said where a search finds nothing."""
    hint = "Every word must occur; fewer may find more." if len(words) > 1 else "A part of the word may find more."
    return f"Nothing found for “{shortened(' '.join(words))}”. {hint}"


class Listing:
    """What a list shows: the items of a filter, and how many they are in all."""

    def __init__(
        self,
        reader: Reader,
        wanted: ItemFilter,
        order: Order,
        limit: int | None,
        today: date,
        *,
        by: GroupBy | None = None,
        best_first: bool = False,
    ) -> None:
        self.counts = reader.counts(wanted, today)
        self._items = reader.items(wanted, order=order, limit=limit, best_first=best_first)
        self._limit, self._by = limit, by
        self._view = View(today, wanted.people)

    def answer(self, nothing: str, sheet: Sheet[Item] = ITEMS) -> Answer[Item]:
        """Return the items as each format tells them; `nothing` is said where there are none."""
        by, view = self._by, self._view
        groups = grouped(self._items, by, view) if by else ()
        return Answer(sheet, view, self._items, self.closing_line(nothing), by, groups)

    def say_table(self, on: Screen) -> None:
        """Print the items for a person, with the line that counts."""
        formats.say_table(self.answer("Nothing is overdue."), on)

    def closing_line(self, nothing: str) -> str:
        """Return the line that counts."""
        total = self.counts.items
        if not total:
            return nothing
        line = f"{counted(total, self.counts.overdue, self.counts.due_today)}."
        return f"{line} Shown: {self._limit}." if self._limit and self._limit < total else line


@with_option_groups
def show(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The items' numbers: 7, 7 9, 7,9 or 7-12.")],
    *,
    as_json: JsonOption = False,
    place: Place,
) -> None:
    """Show items whole, with their history.

    A forgotten item is shown too. With --json, one number gives an object, several give a list of them.
    """
    from tracker.cli.output.details import item_details, say_details  # noqa: PLC0415 - `list` does not need it

    numbers = item_numbers(ids)
    settings = workspace.settings(place.config, place.db)
    view = View(clock.today(settings.zone), settings.people)
    with workspace.reader(settings) as reader:
        found = [(item, reader.history(item.id)) for item in reader.items_numbered(numbers, forgotten=True)]
    if as_json:
        documents = [item_details(item, history, view) for item, history in found]
        output.say_json(documents[0] if len(documents) == 1 else {"items": documents})
        return
    for place_, (item, history) in enumerate(found):
        if place_:
            output.say()
        say_details(item, history, view, settings.zone)


def refuse_what_excludes_itself(selection: Selection, due_within: str | None, status: Sequence[Status]) -> None:
    """Say of options that cannot hold together that they cannot, rather than list nothing.

    Raises:
        OptionsExclude: two of them cannot.
    """
    closed = [str(wanted) for wanted in status if not wanted.is_open]
    if selection.overdue and closed:
        raise OptionsExclude("--overdue", f"--status {closed[0]}", "what is closed is never overdue")
    if selection.undated and due_within is not None:
        raise OptionsExclude("--undated", "--due-within", "what has no day is due in no time")
