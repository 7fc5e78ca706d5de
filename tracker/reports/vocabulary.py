"""Vocabulary as data: blocks of spellings, parted by " | ", made into one pattern."""

from __future__ import annotations

import re

_PARTED = re.compile(r"\s+\|\s+")
_BEGINS_WITH_LETTER = re.compile(r"[(\[]?(?:\?:)?[^\W\d_\u3040-\u9fff\uac00-\ud7af]")
_WORD_START = r"(?<![^\W\d_])"


def spellings(block: str, *, whole_words: bool = False) -> re.Pattern[str]:
    """Return a pattern that finds any of a block's spellings, whatever their case.

    With `whole_words` a spelling counts from a word's beginning on ("ação" is not found in "identificação"),
    save in scripts that put no blanks between words.
    """
    words = _PARTED.split(block.strip())
    if whole_words:
        words = [f"{_WORD_START}(?:{word})" if _BEGINS_WITH_LETTER.match(word) else word for word in words]
    return re.compile("|".join(words), re.IGNORECASE)
