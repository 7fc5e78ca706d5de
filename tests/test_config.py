"""The configuration: which file, what holds, what is refused with which words, and that secrets stay secret."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from datetime import UTC, time
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest

from tracker.channels import CHANNELS
from tracker.config import (
    CHANNEL_KINDS,
    CHANNEL_SETTINGS,
    OWNER_SETTINGS,
    SETTINGS,
    TEAM_SETTINGS,
    example,
    init_text,
    load_config,
    settings_in_force,
    write_config,
)
from tracker.config.values import SIGNED_KINDS
from tracker.errors import MissingSecret, UnknownChannel, UnusableConfiguration, UnwritableFile
from tracker.people import NOBODY
from tracker.words import Policy, Secret

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.config import Config, Setting

ROOT = Path(__file__).parent.parent
WEBHOOK = "https://hooks.example.com/T0/B0/hunter2"
SIGNING_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ONE_CHANNEL = f'[channels.ops]\nkind = "slack"\nurl = "{WEBHOOK}"\n'


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of the test's own: what platformdirs reads is the process's environment."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The working folder."""
    folder = tmp_path / "work" / "here"
    folder.mkdir(parents=True)
    return folder


def load(
    folder: Path,
    text: str | bytes | None = None,
    *,
    config: Path | None = None,
    database: str | None = None,
    environ: Mapping[str, str] | None = None,
) -> Config:
    """Load from a working folder, with a `pmtrack.toml` in it where there is a text."""
    if text is not None:
        content = text if isinstance(text, bytes) else text.encode()
        (folder / "pmtrack.toml").write_bytes(content)
        (folder / "pmtrack.toml").chmod(0o600)
    return load_config(config=config, database=database, environ=environ or {}, folder=folder)


def refusal(folder: Path, text: str | bytes) -> str:
    with pytest.raises(UnusableConfiguration) as caught:
        load(folder, text)
    return str(caught.value).removeprefix(f"{folder}/")


def origins(config: Config) -> dict[str, str]:
    return {setting.key: setting.origin for setting in settings_in_force(config)}


def uncommented(text: str) -> str:
    return re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE)


# Which file


def test_without_a_file_the_defaults_hold(folder: Path, home: Path) -> None:
    config = load(folder)

    assert config.path is None
    assert config.database == home / ".local/share/pmtrack/pmtrack.db"
    assert config.database_origin == "default"
    assert config.zone is UTC
    assert config.policy == Policy()
    assert config.reminder_channels == ()
    assert config.channels == {}
    assert config.warnings == ()
    assert set(origins(config).values()) == {"default"}


def test_files_are_looked_for_in_their_order(tmp_path: Path, folder: Path, home: Path) -> None:
    option, variable = tmp_path / "option.toml", tmp_path / "variable.toml"
    here, parent = folder / "pmtrack.toml", folder.parent / "pmtrack.toml"
    user = home / ".config/pmtrack/pmtrack.toml"
    user.parent.mkdir(parents=True)
    for path in (option, variable, here, parent, user):
        path.write_text("")
    environ = {"PMTRACK_CONFIG": str(variable)}

    assert load(folder, config=option, environ=environ).path == option
    assert load(folder, environ=environ).path == variable
    assert load(folder, environ={"PMTRACK_CONFIG": ""}).path == here
    here.unlink()
    assert load(folder).path == parent
    parent.unlink()
    assert load(folder).path == user


def test_named_files_start_at_the_working_folder_or_at_home(folder: Path, home: Path) -> None:
    (folder / "mine.toml").touch()
    (home / "ours.toml").touch()

    assert load(folder, config=Path("mine.toml")).path == folder / "mine.toml"
    environ = {"PMTRACK_CONFIG": "~/ours.toml", "HOME": str(home)}
    assert load(folder, environ=environ).path == home / "ours.toml"


