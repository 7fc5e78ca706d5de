"""A table for a person: columns that fit the screen, titles that wrap, and where each row stands.

What a table shows of its rows is a `Table`; how wide that becomes is a `Layout`, measured from the first rows, so
that a long list begins at once. Below 120 columns the place stands under the title.
"""

from __future__ import annotations

from itertools import chain, islice
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from tracker.cli.output import DIM, NARROW, Screen, cells, cut, fit, head, plain, say, wrapped
from tracker.people import NOBODY, People

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

Row = TypeVar("Row")


class View(NamedTuple):
    """From where rows are looked at: the day, and whom the configuration knows."""

    today: date
    people: People = NOBODY


class Column(NamedTuple, Generic[Row]):
    """A column: its head, its cell, its widest, and from which width of the terminal on it is shown."""

    head: str
    cell: Callable[[Row, View], str]
    widest: int = 0
    from_width: int = 0


class Table(NamedTuple, Generic[Row]):
    """What a table shows of its rows: the number, some columns, the title, and the place where it stands."""

    number: Callable[[Row], int]
    columns: tuple[Column[Row], ...]
    """Between the number and the title, in their order; one that would be empty is left out."""
    title: Column[Row]
    marks: Callable[[Row], str]
    """What stands behind the title, and is seen however long that is."""
    place: Callable[[Row, View], str]
    colour: Callable[[Row, View], tuple[int, ...]]


WIDE = 120
"""From here on the place has a column of its own; below, it stands under the title."""

GAP = "  "

TITLE_LINES = 3
"""Lines that a title may take; a standup wants the words, and few are longer."""

SHORTEST = 5
"""Cells that are left for a title where even the number takes all of the screen."""

NARROWEST_TITLE = 10
"""Cells that a title has at least; the columns in front of it give way."""

SMALL = 12
"""Cells that a column may take on any terminal; beyond them, a fifth of the width."""

MEASURED = 200
"""Rows that the widths are taken from; those behind them are cut to fit."""


class Layout(NamedTuple):
    """A table as it fits a screen and the first rows: columns with their widths, and the title's."""

    number: int
    columns: tuple[tuple[Column[object], int], ...]
    title: int
    place: int
    """0 where the place stands under the title."""

    @classmethod
    def of(cls, table: Table[Row], rows: Sequence[Row], view: View, on: Screen) -> Layout:
        """Measure the rows; the title takes what the others leave, and has room for a word at least."""
        number = max([2, *(len(str(table.number(row))) for row in rows)])
        places = (cells(plain(table.place(row, view))) for row in rows) if on.width >= WIDE else ()
        place = min(on.width // 4, max(places, default=0))
        left = on.width - number - len(GAP) - (place + len(GAP) if place else 0)
        columns: list[tuple[Column[object], int]] = []
        for column in table.columns:
            needed = max((cells(plain(column.cell(row, view))) for row in rows), default=0)
            most = min(column.widest, max(SMALL, on.width // 5))
            width = min(most, max(needed, len(column.head)))
            if needed and on.width >= column.from_width and left - width - len(GAP) >= NARROWEST_TITLE:
                columns.append((column, width))  # type: ignore[arg-type]  # the rows are the table's own
                left -= width + len(GAP)
        return cls(number, tuple(columns), max(SHORTEST, left), place)

    @property
    def left(self) -> int:
        """Cells in front of the title."""
        return self.number + sum(len(GAP) + width for _, width in self.columns) + len(GAP)


class Rows(NamedTuple, Generic[Row]):
    """Rows that stand together, under a line of their own where there is one."""

    line: str
    rows: Iterable[Row]


def say_table(table: Table[Row], groups: Sequence[Rows[Row]], view: View, on: Screen, bold: int) -> None:
    """Print rows as a table that fits the screen; a long list is printed as it comes."""
    waiting = chain.from_iterable(group.rows for group in groups)
    if len(groups) == 1:
        first = list(islice(waiting, MEASURED))
        groups = [Rows(groups[0].line, chain(first, waiting))]
    else:
        first = list(waiting)[:MEASURED]
    if not first:
        return
    layout = Layout.of(table, first, view, on)
    say(on.paint(table_head(table, layout), DIM))
    for place, group in enumerate(groups):
        if group.line:
            say_group_line(plain(group.line), on, bold, is_first=place == 0)
        for row in group.rows:
            say_row(table, row, layout, view, on)


def table_head(table: Table[Row], layout: Layout) -> str:
    """Return the line above a table."""
    heads = [f"{'ID':>{layout.number}}", *(fit(column.head, width) for column, width in layout.columns)]
    heads += (
        [fit(table.title.head, layout.title), "WHERE"] if layout.place else [head(table.title.head, layout.title)]
    )
    return GAP.join(heads)


def say_group_line(line: str, on: Screen, bold: int, *, is_first: bool) -> None:
    """Print the line above a group, with a blank one in front of it."""
    if not is_first:
        say()
    for part in wrapped(line, on.width, TITLE_LINES):
        say(on.paint(part, bold))


def say_row(table: Table[Row], row: Row, layout: Layout, view: View, on: Screen) -> None:
    """Print one row: its columns and title, and its place beside or below."""
    front = [f"{table.number(row):>{layout.number}}"]
    front += [fit(plain(column.cell(row, view)), width) for column, width in layout.columns]
    first, *others = title_lines(plain(table.title.cell(row, view)), table.marks(row), layout.title)
    place = plain(table.place(row, view))
    beside = GAP + on.paint(tail(place, layout.place), DIM) if layout.place and place else ""
    painted = on.paint(GAP.join(front), *table.colour(row, view))
    say(painted + GAP + (fit(first, layout.title) + beside if beside else first))
    for line in others:
        say(" " * layout.left + line)
    if place and not layout.place:
        say(" " * layout.left + on.paint(tail(place, layout.title), DIM))


def title_lines(title: str, marks: str, width: int) -> list[str]:
    """Return a title in lines, its marks behind it; where it is cut, the marks have the last line."""
    whole = f"{title} {marks}".rstrip()
    lines = wrapped(whole, width, TITLE_LINES)
    if not marks or len(wrapped(whole, width, TITLE_LINES + 1)) <= TITLE_LINES:
        return lines
    return [*wrapped(title, width, TITLE_LINES - 1), cut(marks, width)]


def tail(place: str, width: int) -> str:
    """Return the end of a path, since the end is what tells two apart; what is cut begins with an ellipsis."""
    if cells(place) <= width:
        return place
    if NARROW.fullmatch(place):
        return f"…{place[len(place) - width + 1 :]}"
    from wcwidth import iter_graphemes  # noqa: PLC0415 - only for other scripts

    kept = ""
    for grapheme in reversed(list(iter_graphemes(place))):
        if cells(grapheme + kept) > width - 1:
            break
        kept = grapheme + kept
    return f"…{kept}"
