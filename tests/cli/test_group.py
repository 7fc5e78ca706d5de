"""The group of all commands: its help, what it says of a slip, and what every command has in common."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from tracker.cli import COMMANDS, NAMES, app
from tracker.cli.mistyped import SYNONYMS, meant

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import CommandLine

    from .conftest import Processes

EVERY_COMMAND = pytest.mark.parametrize("name", NAMES)


def example_rows() -> list[tuple[str, str]]:
    lines = (Path(__file__).parent.parent / "examples" / "mistyped.md").read_text(encoding="utf-8").splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table]
    assert len(rows) > 40
    return [(typed, meant) for typed, meant in rows]


@pytest.mark.parametrize(("typed", "meant"), example_rows())
def test_a_slip_is_told_with_what_was_meant(cli: CommandLine, typed: str, meant: str) -> None:
    result = cli(*shlex.split(typed.replace("'", "\\'")))

    said = "" if meant == "-" else f"; did you mean {meant}?"
    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert result.stdout == ""
    assert lines[0].endswith(said or ".")
    assert ("did you mean" in lines[0]) == bool(said)
    assert len(lines) == 2
    assert "--help` explains the command" in lines[1]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("lst", "pmtrack: no command `lst`; did you mean `list`?"),
        ("xyzzy", "pmtrack: no command `xyzzy`."),
        ("list --ovredue", "pmtrack list: no option `--ovredue`; did you mean `--overdue`?"),
        ("show", "pmtrack show: ID is missing."),
        ("list mara", "pmtrack list: nothing more is expected, but there is: mara."),
        ("show x", "pmtrack show: 'x' is not an item's number: a whole number, as `pmtrack list` shows it."),
        ("list --limit x", "pmtrack list: `--limit`: 'x' is not a number of items: a whole number from 1 on."),
        ("list --owner", "pmtrack: `--owner` needs a value behind it."),
        ("list --overdue=3", "pmtrack: `--overdue` takes no value."),
        ("--overdue list", "pmtrack: no option `--overdue`; the options of a command stand behind it."),
        ("--json list", "pmtrack: --json stands behind the command: `pmtrack list --json`."),
        ("--db x list", "pmtrack: --db stands behind the command: `pmtrack list --db x`."),
    ],
)
def test_wrong_use_is_told_in_a_line(cli: CommandLine, typed: str, told: str) -> None:
    result = cli(*typed.split())

    assert result.exit_code == 2
    assert result.stderr.splitlines()[0] == told
    assert "Usage" not in result.stderr


def test_a_slip_in_a_value_names_the_values_there_are(cli: CommandLine) -> None:
    told = cli("list", "--status", "opn").stderr.splitlines()[0]

    assert told.startswith("pmtrack list: `--status`: 'opn' is not one of 'open', 'in_progress'")
    assert told.endswith("; did you mean `open`?")


@pytest.mark.parametrize("word", ["\x1b[2J", "a\nb", "\u202ex", "x" * 100_000, "`$(id)`", "é\udce9", " "])
def test_a_hostile_word_is_told_harmlessly(cli: CommandLine, word: str) -> None:
    result = cli(word)

    lines = result.stderr.splitlines()
    assert result.exit_code == 2
    assert len(lines) == 2
    assert len(lines[0]) < 120
    assert lines[0].isprintable() or "\N{REPLACEMENT CHARACTER}" in lines[0]


def test_a_habit_is_no_command_and_means_only_commands() -> None:
    for word, meant_here in SYNONYMS.items():
        assert word not in NAMES
        assert set(meant_here) <= {*NAMES, "", "--help", "--version"}


def test_a_beginning_is_taken_for_all_that_begin_so() -> None:
    assert meant("li", ["list", "link", "lint", "live", "show"]) == ["list", "link", "lint"]


def test_likeness_counts_where_no_beginning_fits() -> None:
    assert meant("shwo", ["list", "show"]) == ["show"]


def test_the_help_of_all_lists_the_commands_under_their_headings(cli: CommandLine) -> None:
    shown = cli("--help").stdout

    at = -1
    for row in COMMANDS:
        heading, line = shown.index(f"\n{row.heading}:\n"), shown.index(f"\n  {row.name} ")
        assert heading < line
        assert line > at
        at = line
        assert row.line in shown
    assert shown.index("\nOptions:\n") > at
    assert "Exit codes: 0 fine" in shown


def test_commands_of_a_heading_stand_together() -> None:
    headings = [row.heading for row in COMMANDS]

    assert headings == sorted(headings, key=headings.index)


def test_h_is_help_everywhere(cli: CommandLine) -> None:
    assert cli("-h").stdout == cli("--help").stdout
    assert cli("list", "-h").stdout == cli("list", "--help").stdout
    assert cli("channels", "test", "-h").stdout == cli("channels", "test", "--help").stdout


def test_the_version_is_one_line(cli: CommandLine) -> None:
    assert cli("--version").stdout.startswith("pmtrack ")
    assert len(cli("--version").stdout.splitlines()) == 1


@EVERY_COMMAND
@pytest.mark.parametrize("columns", [60, 80])
def test_no_line_of_a_help_is_wider_than_the_terminal(name: str, columns: int) -> None:
    # typer leaves two columns free of a terminal that it measures itself.
    shown = CliRunner().invoke(app, [name, "--help"], terminal_width=columns - 2)

    assert max(map(len, shown.stdout.splitlines())) <= columns


def test_the_help_of_all_fits_a_terminal_of_60_columns(processes: Processes) -> None:
    shown = processes.in_terminal(60, "--help")

    assert shown.exit_code == 0
    assert max(map(len, shown.lines)) <= 60


def parameters(name: str) -> Iterator[tuple[Any, Any]]:
    """The parameters of a command, and of those below it, each with its context."""
    group: Any = get_command(app)
    command = group.get_command(None, name)
    for each in (command, *getattr(command, "commands", {}).values()):
        context = each.context_class(each, info_name=name)
        yield from ((context, parameter) for parameter in each.get_params(context))


@EVERY_COMMAND
def test_every_parameter_is_explained_in_a_sentence(name: str) -> None:
    for _, parameter in parameters(name):
        assert parameter.help, parameter.name
        assert parameter.help.rstrip("]").endswith((".", "?", "…")) or "[" in parameter.help


@EVERY_COMMAND
def test_a_value_is_called_by_what_it_is_and_not_by_its_type(name: str) -> None:
    for context, parameter in parameters(name):
        metavar = parameter.make_metavar(context)
        assert not {"<str>", "<text>", "<int>", "<path>", "<file>"} & {metavar.lower()}, parameter.name


def test_the_words_of_a_choice_stand_behind_its_help(cli: CommandLine) -> None:
    shown = " ".join(cli("list", "--help").stdout.split())

    assert "--status STATUS Only this status; may be repeated. [open, in_progress, done, cancelled]" in shown


@EVERY_COMMAND
def test_the_usage_is_written_as_manuals_write_it(cli: CommandLine, name: str) -> None:
    usage = cli(name, "--help").stdout.splitlines()[0]

    assert "{" not in usage
    assert usage.startswith(f"Usage: pmtrack {name}")


def test_the_help_goes_to_a_pipe_that_closes(processes: Processes) -> None:
    with processes.start("--help", stdout=-1, stderr=-1) as process:
        assert process.stdout
        process.stdout.close()
        assert process.stderr
        assert process.stderr.read() == b""
    assert process.returncode == 0
