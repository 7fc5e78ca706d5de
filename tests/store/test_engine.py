"""Opening a store: pragmas, private files, immediate transactions, SQLite's errors as ours, damaged files.

The cases of reliability that are tried here: damage (flipped, cut and foreign bytes), locks, umask, naive times.
"""

from __future__ import annotations

import hashlib
import os
import random
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from conftest import BY, NOW, REPORT, TODAY
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlmodel import select

import tracker
from tracker.errors import (
    DamagedDatabase,
    LockedDatabase,
    NewerDatabase,
    TrackerError,
    UnusableFile,
    UnwritableFile,
)
from tracker.store.engine import BUSY_SECONDS, open_store
from tracker.store.faults import fault
from tracker.store.models import ActionItem, Attempt, Delivery, Event, Meta, Reminder, Report
from tracker.store.reading import ItemFilter, open_reader
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.remind import Terms, remind
from tracker.usecases.track import close
from tracker.words import Policy
from tracker.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.store.engine import Store

ROOT = Path(tracker.__file__).parents[1]

FLIPS = 200
"""Damaged copies per way of opening."""

needs_a_user = pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")


def fill(store: Store, reports: int = 1) -> None:
    importing = Import(store, BY, UTC, lambda _: True)
    for number in range(reports):
        name, words = f"{number}.md", REPORT.replace("down", f"down {number}")
        importing.take(GivenReport(name, name, name, words.encode()))


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a closed database with three reports, and their reminders."""
    path = tmp_path_factory.mktemp("filled") / "pmtrack.db"
    with open_store(path) as opened:
        fill(opened, reports=3)
        remind(opened, Terms(("ops",), Policy(), Zones(UTC)), now=NOW)
    return path.read_bytes()


@pytest.fixture
def open_umask() -> Iterator[None]:
    """A umask that takes nothing away."""
    before = os.umask(0)
    yield
    os.umask(before)


def shorten_the_wait(store: Store) -> None:
    """Have the store's connections wait a millisecond for a lock, not seconds."""

    @event.listens_for(store.engine, "checkout")
    def shorten(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout = 1")


# Pragmas, transactions


def test_every_connection_waits_writes_through_and_checks_foreign_keys(store: Store) -> None:
    connections = [store.engine.raw_connection() for _ in range(3)]

    names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    for connection in connections:
        cursor = connection.cursor()
        found = [cursor.execute(f"PRAGMA {name}").fetchone() for name in names]
        assert found == [("wal",), (2,), (1,), (BUSY_SECONDS * 1000,)]
        connection.close()


def test_every_transaction_of_every_verb_begins_immediately(store: Store) -> None:
    """A deferred transaction that reads and then writes fails at once when somebody wrote in between."""
    statements: list[str] = []

    @event.listens_for(store.engine, "checkout")
    def trace(connection: Any, _record: object, _proxy: object) -> None:
        connection.set_trace_callback(statements.append)

    fill(store)
    remind(store, Terms(("ops",), Policy(), Zones(UTC)), now=NOW)
    close(store, [1], BY)

    begun = 0
    open_transaction = False
    for statement in statements:
        if not open_transaction:
            assert statement == "BEGIN IMMEDIATE"
            begun += 1
        open_transaction = statement not in ("COMMIT", "ROLLBACK")
    assert begun == 5  # the day of the first import, import, the terms, a batch of items, done


def test_what_is_not_committed_is_rolled_back(store: Store) -> None:
    with store.session() as session:
        session.add(Meta(key="a", value="1"))
        session.flush()

    with store.session() as session:
        assert session.get(Meta, "a") is None


def test_a_row_cannot_refer_to_one_that_is_not_there(store: Store) -> None:
    with store.session() as session:
        session.add(Event(at=NOW, actor="a", source="test", action="done", item_id=999))

        with pytest.raises(IntegrityError, match="FOREIGN KEY"):
            session.flush()


def test_closing_folds_the_write_ahead_log_into_the_file(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"
    with open_store(path) as opened:
        fill(opened)

    assert [entry.name for entry in tmp_path.iterdir()] == ["pmtrack.db"]


# Instants


def test_a_datetime_without_a_zone_is_refused(store: Store) -> None:
    naive = NOW.replace(tzinfo=None)

    with store.session() as session:
        session.add(Event(at=naive, actor="a", source="test", action="done"))

        with pytest.raises(StatementError, match="without a zone"):
            session.flush()


def test_an_instant_comes_back_as_utc_whatever_its_zone_was(store: Store) -> None:
    told = datetime(2026, 10, 14, 14, 30, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with store.session() as session:
        session.add(Event(at=told, actor="a", source="test", action="done"))
        session.commit()

    with store.session() as session:
        (read,) = [row.at for row in session.exec(select(Event))]

    assert read == told
    assert read.tzinfo is UTC


# Files


@pytest.mark.usefixtures("open_umask")
def test_the_database_its_side_files_and_its_folder_are_private_under_any_umask(tmp_path: Path) -> None:
    folder = tmp_path / "data"

    with open_store(folder / "pmtrack.db") as opened:
        fill(opened)
        modes = {entry.name: mode(entry) for entry in folder.iterdir()}

    assert modes == {"pmtrack.db": 0o600, "pmtrack.db-wal": 0o600, "pmtrack.db-shm": 0o600}
    assert mode(folder) == 0o700


@pytest.mark.usefixtures("open_umask")
def test_folders_that_are_made_on_the_way_are_private_too(tmp_path: Path) -> None:
    """Whoever may write to a folder above can put another one in the place of ours."""
    with open_store(tmp_path / "share" / "pmtrack" / "pmtrack.db"):
        pass

    assert mode(tmp_path / "share") & 0o022 == 0


@pytest.mark.parametrize("name", ["a b.db", "ä.db", "a#b.db", "a%41.db", "a?mode=ro.db", "a;b.db", "a'b.db"])
def test_a_path_may_hold_any_letter(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    with open_store(path) as opened:
        fill(opened)

    with open_reader(path) as reader:
        found = reader.counts(ItemFilter(), TODAY).items

    assert found == 3
    assert [entry.name for entry in tmp_path.iterdir()] == [name]


def test_a_zero_length_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"
    path.touch()

    with open_store(path) as opened:
        fill(opened)

    with open_reader(path) as reader:
        assert reader.counts(ItemFilter(), TODAY).items == 3


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnusableFile), open_store(tmp_path):
        pass


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").touch()

    with pytest.raises(UnwritableFile), open_store(tmp_path / "data" / "pmtrack.db"):
        pass


@needs_a_user
def test_a_read_only_folder_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(UnwritableFile), open_store(tmp_path / "pmtrack.db"):
        pass

    tmp_path.chmod(0o700)


@needs_a_user
def test_a_read_only_database_is_told(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "pmtrack.db"
    path.write_bytes(filled)
    path.chmod(0o400)

    with pytest.raises(UnwritableFile), open_store(path) as opened:
        fill(opened, reports=4)


# Other people's errors


def test_a_locked_database_is_told_as_locked(store: Store) -> None:
    shorten_the_wait(store)
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(LockedDatabase), store.session() as session:
            session.exec(select(Report)).all()


@contextmanager
def somebody_writes_for_a_moment(path: Path) -> Iterator[None]:
    """Hold the write lock for a fifth of a second."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        letting_go = threading.Timer(0.2, other.execute, ("COMMIT",))
        letting_go.start()
        try:
            yield
        finally:
            letting_go.join()


def test_a_writer_waits_for_another_one_and_then_goes_on(store: Store) -> None:
    fill(store)

    with somebody_writes_for_a_moment(store.path), store.session() as session:
        found = session.exec(select(Report)).all()

    assert len(found) == 1


def test_the_step_into_wal_mode_waits_too(store: Store) -> None:
    """It asks for the whole file, and SQLite does not wait for that by itself."""
    store.close()
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")

    with somebody_writes_for_a_moment(store.path), store.session() as session:
        found = session.exec(select(Report)).all()

    assert found == []


def busy(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as first:
        first.execute("BEGIN IMMEDIATE")
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as second:
            second.execute("BEGIN IMMEDIATE")


def read_only(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        connection.execute("DELETE FROM kept")


def full(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA max_page_count = 3")
        connection.execute("INSERT INTO kept VALUES (ZEROBLOB(100000))")


def no_file(path: Path) -> None:
    sqlite3.connect(path.parent)


def no_database(path: Path) -> None:
    path.write_text("# Postmortem: not a database at all\n" * 100)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM kept")


def cut_short(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO kept VALUES (ZEROBLOB(100000))")
    os.truncate(path, 8192)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("SELECT * FROM kept").fetchall()


def denied(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.set_authorizer(lambda *_: sqlite3.SQLITE_DENY)
        connection.execute("SELECT * FROM kept")


@pytest.mark.parametrize(
    ("trouble", "ours"),
    [
        (busy, LockedDatabase),
        (read_only, UnwritableFile),
        (full, UnwritableFile),
        (no_file, UnusableFile),
        (no_database, DamagedDatabase),
        (cut_short, DamagedDatabase),
        (denied, UnusableFile),
    ],
)
def test_an_error_of_sqlite_becomes_ours(
    tmp_path: Path, trouble: Callable[[Path], None], ours: type[TrackerError]
) -> None:
    path = tmp_path / "real.db"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE kept (bytes)")

    with pytest.raises(sqlite3.Error) as caught:
        trouble(path)

    told = fault(caught.value, path)
    assert type(told) is ours
    assert "real.db" in str(told) or trouble is no_file


def test_a_mistake_in_a_statement_of_ours_stays_what_it_is(store: Store) -> None:
    with pytest.raises(OperationalError, match="syntax error"), store.session() as session:
        session.connection().execute(text("SELEKT id FROM report"))


# Damaged files


@contextmanager
def opened_both_ways(path: Path) -> Iterator[list[TrackerError]]:
    """Collect what opening a file for writing and for reading says."""
    told: list[TrackerError] = []
    for use in (read_everything, write_and_read_everything):
        try:
            use(path)
        except TrackerError as error:
            told.append(error)
    yield told


def read_everything(path: Path) -> None:
    """Do what the reading commands do."""
    with open_reader(path) as reader:
        for item in list(reader.items(ItemFilter())):
            reader.history(item.id)
        reader.counts(ItemFilter(), TODAY)
        reader.standing("ops")


def write_and_read_everything(path: Path) -> None:
    """Open for writing and read every table, as the daemon and the import do."""
    with open_store(path) as opened, opened.session() as session:
        for table in (Report, ActionItem, Event, Delivery, Reminder, Attempt, Meta):
            session.exec(select(table)).all()


def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"
    path.write_text(REPORT * 50)
    before = digest(path)

    with opened_both_ways(path) as told:
        assert [type(error) for error in told] == [DamagedDatabase, DamagedDatabase]
    assert digest(path) == before


@pytest.mark.parametrize("kept", [2, 15, 16, 99, 100, 1000, 4095])
def test_less_than_a_page_is_told_and_left_alone(tmp_path: Path, filled: bytes, kept: int) -> None:
    path = tmp_path / "pmtrack.db"
    path.write_bytes(filled[:kept])

    with opened_both_ways(path) as told:
        assert [type(error) for error in told] == [DamagedDatabase, DamagedDatabase]
    assert path.read_bytes() == filled[:kept]


@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.75, 0.9])
def test_a_truncated_database_is_told(tmp_path: Path, filled: bytes, share: float) -> None:
    path = tmp_path / "pmtrack.db"
    path.write_bytes(filled[: int(len(filled) * share)])

    with opened_both_ways(path) as told:
        assert {type(error) for error in told} == {DamagedDatabase}


@pytest.mark.parametrize("use", [read_everything, write_and_read_everything])
def test_flipped_bytes_never_bring_out_a_foreign_error(
    tmp_path: Path, filled: bytes, use: Callable[[Path], None]
) -> None:
    chance = random.Random(20261014)
    foreign: dict[str, int] = {}
    for number in range(FLIPS):
        damaged = bytearray(filled)
        for _ in range(chance.choice((1, 2, 8, 64))):
            damaged[chance.randrange(len(damaged))] ^= chance.randrange(1, 256)
        path = tmp_path / f"{number}.db"
        path.write_bytes(damaged)
        try:
            use(path)
        except TrackerError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
            name = type(error).__name__
            foreign[name] = foreign.get(name, 0) + 1
        path.unlink()

    assert foreign == {}


# A newer program's database, and another program's


@pytest.mark.parametrize("table", ["report", "photos"])
def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path, table: str) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"CREATE TABLE {table} (x)")
    before = digest(path)

    with pytest.raises(TrackerError), open_store(path):
        pass

    assert digest(path) == before


def test_a_newer_schema_is_refused_and_not_touched(tmp_path: Path, filled: bytes) -> None:
    path = tmp_path / "pmtrack.db"
    path.write_bytes(filled)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = digest(path)

    with opened_both_ways(path) as told:
        assert [type(error) for error in told] == [NewerDatabase, NewerDatabase]
        assert "9999" in str(told[0])
    assert digest(path) == before


# Many writers

WRITER = """
import sys
from pathlib import Path
from tracker.store.deliveries import fact, set_fact
from tracker.store.engine import open_store

with open_store(Path(sys.argv[1])) as store:
    for _ in range(int(sys.argv[2])):
        with store.session() as session:
            set_fact(session, "count", str(int(fact(session, "count") or 0) + 1))
            session.commit()
"""


def count_up(store: Store, times: int) -> None:
    from tracker.store.deliveries import fact, set_fact  # noqa: PLC0415 - the same as the program above

    for _ in range(times):
        with store.session() as session:
            set_fact(session, "count", str(int(fact(session, "count") or 0) + 1))
            session.commit()


def test_threads_and_processes_that_write_at_once_lose_no_update(store: Store) -> None:
    command = [sys.executable, "-c", WRITER, str(store.path), "50"]
    processes = [subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(2)]
    threads = [threading.Thread(target=count_up, args=(store, 50)) for _ in range(8)]
    for thread in threads:
        thread.start()

    for thread in threads:
        thread.join()
    complaints = [process.communicate(timeout=30)[1] for process in processes]

    assert complaints == [b"", b""]
    with store.session() as session:
        count = session.get_one(Meta, "count")
    assert count.value == str(10 * 50)
