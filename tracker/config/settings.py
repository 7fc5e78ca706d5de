"""What can be set: tables of rows, from which everything about settings is made.

`SETTINGS` are the keys of the file, `CHANNEL_SETTINGS` those of each `[channels.NAME]`, `OWNER_SETTINGS` those
of each `[owners.NAME]`, `TEAM_SETTINGS` those of each `[teams.NAME]`. Loading, the example file, the error texts
and `pmtrack config` all read these rows; a new setting is a new row, whose check stands in `values`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.config.places import address_place, signing_secret_place
from tracker.config.values import (
    channel_kind,
    database_name,
    days,
    distinct,
    flag,
    priority_ranks,
    report_patterns,
    shown_name,
    slack_handle,
    spellings,
    time_of_day,
    zone_name,
    zone_named,
)
from tracker.words import Policy

if TYPE_CHECKING:
    from collections.abc import Callable

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
    as a comment, and in a part with a name of the user's own it always does. `required` keys must be given.
    """

    key: str
    type: type
    default: str | bool | int | list[str] | None
    description: str
    check: Callable[[Any], Any]
    sample: str | list[str] = ""
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

OWNER_SETTINGS = (
    Setting(
        "spellings",
        list,
        [],
        'How else reports write the name. Case, accents and an "@" in front make no difference.',
        spellings,
        sample=["mara", "@mlind", "mara@example.com"],
    ),
    Setting(
        "team",
        str,
        None,
        "The team of an item that names none itself, if this is the first of its owners who has one.",
        shown_name,
        sample="payments",
    ),
    Setting(
        "timezone",
        str,
        None,
        "The time zone of this person: the due day of an item, and the hour of its reminders, count in that of its"
        " first owner who has one. Without any: the time zone at the top.",
        zone_name,
        sample="Europe/Berlin",
    ),
    Setting(
        "handles.slack",
        str,
        None,
        "Whom a message in Slack mentions for this person's items: the ID of a member (in the profile: Copy"
        " member ID), or of a user group, which begins with S.",
        slack_handle,
        sample="U012AB3CD",
    ),
)
"""The keys of each `[owners.NAME]`, in the order of the example file. `handles.KIND` is for each kind of channel
that mentions people."""

TEAM_SETTINGS = (
    Setting(
        "reports",
        list,
        [],
        "The reports whose items belong to this team, where neither the item nor an owner says another: paths as"
        " `pmtrack reports` shows them. * stands for any name or part of one, ** for any folders, and a folder for"
        " all that is in it. What does not begin with / may stand at the end of a longer path.",
        report_patterns,
        sample=["postmortems/payments/**"],
    ),
)
"""The keys of each `[teams.NAME]`, in the order of the example file."""
