"""What can be set: two tables of rows, from which everything about settings is made.

`SETTINGS` are the keys of the file, `CHANNEL_SETTINGS` those of each `[channels.NAME]`. Loading, the example
file, the error texts and `pmtrack config` all read these rows; a new setting is a new row. Below the tables
stands what a row says about its value: the checks, each of which returns the value as the program uses it,
or raises ValueError with what the key takes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, time
from typing import TYPE_CHECKING, Any

from tracker.config.nearest import did_you_mean
from tracker.config.places import address_place, signing_secret_place
from tracker.words import PRIORITY_RANKS, UNRANKED, Policy, priority_rank

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import tzinfo

CHANNEL_KINDS = ("webhook", "slack")
"""What `kind` takes: the rows of `tracker.channels.CHANNELS`, which the configuration must not load."""

SIGNED_KINDS = ("webhook",)
"""The kinds that `secret` is for: rows that are `signed`."""

MOST_DAYS = 3650
"""The largest number of days: ten years. More is a slip of the keyboard, and would leave the calendar."""

TYPE_WORDS = {
    str: "text in quotes",
    bool: "true or false",
    int: "a whole number",
    list: 'a list of texts, like ["one", "two"]',
    float: "a number with a point",
    dict: "a section",
}
"""What a user calls the types that TOML has; the rest of them are dates and times."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One key: its type in TOML, its default there, what it means, and the check of its value.

    `default` is None where there is none that could be written down; the example file then shows `sample`,
    as a comment. `required` keys must be given.
    """

    key: str
    type: type
    default: str | bool | int | list[str] | None
    description: str
    check: Callable[[Any], Any]
    sample: str = ""
    required: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The key as steps down the file's tables."""
        return tuple(self.key.split("."))

    def read(self, value: object) -> Any:
        """Return a value of the file as the program uses it.

        Raises:
            ValueError: it has another type or the check refuses it; the text says what the key takes. It
                never repeats what may be a secret.
        """
        fits = type(value) is self.type  # not isinstance: true is an int in Python and none in TOML
        if isinstance(value, list):
            fits = fits and all(isinstance(member, str) for member in value)
        if not fits:
            found = "this list" if self.type is list is type(value) else TYPE_WORDS.get(type(value), "a date")
            raise ValueError(f"takes {TYPE_WORDS[self.type]}, not {found}")
        return self.check(value)


def zone_named(name: str) -> tzinfo:
    """Return the zone of an IANA name; UTC needs no database of zones."""
    if name == "UTC":
        return UTC
    import zoneinfo  # noqa: PLC0415 - UTC, the default, does without

    try:
        return zoneinfo.ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no relative path; "Europe", which is a folder
        known = zoneinfo.available_timezones()
    # "Berlin" is all that many people know of the name of their zone.
    city = next((zone for zone in sorted(known) if zone.lower().endswith(f"/{name.lower()}")), None)
    hint = f'; did you mean "{city}"?' if city else did_you_mean(name, sorted(known))
    raise ValueError(f'"{name}" is no time zone{hint or ", like Europe/Berlin"}')


def time_of_day(text: str) -> time:
    """Return the time of "09:00"."""
    match = re.fullmatch(r"([01]?[0-9]|2[0-3]):([0-5][0-9])", text)
    if not match:
        raise ValueError(f'takes a time of day like "09:00", not "{text}"')
    return time(int(match[1]), int(match[2]))


def days(number: int) -> int:
    """Return a number of days, of which there is at least one."""
    if not 1 <= number <= MOST_DAYS:
        raise ValueError(f"takes a number of days from 1 to {MOST_DAYS}, not {number}")
    return number


def priority_ranks(words: list[str]) -> frozenset[int]:
    """Return the ranks of priorities in the words that reports use for them."""
    for word in words:
        if priority_rank(word) == UNRANKED:
            hint = did_you_mean(word, PRIORITY_RANKS) or "; known are P0 to P4, and words like critical or low"
            raise ValueError(f'"{word}" is no priority{hint}')
    return frozenset(map(priority_rank, words))


