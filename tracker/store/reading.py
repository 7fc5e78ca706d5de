"""What the reading commands ask of the database: the item view, through the plain driver.

No object-relational mapper and no migrations are loaded: that is what lets `pmtrack list` answer at once.
A `Reader` is a connection that cannot write. Rows come as `tracker.words.Item`, one at a time.
"""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from tracker.errors import (
    DamagedDatabase,
    MissingDatabase,
    NewerDatabase,
    OlderDatabase,
    UnknownItems,
    UnknownReport,
)
from tracker.store.faults import translated
from tracker.store.schema import READ_REVISION, REVISIONS
from tracker.words import (
    OPEN_STATUSES,
    PRIORITY_RANKS,
    UNRANKED,
    DueConfidence,
    HistoryEntry,
    Item,
    Kind,
    ReportReference,
    Status,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

STANDARD_INPUT = "-"
"""The source of what came through a pipe: every other name has a dash somewhere."""

LONGEST_NUMBER = 18
"""Digits of a number that SQLite and PostgreSQL surely hold; the drivers raise beyond it."""

LONGEST_NEEDLE = 1_000
"""Characters of a name that are looked for: SQLite refuses patterns from 50,000 on, and nobody is called so."""

UNREADABLE = (ValueError, TypeError)
"""What a stored value raises that is not what its column holds: an unknown word, no date, no JSON."""

READ_WAIT_SECONDS = 10
"""Readers wait for nobody in WAL mode, but for a database that is being recovered after a crash."""

COLUMNS = (
    "id, uid, kind, title, status, status_reason, due, due_text, due_confidence, owners, team, priority, type,"
    " links, recurrence, snoozed_until, section, line, gone_at, created_at, due_version,"
    " report_id, report_title, report_source, report_day"
)

_RANK = " ".join(f"WHEN '{word}' THEN {rank}" for word, rank in PRIORITY_RANKS.items())
PRIORITY_ORDER = f"CASE LOWER(COALESCE(priority, '')) {_RANK} ELSE {UNRANKED} END"

ORDERS = {
    "due": f"due IS NULL, due, {PRIORITY_ORDER}, id",
    "priority": f"{PRIORITY_ORDER}, due IS NULL, due, id",
    "owner": "owners = '[]', LOWER(owners), due IS NULL, due, id",
    "report": "report_title IS NULL, LOWER(report_title), report_id, line, id",
    "title": "LOWER(title), id",
    "id": "id",
}
"""The ways to sort a list, by the name that `--sort` takes; "due" has the longest overdue in front."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items a list wants; every field narrows it, the defaults narrow nothing."""

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    due_before: date | None = None
    """Due earlier than this day: with today, what is overdue."""
    due_until: date | None = None
    """Due on this day or earlier."""
    owner: str | None = None
    team: str | None = None
    priority: str | None = None
    report_ids: tuple[int, ...] = ()


@dataclass(slots=True)
class Conditions:
    """A WHERE clause as it grows: texts, and the values for their question marks."""

    texts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, text: str, *values: object) -> None:
        """Add one condition; all of them must hold."""
        self.texts.append(text)
        self.values.extend(values)

    @property
    def clause(self) -> str:
        """The clause for the end of a SELECT, empty when nothing narrows it."""
        return f" WHERE {' AND '.join(self.texts)}" if self.texts else ""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items a filter finds, and how many of them are open, overdue, and due today."""

    items: int
    overdue: int
    due_today: int


@dataclass(frozen=True, slots=True)
class ChannelStanding:
    """How deliveries to one channel stand."""

    waiting: int
    delivered: int
    dead: int
    last_error: str | None
    delivered_at: datetime | None
    paused_until: datetime | None
    disabled_reason: str | None


class Reader:
    """A connection that only reads."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    def items(self, wanted: ItemFilter, *, order: str = "due", limit: int | None = None) -> Iterator[Item]:
        """Yield the items of a filter, in one of `ORDERS`, at most `limit` of them."""
        where = conditions(wanted)
        statement = f"SELECT {COLUMNS} FROM items{where.clause} ORDER BY {ORDERS[order]}"
        if limit is not None:
            statement += " LIMIT ?"
            where.values.append(limit)
        with translated(self.path):
            for row in self._connection.execute(statement, where.values):
                yield self._item(row)

    def counts(self, wanted: ItemFilter, today: date) -> Counts:
        """Count what a filter finds, whatever the limit of the list."""
        where = conditions(wanted)
        is_open = f"status IN ({', '.join(repr(str(status)) for status in OPEN_STATUSES)})"
        rows = self._rows(
            f"SELECT COUNT(*), COUNT(CASE WHEN {is_open} AND due < ? THEN 1 END),"
            f" COUNT(CASE WHEN {is_open} AND due = ? THEN 1 END) FROM items{where.clause}",
            (today.isoformat(), today.isoformat(), *where.values),
        )
        return Counts(*rows[0])

    def item(self, number: int) -> Item:
        """Return one item.

        Raises:
            UnknownItems: there is none with this number.
        """
        row = self._row(f"SELECT {COLUMNS} FROM items WHERE id = ?", (number,))
        if row is None:
            raise UnknownItems((number,))
        return self._item(row)

    def report_ids(self, name: str) -> tuple[int, ...]:
        """Return the numbers of the reports that a name means: a number, the end of a source, title words.

        Raises:
            UnknownReport: it means none.
        """
        if name.isdecimal() and len(name) <= LONGEST_NUMBER:
            found = self._rows("SELECT id FROM report WHERE id = ?", (int(name),))
        elif name == STANDARD_INPUT:
            found = self._rows("SELECT id FROM report WHERE source = ?", (name,))
        elif not name.strip():
            found = []
        else:
            needle = like(name)
            found = self._rows(
                "SELECT id FROM report WHERE LOWER(source) LIKE ? ESCAPE '!' OR LOWER(title) LIKE ? ESCAPE '!'",
                (f"%{needle}", f"%{needle}%"),
            )
        if not found:
            raise UnknownReport(name)
        return tuple(int(row[0]) for row in found)

    def history(self, number: int) -> list[HistoryEntry]:
        """Return what happened to an item, the oldest first."""
        statement = "SELECT at, actor, source, action, changes FROM event WHERE item_id = ? ORDER BY id"
        rows = self._rows(statement, (number,))
        try:
            return [history_entry(row) for row in rows]
        except UNREADABLE as error:
            raise DamagedDatabase(str(self.path), f"the history of item {number}: {error}") from error

    def standing(self, channel: str) -> ChannelStanding:
        """Return how the deliveries to a channel stand."""
        counts = self._rows(
            "SELECT COUNT(CASE WHEN state IN ('pending', 'sending') THEN 1 END),"
            " COUNT(CASE WHEN state = 'delivered' THEN 1 END), COUNT(CASE WHEN state = 'dead' THEN 1 END),"
            " MAX(CASE WHEN state = 'delivered' THEN done_at END) FROM delivery WHERE channel = ?",
            (channel,),
        )
        waiting, delivered, dead, delivered_at = counts[0]
        failed = self._row(
            "SELECT last_error FROM delivery WHERE channel = ? AND state != 'delivered'"
            " AND last_error IS NOT NULL ORDER BY id DESC LIMIT 1",
            (channel,),
        )
        state = self._row("SELECT paused_until, disabled_reason FROM channel_state WHERE name = ?", (channel,))
        paused_until, disabled_reason = state or (None, None)
        return ChannelStanding(
            waiting=waiting,
            delivered=delivered,
            dead=dead,
            last_error=failed[0] if failed else None,
            delivered_at=instant_of(delivered_at) if delivered_at else None,
            paused_until=instant_of(paused_until) if paused_until else None,
            disabled_reason=disabled_reason,
        )

    def _item(self, row: tuple[Any, ...]) -> Item:
        try:
            return item_of(row)
        except UNREADABLE as error:
            raise DamagedDatabase(str(self.path), f"item {row[0]}: {error}") from error

    def _rows(self, statement: str, values: Sequence[object]) -> list[tuple[Any, ...]]:
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
    # SQLite's own LOWER knows ASCII only, and people's names do not.
    connection.create_function("LOWER", 1, lambda text: text and text.lower(), deterministic=True)
    return connection


