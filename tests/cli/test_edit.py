"""`pmtrack edit`: what items say, one by one and many at once."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.words import Kind, Status

from .stored import dump, history, item

if TYPE_CHECKING:
    from conftest import CommandLine


def test_the_answer_has_the_old_and_the_new_day_and_how_far_it_is(board: CommandLine) -> None:
    result = board("edit", 1, "--due", "november 4")

    assert result.stdout == "1: due 2026-10-01 → 2026-11-04 (in 3 weeks)  Add an index on the orders table\n"
    assert result.stderr == "To take it back: pmtrack undo 2\n"
    assert item(board, 1).due == date(2026, 11, 4)


def test_several_fields_are_told_together(board: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")

    result = board("edit", 1, "--team", "edge", "--priority", "none", "--type", "prevent", "--link", "OPS-7")

    assert result.stdout.splitlines() == [
        "1: team storage → edge, priority P1 → none, type prevent, linked OPS-7",
        "   Add an index on the orders table",
    ]


def test_a_new_title_is_told_with_the_old_one(board: CommandLine) -> None:
    result = board("edit", 1, "--title", "Add  two indexes")

    assert result.stdout == "1: title was “Add an index on the orders table”  Add two indexes\n"
    assert item(board, 1).title == "Add two indexes"


@pytest.mark.parametrize(
    ("option", "field", "nothing"),
    [("--due", "due", None), ("--team", "team", None), ("--priority", "priority", None), ("--type", "type", None)],
)
def test_none_takes_a_value_away(board: CommandLine, option: str, field: str, nothing: object) -> None:
    board("edit", 1, option, "friday" if option == "--due" else "x")

    result = board("edit", 1, option, "none")

    assert "→ none" in result.stdout
    assert getattr(item(board, 1), field) is nothing


def test_a_day_that_stays_is_confirmed(board: CommandLine) -> None:
    assert board("edit", 2, "--due", "today").stdout == "2: due day confirmed  Raise the limit of the queue\n"
    assert board("edit", 2, "--due", "today").stdout == "2: unchanged  Raise the limit of the queue\n"


def test_links_are_added_and_taken_away(board: CommandLine) -> None:
    board("edit", 1, "--link", "OPS-7", "--link", "OPS-8")

    result = board("edit", 1, "--link", "OPS-9", "--unlink", "OPS-7")

    assert "linked OPS-9, unlinked OPS-7" in result.stdout
    assert item(board, 1).links == ("OPS-8", "OPS-9")


def test_kind_and_status_are_set(board: CommandLine) -> None:
    result = board("edit", 1, "--kind", "improvement", "--status", "in_progress")

    assert "open → in_progress, task → improvement" in result.stdout
    assert (item(board, 1).kind, item(board, 1).status) == (Kind.IMPROVEMENT, Status.IN_PROGRESS)


def test_what_stands_so_already_is_told_and_no_change(board: CommandLine) -> None:
    result = board("edit", 1, 2, "--team", "storage")

    assert result.stdout.splitlines() == [
        "1: unchanged  Add an index on the orders table",
        "2: team platform → storage  Raise the limit of the queue",
    ]
    assert len(history(board, 1)) == 1
    assert board("edit", 1, "--team", "storage").stderr == ""


def test_a_closed_item_can_be_edited(board: CommandLine) -> None:
    result = board("edit", 5, "--due", "friday")

    assert result.exit_code == 0
    assert (item(board, 5).due, item(board, 5).status) == (date(2026, 10, 16), Status.DONE)


def test_ids_are_ranges_too_and_all_or_none(board: CommandLine) -> None:
    before = dump(board.folder / "pmtrack.db")

    unknown = board("edit", "4-6", "--team", "edge")
    assert (unknown.exit_code, dump(board.folder / "pmtrack.db")) == (2, before)
    assert "no item 6; nothing was changed" in unknown.stderr

    board("edit", "1-3,5", "--team", "edge")
    assert [item(board, number).team for number in range(1, 6)] == ["edge", "edge", "edge", "storage", "edge"]


def test_the_json_says_what_changed(board: CommandLine) -> None:
    board("edit", 2, "--due", "2026-10-14")

    result = board("edit", 1, 2, "--due", "2026-10-14", "--json")

    assert json.loads(result.stdout) == {
        "change": 3,
        "items": [
            {
                "id": 1,
                "title": "Add an index on the orders table",
                "changes": {
                    "due": {"old": "2026-10-01", "new": "2026-10-14"},
                    "due_text": {"old": "2026-10-01", "new": None},
                    "triaged_at": {"old": None, "new": "2026-10-14T12:00:00+00:00"},
                },
            },
            {"id": 2, "title": "Raise the limit of the queue", "changes": {}},
        ],
    }
    assert result.stderr == ""


def test_a_selection_has_other_names_for_the_options_that_set(board: CommandLine) -> None:
    result = board(
        "edit", "--of-team", "storage", "--of-priority", "p3", "--team", "edge", "--priority", "P2", "--yes"
    )

    assert result.stdout == "4: team storage → edge, priority P3 → P2  Document the rollback\n"


def test_braces_in_a_title_are_words_like_others(board: CommandLine) -> None:
    result = board("edit", "--query", "rollback", "--title", "{0} {} {x}", "--yes")

    assert result.exit_code == 0
    assert item(board, 4).title == "{0} {} {x}"


def test_nothing_to_change_says_what_can_be_changed(board: CommandLine) -> None:
    result = board("edit", 1)

    assert result.exit_code == 2
    for option in ("--title", "--due", "--team", "--priority", "--link", "--status", "pmtrack assign"):
        assert option in result.stderr


def test_one_title_is_not_for_several_items(board: CommandLine) -> None:
    result = board("edit", 1, 2, "--title", "Same")

    assert result.exit_code == 2
    assert "--title gives new words to one item; these are 2" in result.stderr
