# ruff: noqa: RUF001 - letters of other scripts are data here
"""Titles: the author's own words, without what explains them and without loose punctuation."""

from __future__ import annotations

import re
import string

_EXPLAINS = re.compile(
    (
        r"(?<=[.!?。])\s{1,3}(?=(?:this|these|that|those|it|they|we(?:'ll)?|our|maybe|ideally|"
        r"perhaps|if we|on the other hand|for (?:example|instance)|note that|not sure|see|"
        r"also see|more (?:details|info)|because|since|currently|at the moment|hopefully|the "
        r"(?:idea|goal|aim|reason)|unfortunately|however|as a result|\d{1,4}\s[a-z]{2,20})\b|`|\*)(?!we "
        r"(?:should|need|must))"
    ),
    re.IGNORECASE,
)
_LABELLED = re.compile(r"([^.:!?]{3,60}:\s[^.!?]{8,400}[^.!?\s\d](?<!e\.g)[.!?])\s{1,3}(?=[A-Z][a-z])")
"""A label and its sentence, "Load tests: Run them weekly. The system needs it": what follows explains."""
_OPENING = re.compile(
    (
        r"(?:additionally|furthermore|moreover|finally|firstly|secondly|thirdly|first|lastly|"
        r"then|next|also|in addition|further),\s{1,3}"
    ),
    re.IGNORECASE,
)
_LEAST = 8
_LOOSE = f"{string.whitespace}\xa0\u3000:;,-–—|*_"
_LOOSE_FRONT = f"{_LOOSE}.>→"


LONGEST = 1_000
"""Characters of a title: nobody writes more, and a file without line ends must not make one title of itself."""


def title_of(words: str, *, is_cell: bool = False) -> str:
    """Return the title: the words up to where explaining begins, without loose marks at their ends.

    What stands in the cell of a table (`is_cell`) was measured out for it, and keeps its sentences. Marks without
    a word are no title: "".
    """
    for match in _EXPLAINS.finditer(words):
        if match.start() >= _LEAST:
            words = words[: match.start()]
            break
    labelled = None if is_cell else _LABELLED.match(words)
    if labelled:
        words = labelled[1]
    words = _OPENING.sub("", words, count=1) if _OPENING.match(words) else words
    words = words.lstrip(_LOOSE_FRONT).rstrip(_LOOSE)
    if words.endswith((".", "。")) and not words.endswith(("..", "etc.")):
        words = words[:-1].rstrip(_LOOSE)
    title = words[:LONGEST].strip()
    return title if any(map(str.isalnum, title)) else ""
