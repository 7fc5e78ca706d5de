"""A list of items in each of its forms: a table for a person, lines for a pipe, JSON, and a spreadsheet's rows.

A table fits the screen; plain lines are tab-separated and cut nothing; the JSON shapes are promised stable; no
cell of a spreadsheet is a formula.
"""

from __future__ import annotations

import sys
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.cli.output import DIM, RED, YELLOW, Screen, cells, fit, plain, say, wrapped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date

    from tracker.words import Item

FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


class Column(NamedTuple):
    """A column of the item table: its head, its cell, its widest, and from which width of the terminal on."""

    head: str
    cell: Callable[[Item, date], str]
    widest: int
    from_width: int = 0


def due_cell(item: Item, _today: date) -> str:
    """The due day, with `~` in front where the words name no single day."""
    if item.due is None:
        return ""
    return f"{'~' if item.due_confidence in UNSURE else ''}{item.due.isoformat()}"


UNSURE = ("vague", "assumed")


def when_cell(item: Item, today: date) -> str:
    """How an item stands to its day, in a word or two."""
    if not item.status.is_open:
        return str(item.status)
    if item.due is None:
        return item.due_text or "no date"
    days = (item.due - today).days
    words = f"{-days} d late" if days < 0 else "today" if days == 0 else f"in {days} d"
    return f"{'~' if item.due_confidence in UNSURE else ''}{words}"


def owners_cell(item: Item, _today: date) -> str:
    """Who answers for it, else the team."""
    return ", ".join(item.owners) or item.team or ""


def title_cell(item: Item, _today: date) -> str:
    """The item's words, and what sets it apart from a plain open task."""
    marks = [mark for mark, holds in MARKS if holds(item)]
    return " ".join((item.title, *marks))


MARKS: tuple[tuple[str, Callable[[Item], bool]], ...] = (
    ("(in progress)", lambda item: item.status == "in_progress"),
    ("(improvement)", lambda item: item.kind == "improvement"),
    ("(repeats)", lambda item: item.recurrence is not None),
    ("(snoozed)", lambda item: item.snoozed_until is not None and item.status.is_open),
    ("(no longer in its report)", lambda item: item.gone),
)


def place_cell(item: Item, _today: date) -> str:
    """Where it stands, as editors and terminals open it."""
    return item.report.place if item.report else ""


COLUMNS = (
    Column("DUE", due_cell, 11, from_width=100),
    Column("", when_cell, 12, from_width=40),
    Column("PRIO", lambda item, _: item.priority or "", 8, from_width=70),
    Column("OWNER", owners_cell, 18, from_width=50),
)
"""The columns between the number and the title, in their order; one that would be empty is left out."""

WIDE = 120
"""From here on the place has a column of its own; below, it stands under the title."""

GAP = "  "

TITLE_LINES = 3
"""Lines that a title may take; a standup wants the words, and few are longer."""

MEASURED = 200
"""Rows that the widths are taken from; those behind them are cut to fit, so that a long list can begin at once."""


class Layout(NamedTuple):
    """The item table as it fits a screen and the first rows: columns with their widths, and the title's."""

    number: int
    columns: tuple[tuple[Column, int], ...]
    title: int
    place: int
    """0 where the place stands under the title."""

    @classmethod
    def of(cls, rows: Sequence[Item], today: date, on: Screen) -> Layout:
        """Measure the rows; the title takes what the others leave."""
        number = max([2, *(len(str(item.id)) for item in rows)])
        columns = []
        for column in COLUMNS:
            needed = max((cells(plain(column.cell(item, today))) for item in rows), default=0)
            if needed and on.width >= column.from_width:
                columns.append((column, min(column.widest, max(needed, len(column.head)))))
        place = on.width // 4 if on.width >= WIDE else 0
        left = number + sum(len(GAP) + width for _, width in columns) + len(GAP)
        return cls(number, tuple(columns), max(5, on.width - left - (place + len(GAP) if place else 0)), place)

    @property
    def left(self) -> int:
        """Cells in front of the title."""
        return self.number + sum(len(GAP) + width for _, width in self.columns) + len(GAP)


