"""What the reading commands ask: filters, orders, counts, one item, reports; the connection only reads."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW, TODAY

from tracker.errors import (
    AmbiguousReport,
    MissingDatabase,
    TrackerError,
    UnknownItems,
    UnknownName,
    UnknownReport,
)
from tracker.people import People, folded
from tracker.reminders import Reminder
from tracker.store import reading
from tracker.store.deliveries import claim, disable_channel, owe, pause_channel, record
from tracker.store.engine import open_store
from tracker.store.figures import LAST_TICK, Overview
from tracker.store.filters import conditions
from tracker.store.models import ActionItem, ChangeSet, Event, Meta, Report
from tracker.store.reading import COLUMNS, ORDERS, Counts, ItemFilter, Reader, open_reader
from tracker.store.rows import instant_of
from tracker.words import OPEN_STATUSES, PRIORITY_RANKS, Kind, Person, Stage, Status, Team

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
    5: {
        "owners": ["100%er"],
        "team": "ÄRZTE",
        "priority": "Critical",
        "report_id": 2,
        "title": "zebra",
        "triaged_at": NOW,
    },
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
        ("ömer", [4]),
        ("omer", [4]),
        ("ÖMER ÇELIK", [4]),
        ("çel", [4]),
        ("100%", [5]),
        ("a_b", [6]),
        ("a_", [6]),
    ],
)
def test_an_owner_is_found_by_the_start_of_a_word_of_the_name(
    reader: Reader, owner: str, numbers: list[int]
) -> None:
    assert found(reader, owner=owner) == numbers


@pytest.mark.parametrize(
    "owner", ["ara", "%", "100%%", "_", "!", "nobody", "' OR 1=1 --", "", " ", "@", "x" * 60_000, "\udcff"]
)
def test_an_owner_whom_nothing_knows_is_told_shortly(reader: Reader, owner: str) -> None:
    with pytest.raises(UnknownName) as told:
        found(reader, owner=owner)

    assert len(str(told.value)) < 200


def test_the_nearest_name_is_told(reader: Reader) -> None:
    with pytest.raises(UnknownName, match="did you mean 'Mara Bell'"):
        found(reader, owner="Mara Bel1")


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
        ({"undated": True}, [5]),
        ({"unowned": True}, [8]),
        ({"untriaged": True}, [1, 2, 3, 4, 7, 8]),
        ({"touched_until": date(2026, 9, 1)}, [1, 2, 3, 4, 5, 7, 8]),
        ({"touched_until": date(2026, 8, 31)}, []),
        ({"touched_until": TODAY}, [1, 2, 3, 4, 5, 6, 7, 8]),
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


# Names


TEAM = People(
    persons=(
        Person("Mara Bell", ("@mara", "mbell"), team="Lager"),
        Person("Zoe Quist", ("zq",)),
        Person("Ömer Çelik", ("oc",), team="Betrieb"),
    ),
    teams=(Team("Straßenteam", ("**/Straße*",)), Team("Betrieb"), Team("Lager")),
)


@pytest.mark.parametrize(
    ("wanted", "numbers"),
    [
        ({"owner": "mbell"}, [1, 3]),  # a spelling that no item has
        ({"owner": "Bell"}, [1, 3]),
        ({"owner": "mara"}, [1, 2, 3]),  # Marat begins so too
        ({"owner": "zoe"}, []),  # known, and owns nothing
        ({"team": "lager"}, [1, 3]),
        ({"team": "BETRIEB"}, []),  # #4 has a team of its own
        ({"team": "zahlungen"}, [4]),
        ({"team": "strassenteam"}, []),  # #4 and #5 stand in its report, and have teams of their own
        ({"owner": "mara", "team": "Lager", "due_before": TODAY}, [1]),
    ],
)
def test_a_person_is_found_under_every_spelling_and_with_the_team(
    reader: Reader, wanted: dict[str, Any], numbers: list[int]
) -> None:
    assert found(reader, people=TEAM, **wanted) == numbers


@pytest.mark.parametrize("team", ["Zahl", "", "%", "nobody", "x" * 60_000])
def test_a_team_that_nothing_knows_is_told(reader: Reader, team: str) -> None:
    with pytest.raises(UnknownName) as told:
        found(reader, team=team, people=TEAM)

    assert len(str(told.value)) < 200


@pytest.fixture(scope="module")
def teamwork(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose items have a team in every way: written, by an owner, by the report, or none."""
    path = tmp_path_factory.mktemp("teams") / "pmtrack.db"
    teams = [None, "", "Other"]
    owners = [[], ["mbell"], ["Kim", "oc"], ["Kim"]]
    facts = [(team, names, number) for team in teams for names in owners for number in (None, 1, 2)]
    with open_store(path) as opened, opened.session() as session:
        session.add_all(report(*facts) for facts in REPORTS)
        session.flush()
        session.add_all(
            item(n, team=team, owners=names, report_id=number) for n, (team, names, number) in enumerate(facts, 1)
        )
        session.commit()
    return path