@pytest.mark.parametrize("by", ["option", "variable"])
def test_a_named_file_that_is_missing_is_an_error_with_its_cure(folder: Path, by: str) -> None:
    (folder / "pmtrack.toml").touch()
    config = Path("no.toml") if by == "option" else None

    with pytest.raises(UnusableConfiguration, match=r"no such file.*`pmtrack init`"):
        load(folder, config=config, environ={"PMTRACK_CONFIG": "no.toml"})


def test_a_folder_named_as_the_file_is_an_error(folder: Path) -> None:
    with pytest.raises(UnusableConfiguration, match="a folder, not a file"):
        load(folder, config=folder)


@pytest.mark.parametrize("device", ["/dev/zero", "pipe"])
def test_a_file_that_never_ends_or_begins_is_an_error(folder: Path, device: str) -> None:
    os.mkfifo(folder / "pipe")

    with pytest.raises(UnusableConfiguration, match="a pipe or a device"):
        load(folder, config=Path(device))


def test_a_folder_of_the_files_name_is_passed_over_and_a_broken_link_is_not(folder: Path) -> None:
    (folder / "pmtrack.toml").mkdir()
    assert load(folder).path is None

    (folder.parent / "pmtrack.toml").symlink_to("gone.toml")
    with pytest.raises(UnusableConfiguration, match="no such file"):
        load(folder)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_an_error(folder: Path) -> None:
    (folder / "pmtrack.toml").touch(0)

    with pytest.raises(UnusableConfiguration, match="permission denied"):
        load(folder)


# What holds


def test_every_key_reaches_the_configuration(folder: Path) -> None:
    config = load(
        folder,
        f"""
        timezone = "Europe/Berlin"
        database = "data/items.db"
        [reminders]
        channels = ["ops", "hook", "ops"]
        at = "8:30"
        long_lead = 10
        long_span = 30
        short_lead = 3
        repeat = 5
        daily_priorities = ["critical", "P0", "haute"]
        [channels.hook]
        kind = "webhook"
        url = "http://127.0.0.1:8080/hook"
        secret = "{SIGNING_SECRET}"
        allow_private_addresses = true
        {ONE_CHANNEL}""",
    )

    assert config.timezone == "Europe/Berlin"
    assert config.zone == ZoneInfo("Europe/Berlin")
    assert config.database == folder / "data/items.db"
    assert config.reminder_channels == ("ops", "hook")
    assert config.policy == Policy(time(8, 30), 10, 30, 3, 5, frozenset({0, 1}))
    assert list(config.channels) == ["hook", "ops"]
    hook = config.channel("hook")
    assert (hook.name, hook.kind, hook.allow_private_addresses) == ("hook", "webhook", True)
    assert (hook.url, hook.secret) == (Secret("http://127.0.0.1:8080/hook"), Secret(SIGNING_SECRET))
    ops = config.channel("ops")
    assert (ops.kind, ops.url, ops.secret, ops.allow_private_addresses) == ("slack", Secret(WEBHOOK), None, False)


def test_no_priority_need_be_repeated_daily(folder: Path) -> None:
    assert load(folder, "reminders.daily_priorities = []").policy.daily_ranks == frozenset()


def test_windows_files_with_a_mark_and_carriage_returns_load(folder: Path) -> None:
    assert load(folder, b'\xef\xbb\xbftimezone = "Asia/Tokyo"\r\n').timezone == "Asia/Tokyo"


def test_the_database_is_named_by_option_then_variable_then_file(folder: Path) -> None:
    text, environ = 'database = "file.db"', {"PMTRACK_DATABASE": "variable.db"}

    option = load(folder, text, database="option.db", environ=environ)
    assert (option.database, option.database_origin) == (folder / "option.db", "--db")
    variable = load(folder, environ=environ)
    assert (variable.database, variable.database_origin) == (folder / "variable.db", "PMTRACK_DATABASE")
    file = load(folder, environ={"PMTRACK_DATABASE": ""})
    assert (file.database, file.database_origin) == (folder / "file.db", f"{folder}/pmtrack.toml")


