"""What people type, checked: titles, names, days, reasons, links. Pure; the day that words count from is given.

Every function returns the value as it is stored, or raises `BadOption` with what the option takes; nothing that
was typed can do harm later, and nothing is corrected in silence but blanks and control characters.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from tracker.dates.reading import parse_due
from tracker.errors import BadOption
from tracker.words import DueConfidence

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from tracker.merging import Fields

LONGEST_TITLE = 1_000
"""Characters of a title: a paragraph, which is more than anybody reads in a list."""

LONGEST_NAME = 200

LONGEST_LINK = 2_000
"""What browsers and chats surely open."""

SHOWN = 40
"""Characters of a value that an error repeats."""

NO_DAY = ("none", "no", "never", "-", "off")
"""What says that there is no day (any more)."""

DAY_WANTED = "a day: 2026-12-31, friday, 3d, in 2 weeks, end of q3"


def text_of(text: str, option: str, longest: int) -> str:
    """Return a text on one line, its blanks made single and its control characters taken out.

    Raises:
        BadOption: nothing is left of it, or it is longer than `longest` characters.
    """
    # What controls or reorders (Cc, Cf) is no part of a text; joiners belong to emoji and scripts. Half a sign
    # (a surrogate: bytes that are no UTF-8) is shown as what could not be read.
    kept = (" " if c.isspace() else c for c in text if c.isspace() or is_written(c))
    cleaned = " ".join(HALVES.sub("\N{REPLACEMENT CHARACTER}", "".join(kept)).split())
    if not cleaned.strip(JOINERS):
        raise BadOption(option, text[:SHOWN], "some words")
    if len(cleaned) > longest:
        raise BadOption(
            option, f"{cleaned[:SHOWN]}…", f"at most {longest:,} characters; these are {len(cleaned):,}"
        )
    return cleaned


HALVES = re.compile("[\ud800-\udfff]")
"""Surrogates: what Python makes of bytes that are no UTF-8."""

JOINERS = "\u200c\u200d"


def is_written(character: str) -> bool:
    """Whether a character is written, and not an order to a terminal."""
    return character in JOINERS or unicodedata.category(character) not in ("Cc", "Cf")


def title_of(text: str, option: str = "TITLE") -> str:
    """Return a title; `text_of` says what becomes of it."""
    return text_of(text, option, LONGEST_TITLE)


def names_of(texts: Iterable[str], option: str = "--owner") -> list[str]:
    """Return names, each once; one text may hold several with commas between.

    Raises:
        BadOption: one of them is empty or too long.
    """
    given = [part for text in texts for part in text.split(",") if part.strip()] or [""]
    return list(dict.fromkeys(text_of(name, option, LONGEST_NAME) for name in given))


def links_of(texts: Iterable[str], option: str = "--link") -> list[str]:
    """Return tickets and addresses, each once."""
    return list(dict.fromkeys(text_of(text, option, LONGEST_LINK) for text in texts))


def day_of(words: str, today: date, option: str) -> date:
    """Return the day that words mean: a date, a weekday, a length of time; counted from today.

    Raises:
        BadOption: they mean no day.
    """
    cleaned = " ".join(words.split())
    found = parse_due(cleaned, today) if cleaned else None
    if found is None or found.day is None:
        raise BadOption(option, cleaned[:SHOWN], DAY_WANTED)
    return found.day


def due_fields(words: str, today: date, option: str = "--due") -> Fields:
    """Return the fields of a due date in the words of a person; "none" takes it away.

    The words are kept beside the day, and the day is sure: whoever typed them is told which one it is.

    Raises:
        BadOption: they mean no day.
    """
    if words.strip().lower() in NO_DAY:
        return {"due": None, "due_text": None, "due_confidence": None}
    day = day_of(words, today, option)
    text = text_of(words, option, LONGEST_NAME)
    return {
        "due": day.isoformat(),
        "due_text": None if text == day.isoformat() else text,
        "due_confidence": str(DueConfidence.EXPLICIT),
    }


def snooze_day(words: str, today: date, option: str = "WHEN") -> date:
    """Return the day until which an item is silent; it lies ahead.

    Raises:
        BadOption: the words mean no day, or one that is not ahead.
    """
    day = day_of(words, today, option)
    if day <= today:
        raise BadOption(option, words[:SHOWN], f"a day after today ({today}); that is {day}")
    return day
