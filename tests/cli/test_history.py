"""`pmtrack history`: what happened to an item, and what was changed last of everything."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from conftest import CommandLine


def changes(cli: CommandLine, *words: object) -> list[dict[str, Any]]:
    result = cli("history", "--json", *words)
    assert result.exit_code == 0, result.stderr
    shown: list[dict[str, Any]] = json.loads(result.stdout)["changes"]
    return shown


@pytest.fixture
def week(board: CommandLine, at: Callable[[datetime], None]) -> CommandLine:
    """The board of Wednesday the 14th, and what was done on the three days after it."""
    at(NOW + timedelta(days=1))
    board("done", 1, 3, "--actor", "mara")
    at(NOW + timedelta(days=2))
    board("edit", 4, "--due", "2026-12-31", "--actor", "jonas")
    at(NOW + timedelta(days=3))
    board("undo", "--actor", "jonas")
    return board


def test_without_a_number_the_last_change_comes_first(week: CommandLine) -> None:
    assert [(change["change"], change["command"], change["actor"]) for change in changes(week)][:3] == [
        (4, "undo", "jonas"),
        (3, "edit", "jonas"),
        (2, "done", "mara"),
    ]


def test_json_tells_a_change_whole(week: CommandLine) -> None:
    undo, edit, *_, imported = changes(week)

    assert list(undo) == ["change", "at", "actor", "source", "command", "undoes", "reports", "items"]
    assert (undo["undoes"], edit["undoes"]) == (3, None)
    assert (edit["at"], edit["source"]) == ("2026-10-16T12:00:00+00:00", "cli")
    assert edit["reports"] == ["search was slow"]
    (item,) = edit["items"]
    assert list(item) == ["id", "title", "action", "changes"]
    assert (item["id"], item["title"]) == (4, "Document the rollback")
    assert item["changes"]["due"] == {"old": "2026-12-24", "new": "2026-12-31"}
    assert "triaged_at" in item["changes"]  # nothing is left out here
    assert [item["id"] for item in imported["items"]] == [1, 2, 3, 4, 5]


def test_the_text_tells_what_was_done_and_what_was_taken_back(week: CommandLine) -> None:
    lines = week("history").stdout.splitlines()

    assert lines[:7] == [
        "change 4, 2026-10-17 12:00, jonas (cli): undo, 1 item (takes back 3)",
        "  4: due 2026-12-31 → 2026-12-24 (in 68 days)  Document the rollback",
        "change 3, 2026-10-16 12:00, jonas (cli): edit, 1 item (taken back by 4)",
        "  4: due 2026-12-24 → 2026-12-31 (in 76 days)  Document the rollback",
        "change 2, 2026-10-15 12:00, mara (cli): done, 2 items",
        "  1: open → done  Add an index on the orders table",
        "  3: open → done  Rehearse the failover",
    ]
    assert lines[7].endswith("(import): import, 5 items")
    assert lines[8] == "  search was slow"


def test_what_many_items_have_in_common_is_their_report(board: CommandLine) -> None:
    board("cancel", "1-4", "--reason", "no longer used", "--yes")

    first, second, *_ = board("history").stdout.splitlines()

    assert first.endswith("cancel, 4 items")
    assert second == "  search was slow"


def test_a_limit_says_that_there_is_more(week: CommandLine) -> None:
    result = week("history", "--limit", 2)

    assert len(changes(week, "--limit", 2)) == 2
    assert "more" in result.stderr
    assert json.loads(week("history", "--json", "--limit", 2).stdout)["more"] is True
    assert "more" not in week("history", "--limit", 4).stderr


@pytest.mark.parametrize(
    ("since", "numbers"),
    [
        ("2026-10-16", [4, 3]),
        ("2026-10-17", [4]),
        ("2026-10-18", None),
        ("today", [4]),
        ("yesterday", [4, 3]),
        ("1d", [4, 3]),
        ("2", [4, 3, 2]),
        ("1w", [4, 3, 2, 1]),
        ("friday", [4, 3]),  # the last one: it is Saturday the 17th
        ("saturday", [4]),
        ("Thursday", [4, 3, 2]),
        ("monday", [4, 3, 2, 1]),
        ("last friday", [4, 3]),
        ("1 day ago", [4, 3]),
        ("2 weeks ago", [4, 3, 2, 1]),
        ("9999d", [4, 3, 2, 1]),
        ("tomorrow", None),
        ("whenever", None),
        ("-3", None),
        ("", None),
    ],
)
def test_since_takes_days_that_are_past(week: CommandLine, since: str, numbers: list[int] | None) -> None:
    if numbers is None:
        result = week("history", "--since", since)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "--since" in result.stderr
    else:
        assert [change["change"] for change in changes(week, "--since", since)] == numbers


def test_a_day_begins_at_midnight_in_the_configured_zone(
    board: CommandLine, at: Callable[[datetime], None]
) -> None:
    board.write("pmtrack.toml", 'timezone = "Asia/Tokyo"\n')
    at(NOW.replace(hour=14, minute=59))  # 23:59 in Tokyo
    board("done", 1)
    at(NOW.replace(hour=15))  # midnight
    board("done", 2)

    assert [change["change"] for change in changes(board, "--since", "today")] == [3]


def test_an_item_is_told_as_show_tells_it(week: CommandLine) -> None:
    told = week("history", 4).stdout.splitlines()
    shown = week("show", 4).stdout.partition("History\n")[2].splitlines()

    assert told[0] == "4: Document the rollback"
    assert told[1:] == shown
    assert len(shown) > 4


def test_an_item_as_json(week: CommandLine) -> None:
    document = json.loads(week("history", 4, "--json").stdout)

    assert list(document) == ["id", "title", "history"]
    assert document["history"] == json.loads(week("show", 4, "--json").stdout)["history"]


def test_the_history_of_an_item_can_be_narrowed(week: CommandLine) -> None:
    def actions(*words: object) -> list[str]:
        return [entry["action"] for entry in json.loads(week("history", 4, "--json", *words).stdout)["history"]]

    assert actions("--limit", 1) == ["undone"]
    assert actions("--since", "friday") == actions()[1:]
    assert actions("--since", "today") == ["undone"]


def test_a_forgotten_item_has_its_history(week: CommandLine) -> None:
    week("forget", 1, "--yes")

    assert "forgotten" in week("history", 4).stdout
    assert "forget, 5 items" in week("history", "--limit", 1).stdout


@pytest.mark.parametrize("number", ["99", "0", "x", "-1"])
def test_a_number_of_no_item_is_told(week: CommandLine, number: str) -> None:
    result = week("history", number)

    assert (result.exit_code, result.stdout) == (2, "")


def test_nothing_in_that_time_is_told(board: CommandLine, at: Callable[[datetime], None]) -> None:
    at(NOW + timedelta(days=9))

    assert board("history", "--since", "today").stdout == "Nothing was changed in that time.\n"
    assert board("history", 1, "--since", "today").stdout.splitlines()[1:] == ["  Nothing happened in that time."]
    assert changes(board, "--since", "today") == []