def test_a_database_in_the_file_starts_at_the_files_folder(folder: Path) -> None:
    (folder.parent / "pmtrack.toml").write_text('database = "items.db"')

    assert load(folder).database == folder.parent / "items.db"
    assert load(folder, database="items.db").database == folder / "items.db"


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("/var/lib/items.db", "/var/lib/items.db"),
        ("~/items.db", "HOME/items.db"),
        ("sqlite:///items.db", "FOLDER/items.db"),
        ("sqlite:////var/items.db", "/var/items.db"),
        ("sqlite:///~/items.db", "HOME/items.db"),
        ("odd: name.db", "FOLDER/odd: name.db"),
    ],
)
def test_names_of_databases(folder: Path, home: Path, name: str, path: str) -> None:
    expected = path.replace("HOME", str(home)).replace("FOLDER", str(folder))

    assert str(load(folder, database=name, environ={"HOME": str(home)}).database) == expected


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("postgresql://ann:hunter2@db/pmtrack", "--db: postgresql:// is not supported by this version"),
        ("sqlite+aiosqlite:///x.db", "sqlite+aiosqlite:// is not supported by this version"),
        ("sqlite://", "takes a path"),
        ("sqlite:x.db", "takes a path"),
        ("sqlite:///:memory:", "takes a path"),
        ("sqlite:///x.db?mode=ro", "nothing behind the path"),
        ("", "takes a path"),
        ("sqlite:///", "takes a path"),
        ("a\0b", "takes a path"),
        ("~nobody-of-that-name/x.db", "no home folder"),
    ],
)
def test_names_of_databases_that_are_refused(folder: Path, name: str, part: str) -> None:
    with pytest.raises(UnusableConfiguration) as caught:
        load(folder, database=name)

    assert part in str(caught.value)
    assert "hunter2" not in str(caught.value)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become a user whom the system does not know")
def test_without_any_home_the_database_is_in_the_working_folder_and_a_warning_says_so(folder: Path) -> None:
    code = """if True:
        import os, pathlib, sys
        sys.path.insert(0, sys.argv[1])
        import platformdirs, tracker.config  # now: what root may read that user may not
        try:
            os.setuid(54321)
        except OSError:
            sys.exit("no such user can be had")
        folder = pathlib.Path(sys.argv[2])
        config = tracker.config.load_config(config=None, database=None, environ={}, folder=folder)
        print(config.database, *config.warnings)
    """
    environ = {name: value for name, value in os.environ.items() if name != "HOME"}
    command = [sys.executable, "-B", "-c", code, str(ROOT), str(folder)]

    run = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)

    if "no such user" in run.stderr:
        pytest.skip(run.stderr)
    assert run.stderr == ""
    assert run.stdout.startswith(f"{folder}/pmtrack.db no home folder is known")


# What is refused


