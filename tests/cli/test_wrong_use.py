"""What is done wrong: one table of it, with the exit code and the words that help. Never a traceback."""

from __future__ import annotations

import os
import shutil
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

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

TYPED = [
    # what is typed, the exit code, words of the message
    (["nonsense"], 2, ["nonsense"]),
    (["list", "--nonsense"], 2, ["--nonsense"]),
    (["list", "extra"], 2, ["extra"]),
    (["list", "--limit", "0"], 2, ["--limit", "0"]),
    (["list", "--limit", "-1"], 2, ["--limit"]),
    (["list", "--limit", "many"], 2, ["--limit", "many"]),
    (["list", "--sort", "colour"], 2, ["colour", "priority"]),
    (["list", "--status", "finished"], 2, ["finished", "cancelled"]),
    (["list", "--as-of", "nonsense"], 2, ["--as-of", "nonsense", "2026-12-31"]),
    (["list", "--as-of", "2026-02-30"], 2, ["--as-of", "2026-02-30"]),
    (["list", "--as-of", "10000-01-01"], 2, ["--as-of"]),
    (["list", "--as-of", ""], 2, ["--as-of"]),
    (["list", "--due-within", "nonsense"], 2, ["--due-within", "nonsense", "7d"]),
    (["list", "--due-within", "7x"], 2, ["--due-within", "7x"]),
    (["list", "--due-within", "-7d"], 2, ["--due-within"]),
    (["list", "--due-within", ""], 2, ["--due-within"]),
    (["list", "--report", "nowhere"], 2, ["nowhere"]),
    (["list", "--report", "99"], 2, ["99"]),
    (["list", "--report", "9" * 40], 2, ["9" * 40]),
    (["list", "--report", ""], 2, ["report"]),
    (["show"], 2, ["ID"]),
    (["show", "0"], 2, ["0"]),
    (["show", "-1"], 2, ["-1"]),
    (["show", "--", "-1"], 2, ["-1"]),
    (["show", "abc"], 2, ["abc"]),
    (["show", "1.5"], 2, ["1.5"]),
    (["show", "99"], 2, ["no item 99"]),
    (["show", "9223372036854775807"], 2, ["9223372036854775807"]),
    (["show", "99999999999999999999"], 2, ["99999999999999999999"]),
    (["done"], 2, ["ID"]),
    (["done", "0"], 2, ["0"]),
    (["done", "abc"], 2, ["abc"]),
    (["done", "99"], 2, ["no item 99", "nothing was changed"]),
    (["done", "1", "98", "99"], 2, ["98", "99", "nothing was changed"]),
    (["done", "99999999999999999999"], 2, ["99999999999999999999"]),
    (["reopen", "99"], 2, ["no item 99"]),
    (["reopen", "-1"], 2, ["-1"]),
    (["import"], 2, ["REPORT"]),
    (["import", "missing.md"], 1, ["missing.md", "no such file"]),
    (["import", "board.md/below.md"], 1, ["board.md/below.md"]),
    (["import", "x" * 5000], 1, ["too long"]),
    (["import", "loop.md"], 1, ["loop.md", "circle"]),
    (["import", "/dev/zero"], 1, ["/dev/zero", "not a file"]),
    (["import", "--db", "", "board.md"], 78, ["--db"]),
    (["list", "--db", "missing.db"], 74, ["missing.db", "pmtrack import"]),
    (["list", "--db", "folder"], 74, ["folder"]),
    (["list", "--db", "mysql://host/name"], 78, ["mysql"]),
    (["show", "1", "--db", "missing.db"], 74, ["missing.db", "pmtrack import"]),
    (["done", "1", "--db", "missing.db"], 74, ["missing.db", "pmtrack import"]),
    (["reopen", "1", "--db", "missing.db"], 74, ["missing.db", "pmtrack import"]),
    (["list", "--db", "garbage.db"], 65, ["garbage.db", "backup"]),
    (["show", "1", "--db", "garbage.db"], 65, ["garbage.db", "backup"]),
    (["done", "1", "--db", "garbage.db"], 65, ["garbage.db", "backup"]),
    (["import", "board.md", "--db", "garbage.db"], 65, ["garbage.db", "backup"]),
    (["import", "board.md", "--db", "cut.db"], 65, ["cut.db", "backup"]),
    (["list", "--db", "cut.db"], 65, ["cut.db", "backup"]),
    (["list", "--db", "newer.db"], 65, ["newer.db", "upgrade"]),
    (["done", "1", "--db", "newer.db"], 65, ["newer.db", "upgrade"]),
    (["import", "board.md", "--db", "newer.db"], 65, ["newer.db", "upgrade"]),
    (["import", "board.md", "--db", "/proc/nowhere/pm.db"], 73, ["/proc/nowhere"]),
    (["import", "board.md", "--db", "foreign.db"], 65, ["foreign.db"]),
    (["list", "--config", "missing.toml"], 78, ["missing.toml"]),
    (["list", "--config", "folder"], 78, ["folder"]),
    (["channels", "test"], 2, ["NAME"]),
    (["channels", "test", "ops"], 2, ["ops", "[channels.NAME]"]),
    (["channels", "nonsense"], 2, ["nonsense"]),
    (["daemon", "--once"], 78, ["pmtrack init"]),
    (["daemon", "--dry-run"], 78, ["pmtrack init"]),
    (["init", "/proc/nowhere/pmtrack.toml"], 73, ["/proc/nowhere"]),
    (["init", "folder"], 73, ["folder"]),
    (["init", "board.md"], 73, ["board.md", "already"]),
    (["config", "extra"], 2, ["extra"]),
    (["demo", "extra"], 2, ["extra"]),
]


