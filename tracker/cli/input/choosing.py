"""What the commands that change items have in common: which items are meant, the question first, and one change.

A command makes a `Work`, has it choose (numbers as they were typed, or what a selection finds, which is shown and
asked about), and hands it the verb. Between the question and the verb no connection is open.
"""

from __future__ import annotations

from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.options import ActorOption, JsonOption, Place, YesOption, item_numbers
from tracker.cli.input.questions import NOTHING_CHANGED, confirm, somewhere_to_ask
from tracker.cli.input.selection import Selection, wanted
from tracker.cli.output import listing
from tracker.cli.output.changes import TOLD_OF_MANY, Telling, first_ones, tell
from tracker.errors import NobodyToAsk
from tracker.words import OPEN_STATUSES, ChangeSet, ItemChange, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import NoReturn

    from tracker.store.engine import Store
    from tracker.words import Actor, Item

CLOSED_STATUSES = tuple(status for status in Status if not status.is_open)

BOTH = "numbers or a selection, not both: the numbers say already which items"

IN_PIPE = 100
"""Cells of a table that goes into a pipe, to be read by a person in a log."""

NEITHER = "which items? Give their numbers (7, 7 9, 7-12) or a selection, like --report or --owner"


@dataclass(frozen=True, slots=True)
class Manner:
    """How a command that changes many items goes about it: the options of all of them."""

    yes: YesOption = False
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show which items are meant; ask nothing and change nothing.")
    ] = False
    as_json: JsonOption = False
    actor: ActorOption = None


class Chosen(NamedTuple):
    """The items that are meant, and the question that must be agreed to, if any."""

    ids: tuple[int, ...]
    question: str | None = None


class Work:
    """What a command works with: the configuration, the day, who is typing, and how it tells."""

    def __init__(self, place: Place, manner: Manner, *, makes_database: bool = False) -> None:
        self.manner = manner
        self._makes_database = makes_database
        self.settings = (workspace.settings if makes_database else workspace.existing)(place.config, place.db)
        self.today = clock.today(self.settings.zone)
        self.telling = Telling(self.today, self.settings.people, place, as_json=manner.as_json)

    def change(self, verb: Callable[[Store, Actor], ChangeSet]) -> ChangeSet:
        """Carry out a verb; the database must still be there, unless the command makes one.

        Raises:
            MissingDatabase: it was removed while somebody was asked.
        """
        if not self._makes_database:
            workspace.must_exist(self.settings.database)
        by = workspace.actor(self.manner.actor)
        with workspace.store(self.settings) as store:
            return verb(store, by)

    def chosen(
        self,
        words: Sequence[str],
        selection: Selection,
        question: str,
        *,
        to: str,
        statuses: Sequence[Status] = OPEN_STATUSES,
    ) -> Chosen:
        """Return the items that are meant: by their numbers, or what a selection finds, which is shown.

        `question` has `{}` for the items, `to` is the verb of "Nothing to …"; `statuses` says where the items
        stand that a selection may find.

        Raises:
            BadParameter: numbers and a selection, or neither, or a word that is no number.
            Exit: there is nothing to do, or it is a dry run.
            NobodyToAsk: there is no terminal to ask at.
            BadOption, UnknownItems, UnknownName, UnknownReport
        """
        if bool(words) is not selection.is_empty:
            raise typer.BadParameter(BOTH if words else NEITHER)
        numbers = item_numbers(words)
        if numbers and not self.manner.dry_run:
            return Chosen(numbers)
        items = self.numbered(numbers) if numbers else self._selected(selection, statuses)
        if not items or self.manner.dry_run:
            self._end_without_a_change(items, to)
        asked = question.replace("{}", counted(items), 1)
        if not self.manner.yes:
            show_before_asking(items, self.telling, asked)
        return Chosen(tuple(item.id for item in items), asked)

    def agree(self, chosen: Chosen) -> None:
        """Ask before many items are changed that nobody has named one by one.

        Raises:
            Exit: the answer was not yes.
            NobodyToAsk: there is no terminal to ask at.
        """
        if chosen.question is not None:
            confirm(chosen.question, yes=self.manner.yes)

    def numbered(self, numbers: Sequence[int]) -> list[Item]:
        """Return items by their numbers.

        Raises:
            UnknownItems: there is none of one of the numbers.
        """
        with workspace.reader(self.settings) as reader:
            return reader.items_numbered(numbers)

    def _selected(self, selection: Selection, statuses: Sequence[Status]) -> list[Item]:
        with workspace.reader(self.settings) as reader:
            meant = wanted(selection, reader, self.settings, self.today, statuses, actor=self.manner.actor)
            return list(reader.items(meant))

    def _end_without_a_change(self, items: Sequence[Item], to: str) -> NoReturn:
        """Tell which items were meant, and that nothing happened to them.

        Raises:
            Exit: always.
        """
        if self.telling.as_json:
            tell(ChangeSet(None, tuple(ItemChange(item.id, item.title, {}) for item in items)), self.telling)
        elif items:
            listing.say_table(items, self.today, output.screen(IN_PIPE), self.settings.people)
            output.note(f"{counted(items)} to {to}. {NOTHING_CHANGED}")
        else:
            output.say(f"Nothing to {to}.")
        raise typer.Exit


def show_before_asking(items: Sequence[Item], telling: Telling, question: str) -> None:
    """Print items, or the first of many, where the question about them will stand.

    Raises:
        NobodyToAsk: there is no terminal to ask at.
    """
    on = somewhere_to_ask()
    if on is None:
        raise NobodyToAsk(question)
    with redirect_stdout(on):
        listing.say_table(first_ones(items), telling.today, output.screen(IN_PIPE), telling.people)
        if len(items) > len(first_ones(items)):
            output.say(f"and {len(items) - TOLD_OF_MANY} more")
    on.flush()


def counted(items: Sequence[Item]) -> str:
    """`1 item`, `34 items`, `39 items of 9 reports`: words of a title may mean more reports than one thinks."""
    reports = len({item.report.id for item in items if item.report is not None})
    said = "1 item" if len(items) == 1 else f"{len(items)} items"
    return f"{said} of {reports} reports" if reports > 1 else said