@pytest.mark.parametrize(
    ("text", "message"),
    [
        # Keys
        ('time_zone = "UTC"', 'pmtrack.toml:1: time_zone: there is no such key; did you mean "timezone"?'),
        ("\n\nqqq = 1", "pmtrack.toml:3: qqq: there is no such key; `pmtrack config` lists all keys"),
        (
            "[reminders]\nrepeats = 1",
            ':2: reminders.repeats: there is no such key; did you mean "reminders.repeat"?',
        ),
        ('at = "09:00"', ':1: at: there is no such key; write "at" under [reminders]'),
        ('[reminders]\ntimezone = "UTC"', 'such key; write "timezone" above the first [section]'),
        ('"reminders.at" = "09:00"', 'write "at" under [reminders]'),
        ('[reminder]\nat = "09:00"', ':1: reminder: there is no such key; did you mean "reminders"?'),
        ('[channel.ops]\nkind = "slack"', ':1: channel: there is no such key; did you mean "channels"?'),
        ("reminders = 5", ":1: reminders: is a section: write [reminders]"),
        ("channels = []", ":1: channels: is a section: write [channels.NAME]"),
        # Types
        ("timezone = 1", ":1: timezone: takes text in quotes, not a whole number"),
        ("timezone = {}", ":1: timezone: takes text in quotes, not a section"),
        ("timezone = 2024-01-01", "not a date"),
        ("[reminders]\nat = 09:00:00", "takes text in quotes, not a date"),
        ("[reminders]\nrepeat = true", ":2: reminders.repeat: takes a whole number, not true or false"),
        ("[reminders]\nrepeat = 1.5", "takes a whole number, not a number with a point"),
        ('[reminders]\nchannels = "ops"', 'takes a list of texts, like ["one", "two"], not text in quotes'),
        ("[reminders]\nchannels = [1]", 'takes a list of texts, like ["one", "two"], not this list'),
        # Values
        ('timezone = "Europe/Berln"', '"Europe/Berln" is no time zone; did you mean "Europe/Berlin"?'),
        ('timezone = "europe/berlin"', 'did you mean "Europe/Berlin"?'),
        ('timezone = "tokyo"', 'did you mean "Asia/Tokyo"?'),
        ('timezone = "Europe"', '"Europe" is no time zone'),
        ('timezone = "../etc/passwd"', "is no time zone"),
        ('timezone = ""', "is no time zone"),
        ('timezone = "a\\u0000b"', "is no time zone"),
        ('[reminders]\nat = "9"', 'takes a time of day like "09:00", not "9"'),
        ('[reminders]\nat = "24:00"', 'takes a time of day like "09:00"'),
        ("[reminders]\nrepeat = 0", "takes a number of days from 1 to 3650, not 0"),
        ("[reminders]\nlong_span = 9223372036854775807", "takes a number of days from 1 to 3650"),
        ('[reminders]\ndaily_priorities = ["P9"]', '"P9" is no priority'),
        ('[reminders]\ndaily_priorities = ["critcal"]', 'did you mean "critical"?'),
        (
            "[reminders]\nlong_lead = 2",
            ":2: reminders.long_lead: short_lead (2) must be smaller than long_lead (2)",
        ),
        ("reminders = { repeat = 1, short_lead = 9 }", ":1: reminders.short_lead: short_lead (9) must be smaller"),
        ('[reminders]\nchannels = ["ops"]', 'no channel "ops"; write its part, [channels.ops]'),
        (
            f'[reminders]\nchannels = ["op"]\n{ONE_CHANNEL}',
            ':2: reminders.channels: there is no channel "op"; did you mean "ops"?',
        ),
        ('database = "postgres://ann:hunter2@db/x"', ":1: database: postgres:// is not supported by this version"),
        ('database = "~no-such-user/x.db"', ":1: database: there is no home folder"),
        ('database = """x\ntimezone = 1\n"""\nreminders.at = 1', ":4: reminders.at: takes text"),
        # Channels
        ("[channels]\nops = 1", ":2: channels.ops: is a section"),
        ('[channels."my team"]\nkind = "slack"', ':1: channels."my team": a channel\'s name has letters'),
        ('[channels.ops]\nurl = "env:X"', ":1: channels.ops: kind is missing, like kind = "),
        ('[channels.ops]\nkind = "slack"', ":1: channels.ops: url is missing"),
        (f'{ONE_CHANNEL}urls = "x"', ':4: channels.ops.urls: there is no such key; did you mean "url"?'),
        (f"{ONE_CHANNEL}zzz = 1", "a channel has kind, url, secret, allow_private_addresses"),
        (
            '[channels.ops]\nkind = "slak"\nurl = "env:X"',
            'takes "webhook" or "slack", not "slak"; did you mean "slack"?',
        ),
        (f'{ONE_CHANNEL}secret = "{SIGNING_SECRET}"', 'only a channel of kind = "webhook" signs'),
        (f'{ONE_CHANNEL}allow_private_addresses = "yes"', "takes true or false, not text in quotes"),
        # Not TOML
        ("timezone = UTC", "pmtrack.toml:1: is not TOML: Invalid value at column 12"),
        ("a = 1\na = 2\nb = 3", "pmtrack.toml:2: is not TOML: Cannot overwrite a value"),
        ("[reminders", "pmtrack.toml: is not TOML:"),
        ("x = " + "[" * 100_000, "is not TOML"),
        ("x = " + "1" * 10_000, "is not TOML"),
        (b"timezone = 'UTC'\n# caf\xe9", "pmtrack.toml:2: is not UTF-8 text"),
        ('timezone = "UTC"'.encode("utf-16"), "pmtrack.toml:1: is not UTF-8 text"),
        (b"x = 1\n\0", "is not TOML"),
        ("#" * 3_000_000, "pmtrack.toml: larger than 2 MiB"),
    ],
)
def test_what_is_wrong_is_told_with_line_key_and_cure(folder: Path, text: str | bytes, message: str) -> None:
    assert message in refusal(folder, text)


