"""From the parts of a matched phrase to a day: one small function for each way in which a day can be said.

Each takes the match of a row of `phrases` and the `Reference`, and returns a day, or None where the words
name none that exists. What a row's groups mean stands in the function that reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.dates import calendar
from tracker.dates.names import MONTH_NUMBERS, NUMBER_WORDS, UNIT_NAMES, WEEKDAY_NUMBERS

if TYPE_CHECKING:
    import re
    from collections.abc import Callable

_CENTURY = 2000
_SHORT = len("24")
_SUNDAY = 7
_LAST_MONTH = 12
_STALE = timedelta(days=90)
"""A day without a year that lies further back than this is meant in the next year."""
_YEARS = range(1990, 2100)
"""Years that a due date may have; a number outside is a typing slip or no year."""


@dataclass(frozen=True, slots=True)
class Reference:
    """What words are counted from: the report's day, and whether 1/2 is the first of February.

    `day_first` is None where nobody can say: then the month goes first, unless only the other order lies ahead.
    """

    day: date
    day_first: bool | None
    counts: bool = True
    """Whether "in two weeks" can be counted from the day; else it only helps to find the year."""


def _year(match: re.Match[str]) -> int | None:
    """Return the year of the group `year`, two digits as 20xx."""
    written = (match["year"] or "").strip("'")
    if not written:
        return None
    return int(written) + (_CENTURY if len(written) == _SHORT else 0)


def _day(year: int, month: int, day: int) -> date | None:
    """Return the day where the calendar has it and its year is a sensible one."""
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, reference: date) -> date | None:
    """Return the day in the reference's year, or in the next one where that is long past."""
    found = _day(reference.year, month, day)
    if found is not None and reference - found > _STALE:
        return _day(reference.year + 1, month, day)
    return found


