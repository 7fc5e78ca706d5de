# ruff: noqa: RUF001 - letters of other scripts are data here
"""SECTIONS: what headings are called that hold action items, and those that never do.

An ordered table: the first row whose words stand in a heading decides. The words of a row stand in the table
`[sections]` of each language, `languages/*.toml`, under the row's name. Add a word there, and a heading that needs
it to `tests/examples/headings.md`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from tracker.reports.vocabulary.spellings import either, folded, spellings, words


class Holds(Enum):
    """What stands under a heading."""

    TASKS = auto()
    IMPROVEMENTS = auto()
    CHECKS = auto()
    """The solution: no list of tasks, but check boxes still open in it are."""
    NOTHING = auto()
    """Timeline, impact, lessons: never items."""
    PART = auto()
    """Nothing by itself, but under a heading of tasks it names a part of them: "Detection"."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """One row: words that headings have, and what they hold."""

    name: str
    holds: Holds
    pattern: re.Pattern[str]


def _row(name: str, holds: Holds) -> Section:
    return Section(name, holds, spellings(words("sections", name), whole_words=True))


SECTIONS: tuple[Section, ...] = (
    _row("measures already taken", Holds.TASKS),
    _row("what was done", Holds.NOTHING),
    _row("what went", Holds.NOTHING),
    _row("action items", Holds.TASKS),
    _row("improvements", Holds.IMPROVEMENTS),
    _row("lessons", Holds.NOTHING),
    _row("the account", Holds.NOTHING),
    _row("the solution", Holds.CHECKS),
    _row("parts of an incident", Holds.PART),
)
"""Headings and what they hold, in the order of trial."""

_DECORATION = re.compile(r"^[^\w(\[]+|[^\w)\]?]+$")
_NUMBERING = re.compile(
    (
        r"^(?:(?:step|part|section|partie|teil|parte|bagian|"
        r"раздел)\s)?(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?(?=\s)|\d{1,2}[.)、．）]|"
        r"[ivx]{1,4}[.)]|[a-h][.)]|[一二三四五六七八九十]{1,2}[、.])\s{0,6}|"
        r"^[^\W\d_]{1,12}\s{0,2}\d{1,2}\s{0,2}(?:[:：–—]{1,2}|-(?=\s))\s{0,3}(?=\S)"
    ),
    re.IGNORECASE,
)
_NUMBERS_AND_MARKS = " 0123456789.):#、．：—–-"
_NUMBERED = re.compile(
    r"\W{0,4}(?:\d{1,2}[.)、．:]|[A-H][.)](?=\s)|[①-⑳]|\d️⃣|[^\W\d_]{1,12}\s{0,2}\d{1,2}\s{0,2}(?:[:：–—]|-\s))\s{0,3}(?=\S)"
)


def is_numbered(text: str) -> bool:
    """Whether a heading is one of a count: "2. Retry with a pause", "Priority 1 — Add a lock", "Step 3: Test"."""
    return _NUMBERED.match(text) is not None


def without_number(text: str) -> str:
    """Return a heading's words without its number, as the author wrote them."""
    match = _NUMBERED.match(text)
    return text[match.end() :].lstrip(_NUMBERS_AND_MARKS) if match else text.lstrip(_NUMBERS_AND_MARKS)


_DOTTED = re.compile(r"\W{0,4}(\d{1,2}(?:\.\d{1,2}){0,3})(?!\d)")


def is_counted_below(text: str, above: str) -> bool:
    """Whether the numbers say that a heading is a part of another: "4.1 Alerts" of "4. Prevention"."""
    own, whole = _DOTTED.match(text), _DOTTED.match(above)
    return own is not None and whole is not None and own[1].startswith(f"{whole[1]}.")


_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]{0,100}[)\]）】]")
_SPLIT = re.compile(r"\s{0,3}\|\s{0,3}")


_MOST_KEPT = 2048
"""Headings whose row is remembered: several steps ask for each, and reports have the same ones."""


@lru_cache(maxsize=_MOST_KEPT)
def heading_words(text: str) -> str:
    """Return a heading's own words in lower case, without accents: no numbering, emoji, closing colon."""
    own = folded(text).replace("’", "'")
    for _ in range(3):
        stripped = _NUMBERING.sub("", _DECORATION.sub("", own))
        if stripped == own:
            break
        own = stripped
    return own.strip(" :：.-–—*_")


@lru_cache(maxsize=_MOST_KEPT)
def section_of(text: str) -> Section | None:
    """Return the row for a heading, or None when no row knows it. What stands in brackets counts last."""
    heading = heading_words(text)
    bare = _BRACKETS.sub(" ", heading).strip()
    for part in dict.fromkeys((bare, heading)):
        for section in SECTIONS:
            if part and section.pattern.search(part):
                return section
    return None


_COUNTED = re.compile(
    rf"(?:{either('placeholders', 'numbered')})\s{{0,2}}(?:#|no\.)?\s{{0,2}}\d{{1,2}}(?!\d)\W{{0,4}}(?=\w)",
    re.IGNORECASE,
)


def is_counted(text: str) -> bool:
    """Whether a heading is one piece of work among others, "Task 2: inventory", and announces none."""
    return _COUNTED.match(_DECORATION.sub("", text)) is not None


def mixes_lessons(text: str) -> bool:
    """Whether a heading announces lessons and actions in one list: "Lessons learned and next steps"."""
    own = heading_words(text)
    return all(section.pattern.search(own) for section in SECTIONS if section.name in {"action items", "lessons"})


_LONGEST_NAME = 200
_MOST_WORDS = 7
_LEAST_COVER = 0.55


_FILLERS = re.compile(r"measures|actions|and|the|of|for|[\s/&,]", re.IGNORECASE)


def names_a_section(text: str, *, label: bool = False) -> Section | None:
    """Return the row for a plain line that is nothing but a heading's words: "Corrective Measures".

    A `label` ends in a colon, so it is enough that it begins with them: "Tasks to address the issue:".
    """
    if len(text) > _LONGEST_NAME or text.rstrip().endswith((".", ",", ";", "!")):
        return None
    heading = heading_words(text)
    if not heading or len(heading.split()) > _MOST_WORDS:
        return None
    section = section_of(text)
    if section is None or section.holds is Holds.PART:
        return None
    matches = list(section.pattern.finditer(heading))
    if label and matches and matches[0].start() == 0:
        return section
    covered = sum(len(match[0]) for match in matches)
    return section if covered >= _LEAST_COVER * len(_FILLERS.sub("", heading)) else None
