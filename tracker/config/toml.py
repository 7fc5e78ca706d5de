"""TOML both ways: a text into tables, and values as TOML writes them."""

from __future__ import annotations

import re
from typing import Any


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
    return '"' + re.sub(r'[\x00-\x1f\x7f"\\]', _escaped, str(value)) + '"'


def _escaped(match: re.Match[str]) -> str:
    return f"\\{match[0]}" if match[0] in '"\\' else f"\\u{ord(match[0]):04x}"
