"""Says due dates in words: the one place that does, so that every list, message and page agrees."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def describe_due(due: date | None, today: date) -> str:
    """Return how a due day stands on a given day: "3 days overdue", "due today", "due in 5 days", "no date"."""
    if due is None:
        return "no date"
    days = (due - today).days
    if days < 0:
        return f"{_count(-days)} overdue"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == 1 else f"due in {_count(days)}"


def _count(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"
