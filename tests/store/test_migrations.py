"""From an empty file to the current schema: whole or not at all, by one process or by several at once."""

from __future__ import annotations

import logging
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, UniqueConstraint, event, inspect
from sqlmodel import SQLModel

import tracker
from tracker.errors import DamagedDatabase
from tracker.store import migrations, models
from tracker.store.engine import open_store
from tracker.store.reading import COLUMNS, ItemFilter, open_reader
from tracker.store.schema import HEAD, READ_REVISION, REVISIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.store.engine import Store

ROOT = Path(tracker.__file__).parents[1]

MODELS = SQLModel.metadata
assert models.Meta.metadata is MODELS, "importing the models is what fills this"


class Interrupted(Exception):
    """Ends an upgrade before one of its statements."""


@contextmanager
def watched_statements(stop_before: int | None = None) -> Iterator[list[str]]:
    """Collect what every engine executes, and stop before the n-th statement."""
    seen: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if len(seen) == stop_before:
            raise Interrupted
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", watch)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", watch)


def names_in(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [name for (name,) in connection.execute("SELECT name FROM sqlite_master ORDER BY name")]


def revision_of(path: Path) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(READ_REVISION).fetchall()


# The schema


def test_an_empty_file_gets_the_current_schema(store: Store) -> None:
    assert revision_of(store.path) == [(HEAD,)]


def test_the_migrated_tables_are_those_of_the_models(store: Store) -> None:
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, MODELS) == []


def test_the_migrated_keys_and_indexes_are_those_of_the_models(store: Store) -> None:
    """Alembic's comparison passes over keys without a name, and over what a column may not be."""
    found = inspect(store.engine)

    for table in MODELS.sorted_tables:
        unique = {tuple(key["column_names"]) for key in found.get_unique_constraints(table.name)}
        wanted = {tuple(c.name for c in k.columns) for k in table.constraints if isinstance(k, UniqueConstraint)}
        assert unique == wanted
        indexes = {index["name"]: index["column_names"] for index in found.get_indexes(table.name)}
        assert indexes == {index.name: [column.name for column in index.columns] for index in table.indexes}
        references = {
            (*key["constrained_columns"], key["referred_table"], *key["referred_columns"])
            for key in found.get_foreign_keys(table.name)
        }
        assert references == {
            (key.parent.name, key.column.table.name, key.column.name) for key in table.foreign_keys
        }
        columns = {column["name"]: column["nullable"] for column in found.get_columns(table.name)}
        assert columns == {column.name: column.nullable for column in table.columns}


def test_the_models_have_every_migrated_table(store: Store) -> None:
    assert set(inspect(store.engine).get_table_names()) == {*MODELS.tables, "alembic_version"}


