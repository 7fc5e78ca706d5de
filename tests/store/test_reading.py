"""What the reading commands ask: filters, orders, counts, one item, reports; the connection only reads."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW, TODAY

from tracker.errors import MissingDatabase, TrackerError, UnknownItems, UnknownReport
from tracker.reminders import Reminder
from tracker.store import reading
from tracker.store.deliveries import claim, disable_channel, owe, pause_channel, record
from tracker.store.engine import open_store
from tracker.store.models import ActionItem, Event, Report
from tracker.store.reading import ORDERS, Counts, ItemFilter, Reader, open_reader
from tracker.words import OPEN_STATUSES, Kind, Stage, Status

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HUGE = 2**63


def report(number: int, source: str, title: str) -> Report:
    return Report(
        id=number,
        identity=source,
        source=source,
        title=title,
        sha256="",
        reported_on=date(2026, 9, 1),
        imported_at=NOW,
        updated_at=NOW,
    )


def item(number: int, **facts: Any) -> ActionItem:
    given: dict[str, Any] = {
        "report_id": 1,
        "kind": "task",
        "title": f"item {number}",
        "status": "open",
        "line": 10 + number,
        "created_at": NOW,
        "updated_at": NOW,
    }
    return ActionItem(id=number, **(given | facts))


def days(number: int) -> date:
    return TODAY + timedelta(days=number)


REPORTS = (
    (1, "reports/checkout.md", "Checkout down"),
    (2, "reports/Straße 100%.md", "Ärger mit der Straße"),
    (3, "-", "Lost 10_000 orders"),
)

ITEMS: dict[int, dict[str, Any]] = {
    1: {"owners": ["Mara Bell"], "priority": "P2", "due": days(-30)},
    2: {"owners": ["Marat"], "priority": "P0", "due": days(-1)},
    3: {"owners": ["@mara", "Bo Ek"], "priority": "low", "due": days(0), "status": "in_progress"},
    4: {"owners": ["Ömer Çelik"], "team": "Zahlungen", "due": days(5), "report_id": 2, "title": "Ärgernis"},
    5: {"owners": ["100%er"], "team": "ÄRZTE", "priority": "Critical", "report_id": 2, "title": "zebra"},
    6: {"owners": ["a_b"], "kind": "improvement", "due": days(-3), "report_id": None, "line": None},
    7: {"owners": ["axb"], "status": "done", "due": days(-9), "report_id": 3, "title": "Apple"},
    8: {"status": "cancelled", "status_reason": "no longer used", "due": days(0), "priority": "P9"},
}


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with three reports and eight items that differ in everything."""
    found = tmp_path_factory.mktemp("reading") / "pmtrack.db"
    with open_store(found) as opened, opened.session() as session:
        session.add_all(report(*facts) for facts in REPORTS)
        session.flush()
        session.add_all(item(number, **facts) for number, facts in ITEMS.items())
        session.commit()
    return found


@pytest.fixture
def reader(path: Path) -> Iterator[Reader]:
    """A reader of that database."""
    with open_reader(path) as opened:
        yield opened


def found(reader: Reader, order: str = "id", **wanted: Any) -> list[int]:
    return [item.id for item in reader.items(ItemFilter(**wanted), order=order)]


# Filters


def test_without_a_filter_everything_is_listed(reader: Reader) -> None:
    assert found(reader) == [1, 2, 3, 4, 5, 6, 7, 8]


@pytest.mark.parametrize(
    ("owner", "numbers"),
    [
        ("Mara Bell", [1]),
        ("mara", [1, 2, 3]),
        ("@mara", [1, 2, 3]),
        ("Bell", [1]),
        ("be", [1]),
        ("Bo", [3]),
        ("ara", []),
        ("ömer", [4]),
        ("ÖMER ÇELIK", [4]),
        ("çel", [4]),
        ("%", []),
        ("100%", [5]),
        ("100%%", []),
        ("_", []),
        ("a_b", [6]),
        ("a_", [6]),
        ("!", []),
        ("nobody", []),
        ("' OR 1=1 --", []),
    ],
)
def test_an_owner_is_found_by_the_start_of_a_word_of_the_name(
    reader: Reader, owner: str, numbers: list[int]
) -> None:
    assert found(reader, owner=owner) == numbers


NAMES = {
    'Jo "Duke" Ellis': 'Jo "Duke"',
    "back\\slash": "back\\s",
    "Émile": "émi",
    "İpek": "İPEK",
    "李雷": "李",
    "O'Neil": "o'n",
    "x, y": "x, y",
}
"""A name, and what is asked for it."""


