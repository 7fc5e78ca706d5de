# ruff: noqa: RUF001 - letters of other scripts are data here
"""STATUSES: how reports say where an item stands: words, check marks, and places for them.

The words of a row stand in the tables `[statuses]` and `[marks]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re

from tracker.reports.vocabulary.spellings import either
from tracker.words import Status

STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile("|".join([either("statuses", status.value), *signs]), re.IGNORECASE))
    for status, *signs in (
        (Status.CANCELLED,),
        (Status.OPEN, r"[⬜☐❌✗✘🔲🔴]|\[ \]"),
        (Status.IN_PROGRESS, r"[🔄🚧⏳🟡]"),
        (Status.DONE, r"[✅☑✔✓🟢]|\[x\]"),
    )
)
"""How a state is said, in the order of trial: "not done" before "done", "進行中" before "完了"."""


def status_of(text: str) -> Status | None:
    """Return the state that a cell or mark names, or None."""
    return next((status for status, pattern in STATUSES if pattern.search(text)), None)


_HEADING = re.compile(
    rf"[(\[（]([^()\[\]（）]{{2,30}})[)\]）]|^\W{{0,4}}({either('marks', 'heading')})\W{{0,4}}$|"
    rf"([✅☑✔⬜🔄])️?\W{{0,3}}$|(?<!be )(?<!to )({either('marks', 'heading_end')})\W{{0,4}}$",
    re.IGNORECASE,
)


def status_of_heading(text: str) -> Status | None:
    """Return the state that a heading gives to all below it: "Completed", "Immédiat (Fait)", "Rules applied"."""
    for match in _HEADING.finditer(text):
        *elsewhere, ending = match.groups()
        if ending:
            return Status.DONE
        found = status_of(next(group for group in elsewhere if group))
        if found is not None:
            return found
    return None


_DONE_WORD = f"(?:{either('marks', 'done')})"
_STATE_WORD = f"(?:{either('marks', 'done', 'in_progress', 'open', 'cancelled')})"
MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "state in front",
        re.compile(
            (
                rf"\W{{0,3}}(?:[\[(]({_STATE_WORD})[\])]\s{{0,2}}[-:]?|({_STATE_WORD})\s?[:：-]|"
                rf"([✅☑✔🔄🚧⬜☐])️?)\s{{1,3}}"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "state in brackets",
        re.compile(
            rf"\s{{0,3}}[(\[（]\W{{0,2}}({_STATE_WORD}(?:[\s.,:!][^()\[\]（）]{{0,160}})?)[)\]）][.\s]{{0,3}}$",
            re.IGNORECASE,
        ),
    ),
    (
        "day and state in brackets",
        re.compile(
            rf"\s{{0,3}}[(\[（][^()\[\]（）]{{0,20}}\d[^()\[\]（）]{{0,12}}\s({_DONE_WORD})[^()\[\]（）]{{0,30}}[)\]）][.\s]{{0,3}}$",
            re.IGNORECASE,
        ),
    ),
    (
        "state behind a dash",
        re.compile(rf"\s{{0,3}}(?:[-–—|:;,.]|->|→)\s{{1,3}}({_STATE_WORD})[.!\s]{{0,3}}$", re.IGNORECASE),
    ),
    ("state at the end", re.compile(r"\s{0,3}([✅☑✔])️?\s{0,3}$")),
    (
        "state in capitals",
        re.compile(rf"\s{{1,3}}({either('marks', 'capitals')})[.!\s]{{0,3}}$"),
    ),
    (
        "state as a sentence",
        re.compile(
            (
                rf"(?<=[.!?])\s{{1,3}}((?:{_DONE_WORD})\b(?:\s(?:in|by|via|with|on|as|"
                rf"through)\s[^.!?]{{1,100}}(?:\.\w[^.!?]{{0,60}}){{0,4}})?)\.?\s{{0,3}}$"
            ),
            re.IGNORECASE,
        ),
    ),
)
"""Places in a line where a state is said; the first group that took part is the state's words."""
