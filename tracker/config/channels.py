"""The `[channels.NAME]` parts of the configuration: where messages go, before any secret is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.config.nearest import did_you_mean
from tracker.config.settings import CHANNEL_SETTINGS, SIGNED_KINDS
from tracker.words import Channel

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tracker.config.document import Document
    from tracker.config.places import SecretPlace

NAME = re.compile(r"[\w-]{1,64}")
"""A channel's name is typed in commands and printed everywhere."""


@dataclass(frozen=True, slots=True)
class ChannelSettings:
    """One `[channels.NAME]`, checked; `given` are the keys that the file has."""

    name: str
    kind: str
    url: SecretPlace
    secret: SecretPlace | None
    allow_private_addresses: bool
    given: frozenset[str]

    @property
    def places(self) -> tuple[SecretPlace, ...]:
        """Where the channel's secrets stand."""
        return (self.url,) if self.secret is None else (self.url, self.secret)

    def secret_files(self, folder: Path, environ: Mapping[str, str]) -> Iterator[Path]:
        """Yield the files that hold a secret, whether they are there or not; none without a needed home."""
        for place in self.places:
            if place.scheme == "file":
                try:
                    yield place.file(folder, environ)
                except ValueError:
                    continue

    def shown(self, key: str) -> str | bool | None:
        """Return the value of a key as it may be shown: a secret's place, or stars; None if it is not set."""
        value: str | bool | SecretPlace | None = getattr(self, key)
        return value if isinstance(value, bool) or value is None else str(value)

    def open(self, configuration: Path, environ: Mapping[str, str]) -> Channel:
        """Return the channel with its secrets read; the errors are those of `SecretPlace.open`."""
        part = f"channels.{self.name}"
        secret = self.secret
        return Channel(
            name=self.name,
            kind=self.kind,
            url=self.url.open(f"{part}.url", configuration, environ),
            secret=None if secret is None else secret.open(f"{part}.secret", configuration, environ),
            allow_private_addresses=self.allow_private_addresses,
        )


def read_channels(document: Document) -> dict[str, ChannelSettings]:
    """Return the channels of a configuration file by name, in its order.

    Raises:
        UnusableConfiguration: a name, a key or a value of one means nothing, or a key is missing.
    """
    parts = document.table.get("channels", {})
    if not isinstance(parts, dict):
        raise document.problem(("channels",), "is a section: write [channels.NAME] and its keys below")
    return {name: _read_channel(document, name, part) for name, part in parts.items()}


def _read_channel(document: Document, name: str, part: object) -> ChannelSettings:
    path = ("channels", name)
    if not NAME.fullmatch(name):
        raise document.problem(path, "a channel's name has letters, digits, - and _, and at most 64 of them")
    if not isinstance(part, dict):
        raise document.problem(path, f"is a section: write [channels.{name}] and its keys below")
    known = [setting.key for setting in CHANNEL_SETTINGS]
    for key in part:
        if key not in known:
            hint = did_you_mean(key, known) or f"; a channel has {', '.join(known)}"
            raise document.problem((*path, key), f"there is no such key{hint}")
    values = _values(document, path, part)
    if values["secret"] is not None and values["kind"] not in SIGNED_KINDS:
        kinds = " or ".join(f'"{kind}"' for kind in SIGNED_KINDS)
        raise document.problem((*path, "secret"), f"only a channel of kind = {kinds} signs its messages")
    return ChannelSettings(name=name, given=frozenset(part), **values)


def _values(document: Document, path: tuple[str, ...], part: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for setting in CHANNEL_SETTINGS:
        if setting.required and setting.key not in part:
            raise document.problem(path, f"{setting.key} is missing, like {setting.key} = {setting.sample!r}")
        try:
            value = part.get(setting.key, setting.default)
            values[setting.key] = value if value is None else setting.read(value)
        except ValueError as error:
            raise document.problem((*path, setting.key), str(error)) from None
    return values
