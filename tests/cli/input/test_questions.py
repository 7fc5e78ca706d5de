"""Questions: where they appear, and what counts as an answer."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tracker.cli.input.questions import confirm, required
from tracker.errors import NobodyToAsk

from ..stored import item
from ..terminal import CTRL_D, Conversation, converse

if TYPE_CHECKING:
    from conftest import CommandLine

    from ..conftest import Processes


def ask(processes: Processes, call: str, typed: str) -> Conversation:
    """Ask in a program of its own, which prints what came of it."""
    code = f"from tracker.cli.input.questions import *; print('=>', ascii({call}))"
    return converse(processes, answers={"? ": typed}, program=(sys.executable, "-c", code))


def test_without_a_terminal_nobody_is_asked() -> None:
    with pytest.raises(NobodyToAsk, match="Shall we"):
        confirm("Shall we?", yes=False)
    with pytest.raises(NobodyToAsk, match="Why"):
        required("Why?")


def test_the_option_is_the_answer() -> None:
    confirm("Shall we?", yes=True)


@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("yes\n", "yes"),
        ("  two words \n", "two words"),
        ("\n", ""),
        ("a\x1b[Db\x1b[1;5Cc\x1bOA\n", "abc"),
        ("Zoë 日本\n", "Zoë 日本"),
        ("\udcff\n", "\N{REPLACEMENT CHARACTER}"),
    ],
)
def test_the_answer_is_a_line(processes: Processes, keys: str, line: str) -> None:
    assert ask(processes, "answer('What?')", keys).lines[-1] == f"=> {line!a}"


def test_the_end_of_the_input_is_no_answer(processes: Processes) -> None:
    assert ask(processes, "answer('What?')", CTRL_D).lines == ["What? ", "=> None"]


def test_nothing_typed_ends_the_command(processes: Processes) -> None:
    result = ask(processes, "required('Why?')", "\n")

    assert "Nothing was changed." in result.lines
    assert "=>" not in result.text


def test_hostile_words_in_a_question_are_cleaned(processes: Processes) -> None:
    result = ask(processes, "answer('Forget \\x1b[2Jthat?')", "n\n")

    assert "\x1b" not in result.text
    assert result.is_sane


def test_a_question_appears_where_somebody_sees_it(board: CommandLine, processes: Processes) -> None:
    seen = converse(processes, "done", "--owner", "mara", answers={"[y/N]": "y\n"}, stdout=subprocess.PIPE)

    assert "Mark 2 items as done? [y/N]" in seen.text
    assert "[y/N]" not in seen.piped
    assert not item(board, 1).status.is_open
