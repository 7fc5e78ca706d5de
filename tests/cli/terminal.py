"""A person at a terminal: waits for what is printed, and types."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from typing import TYPE_CHECKING, NamedTuple

from .conftest import COLOURS, PROGRAM, read_until_closed

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from .conftest import Processes

CTRL_C, CTRL_D = "\x03", "\x04"

PATIENCE = 60
"""Seconds without a word after which a question is taken to come never."""


class Conversation(NamedTuple):
    """What a command came to that somebody has answered."""

    exit_code: int
    text: str
    """What stood on the terminal, with what was typed."""
    piped: str
    """What went into a pipe instead, where standard output was one."""
    is_sane: bool
    """The terminal's modes are as they were."""

    @property
    def lines(self) -> list[str]:
        """The terminal's lines as a person sees them."""
        return COLOURS.sub("", self.text).splitlines()


def take_terminal() -> None:
    """Make standard input the terminal of the session, so that Ctrl-C is a signal."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def converse(
    processes: Processes,
    *words: object,
    answers: Mapping[str, str | Callable[[], str]],
    columns: int = 80,
    stdout: int | None = None,
    program: Sequence[str] = PROGRAM,
) -> Conversation:
    """Run a command in a terminal, and type each answer when its question has appeared, in their order.

    An answer may be a function that is called at that moment. With `stdout=subprocess.PIPE` the result goes
    elsewhere.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    before = termios.tcgetattr(ours)
    waiting = list(answers.items())
    printed, seen = b"", 0
    with (
        os.fdopen(ours, "r+b", buffering=0) as terminal,
        subprocess.Popen(
            [*program, *map(str, words)],
            env=processes.environment({}),
            cwd=processes.folder,
            stdin=theirs,
            stdout=stdout or theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=take_terminal,  # noqa: PLW1509 - no threads here
        ) as process,
    ):
        os.close(theirs)
        while select.select([ours], [], [], PATIENCE)[0] and (part := read_until_closed(ours)):
            printed += part
            while waiting and (place := printed.find(waiting[0][0].encode(), seen)) >= 0:
                question, answer = waiting.pop(0)
                seen = place + len(question.encode())
                typed = answer if isinstance(answer, str) else answer()
                terminal.write(typed.encode("utf-8", "surrogateescape"))
        if waiting:
            process.kill()  # a question that never comes must not hold up the suite
        piped = process.stdout.read() if process.stdout else b""
        is_sane = termios.tcgetattr(ours) == before
    assert not waiting, f"never asked: {waiting}; but: {printed!r}"
    text = printed.decode("utf-8", "surrogateescape")  # what was typed comes back
    return Conversation(process.returncode, text.replace("\r\n", "\n"), piped.decode(), is_sane)
