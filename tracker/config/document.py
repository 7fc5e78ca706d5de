"""The configuration file: which one it is, its tables, and the line in it that a problem is about."""

from __future__ import annotations

import os
import re
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tracker.config.paths import expanded, user_file
from tracker.config.toml import toml_name, toml_tables
from tracker.errors import UnreadableReport, UnusableConfiguration, UnusableFile
from tracker.sources import printable, read_source

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

FILE_NAME = "pmtrack.toml"

MOST_LINES = 200
"""A statement of more lines has no number in an error: each of its lines costs parsing all before it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A configuration file as it was read; its text may hold secrets and is not printed."""

    path: Path
    text: str = field(repr=False)
    table: dict[str, Any] = field(repr=False)

    def problem(self, key: tuple[str, ...], what: str) -> UnusableConfiguration:
        """Return the error about a key, at the line where the key stands if that can be found."""
        return _problem(self.path, line_of(self.text, key), f"{toml_name(key)}: {what}")

    def is_readable_by_others(self) -> bool:
        """Whether users besides the owner and the group may read the file."""
        return is_readable_by_others(self.path)


def find_file(config: Path | None, environ: Mapping[str, str], folder: Path) -> Path | None:
    """Return the absolute path of the configuration file, or None where there is none.

    A file named by `config` or by PMTRACK_CONFIG need not be there: reading it says so.

    Raises:
        UnusableConfiguration: the name begins with `~` and there is no home folder.
    """
    named = environ.get("PMTRACK_CONFIG") if config is None else str(config)
    if named:
        try:
            return folder / expanded(named, environ)
        except ValueError as error:
            raise UnusableConfiguration(named, str(error)) from error
    places = [parent / FILE_NAME for parent in (folder, *folder.parents)]
    found = next((path for path in places if _is_there(path)), None)
    if found is None:
        users_own = user_file("config", FILE_NAME)
        found = users_own if users_own and _is_there(users_own) else None
    return found


def read_document(path: Path) -> Document:
    """Return what a configuration file holds.

    Raises:
        UnusableConfiguration: it is missing, cannot be read, is not UTF-8 or not TOML.
    """
    try:
        text = read_source(path).decode("utf-8-sig")
    except UnusableFile as error:
        cure = "" if _is_there(path) else "; `pmtrack init` writes one"
        raise UnusableConfiguration(error.path, f"{error.reason}{cure}") from error
    except UnreadableReport as error:
        raise UnusableConfiguration(error.path, error.reason) from error
    except UnicodeDecodeError as error:
        line_feeds = error.object[: error.start].count(b"\n")
        raise _problem(path, line_feeds + 1, "is not UTF-8 text; save it as UTF-8") from None
    try:
        return Document(path, text, toml_tables(text))
    except (ValueError, RecursionError) as error:
        # "Invalid value (at line 3, column 7)"; a nesting without end is none of its errors.
        place = re.search(r" \(at line (\d+), (column \d+)\)$", str(error))
        line = int(place[1]) if place else None
        problem = f"{str(error)[: place.start()]} at {place[2]}" if place else str(error)
        raise _problem(path, line, f"is not TOML: {problem}{_quotes_are_missing(text, line)}") from None


def line_of(text: str, key: tuple[str, ...]) -> int | None:
    """Return the line on which a key of a TOML text begins, counted from 1, or None.

    The text is cut into its statements by parsing: a statement is the fewest lines that parse together. So
    a key in an inline table or after a text of many lines is found as well.
    """
    header, start, lines = "", 0, text.split("\n")
    for end in range(1, len(lines) + 1):
        statement = "\n".join(lines[start:end]) + "\n"
        try:
            table = toml_tables(header + statement)
        except ValueError:
            if end - start > MOST_LINES:
                return None
            continue
        if _holds(table, key):
            return start + 1
        if statement.lstrip().startswith("["):
            header = statement
        start = end
    return None


def is_readable_by_others(path: Path) -> bool:
    """Whether users besides the owner and the group may read a file; a missing one nobody may.

    The group is left out: a service's file is rightly `root:pmtrack` with mode 0640.
    """
    try:
        return bool(path.stat().st_mode & stat.S_IROTH)
    except OSError:
        return False


def _problem(path: Path, line: int | None, problem: str) -> UnusableConfiguration:
    place = printable(path) if line is None else f"{printable(path)}:{line}"
    return UnusableConfiguration(place, problem)


def _quotes_are_missing(text: str, line: int | None) -> str:
    """The cure where a section's name needs quotes, as names of people often do."""
    written = text.split("\n")[line - 1] if line else ""
    if not re.match(r"\s*\[\s*(owners|teams)\s*\.", written):
        return ""
    return '; a name with blanks, accents or other signs stands in quotes: [owners."Mara Lind"]'


def _is_there(path: Path) -> bool:
    # A broken link or a file that may not be read counts: it is told, and not passed over for another.
    # Path.is_dir() raises where what a link points to may not be looked at.
    return os.path.lexists(path) and not os.path.isdir(path)  # noqa: PTH112


def _holds(table: object, key: tuple[str, ...]) -> bool:
    for name in key:
        if not isinstance(table, dict) or name not in table:
            return False
        table = table[name]
    return True
