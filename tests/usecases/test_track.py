"""Changing items by hand: all the numbers or none, one change set a call, and every change in the history."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

import pytest
from conftest import BY, NOW, REPORT, accept

from tracker.errors import UnknownItems
from tracker.store.reading import open_reader
from tracker.usecases.import_report import GivenReport, Import
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
    reopen,
    snooze,
)
from tracker.words import ChangeSet, HistoryEntry, Item, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.engine import Store

LATER = replace(BY, at=NOW + timedelta(hours=1))


def take(store: Store, text: str = REPORT, *, backlog: bool = False) -> None:
    importing = Import(store, BY, UTC, lambda _: True, backlog=backlog)
    importing.take(GivenReport("a.md", "a.md", "a.md", text.encode()))


@pytest.fixture(autouse=True)
def imported(store: Store) -> None:
    take(store)


def history(store: Store, number: int) -> list[HistoryEntry]:
    with open_reader(store.path) as reader:
        return reader.history(number)


def item(store: Store, number: int) -> Item:
    with open_reader(store.path) as reader:
        return reader.item(number)


def column(store: Store, number: int, name: str) -> object:
    with store.engine.connect() as connection:
        return connection.exec_driver_sql(f"SELECT {name} FROM action_item WHERE id = {number}").scalar()


def test_done_closes_an_item_and_the_history_says_who(store: Store) -> None:
    done = close(store, [1], BY)

    assert [(change.id, change.changes) for change in done.items] == [
        (1, {"status": ("open", "done"), "triaged_at": (None, "2026-10-14T12:00:00+00:00")})
    ]
    assert item(store, 1).status is Status.DONE
    entry = history(store, 1)[-1]
    assert (entry.action, entry.actor, entry.source, entry.at) == ("done", "tester", "test", BY.at)
    assert entry.change_set == done.number
    assert entry.changes["status"] == ("open", "done")
    assert column(store, 1, "closed_at") is not None


def test_done_twice_changes_and_tells_once(store: Store) -> None:
    close(store, [1], BY)

    again = close(store, [1], BY)

    assert again.number is None
    assert again.changed == ()
    assert [entry.action for entry in history(store, 1)] == ["imported", "done"]


def test_reopen_takes_done_back(store: Store) -> None:
    close(store, [1, 2], BY)

    reopen(store, [1], BY)

    assert [item(store, n).status for n in (1, 2)] == [Status.OPEN, Status.DONE]
    assert column(store, 1, "closed_at") is None


def test_reopening_takes_the_reason_of_a_cancelling_away(store: Store) -> None:
    cancel(store, [1], "no longer needed", BY)

    reopen(store, [1], BY)

    assert (item(store, 1).status, item(store, 1).status_reason) == (Status.OPEN, None)


def test_reopen_gives_back_what_the_item_was_before(store: Store) -> None:
    edit(store, [2], Edit({"status": "in_progress"}), BY)
    close(store, [2], BY)

    reopen(store, [2], BY)

    assert item(store, 2).status is Status.IN_PROGRESS


def test_cancel_keeps_the_reason(store: Store) -> None:
    cancel(store, [1, 3], "moved to the platform team", BY)

    assert [(item(store, n).status, item(store, n).status_reason) for n in (1, 3)] == [
        (Status.CANCELLED, "moved to the platform team")
    ] * 2


def test_a_moved_date_is_another_due_version_and_is_looked_at_again(store: Store) -> None:
    with store.engine.connect() as connection:
        connection.exec_driver_sql("UPDATE action_item SET next_check_at = NULL")
        connection.commit()

    edit(store, [1], Edit({"due": "2026-12-24", "due_text": None, "due_confidence": "explicit"}), LATER)

    assert (item(store, 1).due, item(store, 1).due_version) == (date(2026, 12, 24), 2)
    assert column(store, 1, "next_check_at") is not None
    assert column(store, 2, "next_check_at") is None


def test_links_are_added_and_taken_away_beside_each_other(store: Store) -> None:
    edit(store, [1], Edit(link=("OPS-1", "OPS-2")), BY)

    edit(store, [1], Edit(link=("OPS-3", "OPS-2"), unlink=("OPS-1",)), BY)

    assert item(store, 1).links == ("OPS-2", "OPS-3")


def test_assign_gives_an_item_to_others_or_to_others_too_or_to_nobody(store: Store) -> None:
    seen = []
    for owners, beside in ((["Jonas"], False), (["Amira", "Jonas"], True), ([], False)):
        assign(store, [1], owners, BY, beside=beside)
        seen.append(item(store, 1).owners)

    assert seen == [("Jonas",), ("Jonas", "Amira"), ()]


def test_a_snooze_leaves_the_due_day_and_ends_when_told_to(store: Store) -> None:
    due = item(store, 1).due

    snooze(store, [1], date(2026, 11, 1), BY)
    silent = item(store, 1)
    snooze(store, [1], None, BY)

    assert (silent.snoozed_until, silent.due) == (date(2026, 11, 1), due)
    assert item(store, 1).snoozed_until is None


def test_a_closed_item_is_not_snoozed(store: Store) -> None:
    close(store, [1], BY)

    assert snooze(store, [1], date(2026, 11, 1), BY).changed == ()


def test_an_item_is_added_to_a_report_and_importing_the_report_again_leaves_it_there(store: Store) -> None:
    added = add(store, [NewItem({"title": "Ask the vendor", "owners": ["Mara"]}, report_id=1)], BY)
    number = added.items[0].id

    take(store, REPORT + "\n")

    found = item(store, number)
    assert (found.title, found.owners, found.gone) == ("Ask the vendor", ("Mara",), False)
    assert found.report is not None
    assert [entry.action for entry in history(store, number)] == ["added"]


def test_an_added_item_that_the_report_comes_to_hold_is_one_item(store: Store) -> None:
    add(store, [NewItem({"title": "Ask the vendor"}, report_id=1)], BY)

    take(store, REPORT + "- [ ] Ask the vendor\n")

    with store.engine.connect() as connection:
        statement = "SELECT COUNT(*) FROM action_item WHERE title = 'Ask the vendor'"
        assert connection.exec_driver_sql(statement).scalar() == 1


@pytest.mark.parametrize(
    "verb",
    [
        lambda store, ids: close(store, ids, BY),
        lambda store, ids: cancel(store, ids, "why", BY),
        lambda store, ids: reopen(store, ids, BY),
        lambda store, ids: edit(store, ids, Edit({"team": "x"}), BY),
        lambda store, ids: assign(store, ids, ["x"], BY),
        lambda store, ids: snooze(store, ids, date(2026, 12, 1), BY),
        lambda store, ids: carry_out(store, [Decision(n, "accepted", {}) for n in ids], BY, "triage"),
    ],
)
def test_one_unknown_number_changes_nothing(store: Store, verb: Callable[[Store, list[int]], ChangeSet]) -> None:
    before = [column(store, n, "updated_at || status || owners || COALESCE(triaged_at, '')") for n in (1, 2, 3)]

    with pytest.raises(UnknownItems) as raised:
        verb(store, [1, 99, 98])

    assert raised.value.ids == (99, 98)
    assert [
        column(store, n, "updated_at || status || owners || COALESCE(triaged_at, '')") for n in (1, 2, 3)
    ] == before
    assert "no items 99, 98; nothing was changed" in str(raised.value)


def test_a_number_given_twice_is_one_item(store: Store) -> None:
    assert len(close(store, [1, 1], BY).items) == 1


def test_thousands_of_items_are_changed_in_one_call(store: Store) -> None:
    added = add(store, [NewItem({"title": f"Item {n}"}) for n in range(6_000)], BY)

    closed = close(store, [change.id for change in added.items], BY)

    assert len(closed.changed) == 6_000


# Triage


def test_an_item_of_the_backlog_stays_silent_until_it_is_accepted(store: Store) -> None:
    take(store, REPORT.replace("checkout down", "another") + "- [ ] One more by October 1, 2026\n", backlog=True)
    silent = item(store, 4)

    accepted = accept(store, [4], BY)

    assert (silent.backlog, silent.triaged) == (True, False)
    assert (item(store, 4).backlog, item(store, 4).triaged) == (False, True)
    assert accepted.items[0].changes["backlog"] == (True, False)
    assert column(store, 4, "next_check_at") is not None


@pytest.mark.parametrize(
    ("edited", "is_settled"),
    [({"due": "2026-12-24"}, True), ({"status": "in_progress"}, True), ({"priority": "P1"}, False)],
)
def test_the_backlog_ends_for_what_is_dated_or_under_way_and_not_for_what_is_only_described(
    store: Store, edited: dict[str, str], is_settled: bool
) -> None:
    take(store, REPORT + "- [ ] One more by October 1, 2026\n", backlog=True)

    edit(store, [4], Edit({**edited}), BY)

    assert (item(store, 4).backlog, item(store, 4).triaged) == (not is_settled, True)
    assert (column(store, 4, "next_check_at") is not None) is is_settled


def test_a_snooze_does_not_end_the_backlog(store: Store) -> None:
    take(store, REPORT + "- [ ] One more by October 1, 2026\n", backlog=True)

    snooze(store, [4], date(2026, 12, 1), BY)
    snooze(store, [4], None, BY)

    assert item(store, 4).backlog
    assert column(store, 4, "next_check_at") is None


def test_accepting_twice_changes_once(store: Store) -> None:
    accept(store, [1], BY)

    assert accept(store, [1], LATER).number is None


def test_decisions_are_carried_out_together_and_in_their_order(store: Store) -> None:
    decided = carry_out(
        store,
        [
            Decision(1, "dated", {"due": "2026-12-24"}),
            Decision(2, "cancelled", {"status": "cancelled", "status_reason": "why"}),
            Decision(1, "accepted", {}),
        ],
        BY,
        "triage",
    )

    assert [entry.change_set for entry in history(store, 1)[1:]] == [decided.number]
    assert (item(store, 1).due, item(store, 1).triaged) == (date(2026, 12, 24), True)
    assert (item(store, 2).status, item(store, 2).status_reason) == (Status.CANCELLED, "why")
