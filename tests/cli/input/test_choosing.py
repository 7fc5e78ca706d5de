"""Selections of the verbs: what is meant is shown first, and only a typed yes goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ..stored import dump, item
from ..terminal import CTRL_C, CTRL_D, converse

if TYPE_CHECKING:
    from conftest import CommandLine

    from ..conftest import Processes


@pytest.fixture
def many(board: CommandLine) -> CommandLine:
    """The board, and 34 items of a clean-up, which are #6 to #39."""
    board("add", "--team", "attic", stdin="".join(f"Old wish {number}\n" for number in range(6, 40)).encode())
    return board


def closed(cli: CommandLine) -> set[int]:
    return {number for number in range(1, 40) if not item(cli, number).status.is_open}


def test_what_is_found_is_shown_and_asked_about(many: CommandLine, processes: Processes) -> None:
    result = converse(
        processes, "cancel", "--team", "attic", "--reason", "too old", answers={"[y/N]": "y\n"}, columns=60
    )

    assert result.exit_code == 0
    place = result.lines.index("Cancel 34 items? [y/N] y")
    assert "Old wish 6" in result.text
    assert result.lines[place - 1] == "and 24 more"
    assert result.lines[place + 1] == "6: open → cancelled  Old wish 6"
    assert result.lines[-1] == "To take it back: pmtrack undo 3"
    assert closed(many) == {5, *range(6, 40)}


@pytest.mark.parametrize("typed", ["\n", "n\n", "yep\n", "  \n", "ye\n", "y", CTRL_D, CTRL_C])
def test_anything_but_a_yes_changes_nothing(board: CommandLine, processes: Processes, typed: str) -> None:
    before = dump(board.folder / "pmtrack.db")
    typed = typed + CTRL_D * 2 if typed == "y" else typed  # half a line, and the input ends

    result = converse(processes, "done", "--owner", "mara", answers={"Mark 2 items as done? [y/N]": typed})

    assert result.exit_code == (130 if typed == CTRL_C else 1)
    assert result.lines[-1] == "Nothing was changed."
    assert result.is_sane
    assert dump(board.folder / "pmtrack.db") == before


def test_the_question_says_of_how_many_reports_the_items_are(board: CommandLine) -> None:
    board("import", board.write("other.md", "# Other\n\n## Action items\n\n- [ ] Ask Mara (Owner: Mara)\n"))

    result = board("done", "--owner", "mara")

    assert "Mark 3 items of 2 reports as done?" in result.stderr


@pytest.mark.parametrize("typed", ["y\n", "Y\n", "yes\n", " YES \n"])
def test_a_typed_yes_goes_on(board: CommandLine, processes: Processes, typed: str) -> None:
    result = converse(processes, "done", "--owner", "mara", answers={"[y/N]": typed})

    assert result.exit_code == 0
    assert closed_of_board(board) == {1, 4, 5}


def closed_of_board(cli: CommandLine) -> set[int]:
    return {number for number in range(1, 6) if not item(cli, number).status.is_open}


def test_the_result_alone_goes_into_a_pipe(board: CommandLine, processes: Processes) -> None:
    result = converse(
        processes, "done", "--owner", "mara", "--json", answers={"[y/N]": "y\n"}, stdout=subprocess.PIPE
    )

    assert [changed["id"] for changed in json.loads(result.piped)["items"]] == [1, 4]
    assert "Add an index on the orders table" in result.text
    assert '"items"' not in result.text
    assert board.folder == processes.folder


def test_the_missing_reason_is_asked_for(board: CommandLine, processes: Processes) -> None:
    result = converse(
        processes, "cancel", "--owner", "mara", answers={"Why will they not be done?": "too old\n", "[y/N]": "y\n"}
    )

    assert result.exit_code == 0
    assert item(board, 1).status_reason == "too old"


def test_the_missing_reason_of_a_number_is_asked_for_with_the_title(
    board: CommandLine, processes: Processes
) -> None:
    result = converse(processes, "cancel", 1, answers={"Why will it not be done?": "\x1b[D\x1b[Atoo old\n"})

    assert "Add an index on the orders table" in result.text.partition("Why")[0]
    assert item(board, 1).status_reason == "too old"


@pytest.mark.parametrize("typed", ["\n", "  \n", CTRL_C, CTRL_D])
def test_no_reason_is_no_cancelling(board: CommandLine, processes: Processes, typed: str) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = converse(processes, "cancel", 1, answers={"Why will it not be done?": typed})

    assert result.exit_code == (130 if typed == CTRL_C else 1)
    assert result.lines[-1] == "Nothing was changed."
    assert dump(board.folder / "pmtrack.db") == before


