"""`pmtrack show`: items whole, with where they stand and what happened to them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW

from tracker.cli.output import cells

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from conftest import CommandLine

    from .conftest import Processes


def shown(cli: CommandLine, *numbers: object) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(cli("show", *numbers, "--json").stdout)
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
        "2026-09-01 (43 days ago)",
        "nobody has looked at it",
        "imported",
    ):
        assert words in text


def test_show_as_json_is_the_item_of_the_list_and_more(board: CommandLine) -> None:
    (listed, *_) = json.loads(board("list", "--json").stdout)["items"]

    document = shown(board, 1)

    assert {name: document[name] for name in listed} == listed
    assert list(document)[len(listed) :] == ["uid", "section", "forgotten", "history"]
    assert document["forgotten"] is False


def test_several_are_shown_in_the_order_in_which_they_are_named(board: CommandLine) -> None:
    document = shown(board, "3", "1-2")

    assert [item["id"] for item in document["items"]] == [3, 1, 2]
    heads = [line for line in board("show", "3", "1-2").stdout.splitlines() if line[:2] in {"1:", "2:", "3:"}]
    assert [line[0] for line in heads] == ["3", "1", "2"]


def test_one_unknown_number_among_several_shows_nothing(board: CommandLine) -> None:
    result = board("show", 1, 99, 98)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "no items 99, 98" in result.stderr
    assert "changed" not in result.stderr


@pytest.mark.parametrize("word", ["0", "x", "7-", "3-1", "-1", ""])
def test_what_is_no_number_is_told(board: CommandLine, word: str) -> None:
    result = board("show", word)

    assert (result.exit_code, result.stdout) == (2, "")


def test_show_leaves_out_what_there_is_nothing_to_say_of(board: CommandLine) -> None:
    text = board("show", 1).stdout

    assert "None" not in text
    assert "snoozed" not in text
    assert "links" not in text
    assert "forgotten" not in text


def test_a_closed_item_is_shown_without_being_late(board: CommandLine) -> None:
    text = board("show", 5).stdout

    assert "done" in text
    assert "2026-09-20" in text
    assert "overdue" not in text
    assert "looked at" not in text


def test_a_person_is_shown_by_name_and_as_written(board: CommandLine) -> None:
    board.write(
        "pmtrack.toml", '[owners.Amira]\nspellings = ["ami"]\n\n[owners.Jonas]\nspellings = ["Jonas Beck"]\n'
    )

    assert "owners     Jonas (written Jonas Beck)" in board("show", 2).stdout
    assert "owners     Amira\n" in board("show", 3).stdout


def test_the_history_is_told_in_words(board: CommandLine, at: Callable[[datetime], None]) -> None:
    board("edit", 1, "--due", "2026-10-28", "--priority", "P0", "--actor", "mara")
    at(NOW.replace(day=30))
    board("cancel", 1, "--reason", "the table is gone", "--actor", "jonas")

    lines = board("show", 1).stdout.partition("History\n")[2].splitlines()

    assert [line.strip() for line in lines] == [
        f"2026-10-14 12:00  imported, by {importer(board)} (import, change 1)",
        "2026-10-14 12:00  edited, by mara (cli, change 2)",
        "due 2026-10-01 → 2026-10-28 (in 2 weeks), priority P1 → P0",  # seen from the day of the edit
        "2026-10-30 12:00  cancelled, by jonas (cli, change 3)",
        "open → cancelled, reason: the table is gone",
    ]


def importer(cli: CommandLine) -> str:
    """Who imported the board: whoever runs the tests."""
    name: str = shown(cli, 1)["history"][0]["actor"]
    return name


def test_the_history_tells_json_everything_in_order(board: CommandLine, at: Callable[[datetime], None]) -> None:
    board("done", 1, "--actor", "mara")
    at(NOW.replace(hour=15))
    board("reopen", 1, "--actor", "jonas")

    imported, closed, reopened = shown(board, 1)["history"]

    assert list(imported) == ["at", "actor", "source", "action", "change", "changes"]
    assert (closed["actor"], closed["source"], closed["change"]) == ("mara", "cli", 2)
    assert closed["changes"]["status"] == {"old": "open", "new": "done"}
    assert closed["changes"]["triaged_at"] == {"old": None, "new": "2026-10-14T12:00:00+00:00"}
    assert reopened["changes"] == {"status": {"old": "done", "new": "open"}}
    assert reopened["at"] == "2026-10-14T15:00:00+00:00"


def test_the_history_shows_times_in_the_configured_zone(board: CommandLine) -> None:
    board.write("pmtrack.toml", 'timezone = "Asia/Tokyo"\n')

    # Noon in UTC is 21:00 in Tokyo.
    assert "2026-10-14 21:00" in board("show", 1).stdout


def test_an_item_gone_from_its_report_is_kept_and_marked(board: CommandLine) -> None:
    path = board.folder / "reports" / "board.md"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "failover" not in line), encoding="utf-8")
    board("import", path)

    assert "no longer" in board("show", 3).stdout
    assert "no longer" in board("list", "--format", "table").stdout


def test_a_forgotten_item_is_shown_as_one_with_what_brings_it_back(board: CommandLine) -> None:
    board("forget", 1, "--yes")

    text = " ".join(board("show", 2).stdout.split())

    assert board("list", "--all").stdout == ""
    assert "Raise the limit of the queue" in text
    assert "nobody is reminded of it; `pmtrack undo 2` brings it back" in text
    assert shown(board, 2)["forgotten"] is True
    board("undo")
    assert shown(board, 2)["forgotten"] is False


def test_an_item_of_the_backlog_says_that_it_is_silent(board: CommandLine) -> None:
    board("import", "--backlog", board.write("b.md", "# P\n\n## Action items\n\n- [ ] Replace the relay\n"))

    assert "in the backlog" in board("show", 6).stdout
    assert "(backlog)" in board("list", "--format", "table", "--undated").stdout


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
def test_no_line_is_wider_than_the_terminal_and_no_word_broken_that_fits(
    board: CommandLine, processes: Processes, columns: int
) -> None:
    board("cancel", 1, "--reason", "the table will be dropped with the old service in the spring")

    run = processes.in_terminal(columns, "show", 1)

    assert [line for line in run.lines if cells(line) > columns] == []
    words = {word for line in run.lines for word in line.split()}
    assert {"table", "service", "overdue", "imported,", "reason:"} - {"overdue"} <= words
    if columns >= 40:
        assert shown(board, 1)["uid"] in words
