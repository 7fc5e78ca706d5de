"""The names that people type: whose they are, and which may be slips; values that `none` takes away."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tracker import by_hand
from tracker.cli import workspace
from tracker.cli.input.selection import ME
from tracker.cli.output.changes import NOTHING
from tracker.errors import MissingDatabase
from tracker.people import name_key, nearest_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.cli.input.choosing import Work


def text_or_nothing(text: str, option: str) -> str | None:
    """Return a text as it is stored; None for "none".

    Raises:
        BadOption: it is empty or too long.
    """
    return None if text.strip().lower() == NOTHING else by_hand.text_of(text, option, by_hand.LONGEST_NAME)


class KnownNames:
    """The owners and teams that there are: who is meant by what is typed, and which names may be slips."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self.slips: list[str] = []
        """What there is to say of names that are new, and near to one that is there."""

    @cached_property
    def _owners(self) -> tuple[str, ...]:
        return (*(person.name for person in self._work.settings.people.persons), *self._stored[0])

    @cached_property
    def _teams(self) -> tuple[str, ...]:
        return (*self._work.settings.people.team_names(), *self._stored[1])

    @cached_property
    def _stored(self) -> tuple[list[str], list[str]]:
        """The owners and teams of the items; none before there is a database."""
        try:
            with workspace.reader(self._work.settings) as reader:
                return reader.owner_names(), reader.team_names()
        except MissingDatabase:
            return [], []

    def is_owner(self, name: str) -> bool:
        """Whether somebody is called so."""
        people = self._work.settings.people
        return people.person(name) is not None or name_key(name) in map(name_key, self._owners)

    def owners(self, names: Iterable[str]) -> list[str]:
        """Return owners as they are stored: as written, but for "me"."""
        found = []
        for name in names:
            if name.lower() == ME:
                found.append(self._work.settings.people.name(workspace.actor(self._work.manner.actor).name))
            else:
                found.append(name)
                if not self.is_owner(name):
                    self._note_new("nobody is called", name, self._owners)
        return list(dict.fromkeys(found))

    def team(self, text: str) -> str | None:
        """Return a team as it is stored; None for "none".

        Raises:
            BadOption: it is empty or too long.
        """
        name = text_or_nothing(text, "--team")
        if name is not None and name_key(name) not in map(name_key, self._teams):
            self._note_new("no team is called", name, self._teams)
        return name

    def _note_new(self, what: str, name: str, there_are: Sequence[str]) -> None:
        near = nearest_name(name, there_are)
        if near is not None:
            self.slips.append(f"{what} “{name}” yet; did you mean {near}?")
