"""`pmtrack demo`: the main job for real, with nothing set up, and nothing of the user's touched."""

from __future__ import annotations

import json
import re
import tempfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import CommandLine


@pytest.fixture
def temporary(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of the test's own for temporary files."""
    folder = cli.folder / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_demo_imports_lists_reminds_and_says_what_to_type_next(cli: CommandLine, temporary: Path) -> None:
    result = cli("demo")

    assert result.exit_code == 0
    for words in (
        "overdue",
        "webhook-id: msg_",
        "webhook-signature: v1,",
        '"action_items.reminder"',
        "pmtrack list",
    ):
        assert words in result.stdout
    assert list(temporary.iterdir()) != []


def test_demo_touches_nothing_of_the_user_s(cli: CommandLine, temporary: Path) -> None:
    cli("demo")

    assert sorted(path.name for path in cli.folder.iterdir()) == [temporary.name]


def test_demo_twice_is_two_demos(cli: CommandLine, temporary: Path) -> None:
    cli("demo")

    assert cli("demo").exit_code == 0
    assert len(list(temporary.iterdir())) == 2


def test_what_the_demo_says_to_type_next_works(cli: CommandLine, temporary: Path) -> None:
    assert temporary.exists()
    printed = cli("demo").stdout

    commands = re.findall(r"^ +(?:uv run )?pmtrack ((?:list|show|done|triage) .*--db .*)$", printed, re.MULTILINE)

    assert len(commands) >= 4
    for command in commands:
        result = cli(*command.split())
        assert result.exit_code == 0, result.stderr
        assert result.stdout


def test_the_demo_lists_what_the_list_command_lists(cli: CommandLine, temporary: Path) -> None:
    printed = cli("demo").stdout

    (folder,) = temporary.iterdir()
    listed = json.loads(cli("list", "--overdue", "--json", "--db", folder / "pmtrack.db").stdout)["items"]
    assert len(listed) >= 2
    assert [item["title"] for item in listed if item["title"] not in printed] == []


def test_demo_works_without_a_home_and_with_a_broken_configuration(
    cli: CommandLine, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert temporary.exists()
    monkeypatch.delenv("HOME")
    cli.write("pmtrack.toml", "broken = \n")

    assert cli("demo").exit_code == 0
