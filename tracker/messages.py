"""What is said, before any channel's format: reminders become one message, most urgent first.

Knows no channel: `tracker.channels` turns a `Message` into each service's payload.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.words import Stage, priority_rank

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from tracker.words import Item

STAGE_WORDS = {Stage.OVERDUE: "overdue", Stage.DUE: "due today", Stage.UPCOMING: "due soon"}
"""The stages in the order of their urgency, as a headline says them."""


@dataclass(frozen=True, slots=True)
class MessageItem:
    """One item as a message tells it; `days_overdue` is 0 unless it is overdue, `due` is its due day."""

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


def compose_message(items: Iterable[Item], *, at: datetime, today: date) -> Message:
    """Return one message for all that a channel is owed.

    Args:
        items: the items, each with a due date.
        at: the instant of the message, aware.
        today: the day it is, in the configured zone: what "overdue" counts from.
    """
    return Message(at=at, items=tuple(sorted((message_item(item, today) for item in items), key=urgency)))


def message_item(item: Item, today: date) -> MessageItem:
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
        priority=item.priority,
        report_title=report.title if report else None,
        report_source=report.source if report else None,
        report_line=report.line if report else None,
    )


def urgency(item: MessageItem) -> tuple[int, int, date, int]:
    """Sort key: overdue before due before upcoming, then by priority, then the longest due, then the number."""
    return (list(STAGE_WORDS).index(item.stage), priority_rank(item.priority), item.due, item.id)
