"""`pmtrack init` and `config`: a file to start from, and what is in force from where."""

from __future__ import annotations

import json
import stat
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import CommandLine

OPS = '[channels.ops]\nkind = "webhook"\nurl = "https://hooks.example.org/canary"\n'


def test_init_writes_a_file_that_loads_and_only_its_owner_reads(cli: CommandLine) -> None:
    result = cli("init")

    path = cli.folder / "pmtrack.toml"
    assert result.exit_code == 0
    assert "pmtrack.toml" in result.stdout
    assert tomllib.loads(path.read_text(encoding="utf-8"))["timezone"] == "UTC"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert cli("config").exit_code == 0
    assert "pmtrack channels test" in result.stderr


def test_init_overwrites_nothing(cli: CommandLine) -> None:
    path = cli.write("pmtrack.toml", "# mine\n")

    result = cli("init")

    assert result.exit_code == 73
    assert "already" in result.stderr
    assert path.read_text(encoding="utf-8") == "# mine\n"


def test_init_writes_the_file_that_is_named(cli: CommandLine) -> None:
    assert cli("init", "other.toml").exit_code == 0
    assert cli("config", "--config", "other.toml").stdout.splitlines()[0].endswith("other.toml")


def test_init_then_a_daemon_says_what_is_still_missing(cli: CommandLine) -> None:
    cli("init")

    result = cli("daemon", "--once")

    assert result.exit_code == 78
    assert "pmtrack.toml" in result.stderr
    assert "[reminders]" in result.stderr


def test_config_shows_each_setting_with_its_origin(cli: CommandLine) -> None:
    path = cli.write("pmtrack.toml", 'timezone = "Europe/Berlin"\n')

    lines = cli("config").stdout.splitlines()

    assert lines[0] == f"# {path}"
    assert f'timezone = "Europe/Berlin"  # {path}' in lines
    assert 'reminders.at = "09:00"  # default' in lines
    assert any(line.startswith("database = ") and line.endswith("# PMTRACK_DATABASE") for line in lines)


def test_config_without_a_file_says_that_the_defaults_hold(cli: CommandLine) -> None:
    assert "default" in cli("config").stdout.splitlines()[0]
    assert json.loads(cli("config", "--json").stdout)["file"] is None


def test_config_as_json_has_a_row_a_setting(cli: CommandLine) -> None:
    path = cli.write("pmtrack.toml", 'timezone = "Europe/Berlin"\n')

    document = json.loads(cli("config", "--json").stdout)

    assert list(document) == ["file", "settings"]
    assert document["file"] == str(path)
    assert all(list(row) == ["key", "value", "origin"] for row in document["settings"])


def test_values_in_json_are_those_of_json(cli: CommandLine) -> None:
    cli.write("pmtrack.toml", '[owners."Mara Lind"]\nspellings = ["mara", "@mlind"]\n' + OPS)

    rows = json.loads(cli("config", "--json").stdout)["settings"]

    values = {row["key"]: row["value"] for row in rows}
    assert values["timezone"] == "UTC"
    assert values["reminders.repeat"] == 7
    assert values["reminders.daily_priorities"] == ["P0", "P1"]
    assert values["channels.ops.allow_private_addresses"] is False
    assert values["channels.ops.url"] == "********"
    assert values['owners."Mara Lind".spellings'] == ["mara", "@mlind"]


def test_config_shows_owners_and_teams(cli: CommandLine) -> None:
    owner = '[owners."Mara Lind"]\nteam = "payments"\nhandles.slack = "U012AB3CD"\n'
    path = cli.write("pmtrack.toml", f'{owner}[teams.payments]\nreports = ["p/*"]\n')

    lines = cli("config").stdout.splitlines()

    assert lines[-4:] == [
        'owners."Mara Lind".spellings = []  # default',
        f'owners."Mara Lind".team = "payments"  # {path}',
        f'owners."Mara Lind".handles.slack = "U012AB3CD"  # {path}',
        f'teams.payments.reports = ["p/*"]  # {path}',
    ]


