"""SQLite's errors as ours: the one place that knows its result codes.

The codes and their meaning: https://www.sqlite.org/rescode.html (the low byte is the primary code).
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.errors import (
    DamagedDatabase,
    LockedDatabase,
    TrackerError,
    UnusableFile,
    UnwritableFile,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

FAULTS: dict[int, Callable[[str, str], TrackerError]] = {
    sqlite3.SQLITE_BUSY: lambda path, _: LockedDatabase(path),
    sqlite3.SQLITE_LOCKED: lambda path, _: LockedDatabase(path),
    sqlite3.SQLITE_CORRUPT: DamagedDatabase,
    sqlite3.SQLITE_NOTADB: DamagedDatabase,
    sqlite3.SQLITE_READONLY: lambda path, _: UnwritableFile(path, "the database or its folder is read-only"),
    sqlite3.SQLITE_FULL: lambda path, _: UnwritableFile(path, "the disk is full; nothing was changed"),
    sqlite3.SQLITE_IOERR: lambda path, why: UnwritableFile(path, f"{why}; is the disk full?"),
    sqlite3.SQLITE_CANTOPEN: lambda path, _: UnusableFile(path, "the database cannot be opened"),
    sqlite3.SQLITE_PERM: lambda path, _: UnusableFile(path, "access to the database is denied"),
    sqlite3.SQLITE_AUTH: lambda path, _: UnusableFile(path, "access to the database is denied"),
}
"""Primary result code -> our error, given the file and SQLite's own words."""

PRIMARY = 0xFF
"""SQLite's extended codes carry the primary one in their low byte."""


def fault(error: sqlite3.Error, path: Path | str) -> TrackerError | None:
    """Return our error for one of SQLite's, or None for what is a mistake of ours (a wrong statement)."""
    code = getattr(error, "sqlite_errorcode", None)
    make = FAULTS.get(code & PRIMARY) if code is not None else None
    if make is None and _means_damage(error):
        make = DamagedDatabase
    return make(str(path), str(error)) if make else None


DAMAGE = ("malformed", "file is not a database", "could not decode", "no such table", "no such column")
"""Words of errors that have no code of their own. Our statements fit our schema: what misses is not there."""


def _means_damage(error: sqlite3.Error) -> bool:
    return any(words in str(error).lower() for words in DAMAGE)


@contextmanager
def translated(path: Path | str) -> Iterator[None]:
    """Let no error of the plain driver out of this block that has a meaning to the user."""
    try:
        yield
    except sqlite3.Error as error:
        ours = fault(error, path)
        if ours is None:
            raise
        raise ours from error
    except (
        UnicodeDecodeError
    ) as error:  # the driver reads its own error's text as UTF-8, and pages may hold anything
        raise DamagedDatabase(str(path), "it holds bytes that are no text") from error