@pytest.fixture(scope="module")
def named(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with an item for each of `NAMES`."""
    found = tmp_path_factory.mktemp("names") / "pmtrack.db"
    with open_store(found) as opened, opened.session() as session:
        session.add_all(item(n, owners=[name], report_id=None) for n, name in enumerate(NAMES, start=1))
        session.commit()
    return found


@pytest.mark.parametrize(("number", "asked"), list(enumerate(NAMES.values(), start=1)))
def test_a_name_is_found_whatever_its_letters(named: Path, number: int, asked: str) -> None:
    with open_reader(named) as reader:
        assert found(reader, owner=asked) == [number]


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"team": "zahlungen"}, [4]),
        ({"team": "Zahl"}, []),
        ({"team": "ärzte"}, [5]),
        ({"priority": "p0"}, [2]),
        ({"priority": "P"}, []),
        ({"priority": "critical"}, [5]),
        ({"statuses": (Status.IN_PROGRESS,)}, [3]),
        ({"statuses": (Status.DONE, Status.CANCELLED)}, [7, 8]),
        ({"statuses": OPEN_STATUSES}, [1, 2, 3, 4, 5, 6]),
        ({"kinds": (Kind.IMPROVEMENT,)}, [6]),
        ({"kinds": (Kind.TASK,), "statuses": OPEN_STATUSES}, [1, 2, 3, 4, 5]),
        ({"due_before": TODAY}, [1, 2, 6, 7]),
        ({"due_until": TODAY}, [1, 2, 3, 6, 7, 8]),
        ({"due_until": days(5)}, [1, 2, 3, 4, 6, 7, 8]),
        ({"due_until": days(4)}, [1, 2, 3, 6, 7, 8]),
        ({"due_before": date.min}, []),
        ({"due_until": date.max}, [1, 2, 3, 4, 6, 7, 8]),
        ({"report_ids": (2, 3)}, [4, 5, 7]),
        ({"report_ids": (2,), "owner": "ömer", "team": "zahlungen"}, [4]),
        ({"report_ids": (1,), "owner": "ömer"}, []),
    ],
)
def test_a_filter_narrows_to_what_fits_all_of_it(
    reader: Reader, wanted: dict[str, Any], numbers: list[int]
) -> None:
    assert found(reader, **wanted) == numbers


# Orders, limits, counts


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("due", [1, 7, 6, 2, 3, 8, 4, 5]),
        ("priority", [2, 5, 1, 3, 7, 6, 8, 4]),
        ("owner", [5, 3, 6, 7, 1, 2, 4, 8]),
        ("report", [1, 2, 3, 8, 7, 4, 5, 6]),
        ("title", [7, 1, 2, 3, 6, 8, 5, 4]),
        ("id", [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_a_list_is_sorted(reader: Reader, order: str, numbers: list[int]) -> None:
    assert found(reader, order) == numbers


def test_every_order_is_tried_above() -> None:
    assert set(ORDERS) == {"due", "priority", "owner", "report", "title", "id"}


def test_a_limit_keeps_the_first(reader: Reader) -> None:
    assert [item.id for item in reader.items(ItemFilter(), limit=2)] == [1, 7]


def test_counts_tell_the_whole_of_what_a_filter_finds(reader: Reader) -> None:
    assert reader.counts(ItemFilter(), TODAY) == Counts(items=8, overdue=3, due_today=1)
    assert reader.counts(ItemFilter(kinds=(Kind.TASK,)), TODAY) == Counts(items=8 - 1, overdue=2, due_today=1)
    assert reader.counts(ItemFilter(owner="nobody"), TODAY) == Counts(0, 0, 0)


# One item


def test_an_item_is_read_whole(reader: Reader) -> None:
    read = reader.item(8)

    assert (read.status, read.status_reason, read.due, read.priority) == (
        Status.CANCELLED,
        "no longer used",
        TODAY,
        "P9",
    )
    assert read.created_at == NOW
    assert read.created_at.tzinfo is UTC
    assert read.report is not None
    assert (read.report.title, read.report.place) == ("Checkout down", "reports/checkout.md:18")
    assert read.reported_on == date(2026, 9, 1)


def test_an_item_without_a_report_has_none(reader: Reader) -> None:
    read = reader.item(6)

    assert (read.report, read.reported_on, read.owners) == (None, None, ("a_b",))


@pytest.mark.parametrize("number", [0, -1, 9, HUGE - 1])
def test_an_unknown_item_is_told(reader: Reader, number: int) -> None:
    with pytest.raises(UnknownItems, match=str(number)):
        reader.item(number)


def test_history_comes_in_its_order(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.db") as opened, opened.session() as session:
        session.add(item(1, report_id=None))
        session.flush()
        for action, changes in (("imported", {}), ("done", {"status": ["open", "done"]})):
            session.add(Event(at=NOW, actor="mara", source="cli", action=action, item_id=1, changes=changes))
        session.commit()

    with open_reader(tmp_path / "history.db") as reader:
        first, second = reader.history(1)

    assert (first.action, second.action) == ("imported", "done")
    assert (second.at, second.actor, second.changes) == (NOW, "mara", {"status": ("open", "done")})


# Reports


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("1", (1,)),
        ("checkout.md", (1,)),
        ("REPORTS/CHECKOUT.MD", (1,)),
        ("checkout", (1,)),
        ("down", (1,)),
        ("mit der", (2,)),
        ("ÄRGER", (2,)),
        ("straße 100%.md", (2,)),
        ("10_000", (3,)),
        (".md", (1, 2)),
        ("-", (3,)),
        ("o", (1, 3)),
    ],
)
def test_a_report_is_named_by_number_by_the_end_of_its_source_or_by_words_of_its_title(
    reader: Reader, name: str, numbers: tuple[int, ...]
) -> None:
    assert reader.report_ids(name) == numbers


@pytest.mark.parametrize(
    "name", ["4", "0", "reports", "10x000", "100_", "%", "!", str(HUGE), "9" * 30, "x" * 1000]
)
def test_a_report_that_is_not_there_is_told(reader: Reader, name: str) -> None:
    with pytest.raises(UnknownReport):
        reader.report_ids(name)


@pytest.mark.parametrize("name", ["9" * 5000, "x" * 60_000])
def test_a_name_of_any_length_is_only_unknown(reader: Reader, name: str) -> None:
    """Python reads no number of so many digits, and SQLite no pattern of so many letters."""
    with pytest.raises(UnknownReport):
        reader.report_ids(name)


def test_an_owner_of_any_length_finds_nothing(reader: Reader) -> None:
    assert found(reader, owner="x" * 60_000) == []


# Channels


def test_the_standing_of_a_channel_counts_its_deliveries(tmp_path: Path) -> None:
    path = tmp_path / "standing.db"
    later = NOW + timedelta(hours=1)
    with open_store(path) as opened, opened.session() as session:
        session.add(item(1, report_id=None))
        session.flush()
        owe(session, Reminder(1, Stage.OVERDUE, 1, 1, "ops"), now=NOW)
        claimed = claim(session, "ops", now=NOW)
        assert claimed is not None
        record(session, claimed, now=NOW, status=404, error="404 nothing is there", next_attempt_at=None)
        pause_channel(session, "ops", later)
        disable_channel(session, "ops", "gone", now=NOW)
        session.commit()

    with open_reader(path) as reader:
        standing, unknown = reader.standing("ops"), reader.standing("team")

    assert (standing.waiting, standing.delivered, standing.dead) == (0, 0, 1)
    assert (standing.last_error, standing.paused_until) == ("404 nothing is there", later)
    assert (standing.disabled_reason, standing.delivered_at) == ("gone", None)
    assert (unknown.waiting, unknown.last_error, unknown.paused_until) == (0, None, None)


# The connection


@pytest.mark.parametrize("statement", ["DELETE FROM report", "DROP TABLE meta", "CREATE TABLE mine (id)"])
def test_a_reader_cannot_write(reader: Reader, statement: str) -> None:
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader._connection.execute(statement)


def test_a_reader_waits_for_no_writer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE action_item SET title = 'not committed' WHERE id = 1")

        with open_reader(path) as reader:
            title = reader.item(1).title

        writer.execute("ROLLBACK")
    assert title == "item 1"


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(MissingDatabase), open_reader(tmp_path / "pmtrack.db"):
        pass

    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_told_as_a_missing_database(tmp_path: Path) -> None:
    (tmp_path / "pmtrack.db").touch()

    with pytest.raises(MissingDatabase), open_reader(tmp_path / "pmtrack.db"):
        pass


def test_instants_are_read_as_utc() -> None:
    assert reading.instant_of("2026-10-14 12:00:00.000001") == datetime(2026, 10, 14, 12, 0, 0, 1, UTC)


# Damaged rows


@pytest.mark.parametrize(
    "change",
    [
        "status = 'postponed'",
        "kind = 'wish'",
        "due = 'soon'",
        "due_confidence = 'sure'",
        "owners = '['",
        "links = ''",
        "created_at = 'then'",
        "title = CAST(X'FF' AS TEXT)",
    ],
)
def test_a_row_that_cannot_be_read_is_told_and_is_no_traceback(tmp_path: Path, path: Path, change: str) -> None:
    damaged = tmp_path / "damaged.db"
    shutil.copy(path, damaged)
    with closing(sqlite3.connect(damaged)) as connection, connection:
        connection.execute(f"UPDATE action_item SET {change} WHERE id = 1")

    with pytest.raises(TrackerError), open_reader(damaged) as reader:
        found(reader)


# Plans


def plan(reader: Reader, wanted: ItemFilter) -> str:
    where = reading.conditions(wanted)
    statement = f"SELECT {reading.COLUMNS} FROM items{where.clause} ORDER BY {ORDERS['due']}"
    rows = reader._connection.execute(f"EXPLAIN QUERY PLAN {statement}", where.values)
    return "; ".join(row[-1] for row in rows)


def test_the_overdue_list_reads_only_what_is_overdue(reader: Reader) -> None:
    overdue = ItemFilter(statuses=OPEN_STATUSES, kinds=(Kind.TASK,), due_before=TODAY)

    assert "USING INDEX action_item_open_by_due (status=? AND due<?)" in plan(reader, overdue)


def test_the_items_of_a_report_are_found_by_an_index(reader: Reader) -> None:
    assert "USING INDEX ix_action_item_report_id" in plan(reader, ItemFilter(report_ids=(1,)))
