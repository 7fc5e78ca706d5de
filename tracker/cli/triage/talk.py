"""What a walk says to the person at the terminal, and what that person types."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from tracker.cli.input.questions import KEYS
from tracker.cli.output import DIM, plain, say, screen, wrapped
from tracker.cli.triage.card import MOVES, card, choices, explanations, report_lines
from tracker.cli.triage.decisions import CHOICES
from tracker.cli.triage.queue import words_around
from tracker.config.nearest import did_you_mean
from tracker.errors import UnreadableReport, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from tracker.cli.output.changes import Telling
    from tracker.words import Item

MOST_LINES = 6
"""Lines that what is said between two items may take, on the narrowest terminal."""

SHOWN = 40
"""Characters of what was typed that are repeated."""


class Ended(Exception):
    """Whoever walks wants to end: with q, or by closing the input."""


class Talk:
    """The talk with one person; `make_ready` is done while that person reads."""

    def __init__(self, telling: Telling, make_ready: Callable[[], None]) -> None:
        self._telling = telling
        self._make_ready = make_ready
        self._on = screen()

    def show(self, item: Item, counted: str, absent: Container[str]) -> None:
        """Show an item whole, and what can be typed; `absent` are letters that would do nothing now."""
        self._on = screen()  # the terminal may be another width by now
        say()
        for line in card(item, counted, self._telling.today, self._telling.people, self._on):
            say(line)
        say()
        for line in choices(self._on, absent):
            say(self._on.paint(line, DIM))

    def tell(self, text: str) -> None:
        """Say something, as wide as the terminal."""
        for line in wrapped(plain(text), self._on.width, MOST_LINES):
            say(line)

    def ask(self, question: str) -> str:
        """Return the line that is typed; the terminal's own line editing is at work.

        Raises:
            Ended: the input is closed.
        """
        *above, last = wrapped(question, self._on.width - 1, MOST_LINES)
        for line in above:
            say(line)
        sys.stdout.write(f"{last} ")
        sys.stdout.flush()
        self._make_ready()
        try:
            typed = sys.stdin.buffer.readline()
        except KeyboardInterrupt:
            say()
            raise
        if not typed.endswith(b"\n"):
            say()
            raise Ended
        return " ".join(KEYS.sub("", typed.decode(errors="replace")).split())

    def explain(self) -> None:
        """Say what each letter does."""
        say()
        for line in explanations(self._on):
            say(line)
        say()

    def show_report(self, item: Item) -> None:
        """Show the words around an item in its report."""
        try:
            lines = words_around(item)
        except (UnusableFile, UnreadableReport) as error:
            self.tell(f"Cannot show it: {error}")
            return
        for line in report_lines(item, lines, self._on):
            say(line)


def not_understood(line: str) -> str:
    """Return what is said of a line that is none of the choices."""
    if not line:
        return "Enter alone does nothing: type a letter, and ? for what each does."
    words = [*(choice.word for choice in CHOICES), *(move.word for move in MOVES)]
    hint = did_you_mean(line.split(maxsplit=1)[0], words) or "; type ? for what each does."
    return f"{line[:SHOWN]!r} is none of the choices{hint}"
