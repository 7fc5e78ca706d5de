"""Parameters that several commands share: one spelling, one help text, everywhere."""

from __future__ import annotations

from typing import Annotated

import typer


def item_number(text: str) -> int:
    """Return an item's number.

    Raises:
        BadParameter: it is none; typer tells it with the usage.
    """
    if not text.isdecimal() or len(text) > LONGEST_NUMBER or int(text) == 0:
        message = f"{text!r} is not an item's number: a whole number, as `pmtrack list` shows it"
        raise typer.BadParameter(message)
    return int(text)


LONGEST_NUMBER = 18
"""Digits of a number that a database surely holds."""

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

ActorOption = Annotated[
    str | None,
    typer.Option("--actor", metavar="NAME", help="Who does this, for the history. [default: git's user.email]"),
]

JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON document instead of text.")]

ItemArgument = Annotated[int, typer.Argument(metavar="ID", parser=item_number, help="The item's number.")]

ItemsArgument = Annotated[
    list[int], typer.Argument(metavar="ID...", parser=item_number, help="The items' numbers.")
]
