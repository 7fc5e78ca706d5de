"""The example file: every key with what it means and its default, made from the tables of settings.

`config.example.toml` in the repository is `example()`, and a test holds them equal. After a change of
`SETTINGS`: `python -c "import tracker.config as c; print(c.example(), end='')" > config.example.toml`.
"""

from __future__ import annotations

import os
import textwrap
from typing import TYPE_CHECKING

from tracker.config.settings import CHANNEL_SETTINGS, OWNER_SETTINGS, SETTINGS, TEAM_SETTINGS
from tracker.config.toml import toml_text
from tracker.errors import UnwritableFile
from tracker.sources import printable, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tracker.config.settings import Setting

PREFACE = """\
The settings of pmtrack. Every key is here, with the value it has when it is not set.
pmtrack reads one file: --config, else PMTRACK_CONFIG, else pmtrack.toml in the working folder or a folder \
above, else pmtrack.toml in the user's configuration folder. `pmtrack config` shows what is in force.
A line that starts with # and no space is a setting to put in force: take the # away.
"""

CHANNELS_PREFACE = """\
A channel is a place where reminders are posted: [channels.NAME] with a name of your own. \
Reminders go to those that [reminders] channels names; `pmtrack channels test NAME` tries one.
"""

MORE_CHANNELS = ("[channels.chat]", 'kind = "slack"', 'url = "env:SLACK_WEBHOOK_URL"')
"""A second channel, without the explanations of the first."""

OWNERS_PREFACE = """\
An owner is a person whom reports call by several names: [owners.NAME] with the name that lists show. A name \
with blanks, accents or other signs stands in quotes. `pmtrack list --owner` finds the person under each spelling.
"""

TEAMS_PREFACE = """\
A team answers for the reports of a folder: [teams.NAME]. Where two fit, the first does. A team that only \
items or owners name needs no part here.
"""

WIDTH = 100


def example() -> str:
    """Return a whole configuration file that says what every key means and changes nothing."""
    return "\n".join(_lines({})) + "\n"


def init_text(*, timezone: str | None = None) -> str:
    """Return the file that `pmtrack init` writes: the example, with the user's time zone if that is known."""
    return "\n".join(_lines({} if timezone is None else {"timezone": timezone})) + "\n"


def write_config(path: Path, text: str | None = None) -> None:
    """Write a new configuration file that only its owner can read; `text` is `init_text()` by default.

    Raises:
        UnwritableFile: there is something already, or the system refuses; nothing was changed.
    """
    content = (init_text() if text is None else text).encode()
    try:
        # O_EXCL decides and makes in one step, and follows no link. The mode is for the secrets to come.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    except FileExistsError as error:
        raise UnwritableFile(printable(path), "it is there already, and was left as it is") from error
    except OSError as error:
        raise UnwritableFile(printable(path), refusal(error)) from error
    try:
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor, not a path
            file.write(content)
    except OSError as error:
        path.unlink(missing_ok=True)
        raise UnwritableFile(printable(path), refusal(error)) from error


def _lines(chosen: dict[str, str]) -> Iterator[str]:
    """The lines of the file; `chosen` are values that stand in place of the defaults."""
    yield from _prose(PREFACE)
    section = None
    for setting in SETTINGS:
        *parents, name = setting.path
        if parents and parents[0] != section:
            section = parents[0]
            yield from ("", f"[{section}]")
        else:
            yield ""
        yield from _prose(setting.description)
        yield _assignment(name, setting, chosen.get(setting.key))
    yield from _part(CHANNELS_PREFACE, "[channels.team]", CHANNEL_SETTINGS)
    yield ""
    yield from (f"#{line}" for line in MORE_CHANNELS)
    yield from _part(OWNERS_PREFACE, '[owners."Mara Lind"]', OWNER_SETTINGS)
    yield from _part(TEAMS_PREFACE, "[teams.payments]", TEAM_SETTINGS)


def _part(preface: str, header: str, settings: Iterable[Setting]) -> Iterator[str]:
    """A part with a name of the user's own: in comments, since there is none before somebody writes it."""
    yield ""
    yield from _prose(preface)
    yield f"#{header}"
    for setting in settings:
        yield from _prose(setting.description)
        value = setting.sample or setting.default
        yield f"#{setting.key} = {toml_text(value)}"


def _prose(text: str) -> Iterator[str]:
    for paragraph in text.splitlines():
        wrapped = textwrap.wrap(paragraph, WIDTH - 2, break_on_hyphens=False, break_long_words=False)
        yield from (f"# {line}" for line in wrapped)


def _assignment(name: str, setting: Setting, chosen: str | None) -> str:
    if chosen is None and setting.default is None:
        return f"#{name} = {toml_text(setting.sample)}"
    return f"{name} = {toml_text(setting.default if chosen is None else chosen)}"