@pytest.mark.parametrize("team", ["Lager", "Betrieb", "Straßenteam", "Other"])
def test_the_database_finds_the_team_that_the_people_say(teamwork: Path, team: str) -> None:
    with open_reader(teamwork) as reader:
        everything = list(reader.items(ItemFilter()))
        numbers = found(reader, team=team, people=TEAM)

    said = [i.id for i in everything if TEAM.team(i.team, i.owners, i.report.source if i.report else None) == team]
    assert numbers == sorted(said)
    assert numbers


def test_as_many_spellings_as_there_are_fit_one_question(tmp_path: Path) -> None:
    # SQLite takes 32,766 values; a table of many reports spells more names than that.
    path = tmp_path / "many.db"
    with open_store(path) as opened, opened.session() as session:
        session.add_all(item(n, report_id=None, owners=[f"Kim {n}"]) for n in range(1, 3))
        session.commit()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)"
            " INSERT INTO action_item SELECT i, 'u' || i, report_id, kind, title, status, status_reason, due,"
            " due_text, due_confidence, due_version, json_array('Kim ' || i)"
            + "".join(f", {name}" for name in columns_behind(connection, "owners"))
            + " FROM n, action_item WHERE id = 1"
        )

    with open_reader(path) as reader:
        assert reader.counts(ItemFilter(owner="kim"), TODAY).items == 40_000


def columns_behind(connection: sqlite3.Connection, name: str) -> list[str]:
    names = [row[1] for row in connection.execute("PRAGMA table_info(action_item)")]
    return names[names.index(name) + 1 :]


# Words


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        (("item", "2"), [2]),
        (("ITEM",), [1, 2, 3, 6, 8]),
        (("argernis",), [4]),
        (("ÄRGERNIS", "strasse"), [4]),
        (("omer",), [4]),
        (("checkout", "mara"), [1, 2, 3]),
        (("longer", "used"), [8]),
        (("100%",), [5]),
        (("0%e",), [5]),
        (("a_b",), [6]),
        (("%",), [5]),
        (('["',), []),
        (("!",), []),
        (("' OR 1=1 --",), []),
        (("x" * 60_000,), []),
        (("\udcff",), []),
    ],
)
def test_every_word_must_occur_somewhere(reader: Reader, query: tuple[str, ...], numbers: list[int]) -> None:
    assert found(reader, query=query) == numbers


@pytest.mark.parametrize(("word", "numbers"), [("quist", []), ("bell", [1, 3]), ("lager", [1, 3]), ("ling", [])])
def test_words_are_found_in_what_a_list_says_of_people(reader: Reader, word: str, numbers: list[int]) -> None:
    assert found(reader, query=(word,), people=TEAM) == numbers


def test_the_best_comes_first(tmp_path: Path) -> None:
    path = tmp_path / "best.db"
    with open_store(path) as opened, opened.session() as session:
        session.add_all(
            (
                item(1, report_id=None, title="rotate keys", owners=["Relay"], due=days(-9)),
                item(2, report_id=None, title="mail relay", status="done", due=days(-8)),
                item(3, report_id=None, title="Relay of mail"),
                item(4, report_id=None, title="the relays", due=days(3)),
            )
        )
        session.commit()

    with open_reader(path) as reader:
        items = reader.items(ItemFilter(query=("relay",)), best_first=True)
        assert [item.id for item in items] == [4, 3, 2, 1]


