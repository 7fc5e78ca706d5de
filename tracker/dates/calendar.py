"""The calendar's own arithmetic: ends of periods, weekdays, working days. No words, no clock.

Every function is total over the days that Python has: where the answer would fall outside, it raises
OverflowError or ValueError as `date` itself does, and the rows of `phrases` turn that into "no date".
"""

from __future__ import annotations

from datetime import date, timedelta

_DECEMBER = 12
_FRIDAY = 4
_MONTHS_PER_QUARTER = 3


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == _DECEMBER:
        return date(year, _DECEMBER, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def months_after(day: date, count: int) -> date:
    """Return the same day `count` months later, or that month's last day where it has no such day."""
    years, months = divmod(day.year * _DECEMBER + day.month - 1 + count, _DECEMBER)
    last = month_end(years, months + 1)
    return last.replace(day=min(day.day, last.day))


def quarter_of(day: date) -> int:
    """Return the quarter of a day, 1 to 4."""
    return (day.month - 1) // _MONTHS_PER_QUARTER + 1


def quarter_end(year: int, quarter: int) -> date:
    """Return the last day of a quarter; a quarter above 4 runs on into the next years."""
    years, rest = divmod(quarter - 1, 4)
    return month_end(year + years, (rest + 1) * _MONTHS_PER_QUARTER)


def week_end(day: date) -> date:
    """Return the Sunday of the day's week; weeks begin on Monday."""
    return day + timedelta(days=6 - day.weekday())


def weekday_on_or_after(day: date, weekday: int) -> date:
    """Return the first day from `day` on that is this weekday (0 is Monday)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def is_working_day(day: date) -> bool:
    """Whether the day is one of Monday to Friday."""
    return day.weekday() <= _FRIDAY


def next_working_day(day: date) -> date:
    """Return the first working day after `day`."""
    return working_days_after(day, 1)


def working_days_after(day: date, n: int) -> date:
    """Return the n-th working day after `day`; with n = 0 the day itself."""
    weeks, rest = divmod(n, 5)
    if weeks and not is_working_day(day):
        # Counting whole weeks from a weekend would land on a weekend: count from the Friday before.
        day -= timedelta(days=day.weekday() - _FRIDAY)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= is_working_day(day)
    return day