def test_the_item_view_has_the_columns_that_reading_asks_for(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(items)")]

    assert set(COLUMNS.split(", ")) <= set(columns)
    assert len(columns) == len(set(columns))


# The chain


def test_the_revisions_are_a_chain_without_gaps(store: Store) -> None:
    with store.engine.connect() as connection:
        scripts = ScriptDirectory.from_config(migrations.alembic_config(connection))
    chain = [script.revision for script in scripts.walk_revisions()][::-1]

    assert tuple(chain) == REVISIONS
    assert chain == [f"{number:04}" for number in range(1, len(REVISIONS) + 1)]


def test_a_revisions_file_begins_with_its_number() -> None:
    folder = Path(migrations.__file__).parent / "versions"

    assert sorted(path.name[:4] for path in folder.glob("[0-9]*.py")) == list(REVISIONS)


# From earlier schemas

OLD_DATABASES = Path(__file__).parent.parent / "examples" / "databases"


def rows_of(path: Path, table: str) -> list[Any]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(f"SELECT COUNT(*) FROM {table}").fetchall()


@pytest.fixture(params=REVISIONS[:-1])
def old_database(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database that an earlier pmtrack wrote."""
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript((OLD_DATABASES / f"{request.param}.sql").read_text(encoding="utf-8"))
    return path


def test_an_old_database_becomes_the_schema_of_a_new_one(old_database: Path) -> None:
    with open_store(old_database) as store, store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})

        assert compare_metadata(context, MODELS) == []
    with open_store(old_database) as store:
        test_the_migrated_keys_and_indexes_are_those_of_the_models(store)


def test_an_old_database_loses_no_row(old_database: Path) -> None:
    tables = ("report", "action_item", "event", "reminder", "delivery")
    before = [rows_of(old_database, table) for table in tables]
    runs = rows_of(old_database, "import_run")

    with open_store(old_database):
        pass

    assert [rows_of(old_database, table) for table in tables] == before
    assert rows_of(old_database, "change_set") == runs


def test_the_items_and_the_history_of_an_old_database_are_read_as_before(old_database: Path) -> None:
    with open_store(old_database), open_reader(old_database) as reader:
        items = list(reader.items(ItemFilter()))
        history = reader.history(2)

    assert [(item.id, str(item.status), item.triaged) for item in items] == [
        (1, "open", False),
        (2, "done", False),
        (3, "open", False),
    ]
    assert [(entry.action, entry.change_set) for entry in history] == [("imported", 1), ("done", None)]


# Interrupted


def test_an_upgrade_that_is_interrupted_before_any_of_its_statements_leaves_nothing(tmp_path: Path) -> None:
    with watched_statements() as statements, open_store(tmp_path / "whole.db"):
        pass

    assert len(statements) > 20
    for number in range(len(statements)):
        path = tmp_path / f"{number}.db"
        with watched_statements(stop_before=number), pytest.raises(Interrupted), open_store(path):
            pass
        assert names_in(path) == []


def test_an_interrupted_upgrade_is_made_up_for_at_the_next_open(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"
    with watched_statements(stop_before=15), pytest.raises(Interrupted), open_store(path):
        pass

    with open_store(path):
        pass

    assert revision_of(path) == [(HEAD,)]


KILLED = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from tracker.store.engine import open_store

seen = []

@event.listens_for(Engine, "after_cursor_execute")
def count(_connection, _cursor, statement, *_rest):
    seen.append(statement)
    if len(seen) == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)

with open_store(Path(sys.argv[1])):
    pass
"""


def test_a_killed_upgrade_leaves_nothing_and_the_next_open_succeeds(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"

    killed = subprocess.run([sys.executable, "-c", KILLED, str(path), "20"], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    assert names_in(path) == []
    with open_store(path):
        pass
    assert revision_of(path) == [(HEAD,)]


def test_rows_that_refer_to_nothing_stop_an_upgrade_and_it_is_taken_back(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(
            "INSERT INTO event (at, actor, source, action, item_id, changes) VALUES ('', '', '', '', 999, '{}')"
        )
    before = names_in(store.path)

    with pytest.raises(DamagedDatabase, match="1 rows refer"):
        migrations.upgrade(store.path)

    assert names_in(store.path) == before


def test_an_upgrade_says_nothing_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """The daemon's log goes to the user, and Alembic tells of its plugins in it."""
    with caplog.at_level(logging.INFO), open_store(tmp_path / "pmtrack.db"):
        pass

    assert caplog.messages == []


# Several at once


OPENED = """
import sys
from pathlib import Path
import tracker.store.migrations
from tracker.store.engine import open_store

print("ready", flush=True)
sys.stdin.readline()
with open_store(Path(sys.argv[1])) as store, store.session() as session:
    session.connection().exec_driver_sql("SELECT * FROM items")
"""


def test_processes_that_upgrade_at_once_all_succeed(tmp_path: Path) -> None:
    path = tmp_path / "pmtrack.db"
    command = [sys.executable, "-c", OPENED, str(path)]
    pipe = subprocess.PIPE
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=pipe, stdout=pipe, stderr=pipe, text=True) for _ in range(2)
    ]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"

    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    complaints = [process.communicate(timeout=30)[1] for process in processes]

    assert complaints == [""] * len(processes)
    assert revision_of(path) == [(HEAD,)]


# What it costs


LOADED = """
import sys
from pathlib import Path
from tracker.store.engine import open_store

with open_store(Path(sys.argv[1])) as store, store.session():
    print(*[name for name in sys.modules if name.partition(".")[0] in ("alembic", "mako")])
"""


def test_opening_a_current_database_imports_no_alembic(store: Store) -> None:
    command = [sys.executable, "-c", LOADED, str(store.path)]

    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, env=dict(os.environ))

    assert told.stdout.split() == []


def test_a_current_database_is_opened_without_a_statement(store: Store) -> None:
    with watched_statements() as statements, open_store(store.path):
        pass

    assert statements == []


def test_a_database_that_was_just_made_is_read_at_once(store: Store) -> None:
    with open_reader(store.path) as reader:
        assert list(reader.items(ItemFilter())) == []
