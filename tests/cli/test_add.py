"""`pmtrack add`: items that no report holds, from words and from a pipe."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.words import DueConfidence, Kind, Status

from .stored import dump, history, item
from .terminal import CTRL_D, converse

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes


def test_the_words_are_the_title_and_the_answer_has_the_number(board: CommandLine) -> None:
    result = board("add", "Renew", "the", "certificates")

    assert result.exit_code == 0
    assert result.stdout == "6: added  Renew the certificates\n"
    assert item(board, 6).title == "Renew the certificates"
    assert (item(board, 6).status, item(board, 6).kind, item(board, 6).report) == (Status.OPEN, Kind.TASK, None)


def test_the_answer_says_which_day_was_meant(board: CommandLine) -> None:
    result = board("add", "Renew the certificates", "--due", "in 2 weeks")

    assert "6: added, due 2026-10-28 (in 2 weeks)  Renew the certificates" in result.stdout
    assert item(board, 6).due == date(2026, 10, 28)
    assert (item(board, 6).due_text, item(board, 6).due_confidence) == ("in 2 weeks", DueConfidence.EXPLICIT)


def test_everything_that_can_be_said_is_stored(board: CommandLine) -> None:
    board(
        "add", "Renew", "--owner", "Mara Lind,Zoe", "--owner", "Amira", "--team", "edge", "--priority", "P1",
        "--type", "prevent", "--link", "OPS-7", "--link", "https://example.org/1", "--improvement",
    )  # fmt: skip

    added = item(board, 6)
    assert added.owners == ("Mara Lind", "Zoe", "Amira")
    assert (added.team, added.priority, added.type, added.kind) == ("edge", "P1", "prevent", Kind.IMPROVEMENT)
    assert added.links == ("OPS-7", "https://example.org/1")


def test_the_history_says_who_added_it_and_undo_takes_it_away(board: CommandLine) -> None:
    added = board("add", "Renew", "--actor", "mara")
    undone = board("undo", "--actor", "mara")

    assert "To take it back: pmtrack undo 2" in added.stderr
    assert (history(board, 6)[0].action, history(board, 6)[0].actor) == ("added", "mara")
    assert undone.stdout == "6: forgotten  Renew\n"
    assert board("done", 6).exit_code == 2


def test_it_belongs_to_the_report_that_is_named(board: CommandLine) -> None:
    result = board("add", "Tell the customers", "--report", "search was slow")

    report = item(board, 6).report
    assert report is not None
    assert report.title == "search was slow"
    assert (report.id, report.line) == (1, None)
    assert result.stderr.splitlines()[0] == "Part of report 1: search was slow"


def test_it_makes_the_database_where_there_is_none(cli: CommandLine) -> None:
    result = cli("add", "Renew the certificates")

    assert result.exit_code == 0
    assert item(cli, 1).title == "Renew the certificates"


def test_a_report_is_not_looked_for_where_there_is_no_database(cli: CommandLine) -> None:
    result = cli("add", "Renew", "--report", "search")

    assert result.exit_code == 74
    assert not (cli.folder / "pmtrack.db").exists()


@pytest.mark.parametrize("words", [["add"], ["add", "-"]], ids=" ".join)
def test_a_pipe_holds_a_title_a_line_and_all_are_one_change(board: CommandLine, words: list[str]) -> None:
    result = board(*words, "--due", "friday", stdin="\ufeffRenew\n\n  Rotate the keys \r\nÄpfel\n".encode())

    assert [line.partition("  ")[2] for line in result.stdout.splitlines()] == [
        "Renew",
        "Rotate the keys",
        "Äpfel",
    ]
    assert {item(board, number).due for number in (6, 7, 8)} == {date(2026, 10, 16)}
    assert "pmtrack undo 2" in result.stderr
    assert board("undo", 2).stdout.count("forgotten") == 3


def test_titles_are_typed_at_a_terminal_too(board: CommandLine, processes: Processes) -> None:
    result = converse(processes, "add", "-", answers={"Ctrl-D ends.": f"Renew\nRotate\n{CTRL_D}"})

    assert result.exit_code == 0
    assert [item(board, number).title for number in (6, 7)] == ["Renew", "Rotate"]


def test_one_line_that_is_no_title_stops_all_of_a_pipe(board: CommandLine) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = board("add", stdin=b"Renew\n" + b"x" * 2000 + b"\n")

    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert dump(board.folder / "pmtrack.db") == before


def test_bytes_that_are_no_text_are_replaced(board: CommandLine) -> None:
    board("add", stdin=b"Renew J\xf6rg's certificates\n")

    assert item(board, 6).title == "Renew J\N{REPLACEMENT CHARACTER}rg's certificates"


def test_an_endless_pipe_is_refused(board: CommandLine) -> None:
    result = board("add", stdin=b"y\n" * 1_100_000)

    assert result.exit_code == 65
    assert "standard input: more than 2 MiB" in result.stderr


def test_the_json_has_what_was_stored(board: CommandLine) -> None:
    result = board("add", "Renew", "--due", "2026-12-01", "--owner", "Mara Lind", "--json")

    document = json.loads(result.stdout)
    assert document["change"] == 2
    (added,) = document["items"]
    assert (added["id"], added["title"]) == (6, "Renew")
    assert added["changes"]["due"] == {"old": None, "new": "2026-12-01"}
    assert added["changes"]["owners"] == {"old": None, "new": ["Mara Lind"]}
    assert result.stderr == ""


def test_a_name_near_to_one_that_is_there_is_taken_and_noted(board: CommandLine) -> None:
    result = board("add", "Renew", "--owner", "Maar Lind", "--team", "storag")

    assert item(board, 6).owners == ("Maar Lind",)
    assert "nobody is called “Maar Lind” yet; did you mean Mara Lind?" in result.stderr
    assert "no team is called “storag” yet; did you mean storage?" in result.stderr


def test_a_new_name_is_no_slip(board: CommandLine) -> None:
    result = board("add", "Renew", "--owner", "Zoe", "--team", "frontend")

    assert result.stderr == "To take it back: pmtrack undo 2\n"


def test_me_is_the_person_who_is_typing(board: CommandLine) -> None:
    board.write("pmtrack.toml", '[owners."Mara Lind"]\nspellings = ["mara@example.org"]\n')

    board("add", "Renew", "--owner", "me", "--actor", "mara@example.org")
    board("add", "Rotate", "--owner", "me", "--actor", "zoe@example.org")

    assert item(board, 6).owners == ("Mara Lind",)
    assert item(board, 7).owners == ("zoe@example.org",)


def test_a_title_that_looks_like_an_option_stands_behind_two_dashes(board: CommandLine) -> None:
    board("add", "--", "--force", "must", "ask")

    assert item(board, 6).title == "--force must ask"
