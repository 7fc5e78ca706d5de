"""Which items are meant: the options that lists and the verbs that change many items have in common.

What `pmtrack list` shows with these options is exactly what a verb with the same options changes: both make the
same `ItemFilter` of them, with `wanted`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, ClassVar

import typer

from tracker.cli import workspace
from tracker.errors import BadOption, OptionsExclude
from tracker.people import folded
from tracker.store.filters import ItemFilter
from tracker.words import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from tracker.config import Config
    from tracker.people import People
    from tracker.store.reading import Reader
    from tracker.words import Status


@dataclass(frozen=True, slots=True)
class Selection:
    """The options that say which items; for `tracker.cli.input.option_groups.with_option_groups`."""

    heading: ClassVar[str] = "Which items"

    report: Annotated[
        str | None, typer.Option("--report", help="Only of this report: its number, file or words of its title.")
    ] = None
    owner: Annotated[
        str | None,
        typer.Option(
            "--owner", metavar="NAME", help="Only this person's; the start of a name will do, “me” is you."
        ),
    ] = None
    team: Annotated[str | None, typer.Option("--team", metavar="NAME", help="Only this team's.")] = None
    unowned: Annotated[bool, typer.Option("--unowned", help="Only what nobody owns.")] = False
    priority: Annotated[
        str | None, typer.Option("--priority", metavar="P1", help="Only this priority, as written.")
    ] = None
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is overdue.")] = False
    due_before: Annotated[
        str | None,
        typer.Option("--due-before", metavar="DAY", help="Only what is due before that day: 2026-12-31, friday."),
    ] = None
    undated: Annotated[bool, typer.Option("--undated", help="Only what has no due day.")] = False
    stale: Annotated[
        str | None,
        typer.Option("--stale", metavar="90d", help="Only what nothing has happened to for so long."),
    ] = None
    query: Annotated[
        str | None, typer.Option("--query", metavar="WORDS", help="Only what holds all these words.")
    ] = None
    improvements: Annotated[bool, typer.Option("--improvements", help="Improvements too, not only tasks.")] = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing narrows it, so that it means every open task; `--improvements` widens it."""
        return all(getattr(self, option.name) == option.default for option in NARROWING)


NARROWING = tuple(option for option in fields(Selection) if option.name != "improvements")

ME = "me"
"""The owner who is typing."""

EXCLUDED = (
    ("owner", "unowned", "what nobody owns has no owner"),
    ("undated", "overdue", "what has no day is never overdue"),
    ("undated", "due_before", "what has no day is not due before another"),
)
"""Options that cannot hold together: an empty answer to them would look like good news."""


def wanted(
    selection: Selection,
    reader: Reader,
    settings: Config,
    today: date,
    statuses: Iterable[Status],
    *,
    actor: str | None = None,
) -> ItemFilter:
    """Return the filter that a selection means; `statuses` are what the command takes, `actor` its `--actor`.

    Raises:
        BadOption: a value means nothing.
        OptionsExclude: two options cannot hold together.
        UnknownReport: no report is named so.
    """
    for one, other, reason in EXCLUDED:
        if option_given(selection, one) and option_given(selection, other):
            raise OptionsExclude(spelled(one), spelled(other), reason)
    people = settings.people
    before = day_of(selection.due_before, today, "--due-before") if selection.due_before is not None else None
    if selection.overdue:
        before = min(today, before or today)
    return ItemFilter(
        statuses=tuple(statuses),
        kinds=() if selection.improvements else (Kind.TASK,),
        due_before=before,
        undated=selection.undated,
        touched_until=long_ago(selection.stale, today) if selection.stale is not None else None,
        owner=owner_named(selection.owner, reader, people, actor),
        unowned=selection.unowned,
        team=selection.team,
        people=people,
        priority=selection.priority,
        report_ids=reader.report_ids(selection.report) if selection.report is not None else (),
        query=words_of(selection.query, "--query") if selection.query is not None else (),
    )


def option_given(selection: Selection, name: str) -> bool:
    """Whether an option was typed."""
    return getattr(selection, name) not in {None, False}


def spelled(name: str) -> str:
    """Return an option as it is typed."""
    return f"--{name.replace('_', '-')}"


def owner_named(word: str | None, reader: Reader, people: People, actor: str | None) -> str | None:
    """Return whom `--owner` means; "me" is the person who is typing, under the name that the configuration knows.

    Raises:
        BadOption: nobody knows the person who is typing.
    """
    if word is None or word.lower() != ME:
        return word
    who = workspace.actor(actor).name
    person = people.person(who)
    name = person.name if person else who
    if not reader.knows_owner(name, people):
        takes = f"a name; you are {who!r} here, whom no item and no [owners.NAME] part of the configuration knows"
        raise BadOption("--owner", word, takes)
    return name


def words_of(text: str, option: str) -> tuple[str, ...]:
    """Return the words that are searched for; signs that nobody sees are none.

    Raises:
        BadOption: there are none.
    """
    words = tuple(dict.fromkeys(word for word in text.split() if folded(word)))
    if not words:
        raise BadOption(option, text, "words to look for")
    return words


def day_of(words: str, today: date, option: str) -> date:
    """Return the day that words mean: 2026-12-31, friday, end of q3.

    Raises:
        BadOption: they mean no day.
    """
    try:
        return date.fromisoformat(words)
    except ValueError:
        from tracker import by_hand  # noqa: PLC0415 - reading dates in words loads tables, and most type none

        return by_hand.day_of(words, today, option)


SPAN = re.compile(r"\s*(\d{1,4})\s*(d|days?|w|weeks?)?\s*", re.IGNORECASE)
DAYS = {"d": 1, "w": 7}


def length_of(text: str, option: str) -> timedelta:
    """Return a length of time: 7, 7d, 2w.

    Raises:
        BadOption: it is none.
    """
    found = SPAN.fullmatch(text)
    if not found:
        raise BadOption(option, text, "days or weeks, as in 7d or 2w")
    return timedelta(days=int(found[1]) * DAYS[(found[2] or "d")[0].lower()])


def within(text: str, today: date) -> date:
    """Return the last day of a length of time from today, as `--due-within` takes it.

    Raises:
        BadOption: it is no length of time.
    """
    return today + min(length_of(text, "--due-within"), date.max - today)


def long_ago(text: str, today: date) -> date:
    """Return the last day that is at least so long ago, as `--stale` takes it.

    Raises:
        BadOption: it is no length of time, or none at all: then everything would be stale.
    """
    length = length_of(text, "--stale")
    if not length:
        raise BadOption("--stale", text, "a day or more")
    return today - min(length, today - date.min)
