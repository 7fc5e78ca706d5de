"""What is wrong round a command: streams, signals, permissions, locks, the environment. The table has the rest."""

from __future__ import annotations

import ctypes
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.store import engine

from .stored import dump, item
from .terminal import CTRL_C, converse

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

VERBS = (
    "done 1",
    "reopen 5",
    "cancel 1 --reason x",
    "snooze 1 3d",
    "edit 1 --team x",
    "assign 1 Zoe",
    "add Renew",
    "forget 1 --yes",
    "done --overdue --yes",
)


# Permissions and locks

PR_CAPBSET_DROP = 24
"""Linux's prctl: without capabilities, root may do what the owner may."""


def powerless() -> None:
    """Have the program that is started obey permissions, also where the tests are run by root."""
    libc = ctypes.CDLL(None)
    for capability in range(64):
        libc.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)


def run_powerless(processes: Processes, *words: object) -> subprocess.CompletedProcess[str]:
    with processes.start(
        *words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=powerless
    ) as process:
        out, told = process.communicate(timeout=30)
    return subprocess.CompletedProcess(process.args, process.returncode, out.decode(), told.decode())


linux_only = pytest.mark.skipif(sys.platform != "linux", reason="prctl is Linux's")


@linux_only
@pytest.mark.parametrize("verb", ["done 1", "add Renew", "forget 1 --yes", "done --overdue --yes"])
def test_a_read_only_database_is_told_and_not_changed(board: CommandLine, processes: Processes, verb: str) -> None:
    database = board.folder / "pmtrack.db"
    database.chmod(0o400)
    before = dump(database)

    result = run_powerless(processes, *verb.split())

    assert (result.returncode, result.stdout) == (73, "")
    assert "pmtrack.db: the database or its folder is read-only" in result.stderr
    assert dump(database) == before


@linux_only
def test_a_read_only_folder_is_listed_and_not_changed(board: CommandLine, processes: Processes) -> None:
    folder = board.folder / "closed"
    folder.mkdir()
    (board.folder / "pmtrack.db").rename(folder / "pmtrack.db")
    (folder / "pmtrack.db").chmod(0o400)
    folder.chmod(0o500)

    listed = run_powerless(processes, "list", "--db", "closed/pmtrack.db")
    closed = run_powerless(processes, "done", "1", "--db", "closed/pmtrack.db")
    added = run_powerless(processes, "add", "Renew", "--db", "closed/new.db")

    assert (listed.returncode, closed.returncode, added.returncode) == (0, 73, 73)
    assert "closed/new.db" in added.stderr


@linux_only
def test_what_may_not_be_read_is_told(board: CommandLine, processes: Processes) -> None:
    for name in ("secret.md", "secret.toml", "secret.db"):
        board.write(name, "").chmod(0)

    report = run_powerless(processes, "import", "secret.md")
    configuration = run_powerless(processes, "done", "1", "--config", "secret.toml")
    database = run_powerless(processes, "done", "1", "--db", "secret.db")

    assert (report.returncode, configuration.returncode, database.returncode) == (1, 78, 74)
    assert "permission denied" in report.stderr.lower()
    assert "secret.toml" in configuration.stderr
    assert "secret.db" in database.stderr


