"""What a row of settings says about its value: the checks.

Each returns the value as the program uses it, or raises ValueError with what the key takes. A text that may be a
secret is never repeated.
"""

from __future__ import annotations

import re
from datetime import UTC, time
from typing import TYPE_CHECKING

from tracker.config.nearest import did_you_mean
from tracker.people import name_key
from tracker.words import PRIORITY_RANKS, UNRANKED, priority_rank

if TYPE_CHECKING:
    from datetime import tzinfo

CHANNEL_KINDS = ("webhook", "slack")
"""What `kind` takes: the rows of `tracker.channels.CHANNELS`, which the configuration must not load."""

SIGNED_KINDS = ("webhook",)
"""The kinds that `secret` is for: rows that are `signed`."""

MOST_DAYS = 3650
"""The largest number of days: ten years. More is a slip of the keyboard, and would leave the calendar."""

LONGEST_NAME = 64
"""Characters of the name of a person or a team: they stand in the columns of lists."""


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


def zone_name(name: str) -> str:
    """Return the IANA name of a zone as it is."""
    zone_named(name)
    return name


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


def shown_name(text: str) -> str:
    """Return the name of a person or a team, as lists can show it."""
    # Joiners that nobody sees are letters' own in Persian and in the scripts of India.
    seen = text.replace("\N{ZERO WIDTH JOINER}", "").replace("\N{ZERO WIDTH NON-JOINER}", "")
    if not (name_key(text) and text == text.strip() and seen.isprintable() and len(text) <= LONGEST_NAME):
        raise ValueError(
            f"takes 1 to {LONGEST_NAME} characters that can be seen, more than an @, and no blank at its ends"
        )
    return text


def spellings(names: list[str]) -> tuple[str, ...]:
    """Return the spellings of a person's name, each once."""
    return distinct([shown_name(name) for name in names])


def report_patterns(texts: list[str]) -> tuple[str, ...]:
    """Return patterns of report paths, each once."""
    for text in texts:
        if not text.strip(" /") or text.startswith("~") or ".." in text.split("/"):
            raise ValueError(f'takes paths as `pmtrack reports` shows them, like "postmortems/*", not "{text}"')
    return distinct(texts)


def slack_handle(text: str) -> str:
    """Return the ID of a member or a user group of Slack.

    Members begin with U or W, groups with S (https://docs.slack.dev/messaging/formatting-message-text#mentions).
    Slack names no length; IDs have had 9 and 11 characters. Shorter ones are names that somebody wrote large.
    """
    if not re.fullmatch(r"[UWS][A-Z0-9]{7,15}", text):
        raise ValueError(f'takes the ID of a member or a user group, like "U012AB3CD", not "{text}"')
    return text


def flag(value: bool) -> bool:
    """Return true or false as it is."""
    return value
