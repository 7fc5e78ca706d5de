"""How far a long work is: one line on standard error, written over and over, and gone before anything else is."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tracker.cli.output import cut

if TYPE_CHECKING:
    from collections.abc import Iterator


class Progress:
    """The line that says how far a work is; without a reader it is never there.

    Whoever prints while it may be there calls `clear` first.
    """

    def __init__(self, total: int, what: str, *, is_shown: bool) -> None:
        self._total = total
        self._what = what
        self._is_shown = is_shown
        self._there = 0

    def show(self, done: int) -> None:
        """Say how much is done, in place of what the line said."""
        if self._is_shown:
            self.clear()
            # What fills the last column wraps on some terminals, and "\r" would not lead back to its beginning.
            line = cut(f"{done}/{self._total} {self._what}", columns() - 1)
            self._there = len(line)
            sys.stderr.write(line)
            sys.stderr.flush()

    def clear(self) -> None:
        """Take the line away; with blanks, which every terminal understands."""
        if self._there:
            sys.stderr.write(f"\r{' ' * self._there}\r")
            self._there = 0


@contextmanager
def progress(total: int, what: str, *, is_shown: bool) -> Iterator[Progress]:
    """Give the line of a work, and take it away at the end, however the work ends."""
    line = Progress(total, what, is_shown=is_shown and sys.stderr.isatty())
    line.show(0)
    try:
        yield line
    finally:
        line.clear()


def columns() -> int:
    """Return how wide the terminal is that standard error goes to."""
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns or USUAL
    except OSError:
        return USUAL


USUAL = 80
"""The columns of a terminal that does not know how many it has."""
