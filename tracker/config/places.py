"""Where a secret stands: in the configuration itself, in an environment variable, or in a file.

A `SecretPlace` is read from the configuration when it is loaded, and opened when its channel is used: a
command that sends nothing needs no secret. It prints the place and never the secret.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.config.paths import expanded
from tracker.errors import MissingSecret, UnreadableReport, UnusableConfiguration, UnusableFile
from tracker.sources import printable, read_source
from tracker.words import Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

ADDRESS = re.compile(
    r"https?://(?:[^\s/?#@]*@)?(?:\[[0-9a-f:.]+\]|[^\s/?#@:\[\]]+)(?::[0-9]{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
"""An address to post to: its scheme and host are there; the rest is for the one who dials it."""


@dataclass(frozen=True, slots=True)
class SecretPlace:
    """A secret that is written out (`scheme` is empty), or the variable (`env`) or file (`file`) it is in.

    `check` returns the secret, or raises ValueError with what is wrong; it never repeats it.
    """

    scheme: str
    text: Secret
    check: Callable[[str], str]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.text.reveal()}" if self.scheme else str(self.text)

    @property
    def is_literal(self) -> bool:
        """Whether the configuration itself holds the secret."""
        return not self.scheme

    def file(self, folder: Path, environ: Mapping[str, str]) -> Path:
        """Return the file of a `file:` place; a relative path starts at the configuration's folder.

        Raises:
            ValueError: there is no such home folder.
        """
        return folder / expanded(self.text.reveal(), environ)

    def open(self, key: str, configuration: Path, environ: Mapping[str, str]) -> Secret:
        """Return the secret itself.

        Args:
            key: the key it was read from, for the errors.
            configuration: the file of that key.
            environ: where variables are looked up.

        Raises:
            MissingSecret: its variable or file is not there, cannot be read, or is empty.
            UnusableConfiguration: what is there is no such secret.
        """
        text = self.text.reveal()
        if self.scheme == "env":
            text = environ.get(text, "").strip()
        elif self.scheme == "file":
            text = self._file_content(key, configuration.parent, environ)
        if not text:
            raise MissingSecret(key, self._absence(environ))
        try:
            return Secret(self.check(text))
        except ValueError as error:
            raise UnusableConfiguration(printable(configuration), f"{key}: in {self}: {error}") from None

    def _absence(self, environ: Mapping[str, str]) -> str:
        name = self.text.reveal()
        if self.scheme == "file":
            return f"the file {name} is empty"
        return f"the environment variable {name} is {'empty' if name in environ else 'not set'}"

    def _file_content(self, key: str, folder: Path, environ: Mapping[str, str]) -> str:
        try:
            return read_source(self.file(folder, environ)).decode().removesuffix("\n").removesuffix("\r")
        except (UnusableFile, UnreadableReport) as error:
            raise MissingSecret(key, str(error)) from error
        except UnicodeDecodeError:
            raise MissingSecret(key, f"the file {self.text.reveal()} holds no text") from None
        except ValueError as error:
            raise MissingSecret(key, str(error)) from error


def address_place(text: str) -> SecretPlace:
    """Return the place of a channel's address."""
    return _place(text, address)


def signing_secret_place(text: str) -> SecretPlace:
    """Return the place of a webhook's signing secret."""
    return _place(text, signing_secret)


def address(text: str) -> str:
    """Return an `http://` or `https://` address as it is."""
    if not (ADDRESS.fullmatch(text) and text.isprintable()):
        raise ValueError('takes an http:// or https:// address, "env:NAME" or "file:PATH"')
    return text


def signing_secret(text: str) -> str:
    """Return a `whsec_…` secret as it is, or two of them."""
    from tracker.channels.signing import check_secret  # noqa: PLC0415 - only where messages are signed

    problem = check_secret(text)
    if problem:
        raise ValueError(problem)
    return text


def _place(text: str, check: Callable[[str], str]) -> SecretPlace:
    scheme, colon, rest = text.partition(":")
    if not colon or scheme not in ("env", "file"):
        return SecretPlace("", Secret(check(text)), check)
    # Names and paths are shown in messages: what looks like the secret itself is refused, and not repeated.
    if "://" in rest or rest.startswith("whsec_"):
        raise ValueError(f"takes the place of the secret after {scheme}:, not the secret")
    if scheme == "env" and not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", rest):
        raise ValueError("takes the name of an environment variable after env:")
    if not rest.strip() or "\0" in rest:
        raise ValueError(f"takes a path after {scheme}:")
    return SecretPlace(scheme, Secret(rest), check)