@pytest.mark.parametrize(
    "text",
    [
        '[channels.ops]\nkind = "slack"\nurl = "VALUE"',
        '[channels.ops]\nkind = "slack"\nurl = ["VALUE"]',
        '[channels.ops]\nkind = "slack"\nurl = { at = "VALUE" }',
        '[channels.ops]\nkind = "slack"\nurl = "env:VALUE"',
        '[channels.ops]\nkind = "slack"\nurl = "file:VALUE"',
        '[channels.ops]\nkind = "slack"\nurl = "env:X"\nsecret = "VALUE"',
        '[channels.ops]\nkind = "webhook"\nurl = "env:X"\nsecret = "VALUE"',
        '[channels.ops]\nkind = "webhook"\nurl = "env:X"\nsecret = "whsec_VALUE"',
        '[channels.ops]\nkind = "webhook"\nurl = "env:X"\nsecret = "env:VALUE"',
        '[channels]\nops = "VALUE"',
        '[channels.ops]\nkind = "slack"\nurl = "VALUE',
        'channels = "VALUE"',
        'webhook = "VALUE"',
        'url = [1, "VALUE", x]',
    ],
)
@pytest.mark.parametrize("value", ["htps://example.com/hunter2", "https://a b/hunter2", "whsec_hunter2"])
def test_an_error_never_repeats_a_secret(folder: Path, text: str, value: str) -> None:
    try:
        load(folder, text.replace("VALUE", value)).channel("ops")
    except (UnusableConfiguration, MissingSecret) as error:
        assert "hunter2" not in f"{error} {error!r} {error.__cause__}"  # noqa: PT017 - not all are refused
    else:
        pytest.fail("this was to be refused")


# Channels and their secrets


def test_secrets_come_from_variables_and_files(folder: Path) -> None:
    (folder / "secret.txt").write_text(f"{SIGNING_SECRET}\r\n")
    text = '[channels.ops]\nkind = "webhook"\nurl = "env:OPS_URL"\nsecret = "file:secret.txt"'

    channel = load(folder, text, environ={"OPS_URL": f"{WEBHOOK}\n"}).channel("ops")

    assert channel.url.reveal() == WEBHOOK
    assert channel.secret is not None
    assert channel.secret.reveal() == SIGNING_SECRET


def test_a_configuration_loads_without_the_secrets_that_only_the_daemon_has(folder: Path) -> None:
    config = load(folder, '[channels.ops]\nkind = "slack"\nurl = "env:OPS_URL"\n[reminders]\nchannels = ["ops"]')

    assert config.reminder_channels == ("ops",)
    with pytest.raises(MissingSecret) as caught:
        config.channel("ops")
    assert str(caught.value) == "channels.ops.url: the environment variable OPS_URL is not set"