def say_table(items: Iterable[Item], today: date, on: Screen) -> None:
    """Print items as a table that fits the screen; what is behind the first rows is printed as it comes."""
    waiting = iter(items)
    first = list(islice(waiting, MEASURED))
    if not first:
        return
    layout = Layout.of(first, today, on)
    heads = [f"{'ID':>{layout.number}}", *(fit(column.head, width) for column, width in layout.columns)]
    heads += [fit("ACTION ITEM", layout.title), "WHERE"] if layout.place else ["ACTION ITEM"]
    say(on.paint(GAP.join(heads), DIM))
    for item in chain(first, waiting):
        say_row(item, layout, today, on)


def say_row(item: Item, layout: Layout, today: date, on: Screen) -> None:
    """Print one item of the table: its columns and title, and its place beside or below."""
    front = [f"{item.id:>{layout.number}}"]
    front += [fit(plain(column.cell(item, today)), width) for column, width in layout.columns]
    first, *others = wrapped(plain(title_cell(item, today)), layout.title, TITLE_LINES)
    place = plain(place_cell(item, today))
    beside = GAP + on.paint(tail(place, layout.place), DIM) if layout.place and place else ""
    painted = on.paint(GAP.join(front), *row_colour(item, today))
    say(painted + GAP + (fit(first, layout.title) + beside if beside else first))
    for line in others:
        say(" " * layout.left + line)
    if place and not layout.place:
        say(" " * layout.left + on.paint(tail(place, layout.title), DIM))


def tail(place: str, width: int) -> str:
    """Return the end of a path, since the end is what tells two apart."""
    if cells(place) <= width:
        return place
    while cells(place) > width - 1:
        place = place[1:]
    return f"…{place}"


def row_colour(item: Item, today: date) -> tuple[int, ...]:
    """Return how an item's row is coloured: red when overdue, yellow on its day."""
    if item.days_overdue(today):
        return (RED,)
    if not item.status.is_open:
        return (DIM,)
    return (YELLOW,) if item.due == today else ()


def say_lines(items: Iterable[Item], today: date) -> None:
    """Print items for a pipe: one line each, tab-separated, nothing cut."""
    for item in items:
        texts = (
            str(item.id),
            due_cell(item, today),
            when_cell(item, today),
            item.priority or "",
            owners_cell(item, today),
            title_cell(item, today),
            place_cell(item, today),
        )
        say("\t".join(map(plain, texts)))


def item_document(item: Item, today: date) -> dict[str, Any]:
    """Return an item as JSON tells it; the shape is promised stable."""
    report = item.report
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "status": item.status,
        "due": day(item.due),
        "due_text": item.due_text,
        "due_confidence": item.due_confidence,
        "days_overdue": item.days_overdue(today),
        "owners": item.owners,
        "team": item.team,
        "priority": item.priority,
        "type": item.type,
        "links": item.links,
        "recurrence": item.recurrence,
        "snoozed_until": day(item.snoozed_until),
        "report": report
        and {"id": report.id, "title": report.title, "source": report.source, "line": report.line},
    }


def day(value: date | None) -> str | None:
    """Return a day as JSON tells it."""
    return value.isoformat() if value else None


CSV_COLUMNS = (
    "id", "kind", "title", "status", "due", "due_text", "due_confidence", "days_overdue", "owners", "team",
    "priority", "type", "links", "recurrence", "snoozed_until", "report", "source", "line",
)  # fmt: skip
"""The head of the spreadsheet: the JSON document's names, the report's laid flat."""


def say_csv(items: Iterable[Item], today: date) -> None:
    """Print items for a spreadsheet: RFC 4180, with a head, and no cell that a spreadsheet would run."""
    import csv  # noqa: PLC0415 - for this option alone

    writer = csv.writer(sys.stdout)
    writer.writerow(CSV_COLUMNS)
    for item in items:
        document = item_document(item, today)
        report = document["report"] or {}
        document |= {"report": report.get("title"), "source": report.get("source"), "line": report.get("line")}
        writer.writerow([harmless(csv_cell(document[name])) for name in CSV_COLUMNS])


def csv_cell(value: object) -> str:
    """Return a value of an item's document as a cell; several stand in one, with semicolons between."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    cleaned = plain(cell)
    return f"'{cleaned}" if cleaned.lstrip().startswith(FORMULA) else cleaned
