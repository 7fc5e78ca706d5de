"""`pmtrack` alone: how things stand, and what to do next."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW

from tracker.cli.standing import (
    ADVICE,
    BEGINNING,
    MOST_ADVICE,
    Standing,
    last_pass,
    next_steps,
    standing_line,
)
from tracker.store.figures import Overview

if TYPE_CHECKING:
    from conftest import CommandLine

    from .conftest import Processes

CHANNEL = """
[channels.ops]
kind = "webhook"
url = "https://hooks.example.org/ops"

[reminders]
channels = ["ops"]
"""

CALM = Overview(
    reports=2,
    open=3,
    overdue=0,
    due_within_week=0,
    unowned=0,
    undated=0,
    backlog=0,
    untriaged=0,
    items=9,
    last_tick=NOW,
)
"""Three open items that ask for nothing."""


class Settings:
    """As much of a configuration as advice looks at."""

    def __init__(self, *, channels: tuple[str, ...] = ("ops",), path: str | None = "/etc/pmtrack.toml") -> None:
        self.reminder_channels, self.path = channels, path


def steps(settings: Settings | None = None, **changes: Any) -> list[str]:
    """The commands that are advised when some of it is different."""
    stands = Standing(replace(CALM, **changes), settings or Settings(), NOW)  # type: ignore[arg-type]  # it has what is looked at
    return [step.command for step in next_steps(stands)]


def run_database(cli: CommandLine, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(cli.folder / "pmtrack.db")) as database, database:
        database.execute(statement, values)


def note_tick(cli: CommandLine, at: datetime) -> None:
    run_database(cli, "INSERT INTO meta (key, value) VALUES ('daemon_last_tick', ?)", at.isoformat())


def test_without_a_database_it_says_how_to_begin(cli: CommandLine) -> None:
    result = cli()

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("No database yet")
    assert all(step.command in result.stdout for step in BEGINNING)
    assert not (cli.folder / "pmtrack.db").exists()


def test_it_counts_what_is_open_and_says_what_to_do(board: CommandLine) -> None:
    lines = board().stdout.splitlines()

    assert lines == [
        "4 open items from 1 report: 1 overdue, 2 due within a week.",
        "",
        "  pmtrack list --overdue  1 item overdue",
        "  pmtrack init            nobody is reminded yet; this writes a configuration",
        "  pmtrack triage          4 imported items nobody has looked at",
        "",
        "`pmtrack --help` lists the commands.",
    ]


def test_as_a_document_it_says_the_same(board: CommandLine) -> None:
    document = json.loads(board("--json").stdout)

    assert document == {
        "as_of": "2026-10-14",
        "database": str(board.folder / "pmtrack.db"),
        "overview": {
            "reports": 1,
            "open": 4,
            "overdue": 1,
            "due_within_week": 2,
            "unowned": 0,
            "undated": 0,
            "backlog": 0,
            "untriaged": 4,
            "items": 5,
        },
        "last_pass": None,
        "channels": [],
        "next": [
            {"command": "pmtrack list --overdue", "reason": "1 item overdue"},
            {"command": "pmtrack init", "reason": "nobody is reminded yet; this writes a configuration"},
            {"command": "pmtrack triage", "reason": "4 imported items nobody has looked at"},
        ],
    }


def test_as_a_document_no_database_is_no_overview(cli: CommandLine) -> None:
    document = json.loads(cli("--json").stdout)

    assert document["overview"] is None
    assert [step["command"] for step in document["next"]] == [step.command for step in BEGINNING]


def test_another_database_and_configuration_may_be_named(board: CommandLine) -> None:
    board.write("other.toml", 'database = "pmtrack.db"\n' + CHANNEL)

    assert json.loads(board("--json", "--config", "other.toml").stdout)["channels"] == ["ops"]
    assert board("--db", "elsewhere.db").stdout.startswith("No database yet")


def test_what_is_due_is_counted_in_the_configured_zone(board: CommandLine) -> None:
    # At noon UTC it is the next day already on Kiritimati, so that #2, due on the 14th, is overdue.
    board.write("pmtrack.toml", 'timezone = "Pacific/Kiritimati"\n')

    document = json.loads(board("--json").stdout)

    assert document["as_of"] == "2026-10-15"
    assert document["overview"]["overdue"] == 2


def test_channels_without_a_daemon_want_one(board: CommandLine) -> None:
    board.write("pmtrack.toml", CHANNEL)

    assert "pmtrack daemon          nobody is reminded: no daemon is running\n" in board().stdout


def test_a_daemon_that_has_just_looked_is_running(board: CommandLine) -> None:
    board.write("pmtrack.toml", CHANNEL)
    note_tick(board, NOW - timedelta(minutes=59))

    shown = board()

    assert "daemon" not in shown.stdout
    assert json.loads(board("--json").stdout)["last_pass"] == "2026-10-14T11:01:00+00:00"


def test_a_daemon_that_has_not_looked_for_long_is_missed(board: CommandLine) -> None:
    board.write("pmtrack.toml", CHANNEL)
    note_tick(board, NOW - timedelta(hours=3, minutes=10))

    assert "no daemon is running, the last pass was 3 hours ago\n" in board().stdout


@pytest.mark.parametrize(
    ("silence", "said"),
    [
        (timedelta(hours=1, seconds=1), ", the last pass was 1 hour ago"),
        (timedelta(hours=47), ", the last pass was 47 hours ago"),
        (timedelta(days=2), ", the last pass was 2 days ago"),
        (timedelta(days=400), ", the last pass was 400 days ago"),
    ],
)
def test_the_last_pass_is_told_in_hours_and_days(silence: timedelta, said: str) -> None:
    stands = Standing(replace(CALM, last_tick=NOW - silence), Settings(), NOW)  # type: ignore[arg-type]  # as above

    assert last_pass(stands) == said


def test_when_all_is_well_nothing_is_advised() -> None:
    assert steps() == []


@pytest.mark.parametrize(
    ("changes", "command"),
    [
        ({"overdue": 1}, "pmtrack list --overdue"),
        ({"backlog": 1, "untriaged": 1}, "pmtrack triage"),
        ({"untriaged": 1}, "pmtrack triage"),
        ({"last_tick": None}, "pmtrack daemon"),
        ({"last_tick": datetime(2026, 10, 14, 10, tzinfo=UTC)}, "pmtrack daemon"),
        ({"open": 0}, "pmtrack import FOLDER"),
        ({"due_within_week": 1}, "pmtrack list --due-within 7d"),
        ({"unowned": 1}, "pmtrack list --unowned"),
        ({"undated": 1}, "pmtrack list --undated"),
    ],
)
def test_each_thing_that_is_missing_has_its_step(changes: dict[str, Any], command: str) -> None:
    assert steps(**changes) == [command]


def test_without_a_channel_a_configuration_is_the_first_step() -> None:
    assert steps(Settings(channels=(), path=None)) == ["pmtrack init"]
    assert steps(Settings(channels=())) == ["pmtrack channels"]


def test_without_a_channel_no_daemon_is_advised() -> None:
    assert steps(Settings(channels=()), last_tick=None) == ["pmtrack channels"]


def test_no_more_than_three_things_are_advised_and_the_most_pressing_first() -> None:
    advised = steps(overdue=1, backlog=2, untriaged=3, last_tick=None, unowned=4, undated=5)

    assert advised == ["pmtrack list --overdue", "pmtrack triage", "pmtrack daemon"]
    assert len(advised) == MOST_ADVICE


def test_every_step_is_a_command_that_there_is(board: CommandLine) -> None:
    for command in (*(row.command for row in ADVICE), *(step.command for step in BEGINNING)):
        assert board(*command.split()[1:2], "--help").exit_code == 0


@pytest.mark.parametrize("row", [row for row in ADVICE if row.command.startswith("pmtrack list")])
def test_every_list_that_is_advised_can_be_listed(board: CommandLine, row: Any) -> None:
    assert board(*row.command.split()[1:]).exit_code == 0


def test_nothing_open_is_said_so() -> None:
    assert (
        standing_line(replace(CALM, open=0)) == "Nothing is open: 9 items from 2 reports, all done or cancelled."
    )


def test_a_database_without_items_is_said_so(cli: CommandLine) -> None:
    cli.write("a.md", "# Nothing here\n")
    cli("import", "a.md")

    assert cli().stdout.splitlines()[0] == "Nothing is open."


def test_items_by_hand_are_of_no_report() -> None:
    assert standing_line(replace(CALM, reports=0)) == "3 open items."


def test_a_narrow_terminal_has_the_reasons_below(board: CommandLine, processes: Processes) -> None:
    # A process has the real clock: by then all four may be overdue.
    shown = processes.in_terminal(40)

    assert shown.exit_code == 0
    assert max(map(len, shown.lines)) <= 40
    assert "  pmtrack init" in shown.lines
    assert "      nobody is reminded yet; this" in shown.lines
    assert board.folder == processes.folder


def test_the_narrowest_terminal_shows_it_all(board: CommandLine, processes: Processes) -> None:
    shown = processes.in_terminal(20)

    assert shown.exit_code == 0
    assert max(map(len, shown.lines)) <= len("  pmtrack list --overdue")
    assert board.folder == processes.folder


def test_a_hostile_path_does_nothing_to_the_terminal(cli: CommandLine) -> None:
    shown = cli("--db", "a\x1b[2Jb.db").stdout

    assert "\x1b" not in shown
    assert "[2Jb.db" in shown


def test_a_damaged_database_is_told_as_any_command_does(cli: CommandLine) -> None:
    cli.write("pmtrack.db", "this is no database, and long enough to be read as one" * 40)

    result = cli()

    assert result.exit_code == 65
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_an_unknown_configuration_is_told_as_any_command_does(cli: CommandLine) -> None:
    result = cli("--config", "missing.toml")

    assert result.exit_code == 78
    assert "missing.toml" in result.stderr


def test_it_changes_nothing(board: CommandLine) -> None:
    before = (board.folder / "pmtrack.db").read_bytes()

    board()

    assert (board.folder / "pmtrack.db").read_bytes() == before
