"""The nearest right word to a wrong one, for the messages about mistakes of typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def did_you_mean(word: str, right_words: Iterable[str]) -> str:
    """Return `; did you mean "x"?`, or an empty text when none of the right words is near."""
    import difflib  # noqa: PLC0415 - needed only when something is wrong

    by_folded = {right.casefold(): right for right in right_words}
    near = difflib.get_close_matches(word.casefold(), by_folded, n=1)
    return f'; did you mean "{by_folded[near[0]]}"?' if near else ""
