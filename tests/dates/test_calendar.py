"""The calendar's arithmetic, held against counting day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.calendar import (
    month_end,
    months_after,
    next_working_day,
    quarter_end,
    week_end,
    weekday_on_or_after,
    working_days_after,
)

DAYS = st.dates(min_value=date(1990, 1, 1), max_value=date(2090, 12, 31))
FRIDAY, SATURDAY, SUNDAY, MONDAY = (date(2024, 5, day) for day in (17, 18, 19, 20))


@pytest.mark.parametrize("day", [FRIDAY, SATURDAY, SUNDAY])
def test_next_working_day_skips_the_weekend(day: date) -> None:
    assert next_working_day(day) == MONDAY


def test_no_working_days_after_is_the_day_itself() -> None:
    assert working_days_after(SATURDAY, 0) == SATURDAY


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_working_days_are_those_that_counting_finds(day: date, n: int) -> None:
    counted = day
    for _ in range(n):
        counted += timedelta(days=1)
        while counted.weekday() >= 5:
            counted += timedelta(days=1)

    assert working_days_after(day, n) == counted


@given(DAYS)
def test_month_end_is_followed_by_a_first(day: date) -> None:
    end = month_end(day.year, day.month)

    assert (end.year, end.month) == (day.year, day.month)
    assert (end + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("quarter", "end"), [(1, date(2024, 3, 31)), (4, date(2024, 12, 31)), (5, date(2025, 3, 31))]
)
def test_quarters_run_on_into_the_next_year(quarter: int, end: date) -> None:
    assert quarter_end(2024, quarter) == end


def test_a_month_later_is_clamped_to_the_months_last_day() -> None:
    assert months_after(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert months_after(date(2024, 11, 30), 3) == date(2025, 2, 28)


def test_a_week_ends_on_its_sunday() -> None:
    assert week_end(MONDAY) == date(2024, 5, 26)
    assert week_end(SUNDAY) == SUNDAY


def test_a_weekday_may_be_the_day_itself() -> None:
    assert weekday_on_or_after(FRIDAY, 4) == FRIDAY
    assert weekday_on_or_after(FRIDAY, 0) == MONDAY
