"""Opening a store for writing: SQLite's pragmas, transactions that begin at once, errors as ours.

Every session is one `BEGIN IMMEDIATE` transaction. A deferred one that reads and then writes fails at once
when another process wrote in between, whatever the busy timeout; an immediate one waits its turn.
The driver's own transaction handling is off, because it commits in front of schema changes.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import URL, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from tracker.errors import DamagedDatabase, NewerDatabase, UnwritableFile
from tracker.store.faults import PRIMARY, fault, translated
from tracker.store.schema import HEAD, READ_REVISION, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection
    from sqlalchemy.pool import ConnectionPoolEntry

BUSY_SECONDS = 10
"""How long a writer waits for another one before it says that the database is locked."""

PRAGMAS = (
    "PRAGMA synchronous = FULL",  # in WAL mode only FULL keeps a commit over a power cut
    "PRAGMA foreign_keys = ON",
)

WAL_RETRY_SECONDS = 0.05

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


@dataclass(frozen=True)
class Store:
    """An open database at the current schema."""

    path: Path
    engine: Engine

    @contextmanager
    def session(self) -> Iterator[Session]:
        """Give one transaction: the caller commits; what is not committed at the end is rolled back."""
        with border(self.path), Session(self.engine) as session:
            yield session

    def close(self) -> None:
        """Close every connection, which also folds the write-ahead log into the file."""
        self.engine.dispose()


@contextmanager
def border(path: Path) -> Iterator[None]:
    """Let no error of the database out of this block that has a meaning to the user."""
    try:
        yield
    except DBAPIError as error:
        ours = fault(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if ours is None:
            raise
        raise ours from error
    except UnicodeEncodeError:
        raise  # of a text that was given, not of one that is stored
    except ValueError as error:
        # A stored value that its column's type cannot read: what is given was checked before.
        raise DamagedDatabase(str(path), f"a stored value cannot be read: {error}") from error


@contextmanager
def open_store(path: Path) -> Iterator[Store]:
    """Open the database for writing, making or upgrading it where necessary.

    Raises:
        NewerDatabase, DamagedDatabase, LockedDatabase, UnwritableFile, UnusableFile
    """
    make_private_file(path)
    engine = connect(path)
    store = Store(path, engine)
    try:
        with border(path):
            bring_to_head(store)
        yield store
    finally:
        store.close()


def make_private_file(path: Path) -> None:
    """Make the folder and an empty file that only this user may read; the side files inherit the mode."""
    try:
        for folder in reversed([folder for folder in path.parents if not folder.exists()]):
            folder.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, PRIVATE_FILE))
    except OSError as error:
        raise UnwritableFile(str(path), error.strerror or str(error)) from error


def connect(path: Path) -> Engine:
    """Return an engine whose connections have our pragmas, and whose transactions begin immediately."""
    engine = create_engine(
        URL.create("sqlite", database=str(path)),  # a path may hold what a URL takes for its own
        connect_args={"timeout": BUSY_SECONDS},
        json_serializer=lambda value: json.dumps(value, ensure_ascii=False),
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)
        enter_wal(connection)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def enter_wal(connection: DBAPIConnection) -> None:
    """Have readers and one writer not wait for each other: WAL mode, which the file then stays in.

    The step into it asks for the whole file, and SQLite does not wait for that by itself, as it does elsewhere.
    """
    for _ in range(int(BUSY_SECONDS / WAL_RETRY_SECONDS)):
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & PRIMARY != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(WAL_RETRY_SECONDS)
        else:
            return
    connection.cursor().execute("PRAGMA journal_mode = WAL")


def stored_revision(path: Path) -> str | None:
    """Return the schema of a database file, or None when it has none yet.

    Raises:
        DamagedDatabase: it is another program's: it holds tables, and none of ours.
    """
    with translated(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS)
        try:
            row = connection.execute(READ_REVISION).fetchone()
        except sqlite3.OperationalError as error:
            if "no such table" not in str(error):
                raise
            if connection.execute("SELECT COUNT(*) FROM sqlite_master").fetchone() != (0,):
                raise DamagedDatabase(str(path), "it holds another program's tables") from error
            return None
        finally:
            connection.close()
    return str(row[0]) if row else None


def bring_to_head(store: Store) -> None:
    """Upgrade the schema where it is behind; alembic is loaded for that alone."""
    revision = stored_revision(store.path)
    if revision == HEAD:
        return
    if revision is not None and revision not in REVISIONS:
        raise NewerDatabase(str(store.path), revision)
    from tracker.store.migrations import upgrade  # noqa: PLC0415 - it costs 0.4 s and is needed once a release

    upgrade(store.path)
    store.engine.connect().close()  # the first connection takes the file into WAL mode, while nobody writes yet
