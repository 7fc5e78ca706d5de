"""What is in a database, for tests of commands that change it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from tracker.store.reading import open_reader

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import CommandLine

    from tracker.words import HistoryEntry, Item


def item(cli: CommandLine, number: int) -> Item:
    """Return an item as it is stored."""
    with open_reader(cli.folder / "pmtrack.db") as reader:
        return reader.item(number)


def history(cli: CommandLine, number: int) -> list[HistoryEntry]:
    """Return what happened to an item."""
    with open_reader(cli.folder / "pmtrack.db") as reader:
        return reader.history(number)


def dump(path: Path) -> list[str]:
    """Return all that a database holds, as the statements that make it again; nothing where there is none."""
    if not path.is_file():
        return []
    with closing(sqlite3.connect(path)) as database:
        try:
            return list(database.iterdump())
        except sqlite3.DatabaseError:
            return [path.read_bytes().hex()]