@pytest.mark.parametrize(
    ("place", "error", "message"),
    [
        ("env:EMPTY", MissingSecret, "the environment variable EMPTY is empty"),
        ("file:missing", MissingSecret, "missing: there is no such file"),
        ("file:empty", MissingSecret, "the file empty is empty"),
        ("file:.", MissingSecret, "a folder, not a file"),
        ("file:pipe", MissingSecret, "a pipe or a device"),
        ("file:binary", MissingSecret, "the file binary holds no text"),
        ("file:~no-such-user/x", MissingSecret, "no home folder"),
        ("env:WRONG", UnusableConfiguration, "in env:WRONG: takes an http"),
        ("file:wrong", UnusableConfiguration, "in file:wrong: takes an http"),
    ],
)
def test_a_secret_that_is_not_there_is_told_with_its_key_and_place(
    folder: Path, place: str, error: type[Exception], message: str
) -> None:
    (folder / "empty").write_bytes(b"\n")
    (folder / "binary").write_bytes(b"\xff\xfe")
    (folder / "wrong").write_bytes(b"hunter2\n")
    os.mkfifo(folder / "pipe")
    text = f'[channels.ops]\nkind = "slack"\nurl = "{place}"'
    config = load(folder, text, environ={"EMPTY": "", "WRONG": "hunter2"})

    with pytest.raises(error) as caught:
        config.channel("ops")

    assert "channels.ops.url: " in str(caught.value)
    assert message in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_two_signing_secrets_may_stand_together_while_one_is_replaced(folder: Path) -> None:
    text = '[channels.ops]\nkind = "webhook"\nurl = "env:OPS_URL"\nsecret = "file:secrets.txt"'
    (folder / "secrets.txt").write_text(f"{SIGNING_SECRET}\n{SIGNING_SECRET}\n")

    secret = load(folder, text, environ={"OPS_URL": WEBHOOK}).channel("ops").secret

    assert secret == Secret(f"{SIGNING_SECRET}\n{SIGNING_SECRET}")


def test_the_kinds_are_those_that_there_are_and_signing_ones_alone_take_a_secret() -> None:
    assert tuple(CHANNELS) == CHANNEL_KINDS
    assert tuple(name for name, kind in CHANNELS.items() if kind.signed) == SIGNED_KINDS


def test_an_unknown_channel_is_told_with_those_that_there_are(folder: Path) -> None:
    with pytest.raises(UnknownChannel) as caught:
        load(folder, ONE_CHANNEL).channel("dev")

    assert caught.value.known == ("ops",)


@pytest.mark.parametrize(
    "url", ["http://localhost", "https://[::1]:8443/a?b#c", "HTTPS://ann:x@example.com/", "http://10.0.0.1:80"]
)
def test_addresses_that_are_taken(folder: Path, url: str) -> None:
    config = load(folder, f'[channels.ops]\nkind = "slack"\nurl = "{url}"')

    assert config.channel("ops").url.reveal() == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.example.com",
        "ftp://x/",
        "https://",
        "https:///x",
        "http://x:y",
        "http://x/\\u001b",
        "http://x /",
    ],
)
def test_addresses_that_are_refused(folder: Path, url: str) -> None:
    text = f'[channels.ops]\nkind = "slack"\nurl = "{url}"'

    assert "channels.ops.url: takes an http:// or https:// address" in refusal(folder, text)


