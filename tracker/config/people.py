"""The `[owners.NAME]` and `[teams.NAME]` parts of the configuration: who is meant, and who answers for what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.config.parts import named_tables, read_part
from tracker.config.settings import OWNER_SETTINGS, TEAM_SETTINGS
from tracker.config.values import shown_name
from tracker.people import name_key
from tracker.words import Person, Team

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tracker.config.document import Document
    from tracker.config.parts import Part
    from tracker.config.settings import Setting

PARTS: dict[str, tuple[tuple[Setting, ...], str]] = {
    "owners": (OWNER_SETTINGS, "an owner"),
    "teams": (TEAM_SETTINGS, "a team"),
}
"""The sections of this room: the rows of their keys, and what an error calls one of them."""

HANDLES = "handles."
"""What the keys begin with that hold a handle; the rest of the key is the kind of channel."""


def read_people(document: Document) -> dict[str, tuple[Part, ...]]:
    """Return the parts of each section of `PARTS`, in the order of the file.

    Raises:
        UnusableConfiguration: a name, a key or a value of one means nothing, or two share a name or a spelling.
    """
    parts = {section: _read_section(document, section) for section in PARTS}
    _refuse_shared_spellings(document, parts["owners"], "a spelling")
    _refuse_shared_spellings(document, parts["teams"], "a name")
    return parts


def persons_of(parts: Iterable[Part]) -> tuple[Person, ...]:
    """Return the persons of the `[owners.NAME]` parts."""
    return tuple(
        Person(
            name=part.name,
            spellings=part.values["spellings"],
            team=part.values["team"],
            timezone=part.values["timezone"],
            handles={
                key.removeprefix(HANDLES): handle
                for key, handle in part.values.items()
                if key.startswith(HANDLES) and handle is not None
            },
        )
        for part in parts
    )


def teams_of(parts: Iterable[Part]) -> tuple[Team, ...]:
    """Return the teams of the `[teams.NAME]` parts."""
    return tuple(Team(part.name, part.values["reports"]) for part in parts)


def _read_section(document: Document, section: str) -> tuple[Part, ...]:
    settings, what = PARTS[section]
    parts = []
    for path, table in named_tables(document, section):
        try:
            shown_name(path[1])
        except ValueError as error:
            raise document.problem(path, f"the name of {what} {error}") from None
        parts.append(read_part(document, path, table, settings, what))
    return tuple(parts)


def _refuse_shared_spellings(document: Document, parts: Sequence[Part], noun: str) -> None:
    """Refuse a spelling that means two: case, accents and an "@" make no difference, as everywhere."""
    taken: dict[str, tuple[str, str]] = {}
    for part in parts:
        for spelling in (part.name, *part.values.get("spellings", ())):
            owner, as_written = taken.setdefault(name_key(spelling), (part.name, spelling))
            if owner != part.name:
                place = part.path if spelling == part.name else (*part.path, "spellings")
                alike = "" if spelling == as_written else f' (there "{as_written}")'
                raise document.problem(place, f'"{spelling}" is {noun} of "{owner}" too{alike}; choose one')