def test_a_file_above_the_working_folder_is_found(cli: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    path = cli.write("pmtrack.toml", 'timezone = "Europe/Berlin"\n')
    below = cli.folder / "a" / "b"
    below.mkdir(parents=True)
    monkeypatch.chdir(below)

    assert cli("config").stdout.splitlines()[0] == f"# {path}"


def test_the_database_comes_from_the_option_before_the_environment_and_the_file(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    cli.write("pmtrack.toml", 'database = "from-file.db"\n')

    def database(*words: str) -> str:
        return next(line for line in cli("config", *words).stdout.splitlines() if line.startswith("database"))

    assert "from-option.db" in database("--db", "from-option.db")
    assert str(cli.folder / "pmtrack.db") in database()
    monkeypatch.delenv("PMTRACK_DATABASE")
    assert str(cli.folder / "from-file.db") in database()


def test_secrets_are_stars_and_places_are_shown(cli: CommandLine) -> None:
    cli.write(
        "pmtrack.toml",
        '[channels.ops]\nkind = "webhook"\nurl = "https://hooks.example.org/canary"\nsecret = "env:KEY"\n',
    ).chmod(0o600)

    result = cli("config")

    assert 'channels.ops.url = "********"' in result.stdout
    assert 'channels.ops.secret = "env:KEY"' in result.stdout
    assert "canary" not in result.output


def test_secrets_in_a_file_that_everybody_reads_are_warned_of(cli: CommandLine) -> None:
    path = cli.write(
        "pmtrack.toml", '[channels.ops]\nkind = "webhook"\nurl = "https://hooks.example.org/canary"\n'
    )
    path.chmod(0o644)

    result = cli("channels")

    assert "warning" in result.stderr
    assert "chmod" in result.stderr


BROKEN = [
    pytest.param('nonsense = "x"\n', ["pmtrack.toml:1", "nonsense"], id="unknown key"),
    pytest.param('timezome = "UTC"\n', ["pmtrack.toml:1", "timezone"], id="misspelled key"),
    pytest.param('timezone = "Mars/Olympus"\n', ["pmtrack.toml:1", "Mars/Olympus"], id="unknown zone"),
    pytest.param("timezone = 3\n", ["pmtrack.toml:1", "timezone"], id="wrong type"),
    pytest.param("\n\ntimezone = \n", ["pmtrack.toml:3", "TOML"], id="no TOML"),
    pytest.param('[reminders]\nat = "25:00"\n', ["pmtrack.toml:2", "reminders.at"], id="no time of day"),
    pytest.param('[reminders]\nchannels = ["ops"]\n', ["pmtrack.toml:2", "ops"], id="unknown channel"),
    pytest.param('[channels.ops]\nkind = "pager"\n', ["pmtrack.toml", "webhook"], id="unknown kind"),
    pytest.param('[channels.ops]\nkind = "webhook"\n', ["pmtrack.toml", "url"], id="no url"),
    pytest.param('[chanels.ops]\nkind = "webhook"\n', ["pmtrack.toml:1", "channels"], id="misspelled section"),
    pytest.param('[owners.a]\n[owners.b]\nspellings = ["a"]\n', ["pmtrack.toml:3", '"a"'], id="shared spelling"),
    pytest.param("[owners.Mara Lind]\n", ["pmtrack.toml:1", '[owners."Mara Lind"]'], id="name without quotes"),
]


@pytest.mark.parametrize(("text", "words"), BROKEN)
@pytest.mark.parametrize(
    "command", [["list"], ["import", "a.md"], ["daemon", "--once"], ["channels"], ["config"]], ids=str
)
def test_a_broken_configuration_is_told_with_its_line(
    cli: CommandLine, text: str, words: list[str], command: list[str]
) -> None:
    cli.write("pmtrack.toml", text)

    result = cli(*command)

    assert result.exit_code == 78
    assert len(result.stderr.splitlines()) == 1
    assert all(word in result.stderr for word in words), result.stderr


def test_a_configuration_that_is_named_and_missing_is_told(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_option = cli("list", "--config", "nowhere.toml")
    monkeypatch.setenv("PMTRACK_CONFIG", "nowhere.toml")
    by_variable = cli("list")

    assert (by_option.exit_code, by_variable.exit_code) == (78, 78)
    assert "nowhere.toml" in by_option.stderr
    assert "nowhere.toml" in by_variable.stderr


def test_a_secret_that_is_not_there_is_told_only_where_it_is_needed(cli: CommandLine) -> None:
    cli.write("pmtrack.toml", '[channels.ops]\nkind = "webhook"\nurl = "env:PMTRACK_TEST_NOT_SET"\n')
    cli("import", cli.write("a.md", "# P\n"))

    needed = cli("channels", "test", "ops")

    assert cli("list").exit_code == 0
    assert needed.exit_code == 78
    assert "PMTRACK_TEST_NOT_SET" in needed.stderr
