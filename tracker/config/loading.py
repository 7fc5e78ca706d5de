"""The configuration in force: a file, the environment and the options become one frozen `Config`.

Which value holds is decided here, in this order: an option, an environment variable, the file, the default
of its row in `SETTINGS`. Every problem is told with its file, line and key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.config.channels import ChannelSettings, read_channels
from tracker.config.document import find_file, is_readable_by_others, read_document
from tracker.config.nearest import did_you_mean
from tracker.config.paths import expanded, user_file
from tracker.config.people import PARTS, persons_of, read_people, teams_of
from tracker.config.settings import CHANNEL_SETTINGS, SETTINGS
from tracker.config.toml import toml_name, toml_text
from tracker.config.values import database_name, zone_named
from tracker.errors import UnknownChannel, UnusableConfiguration
from tracker.people import NOBODY, People
from tracker.sources import printable
from tracker.words import Channel, Policy

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import tzinfo
    from pathlib import Path

    from tracker.config.document import Document
    from tracker.config.parts import Part
    from tracker.zones import Zones

SECTIONS = frozenset(setting.path[0] for setting in SETTINGS if len(setting.path) > 1)
"""The tables of the file whose keys are rows of `SETTINGS`."""

NAMED_SECTIONS = ("channels", *PARTS)
"""The tables that hold parts with names of the user's own; each has its reader."""

DATABASE_NAME = "pmtrack.db"

Values = dict[str, Any]
"""A value for each key of `SETTINGS`, as the program uses it."""


class SettingInForce(NamedTuple):
    """A key, its value as it may be shown, and its origin: "default", a file, a variable or an option."""

    key: str
    value: str | bool | int | list[str]
    origin: str

    @property
    def text(self) -> str:
        """The value in TOML's notation."""
        return toml_text(self.value)


@dataclass(frozen=True, slots=True)
class Config:
    """All settings, checked. Secrets are places only, until `channel` opens them."""

    path: Path | None
    """The configuration file, absolute; None where there is none and the defaults hold."""
    database: Path
    database_origin: str
    """Where the database's path comes from, in the words of `SettingInForce.origin`."""
    timezone: str
    zone: tzinfo
    reminder_channels: tuple[str, ...]
    """Who is reminded: `[reminders] channels`."""
    policy: Policy
    channels: Mapping[str, ChannelSettings]
    """Every `[channels.NAME]` by its name, in the order of the file."""
    people: People
    """Every `[owners.NAME]` and `[teams.NAME]`: who is meant by what reports say."""
    warnings: tuple[str, ...]
    """What is not wrong, but should be put right."""
    settings: tuple[SettingInForce, ...] = field(repr=False)
    environ: Mapping[str, str] = field(repr=False, compare=False)

    @property
    def zones(self) -> Zones:
        """In which zone each item's days begin; only what reminds asks for it."""
        from tracker.zones import Zones  # noqa: PLC0415 - lists count in the configured zone

        names = {person.timezone for person in self.people.persons if person.timezone}
        return Zones(self.zone, self.people, {name: zone_named(name) for name in sorted(names)})

    def channel(self, name: str) -> Channel:
        """Return a channel with its secrets read from where they are.

        Raises:
            UnknownChannel: the configuration has none of that name.
            MissingSecret: a variable or file that it names is not there, or is empty.
            UnusableConfiguration: what the variable or file holds is no address or no signing secret.
        """
        if self.path is None or name not in self.channels:
            raise UnknownChannel(name, tuple(self.channels))
        return self.channels[name].open(self.path, self.environ)


def load_config(*, config: Path | None, database: str | None, environ: Mapping[str, str], folder: Path) -> Config:
    """Return the configuration in force; nothing is written, and no secret is read.

    Args:
        config: the option --config, which names the file.
        database: the option --db, which names the database.
        environ: the environment, for PMTRACK_CONFIG, PMTRACK_DATABASE, HOME and the variables of secrets.
        folder: the working folder, absolute: where relative paths start and the search for the file does.

    Raises:
        UnusableConfiguration: a named file is missing; a file cannot be read or is no TOML; a key or a value
            means nothing.
    """
    path = find_file(config, environ, folder)
    document = read_document(path) if path else None
    given = dict(_given(document)) if document else {}
    values = {setting.key: _value(setting.key, given, document) for setting in SETTINGS}
    channels = read_channels(document) if document else {}
    parts = read_people(document) if document else {}
    _check_together(values, channels, document)
    database_path, origin = _database(database, environ, folder, document, values["database"])
    return Config(
        path=path,
        database=database_path,
        database_origin=origin,
        timezone=str(values["timezone"]),
        zone=values["timezone"],
        reminder_channels=values["reminders.channels"],
        policy=_policy(values),
        channels=channels,
        people=People(persons_of(parts["owners"]), teams_of(parts["teams"])) if parts else NOBODY,
        warnings=tuple(_warnings(origin, document, channels, environ)),
        settings=(
            *_in_force(given, path, (printable(database_path), origin)),
            *_channels_in_force(channels, path),
            *_people_in_force(parts, path),
        ),
        environ=environ,
    )


def settings_in_force(config: Config) -> list[SettingInForce]:
    """Return every setting with its value and origin, in the order of the example; secrets are stars."""
    return list(config.settings)


def _given(document: Document) -> Iterator[tuple[str, Any]]:
    """The keys of the file and their values, as they are; parts are read by themselves."""
    known = {setting.path for setting in SETTINGS}
    for path, value in _leaves(document):
        if path not in known:
            raise document.problem(path, f"there is no such key{_right_key(path)}")
        yield ".".join(path), value


