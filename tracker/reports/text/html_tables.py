"""Tables written in HTML become rows as Markdown writes them: one line a row, whatever lines its cells stood on.

A row's number is that of its longest cell: where the task is told. Only the tags that part cells matter; what
else stands in a cell is left to `markup`. Links become Markdown links, so that one place reads them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from tracker.reports.text.conflicts import NumberedLine

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\b", re.IGNORECASE)
_TAG = re.compile(r"<(/?)(table|thead|tbody|tfoot|tr|td|th|br|a)\b([^<>]{0,500})>", re.IGNORECASE)
_ADDRESS = re.compile(r"href\s?=\s?[\"']?(https?://[^\"'\s>]{1,1000})", re.IGNORECASE)
_MOST_CELLS = 50


class _Cell(NamedTuple):
    number: int
    """The line on which its words begin."""
    text: str


def as_rows(lines: Sequence[NumberedLine]) -> list[NumberedLine]:
    """Return the lines with each row of an HTML table as one line, "| words | words |".

    A table that is never closed is none, so that it cannot swallow the report.
    """
    last_end = next((line.number for line in reversed(lines) if _TABLE_END.search(line.text)), 0)
    if not last_end:
        return list(lines)
    found: list[NumberedLine] = []
    table = _Table()
    for line in lines:
        if table.is_open or (line.number <= last_end and _opens(line.text)):
            found.extend(table.read(line))
        else:
            found.append(line)
    return found


_CODE = re.compile(r"`[^`]{0,500}`")


def _opens(text: str) -> bool:
    """Whether a table opens on a line, and is not only spoken of: "`<table>`"."""
    return _TABLE.search(text) is not None and _TABLE.search(_CODE.sub("", text)) is not None


class _Table:
    """A table while its lines are read, tag by tag."""

    def __init__(self) -> None:
        self.is_open = False
        self._cells: list[_Cell] = []
        self._in_cell = False
        self._address = ""

    def read(self, line: NumberedLine) -> Iterator[NumberedLine]:
        """Yield the rows that end on this line, and what stands beside the table."""
        yield from self._words(line.number, " ")
        position = 0
        for tag in _TAG.finditer(line.text):
            yield from self._words(line.number, line.text[position : tag.start()])
            yield from self._tag(line.number, tag)
            position = tag.end()
        yield from self._words(line.number, line.text[position:])

    def _end_row(self) -> Iterator[NumberedLine]:
        """Yield the row that is open, with words in it."""
        cells, self._cells, self._in_cell = self._cells, [], False
        if any(cell.text.strip() for cell in cells):
            longest = max(cells, key=lambda cell: len(cell.text))
            texts = (" ".join(cell.text.split()).replace("|", "\\|") for cell in cells)
            yield NumberedLine(longest.number, f"| {' | '.join(texts)} |")

    def _words(self, number: int, text: str) -> Iterator[NumberedLine]:
        """Add words to the open cell, or yield them where there is no table."""
        if self._in_cell:
            cell = self._cells[-1]
            self._cells[-1] = _Cell(cell.number if cell.text.strip() else number, cell.text + text)
        elif not self.is_open and text.strip():
            yield NumberedLine(number, text)

    def _tag(self, number: int, tag: re.Match[str]) -> Iterator[NumberedLine]:
        closes, name = bool(tag[1]), tag[2].lower()
        if name in {"td", "th"}:
            self._in_cell = not closes and len(self._cells) < _MOST_CELLS
            if self._in_cell:
                self._cells.append(_Cell(number, ""))
        elif name == "a":
            yield from self._words(number, self._link_mark(tag, closes=closes))
        elif name == "br":
            yield from self._words(number, " <br> ")
        else:
            yield from self._end_row()
            self.is_open = not (closes and name == "table")

    def _link_mark(self, tag: re.Match[str], *, closes: bool) -> str:
        """Return what Markdown puts in the place of a link's tag."""
        if closes:
            mark = f"]({self._address})" if self._address else ""
            self._address = ""
            return mark
        address = _ADDRESS.search(tag[3])
        self._address = address[1] if address else ""
        return "[" if address else ""
