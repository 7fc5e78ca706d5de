"""`pmtrack import` of many reports: how far it is, what becomes of the line that says so, and of the workers."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .conftest import PROGRAM
from .terminal import CTRL_C, converse
from .test_startup import modules_of

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

CONFLICT = "<<<<<<< HEAD\n- Alert on discs\n=======\n- Alert on disks\n>>>>>>> branch\n"

PROSE = "The queue was full, and nobody was told of it until the customers called.\n"

ALONE = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from tracker.cli import main
main()
"""
"""The program with one core, which reads every report itself."""

SCRIPT = Path(sys.executable).with_name("pmtrack")
"""The program as it is installed."""


def write_reports(cli: CommandLine, count: int = 24, letters: int = 0) -> None:
    """Write reports of so many letters each into the folder `r`; every tenth holds a merge conflict."""
    prose = f"\n{PROSE}" * (letters // len(PROSE))
    for number in range(count):
        items = f"- [ ] Alert on queue {number} by October 20, 2026\n{CONFLICT if number % 10 == 1 else ''}"
        cli.write(f"r/{number:03}.md", f"# Outage {number}\n\n## Action items\n\n{items}\n## Timeline\n{prose}")


def seen(text: str) -> list[str]:
    """Return the lines of a terminal once all is written: what is written over is gone."""
    lines: list[str] = []
    for line in text.split("\n"):
        shown = ""
        for part in line.split("\r"):
            shown = part + shown[len(part) :]
        lines.append(shown.rstrip())
    return lines


def test_a_person_who_waits_sees_how_far_it_is_and_then_no_trace_of_it(
    cli: CommandLine, processes: Processes
) -> None:
    write_reports(cli)

    told = converse(processes, "import", "r", answers={}, stdout=subprocess.PIPE)

    assert told.text.startswith("0/24 reports")
    assert "24/24 reports" in told.text
    assert [line.partition(": ")[0] for line in seen(told.text)[:3]] == ["r/001.md", "r/011.md", "r/021.md"]
    assert seen(told.text)[3].startswith("24 reports: ")
    assert "Alert on queue 23" in told.piped
    assert "/24" not in told.piped


def test_a_document_at_a_terminal_comes_after_the_line_is_gone(cli: CommandLine, processes: Processes) -> None:
    write_reports(cli)

    told = converse(processes, "import", "r", "--json", answers={})

    assert "24/24 reports" in told.text
    assert seen(told.text)[0] == "{"


def test_reports_that_scroll_by_say_themselves_how_far_it_is(cli: CommandLine, processes: Processes) -> None:
    write_reports(cli)

    assert "/24" not in converse(processes, "import", "r", answers={}).text


@pytest.mark.parametrize("columns", [1, 5, 12])
def test_the_line_never_fills_a_narrow_terminal(cli: CommandLine, processes: Processes, columns: int) -> None:
    write_reports(cli)

    told = converse(processes, "import", "r", "--json", answers={}, columns=columns)

    before, _, _ = told.text.partition("{")
    assert max(map(len, before.split("\r"))) < columns


def test_a_pipe_and_few_reports_have_no_such_line(cli: CommandLine, processes: Processes) -> None:
    write_reports(cli)
    piped = processes("import", "r")
    few = converse(processes, "import", "r/000.md", answers={}, stdout=subprocess.PIPE)

    assert b"\r" not in piped.stderr
    assert b"/24" not in piped.stderr
    assert "/1" not in few.text.partition(" in ")[0]


def test_little_work_loads_nothing_of_other_processes(cli: CommandLine, processes: Processes) -> None:
    write_reports(cli)

    loaded = modules_of(processes, "import", "r", "--dry-run")

    assert not [name for name in loaded if name.startswith(("multiprocessing", "concurrent"))]


@pytest.mark.parametrize("program", [PROGRAM, (str(SCRIPT),)], ids=["module", "script"])
def test_workers_change_nothing_of_what_is_told(
    cli: CommandLine, processes: Processes, program: tuple[str, ...]
) -> None:
    if not Path(program[0]).exists():
        pytest.skip("the program is not installed here")
    write_reports(cli, letters=50_000)
    words = ("import", "r", "--explain", "--db")

    alone, together = (
        subprocess.run(
            [*start, *words, name],
            env=processes.environment({}),
            cwd=cli.folder,
            capture_output=True,
            check=True,
            timeout=60,
        )
        for start, name in (((sys.executable, "-c", ALONE), "alone.db"), (program, "other.db"))
    )

    assert together.stdout == alone.stdout
    assert together.stderr == alone.stderr.replace(b"alone.db", b"other.db")


def test_ctrl_c_gives_one_message_and_leaves_no_process(cli: CommandLine, processes: Processes) -> None:
    write_reports(cli, count=60, letters=60_000)

    told = converse(
        processes, "import", "r", "--db", "new.db", answers={"\r1/60 reports": CTRL_C}, stdout=subprocess.PIPE
    )

    assert told.exit_code == 130
    *_, message, end = seen(told.text)
    assert message.removeprefix("^C").startswith("interrupted; ")
    assert message.endswith(" imported")
    assert end == ""
    assert "Traceback" not in told.text


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at processes as Linux shows them")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_the_import(cli: CommandLine, processes: Processes, how: signal.Signals) -> None:
    write_reports(cli, count=60, letters=60_000)
    # Its output goes into a pipe that nobody reads: it is at work, or waits there, when the signal comes.
    with processes.start(
        "import", "r", "--explain", stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        assert process.stdout
        process.stdout.read(1)
        process.send_signal(how)
        _, complaints = process.communicate()

    assert b"Traceback" not in complaints
    assert not left_after(process.pid, seconds=10)


def left_after(session: int, seconds: int) -> list[str]:
    """Return the processes of a session that are still there after some time; nothing as soon as there is none."""
    for _ in range(seconds * 10):
        found = in_session(session)
        if not found:
            return []
        time.sleep(0.1)
    return in_session(session)


def in_session(session: int) -> list[str]:
    """Return the processes of a session, as Linux tells of them; without those that have ended."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it ended meanwhile
        state, _, _, of_session, *_ = told.rpartition(")")[2].split()
        if of_session == str(session) and state != "Z":
            found.append(told)
    return found