# Orders, limits, counts


@pytest.mark.parametrize(
    ("order", "numbers"),
    [
        ("due", [1, 7, 6, 2, 3, 8, 4, 5]),
        ("priority", [2, 5, 1, 3, 7, 6, 8, 4]),
        ("owner", [5, 3, 6, 7, 1, 2, 4, 8]),
        ("report", [4, 5, 1, 2, 3, 8, 7, 6]),
        ("title", [7, 4, 1, 2, 3, 6, 8, 5]),
        ("id", [1, 2, 3, 4, 5, 6, 7, 8]),
    ],
)
def test_a_list_is_sorted(reader: Reader, order: str, numbers: list[int]) -> None:
    assert found(reader, order) == numbers


def test_every_priority_that_is_known_is_sorted_by_its_rank() -> None:
    assert {folded(word): rank for word, rank in PRIORITY_RANKS.items()} == {
        word: rank for word, rank in PRIORITY_RANKS.items() if word.isascii()
    }


def test_every_order_is_tried_above() -> None:
    assert set(ORDERS) == {"due", "priority", "owner", "report", "title", "id"}


def test_a_limit_keeps_the_first(reader: Reader) -> None:
    assert [item.id for item in reader.items(ItemFilter(), limit=2)] == [1, 7]


def test_counts_tell_the_whole_of_what_a_filter_finds(reader: Reader) -> None:
    assert reader.counts(ItemFilter(), TODAY) == Counts(items=8, overdue=3, due_today=1)
    assert reader.counts(ItemFilter(kinds=(Kind.TASK,)), TODAY) == Counts(items=8 - 1, overdue=2, due_today=1)
    assert reader.counts(ItemFilter(priority="P7"), TODAY) == Counts(0, 0, 0)


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


def test_several_items_come_in_the_order_of_their_numbers_and_the_unknown_are_told(reader: Reader) -> None:
    assert [item.id for item in reader.items_numbered((3, 1, 3))] == [3, 1, 3]
    with pytest.raises(UnknownItems, match="9, 10"):
        reader.items_numbered((1, 9, 10))


@pytest.fixture
def forgetful(tmp_path: Path) -> Path:
    """A database of two reports with an item each; the second was forgotten."""
    path = tmp_path / "forgotten.db"
    with open_store(path) as opened, opened.session() as session:
        session.add_all(report(*facts) for facts in REPORTS[:2])
        session.add(ChangeSet(id=41, at=NOW, actor="mara", command="forget"))
        session.flush()
        session.get_one(Report, 2).forgotten_at = NOW
        session.add_all(
            (
                item(1, owners=["Mara"], team="storage", due=days(-3)),
                item(2, report_id=2, owners=["Jonas"], team="payments", forgotten_at=NOW, title="gone"),
            )
        )
        session.flush()
        session.add(
            Event(
                at=NOW,
                actor="mara",
                source="cli",
                action="forgotten",
                item_id=2,
                report_id=2,
                change_set_id=41,
                changes={"forgotten_at": [None, "2026-10-14T12:00:00+00:00"]},
            )
        )
        session.commit()
    return path


def test_what_is_forgotten_is_nowhere_but_where_it_is_asked_for(forgetful: Path) -> None:
    with open_reader(forgetful) as reader:
        assert found(reader) == [1]
        assert reader.counts(ItemFilter(), TODAY).items == 1
        assert (reader.owner_names(), reader.team_names()) == (["Mara"], ["storage"])
        assert reader.titles(open_only=False, limit=9) == [(1, "item 1")]
        assert [number for number, *_ in reader.report_titles(9)] == [1]
        assert [report.id for report in reader.reports(TODAY)] == [1]
        assert reader.overview(TODAY).reports == 1
        with pytest.raises(UnknownItems):
            reader.item(2)
        with pytest.raises(UnknownReport):
            reader.report_ids("2")
        with pytest.raises(UnknownName):
            found(reader, owner="Jonas")

        assert [item.title for item in reader.items_numbered((2,), forgotten=True)] == ["gone"]
        assert [entry.change_set for entry in reader.history(2)] == [41]
        assert [report.id for report in reader.reports(TODAY, forgotten=True)] == [2]
        assert reader.reports(TODAY, forgotten=True)[0].open == 1
        assert reader.report_ids("2", forgotten=True) == (2,)