def check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse a database that this program's statements do not fit."""
    try:
        row = connection.execute(READ_REVISION).fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
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


def conditions(wanted: ItemFilter) -> Conditions:
    """Return the WHERE clause of a filter."""
    where = Conditions()
    for column, values in (("status", wanted.statuses), ("kind", wanted.kinds)):
        if values:
            where.add(f"{column} IN ({', '.join('?' * len(values))})", *map(str, values))
    if wanted.due_before is not None:
        where.add("due < ?", wanted.due_before.isoformat())
    if wanted.due_until is not None:
        where.add("due <= ?", wanted.due_until.isoformat())
    for column, word in (("team", wanted.team), ("priority", wanted.priority)):
        if word is not None:
            where.add(f"LOWER({column}) = ?", storable(word).lower())
    if wanted.owner is not None:
        needle = like(json.dumps(storable(wanted.owner).lstrip("@"), ensure_ascii=False)[1:-1])
        # The names stand in a JSON list; a name is found by its beginning or by that of one of its words.
        places = (f'%"{needle}%', f"% {needle}%", f"%@{needle}%")
        where.add(f"({' OR '.join([OWNER_LIKE] * len(places))})", *places)
    if wanted.report_ids:
        where.add(f"report_id IN ({', '.join('?' * len(wanted.report_ids))})", *wanted.report_ids)
    return where


