"""Unresolved merge-conflict markers: the first side counts, and the lines keep their numbers.

A report in the middle of a merge is still a report. Of `<<<<<<<`, ours, `=======`, theirs, `>>>>>>>` the
markers and the second side are left out, one warning names the lines. Also diff3's middle part, `|||||||`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_OURS, _BASE, _THEIRS, _END = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_MARKS = frozenset("<|=>")


class NumberedLine(NamedTuple):
    """A line of the file as it stands; numbers count from 1."""

    number: int
    text: str


def first_sides(lines: Iterable[NumberedLine]) -> tuple[list[NumberedLine], tuple[str, ...]]:
    """Return the lines without markers and second sides, and the warning that names what was left out."""
    kept: list[NumberedLine] = []
    spans: list[list[int]] = []
    side = ""
    for line in lines:
        marker = _marker(line.text, side)
        if marker == _OURS and not side:
            spans.append([line.number, line.number])
        if spans and (marker or side):
            spans[-1][1] = line.number
        if marker:
            side = "" if marker == _END else marker
        elif side in {"", _OURS}:
            kept.append(line)
    return kept, _warnings(spans)


def _marker(text: str, side: str) -> str:
    """Return the conflict marker that the line is, if it may stand here.

    Outside a conflict a row of "=" is a heading's underline, so only `<<<<<<<` opens one.
    """
    if text[:1] not in _MARKS:  # most lines, at little cost
        return ""
    found = next((m for m in (_OURS, _BASE, _THEIRS, _END) if text.startswith(m)), "")
    if not found or (len(text.rstrip()) > len(found) and text[len(found)] != " "):
        return ""
    return found if found == _OURS or side else ""


def _warnings(spans: list[list[int]]) -> tuple[str, ...]:
    if not spans:
        return ()
    places = ", ".join(f"{first}-{last}" for first, last in spans)
    noun = "conflict" if len(spans) == 1 else "conflicts"
    return (f"unresolved merge {noun} in lines {places}: the first side was read",)
