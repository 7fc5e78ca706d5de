"""Importing reports into a real store: what is new, what is the same, what changes, what goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import BY, NOW, REPORT

from tracker.errors import UnreadableReport
from tracker.store.reading import ItemFilter, open_reader
from tracker.usecases.import_report import GivenReport, Import, ImportedReport
from tracker.usecases.track import close

if TYPE_CHECKING:
    from tracker.store.engine import Store
    from tracker.words import Item


def take(
    store: Store | None, text: str, *, path: str = "reports/checkout.md", now: datetime = NOW, **terms: bool
) -> ImportedReport:
    there = terms.pop("there", True)
    by = replace(BY, at=now)
    importing = Import(store, by, zone=UTC, exists=lambda _: there, **terms)
    return importing.take(GivenReport(path, path, path, text.encode()))


def items(store: Store) -> list[Item]:
    with open_reader(store.path) as reader:
        return list(reader.items(ItemFilter(), order="id"))


def actions(store: Store, number: int) -> list[str]:
    with open_reader(store.path) as reader:
        return [entry.action for entry in reader.history(number)]


def test_a_new_report_brings_its_items_with_their_lines(store: Store) -> None:
    imported = take(store, REPORT)

    assert [item.title for item in imported.changes.new] == [
        "Alert on certificates",
        "Write the runbook",
        "Rehearse the failover",
    ]
    first = items(store)[0]
    assert (first.owners, first.due) == (("Mara",), date(2026, 10, 1))
    assert first.report is not None
    assert first.report.place == "reports/checkout.md:7"
    assert actions(store, 1) == ["imported"]


def test_the_same_file_again_changes_nothing_and_makes_no_second_copy(store: Store) -> None:
    take(store, REPORT)
    store.close()
    before = dump(store)

    again = take(store, REPORT, now=NOW + timedelta(days=3))

    assert (again.changes.new, again.changes.changed, again.changes.gone) == ((), (), ())
    assert len(again.changes.unchanged) == 3
    assert dump(store) == before


def dump(store: Store) -> list[str]:
    with store.engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        return list(driver.iterdump())


def test_an_edited_report_changes_the_items_that_it_edits(store: Store) -> None:
    take(store, REPORT)
    edited = REPORT.replace("- [ ] Write", "- [x] Write").replace("October 1,", "November 1,")

    imported = take(store, edited)

    assert sorted(item.stored.id for item in imported.changes.changed) == [1, 2]
    first, second, _ = items(store)
    assert (first.due, first.due_version) == (date(2026, 11, 1), 2)
    assert second.status == "done"
    assert actions(store, 2) == ["imported", "changed"]


def test_what_a_person_closed_stays_closed_when_the_report_is_edited_elsewhere(store: Store) -> None:
    take(store, REPORT)
    close(store, [1], BY)

    take(store, REPORT.replace("checkout down", "checkout was down"))

    assert items(store)[0].status == "done"


def test_an_item_that_vanishes_is_kept_and_marked_and_comes_back(store: Store) -> None:
    take(store, REPORT)
    shorter = REPORT.replace("- [ ] Rehearse the failover by December 24, 2026\n", "")

    gone = take(store, shorter)
    was_gone = items(store)[2].gone
    back = take(store, REPORT)

    assert [item.id for item in gone.changes.gone] == [3]
    assert was_gone
    assert not items(store)[2].gone
    assert [item.stored.id for item in back.changes.changed] == [3]
    assert actions(store, 3) == ["imported", "gone from the report", "back in the report"]


def test_a_dry_run_says_the_same_and_stores_nothing(store: Store) -> None:
    take(store, REPORT)
    before = dump(store)

    imported = take(store, REPORT.replace("- [ ] Write", "- [x] Write"), dry_run=True)

    assert [item.stored.id for item in imported.changes.changed] == [2]
    assert dump(store) == before


def test_without_a_store_everything_is_new() -> None:
    assert len(take(None, REPORT, dry_run=True).changes.new) == 3


def test_a_copy_is_a_second_report_and_is_told(store: Store) -> None:
    take(store, REPORT)

    copied = take(store, REPORT, path="reports/copy.md", there=True)

    assert copied.parsed.warnings == ("the same text as reports/checkout.md: this is a second report",)
    assert len(items(store)) == 6


def test_a_moved_file_stays_the_same_report(store: Store) -> None:
    take(store, REPORT)

    moved = take(store, REPORT, path="archive/checkout.md", there=False)

    assert moved.parsed.warnings == ("moved here from reports/checkout.md",)
    assert len(items(store)) == 3
    place = items(store)[0].report
    assert place is not None
    assert place.source == "archive/checkout.md"


def test_reports_from_a_pipe_are_told_apart_by_their_titles(store: Store) -> None:
    take(store, REPORT, path="-")
    take(store, REPORT.replace("checkout down", "search down"), path="-")

    again = take(store, REPORT.replace("- [ ] Write", "- [x] Write"), path="-")

    assert len(items(store)) == 6
    assert [item.stored.id for item in again.changes.changed] == [2]


def test_a_day_without_a_year_is_looked_for_from_the_first_import_for_ever(store: Store) -> None:
    text = "# Outage\n\n## Action items\n\n- Write the runbook by November 1\n"
    take(store, text)

    later = take(store, text + "- Alert on certificates\n", now=NOW + timedelta(days=100))

    assert later.changes.changed == ()
    assert items(store)[0].due == date(2026, 11, 1)


def test_binary_data_is_refused_with_a_reason(store: Store) -> None:
    importing = Import(store, BY, zone=UTC, exists=lambda _: True)

    with pytest.raises(UnreadableReport, match=r"^logo\.md: "):
        importing.take(GivenReport("logo.md", "logo.md", "logo.md", b"\x89PNG\r\n\x1a\n\x00\x00"))


def test_an_unchanged_report_is_told_with_the_years_of_its_first_import(store: Store) -> None:
    text = "# Outage\n\n## Action items\n\n- Write the runbook by November 1\n"
    take(store, text)

    again = take(store, text, now=NOW + timedelta(days=100))

    assert [item.due for item in again.parsed.items] == [date(2026, 11, 1)]


def test_all_reports_of_one_call_belong_to_one_change_set(store: Store) -> None:
    importing = Import(store, BY, zone=UTC, exists=lambda _: True)
    for name in ("a.md", "b.md"):
        importing.take(GivenReport(name, name, name, REPORT.replace("down", name).encode()))

    with store.engine.connect() as connection:
        runs = connection.exec_driver_sql("SELECT DISTINCT change_set_id FROM event").fetchall()
        count = connection.exec_driver_sql("SELECT COUNT(*) FROM change_set WHERE command = 'import'").scalar()
    assert (len(runs), count) == (1, 1)


def test_a_file_whose_folder_becomes_a_work_tree_stays_the_same_report(store: Store) -> None:
    importing = Import(store, BY, zone=UTC, exists=lambda _: True)
    importing.take(GivenReport("a.md", "/repo/a.md", "/repo/a.md", REPORT.encode()))

    again = importing.take(GivenReport("a.md", "a.md", "/repo:a.md", REPORT.encode(), "/repo/a.md"))

    assert sorted(again.numbers.values()) == [1, 2, 3]
    assert again.parsed.warnings == ()
