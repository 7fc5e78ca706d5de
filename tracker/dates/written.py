"""WRITTEN: the rows of `phrases` for a day that is written out, in figures or with its month's name."""

from __future__ import annotations

from tracker.dates import resolving
from tracker.dates.names import MONTH, WEEKDAY
from tracker.dates.rows import DAY, EXPLICIT, GAP, OF, SP, TIME, VAGUE, YEAR, Phrase

WRITTEN: tuple[Phrase, ...] = (
    # A day, in figures.
    Phrase(
        "iso",
        rf"(?P<year>\d{{4}})-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}}){TIME}",
        resolving.year_month_day,
        EXPLICIT,
        "2023-07-31",
    ),
    Phrase(
        "year first",
        r"(?P<year>\d{4})[/.](?P<month>\d{1,2})[/.](?P<day>\d{1,2})",
        resolving.year_month_day,
        EXPLICIT,
        "2023/07/31",
    ),
    Phrase(
        "eight figures",
        r"(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)",
        resolving.year_month_day,
        EXPLICIT,
        "20230731",
    ),
    Phrase(
        "Chinese and Japanese day",
        rf"(?:(?P<year>\d{{4}}){SP}年{SP})?(?P<month>\d{{1,2}}){SP}月{SP}(?P<day>\d{{1,2}}){SP}[日号]",
        resolving.year_month_day,
        EXPLICIT,
        "2023年7月31日",
    ),
    Phrase(
        "Korean day",
        rf"(?:(?P<year>\d{{4}}){SP}년{SP})?(?P<month>\d{{1,2}}){SP}월{SP}(?P<day>\d{{1,2}}){SP}일",
        resolving.year_month_day,
        EXPLICIT,
        "2023년 7월 31일",
    ),
    Phrase(
        "with dots",
        r"(?P<a>\d{1,2})\.\s?(?P<b>\d{1,2})\.\s?(?P<year>\d{4}|\d\d)?",
        resolving.day_first,
        EXPLICIT,
        "31.07.2023",
    ),
    Phrase(
        "with strokes",
        r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<year>\d{4}|\d\d)",
        resolving.numeric,
        EXPLICIT,
        "07/31/2023",
    ),
    Phrase(
        "month and day in figures", r"(?P<a>\d{1,2})/(?P<b>\d{1,2})(?P<year>)", resolving.numeric, EXPLICIT, "7/31"
    ),
    # A day, with the month's name.
    Phrase(
        "week of a day",
        rf"(?:the )?(?:week (?:of|beginning|commencing)|w/c) {MONTH}{GAP}{DAY}(?:{GAP}{YEAR})?",
        resolving.week_of_day,
        VAGUE,
        "week of July 24",
    ),
    Phrase(
        "day and month",
        (
            rf"(?:{WEEKDAY}{GAP})?(?:the |le |el |den |al? "
            rf")?{DAY}{SP}{OF}{SP}{MONTH}(?:{GAP}(?:de |del |of )?(?P<year>(?:19|20)\d\d|"
            r"'?\d\d(?![\d:])))?"
        ),
        resolving.named_month,
        EXPLICIT,
        "31 July 2023",
    ),
    Phrase(
        "month and day",
        rf"(?:{WEEKDAY}{GAP})?{MONTH}{SP}-?(?:the )?{DAY}(?:{GAP}{YEAR})?",
        resolving.named_month,
        EXPLICIT,
        "July 31, 2023",
    ),
)
"""Written days, the more exact ones first."""