@pytest.fixture(scope="session")
def odd_files(imported_board: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of everything that can be in the way."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "board.md").write_text("# Postmortem: search was slow\n", encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "garbage.db").write_bytes(b"this is no database, but long enough to be looked at " * 50)
    whole = imported_board.read_bytes()
    (folder / "cut.db").write_bytes(whole[: len(whole) // 3])
    (folder / "newer.db").write_bytes(whole)
    with closing(sqlite3.connect(folder / "newer.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(folder / "foreign.db")) as foreign, foreign:
        foreign.execute("CREATE TABLE invoices (id INTEGER)")
    return folder


@pytest.fixture
def mess(board: CommandLine, odd_files: Path) -> CommandLine:
    """The board, and round it everything that can be in the way."""
    shutil.copytree(odd_files, board.folder, symlinks=True, dirs_exist_ok=True)
    return board


@pytest.mark.parametrize(("command", "code", "words"), TYPED, ids=[" ".join(row[0])[:60] for row in TYPED])
def test_what_is_wrong_is_told_with_its_exit_code(
    mess: CommandLine, command: list[str], code: int, words: list[str]
) -> None:
    result = mess(*command)

    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == code
    assert [word for word in words if word not in result.stderr] == []
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "command",
    [
        ["list", "--as-of", "9999-12-31", "--due-within", "7d"],
        ["list", "--as-of", "0001-01-01", "--overdue"],
        ["list", "--due-within", "9999w"],
        ["list", "--limit", "99999999999999999999"],
        ["list", "--limit", "9223372036854775807"],
        ["list", "--owner", ""],
        ["list", "--owner", "x" * 100_000],
        ["list", "--owner", "\x00"],
        ["list", "--report", "%"],
        ["list", "--team", "\udcff"],
        ["show", "1", "--db", "sqlite:///pmtrack.db"],
    ],
    ids=lambda command: " ".join(command)[:40].encode("ascii", "backslashreplace").decode(),
)
def test_what_is_only_odd_ends_in_no_traceback(mess: CommandLine, command: list[str]) -> None:
    result = mess(*command)

    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code in {0, 2}


def test_an_error_is_one_line_under_the_program_s_name(mess: CommandLine) -> None:
    for command in (
        ["show", "99"],
        ["list", "--db", "missing.db"],
        ["list", "--as-of", "x"],
        ["daemon", "--once"],
    ):
        result = mess(*command)
        assert result.stdout == ""
        (line,) = result.stderr.splitlines()
        assert line.startswith("pmtrack: ")


def test_a_wrong_number_is_not_explained_with_the_limits_of_the_database(board: CommandLine) -> None:
    printed = "".join(board("show", number).stderr for number in ("0", "abc", "99999999999999999999"))

    assert "9223372036854775807" not in printed
    assert "int range" not in printed


def test_nothing_is_changed_in_a_database_that_is_refused(mess: CommandLine) -> None:
    before = {
        name: (mess.folder / name).read_bytes() for name in ("garbage.db", "cut.db", "newer.db", "foreign.db")
    }

    for name in before:
        mess("import", "board.md", "--db", name)
        mess("done", 1, "--db", name)

    assert {name: (mess.folder / name).read_bytes() for name in before} == before


def test_a_locked_database_is_read_and_a_writer_is_told_in_time(
    board: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0.1)
    with closing(sqlite3.connect(board.folder / "pmtrack.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        listed, closed = board("list"), board("done", 1)

    assert listed.exit_code == 0
    assert closed.exit_code == 75
    assert "locked" in closed.stderr
    assert "Try again" in closed.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_or_written_is_told(board: CommandLine) -> None:
    secret = board.write("secret.md", "# P\n")
    secret.chmod(0)
    closed = board.folder / "closed"
    closed.mkdir(mode=0o500)

    unreadable, unwritable = board("import", "secret.md"), board("import", "reports", "--db", "closed/pm.db")

    assert (unreadable.exit_code, unwritable.exit_code) == (1, 73)
    assert "permission denied" in unreadable.stderr
    assert "closed/pm.db" in unwritable.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_a_read_only_database_is_listed_and_not_changed(board: CommandLine) -> None:
    database = board.folder / "pmtrack.db"
    database.chmod(0o400)

    assert board("list").exit_code == 0
    assert board("done", 1).exit_code == 73


COMMANDS = (
    ["list"],
    ["list", "--json"],
    ["list", "--csv"],
    ["show", "1"],
    ["config"],
    ["--help"],
    ["--version"],
    ["list", "--help"],
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


@pytest.mark.parametrize("command", [["list", "--json"], ["--help"]], ids=" ".join)
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

    assert (process.returncode, told) == (0, b"")


@pytest.mark.parametrize(
    ("stream", "command"),
    [(0, "import - --dry-run --db none.db"), (1, "list"), (2, "show 99")],
    ids=["stdin", "stdout", "stderr"],
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
        capture_output=True,
        check=False,
        timeout=30,
    )

    assert b"Traceback" not in result.stderr
    assert result.returncode in {0, 1, 2, 74}


def test_a_working_folder_that_is_gone_is_no_mystery(board: CommandLine, processes: Processes) -> None:
    gone = board.folder / "gone"
    gone.mkdir()
    script = "import os, sys; os.rmdir(os.getcwd()); sys.argv[0] = 'pmtrack'; from tracker.cli import main; main()"

    result = subprocess.run(
        [sys.executable, "-c", script, "list"],
        env=processes.environment({}),
        cwd=gone,
        capture_output=True,
        check=False,
        timeout=30,
    )

    assert b"Traceback" not in result.stderr
    assert result.returncode == 0 or b"working folder" in result.stderr


def test_without_a_home_a_command_says_where_it_looked(processes: Processes) -> None:
    result = processes("list", HOME="/nonexistent/home", PMTRACK_DATABASE=None, XDG_DATA_HOME=None)

    assert result.returncode == 74
    assert b"/nonexistent/home" in result.stderr
    assert len(result.stderr.splitlines()) == 1


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


def test_ctrl_c_while_a_pipe_is_awaited_ends_with_130(processes: Processes) -> None:
    with processes.start(
        "import",
        "-",
        "--dry-run",
        "--db",
        "none.db",
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        time.sleep(0.8)
        process.send_signal(signal.SIGINT)
        told = process.stderr.read() if process.stderr else b""
        process.wait(30)

    assert process.returncode == 130
    assert b"Traceback" not in told
