"""What is said, before any channel's format: reminders become one message, most urgent first.

Knows no channel: `tracker.channels` turns a `Message` into each service's payload.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.people import NOBODY
from tracker.words import Stage, priority_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date, datetime

    from tracker.people import People
    from tracker.words import Item, Person

STAGE_WORDS = {Stage.OVERDUE: "overdue", Stage.DUE: "due today", Stage.UPCOMING: "due soon"}
"""The stages in the order of their urgency, as a headline says them."""


@dataclass(frozen=True, slots=True)
class MessageItem:
    """One item as a message tells it; `days_overdue` is 0 unless it is overdue, `due` is its due day.

    `owners` are as written, `persons` who they are by the configuration. Where nobody has asked it they are left
    out, and `people` knows their names only.
    """

    id: int
    uid: str
    title: str
    stage: Stage
    due: date
    days_overdue: int
    days_left: int
    owners: tuple[str, ...]
    priority: str | None
    report_title: str | None
    report_source: str | None
    report_line: int | None
    persons: tuple[Person, ...] = field(default=(), hash=False)  # handles are a dictionary

    @property
    def people(self) -> tuple[Person, ...]:
        """Who answers for it, each person once: what a channel names and mentions."""
        return self.persons or NOBODY.persons_of(self.owners)


@dataclass(frozen=True, slots=True)
class Message:
    """What one channel is told at one moment: the items in the order of their urgency."""

    at: datetime
    items: tuple[MessageItem, ...]

    @property
    def headline(self) -> str:
        """How many items of each stage, the most urgent first: `2 overdue, 1 due today`."""
        count = Counter(item.stage for item in self.items)
        return ", ".join(f"{count[stage]} {words}" for stage, words in STAGE_WORDS.items() if count[stage])


def compose_message(
    items: Iterable[Item],
    *,
    at: datetime,
    day_of: Callable[[Item], date],
    people: People = NOBODY,
) -> Message:
    """Return one message for all that a channel is owed.

    Args:
        items: the items, each with a due date.
        at: the instant of the message, aware.
        day_of: the day it is for an item, in its zone: what "overdue" counts from.
        people: who is meant by the owners.
    """
    told = (message_item(item, day_of(item), people) for item in items)
    return Message(at=at, items=tuple(sorted(told, key=urgency)))


def message_item(item: Item, today: date, people: People = NOBODY) -> MessageItem:
    """Return an item as a message tells it, in the stage that it is in today.

    Raises:
        ValueError: it has no due date, and so no stage.
    """
    if item.due is None:
        raise ValueError(item)
    report = item.report
    return MessageItem(
        id=item.id,
        uid=item.uid,
        title=item.title,
        stage=item.stage_on(today),
        due=item.due,
        days_overdue=item.days_overdue(today),
        days_left=max(0, (item.due - today).days),
        owners=item.owners,
        persons=people.persons_of(item.owners),
        priority=item.priority,
        report_title=report.title if report else None,
        report_source=report.source if report else None,
        report_line=report.line if report else None,
    )


def urgency(item: MessageItem) -> tuple[int, int, date, int]:
    """Sort key: overdue before due before upcoming, then by priority, then the longest due, then the number."""
    return (list(STAGE_WORDS).index(item.stage), priority_rank(item.priority), item.due, item.id)
