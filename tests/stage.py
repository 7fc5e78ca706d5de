"""The stage on which the documents' commands are played: a folder, a home, a clock that stands, a terminal.

    python tests/stage.py list --overdue        `pmtrack list --overdue`, at the moment `NOW`

A line that is `pmtrack` and its words alone runs in a fork of this process: a real process on a real terminal,
that need not load the program's libraries anew (which takes a second each time). Any other line is the shell's,
which finds this file as `pmtrack`.
"""

from __future__ import annotations

import fcntl
import os
import pty
import random
import re
import select
import shlex
import shutil
import struct
import sys
import tempfile
import termios
import uuid
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

ROOT = Path(__file__).parents[1]
PROPS = ROOT / "tests" / "examples" / "documents"

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
"""When a document begins: a Wednesday, before the standup. Each line is typed a minute after the one above it."""

ACTOR = "mara"
"""Who types."""

PATIENCE = 30
"""Seconds that a command may take. One that asks a question waits for ever: nobody is there to answer."""

SHELL_SIGNS = re.compile(r"[|&;<>()$`*?\[#~]")
"""What makes a line more than a command and its words."""

COLOURS = re.compile(r"\x1b\[[0-9;]*m")

SHOWN_PLACE = "/home/mara/work"
"""What the documents show for the stage's folder, whose real name is another one in every run."""


class Failed(Exception):
    """A line of a document ended with a failure that it does not show (as `; echo $?` would)."""

    def __init__(self, line: str, status: int, printed: str) -> None:
        ended = f"ended with {status}" if status > 0 else f"waited {PATIENCE} seconds for an answer"
        super().__init__(f"`{line}` {ended} and printed:\n{COLOURS.sub('', printed)}")


@dataclass
class Stage:
    """A folder with what one document needs, and the lines that were run in it so far."""

    folder: Path
    lines: int = 0

    def run(self, line: str, columns: int = 80) -> str:
        """Run a line as typed in a terminal, and return what appeared in it, colours and all.

        Raises:
            Failed: it ended with a failure, or did not end.
        """
        self.lines += 1
        process, terminal = pty.fork()
        if process == 0:
            self._become(line, columns)
        printed = read_all(terminal, process).decode("utf-8").replace("\r\n", "\n")
        status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        os.close(terminal)
        printed = printed.replace(str(self.folder), SHOWN_PLACE)
        if status:
            raise Failed(line, status, printed)
        return printed

    def _become(self, line: str, columns: int) -> NoReturn:
        """Go on as the process that the line asks for; this is the child's side of the fork."""
        status = 1
        try:
            fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
            os.chdir(self.folder)
            os.environ.clear()
            os.environ.update(self._environment())
            if SHELL_SIGNS.search(line) or not line.startswith("pmtrack"):
                os.execv("/bin/sh", ["sh", "-c", line])
            reopen_streams()
            status = play(shlex.split(line)[1:])
        except BaseException:  # noqa: BLE001 - whatever it is, the child must not go on as the parent
            sys.excepthook(*sys.exc_info())
        finally:
            os._exit(status)

    def _environment(self) -> dict[str, str]:
        home = self.folder.parent
        return {
            "PATH": f"{home / 'bin'}:/usr/local/bin:/usr/bin:/bin",
            "HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "PMTRACK_DATABASE": "pmtrack.db",
            "PMTRACK_ACTOR": ACTOR,
            "STAGE_LINE": str(self.lines),
        }


def reopen_streams() -> None:
    """Open the standard streams anew: those from before the fork do not write to a terminal line by line."""
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        setattr(sys, name, os.fdopen(number, mode, encoding="utf-8", closefd=False))


def read_all(terminal: int, process: int) -> bytes:
    """Return what a process prints to its terminal until it ends; one that waits for an answer is stopped."""
    printed = b""
    while True:
        if not select.select([terminal], [], [], PATIENCE)[0]:
            os.kill(process, 9)
            return printed
        try:
            more = os.read(terminal, 65536)
        except OSError:  # Linux says so when the other side is closed
            return printed
        if not more:
            return printed
        printed += more


@contextmanager
def stage(props: str) -> Iterator[Stage]:
    """Lay out a temporary folder with the sample report and the props of that name; take it away afterwards."""
    with tempfile.TemporaryDirectory(prefix="pmtrack-stage-") as name:
        home = Path(name).resolve()
        folder = home / "work"
        sample = folder / "postmortems" / "2026-09-03-checkout.md"
        sample.parent.mkdir(parents=True)
        sample.write_bytes((ROOT / "tracker" / "cli" / "sample_report.md").read_bytes())
        if (PROPS / props).exists():
            shutil.copytree(PROPS / props, folder, dirs_exist_ok=True)
        (folder / ".git").mkdir()  # reports are named by their path in the repository
        program = home / "bin" / "pmtrack"
        program.parent.mkdir()
        words = (sys.executable, str(Path(__file__).resolve()))
        program.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n')
        program.chmod(0o755)
        yield Stage(folder)


def stand_still() -> None:
    """Let the program's clock stand at the line's minute, and make random identifiers the same in every run."""
    from tracker import clock  # noqa: PLC0415 - found by the path that the stage sets

    def now() -> datetime:
        return NOW + timedelta(minutes=line_number())

    def today(zone: tzinfo) -> date:
        return now().astimezone(zone).date()

    def next_uid() -> uuid.UUID:
        return uuid.UUID(int=DICE.getrandbits(128), version=4)

    clock.now, clock.today = now, today
    uuid.uuid4 = next_uid


def line_number() -> int:
    """Return which line of its document this process plays."""
    return int(os.environ.get("STAGE_LINE", "0"))


DICE = random.Random()


def play(words: list[str]) -> int:
    """Be `pmtrack` with those words, at its minute; identifiers depend on the number of the line."""
    stand_still()
    DICE.seed(line_number())
    sys.argv = ["pmtrack", *words]
    from tracker.cli import main  # noqa: PLC0415 - after the clock

    try:
        main()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        sys.stdout.flush()
    return 0


def load_the_program() -> None:
    """Load all of the program once, before the forks, though each command loads only its own part."""
    stand_still()
    for module in sorted((ROOT / "tracker").rglob("*.py")):
        name = ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        if not name.endswith(("__main__", "migrations.env")):
            import_module(name)


if __name__ == "__main__":
    sys.exit(play(sys.argv[1:]))