def test_several_numbers_are_not_asked_about(board: CommandLine) -> None:
    assert board("done", "1-3").exit_code == 0


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("done", "Mark 2 items as done?"),
        ("cancel --reason x", "Cancel 2 items?"),
        ("snooze monday", "Snooze 2 items until 2026-10-19?"),
        ("snooze --off", "End the snooze of 2 items?"),
        ("edit --due friday --type prevent", "Edit 2 items: due 2026-10-16 (in 2 days), type prevent?"),
        ("edit --due none --link OPS-7", "Edit 2 items: due none, link OPS-7?"),
        ("assign Zoe", "Assign 2 items to Zoe?"),
        ("assign Zoe --beside", "Assign 2 items to Zoe as well?"),
        ("assign --none", "Assign 2 items to nobody?"),
    ],
)
def test_without_a_terminal_the_question_is_an_error(board: CommandLine, command: str, question: str) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = board(*command.split(), "--owner", "mara")

    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{question} Nobody is there to answer; --yes says yes. Nothing was changed." in result.stderr
    assert dump(board.folder / "pmtrack.db") == before


def test_yes_is_for_scripts(board: CommandLine) -> None:
    result = board("done", "--owner", "mara", "-y")

    assert result.stdout.splitlines() == [
        "1: open → done  Add an index on the orders table",
        "4: open → done  Document the rollback",
    ]


def test_open_items_are_selected_and_reopen_selects_closed_ones(board: CommandLine) -> None:
    board("cancel", 2, "--reason", "x")

    reopened = board("reopen", "--owner", "jonas", "--yes")

    assert [line.partition(":")[0] for line in reopened.stdout.splitlines()] == ["5", "2"]
    assert "Nothing to reopen." in board("reopen", "--owner", "jonas", "--yes").stdout


@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("done", "Nothing to mark as done."),
        ("reopen", "Nothing to reopen."),
        ("cancel --reason x", "Nothing to cancel."),
        ("snooze monday", "Nothing to snooze."),
        ("edit --type x", "Nothing to edit."),
        ("assign Zoe", "Nothing to assign."),
    ],
)
def test_nothing_found_is_no_failure(board: CommandLine, command: str, told: str) -> None:
    result = board(*command.split(), "--query", "nowhere")
    as_json = board(*command.split(), "--query", "nowhere", "--json")

    assert (result.exit_code, result.stdout) == (0, f"{told}\n")
    assert json.loads(as_json.stdout) == {"change": None, "items": []}


def test_a_dry_run_shows_what_is_meant(board: CommandLine) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = board("cancel", "--owner", "mara", "--dry-run")
    numbered = board("done", "1-3", "--dry-run")

    assert "Add an index on the orders table" in result.stdout
    assert "Document the rollback" in result.stdout
    assert result.stderr == "2 items to cancel. Nothing was changed.\n"
    assert numbered.stderr == "3 items to mark as done. Nothing was changed.\n"
    assert dump(board.folder / "pmtrack.db") == before


def test_a_dry_run_tells_json_too(board: CommandLine) -> None:
    document = json.loads(board("done", "--owner", "mara", "--dry-run", "--json").stdout)

    assert document["change"] is None
    assert [(found["id"], found["changes"]) for found in document["items"]] == [(1, {}), (4, {})]


def test_numbers_beside_a_selection_are_an_error(board: CommandLine) -> None:
    result = board("done", 1, "--owner", "mara", "--yes")

    assert result.exit_code == 2
    assert "numbers or a selection, not both" in result.stderr


def test_no_numbers_and_no_selection_are_an_error(board: CommandLine) -> None:
    for words in (["done"], ["done", "--improvements"], ["reopen", "--yes"], ["edit", "--team", "x"]):
        result = board(*words)
        assert result.exit_code == 2
        assert "which items?" in result.stderr


def test_a_database_that_goes_away_while_somebody_is_asked_is_not_made_anew(
    board: CommandLine, processes: Processes
) -> None:
    database = board.folder / "pmtrack.db"

    def remove_it() -> str:
        database.unlink()
        return "y\n"

    result = converse(processes, "done", "--owner", "mara", answers={"[y/N]": remove_it})

    assert result.exit_code == 74
    assert "no database at" in result.text
    assert not database.exists()


def test_the_question_fits_a_narrow_terminal(board: CommandLine, processes: Processes) -> None:
    result = converse(processes, "done", "--owner", "mara", answers={"[y/N]": "\n"}, columns=20)

    assert board.folder == processes.folder
    assert max(map(len, result.lines[:-2])) <= 20


def test_what_is_shown_has_the_names_of_persons(board: CommandLine) -> None:
    board.write("pmtrack.toml", '[owners."Amira Haddad"]\nspellings = ["Amira"]\n')

    assert "Amira Haddad" in board("done", 3, "--dry-run").stdout


def test_a_question_is_there_before_the_slow_libraries(board: CommandLine, processes: Processes) -> None:
    board.write("pmtrack.toml", "")
    watch = (
        "import sys; sys.argv[0] = 'pmtrack'\n"
        "from tracker.cli import main\n"
        "try: main()\n"
        "finally: print('slow:', {'sqlmodel', 'sqlalchemy', 'pydantic'} & set(sys.modules))"
    )

    result = converse(
        processes, "done", "--owner", "mara", answers={"[y/N]": "\n"}, program=(sys.executable, "-c", watch)
    )

    assert result.lines[-1] == "slow: set()"
