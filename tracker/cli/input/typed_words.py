"""Several words of a command line as what they mean: which are items, which are names, which are a day. Pure.

`assign 7-9 Mara Lind` and `snooze 7 3 days` need no quotes and no order but the one in which people say it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker import by_hand
from tracker.errors import BadOption

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

NUMBERS = re.compile(r"#?\d+(?:[-\N{EN DASH}]#?\d+)?(?:,#?\d+(?:[-\N{EN DASH}]#?\d+)?)*,?")
"""A word that means items: 7, #7, 7-12, 7,9."""


def items_and_rest(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the leading words that mean items, and the rest."""
    count = next((place for place, word in enumerate(words) if not NUMBERS.fullmatch(word)), len(words))
    return list(words[:count]), list(words[count:])


def items_and_day(words: Sequence[str], today: date) -> tuple[list[str], str]:
    """Return the words that mean items, and those of a day; a day may begin with a number (`7 3 days`, `7 5 may`).

    Raises:
        BadOption: the last number could belong to the items as well as to the day.
    """
    items, rest = items_and_rest(words)
    behind = " ".join(rest)
    if len(items) < len(("an item", "what a day begins with")):
        return items, behind
    longer = " ".join((items[-1], *rest))
    if not is_day(longer, today):
        return items, behind
    if is_day(behind, today):
        takes = (
            f"quotes or a comma where a number could be both: {items[0]} '{longer}', or {','.join(items)} {behind}"
        )
        raise BadOption("WHEN", longer, takes)
    return items[:-1], longer


def is_day(words: str, today: date) -> bool:
    """Whether words mean a day."""
    try:
        by_hand.day_of(words, today, "")
    except BadOption:
        return False
    return True


def names_typed(words: Sequence[str], is_known: Callable[[str], bool]) -> list[str]:
    """Return the names that words are: parted by commas where there are any, else known names or a single one.

    Raises:
        BadOption: several words, and not all of them are known names: they could be one person or many.
    """
    line = " ".join(words)
    if "," in line:
        return [name for name in map(str.strip, line.split(",")) if name]
    names = list(grouped(list(words), is_known))
    strangers = [name for name in names if " " not in name and not is_known(name)]
    if len(names) > 1 and strangers:
        raise BadOption("OWNER", line, f"quotes or commas: one person is '{line}', several are {','.join(words)}")
    return names


def grouped(words: list[str], is_known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the longest known names that words make, and the other words one by one."""
    while words:
        lengths = range(min(len(words), LONGEST_NAME), 1, -1)
        length = next((length for length in lengths if is_known(" ".join(words[:length]))), 1)
        yield " ".join(words[:length])
        words = words[length:]


LONGEST_NAME = 6
"""Words of a name."""
