"""How a command starts: reading commands load none of the libraries that are slow to load."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

SLOW = ("alembic", "apscheduler", "httpcore", "httpx", "pydantic", "rich", "sqlalchemy", "sqlmodel")

WATCH = """
import json, sys
from tracker.cli import main
sys.argv[0] = "pmtrack"
try:
    main()
except SystemExit as end:
    code = end.code
sys.stdout.flush()
print("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]), file=sys.stderr)
"""


def loaded_by(processes: Processes, *words: str) -> set[str]:
    """Run a command to its end, and return the top names of all modules that it loaded."""
    result = subprocess.run(
        [sys.executable, "-c", WATCH, *words],
        env=processes.environment({}),
        cwd=processes.folder,
        capture_output=True,
        check=False,
        timeout=30,
    )
    code, names = json.loads(result.stderr.splitlines()[-1])
    assert code in {0, None}, result.stderr
    return set(names)


@pytest.mark.parametrize(
    "command",
    [
        "list",
        "list --csv",
        "show 1",
        "--help",
        "--version",
        "config",
    ],
)
def test_a_command_that_only_reads_loads_nothing_slow(
    board: CommandLine, processes: Processes, command: str
) -> None:
    board.write("pmtrack.toml", 'timezone = "Europe/Berlin"\n')

    assert loaded_by(processes, *command.split()) & set(SLOW) == set()


def test_a_dry_run_without_a_database_loads_no_mapper_and_no_network(
    cli: CommandLine, processes: Processes
) -> None:
    cli.write("a.md", "# P\n")

    assert loaded_by(processes, "import", "a.md", "--dry-run") & set(SLOW) == set()


def test_done_loads_no_network(board: CommandLine, processes: Processes) -> None:
    assert board.folder == processes.folder

    assert loaded_by(processes, "done", "1") & {"httpx", "apscheduler", "rich"} == set()


def test_the_package_is_a_program_too(processes: Processes) -> None:
    # `processes` runs `python -m tracker`.
    result = processes("--version")

    assert result.returncode == 0
    assert result.stdout.startswith(b"pmtrack ")