def test_a_locked_database_is_read_and_a_writer_is_told_in_time(
    board: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(board.folder / "pmtrack.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        listed, refused = board("list"), [board(*verb.split()) for verb in VERBS]

    assert listed.exit_code == 0
    assert {result.exit_code for result in refused} == {75}
    assert all("locked by another process. Try again" in result.stderr for result in refused)


# Streams

COMMANDS = (
    ["list"],
    ["list", "--json"],
    ["list", "--csv"],
    ["show", "1"],
    ["config"],
    ["--help"],
    ["--version"],
    ["list", "--help"],
    ["done", "1"],
    ["done", "1", "--json"],
    ["add", "Renew"],
)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_disk_behind_standard_output_is_told(
    board: CommandLine, processes: Processes, command: list[str]
) -> None:
    assert board.folder == processes.folder
    with (
        Path("/dev/full").open("wb") as full,
        processes.start(*command, stdout=full, stderr=subprocess.PIPE) as process,
    ):
        _, told = process.communicate(timeout=30)

    assert b"Traceback" not in told
    assert process.returncode == 74
    assert b"No space left" in told


@pytest.mark.parametrize(
    "command",
    [["list", "--json"], ["--help"], ["done", "1", "--json"], ["done", "--overdue", "--dry-run"]],
    ids=" ".join,
)
def test_a_reader_that_has_enough_is_no_failure(
    board: CommandLine, processes: Processes, command: list[str]
) -> None:
    assert board.folder == processes.folder
    ours, theirs = os.pipe()
    os.close(ours)

    with (
        os.fdopen(theirs, "wb") as pipe,
        processes.start(*command, stdout=pipe, stderr=subprocess.PIPE) as process,
    ):
        _, told = process.communicate(timeout=30)

    assert process.returncode == 0
    assert b"rror" not in told


def test_a_change_is_whole_though_nobody_reads_of_it(board: CommandLine, processes: Processes) -> None:
    board("add", stdin="".join(f"Item {number}\n" for number in range(6, 3000)).encode())

    result = subprocess.run(
        ["sh", "-c", 'exec "$0" -m tracker done 6-2999 --json | head -0', sys.executable],
        env=processes.environment({}),
        cwd=board.folder,
        capture_output=True,
        check=False,
        timeout=60,
    )

    assert (result.returncode, result.stdout, result.stderr) == (0, b"", b"")
    assert {item(board, number).status for number in (6, 1500, 2999)} == {"done"}


@pytest.mark.parametrize(
    ("stream", "command"),
    [
        (0, "import - --dry-run --db none.db"),
        (1, "list"),
        (2, "show 99"),
        (0, "done --overdue"),
        (0, "add"),
        (0, "cancel 1"),
        (1, "done 1"),
        (2, "done 1"),
        (2, "done --overdue"),
    ],
)
def test_a_stream_that_is_closed_ends_in_no_traceback(
    board: CommandLine, processes: Processes, stream: int, command: str
) -> None:
    assert board.folder == processes.folder
    # Services and cron jobs are started like this: pmtrack list >&-
    result = subprocess.run(
        ["sh", "-c", f'exec "$0" -m tracker {command} {stream}>&-', sys.executable],
        env=processes.environment({}),
        cwd=board.folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=30,
    )

    assert b"Traceback" not in result.stderr
    assert result.returncode in {0, 1, 2, 74}


# Signals


def test_ctrl_c_in_an_import_ends_with_130_and_leaves_whole_reports(
    cli: CommandLine, processes: Processes
) -> None:
    for number in range(300):
        cli.write(
            f"reports/{number:03}.md", f"# Outage {number}\n\n## Action items\n\n- [ ] Replace disk {number}\n"
        )

    with processes.start("import", "reports", stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        database = cli.folder / "pmtrack.db"
        deadline = time.monotonic() + 20
        while not (database.exists() and stored(database)) and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=30)

    assert process.returncode == 130
    assert b"Traceback" not in told
    reports = stored(database)
    assert 0 < reports < 300
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM action_item").fetchone() == (reports,)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def stored(database: Path) -> int:
    """Return how many reports there are, 0 before there is a table for them."""
    with closing(sqlite3.connect(database)) as connection:
        try:
            count: int = connection.execute("SELECT COUNT(*) FROM report").fetchone()[0]
        except sqlite3.OperationalError:
            return 0
    return count


@pytest.mark.parametrize("command", ["import - --dry-run --db none.db", "add -"])
def test_ctrl_c_while_a_pipe_is_awaited_ends_with_130(processes: Processes, command: str) -> None:
    with processes.start(
        *command.split(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        time.sleep(0.8)
        process.send_signal(signal.SIGINT)
        told = process.stderr.read() if process.stderr else b""
        process.wait(30)

    assert process.returncode == 130
    assert b"Traceback" not in told


@pytest.mark.parametrize(
    ("command", "question"),
    [
        ("forget 1", "[y/N]"),
        ("snooze 3d --owner mara", "[y/N]"),
        ("edit --overdue --due friday", "[y/N]"),
        ("assign Zoe --overdue", "[y/N]"),
        ("cancel 1", "done?"),
        ("reopen --owner jonas", "[y/N]"),
    ],
)
def test_ctrl_c_in_a_question_changes_nothing_and_leaves_the_terminal_sane(
    board: CommandLine, processes: Processes, command: str, question: str
) -> None:
    before = dump(board.folder / "pmtrack.db")

    result = converse(processes, *command.split(), answers={question: f"ye{CTRL_C}"})

    assert result.exit_code == 130
    assert result.lines[-1] == "Nothing was changed."
    assert result.is_sane
    assert "Traceback" not in result.text
    assert dump(board.folder / "pmtrack.db") == before


# The environment

ODD_TITLE = "Prüfe 日本語 🔥 \N{ARABIC LETTER SEEN}"


@pytest.mark.parametrize(
    "environment",
    [
        {"LANG": "C", "LC_ALL": "C"},
        {"LANG": "POSIX", "LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "cp1252"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"TERM": "dumb"},
        {"TERM": None},
        {"COLUMNS": "20"},
        {"COLUMNS": "0"},
        {"COLUMNS": "nonsense"},
        {"HOME": None},
        {"HOME": "/nonexistent"},
        {"PATH": ""},
        {"TZ": "Nowhere/Nothing"},
        {"PYTHONWARNINGS": "error"},
    ],
    ids=lambda environment: ", ".join(f"{name}={value}" for name, value in environment.items()),
)
def test_verbs_work_in_any_environment(
    board: CommandLine, processes: Processes, environment: dict[str, str | None]
) -> None:
    runs = [processes(*command, **environment) for command in (["add", ODD_TITLE], ["done", "6"])]

    assert [run.returncode for run in runs] == [0, 0]
    assert b"Traceback" not in b"".join(run.stderr for run in runs)
    assert not item(board, 6).status.is_open


def test_what_was_typed_in_another_encoding_is_stored_as_meant(board: CommandLine, processes: Processes) -> None:
    processes("add", ODD_TITLE, LANG="C", LC_ALL="C", PYTHONIOENCODING="ascii")

    assert item(board, 6).title == ODD_TITLE


def test_without_git_the_login_name_acts(board: CommandLine, processes: Processes) -> None:
    processes("done", "1", PATH="", PMTRACK_ACTOR=None, LOGNAME="oncall")

    assert b"by oncall" in processes("show", "1").stdout
    assert not item(board, 1).status.is_open


@pytest.mark.parametrize("command", ["list", "done 1"])
def test_without_a_home_a_command_says_where_it_looked(processes: Processes, command: str) -> None:
    result = processes(*command.split(), HOME="/nonexistent/home", PMTRACK_DATABASE=None, XDG_DATA_HOME=None)

    assert result.returncode == 74
    assert b"/nonexistent/home" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_home_that_cannot_be_made_is_told(processes: Processes) -> None:
    result = processes("add", "Renew", HOME="/proc/nowhere", PMTRACK_DATABASE=None, XDG_DATA_HOME=None)

    assert result.returncode == 73
    assert b"/proc/nowhere" in result.stderr


def test_twenty_columns_are_enough(board: CommandLine, processes: Processes) -> None:
    runs = [
        processes.in_terminal(20, *command)
        for command in (
            ["edit", "1-4", "--due", "friday", "--team", "edge"],
            ["add", "Bougainvillea", "日本語のタイトルはとても長いので"],
            ["cancel", "1", "--reason", "too old"],
        )
    ]

    assert board.folder == processes.folder
    assert [run.exit_code for run in runs] == [0, 0, 0]
    told = [line for run in runs for line in run.lines if not line.startswith("To take it back")]
    assert all(sum(2 if letter > "\u2e80" else 1 for letter in line) <= 20 for line in told)


def test_a_working_folder_that_is_gone_is_no_mystery(board: CommandLine, processes: Processes) -> None:
    gone = board.folder / "gone"
    for command in ("list", "done 1"):
        gone.mkdir()
        script = (
            "import os, sys; os.rmdir(os.getcwd()); sys.argv[0] = 'pmtrack'; from tracker.cli import main; main()"
        )
        result = subprocess.run(
            [sys.executable, "-c", script, *command.split()],
            env=processes.environment({}),
            cwd=gone,
            capture_output=True,
            check=False,
            timeout=30,
        )

        assert b"Traceback" not in result.stderr
        assert result.returncode == 0 or b"working folder" in result.stderr


def test_what_a_database_lost_meanwhile_is_not_made_anew(board: CommandLine) -> None:
    (board.folder / "pmtrack.db").unlink()

    results = [board(*verb.split()) for verb in VERBS if not verb.startswith("add")]

    assert {result.exit_code for result in results} == {74}
    assert not (board.folder / "pmtrack.db").exists()