# The history of everything


def test_recent_changes_come_by_change_sets_the_newest_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "history.db") as opened, opened.session() as session:
        session.add_all(report(*facts) for facts in REPORTS[:1])
        session.flush()
        session.add_all((item(1), item(2)))
        session.flush()
        session.add_all(
            (
                ChangeSet(id=1, at=NOW, actor="mara", command="import"),
                ChangeSet(id=2, at=NOW, actor="jonas", command="undo", undoes=1),
            )
        )
        session.flush()
        hours = iter(range(24))
        for number, change_set, action in (
            (1, 1, "imported"),
            (1, None, "done"),
            (2, 1, "imported"),
            (2, 2, "undone"),
        ):
            at = NOW + timedelta(hours=next(hours))
            session.add(
                Event(
                    at=at,
                    actor="kim",
                    source="cli",
                    action=action,
                    item_id=number,
                    report_id=1,
                    change_set_id=change_set,
                    changes={},
                )
            )
            session.flush()
        session.commit()

    with open_reader(tmp_path / "history.db") as reader:
        undo, imported, done = reader.recent()
        limited = reader.recent(limit=1)
        late = reader.recent(since=NOW + timedelta(hours=3))
        later = reader.recent(since=NOW + timedelta(hours=4))

    assert (undo.number, undo.command, undo.undoes, undo.titles) == (2, "undo", 1, {2: "item 2"})
    assert (imported.number, imported.titles, imported.reports) == (
        1,
        {1: "item 1", 2: "item 2"},
        ("Checkout down",),
    )
    assert (done.number, done.command, done.actor) == (None, "done", "kim")
    assert [change.number for change in limited] == [2]
    assert [change.number for change in late] == [2]
    assert later == []


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


def test_one_report_is_meant_by_its_whole_title_before_a_part_of_others(tmp_path: Path) -> None:
    reports = [(1, "a.md", "Outage"), (2, "b.md", "Outage again"), (3, "c/a.md", "Mail")]
    with open_store(tmp_path / "reports.db") as opened, opened.session() as session:
        session.add_all(report(*facts) for facts in reports)
        session.commit()

    with open_reader(tmp_path / "reports.db") as reader:
        assert reader.report("outage", TODAY).id == 1
        assert reader.report("again", TODAY).id == 2
        assert reader.report("a.md", TODAY).id == 1
        assert reader.report("2", TODAY).id == 2
        with pytest.raises(AmbiguousReport, match="1 Outage; 2 Outage again"):
            reader.report("outag", TODAY)
        with pytest.raises(UnknownReport):
            reader.report("nothing", TODAY)


def test_reports_count_their_tasks_and_come_the_latest_first(tmp_path: Path) -> None:
    with open_store(tmp_path / "reports.db") as opened, opened.session() as session:
        first, second, third = (report(*facts) for facts in REPORTS)
        second.reported_on, third.reported_on = date(2026, 9, 30), None
        third.incident_on = date(2026, 8, 31)
        session.add_all((first, second, third))
        session.flush()
        states = ("open", "in_progress", "done", "cancelled", "cancelled")
        session.add_all(item(n, status=status, due=days(-1)) for n, status in enumerate(states, 1))
        session.add(item(6, kind="improvement"))
        session.add(item(7, due=TODAY))
        session.commit()

    with open_reader(tmp_path / "reports.db") as reader:
        latest, counted, oldest = reader.reports(TODAY)
        assert [report.id for report in reader.reports(TODAY, ids=(3, 1))] == [1, 3]

    assert (latest.id, counted.id, oldest.id) == (2, 1, 3)
    assert (counted.open, counted.done, counted.cancelled, counted.overdue) == (3, 1, 2, 2)
    assert (latest.open, latest.day, oldest.day) == (0, date(2026, 9, 30), date(2026, 8, 31))
    assert counted.imported_at == NOW


# All of it


