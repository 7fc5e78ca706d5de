"""The options that say which items: a list and a verb understand them alike."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TODAY

from tracker.cli.input.selection import NARROWING, Selection, long_ago, within, words_of
from tracker.errors import BadOption

if TYPE_CHECKING:
    from conftest import CommandLine

SELECTIONS = [
    ["--report", "board.md"],
    ["--owner", "mara"],
    ["--owner", "me"],
    ["--team", "platform"],
    ["--priority", "p1"],
    ["--overdue"],
    ["--due-before", "friday"],
    ["--stale", "6w"],
    ["--query", "the"],
    ["--owner", "mara", "--due-before", "end of year", "--query", "rollback"],
    ["--improvements", "--team", "storage"],
]


@pytest.mark.parametrize("words", SELECTIONS, ids=" ".join)
def test_what_a_list_shows_is_what_a_verb_changes(
    board: CommandLine, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.setenv("PMTRACK_ACTOR", "Jonas Beck")
    listed = [item["id"] for item in json.loads(board("list", "--json", *words).stdout)["items"]]

    meant = json.loads(board("done", "--dry-run", "--json", *words).stdout)["items"]
    changed = json.loads(board("done", "--yes", "--json", *words).stdout)["items"]

    assert listed
    assert [item["id"] for item in meant] == [item["id"] for item in changed] == listed


def test_only_what_narrows_makes_a_selection() -> None:
    assert Selection().is_empty
    assert Selection(improvements=True).is_empty
    for option in NARROWING:
        value: Any = True if option.default is False else ""
        assert not Selection(**{option.name: value}).is_empty


@pytest.mark.parametrize(
    ("text", "day"),
    [("0", TODAY), ("7", date(2026, 10, 21)), ("7d", date(2026, 10, 21)), (" 2 Weeks ", date(2026, 10, 28))],
)
def test_a_length_of_time_is_counted_ahead(text: str, day: date) -> None:
    assert within(text, TODAY) == day


def test_no_length_of_time_leaves_the_calendar() -> None:
    assert within("9999w", date(9999, 12, 1)) == date.max
    assert long_ago("9999w", date(1, 2, 1)) == date.min


@pytest.mark.parametrize("text", ["", "d", "-3", "3 months", "1.5d", "10000", "٣x"])
def test_what_is_no_length_of_time_is_told(text: str) -> None:
    with pytest.raises(BadOption, match="days or weeks"):
        within(text, TODAY)


def test_words_are_looked_for_once_each_and_what_nobody_sees_is_none() -> None:
    assert words_of("  mail  relay mail\u00a0\u200b ", "--query") == ("mail", "relay")
    with pytest.raises(BadOption):
        words_of("\u200b \u2060", "--query")
