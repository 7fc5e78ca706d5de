"""The command that keeps reminding: daemon."""

from __future__ import annotations

import logging
import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.options import ConfigOption, DatabaseOption
from tracker.errors import DeliveriesFailed, NoChannels
from tracker.words import OPEN_STATUSES, DeliveryState

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.store.engine import Store
    from tracker.words import Channel


def daemon(
    *,
    once: Annotated[bool, typer.Option("--once", help="One pass, then end: for cron.")] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Print what would be sent now; send nothing.")
    ] = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Check due dates and send reminders, until it is stopped.

    Every half minute it decides what is owed by the policy, writes it into the database, and posts it to the
    channels under [reminders]. SIGTERM and Ctrl-C stop it cleanly. Reminders survive a crash.
    """
    settings = workspace.operators_settings(config, db)
    channels = reminded_channels(settings)
    workspace.must_exist(settings.database)
    log_to_standard_error()
    with workspace.store(settings) as store:
        if dry_run:
            say_what_would_be_sent(store, channels, settings)
        elif once:
            run_once(store, channels, settings)
        else:
            run_for_good(store, channels, settings)


def reminded_channels(settings: Config) -> list[Channel]:
    """Return the channels that are reminded, their secrets read.

    Raises:
        NoChannels: there would be nowhere to send to.
        MissingSecret, UnusableConfiguration: a channel cannot be used.
    """
    if not settings.reminder_channels:
        raise NoChannels(str(settings.path) if settings.path else None)
    return [settings.channel(name) for name in settings.reminder_channels]


def run_once(store: Store, channels: list[Channel], settings: Config) -> None:
    """Make one pass; a channel that did not accept makes the command fail."""
    from tracker.daemon import log, new_daemon, only_daemon  # noqa: PLC0415 - the daemon's libraries are for it alone

    with only_daemon(store):
        served = new_daemon(store, channels, settings.policy, settings.zones).tick()
    failed = {a.channel for a in served.attempts if a.state is not DeliveryState.DELIVERED}
    failed |= {name for name, _ in served.failures}
    failed |= {channel.name for channel in channels if waits(settings, channel)}
    if failed:
        raise DeliveriesFailed(tuple(channel.name for channel in channels if channel.name in failed))
    if not served.attempts and sys.stderr.isatty():
        log.info("nothing to send now")  # cron would make a mail of it


def waits(settings: Config, channel: Channel) -> bool:
    """Whether a channel is owed something that it has not got, and that this pass could not send."""
    with workspace.reader(settings) as reader:
        return reader.standing(channel.name).waiting > 0


def run_for_good(store: Store, channels: list[Channel], settings: Config) -> None:
    """Serve until told to stop."""
    from tracker.daemon import (  # noqa: PLC0415 - the daemon's libraries are for it alone
        log,
        new_daemon,
        only_daemon,
        stopping_on_signals,
    )

    serving = new_daemon(store, channels, settings.policy, settings.zones)
    with stopping_on_signals(serving.stopping), only_daemon(store):
        log.info("serving %s", standing(settings))
        serving.run()
        log.info("stopped")


def standing(settings: Config) -> str:
    """Return what a daemon says at its start: which database, how many items, which channels, when."""
    from tracker.store.reading import ItemFilter  # noqa: PLC0415 - for this line alone

    with workspace.reader(settings) as reader:
        counts = reader.counts(ItemFilter(statuses=OPEN_STATUSES), clock.today(settings.zone))
    return (
        f"database={settings.database} open_items={counts.items} overdue={counts.overdue}"
        f" channels={','.join(settings.reminder_channels)} at={settings.policy.at:%H:%M} {settings.timezone}"
    )


def say_what_would_be_sent(store: Store, channels: list[Channel], settings: Config) -> None:
    """Print the messages that a pass would send now."""
    from tracker.usecases.preview import preview  # noqa: PLC0415 - for this option alone
    from tracker.usecases.remind import Terms  # noqa: PLC0415 - likewise

    terms = Terms(tuple(channel.name for channel in channels), settings.policy, settings.zones)
    previews = preview(store, terms, now=clock.now())
    for shown in previews:
        output.say(f"{shown.channel}: {shown.message.headline}")
        for item in shown.message.items:
            owners = f" ({', '.join(person.name for person in item.people)})" if item.people else ""
            output.say(
                f"  {item.id}: {output.plain(item.title)}{output.plain(owners)}, {item.stage}, due {item.due}"
            )
    if not previews:
        output.say("Nothing is owed now.")


def log_to_standard_error() -> None:
    """Send one line an event to standard error, with the time in UTC."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = CleanFormatter("%(asctime)s %(levelname)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    # The libraries tell of every beat and every request, with whole addresses in it: a webhook's is a password.
    for library in ("alembic", "apscheduler", "httpx", "httpcore"):
        logging.getLogger(library).setLevel(logging.WARNING)


class CleanFormatter(logging.Formatter):
    """Formats log lines that no text from a report or an answer can break out of."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's own name
        """Return the line without control characters; a traceback behind it stays as it is."""
        return output.plain(super().formatMessage(record))
