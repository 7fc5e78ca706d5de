"""What the tests of commands share: a clock that stands, reports to import, and a real terminal."""

from __future__ import annotations

import fcntl
import logging
import os
import pty
import re
import sqlite3
import struct
import subprocess
import sys
import termios
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import NOW
from typer.testing import CliRunner

from tracker import clock
from tracker.cli import app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date, datetime, tzinfo
    from pathlib import Path

    from conftest import CommandLine

PROGRAM = (sys.executable, "-m", "tracker")

COLOURS = re.compile(r"\x1b\[(?:0|1|2|31|33)(?:;(?:1|2|31|33))*m")
"""The only escape sequences that the program prints: bold, dim, red, yellow, and the end of each."""

BOARD = """\
# Postmortem: search was slow

Date: 2026-09-01

## Action items

| Action | Owner | Due | Priority | Status |
|--------|-------|-----|----------|--------|
| Add an index on the orders table | Mara Lind | 2026-10-01 | P1 | Open |
| Raise the limit of the queue | Jonas Beck | 2026-10-14 | P0 | In progress |
| Rehearse the failover | Amira | 2026-10-15 | P2 | Open |
| Document the rollback | Mara Lind | 2026-12-24 | P3 | Open |
| Remove the old dashboard | Jonas Beck | 2026-09-20 | P2 | Done |
"""
"""On `TODAY` (2026-10-14): #1 is overdue, #2 due and in progress, #3 due tomorrow, #4 far away, #5 done."""

TEAMS = {1: "storage", 2: "platform", 3: "platform", 4: "storage", 5: "platform"}
"""Reports seldom name teams in a shape of their own; the board's are put in by hand."""


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], None]:
    """Stop the program's clock at a moment."""

    def stop(moment: datetime) -> None:
        def today(zone: tzinfo) -> date:
            return moment.astimezone(zone).date()

        monkeypatch.setattr(clock, "now", lambda: moment)
        monkeypatch.setattr(clock, "today", today)

    return stop


@pytest.fixture(autouse=True)
def still(at: Callable[[datetime], None], monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon of `TODAY`, and a text that wraps wraps at 80 columns, wherever the tests run."""
    at(NOW)
    monkeypatch.setenv("COLUMNS", "80")


@pytest.fixture(autouse=True)
def own_logging() -> Iterator[None]:
    """The daemon sends the log of its process to standard error: put back what was there."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:], root.level = handlers, level


class Run(NamedTuple):
    """What a process came to."""

    exit_code: int
    text: str

    @property
    def lines(self) -> list[str]:
        """The lines as a person sees them: without our colours."""
        return COLOURS.sub("", self.text).splitlines()


@dataclass
class Processes:
    """Runs commands as processes of their own, for what only a process shows."""

    folder: Path

    def environment(self, changes: Mapping[str, str | None]) -> dict[str, str]:
        """Return this process's environment with some of it changed; None takes a variable away."""
        plain = {
            name: value
            for name, value in os.environ.items()
            if name not in {"COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR"}
        }
        merged = {**plain, "TERM": "xterm-256color", "PYTHONPATH": os.pathsep.join(sys.path), **changes}
        return {name: value for name, value in merged.items() if value is not None}

    def __call__(self, *words: object, **changes: str | None) -> subprocess.CompletedProcess[bytes]:
        """Run a command in a pipe."""
        return subprocess.run(
            [*PROGRAM, *map(str, words)],
            env=self.environment(changes),
            cwd=self.folder,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            check=False,
            timeout=30,
        )

    def start(self, *words: object, **options: Any) -> subprocess.Popen[bytes]:
        """Start a command whose streams the test holds itself."""
        return subprocess.Popen([*PROGRAM, *map(str, words)], env=self.environment({}), cwd=self.folder, **options)

    def in_terminal(self, columns: int, *words: object, **changes: str | None) -> Run:
        """Run a command in a terminal of so many columns."""
        ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        with subprocess.Popen(
            [*PROGRAM, *map(str, words)],
            env=self.environment(changes),
            cwd=self.folder,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        ) as process:
            os.close(theirs)
            printed = b"".join(iter(lambda: read_until_closed(ours), b""))
        os.close(ours)
        return Run(process.returncode, printed.decode("utf-8").replace("\r\n", "\n"))


def read_until_closed(terminal: int) -> bytes:
    """Return what a terminal has to say next; nothing when its other side is closed (Linux says EIO then)."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


@pytest.fixture
def processes(cli: CommandLine) -> Processes:
    """Commands as processes, on the same folder and database as `cli`."""
    return Processes(cli.folder)


@pytest.fixture(scope="session")
def imported_board(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with `BOARD` imported and `TEAMS` set: imported once, since the import is what takes long."""
    folder = tmp_path_factory.mktemp("board")
    report, path = folder / "board.md", folder / "pmtrack.db"
    report.write_text(BOARD, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        result = CliRunner().invoke(app, ["import", str(report), "--db", str(path)])
    assert result.exit_code == 0, result.output
    with closing(sqlite3.connect(path)) as database:
        for number, team in TEAMS.items():
            database.execute("UPDATE action_item SET team = ? WHERE id = ?", (team, number))
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


@pytest.fixture
def board(cli: CommandLine, imported_board: Path) -> CommandLine:
    """The command line, with `BOARD` imported from reports/board.md and `TEAMS` set."""
    report, path = str(cli.write("reports/board.md", BOARD)), cli.folder / "pmtrack.db"
    path.write_bytes(imported_board.read_bytes())
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA synchronous = OFF")
        database.execute("UPDATE report SET source = ?, identity = ?", (report, report))
    return cli
