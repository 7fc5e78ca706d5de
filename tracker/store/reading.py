"""What the reading commands ask of the database: the item view, through the plain driver.

No object-relational mapper and no migrations are loaded: that is what lets `pmtrack list` answer at once.
A `Reader` is a connection that cannot write. `filters` says which items are wanted, `rows` makes values of rows,
`figures` holds what is counted. Items come one at a time.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from tracker.errors import (
    AmbiguousReport,
    DamagedDatabase,
    MissingDatabase,
    NewerDatabase,
    OlderDatabase,
    UnknownItems,
    UnknownName,
    UnknownReport,
)
from tracker.people import folded
from tracker.store import filters
from tracker.store.faults import translated
from tracker.store.filters import IS_OPEN, ItemFilter
from tracker.store.rows import (
    COLUMNS,
    EVENT_COLUMNS,
    UNREADABLE,
    Counts,
    RecentChange,
    history_entry,
    instant_of,
    item_of,
    moment_of,
    recent_changes,
    report_of,
    stored_instant,
)
from tracker.store.schema import ITEMS_OF_ANY_STATE, READ_REVISION, REVISIONS
from tracker.words import PRIORITY_RANKS, UNRANKED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from tracker.people import People
    from tracker.store.figures import ChannelStanding, Overview
    from tracker.words import HistoryEntry, Item, StoredReport

__all__ = [
    "COLUMNS",
    "ORDERS",
    "Counts",
    "ItemFilter",
    "Reader",
    "RecentChange",
    "open_reader",
]

STANDARD_INPUT = "-"
"""The source of what came through a pipe: every other name has a dash somewhere."""

LONGEST_NUMBER = 18
"""Digits of a number that SQLite and PostgreSQL surely hold; the drivers raise beyond it."""

READ_WAIT_SECONDS = 10
"""Readers wait for nobody in WAL mode, but for a database that is being recovered after a crash."""

# FOLD takes accents off, so that "média" is found under "media".
_RANK = " ".join(f"WHEN '{word}' THEN {rank}" for word, rank in PRIORITY_RANKS.items() if word.isascii())
PRIORITY_ORDER = f"CASE FOLD(COALESCE(priority, '')) {_RANK} ELSE {UNRANKED} END"

ORDERS = {
    "due": f"due IS NULL, due, {PRIORITY_ORDER}, id",
    "priority": f"{PRIORITY_ORDER}, due IS NULL, due, id",
    "owner": "owners = '[]', FOLD(owners), due IS NULL, due, id",
    "report": "report_title IS NULL, FOLD(report_title), report_id, line, id",
    "title": "FOLD(title), id",
    "id": "id",
}
"""The ways to sort a list, by the name that `--sort` takes; "due" has the longest overdue in front."""

COUNTS = (
    f"SELECT COUNT(*), COUNT(CASE WHEN {IS_OPEN} AND due < ? THEN 1 END),"
    f" COUNT(CASE WHEN {IS_OPEN} AND due = ? THEN 1 END) FROM items"
)
"""Takes today twice; a WHERE clause fits behind it."""


class Reader:
    """A connection that only reads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    # Items

    def items(
        self, wanted: ItemFilter, *, order: str = "due", limit: int | None = None, best_first: bool = False
    ) -> Iterator[Item]:
        """Yield the items of a filter, in one of `ORDERS`, at most `limit` of them.

        With `best_first`, those that hold the words of the query in their title come first, open ones before
        closed ones.
        """
        where, sorting = self._where(wanted), ORDERS[order]
        if best_first:
            title = filters.in_title(wanted.query)
            sorting = f"CASE WHEN {title.text} THEN 0 ELSE 1 END, {IS_OPEN} DESC, {sorting}"
            where.values.extend(title.values)
        statement = f"SELECT {COLUMNS} FROM items{where.clause} ORDER BY {sorting}"
        if limit is not None:
            statement += " LIMIT ?"
            where.values.append(limit)
        with translated(self.path):
            for row in self._connection.execute(statement, where.values):
                yield self._item(row)

    def counts(self, wanted: ItemFilter, today: date) -> Counts:
        """Count what a filter finds, whatever the limit of the list."""
        where = self._where(wanted)
        days = (today.isoformat(), today.isoformat())
        return Counts(*self._rows(f"{COUNTS}{where.clause}", (*days, *where.values))[0])

    def item(self, number: int) -> Item:
        """Return one item.

        Raises:
            UnknownItems: there is none with this number.
        """
        return self.items_numbered((number,))[0]

    def items_numbered(self, numbers: Sequence[int], *, forgotten: bool = False) -> list[Item]:
        """Return items by their numbers, in the order of these; with `forgotten`, those that were forgotten too.

        Raises:
            UnknownItems: there is none with some of the numbers.
        """
        text, values = filters.among("id", numbers)
        source = f"({ITEMS_OF_ANY_STATE})" if forgotten else "items"
        found = {row[0]: row for row in self._rows(f"SELECT {COLUMNS} FROM {source} WHERE {text}", values)}
        unknown = tuple(number for number in dict.fromkeys(numbers) if number not in found)
        if unknown:
            raise UnknownItems(unknown)
        return [self._item(found[number]) for number in numbers]

    def titles(self, *, open_only: bool, limit: int) -> list[tuple[int, str]]:
        """Return numbers and titles, the most urgent first."""
        where = f"WHERE {IS_OPEN}" if open_only else ""
        return self._rows(f"SELECT id, title FROM items {where} ORDER BY {ORDERS['due']} LIMIT ?", (limit,))

    def owner_names(self) -> list[str]:
        """Return every spelling of the owners of open items, the most frequent first."""
        rows = self._rows(f"SELECT owners, COUNT(*) FROM items WHERE {IS_OPEN} GROUP BY owners")
        times: Counter[str] = Counter()
        with self._readable("owners"):
            for owners, items in rows:
                times.update(dict.fromkeys(json.loads(owners), items))
        return [name for name, _ in times.most_common()]

    def team_names(self) -> list[str]:
        """Return every spelling of the teams of open items, the most frequent first."""
        condition = f"{IS_OPEN} AND team IS NOT NULL"
        rows = self._rows(f"SELECT team FROM items WHERE {condition} GROUP BY team ORDER BY COUNT(*) DESC, team")
        return [row[0] for row in rows]

    def knows_owner(self, word: str, people: People) -> bool:
        """Whether an item, of whatever status, or the configuration knows somebody whom a word means."""
        try:
            with self._readable("owners"):
                filters.owners_meant(filters.storable(word), people, self._spelled)
        except UnknownName:
            return False
        return True

    # Reports

    def report_ids(self, name: str, *, forgotten: bool = False) -> tuple[int, ...]:
        """Return the numbers of the reports that a name means: a number, the end of a source, title words.

        Those that were forgotten are meant only when they are asked for, and then alone.

        Raises:
            UnknownReport: it means none.
        """
        values: tuple[object, ...] = (name,)
        if name.isdecimal() and len(name) <= LONGEST_NUMBER:
            condition, values = "id = ?", (int(name),)
        elif name == STANDARD_INPUT:
            condition = "source = ?"
        elif not name.strip():
            raise UnknownReport(filters.shortened(name))
        else:
            needle = filters.like(name)
            condition = "(FOLD(source) LIKE ? ESCAPE '!' OR FOLD(title) LIKE ? ESCAPE '!')"
            values = (f"%{needle}", f"%{needle}%")
        state = "IS NOT NULL" if forgotten else "IS NULL"
        found = self._rows(f"SELECT id FROM report WHERE {condition} AND forgotten_at {state}", values)
        if not found:
            raise UnknownReport(filters.shortened(name))
        return tuple(int(row[0]) for row in found)

    def report(self, name: str, today: date) -> StoredReport:
        """Return the one report that a name means; the whole title or source goes before a part of one.

        Raises:
            UnknownReport: it means none.
            AmbiguousReport: it means several.
        """
        found = self.reports(today, ids=self.report_ids(name))
        exact = [report for report in found if folded(name) in {folded(report.title), folded(report.source)}]
        meant = exact if len(exact) == 1 else found
        if len(meant) > 1:
            raise AmbiguousReport(name, tuple(sorted((report.id, report.title) for report in meant)))
        return meant[0]

    def reports(
        self, today: date, *, forgotten: bool = False, ids: Iterable[int] | None = None
    ) -> list[StoredReport]:
        """Return the reports (with these numbers) and how their tasks stand, the latest first.

        Those that were forgotten are listed only when they are asked for, and then alone.
        """
        from tracker.store import figures  # noqa: PLC0415 - no list needs them

        text, values = (filters.ALWAYS, ()) if ids is None else filters.among("report.id", ids)
        state = "IS NOT NULL" if forgotten else "IS NULL"
        statement = figures.REPORTS.format(condition=f"report.forgotten_at {state} AND {text}")
        rows = self._rows(statement, (today.isoformat(), *values))
        with self._readable("a report"):
            return [report_of(row) for row in rows]

    def report_titles(self, limit: int) -> list[tuple[int, str, str]]:
        """Return numbers, titles and sources of reports, the latest import first."""
        return self._rows(
            "SELECT id, title, source FROM report WHERE forgotten_at IS NULL ORDER BY imported_at DESC, id DESC"
            " LIMIT ?",
            (limit,),
        )

    # History

    def history(self, number: int) -> list[HistoryEntry]:
        """Return what happened to an item, forgotten or not, the oldest first."""
        rows = self._rows(f"SELECT {EVENT_COLUMNS} FROM event WHERE item_id = ? ORDER BY id", (number,))
        with self._readable(f"the history of item {number}"):
            return [history_entry(row) for row in rows]

    def recent(self, limit: int | None = None, since: datetime | None = None) -> list[RecentChange]:
        """Return what was changed last (since a moment), by change sets, the newest first."""
        condition, values = ("at >= ?", [stored_instant(since)]) if since is not None else (filters.ALWAYS, [])
        # What is older than change sets was one command an event: it stands for itself, under a number of its own.
        newest = (
            f"SELECT COALESCE(change_set_id, -id) AS number FROM event WHERE {condition}"
            " GROUP BY number ORDER BY MAX(id) DESC LIMIT ?"
        )
        rows = self._rows(
            f"SELECT {EVENT_COLUMNS}, action_item.title, report.title, change_set.command, change_set.undoes"
            f" FROM ({newest}) AS newest"
            " JOIN event ON COALESCE(event.change_set_id, -event.id) = newest.number"
            " LEFT JOIN change_set ON change_set.id = event.change_set_id"
            " LEFT JOIN action_item ON action_item.id = event.item_id"
            " LEFT JOIN report ON report.id = event.report_id ORDER BY event.id",
            (*values, -1 if limit is None else limit),
        )
        with self._readable("the history"):
            return recent_changes(rows)

    # All of it

    def overview(self, today: date) -> Overview:
        """Return how things stand on a day."""
        from tracker.store import figures  # noqa: PLC0415 - no list needs them

        days = (today.isoformat(), today.isoformat(), (today + timedelta(days=7)).isoformat())
        *counts, last_tick = self._rows(figures.OVERVIEW, (*days, figures.LAST_TICK))[0]
        return figures.Overview(*(*counts, moment_of(last_tick)))

    def standing(self, channel: str) -> ChannelStanding:
        """Return how the deliveries to a channel stand."""
        from tracker.store import figures  # noqa: PLC0415 - no list needs them

        waiting, delivered, dead, delivered_at = self._rows(figures.DELIVERIES, (channel,))[0]
        failed = self._row(figures.LAST_FAILURE, (channel,))
        state = self._row("SELECT paused_until, disabled_reason FROM channel_state WHERE name = ?", (channel,))
        paused_until, disabled_reason = state or (None, None)
        return figures.ChannelStanding(
            waiting=waiting,
            delivered=delivered,
            dead=dead,
            last_error=failed[0] if failed else None,
            delivered_at=instant_of(delivered_at) if delivered_at else None,
            paused_until=instant_of(paused_until) if paused_until else None,
            disabled_reason=disabled_reason,
        )

    @cached_property
    def _spelled(self) -> filters.Spellings:
        return filters.Spellings(self._rows)

    def _where(self, wanted: ItemFilter) -> filters.Conditions:
        with self._readable("owners"):
            return filters.conditions(wanted, self._spelled)

    def _item(self, row: tuple[Any, ...]) -> Item:
        with self._readable(f"item {row[0]}"):
            return item_of(row)

    @contextmanager
    def _readable(self, what: str) -> Iterator[None]:
        """Say of stored values that cannot be read where they stand."""
        try:
            yield
        except UNREADABLE as error:
            raise DamagedDatabase(str(self.path), f"{what}: {error}") from error

    def _rows(self, statement: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with translated(self.path):
            return self._connection.execute(statement, values).fetchall()

    def _row(self, statement: str, values: Sequence[object]) -> tuple[Any, ...] | None:
        return next(iter(self._rows(statement, values)), None)


@contextmanager
def open_reader(path: Path) -> Iterator[Reader]:
    """Open a database for reading only.

    Raises:
        MissingDatabase: there is none, or an empty file that nothing was ever imported into.
        OlderDatabase, NewerDatabase, DamagedDatabase, UnusableFile, LockedDatabase
    """
    if not path.exists():
        raise MissingDatabase(str(path))
    with translated(path), closing(connect(path)) as connection:
        check_schema(connection, path)
        yield Reader(connection, path)


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection that refuses to write.

    A database in WAL mode wants its side files beside it even for reading. Where they cannot be made and nothing
    waits in them, as on a read-only mount, the file is as it is: SQLite calls that immutable.
    """
    log = path.with_name(f"{path.name}-wal")
    is_fixed = not os.access(path.parent, os.W_OK) and not log.exists()
    mode = "mode=ro&immutable=1" if is_fixed else "mode=rw"
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=READ_WAIT_SECONDS)
    connection.execute("PRAGMA query_only = ON")
    connection.create_function("FOLD", 1, filters.fold, deterministic=True)
    connection.create_function("SAID", -1, filters.said_by, deterministic=True)
    return connection


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that this program's statements do not fit, or that is another program's."""
    try:
        row = connection.execute(READ_REVISION).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() != (0,):
            raise DamagedDatabase(str(path), "it holds another program's tables") from error
        raise MissingDatabase(str(path)) from error
    judge_revision(str(row[0]) if row else "", path)


def judge_revision(revision: str, path: Path, known: Sequence[str] = REVISIONS) -> None:
    """Say whether a reader can read a schema.

    Raises:
        OlderDatabase: it is one of the known ones, and not the last.
        NewerDatabase: it is none of them.
    """
    if revision != known[-1]:
        raise (OlderDatabase if revision in known else NewerDatabase)(str(path), revision)
