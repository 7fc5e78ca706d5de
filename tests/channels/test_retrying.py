"""The schedule of retries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.channels.outcomes import Outcome, unanswered, unsendable
from tracker.channels.retrying import WAITS, next_attempt

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
FAILED = unanswered("no answer in time", sent=True)
MIDDLE = 0.5
"""The jitter that leaves a wait as it is."""


@pytest.mark.parametrize(
    ("attempt", "seconds"),
    [
        (1, 5),
        (2, 5 * 60),
        (3, 30 * 60),
        (4, 2 * 3600),
        (5, 5 * 3600),
        (6, 10 * 3600),
        (7, 14 * 3600),
        (8, 20 * 3600),
        (9, 24 * 3600),
    ],
)
def test_wait_after_each_failed_attempt(attempt: int, seconds: int) -> None:
    assert next_attempt(attempt, FAILED, NOW, MIDDLE) == NOW + timedelta(seconds=seconds)


def test_tenth_failed_attempt_is_the_last() -> None:
    assert next_attempt(10, FAILED, NOW, MIDDLE) is None


def test_final_outcome_is_not_tried_again() -> None:
    assert next_attempt(1, unsendable("no URL"), NOW, MIDDLE) is None


def test_accepted_message_is_not_sent_again() -> None:
    assert next_attempt(1, Outcome(accepted=True, status=200), NOW, MIDDLE) is None


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        (timedelta(seconds=1), 5),  # the schedule is later
        (timedelta(minutes=1), 60),  # the receiver is
    ],
)
def test_later_of_schedule_and_retry_after_counts(retry_after: timedelta, seconds: int) -> None:
    outcome = Outcome(accepted=False, retry=True, retry_after=retry_after)

    assert next_attempt(1, outcome, NOW, MIDDLE) == NOW + timedelta(seconds=seconds)


@given(st.integers(1, len(WAITS)), st.floats(0, 1, exclude_max=True))
def test_jitter_keeps_a_wait_between_half_and_one_and_a_half(attempt: int, jitter: float) -> None:
    moment = next_attempt(attempt, FAILED, NOW, jitter)

    assert moment is not None
    assert WAITS[attempt - 1] * 0.5 <= moment - NOW <= WAITS[attempt - 1] * 1.5
