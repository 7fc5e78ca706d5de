"""Commands on channels: how each stands, and a test of one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.options import ConfigOption, DatabaseOption, JsonOption

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import tzinfo

    from tracker.config import Config
    from tracker.store.figures import ChannelStanding

app = typer.Typer(
    invoke_without_command=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)


@app.callback()
def channels(
    context: typer.Context, *, as_json: JsonOption = False, config: ConfigOption = None, db: DatabaseOption = None
) -> None:
    """Say how each channel stands; test one.

    Without a subcommand: what was delivered, what waits, what was given up, and why.
    """
    if context.invoked_subcommand is not None:
        return
    settings = workspace.operators_settings(config, db)
    rows = [(name, standing(settings, name)) for name in settings.channels]
    if as_json:
        output.say_json({"channels": [channel_document(settings, name, stands) for name, stands in rows]})
        return
    for name, stands in rows:
        reminded = "" if name in settings.reminder_channels else "  (not under [reminders] channels)"
        output.say(f"{name}  {settings.channels[name].kind}{reminded}")
        for line in standing_lines(stands, settings.zone) if stands else ("nothing sent yet",):
            output.say(f"  {output.plain(line)}")
    if not rows:
        output.note("no channel is configured. `pmtrack init` writes a configuration to start from.")


@app.command("test")
def try_one(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The channel's name in the configuration.")],
    *,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Send a harmless message to a channel, and say what came back.

    A channel that was paused or switched off is served again when it accepts.
    """
    from tracker.usecases.try_channel import post_test_message, switch_on  # noqa: PLC0415 - the network's libraries

    settings = workspace.operators_settings(config, db)
    channel = settings.channel(name)
    outcome = post_test_message(channel, now=clock.now(), monotonic=clock.monotonic)
    output.say(f"{output.plain(name)}: accepted ({outcome.status})")
    stands = standing(settings, name)
    if stands is not None and (stands.waiting or stands.dead or stands.disabled_reason or stands.paused_until):
        with workspace.store(settings) as store:
            switch_on(store, name, now=clock.now())
        output.note("What it has not got yet is sent at the daemon's next tick.")


def standing(settings: Config, name: str) -> ChannelStanding | None:
    """Return how a channel stands, None before there is a database."""
    if not settings.database.exists():
        return None
    with workspace.reader(settings) as reader:
        return reader.standing(name)


def standing_lines(stands: ChannelStanding, zone: tzinfo) -> Iterator[str]:
    """Yield what there is to say of a channel, what is wrong first."""
    if stands.disabled_reason is not None:
        yield f"switched off: {stands.disabled_reason}; `pmtrack channels test` switches it on when it accepts"
    if stands.paused_until is not None and stands.paused_until > clock.now():
        yield f"paused by its own wish until {stands.paused_until.astimezone(zone):%Y-%m-%d %H:%M}"
    counts = [(stands.delivered, "delivered"), (stands.waiting, "waiting"), (stands.dead, "given up")]
    yield ", ".join(f"{count} {word}" for count, word in counts if count) or "nothing sent yet"
    if stands.delivered_at is not None:
        yield f"last delivered at {stands.delivered_at.astimezone(zone):%Y-%m-%d %H:%M}"
    if stands.last_error is not None:
        yield f"last failure: {stands.last_error}"


def channel_document(settings: Config, name: str, stands: ChannelStanding | None) -> dict[str, Any]:
    """Return a channel as JSON tells it."""
    return {
        "name": name,
        "kind": settings.channels[name].kind,
        "reminds": name in settings.reminder_channels,
        "delivered": stands.delivered if stands else 0,
        "waiting": stands.waiting if stands else 0,
        "dead": stands.dead if stands else 0,
        "delivered_at": stands.delivered_at.isoformat() if stands and stands.delivered_at else None,
        "paused_until": stands.paused_until.isoformat() if stands and stands.paused_until else None,
        "disabled_reason": stands.disabled_reason if stands else None,
        "last_error": stands.last_error if stands else None,
    }