def year_month_day(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `year` (may be missing), `month` and `day`, all numbers."""
    year = _year(match)
    month, day = int(match["month"]), int(match["day"])
    return _nearest(month, day, reference.day) if year is None else _day(year, month, day)


def numeric(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `a`, `b`, `year`: the order is the reference's, unless only the other is possible.

    Where the order is not known, what would have been due before the report is read the other way round.
    """
    a, b = int(match["a"]), int(match["b"])
    month, day = (b, a) if reference.day_first else (a, b)
    if month > _LAST_MONTH:
        month, day = day, month
    year = _year(match)
    if year is None:
        return _nearest(month, day, reference.day)
    found, other = _day(year, month, day), _day(year, day, month)
    is_past = reference.day_first is None and found is not None and found < reference.day
    return other if is_past and other is not None and other >= reference.day else found


def day_first(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve numbers in the order day, month, as they are written with dots."""
    return numeric(match, Reference(reference.day, day_first=True))


def named_month(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `month` (a name), `day` and `year` (may be missing)."""
    month, day, year = MONTH_NUMBERS[match["month"].lower()], int(match["day"]), _year(match)
    return _nearest(month, day, reference.day) if year is None else _day(year, month, day)


def week_of_day(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve "week of July 24": that week's Sunday."""
    day = named_month(match, reference)
    return None if day is None else calendar.week_end(day)


def iso_week(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `year` (may be missing) and `week`: that week's Sunday."""
    try:
        return date.fromisocalendar(_year(match) or reference.day.year, int(match["week"]), _SUNDAY)
    except ValueError:
        return None


_PARTS: dict[str, int] = {
    **dict.fromkeys(("early", "beginning of", "start of", "anfang", "début", "principios de", "início de"), 10),
    **dict.fromkeys(("inicio de", "inizio", "awal", "начало", "начале", "上旬", "初"), 10),
    **dict.fromkeys(("mid", "middle of", "mitte", "mi", "mediados de", "meados de", "metà"), 15),
    **dict.fromkeys(("pertengahan", "середина", "середине", "середины", "中旬"), 15),
    **dict.fromkeys(("late", "下旬"), 25),
}
"""Day of the month that a part of it stands for; a part that is not here is the month's end."""


def part_of_month(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `part` (may be missing), `month` (name or number), `year`: a part's day, else the end."""
    month_text = match["month"].lower()
    month = int(month_text) if month_text.isdecimal() else MONTH_NUMBERS[month_text]
    year = _year(match)
    part = _PARTS.get(" ".join((match["part"] or "").lower().replace("-", " ").split()))
    if not 1 <= month <= _LAST_MONTH:
        return None
    if year is None:
        year = reference.day.year
        if reference.day - calendar.month_end(year, month) > _STALE:
            year += 1
    return _day(year, month, part or calendar.month_end(year, month).day)


def quarter(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `quarter`, or else `first`, and `year` (may be missing): the quarter's last day."""
    number, year = int(match["quarter"] or match["first"]), _year(match)
    if year is None:
        year = reference.day.year
        if calendar.quarter_end(year, number) < reference.day:
            year += 1
    return calendar.quarter_end(year, number) if year in _YEARS else None


def half(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `half` and `year` (may be missing): the half-year's last day."""
    number, year = int(match["half"]), _year(match)
    if year is None:
        year = reference.day.year
        if calendar.quarter_end(year, number * 2) < reference.day:
            year += 1
    return calendar.quarter_end(year, number * 2) if year in _YEARS else None


_YEAR_PARTS = {
    "early": (3, 31),
    "beginning of": (3, 31),
    "start of": (3, 31),
    "mid": (6, 30),
    "middle of": (6, 30),
}


def part_of_year(match: re.Match[str], _reference: Reference) -> date | None:
    """Resolve the groups `part` (may be missing) and `year`."""
    part = " ".join((match["part"] or "").lower().replace("-", " ").split())
    month, day = _YEAR_PARTS.get(part, (12, 31))
    return _day(int(match["year"]), month, day)


def weekday(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the group `weekday`: the first such day from the reference on, after it for "next".

    With the group `week` it is the one of the next week, which begins on Monday.
    """
    number = WEEKDAY_NUMBERS[match["weekday"].lower()]
    if match["week"]:
        return calendar.weekday_on_or_after(reference.day + timedelta(days=1), 0) + timedelta(days=number)
    after = bool(match["next"])
    return calendar.weekday_on_or_after(reference.day + timedelta(days=after), number)


def days_on(days: int) -> Callable[[re.Match[str], Reference], date | None]:
    """Return a function for words that are a fixed number of days away: today, tomorrow."""
    return lambda _match, reference: reference.day + timedelta(days=days)


def period_end(period: str, ahead: int = 0) -> Callable[[re.Match[str], Reference], date | None]:
    """Return a function for the end of this day, week, month, quarter or year, or of one further ahead."""
    ends: dict[str, Callable[[date], date]] = {
        "day": lambda day: day + timedelta(days=ahead),
        "week": lambda day: calendar.week_end(day) + timedelta(weeks=ahead),
        "month": lambda day: calendar.month_end(*_month_ahead(day, ahead)),
        "quarter": lambda day: calendar.quarter_end(day.year, calendar.quarter_of(day) + ahead),
        "year": lambda day: date(day.year + ahead, _LAST_MONTH, 31),
    }
    end = ends[period]
    return lambda _match, reference: end(reference.day)


def _month_ahead(day: date, ahead: int) -> tuple[int, int]:
    years, months = divmod(day.year * _LAST_MONTH + day.month - 1 + ahead, _LAST_MONTH)
    return years, months + 1


def early_next_week(_match: re.Match[str], reference: Reference) -> date | None:
    """Resolve "early next week": its Tuesday."""
    return calendar.week_end(reference.day) + timedelta(days=2)


def counted(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the groups `number` and `unit`, counted from the reference's day."""
    written = match["number"].lower()
    number = int(written) if written.isdecimal() else NUMBER_WORDS[written]
    unit = UNIT_NAMES[" ".join(match["unit"].lower().replace("-", " ").split())]
    return _after(reference.day, number, unit)


def counted_days(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the group `number`, so many days on: "J+7"."""
    return _after(reference.day, int(match["number"]), "day")


def counted_months(match: re.Match[str], reference: Reference) -> date | None:
    """Resolve the group `number`, so many months on: "M+3"."""
    return _after(reference.day, int(match["number"]), "month")


_HOURS_A_DAY = 24
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


def _after(day: date, number: int, unit: str) -> date | None:
    """Return the day so many units on; None for units that the calendar does not know."""
    if unit in _MONTHS_IN:
        return calendar.months_after(day, number * _MONTHS_IN[unit])
    if unit == "workday":
        return calendar.working_days_after(day, number)
    if unit == "hour":
        return day + timedelta(days=-(-number // _HOURS_A_DAY))
    days = {"day": 1, "week": 7}.get(unit)
    return None if days is None else day + timedelta(days=number * days)


def no_day(_match: re.Match[str], _reference: Reference) -> date | None:
    """Resolve words that stand in the place of a date and name none: "ASAP", "next sprint"."""
    return None
