"""What a reader of the finished page sees: no code blocks, no comments."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from tracker.reports.text.conflicts import NumberedLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_FENCE = re.compile(r"\s{0,12}(`{3,}|~{3,})([^`]*)$")
_FENCE_MARK = re.compile(r"^\s*(?:```|~~~)")
_COMMENT_END = re.compile("-->")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")


def visible_lines(lines: Sequence[NumberedLine]) -> Iterator[NumberedLine]:
    """Yield what a reader sees: no code blocks, no comments. What they leave behind is a blank line.

    A block that is never closed is a slip, and must not swallow the report: it is taken for a plain line. So is
    the fence of a block that holds the whole report.
    """
    lines = _unwrapped(lines)
    last_fence = _last(lines, _FENCE_MARK)
    last_comment_end = _last(lines, _COMMENT_END)
    fence, in_comment = "", False
    for number, text in lines:
        if fence:
            fence = "" if _closes(fence, text) else fence
            continue
        opening = None if in_comment or number >= last_fence else _FENCE.match(text)
        if opening:
            fence = opening[1]
            yield NumberedLine(number, "")
            continue
        shown, in_comment = _without_comments(text, in_comment=in_comment)
        in_comment = in_comment and number < last_comment_end
        yield NumberedLine(number, shown)


_WRAPPING = re.compile(r"\s{0,3}(?:`{3,}|~{3,})\s{0,3}(?:md|markdown|text|txt)?\s{0,3}$", re.IGNORECASE)
_PART = re.compile(r"#{2,6}\s\S")
_BOTH_FENCES = ("opening", "closing")


def _unwrapped(lines: Sequence[NumberedLine]) -> Sequence[NumberedLine]:
    """Return the lines without the fence around a whole report: around all lines, or around headings of parts.

    "# install" in a block of commands is no such heading.
    """
    told = [place for place, line in enumerate(lines) if line.text.strip()]
    if len(told) <= 1 or not _WRAPPING.match(lines[told[0]].text):
        return lines
    inside = list(takewhile(lambda place: not _FENCE_MARK.match(lines[place].text), told[1:]))
    holds_all = len(inside) >= len(told) - len(_BOTH_FENCES)
    if not holds_all and not any(_PART.match(lines[place].text) for place in inside):
        return lines
    fences = {told[0]}
    if _WRAPPING.match(lines[told[-1]].text):
        fences.add(told[-1])
    return [line for place, line in enumerate(lines) if place not in fences]


def _last(lines: Sequence[NumberedLine], mark: re.Pattern[str]) -> int:
    """Return the number of the last line that has the mark, 0 without one."""
    return next((line.number for line in reversed(lines) if mark.search(line.text)), 0)


def _closes(fence: str, text: str) -> bool:
    stripped = text.strip()
    return stripped.startswith(fence) and not stripped.strip(fence[0])


def _without_comments(text: str, *, in_comment: bool) -> tuple[str, bool]:
    """Return what a line shows outside comments, and whether one is open at its end."""
    if in_comment:
        _, closed, text = text.partition("-->")
        in_comment = not closed
    if "<!--" in text:
        in_comment = "-->" not in text.rpartition("<!--")[2]
        text = _COMMENT.sub("", text)
    return text, in_comment