def database_name(text: str) -> str:
    """Return the path in the name of a database: a path itself, or `sqlite:///PATH`.

    The text of a URL is never repeated: those of servers hold passwords.
    """
    url = re.match(r"(sqlite):|([a-z][a-z0-9+.-]*)://", text, re.IGNORECASE)
    path = text.removeprefix("sqlite:///")
    if url and url[2]:
        raise ValueError(f"{url[2]}:// is not supported by this version; it takes a path, or sqlite:///PATH")
    if url and (path in {text, ":memory:"} or "?" in path):
        raise ValueError("takes a path, or sqlite:///PATH with nothing behind the path")
    if not path.strip() or "\0" in path:
        raise ValueError("takes a path, or sqlite:///PATH")
    return path


def channel_kind(text: str) -> str:
    """Return the name of a kind of channel."""
    if text not in CHANNEL_KINDS:
        kinds = " or ".join(f'"{kind}"' for kind in CHANNEL_KINDS)
        raise ValueError(f'takes {kinds}, not "{text}"{did_you_mean(text, CHANNEL_KINDS)}')
    return text


def distinct(names: list[str]) -> tuple[str, ...]:
    """Return names in their order, each once."""
    return tuple(dict.fromkeys(names))


def flag(value: bool) -> bool:
    """Return true or false as it is."""
    return value


POLICY = Policy()
"""The defaults of the policy, which stand in `tracker.words` and nowhere else."""

SETTINGS = (
    Setting(
        "timezone",
        str,
        "UTC",
        "The time zone that days begin and reminders go out in: an IANA name, like Europe/Berlin.",
        zone_named,
    ),
    Setting(
        "database",
        str,
        None,
        "The database: a path, which starts at this file's folder unless it is absolute, or sqlite:///PATH."
        " --db and PMTRACK_DATABASE go before it. Without all three: pmtrack.db in the user's data folder.",
        database_name,
        sample="pmtrack.db",
    ),
    Setting(
        "reminders.channels",
        list,
        [],
        "The channels that are reminded, by their names below. Without one nobody is.",
        distinct,
    ),
    Setting(
        "reminders.at",
        str,
        f"{POLICY.at:%H:%M}",
        "The time of day at which reminders come due, in the time zone above. What is owed already when "
        "the daemon looks, because it came in overdue or the daemon was down, is said at once.",
        time_of_day,
    ),
    Setting(
        "reminders.long_lead",
        int,
        POLICY.long_lead,
        "The first reminder comes this many days before the due day, if the item has long_span days or more.",
        days,
    ),
    Setting(
        "reminders.long_span",
        int,
        POLICY.long_span,
        "How many days an item must have, from its first day to its due day, to get that first reminder.",
        days,
    ),
    Setting(
        "reminders.short_lead",
        int,
        POLICY.short_lead,
        "Every item is reminded this many days before its due day; then on the day, and on the day after.",
        days,
    ),
    Setting(
        "reminders.repeat",
        int,
        POLICY.repeat,
        "An overdue item is reminded again each time this many days have passed.",
        days,
    ),
    Setting(
        "reminders.daily_priorities",
        list,
        ["P0", "P1"],
        "Overdue items of these priorities are reminded each working day instead. [] is for none.",
        priority_ranks,
    ),
)
"""Every key but those of channels, in the order of the example file: those without a section first."""

CHANNEL_SETTINGS = (
    Setting(
        "kind",
        str,
        None,
        'What the channel is: "webhook" (JSON, signed as Standard Webhooks if there is a secret) or "slack"'
        " (an incoming webhook of Slack).",
        channel_kind,
        sample="webhook",
        required=True,
    ),
    Setting(
        "url",
        str,
        None,
        "Where messages are posted. Whoever knows a chat's address can post there, so it is best kept out of"
        ' this file: "env:NAME" reads an environment variable, "file:PATH" a file.',
        address_place,
        sample="env:PMTRACK_WEBHOOK_URL",
        required=True,
    ),
    Setting(
        "secret",
        str,
        None,
        "The key that signs what a webhook is sent: whsec_ and the base64 of 24 to 64 random bytes; env: and"
        " file: as above. Two, with a space between, while one is being replaced; without any it is not signed.",
        signing_secret_place,
        sample="env:PMTRACK_WEBHOOK_SECRET",
    ),
    Setting(
        "allow_private_addresses",
        bool,
        False,
        "Whether the address may lie in a private network or on this machine.",
        flag,
    ),
)
"""The keys of each `[channels.NAME]`, in the order of the example file."""
