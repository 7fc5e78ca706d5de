"""What waits to be looked at, and how it is decided: each time on the database as it is at that moment.

Nothing is kept open between two decisions: a person may think for an hour, and others write meanwhile. So a
database that was taken away or put back is noticed, and never made anew.
"""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.cli import workspace
from tracker.cli.input.choosing import Manner, Work
from tracker.cli.input.names import KnownNames
from tracker.cli.input.selection import Selection, wanted
from tracker.errors import UnknownItems, UnreadableReport, UnusableFile
from tracker.words import OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from tracker.cli.input.options import Place
    from tracker.cli.triage.decisions import Decided
    from tracker.merging import Fields
    from tracker.words import ChangeSet, HistoryEntry, Item


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items are to be looked at: the selection, and whether only or also those that would not wait."""

    selection: Selection
    backlog: bool = False
    every: bool = False
    """Those too that somebody has looked at before."""

    def holds(self, item: Item) -> bool:
        """Whether an item is to be looked at: imported, and of the backlog where only that is wanted."""
        return item.report is not None and (item.backlog or not self.backlog)


def waits(item: Item) -> bool:
    """Whether nobody has decided about an item: not looked at, or silent until somebody says otherwise."""
    return item.status.is_open and (item.backlog or not item.triaged)


def meant(fields: Fields, names: KnownNames) -> Fields:
    """Return the fields of a decision with the owners who are meant: "me" is the person who is typing."""
    owners = fields.get("owners")
    return {**fields, "owners": names.owners(owners)} if isinstance(owners, list) else fields


def words_around(item: Item) -> list[tuple[int, str]]:
    """Return the lines around an item in its report, as the file stands now, with their numbers.

    Raises:
        UnusableFile, UnreadableReport: the file is not here, or is no text.
    """
    from tracker.reports.text.decoding import decode  # noqa: PLC0415 - few ask for it
    from tracker.sources import read_source  # noqa: PLC0415 - likewise

    if item.report is None or item.report.line is None:
        raise UnusableFile(f"#{item.id}", "it stands in no file")
    path = work_tree() / item.report.source
    try:
        text = decode(read_source(path))
    except ValueError as error:
        raise UnreadableReport(str(path), str(error)) from error
    lines = list(enumerate(text.splitlines(), start=1))
    return lines[max(0, item.report.line - 1 - AROUND) : item.report.line + AROUND]


AROUND = 4
"""Lines in front of an item and behind it that are shown."""


def work_tree() -> Path:
    """Return the folder that the sources of reports start from: the work tree around here, else this one."""
    here = workspace.working_folder()
    return next((folder for folder in (here, *here.parents) if os.path.lexists(folder / ".git")), here)


class Desk:
    """Where decisions are made: what one person does in one database on one day."""

    def __init__(self, place: Place, actor: str | None, *, as_json: bool) -> None:
        self.work = Work(place, Manner(as_json=as_json, actor=actor))
        self.telling = self.work.telling
        self.slips: list[str] = []
        """What there is to say of owners of the last decision that nobody is called so far."""
        self._settings = self.work.settings
        self._actor = actor

    def waiting(self, which: Wanted) -> list[Item]:
        """Return the items to look at: those that are kept silent first, then the longest overdue."""
        today = self.telling.today
        with workspace.reader(self._settings) as reader:
            meant = wanted(which.selection, reader, self._settings, today, OPEN_STATUSES, actor=self._actor)
            meant = replace(meant, untriaged=not which.every)
            items = [item for item in reader.items(meant, order="due") if which.holds(item)]
        return sorted(items, key=lambda item: not item.backlog)

    def look(self, number: int) -> Item | None:
        """Return an item as it stands now; None where it is not there, or not any more."""
        return self.look_at((number,)).get(number)

    def look_at(self, numbers: Iterable[int]) -> dict[int, Item]:
        """Return those of many items that are there."""
        found = {}
        with workspace.reader(self._settings) as reader:
            for number in numbers:
                with suppress(UnknownItems):
                    found[number] = reader.item(number)
        return found

    def last_change(self, number: int) -> HistoryEntry | None:
        """Return what happened to an item last."""
        with workspace.reader(self._settings) as reader:
            history = reader.history(number)
        return history[-1] if history else None

    @staticmethod
    def make_ready() -> None:
        """Load what deciding takes: a third of a second, while somebody reads the first item."""
        import tracker.usecases.track  # noqa: PLC0415 - the first item is shown before
        import tracker.usecases.undo  # noqa: F401, PLC0415 - likewise

    def decide(self, decisions: Sequence[Decided]) -> ChangeSet:
        """Carry out decisions, in their order, as one change set.

        Raises:
            UnknownItems: some of the items are not there; nothing was changed.
        """
        from tracker.usecases.track import Decision, carry_out  # noqa: PLC0415 - see `make_ready`

        names = KnownNames(self.work)
        carried = [Decision(made.item_id, made.choice.action, meant(made.fields, names)) for made in decisions]
        self.slips = names.slips
        return self.work.change(lambda store, by: carry_out(store, carried, by, "triage"))

    def take_back(self, number: int) -> ChangeSet:
        """Take a change set back.

        Raises:
            NothingToUndo, ChangedSince: somebody was faster; nothing was changed.
        """
        from tracker.usecases.undo import undo  # noqa: PLC0415 - see `make_ready`

        return self.work.change(lambda store, by: undo(store, number, by))
