"""`pmtrack undo` and `forget`: what is taken back, whole or not at all."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from .stored import dump, item
from .terminal import converse

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes


def test_undo_takes_back_the_last_change_of_this_person(board: CommandLine) -> None:
    board("edit", 1, 2, "--due", "friday", "--actor", "mara")
    board("edit", 3, "--team", "edge", "--actor", "jonas")

    result = board("undo", "--actor", "mara")

    assert result.stdout.splitlines() == [
        "1: due 2026-10-16 → 2026-10-01 (13 days ago)  Add an index on the orders table",
        "2: due 2026-10-16 → 2026-10-14 (today)  Raise the limit of the queue",
    ]
    assert result.stderr.splitlines() == ["Taken back: change 2.", "To take it back: pmtrack undo 4"]
    assert item(board, 3).team == "edge"


def test_undo_takes_back_the_change_of_a_number_and_can_be_undone(board: CommandLine) -> None:
    board("done", 1)
    board("done", 2)

    undone = board("undo", "#2")
    again = board("undo", 4)

    assert undone.stdout == "1: done → open  Add an index on the orders table\n"
    assert again.stdout == "1: open → done  Add an index on the orders table\n"


def test_undo_tells_names_as_the_configuration_has_them(board: CommandLine) -> None:
    board.write("pmtrack.toml", '[owners."Amira Haddad"]\nspellings = ["Amira"]\n')
    board("assign", 3, "Zoe")

    assert board("undo").stdout == "3: owner Zoe → Amira Haddad  Rehearse the failover\n"


def test_what_was_changed_since_is_not_taken_back_half(board: CommandLine) -> None:
    board("done", "1-3")
    board("reopen", 2)
    before = dump(board.folder / "pmtrack.db")

    result = board("undo", 2)

    assert result.exit_code == 2
    assert "2 (status)" in result.stderr
    assert dump(board.folder / "pmtrack.db") == before


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--actor", "nobody"], "nothing to undo"),
        (["99"], "change 99 cannot be taken back"),
        (["1"], "it is an import"),
        (["abc"], "'abc' is not the number of a change"),
        (["0"], "'0' is not the number of a change"),
        (["9" * 30], "is not the number of a change"),
    ],
    ids=lambda value: " ".join(value)[:20] if isinstance(value, list) else None,
)
def test_what_cannot_be_taken_back_is_told(board: CommandLine, words: list[str], told: str) -> None:
    result = board("undo", *words)

    assert result.exit_code == 2
    assert told in result.stderr


def test_forget_puts_a_report_away_and_undo_brings_it_back(board: CommandLine) -> None:
    before = item(board, 1)

    result = board("forget", "search was slow", "--yes")

    assert result.stdout == "forgotten: search was slow (report 1) with 4 open (1 overdue), 1 done\n"
    assert result.stderr == "To take it back: pmtrack undo 2, or import it again.\n"
    assert board("done", 1).exit_code == 2
    assert board("undo").stdout.count(": back  ") == 5
    assert item(board, 1) == before


def test_forget_as_json_names_the_report(board: CommandLine) -> None:
    document = json.loads(board("forget", "1", "--yes", "--json").stdout)

    assert (document["change"], len(document["items"])) == (2, 5)
    assert (document["report"]["id"], document["report"]["title"]) == (1, "search was slow")


def test_importing_again_brings_a_forgotten_report_back(board: CommandLine) -> None:
    board("edit", 1, "--team", "edge")
    board("forget", "1", "--yes")

    board("import", board.folder / "reports" / "board.md")

    assert item(board, 1).team == "edge"


def test_a_name_of_several_reports_is_not_guessed(board: CommandLine) -> None:
    board.write("reports/two.md", "# Postmortem: search was slow again\n\n## Action items\n\n- [ ] Drop it\n")
    board("import", board.folder / "reports" / "two.md")

    result = board("forget", "search was", "--yes")

    assert result.exit_code == 2
    assert "means 2 reports" in result.stderr


def test_a_question_comes_first(board: CommandLine, processes: Processes) -> None:
    result = converse(processes, "forget", "1", answers={"[y/N]": "y\n"})

    assert result.exit_code == 0
    assert result.lines[0] == "search was slow"
    assert "Forget report 1 and its items? [y/N] y" in result.lines
    assert "pmtrack undo 2" in result.text
    assert board("done", 1).exit_code == 2


def test_without_a_yes_it_stays(board: CommandLine, processes: Processes) -> None:
    result = converse(processes, "forget", "1", "--json", answers={"[y/N]": "\n"}, stdout=subprocess.PIPE)

    assert (result.exit_code, result.piped) == (1, "")
    assert result.lines[-1] == "Nothing was changed."
    assert board("done", 1).exit_code == 0


def test_nobody_to_ask_is_no_yes(board: CommandLine) -> None:
    result = board("forget", "1")

    assert result.exit_code == 2
    assert "--yes says yes. Nothing was changed." in result.stderr
