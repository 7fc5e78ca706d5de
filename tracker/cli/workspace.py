"""What a command works on: the configuration in force, the database behind it, and who is typing."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tracker import clock
from tracker.cli.output import note
from tracker.config import Config, load_config
from tracker.errors import MissingDatabase, OlderDatabase
from tracker.words import Actor

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.store.engine import Store
    from tracker.store.reading import Reader

GIT_SECONDS = 2
"""How long git may take to say who is typing."""


def settings(config: str | None, database: str | None) -> Config:
    """Return the configuration in force."""
    file = Path(config) if config is not None else None
    return load_config(config=file, database=database, environ=os.environ, folder=working_folder())


def working_folder() -> Path:
    """Return the folder that relative paths start from; one that was deleted meanwhile still has its name."""
    try:
        return Path.cwd()
    except OSError:
        return Path(os.environ.get("PWD") or "/")


def operators_settings(config: str | None, database: str | None) -> Config:
    """Return the configuration in force, and tell what in it should be put right.

    For the commands of the one who runs the daemon; those who type `list` in front of people did not write it.
    """
    found = settings(config, database)
    for warning in found.warnings:
        note(f"warning: {warning}")
    return found


def existing(config: str | None, database: str | None) -> Config:
    """Return the configuration in force, for a command that changes what is stored and must not make a database.

    Raises:
        MissingDatabase: there is none.
    """
    found = settings(config, database)
    must_exist(found.database)
    return found


def must_exist(database: Path) -> None:
    """Refuse to make a database for a command that is of use only where there is one: the name may be mistyped.

    An empty file is none: nothing was ever stored in it.

    Raises:
        MissingDatabase: there is none.
    """
    if not database.exists() or (database.is_file() and not database.stat().st_size):
        raise MissingDatabase(str(database))


@contextmanager
def reader(config: Config) -> Iterator[Reader]:
    """Open the database for reading, through the plain driver; one of an earlier pmtrack is upgraded first."""
    from tracker.store.reading import open_reader  # noqa: PLC0415 - not for commands that only write

    with ExitStack() as stack:
        try:
            opened = stack.enter_context(open_reader(config.database))
        except OlderDatabase:
            note(f"{config.database} is of an earlier pmtrack; upgrading it")
            with store(config):
                opened = stack.enter_context(open_reader(config.database))
        yield opened


@contextmanager
def store(config: Config) -> Iterator[Store]:
    """Open the database for writing; it is made where there is none."""
    from tracker.store.engine import open_store  # noqa: PLC0415 - the object-relational mapper takes 0.4 s

    with open_store(config.database) as opened:
        yield opened


def actor(name: str | None, source: str = "cli") -> Actor:
    """Return who does this now: --actor, PMTRACK_ACTOR, git's user.email, or the login name."""
    who = name or os.environ.get("PMTRACK_ACTOR") or git_email() or login_name()
    storable = who.encode(errors="backslashreplace").decode()  # what was typed may hold bytes that are no UTF-8
    return Actor(storable, clock.now(), source)


def git_email() -> str | None:
    """Return what git knows as the user's address, None without git or without one."""
    try:
        told = subprocess.run(
            ["git", "config", "--get", "user.email"],  # noqa: S607 - the user's own git, wherever it is
            capture_output=True,
            text=True,
            errors="replace",
            timeout=GIT_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return told.stdout.strip() or None


def login_name() -> str:
    """Return the login name; a container without a user entry has only a number."""
    import getpass  # noqa: PLC0415 - only where git knows nobody

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
