"""Questions to the person at the terminal: the answer is a line, and only what was typed out counts.

A question goes to standard error, so that a result in a pipe stays clean; where that is no terminal, to standard
output. Without a terminal nobody is asked: `NobodyToAsk`. Whoever closes the input (Ctrl-D) or interrupts (Ctrl-C)
has not agreed to anything, is told so, and gets the next prompt on a line of its own. The terminal's modes are
never touched, so there is nothing to put back.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

import typer

from tracker.cli.output import plain
from tracker.errors import NobodyToAsk

if TYPE_CHECKING:
    from typing import NoReturn, TextIO

YES = ("y", "yes")

NOTHING_CHANGED = "Nothing was changed."

REFUSED = 1
"""The exit code of a command whose question was not answered with yes."""

KEYS = re.compile(r"\x1b(?:\[[0-9;]*[ -/]*[@-~]|O[A-Z]|.)?")
"""What arrow keys and the like send into a line."""


def answer(question: str) -> str | None:
    """Return the line that is typed after a question, without the blanks around it; None when the input ends.

    Raises:
        NobodyToAsk: there is no terminal to ask at, or to show the question on.
        KeyboardInterrupt: on Ctrl-C, after it was told that nothing was changed.
    """
    shown_on = somewhere_to_ask()
    if shown_on is None:
        raise NobodyToAsk(plain(question))
    # What was printed before stands above the question, whatever the two streams are.
    sys.stdout.flush()
    try:
        shown_on.write(f"{plain(question)} ")
        shown_on.flush()
        line = sys.stdin.buffer.readline()
    except KeyboardInterrupt:
        shown_on.write(f"\n{NOTHING_CHANGED}\n")
        raise
    if not line.endswith(b"\n"):
        # The cursor still stands behind the question, or behind half an answer.
        shown_on.write("\n")
        return None
    return KEYS.sub("", line.decode(errors="replace")).strip()


def somewhere_to_ask() -> TextIO | None:
    """Return the stream that a person sees, None without one or without a person."""
    # A stream that was closed by who started us is None.
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    return next((stream for stream in (sys.stderr, sys.stdout) if stream.isatty()), None)


def confirm(question: str, *, yes: bool) -> None:
    """Go on only with a yes: the option `--yes`, or the typed word.

    Raises:
        NobodyToAsk: there is no terminal to ask at.
        Exit: anything else was typed, or nothing; it was told that nothing was changed.
    """
    if yes:
        return
    if somewhere_to_ask() is None:
        raise NobodyToAsk(plain(question))
    if (answer(f"{question} [y/N]") or "").lower() not in YES:
        refuse()


def required(question: str) -> str:
    """Return a line that has to hold something; an empty one ends the command.

    Raises:
        NobodyToAsk: there is no terminal to ask at.
        Exit: nothing was typed; it was told that nothing was changed.
    """
    return answer(question) or refuse()


def refuse() -> NoReturn:
    """End the command, and tell that nothing was changed.

    Raises:
        Exit: always.
    """
    sys.stderr.write(f"{NOTHING_CHANGED}\n")
    raise typer.Exit(REFUSED)
