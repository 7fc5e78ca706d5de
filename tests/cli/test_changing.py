"""`pmtrack done`, `reopen`, `cancel` and `snooze`: where items stand."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.words import Status

from .stored import dump, history, item

if TYPE_CHECKING:
    from conftest import CommandLine


def statuses(cli: CommandLine) -> list[str]:
    return [str(item(cli, number).status) for number in range(1, 6)]


def test_done_tells_each_item_and_how_to_take_all_back(board: CommandLine) -> None:
    result = board("done", "1-2", "5")

    assert result.stdout.splitlines() == [
        "1: open → done  Add an index on the orders table",
        "2: in_progress → done  Raise the limit of the queue",
        "5: done already  Remove the old dashboard",
    ]
    assert result.stderr == "To take it back: pmtrack undo 2\n"
    assert statuses(board) == ["done", "done", "open", "open", "done"]


def test_done_twice_is_one_change(board: CommandLine) -> None:
    board("done", 1)

    again = board("done", 1)

    assert (again.exit_code, again.stderr) == (0, "")
    assert again.stdout == "1: done already  Add an index on the orders table\n"
    assert [entry.action for entry in history(board, 1)] == ["imported", "done"]


def test_the_way_back_names_the_place(board: CommandLine) -> None:
    path = board.folder / "my tracker.db"
    (board.folder / "pmtrack.db").rename(path)

    result = board("done", 1, "--db", path)

    assert result.stderr == f"To take it back: pmtrack undo 2 --db '{path}'\n"


def test_reopen_gives_back_what_the_item_was(board: CommandLine) -> None:
    board("done", "1-2")

    result = board("reopen", "1-2", "3")

    assert result.stdout.splitlines() == [
        "1: done → open  Add an index on the orders table",
        "2: done → in_progress  Raise the limit of the queue",
        "3: open already  Rehearse the failover",
    ]
    assert statuses(board)[:3] == ["open", "in_progress", "open"]


def test_cancel_keeps_the_reason(board: CommandLine) -> None:
    result = board("cancel", 1, "--reason", "moved to the\n platform team")

    assert result.stdout == "1: open → cancelled  Add an index on the orders table\n"
    assert (item(board, 1).status, item(board, 1).status_reason) == (
        Status.CANCELLED,
        "moved to the platform team",
    )


def test_another_reason_is_told_as_one(board: CommandLine) -> None:
    board("cancel", 1, "--reason", "too old")

    assert board("cancel", 1, "--reason", "too old").stdout.startswith(
        "1: cancelled already, for this reason  Add"
    )
    assert board("cancel", 1, "--reason", "too dear").stdout.startswith("1: reason: too dear  Add")


def test_cancel_in_a_script_needs_the_reason(board: CommandLine) -> None:
    result = board("cancel", 1)

    assert result.exit_code == 2
    assert "--reason" in result.stderr
    assert statuses(board)[0] == "open"


@pytest.mark.parametrize("verb", ["done", "reopen", "cancel --reason x", "snooze --off"])
def test_an_unknown_number_among_others_changes_nothing(board: CommandLine, verb: str) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = board(*verb.split(), 1, 5, 98, 99)

    assert result.exit_code == 2
    assert "no items 98, 99; nothing was changed" in result.stderr
    assert dump(board.folder / "pmtrack.db") == before


def test_more_than_twenty_are_told_by_their_beginning(board: CommandLine) -> None:
    board("add", stdin="".join(f"Item {number}\n" for number in range(6, 40)).encode())

    told = board("done", "6-39").stdout.splitlines()
    everything = json.loads(board("reopen", "6-39", "--json").stdout)

    assert told[:2] == ["6: open → done  Item 6", "7: open → done  Item 7"]
    assert told[10:] == ["and 24 more"]
    assert len(everything["items"]) == 34


@pytest.mark.parametrize(
    ("words", "until"),
    [
        (["3d"], date(2026, 10, 17)),
        (["3", "days"], date(2026, 10, 17)),
        (["monday"], date(2026, 10, 19)),
        (["2026-12-01"], date(2026, 12, 1)),
        (["in", "2", "weeks"], date(2026, 10, 28)),
        (["in 2 weeks"], date(2026, 10, 28)),
        (["until", "friday"], date(2026, 10, 16)),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else str(value),
)
def test_snooze_reads_days_as_people_say_them(board: CommandLine, words: list[str], until: date) -> None:
    board("snooze", 1, *words)

    assert item(board, 1).snoozed_until == until
    assert item(board, 1).due == date(2026, 10, 1)


def test_snooze_tells_the_day_and_that_the_due_date_stays(board: CommandLine) -> None:
    result = board("snooze", 1, 3, "monday")

    assert result.stdout.splitlines() == [
        "1: snoozed until 2026-10-19 (in 5 days)  Add an index on the orders table",
        "3: snoozed until 2026-10-19 (in 5 days)  Rehearse the failover",
    ]
    assert result.stderr.splitlines() == [
        "No reminders until Monday, 2026-10-19. The due dates stay.",
        "To take it back: pmtrack undo 2",
    ]


def test_snooze_off_ends_it(board: CommandLine) -> None:
    board("snooze", 1, "monday")

    result = board("snooze", "1-2", "--off")

    assert result.stdout.splitlines() == [
        "1: no longer snoozed until 2026-10-19  Add an index on the orders table",
        "2: not snoozed  Raise the limit of the queue",
    ]
    assert item(board, 1).snoozed_until is None


def test_what_a_snooze_does_not_change_is_told(board: CommandLine) -> None:
    board("snooze", 1, "monday")

    result = board("snooze", 1, 5, "monday")

    assert result.stdout.splitlines() == [
        "1: snoozed until 2026-10-19 already  Add an index on the orders table",
        "5: done, so not snoozed  Remove the old dashboard",
    ]
    assert (result.exit_code, result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1"], "until when?"),
        (["1", "9"], "until when?"),
        (["monday"], "which items?"),
        (["3", "days"], "WHEN: 'days'"),
        (["1", "asap"], "WHEN: 'asap'"),
        (["1", "today"], "a day after today (2026-10-14); that is 2026-10-14"),
        (["1", "2026-02-30"], "WHEN: '2026-02-30'"),
        (["1", "5", "may"], "WHEN: '5 may'"),
        (["1", "monday", "--off"], "'monday' is too much"),
        (["--off"], "which items?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_snooze_that_is_not_understood_changes_nothing(board: CommandLine, words: list[str], told: str) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = board("snooze", *words)

    assert result.exit_code == 2
    assert told in result.stderr
    assert dump(board.folder / "pmtrack.db") == before


@pytest.mark.parametrize(
    "command",
    [
        "done 1",
        "reopen 5",
        "cancel 1 --reason x",
        "snooze 1 3d",
        "edit 1 --team x",
        "assign 1 Zoe",
        "add x",
        "undo",
    ],
)
def test_every_verb_takes_an_actor_and_tells_json(board: CommandLine, command: str) -> None:
    board("done", 4, "--actor", "zoe")

    result = board(*command.split(), "--actor", "zoe", "--json")

    document = json.loads(result.stdout)
    assert list(document) == ["change", "items"]
    (changed,) = document["items"]
    assert list(changed) == ["id", "title", "changes"]
    assert history(board, changed["id"])[-1].actor == "zoe"
    assert result.stderr == ""