OWNER_LIKE = "LOWER(owners) LIKE ? ESCAPE '!'"


def like(text: str) -> str:
    """Return a text for the inside of a LIKE pattern: in small letters, its wildcards made plain."""
    return storable(text)[:LONGEST_NEEDLE].lower().replace("!", "!!").replace("%", "!%").replace("_", "!_")


def storable(text: str) -> str:
    """Return a text that a database can be asked for: what was typed may hold bytes that are no UTF-8."""
    return text.encode("utf-8", errors="replace").decode()


def instant_of(text: str) -> datetime:
    """Return an instant as SQLite holds it: UTC, without saying so."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def day_of(text: str | None) -> date | None:
    """Return a day as SQLite holds it."""
    return date.fromisoformat(text) if text else None


def history_entry(row: tuple[Any, ...]) -> HistoryEntry:
    """Return a row of the history as a value."""
    at, actor, source, action, changes = row
    told = {name: (old, new) for name, (old, new) in json.loads(changes).items()}
    return HistoryEntry(at=instant_of(at), actor=actor, source=source, action=action, changes=told)


def item_of(row: tuple[Any, ...]) -> Item:
    """Return a row of the item view, its columns in the order of `COLUMNS`, as a value."""
    (
        number, uid, kind, title, status, status_reason, due, due_text, due_confidence, owners, team, priority,
        type_, links, recurrence, snoozed_until, section, line, gone_at, created_at, due_version,
        report_id, report_title, report_source, reported_on,
    ) = row  # fmt: skip
    return Item(
        id=number,
        uid=uid,
        kind=Kind(kind),
        title=title,
        status=Status(status),
        status_reason=status_reason,
        due=day_of(due),
        due_text=due_text,
        due_confidence=DueConfidence(due_confidence) if due_confidence else None,
        owners=tuple(json.loads(owners)),
        team=team,
        priority=priority,
        type=type_,
        links=tuple(json.loads(links)),
        recurrence=recurrence,
        snoozed_until=day_of(snoozed_until),
        section=section,
        gone=gone_at is not None,
        created_at=instant_of(created_at),
        due_version=due_version,
        reported_on=day_of(reported_on),
        report=ReportReference(report_id, report_title, report_source, line) if report_id else None,
    )
