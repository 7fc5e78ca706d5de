# ruff: noqa: RUF001 - letters of other scripts are data here
"""Reads due dates: from a cell or the words after "due", and out of the middle of a sentence.

`parse_due` wants the whole text to be a date; `find_due` looks for places where a sentence announces one
("... by July 31, 2023.", "... (due 31.07.)") and asks the same table. Both look at the text as it stands,
only with odd blanks and hyphens made plain, letter for letter, so that spans stay true.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from tracker.dates.counted import COUNTED
from tracker.dates.phrases import PHRASES
from tracker.dates.resolving import Reference
from tracker.dates.written import WRITTEN
from tracker.words import DueConfidence, DueDate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tracker.dates.rows import Phrase

_LONGEST_CELL = 200
"""Words in the place of a date are short; what is longer is a sentence and read by `find_due`."""

_PLAIN = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u3000\t", " ") | dict.fromkeys("‐‑‒–—−", "-"))

_LEADS = (
    r"due(?: date)?(?: by| on| in)?|target(?: date)?|deadline(?: is)?|eta|resolve by|complete(?:d)? by|"
    r"(?:no|not) later than|by|before|until|till|within|on|in|over|for|around|about|"
    r"approx\.?|estimated|scheduled for|"
    r"the next|next|bis(?: zum| zur)?|vor|zum|spätestens|innerhalb von|fällig|frist|in den nächsten|"
    r"antes del?|hasta(?: el)?|para(?: el| o)?|dentro de|en|at[eé](?: o)?|em|prazo|fecha(?: l[ií]mite)?|vence|"
    r"avant(?: le)?|d'ici(?: à| au| le| la)?|pour(?: le)?|dans|sous|échéance|entro(?: il)?|per(?: il)?|"
    r"sebelum|dalam|paling lambat|hingga|к|до|через|в течение|срок"
)
_LEAD = re.compile(rf"(?:{_LEADS})\s{{0,3}}:?\s{{0,3}}(?<![^\W_])|~|@|\b(?:the|a|le|el|la)\b\s", re.IGNORECASE)
_LEAD_TRIES = 4
"""Leads that may stand before each other: "due: by the end of ..."."""

_CLOCK = (
    r"(?:[\s,]{0,3}(?:at|um|à|às|a las)?\s{0,3}\d{1,2}(?::\d\d){0,2}\s?(?:am|pm|uhr|"
    r"h)?(?:\s?\(?(?:[a-z]{2,4}|gmt[+-]\d{1,2})\)?)?)?"
)
_TAIL = re.compile(
    rf"{_CLOCK}\s{{0,3}}(?:г(?:ода)?\.?|まで(?:に)?|までに|前|까지|之前|or (?:sooner|earlier|before))?"
    r"\s{0,3}(?:[(\[][^()\[\]]{0,100}[)\]]?)?[\s.,;:!)]{0,5}",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s{0,3}[-,;(/~〜～]\s{0,3}[^\d]{1,100}")
"""A remark after a written day: "2023-07-31 - moved once"; with figures in it, it may be another day."""

_BOUNDARY = re.compile(r"(?![^\W_])(?![-/.:]\d)")
_NO_SPACE_SCRIPT = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class FoundDue:
    """A due date found inside a sentence; `start` and `end` span what the sentence can lose."""

    due: DueDate
    start: int
    end: int
    phrase: str
    """The name of the row that read it."""


class _Hit(NamedTuple):
    phrase: Phrase
    day: date | None
    end: int
    counts: bool = True
    """Whether its words could be counted from the reference."""


def parse_due(text: str, reference: date, *, day_first: bool | None = None, counts: bool = True) -> DueDate | None:
    """Return the due date that a cell, or the words after "due", mean; None when they are no date words.

    Days are counted from `reference`; without `counts` it only tells the year, and words like "in two weeks" name
    no day. `day_first` reads 1/2/2023 as the first of February, and None says that the order is not known. An
    impossible date is no date. Never raises.
    """
    plain = text.translate(_PLAIN)
    if len(plain) > _LONGEST_CELL:
        return None
    words = plain.strip(" \n\r*_`\"'|")
    for start in _starts(words):
        for hit in _hits(words, start, Reference(reference, day_first, counts)):
            if _ends_here(words, hit):
                return _due(hit, text.strip())
    return _end_of_range(text, words, Reference(reference, day_first, counts))


_RANGE = re.compile(
    r"(.{2,60}?)\s{0,2}(?:\s-\s|~|〜|～|\sto\s|\sbis\s|\sau\s|\sal?\s|\saté\s)\s{0,2}(.{2,60})", re.IGNORECASE
)


def _end_of_range(text: str, words: str, reference: Reference) -> DueDate | None:
    """Return the later end of "Q4 2025 - Q1 2026": two days, in their order, and nothing else."""
    ends = _RANGE.fullmatch(words)
    days = [_parse(end, reference) for end in ends.groups()] if ends else []
    if not days or any(due is None or due.day is None for due in days):
        return None
    first, last = (due for due in days if due is not None)
    is_range = first.day is not None and last.day is not None and first.day <= last.day
    return DueDate(last.day, text.strip(), last.confidence) if is_range else None


def _parse(text: str, reference: Reference) -> DueDate | None:
    return parse_due(text, reference.day, day_first=reference.day_first, counts=reference.counts)


def find_due(text: str, reference: date, *, day_first: bool | None = None, counts: bool = True) -> FoundDue | None:
    """Return the first due date that a sentence announces, with its place, or None. Never raises.

    Announced is a date after words like "by" or "due", in brackets of its own, or at the end behind a dash.
    """
    plain = text.translate(_PLAIN)
    against = Reference(reference, day_first, counts)
    for search in (_labelled, _announced, _bracketed, _trailing, _suffixed, _loose):
        found = search(plain, text, against)
        if found is not None:
            return found
    return None


def _starts(words: str, position: int = 0) -> Iterator[int]:
    """Yield the places where the date may begin: here, then behind each lead."""
    for _ in range(_LEAD_TRIES):
        yield position
        lead = _LEAD.match(words, position)
        if lead is None or lead.end() == position:
            return
        position = lead.end()


def _hits(words: str, start: int, reference: Reference, rows: tuple[Phrase, ...] = PHRASES) -> Iterator[_Hit]:
    """Yield what the rows of a table read at this place, in their order."""
    for phrase in rows:
        match = phrase.pattern.match(words, start)
        if match is None or match.end() == start:
            continue
        if not _BOUNDARY.match(words, match.end()) and not _in_no_space_script(words, match.end()):
            continue
        counts = reference.counts or phrase not in COUNTED
        yield _Hit(phrase, _resolved(phrase, match, reference) if counts else None, match.end(), counts)


def _in_no_space_script(words: str, end: int) -> bool:
    """Whether the words go on in a script that puts no blanks between them."""
    return _NO_SPACE_SCRIPT.match(words, end) is not None


def _resolved(phrase: Phrase, match: re.Match[str], reference: Reference) -> date | None:
    """Return the row's day; a day beyond the calendar's own ends is none."""
    try:
        return phrase.resolve(match, reference)
    except (ValueError, OverflowError):
        return None


def _ends_here(words: str, hit: _Hit) -> bool:
    """Whether nothing but a time of day, a remark or punctuation follows."""
    if _TAIL.fullmatch(words, hit.end):
        return True
    return hit.phrase.confidence is DueConfidence.EXPLICIT and bool(_REMARK.fullmatch(words, hit.end))


def _names_a_day(hit: _Hit) -> bool:
    """Whether the hit is good: a day, or one of the rows for words that name none."""
    return hit.day is not None or not hit.counts or _stands_for_no_day(hit.phrase)


def _stands_for_no_day(phrase: Phrase) -> bool:
    return phrase.name in _NO_DAY_ROWS


_NO_DAY_ROWS = frozenset({"sprint", "at once", "going on", "some time", "number of units", "range of units"})


def _due(hit: _Hit, text: str) -> DueDate | None:
    if not _names_a_day(hit):
        return None
    return DueDate(hit.day, text, DueConfidence.VAGUE if hit.day is None else hit.phrase.confidence)


# Inside a sentence.

_LABEL = re.compile(
    (
        r"[\[(\s,;|-]{0,5}\b(?:due(?: date| by| on)?|deadline|target date|eta|fällig|frist|"
        r"prazo|fecha l[ií]mite|échéance|срок|期限|截止)\s{0,2}[:：]\s{0,3}"
    ),
    re.IGNORECASE,
)
_ANNOUNCING = re.compile(
    r"(?<![^\W_])(?:due(?: by| on)?|(?:no|not) later than|by|before|until|till|deadline|"
    r"within|in the next|over the next|bis(?: zum)?|spätestens|antes del?|"
    r"hasta(?: el)?|para el|at[eé](?: o)?|avant(?: le)?|d'ici(?: à| au| le| la)?|entro(?: "
    r"il)?|sebelum|dalam|paling lambat|до|к|через|в течение|through|scheduled for|planned for)\s{1,3}",
    re.IGNORECASE,
)
_ANNOUNCED_TRIES = 50
"""Announcing words that are looked at in one sentence; nobody writes more, and a hostile line may."""
_BRACKETS = re.compile(r"\s{0,3}[(\[]([^()\[\]]{2,60})[)\]]")
_SEPARATOR = re.compile(r"\s(?:->|[-:|,;→@])\s|, ")
_LONGEST_ENDING = 60
_SUFFIX = re.compile(r"\s?(?:まで|前|中に|之前|以前|까지)")
_FIGURE_DATE = re.compile(r"(?<!\d)(?:\d{4}\s?[年년]\s?)?\d{1,2}\s?[月월]")
_SENTENCE_END = re.compile(r"\s{0,3}(?:$|[.;!)\],](?!\w))")
_LOOSE = re.compile(
    r"(?<![^\W_])(?:in the near future|as soon as possible|asap|later this (?:week|month|quarter|year)|"
    r"(?:the )?end of (?:the |this |next )?(?:week|month|quarter|year)|next (?:sprint|"
    r"week|month|quarter)|eo[wmqy])(?![^\W_])",
    re.IGNORECASE,
)


def _longest(words: str, start: int, reference: Reference) -> _Hit | None:
    """Return the hit that takes most words at this place, the earlier row where two take the same."""
    best: _Hit | None = None
    for hit in _hits(words, start, reference):
        if best is None or hit.end > best.end:
            best = hit
    return best if best is not None and _names_a_day(best) else None


def _labelled(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find "Due: 2023-07-31" anywhere, with the bracket or dash around it."""
    for label in _LABEL.finditer(plain):
        hit = _longest(plain, _skip_leads(plain, label.end()), reference)
        if hit is not None:
            end = hit.end + (
                plain[hit.end : hit.end + 1] in {")", "]"} and label[0].lstrip(" ,;|-")[:1] in {"(", "["}
            )
            return _found(hit, text[label.end() : hit.end].strip(), label.start(), end)
    return None