def test_secrets_are_in_no_text_of_the_configuration(folder: Path) -> None:
    (folder / "secret.txt").write_text(SIGNING_SECRET)
    text = (
        f'{ONE_CHANNEL}[channels.hook]\nkind = "webhook"\nurl = "env:OPS_URL"\nsecret = "{SIGNING_SECRET}"\n'
        '[channels.file]\nkind = "webhook"\nurl = "file:url.txt"\nsecret = "file:secret.txt"\n'
    )
    config = load(folder, text, environ={"OPS_URL": WEBHOOK})

    texts = f"{config!r} {config} {config.channels} {config.channel('hook')!r} {settings_in_force(config)}"

    assert "hunter2" not in texts
    assert SIGNING_SECRET not in texts
    shown = {setting.key: setting.value for setting in settings_in_force(config)}
    assert shown["channels.ops.url"] == "********"
    assert shown["channels.hook.url"] == "env:OPS_URL"
    assert shown["channels.hook.secret"] == "********"
    assert shown["channels.file.secret"] == "file:secret.txt"
    assert "channels.ops.secret" not in shown


def test_settings_in_force_tell_where_each_value_comes_from(folder: Path) -> None:
    text = f'[reminders]\nat = "10:00"\n{ONE_CHANNEL}'
    config = load(folder, text, environ={"PMTRACK_DATABASE": "x.db"})

    file = f"{folder}/pmtrack.toml"
    assert settings_in_force(config)[:4] == [
        ("timezone", "UTC", "default"),
        ("database", f"{folder}/x.db", "PMTRACK_DATABASE"),
        ("reminders.channels", [], "default"),
        ("reminders.at", "10:00", file),
    ]
    assert settings_in_force(config)[-3:] == [
        ("channels.ops.kind", "slack", file),
        ("channels.ops.url", "********", file),
        ("channels.ops.allow_private_addresses", False, "default"),
    ]


def test_settings_in_force_are_written_as_toml_writes_them(folder: Path) -> None:
    config = load(folder, '[reminders]\ndaily_priorities = ["P0"]')

    texts = {setting.key: setting.text for setting in settings_in_force(config)}

    assert texts["timezone"] == '"UTC"'
    assert texts["reminders.repeat"] == "7"
    assert texts["reminders.daily_priorities"] == '["P0"]'


@pytest.mark.parametrize(
    ("mode", "url", "warned"),
    [
        (0o644, WEBHOOK, True),
        (0o640, WEBHOOK, False),
        (0o600, WEBHOOK, False),
        (0o644, "env:OPS_URL", False),
        (0o644, "file:missing.txt", False),
    ],
)
def test_a_file_with_secrets_that_everybody_can_read_is_warned_of(
    folder: Path, mode: int, url: str, warned: bool
) -> None:
    load(folder, f'[channels.ops]\nkind = "slack"\nurl = "{url}"')
    (folder / "pmtrack.toml").chmod(mode)

    warnings = load(folder).warnings

    assert [f"{folder}/pmtrack.toml holds secrets" in warning for warning in warnings] == [True] * warned
    assert "hunter2" not in "".join(warnings)


def test_a_secrets_file_that_everybody_can_read_is_warned_of(folder: Path) -> None:
    (folder / "url.txt").touch(0o600)
    text = '[channels.ops]\nkind = "slack"\nurl = "file:url.txt"'
    assert load(folder, text).warnings == ()

    (folder / "url.txt").chmod(0o644)
    (warning,) = load(folder).warnings

    assert f"{folder}/url.txt holds a secret of channel ops" in warning


# The example


def test_the_example_in_the_repository_is_current() -> None:
    cure = """python -c "import tracker.config as c; print(c.example(), end='')" > config.example.toml"""

    assert (ROOT / "config.example.toml").read_text() == example(), cure


def test_the_example_loads_and_changes_nothing(folder: Path) -> None:
    config, defaults = load(folder, example()), load(folder.parent)

    assert config.policy == defaults.policy
    assert (config.zone, config.database) == (defaults.zone, defaults.database)
    assert (config.reminder_channels, config.channels) == (defaults.reminder_channels, {})
    assert config.people == defaults.people == NOBODY