def test_the_overview_counts_open_tasks(reader: Reader) -> None:
    assert reader.overview(TODAY) == Overview(
        reports=3,
        open=5,  # 1 to 5
        overdue=2,
        due_within_week=2,
        unowned=0,
        undated=1,
        backlog=0,
        untriaged=4,
        items=7,
        last_tick=None,
    )


def test_the_days_of_the_overview_have_sharp_ends(tmp_path: Path) -> None:
    with open_store(tmp_path / "days.db") as opened, opened.session() as session:
        session.add_all(item(n, report_id=None, due=days(day)) for n, day in enumerate((-1, 0, 7, 8), 1))
        session.add(item(5, report_id=None, backlog=True))
        session.commit()

    with open_reader(tmp_path / "days.db") as reader:
        overview = reader.overview(TODAY)

    assert (overview.overdue, overview.due_within_week, overview.backlog) == (1, 2, 1)


@pytest.mark.parametrize(
    ("written", "moment"),
    [("2026-10-14T12:00:00+00:00", NOW), ("2026-10-14T12:00:00", None), ("lately", None), ("", None)],
)
def test_the_last_look_of_the_daemon_is_told_where_it_can_be_read(
    tmp_path: Path, written: str, moment: datetime | None
) -> None:
    with open_store(tmp_path / "tick.db") as opened, opened.session() as session:
        session.add(Meta(key=LAST_TICK, value=written))
        session.commit()

    with open_reader(tmp_path / "tick.db") as reader:
        assert reader.overview(TODAY).last_tick == moment


def test_names_of_open_items_come_with_the_most_frequent_in_front(reader: Reader) -> None:
    names = reader.owner_names()

    assert set(names) == {"Mara Bell", "Marat", "@mara", "Bo Ek", "Ömer Çelik", "100%er", "a_b"}
    assert set(reader.team_names()) == {"Zahlungen", "ÄRZTE"}
    assert reader.titles(open_only=True, limit=2) == [(1, "item 1"), (6, "item 6")]
    assert [title for _, title, _ in reader.report_titles(1)] == ["Lost 10_000 orders"]


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
    assert instant_of("2026-10-14 12:00:00.000001") == datetime(2026, 10, 14, 12, 0, 0, 1, UTC)


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
    where = conditions(wanted, reader._spelled)
    statement = f"SELECT {COLUMNS} FROM items{where.clause} ORDER BY {ORDERS['due']}"
    rows = reader._connection.execute(f"EXPLAIN QUERY PLAN {statement}", where.values)
    return "; ".join(row[-1] for row in rows)


def test_the_overdue_list_reads_only_what_is_overdue(reader: Reader) -> None:
    overdue = ItemFilter(statuses=OPEN_STATUSES, kinds=(Kind.TASK,), due_before=TODAY)

    assert "USING INDEX action_item_open_by_due (status=? AND due<?)" in plan(reader, overdue)


def test_the_items_of_a_report_are_found_by_an_index(reader: Reader) -> None:
    assert "USING INDEX ix_action_item_report_id" in plan(reader, ItemFilter(report_ids=(1,)))


@pytest.mark.parametrize(
    ("wanted", "questions"),
    [
        (ItemFilter(), 2),
        (ItemFilter(owner="mara", people=TEAM), 3),
        (ItemFilter(owner="mara", team="Lager", query=("item", "mara"), people=TEAM), 5),
    ],
    ids=["all", "owner", "everything"],
)
def test_a_list_asks_a_number_of_questions_that_does_not_grow(
    reader: Reader, wanted: ItemFilter, questions: int
) -> None:
    asked: list[str] = []
    reader._connection.set_trace_callback(asked.append)

    reader.counts(wanted, TODAY)
    list(reader.items(wanted))

    # Each spelling is read once, whatever has to be decided about it.
    assert len(asked) == questions


def test_a_limit_reads_only_so_many_rows(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[int] = []
    monkeypatch.setattr(reading, "item_of", lambda row: made.append(row[0]))

    list(reader.items(ItemFilter(), limit=3))

    assert len(made) == 3


def test_an_item_is_made_only_when_it_is_wanted(reader: Reader) -> None:
    asked: list[str] = []
    reader._connection.set_trace_callback(asked.append)

    items = reader.items(ItemFilter())

    assert asked == []
    assert next(items).id == 1
