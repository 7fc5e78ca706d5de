"""`pmtrack` alone: how things stand, in a line, and at most three things to do next.

What to advise is a table of conditions, the most pressing first. Nothing is changed and nothing is asked.
"""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from tracker import clock
from tracker.cli import output, workspace
from tracker.errors import MissingDatabase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracker.config import Config
    from tracker.store.figures import Overview

MOST_ADVICE = 3

SILENT = timedelta(hours=1)
"""A daemon makes a pass each half minute, and cron seldom less than one an hour."""


class Standing(NamedTuple):
    """How things stand: in the database, in the configuration, and when."""

    overview: Overview
    settings: Config
    now: datetime


class Step(NamedTuple):
    """Something to do next: what to type, and why."""

    command: str
    reason: str


class Advice(NamedTuple):
    """When a step is advised; its reason tells how things stand."""

    applies: Callable[[Standing], object]
    command: str
    reason: Callable[[Standing], str]


BEGINNING = (
    Step("pmtrack demo", "see it all on a sample report, in a minute"),
    Step("pmtrack import FOLDER", "read your own reports; --dry-run shows what would be kept"),
)
"""What to do where there is no database."""

ADVICE = (
    Advice(
        lambda stands: stands.overview.overdue,
        "pmtrack list --overdue",
        lambda stands: f"{count(stands.overview.overdue, 'item')} overdue",
    ),
    Advice(
        lambda stands: stands.overview.backlog,
        "pmtrack triage",
        lambda stands: f"{count(stands.overview.backlog, 'item')} of the backlog to accept, date or cancel",
    ),
    Advice(
        lambda stands: not stands.settings.reminder_channels and stands.settings.path is None,
        "pmtrack init",
        lambda _: "nobody is reminded yet; this writes a configuration",
    ),
    Advice(
        lambda stands: not stands.settings.reminder_channels and stands.settings.path is not None,
        "pmtrack channels",
        lambda stands: f"nobody is reminded: no channel is named under [reminders] in {stands.settings.path}",
    ),
    Advice(
        lambda stands: stands.settings.reminder_channels and is_silent(stands),
        "pmtrack daemon",
        lambda stands: f"nobody is reminded: no daemon is running{last_pass(stands)}",
    ),
    Advice(
        lambda stands: stands.overview.untriaged and not stands.overview.backlog,
        "pmtrack triage",
        lambda stands: f"{count(stands.overview.untriaged, 'imported item')} nobody has looked at",
    ),
    Advice(
        lambda stands: not stands.overview.open,
        "pmtrack import FOLDER",
        lambda _: "read more reports",
    ),
    Advice(
        lambda stands: stands.overview.due_within_week,
        "pmtrack list --due-within 7d",
        lambda stands: f"{count(soon_or_late(stands.overview), 'item')} overdue or due within a week",
    ),
    Advice(
        lambda stands: stands.overview.unowned,
        "pmtrack list --unowned",
        lambda stands: f"{count(stands.overview.unowned, 'item')} without an owner",
    ),
    Advice(
        lambda stands: stands.overview.undated,
        "pmtrack list --undated",
        lambda stands: f"{count(stands.overview.undated, 'item')} without a date",
    ),
)
"""What to do next, the most pressing first."""


def say_standing(config: str | None, db: str | None, *, as_json: bool) -> None:
    """Print how things stand and what to do next."""
    settings = workspace.settings(config, db)
    now = clock.now()
    overview = overview_of(settings, now)
    line = (
        standing_line(overview) if overview else f"No database yet: nothing was imported into {settings.database}."
    )
    steps = next_steps(Standing(overview, settings, now)) if overview else BEGINNING
    if as_json:
        output.say_json(document(settings, now, overview, steps))
    else:
        say(line, steps)


def overview_of(settings: Config, now: datetime) -> Overview | None:
    """Return the counts of the database, None where there is none."""
    try:
        with workspace.reader(settings) as reader:
            return reader.overview(now.astimezone(settings.zone).date())
    except MissingDatabase:
        return None


def next_steps(stands: Standing) -> tuple[Step, ...]:
    """Return what to do next, at most `MOST_ADVICE` steps."""
    steps = (Step(row.command, row.reason(stands)) for row in ADVICE if row.applies(stands))
    return tuple(step for step, _ in zip(steps, range(MOST_ADVICE), strict=False))


def standing_line(overview: Overview) -> str:
    """Return how things stand, as one sentence."""
    reports = f" from {count(overview.reports, 'report')}" if overview.reports else ""
    if not overview.open:
        closed = f": {count(overview.items, 'item')}{reports}, all done or cancelled" if overview.items else ""
        return f"Nothing is open{closed}."
    parts = ", ".join(shares(overview))
    return f"{count(overview.open, 'open item')}{reports}{': ' if parts else ''}{parts}."


def shares(overview: Overview) -> Iterator[str]:
    """Yield the parts of what is open that ask for something."""
    for number, what in (
        (overview.overdue, "overdue"),
        (overview.due_within_week, "due within a week"),
        (overview.unowned, "without an owner"),
        (overview.undated, "without a date"),
    ):
        if number:
            yield f"{number} {what}"


def soon_or_late(overview: Overview) -> int:
    """Return how many items `list --due-within 7d` has."""
    return overview.overdue + overview.due_within_week


def count(number: int, noun: str) -> str:
    """Return so many of something: 1 item, 2 items."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def is_silent(stands: Standing) -> bool:
    """Whether no daemon has completed a pass for longer than one may take."""
    last = stands.overview.last_tick
    return last is None or stands.now - last > SILENT


def last_pass(stands: Standing) -> str:
    """Return how long ago a daemon made its last pass, empty where none ever did."""
    last = stands.overview.last_tick
    if last is None:
        return ""
    hours = (stands.now - last) // timedelta(hours=1)
    ago = count(hours, "hour") if hours < TWO_DAYS else count(hours // 24, "day")
    return f", the last pass was {ago} ago"


TWO_DAYS = 48
"""In hours; from there on days say more."""


def say(line: str, steps: Iterable[Step]) -> None:
    """Print how things stand, and below it what to type, each with its reason beside or below it."""
    on = output.screen()
    for part in output.wrapped(output.plain(line), on.width, MOST_LINES):
        output.say(on.paint(part, output.BOLD))
    output.say()
    steps = tuple(steps)
    widest = max((len(step.command) for step in steps), default=0)
    for step in steps:
        beside, reason = f"  {step.command:<{widest}}  ", output.plain(step.reason)
        if output.cells(beside + reason) <= on.width:
            output.say(f"{beside}{on.paint(reason, output.DIM)}")
            continue
        output.say(beside.rstrip())
        for part in output.wrapped(reason, on.width - 6, MOST_LINES):
            output.say(f"      {on.paint(part, output.DIM)}")
    if steps:
        output.say()
    for part in output.wrapped("`pmtrack --help` lists the commands.", on.width, MOST_LINES):
        output.say(part)


MOST_LINES = 6
"""A path may be long, and a terminal narrow."""


def document(
    settings: Config, now: datetime, overview: Overview | None, steps: Iterable[Step]
) -> dict[str, object]:
    """Return how things stand as a JSON document; `overview` is null where there is no database."""
    counts = asdict(overview) if overview else None
    last = counts.pop("last_tick") if counts else None
    return {
        "as_of": now.astimezone(settings.zone).date().isoformat(),
        "database": str(settings.database),
        "overview": counts,
        "last_pass": last.isoformat() if last else None,
        "channels": list(settings.reminder_channels),
        "next": [step._asdict() for step in steps],
    }
