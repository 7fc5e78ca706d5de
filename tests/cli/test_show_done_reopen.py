"""`pmtrack show`, `done` and `reopen`: one item whole, and its way through them, with its history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from conftest import CommandLine


def shown(cli: CommandLine, number: int) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(cli("show", number, "--json").stdout)
    return document


def test_show_tells_every_fact_and_where_it_stands(board: CommandLine) -> None:
    text = board("show", 1).stdout

    for words in (
        "Add an index on the orders table",
        "open",
        "2026-10-01",
        "13 days overdue",
        "Mara Lind",
        "storage",
        "P1",
        "search was slow",
        "reports/board.md:9",
        "Action items",
        "imported",
    ):
        assert words in text


def test_show_as_json_is_the_item_of_the_list_and_more(board: CommandLine) -> None:
    (listed, *_) = json.loads(board("list", "--json").stdout)["items"]

    document = shown(board, 1)

    assert {name: document[name] for name in listed} == listed
    assert {"uid", "section", "status_reason", "history"} <= set(document)


def test_show_leaves_out_what_there_is_nothing_to_say_of(board: CommandLine) -> None:
    text = board("show", 1).stdout

    assert "None" not in text
    assert "snoozed" not in text
    assert "links" not in text


def test_a_closed_item_is_shown_without_being_late(board: CommandLine) -> None:
    text = board("show", 5).stdout

    assert "done" in text
    assert "2026-09-20" in text
    assert "overdue" not in text


def test_done_closes_items_and_says_how_to_take_it_back(board: CommandLine) -> None:
    result = board("done", 1, 3)

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["1:", "3:"]
    assert "open → done" in result.stdout
    assert "Add an index on the orders table" in result.stdout
    assert "pmtrack reopen 1 3" in result.stderr
    assert [shown(board, number)["status"] for number in (1, 3)] == ["done", "done"]


def test_done_again_says_so_and_writes_no_history(board: CommandLine) -> None:
    board("done", 1)
    before = shown(board, 1)["history"]

    result = board("done", 1)

    assert result.exit_code == 0
    assert "already" in result.stdout
    assert "reopen" not in result.stderr
    assert shown(board, 1)["history"] == before


def test_the_same_number_twice_is_one_change(board: CommandLine) -> None:
    result = board("done", 1, 1)

    assert result.exit_code == 0
    assert len(shown(board, 1)["history"]) == 2


def test_reopen_puts_back_to_open(board: CommandLine) -> None:
    board("done", 1)

    result = board("reopen", 1)

    assert "done → open" in result.stdout
    assert "pmtrack done 1" in result.stderr
    assert shown(board, 1)["status"] == "open"


def test_reopen_leaves_what_somebody_works_on(board: CommandLine) -> None:
    board("reopen", 2)

    assert shown(board, 2)["status"] == "in_progress"


def test_the_history_tells_everything_in_order(board: CommandLine, at: Callable[[datetime], None]) -> None:
    board("done", 1, "--actor", "mara")
    at(NOW.replace(hour=15))
    board("reopen", 1, "--actor", "jonas")

    imported, closed, reopened = shown(board, 1)["history"]

    assert [entry["action"] for entry in (imported, closed, reopened)] == ["imported", "done", "reopened"]
    assert (closed["actor"], closed["source"]) == ("mara", "cli")
    assert closed["changes"] == {"status": {"old": "open", "new": "done"}}
    assert (reopened["actor"], reopened["changes"]) == ("jonas", {"status": {"old": "done", "new": "open"}})
    assert reopened["at"] == "2026-10-14T15:00:00+00:00"
    assert list(imported) == ["at", "actor", "source", "action", "changes"]


def test_the_history_shows_times_in_the_configured_zone(board: CommandLine) -> None:
    board.write("pmtrack.toml", 'timezone = "Asia/Tokyo"\n')

    # Noon in UTC is 21:00 in Tokyo.
    assert "2026-10-14 21:00" in board("show", 1).stdout


@pytest.mark.parametrize("verb", ["done", "reopen"])
def test_an_unknown_number_among_others_changes_nothing(board: CommandLine, verb: str) -> None:
    before = [shown(board, number) for number in (1, 5)]

    result = board(verb, 1, 5, 99)

    assert result.exit_code == 2
    assert "99" in result.stderr
    assert "nothing was changed" in result.stderr
    assert [shown(board, number) for number in (1, 5)] == before


def test_show_of_an_unknown_number_does_not_speak_of_changes(board: CommandLine) -> None:
    result = board("show", 99)

    assert result.exit_code == 2
    assert "no item 99" in result.stderr
    assert "changed" not in result.stderr


def test_who_acts_is_taken_from_the_environment(board: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTRACK_ACTOR", "on-call robot")

    board("done", 1)

    assert shown(board, 1)["history"][-1]["actor"] == "on-call robot"


def test_an_item_gone_from_its_report_is_kept_and_marked(board: CommandLine) -> None:
    path = board.folder / "reports" / "board.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "failover" not in line), encoding="utf-8")
    board("import", path)

    assert "no longer" in board("show", 3).stdout
    assert "no longer" in board("list").stdout


def test_an_actor_of_bytes_that_are_no_text_is_written_as_it_can_be(board: CommandLine) -> None:
    result = board("done", "1", "--actor", "J\udcf6rg")

    assert result.exit_code == 0
    assert "J\\udcf6rg" in board("show", "1").stdout
