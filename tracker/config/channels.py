"""The `[channels.NAME]` parts of the configuration: where messages go, before any secret is read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.config.parts import named_tables, read_part
from tracker.config.settings import CHANNEL_SETTINGS
from tracker.config.values import SIGNED_KINDS
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
    return {path[1]: _read_channel(document, path, table) for path, table in named_tables(document, "channels")}


def _read_channel(document: Document, path: tuple[str, str], table: Mapping[str, object]) -> ChannelSettings:
    name = path[1]
    if not NAME.fullmatch(name):
        raise document.problem(path, "a channel's name has letters, digits, - and _, and at most 64 of them")
    part = read_part(document, path, table, CHANNEL_SETTINGS, "a channel")
    if part.values["secret"] is not None and part.values["kind"] not in SIGNED_KINDS:
        kinds = " or ".join(f'"{kind}"' for kind in SIGNED_KINDS)
        raise document.problem((*path, "secret"), f"only a channel of kind = {kinds} signs its messages")
    return ChannelSettings(name=name, given=frozenset(part.given), **part.values)
