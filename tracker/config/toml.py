"""TOML both ways: a text into tables, and values as TOML writes them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

LARGEST_OF_FOUR_DIGITS = 0xFFFF


def toml_tables(text: str) -> dict[str, Any]:
    """Return the tables of a TOML text.

    Raises:
        ValueError: it is no TOML; the text says why and where.
        RecursionError: it is nested without end.
    """
    import tomllib  # noqa: PLC0415 - 15 ms, for nothing where there is no file

    return tomllib.loads(text)


def toml_text(value: object) -> str:
    """Return a text, number, true or false, or a list of these in TOML's notation, on one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return f"[{', '.join(map(toml_text, value))}]"
    if isinstance(value, int):
        return str(value)
    return f'"{"".join(map(_escaped, str(value)))}"'


def toml_name(path: Iterable[str]) -> str:
    """Return the steps down to a key as TOML writes them: `owners."Mara Lind".team`."""
    return ".".join(step if re.fullmatch(r"[A-Za-z0-9_-]+", step) else toml_text(step) for step in path)


def _escaped(letter: str) -> str:
    """A character as it stands in a text: what nobody sees is told by its number, but for joiners of letters."""
    if letter in '"\\':
        return f"\\{letter}"
    # A lone surrogate is no character, and has no escape.
    if letter.isprintable() or letter in "\u200c\u200d" or "\ud800" <= letter <= "\udfff":
        return letter
    number = ord(letter)
    return f"\\u{number:04x}" if number <= LARGEST_OF_FOUR_DIGITS else f"\\U{number:08x}"
