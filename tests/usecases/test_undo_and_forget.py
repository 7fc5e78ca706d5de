"""Taking back: whole or not at all, again and again, and never over what somebody changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import BY, NOW, REPORT, accept
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.errors import ChangedSince, NothingToUndo, UnknownItems, UnknownReport, UnreadableReport
from tracker.store.engine import open_store
from tracker.store.reading import open_reader
from tracker.usecases.forget import forget
from tracker.usecases.import_report import GivenReport, Import, ImportedReport
from tracker.usecases.track import (
    Decision,
    Edit,
    NewItem,
    add,
    assign,
    cancel,
    carry_out,
    close,
    edit,
    snooze,
)
from tracker.usecases.undo import undo

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tracker.store.engine import Store
    from tracker.words import ChangeSet

SOMEBODY_ELSE = replace(BY, name="somebody else", at=NOW + timedelta(hours=1))

COLUMNS = (
    "title, kind, status, status_reason, due, due_text, due_confidence, owners, team, priority, type, links,"
    " recurrence, snoozed_until, backlog, triaged_at, forgotten_at, closed_at"
)


def take(store: Store, text: str = REPORT, **options: bool) -> ImportedReport:
    importing = Import(store, BY, UTC, lambda _: True, **options)
    return importing.take(GivenReport("a.md", "a.md", "a.md", text.encode()))


@pytest.fixture(autouse=True)
def imported(store: Store) -> None:
    take(store)


def stored(store: Store) -> list[tuple[object, ...]]:
    with store.engine.connect() as connection:
        rows = connection.exec_driver_sql(f"SELECT {COLUMNS} FROM action_item ORDER BY id").fetchall()
    return [tuple(row) for row in rows]


CHANGES: dict[str, Callable[[Store], ChangeSet]] = {
    "done": lambda store: close(store, [1, 2], BY),
    "cancel": lambda store: cancel(store, [1], "why", BY),
    "edit": lambda store: edit(store, [1, 3], Edit({"due": "2027-01-01", "due_text": "new year"}, ("OPS-1",)), BY),
    "undated": lambda store: edit(store, [1], Edit({"due": None, "due_text": None, "due_confidence": None}), BY),
    "assign": lambda store: assign(store, [1, 2, 3], ["Jonas"], BY),
    "snooze": lambda store: snooze(store, [2], date(2026, 12, 1), BY),
    "accept": lambda store: accept(store, [1, 2], BY),
    "triage": lambda store: carry_out(
        store, [Decision(1, "dated", {"due": "2027-01-01"}), Decision(1, "accepted", {})], BY, "triage"
    ),
    "forget": lambda store: forget(store, 1, BY),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_changed_is_as_before_and_undoing_the_undoing_brings_it_back(store: Store, name: str) -> None:
    before = stored(store)
    changed = CHANGES[name](store)
    after = stored(store)

    undone = undo(store, changed.number, BY)
    as_before = stored(store)
    undo(store, undone.number, BY)

    assert as_before == before != after
    assert stored(store) == after
    assert [change.id for change in undone.items] == sorted({change.id for change in changed.items})


def test_an_added_item_is_taken_away_and_brought_back(store: Store) -> None:
    added = add(store, [NewItem({"title": "Ask the vendor"})], BY)

    undone = undo(store, None, BY)
    with open_reader(store.path) as reader, pytest.raises(UnknownItems):
        reader.item(added.items[0].id)
    undo(store, undone.number, BY)

    with open_reader(store.path) as reader:
        assert reader.item(added.items[0].id).title == "Ask the vendor"


def test_without_a_number_ones_own_last_change_is_taken_back_and_then_the_one_before(store: Store) -> None:
    before = stored(store)
    close(store, [1], BY)
    assign(store, [2], ["Jonas"], BY)
    close(store, [3], SOMEBODY_ELSE)

    undo(store, None, BY)
    undo(store, None, BY)

    assert stored(store)[:2] == before[:2]
    assert stored(store)[2][2] == "done"
    with pytest.raises(NothingToUndo, match="all that tester has changed is taken back"):
        undo(store, None, BY)


def test_what_somebody_changed_since_is_left_and_nothing_is_taken_back(store: Store) -> None:
    mine = assign(store, [1, 2], ["Jonas"], BY)
    assign(store, [2], ["Amira"], SOMEBODY_ELSE)
    before = stored(store)

    with pytest.raises(ChangedSince, match=r"changed again since are 2 \(owners\)"):
        undo(store, mine.number, BY)

    assert stored(store) == before


def test_what_an_import_changed_since_is_left(store: Store) -> None:
    done = close(store, [1], BY)
    reopened = REPORT.replace("- [ ] Alert", "- [x] Alert")
    take(store, reopened)

    undo(store, done.number, BY)

    assert stored(store)[0][2] == "open"


@pytest.mark.parametrize(
    ("number", "reason"), [(99, "none of this number"), (1, "it is an import"), (2, "done already")]
)
def test_some_things_cannot_be_taken_back(store: Store, number: int, reason: str) -> None:
    close(store, [1], BY)
    undo(store, None, BY)

    with pytest.raises(NothingToUndo, match=reason):
        undo(store, number, BY)


def test_a_forgotten_report_is_in_no_list_and_reminds_nobody_but_its_history_stays(store: Store) -> None:
    forgotten = forget(store, 1, BY)

    assert [change.id for change in forgotten.items] == [1, 2, 3]
    with open_reader(store.path) as reader:
        assert [entry.action for entry in reader.history(1)] == ["imported", "forgotten"]
        with pytest.raises(UnknownReport):
            reader.report_ids("1")
    with store.engine.connect() as connection:
        waiting = connection.exec_driver_sql("SELECT COUNT(*) FROM action_item WHERE next_check_at IS NOT NULL")
        assert waiting.scalar() == 0


def test_a_report_is_forgotten_once(store: Store) -> None:
    forget(store, 1, BY)

    with pytest.raises(UnknownReport):
        forget(store, 1, BY)


def test_importing_a_forgotten_report_again_brings_it_back_with_its_numbers_and_what_people_changed(
    store: Store,
) -> None:
    close(store, [2], BY)
    forget(store, 1, BY)

    again = take(store)

    assert sorted(again.numbers.values()) == [1, 2, 3]
    assert again.change_set is not None
    assert any("forgotten on 2026-10-14" in warning for warning in again.parsed.warnings)
    with open_reader(store.path) as reader:
        assert reader.item(2).status == "done"
        assert [entry.action for entry in reader.history(1)] == ["imported", "forgotten", "back"]


def test_an_import_of_its_folder_does_not_bring_a_forgotten_report_back(store: Store) -> None:
    forget(store, 1, BY)
    before = stored(store)
    found = GivenReport("a.md", "a.md", "a.md", REPORT.encode(), walked=True)

    with pytest.raises(UnreadableReport, match="forgotten on 2026-10-14; name the file itself"):
        Import(store, BY, UTC, lambda _: True).take(found)

    assert stored(store) == before


def test_what_was_added_and_taken_away_again_does_not_come_back_with_its_report(store: Store) -> None:
    add(store, [NewItem({"title": "A slip"}, report_id=1)], BY)
    undo(store, None, BY)
    forget(store, 1, SOMEBODY_ELSE)

    take(store)

    assert [row[0] for row in stored(store) if row[16] is not None] == ["A slip"]


def test_a_report_that_is_forgotten_by_undoing_an_undoing_comes_back_whole(store: Store) -> None:
    undone = undo(store, forget(store, 1, BY).number, BY)
    undo(store, undone.number, SOMEBODY_ELSE)

    take(store)

    assert [row[16] for row in stored(store)] == [None] * 3


def test_a_dry_run_does_not_bring_a_forgotten_report_back(store: Store) -> None:
    forget(store, 1, BY)
    before = stored(store)

    take(store, dry_run=True)

    assert stored(store) == before


def test_the_text_of_a_forgotten_report_elsewhere_is_a_new_report_without_a_warning(store: Store) -> None:
    forget(store, 1, BY)

    other = Import(store, BY, UTC, lambda _: True).take(GivenReport("b.md", "b.md", "b.md", REPORT.encode()))

    assert other.parsed.warnings == ()
    assert sorted(other.numbers.values()) == [4, 5, 6]


@settings(max_examples=25, deadline=None)
@given(names=st.lists(st.sampled_from([name for name in CHANGES if name != "forget"]), min_size=1, max_size=6))
def test_whatever_was_done_can_be_taken_back_step_by_step(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    path: Path = tmp_path_factory.mktemp("undo") / "pmtrack.db"
    with open_store(path) as store:
        take(store)
        before = stored(store)
        numbers = [CHANGES[name](store).number for name in names]

        for number in reversed(numbers):
            if number is not None:  # what changed nothing is no change set
                undo(store, number, BY)

        assert stored(store) == before