def _leaves(document: Document) -> Iterator[tuple[tuple[str, ...], Any]]:
    for name, value in document.table.items():
        if name in SECTIONS and not isinstance(value, dict):
            raise document.problem((name,), f"is a section: write [{name}] and its keys below")
        if name in SECTIONS:
            yield from (((name, key), inner) for key, inner in value.items())
        elif name not in NAMED_SECTIONS:
            yield (name,), value


def _right_key(path: tuple[str, ...]) -> str:
    """What was meant: the same word in its own place, or the nearest word."""
    word = path[-1].rpartition(".")[2]
    for *section, name in (setting.path for setting in SETTINGS):
        if name == word:
            return f'; write "{name}" ' + (f"under [{section[0]}]" if section else "above the first [section]")
    words = [*(setting.key for setting in SETTINGS), *SECTIONS, *NAMED_SECTIONS]
    return did_you_mean(".".join(path), words) or "; `pmtrack config` lists all keys"


def _value(key: str, given: Mapping[str, Any], document: Document | None) -> Any:
    setting = next(setting for setting in SETTINGS if setting.key == key)
    if document is None or key not in given:
        return setting.default if setting.default is None else setting.read(setting.default)
    try:
        return setting.read(given[key])
    except ValueError as error:
        raise document.problem(setting.path, str(error)) from error


def _check_together(values: Values, channels: Mapping[str, object], document: Document | None) -> None:
    """What only several values together show: names that belong to no channel, leads in the wrong order."""
    if document is None:
        return
    for name in values["reminders.channels"]:
        if name not in channels:
            hint = did_you_mean(name, channels) or f"; write its part, [channels.{name}]"
            raise document.problem(("reminders", "channels"), f'there is no channel "{name}"{hint}')
    short, long = values["reminders.short_lead"], values["reminders.long_lead"]
    if short >= long:
        key = "short_lead" if "short_lead" in document.table.get("reminders", {}) else "long_lead"
        what = f"short_lead ({short}) must be smaller than long_lead ({long})"
        raise document.problem(("reminders", key), what)


def _policy(values: Values) -> Policy:
    return Policy(
        at=values["reminders.at"],
        long_lead=values["reminders.long_lead"],
        long_span=values["reminders.long_span"],
        short_lead=values["reminders.short_lead"],
        repeat=values["reminders.repeat"],
        daily_ranks=values["reminders.daily_priorities"],
    )


def _database(
    option: str | None, environ: Mapping[str, str], folder: Path, document: Document | None, given: str | None
) -> tuple[Path, str]:
    """The database's absolute path and its origin."""
    name, base, origin = given, folder, "default"
    if option is not None:
        name, origin = option, "--db"
    elif environ.get("PMTRACK_DATABASE"):
        name, origin = environ["PMTRACK_DATABASE"], "PMTRACK_DATABASE"
    elif document and given:
        base, origin = document.path.parent, printable(document.path)
    if name is None:
        # Without a home there is no better place than the working folder; a warning says so.
        return user_file("data", DATABASE_NAME) or folder / DATABASE_NAME, origin
    try:
        return base / expanded(database_name(name), environ), origin
    except ValueError as error:
        if name is given and document:
            raise document.problem(("database",), str(error)) from error
        raise UnusableConfiguration(origin, str(error)) from error


def _warnings(
    origin: str,
    document: Document | None,
    channels: Mapping[str, ChannelSettings],
    environ: Mapping[str, str],
) -> Iterator[str]:
    if origin == "default" and user_file("data", DATABASE_NAME) is None:
        yield f"no home folder is known, so {DATABASE_NAME} is in the working folder; --db names another place"
    if document is None:
        return
    literal = any(place.is_literal for channel in channels.values() for place in channel.places)
    if literal and document.is_readable_by_others():
        yield f"{document.path} holds secrets and every user can read it: chmod o= it, or use env: or file:"
    for channel in channels.values():
        for path in channel.secret_files(document.path.parent, environ):
            if is_readable_by_others(path):
                yield f"{path} holds a secret of channel {channel.name}; every user can read it: chmod o= it"


def _in_force(given: Mapping[str, Any], path: Path | None, database: tuple[str, str]) -> Iterator[SettingInForce]:
    for setting in SETTINGS:
        if setting.key == "database":
            yield SettingInForce(setting.key, *database)
        else:
            value = given.get(setting.key, setting.default)
            yield SettingInForce(setting.key, value, _origin(setting.key in given, path))


def _channels_in_force(channels: Mapping[str, ChannelSettings], path: Path | None) -> Iterator[SettingInForce]:
    for channel in channels.values():
        for setting in CHANNEL_SETTINGS:
            value = channel.shown(setting.key)
            if value is not None:
                key = toml_name(("channels", channel.name, *setting.path))
                yield SettingInForce(key, value, _origin(setting.key in channel.given, path))


def _people_in_force(parts: Mapping[str, tuple[Part, ...]], path: Path | None) -> Iterator[SettingInForce]:
    for section, (settings, _) in PARTS.items():
        for part in parts.get(section, ()):
            for setting in settings:
                value: Any = part.given.get(setting.key, setting.default)
                if value is not None:
                    key = toml_name((*part.path, *setting.path))
                    yield SettingInForce(key, value, _origin(setting.key in part.given, path))


def _origin(is_given: bool, path: Path | None) -> str:
    return printable(path) if is_given and path else "default"
