"""Says days in words: the one place that does, so that every list, message and page agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WEEK = 7


def describe_due(due: date | None, today: date) -> str:
    """Return how a due day stands on a given day: "3 days overdue", "due today", "due in 5 days", "no date"."""
    if due is None:
        return "no date"
    days = (due - today).days
    if days < 0:
        return f"{_count(-days, 'day')} overdue"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == 1 else f"due in {_count(days, 'day')}"


def describe_distance(day: date, today: date) -> str:
    """Return how far a day is: "today", "tomorrow", "in 3 weeks", "in 19 days", "2 weeks ago".

    The words are exact, so that they tell a slip in a date: weeks only where they are whole, and never months.
    """
    days = (day - today).days
    if days in NEAR:
        return NEAR[days]
    span = abs(days)
    length = _count(span // WEEK, "week") if span % WEEK == 0 and span > WEEK else _count(span, "day")
    return f"in {length}" if days > 0 else f"{length} ago"


NEAR = {-1: "yesterday", 0: "today", 1: "tomorrow"}
"""The days that have names."""


def _count(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