def _skip_leads(words: str, position: int) -> int:
    """Return the last place where a date may begin."""
    *_, last = _starts(words, position)
    return last


def _announced(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find "by July 31, 2023": a date behind a word that announces one."""
    for tries, lead in enumerate(_ANNOUNCING.finditer(plain)):
        if tries == _ANNOUNCED_TRIES:
            return None
        hit = _longest(plain, lead.end(), reference) or _behind_article(plain, lead.end(), reference)
        if hit is not None and _meant(hit, plain, lead):
            start, end = _with_brackets(plain, lead.start(), hit.end)
            return _found(hit, text[lead.start() : hit.end], start, end)
    return None


def _with_brackets(plain: str, start: int, end: int) -> tuple[int, int]:
    """Return a span with the brackets that hold nothing else."""
    is_held = plain[start - 1 : start] in {"(", "["} and plain[end : end + 1] in {")", "]"}
    return (start - 1, end + 1) if is_held else (start, end)


_ARTICLE = re.compile(r"(?:the|a|le|la|el|o) ", re.IGNORECASE)


def _behind_article(plain: str, position: int, reference: Reference) -> _Hit | None:
    article = _ARTICLE.match(plain, position)
    return None if article is None else _longest(plain, article.end(), reference)


def _meant(hit: _Hit, plain: str, lead: re.Match[str]) -> bool:
    """Whether the sentence means a due date, and not a span of time or a word that looks like a month.

    "within 24 hours" in the middle is how fast something must work; "before may" is no month.
    """
    if hit.phrase.confidence is DueConfidence.RELATIVE or hit.day is None:
        return _SENTENCE_END.match(plain, hit.end) is not None and not plain[
            lead.end() : hit.end
        ].lower().endswith(("hours", "hour", "now", "later"))
    return hit.phrase.name != "month" or plain[lead.end()].isupper()


def _bracketed(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find a date that has brackets of its own: "(2023-07-31)", "[Q3]", "(ASAP)", "(within 1 week)"."""
    for bracket in _BRACKETS.finditer(plain):
        inside = bracket[1].strip()
        due = _parse(inside, reference)
        if due is None or (due.confidence is DueConfidence.RELATIVE and not _LEAD.match(inside)):
            continue
        return FoundDue(
            DueDate(due.day, text[bracket.start(1) : bracket.end(1)].strip(), due.confidence),
            bracket.start(),
            bracket.end(),
            "in brackets",
        )
    return None


def _trailing(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find a written day at the end behind a dash, a colon or a comma: "Add alerts - 2023-07-31"."""
    for separator in _SEPARATOR.finditer(plain, max(0, len(plain) - _LONGEST_ENDING)):
        words = text[separator.end() :].strip()
        due = _parse(words, reference)
        if due is not None and due.confidence is DueConfidence.EXPLICIT:
            return FoundDue(due, separator.start(), len(text), "at the end")
    return None


def _suffixed(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find a date with its announcing word behind it: "2023年7月31日までに"."""
    if "月" not in plain and "월" not in plain:
        return None
    for figures in _FIGURE_DATE.finditer(plain):
        hit = _longest(plain, figures.start(), reference)
        if hit is not None and _SUFFIX.match(plain, hit.end):
            return _found(hit, text[figures.start() : hit.end], figures.start(), hit.end)
    return None


def _loose(plain: str, text: str, reference: Reference) -> FoundDue | None:
    """Find words that can only be a due date, wherever they stand: "in the near future", "later this year"."""
    match = _LOOSE.search(plain)
    if match is None:
        return None
    hit = _longest(plain, match.start(), reference)
    return None if hit is None else _found(hit, text[match.start() : hit.end], match.start(), hit.end)


def _found(hit: _Hit, words: str, start: int, end: int) -> FoundDue | None:
    due = _due(hit, words)
    return None if due is None else FoundDue(due, start, end, hit.phrase.name)


_FIGURES = re.compile(r"\d{1,20}")
_PART_OF_MORE = re.compile(r"[\w./-]")
_NAME_BEFORE = re.compile(r"(?<![^\W_])([^\W\d_]{3,12})\.?\s{0,3}-?(?:the )?$")
_LONGEST_NAME = 24
"""Characters before a figure in which its month's name stands."""
_DAY_TRIES = 60
_WRITTEN_DAYS = tuple(
    row for row in WRITTEN if row.confidence is DueConfidence.EXPLICIT and row.name != "month and day in figures"
)


def _day_starts(words: str) -> Iterator[int]:
    """Yield where a written day may begin: at the month's name before a figure, then at the figure."""
    for figures in _FIGURES.finditer(words):
        start = figures.start()
        name = _NAME_BEFORE.search(words, max(0, start - _LONGEST_NAME), start)
        if name is not None:
            yield name.start(1)
        if not _PART_OF_MORE.match(words, start - 1) or start == 0:
            yield start


def first_day(text: str, year: int | None, *, day_first: bool | None = None) -> date | None:
    """Return the first written day of a text, one with its year before one without, or None. Never raises.

    `year` is that of days without one; with None they are no days, for nobody could say which.
    """
    words = text.translate(_PLAIN)[:2000]
    against = Reference(date(year or _ANY_YEAR, 1, 1), bool(day_first))
    without_year: date | None = None
    for start in islice(_day_starts(words), _DAY_TRIES):
        hits = _hits(words, start, against, _WRITTEN_DAYS)
        hit = next((hit for hit in hits if hit.day is not None), None)
        if hit is None or hit.day is None:
            continue
        written = str(hit.day.year)
        if written in words[start : hit.end] or written[2:] in words[hit.end - 2 : hit.end]:
            return hit.day
        without_year = without_year or hit.day
    return without_year if year is not None else None


_ANY_YEAR = 2000
