"""When to try again: the schedule of Standard Webhooks, with jitter, and never before the receiver allows.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.channels.outcomes import Outcome

WAITS = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=10),
    timedelta(hours=14),
    timedelta(hours=20),
    timedelta(hours=24),
)
"""After the first failed attempt, the second …: ten attempts over some three days, a long weekend."""


def next_attempt(attempt: int, outcome: Outcome, now: datetime, jitter: float) -> datetime | None:
    """Return when a failed delivery is tried again, or None when it is over: accepted, final or used up.

    Args:
        attempt: the number of the attempt that has just failed, from 1.
        outcome: how it failed.
        now: aware.
        jitter: in [0, 1); a wait is 0.5 to 1.5 times its row, so that a shared outage is followed by no storm.
    """
    if not outcome.retry or attempt > len(WAITS):
        return None
    wait = WAITS[attempt - 1] * (0.5 + jitter)
    return now + max(wait, outcome.retry_after or wait)
