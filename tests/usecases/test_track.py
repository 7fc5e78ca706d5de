"""Done and reopen: all the numbers or none, and every change in the history."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

import pytest
from conftest import BY, REPORT

from tracker.errors import UnknownItems
from tracker.store.reading import open_reader
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.track import close, reopen
from tracker.words import HistoryEntry, Status

if TYPE_CHECKING:
    from tracker.store.engine import Store


@pytest.fixture(autouse=True)
def imported(store: Store) -> None:
    Import(store, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", REPORT.encode()))


def history(store: Store, number: int) -> list[HistoryEntry]:
    with open_reader(store.path) as reader:
        return reader.history(number)


def status(store: Store, number: int) -> Status:
    with open_reader(store.path) as reader:
        return reader.item(number).status


def test_done_closes_an_item_and_the_history_says_who(store: Store) -> None:
    (change,) = close(store, [1], BY)

    assert (change.old, change.new) == (Status.OPEN, Status.DONE)
    assert status(store, 1) is Status.DONE
    entry = history(store, 1)[-1]
    assert (entry.action, entry.actor, entry.at) == ("done", "tester", BY.at)
    assert entry.changes == {"status": ("open", "done")}


def test_done_twice_changes_and_tells_once(store: Store) -> None:
    close(store, [1], BY)

    (again,) = close(store, [1], BY)

    assert again.old is again.new is Status.DONE
    assert [entry.action for entry in history(store, 1)] == ["imported", "done"]


def test_reopen_takes_done_back(store: Store) -> None:
    close(store, [1, 2], BY)

    reopen(store, [1], BY)

    assert [status(store, n) for n in (1, 2)] == [Status.OPEN, Status.DONE]


def test_one_unknown_number_changes_nothing(store: Store) -> None:
    with pytest.raises(UnknownItems) as raised:
        close(store, [1, 99, 98], BY)

    assert raised.value.ids == (99, 98)
    assert status(store, 1) is Status.OPEN
    assert "no items 99, 98; nothing was changed" in str(raised.value)


def test_a_number_given_twice_is_one_item(store: Store) -> None:
    assert len(close(store, [1, 1], BY)) == 1


def test_reopen_gives_back_what_the_item_was_before(store: Store) -> None:
    text = REPORT.replace("- [ ] Write the runbook", "- [ ] Write the runbook (in progress)")
    Import(store, BY, UTC, lambda _: True).take(GivenReport("b.md", "b.md", "b.md", text.encode()))
    started = next(n for n in (4, 5, 6) if status(store, n) is Status.IN_PROGRESS)
    close(store, [started], BY)

    reopen(store, [started], BY)

    assert status(store, started) is Status.IN_PROGRESS