def test_the_example_with_everything_put_in_force_loads_and_has_every_key(folder: Path) -> None:
    text = uncommented(example())
    environ = {
        "PMTRACK_WEBHOOK_URL": WEBHOOK,
        "PMTRACK_WEBHOOK_SECRET": SIGNING_SECRET,
        "SLACK_WEBHOOK_URL": WEBHOOK,
    }

    config = load(folder, text.replace("channels = []", 'channels = ["team", "chat"]'), environ=environ)

    assert [config.channel(name).kind for name in config.reminder_channels] == ["webhook", "slack"]
    table = tomllib.loads(text)
    keys = {*table, *(f"reminders.{key}" for key in table["reminders"])} - {
        "reminders",
        "channels",
        "owners",
        "teams",
    }
    assert keys == {setting.key for setting in SETTINGS}
    assert list(table["channels"]["team"]) == [setting.key for setting in CHANNEL_SETTINGS]
    assert list(table["owners"]["Mara Lind"]) == list(dict.fromkeys(s.path[0] for s in OWNER_SETTINGS))
    assert list(table["owners"]["Mara Lind"]["handles"]) == [s.path[1] for s in OWNER_SETTINGS if s.path[1:]]
    assert list(table["teams"]["payments"]) == [setting.key for setting in TEAM_SETTINGS]
    assert [person.name for person in config.people.persons] == ["Mara Lind"]
    assert config.people.team(None, (), "postmortems/payments/a.md") == "payments"


@pytest.mark.parametrize(
    "setting", [*SETTINGS, *CHANNEL_SETTINGS, *OWNER_SETTINGS, *TEAM_SETTINGS], ids=lambda setting: setting.key
)
def test_every_setting_is_described_and_what_it_shows_passes_its_own_check(setting: Setting) -> None:
    shown = [value for value in (setting.default, setting.sample or None) if value is not None]

    assert setting.description.endswith(".")
    assert shown
    for value in shown:
        setting.read(value)


def test_the_first_file_has_the_users_zone(folder: Path) -> None:
    assert load(folder, init_text(timezone="Europe/Paris")).timezone == "Europe/Paris"
    assert init_text() == example()


def test_a_new_file_is_private_and_complete(folder: Path) -> None:
    before = os.umask(0)
    try:
        write_config(folder / "pmtrack.toml")
    finally:
        os.umask(before)

    assert (folder / "pmtrack.toml").read_text() == init_text()
    assert (folder / "pmtrack.toml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("there", ["a file", "a broken link", "a folder"])
def test_nothing_that_is_there_is_overwritten(folder: Path, there: str) -> None:
    path = folder / "pmtrack.toml"
    if there == "a file":
        path.write_text("mine")
    elif there == "a broken link":
        path.symlink_to("elsewhere.toml")
    else:
        path.mkdir()

    with pytest.raises(UnwritableFile, match="it is there already"):
        write_config(path)

    assert not (folder / "elsewhere.toml").exists()
    assert there != "a file" or path.read_text() == "mine"


def test_a_file_that_cannot_be_made_is_told(folder: Path) -> None:
    with pytest.raises(UnwritableFile, match="no such file or folder"):
        write_config(folder / "missing" / "pmtrack.toml")


# What it costs


def test_loading_imports_nothing_that_is_not_needed(folder: Path) -> None:
    code = (
        "import sys, pathlib; sys.path.insert(0, sys.argv[1])\n"
        "from tracker.config import load_config\n"
        "folder = pathlib.Path(sys.argv[2])\n"
        "load_config(config=folder / sys.argv[3], database='x.db', environ={}, folder=folder)\n"
        "print(*sys.modules)"
    )
    (folder / "plain.toml").write_text('database = "x.db"')
    command = [sys.executable, "-c", code, str(ROOT), str(folder), "plain.toml"]

    modules = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    unwanted = {"zoneinfo", "difflib", "platformdirs", "pydantic", "sqlmodel", "sqlalchemy", "httpx", "json"}
    assert unwanted & set(modules) == set()
