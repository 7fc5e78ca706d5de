"""Texts that a report may hold, and that must do nothing to a shell, a terminal or a line; and how they get in."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conftest import CommandLine

HOSTILE = (
    "Stop $(touch HACKED)",
    "Stop `touch HACKED`",
    "Stop; touch HACKED",
    "a & touch HACKED",
    "a | touch HACKED",
    "> HACKED",
    "$HOME ~ * ? [a] {b,c} !! !x #y",
    "quotes \" and ' and \\",
    "a:b:c=d,e%n",
    "\x1b[2Jescape",
    "tab\tand\nline",
    "\u202ereversed",
    "--yes",
    "漢字 é 👩‍👩‍👧",
    "~root",
)


def change(board: CommandLine, statement: str, *facts: object) -> None:
    """Change the database behind the program's back."""
    with closing(sqlite3.connect(board.folder / "pmtrack.db")) as database, database:
        database.execute(statement, facts)
