"""The command `history`: what happened to one item, or to everything, and since when."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import JsonOption, LimitOption, Place, item_number
from tracker.cli.input.selection import SPAN, day_of, length_of
from tracker.cli.output.histories import entry_document, say_entries, say_recent, say_title
from tracker.cli.output.tables import View
from tracker.errors import BadOption

RECENT = 20
"""Change sets that are told where nobody says how many."""


@with_option_groups
def history(
    number: Annotated[
        int | None, typer.Argument(metavar="[ID]", parser=item_number, help="Only this item, forgotten or not.")
    ] = None,
    *,
    since: Annotated[
        str | None, typer.Option("--since", metavar="DAY", help="Only from that day on: 2026-12-31, monday, 3d.")
    ] = None,
    limit: LimitOption = None,
    as_json: JsonOption = False,
    place: Place,
) -> None:
    """Tell what was changed, by whom, and how to name it to undo.

    With an item's number all that happened to it, the oldest first; without one the last changes of everything,
    the newest first.
    """
    settings = workspace.settings(place.config, place.db)
    today = clock.today(settings.zone)
    day = day_since(since, today) if since is not None else None
    begin = datetime.combine(day, time.min, settings.zone).astimezone(UTC) if day else None
    view = View(today, settings.people)
    with workspace.reader(settings) as reader:
        if number is None:
            recent = reader.recent((limit or RECENT) + 1, begin)
            say_recent(recent, limit or RECENT, view, settings.zone, as_json=as_json)
            return
        (item,) = reader.items_numbered((number,), forgotten=True)
        entries = [entry for entry in reader.history(number) if begin is None or entry.at >= begin]
    entries = entries[-limit:] if limit else entries
    if as_json:
        output.say_json(
            {"id": item.id, "title": item.title, "history": [entry_document(entry) for entry in entries]}
        )
        return
    on = output.screen()
    say_title(item, on)
    say_entries(entries, view, settings.zone, on)


def day_since(words: str, today: date) -> date:
    """Return the day that `--since` means: 3d, 2 weeks ago, yesterday, a weekday that is past, or a day.

    Raises:
        BadOption: the words mean no day, or one that is still to come.
    """
    back = PAST.sub("", words)
    if SPAN.fullmatch(back):
        return today - min(length_of(back, "--since"), today - date.min)
    day = day_of(YESTERDAY.sub(str(today - timedelta(days=1)), back), today, "--since")
    # "monday" is the next one where things fall due, and the last one where they have happened.
    if day > today and is_weekday(back):
        day -= timedelta(days=7)
    if day > today:
        raise BadOption("--since", words, f"a day that is past or today; that is {day}")
    return day


PAST = re.compile(r"^\s*last\s+(?=\w)|(?<=\w)\s+ago\s*$", re.IGNORECASE)
"""What says that words mean the past, which is what they mean here anyway."""

YESTERDAY = re.compile(r"^\s*yesterday\s*$", re.IGNORECASE)


def is_weekday(words: str) -> bool:
    """Whether words are the name of a day of the week alone."""
    from tracker.dates.names import WEEKDAY_NUMBERS  # noqa: PLC0415 - for this option alone

    return words.strip().lower() in WEEKDAY_NUMBERS
