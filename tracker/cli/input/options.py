"""Parameters that several commands share: one spelling, one help text, everywhere.

Several options that go together are a frozen dataclass (`Place`); a command takes it as one parameter when it is
decorated with `tracker.cli.input.option_groups.with_option_groups`.

What the Tab key offers for a value is found by the name of its option (`--owner`, `--team`, `--report`) or by its
metavar (`ID`, `REPORT`, `FILE`): `COMPLETERS` in `tracker.cli.completion.command`. Whoever calls a parameter so
need not do anything more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_NUMBER = 18
"""Digits of a number that a database surely holds."""

LONGEST_RANGE = 10_000
"""How many numbers `7-12` may mean: far more than anybody has items, and few enough to write down."""

RANGE = re.compile(r"#?(\d+)(?:[-\N{EN DASH}]#?(\d+))?")


def item_number(text: str) -> int:
    """Return an item's number: 7, or #7 as chats and lists write it.

    Raises:
        BadParameter: it is none; typer tells it with the usage.
    """
    digits = text.removeprefix("#")
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER or int(digits) == 0:
        message = f"{text!r} is not an item's number: a whole number, as `pmtrack list` shows it"
        raise typer.BadParameter(message)
    return int(digits)


def item_numbers(words: Iterable[str] | None) -> tuple[int, ...]:
    """Return the items' numbers that are meant by 7, #7, 7-12, 7,9 or several of these: each once, in order.

    Raises:
        BadParameter: one of them is none, or a range runs backwards or is endless; typer tells it.
    """
    numbers: dict[int, None] = {}
    for word in words or ():
        parts = [part for part in word.replace(",", " ").split() if part]
        if not parts:
            item_number(word)
        for part in parts:
            numbers |= dict.fromkeys(numbers_of(part))
    return tuple(numbers)


def numbers_of(part: str) -> Iterable[int]:
    """Return what one number or range means."""
    found = RANGE.fullmatch(part)
    if not found or found[2] is None:
        return (item_number(part),)
    first, last = item_number(found[1]), item_number(found[2])
    if last < first:
        message = f"{part!r} runs backwards; write {last}-{first}"
        raise typer.BadParameter(message)
    if last - first >= LONGEST_RANGE:
        message = f"{part!r} means {last - first + 1} items; a range has at most {LONGEST_RANGE}"
        raise typer.BadParameter(message)
    return range(first, last + 1)


ConfigOption = Annotated[
    str | None,
    typer.Option(
        "--config", metavar="FILE", help="The configuration file. [default: pmtrack.toml, here or above]"
    ),
]

DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", metavar="FILE", help="The database. [default: the configuration's, else the user's]"),
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a command works: `workspace.settings(place.config, place.db)`."""

    heading: ClassVar[str] = "Files"

    config: ConfigOption = None
    db: DatabaseOption = None

    def command(self, *words: str) -> str:
        """Return another command as it has to be typed to work in the same place."""
        import shlex  # noqa: PLC0415 - not for lists

        where = (("--config", self.config), ("--db", self.db))
        given = [word for option, value in where if value is not None for word in (option, value)]
        return shlex.join(["pmtrack", *words, *given])


ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Who does this, for the history. [default: git's user.email]"),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]

YesOption = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask: for scripts.")]

IdsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="The items' numbers: 7, 7 9, 7,9 or 7-12.")
]
"""For a command that takes numbers or a selection; `item_numbers` reads it. Default None."""

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


LimitOption = Annotated[int | None, typer.Option("--limit", metavar="N", parser=how_many, help="At most so many.")]
