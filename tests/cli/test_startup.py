"""How a command starts: reading commands load none of the libraries that are slow to load."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tracker.cli import COMMANDS

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

SLOW = ("alembic", "apscheduler", "httpcore", "httpx", "pydantic", "rich", "sqlalchemy", "sqlmodel")

WATCH = """
import json, sys
from tracker.cli import main
sys.argv[0] = "pmtrack"
code = None
try:
    main()
except SystemExit as end:
    code = end.code
sys.stdout.flush()
print("\\n" + json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""

COMMAND_MODULES = {f"tracker.cli.{row.module}" for row in COMMANDS}


def modules_of(processes: Processes, *words: str, **changes: str) -> set[str]:
    """Run a command to its end, and return the names of all modules that it loaded."""
    result = subprocess.run(
        [sys.executable, "-c", WATCH, *words],
        env=processes.environment(changes),
        cwd=processes.folder,
        capture_output=True,
        check=False,
        timeout=30,
    )
    code, names = json.loads(result.stderr.splitlines()[-1])
    assert code in {0, None}, result.stderr
    return set(names)


def loaded_by(processes: Processes, *words: str, **changes: str) -> set[str]:
    """Run a command to its end, and return the top names of all modules that it loaded."""
    return {name.partition(".")[0] for name in modules_of(processes, *words, **changes)}


def tab(*words: str) -> dict[str, str]:
    """Return the environment in which a shell asks what fits behind some words."""
    return {"_PMTRACK_COMPLETE": "zsh", "_PMTRACK_WORDS": "\n".join(("pmtrack", *words))}


@pytest.mark.parametrize(
    "command",
    [
        "",
        "--json",
        "list",
        "list --csv",
        "list --json",
        "list --format markdown",
        "list --group-by owner",
        "show 1",
        "search index",
        "history",
        "history 1",
        "reports",
        "--help",
        "--version",
        "config",
        "completion",
        "completion bash",
    ],
)
def test_a_command_that_only_reads_loads_nothing_slow(
    board: CommandLine, processes: Processes, command: str
) -> None:
    board.write("pmtrack.toml", 'timezone = "Europe/Berlin"\n\n[owners.Mara]\nspellings = ["Mara Lind"]\n')

    assert loaded_by(processes, *command.split()) & set(SLOW) == set()


@pytest.mark.parametrize("command", ["", "--help", "--version"])
def test_the_group_alone_loads_no_command(board: CommandLine, processes: Processes, command: str) -> None:
    assert board.folder == processes.folder

    assert modules_of(processes, *command.split()) & COMMAND_MODULES == set()


def test_the_help_of_all_loads_neither_database_nor_configuration(cli: CommandLine, processes: Processes) -> None:
    assert cli.folder == processes.folder

    assert modules_of(processes, "--help") & {"sqlite3", "tracker.config", "tracker.store.reading"} == set()


@pytest.mark.parametrize("name", ["list", "done", "completion"])
def test_only_the_module_of_the_command_is_loaded(board: CommandLine, processes: Processes, name: str) -> None:
    assert board.folder == processes.folder
    own = next(f"tracker.cli.{row.module}" for row in COMMANDS if row.name == name)

    loaded = modules_of(processes, name, "--help") & COMMAND_MODULES

    assert own in loaded
    assert not loaded & {f"tracker.cli.{other}" for other in ("demo", "running", "channels", "importing")}


@pytest.mark.parametrize(
    "words",
    [
        ("",),
        ("sh",),
        ("show", ""),
        ("done", ""),
        ("reopen", ""),
        ("assign", "1", ""),
        ("undo", ""),
        ("forget", ""),
        ("list", "--"),
        ("list", "--owner", ""),
        ("list", "--team", ""),
        ("list", "--report", ""),
    ],
    ids=" ".join,
)
def test_the_tab_key_loads_nothing_slow(board: CommandLine, processes: Processes, words: tuple[str, ...]) -> None:
    assert board.folder == processes.folder

    assert loaded_by(processes, **tab(*words)) & set(SLOW) == set()


def test_the_tab_key_loads_no_command_for_the_name_of_one(cli: CommandLine, processes: Processes) -> None:
    assert cli.folder == processes.folder

    loaded = modules_of(processes, **tab("s"))

    # `completing` is both: it answers, and holds the command `completion`.
    assert loaded & COMMAND_MODULES == {"tracker.cli.completion.command"}
    assert loaded & {"sqlite3", "tracker.config"} == set()


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
