"""Items as they are listed: their cells, their columns in each format, and their groups.

Plain lines have these columns, tab-separated, and nothing in them is cut; a list in groups has the group's name
in front of them:

    1 id        2 status     3 due day (~ in front: not a sure one)    4 how it stands to that day
    5 priority  6 owners     7 team     8 flags     9 title     10 the report and its line

The flags are the words of `FLAGS`, with blanks between. The columns are a promise, like the JSON: more may come
behind them, and none of them moves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.cli.output import BOLD, DIM, RED, YELLOW, tables
from tracker.cli.output.formats import PageColumn, Sheet
from tracker.cli.output.tables import Column, Rows, Table, View
from tracker.people import NOBODY, People

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tracker.cli.output import Screen
    from tracker.words import Item


def due_cell(item: Item, _: View) -> str:
    """The due day, with `~` in front where the words name no single day."""
    if item.due is None:
        return ""
    return f"{'~' if item.due_confidence in UNSURE else ''}{item.due.isoformat()}"


UNSURE = ("vague", "assumed")


def when_cell(item: Item, view: View) -> str:
    """How an open item stands to its day, in a word or two; of a closed one, how it was closed."""
    return stands_cell(item, view) or status_cell(item, view)


def stands_cell(item: Item, view: View) -> str:
    """How an open item stands to its day; nothing for a closed one."""
    if not item.status.is_open:
        return ""
    if item.due is None:
        return item.due_text or "no date"
    days = (item.due - view.today).days
    words = f"{-days} d late" if days < 0 else "today" if days == 0 else f"in {days} d"
    return f"{'~' if item.due_confidence in UNSURE else ''}{words}"


def status_cell(item: Item, _: View) -> str:
    """Where it stands, as people write it."""
    return item.status.replace("_", " ")


def priority_cell(item: Item, _: View) -> str:
    """The priority as written."""
    return item.priority or ""


def owners_cell(item: Item, view: View) -> str:
    """Who answers for it, by the names that the configuration knows."""
    return ", ".join(view.people.names(item.owners))


def team_of(item: Item, view: View) -> str | None:
    """Return the team that it belongs to: its own, else its owner's, else its report's."""
    return view.people.team(item.team, item.owners, item.report.source if item.report else None)


def team_cell(item: Item, view: View) -> str:
    """The team that it belongs to."""
    return team_of(item, view) or ""


def owner_or_team_cell(item: Item, view: View) -> str:
    """Who answers for it, else the team."""
    return owners_cell(item, view) or team_cell(item, view)


def title_cell(item: Item, _: View) -> str:
    """The item's own words."""
    return item.title


def marked_title_cell(item: Item, _: View) -> str:
    """The item's words, and what sets it apart from a plain open task."""
    return f"{item.title} {marks(item)}".rstrip()


class Flag(NamedTuple):
    """Something that sets an item apart: the word in plain lines, the mark behind a title, and when it holds."""

    word: str
    mark: str
    holds: Callable[[Item], bool]


FLAGS = (
    Flag("improvement", "(improvement)", lambda item: item.kind == "improvement"),
    Flag("repeats", "(repeats)", lambda item: item.recurrence is not None),
    Flag("snoozed", "(snoozed)", lambda item: item.snoozed_until is not None and item.status.is_open),
    Flag("backlog", "(backlog)", lambda item: item.backlog and item.status.is_open),
    Flag("gone", "(no longer in its report)", lambda item: item.gone),
)
"""Everything that sets an item apart but its status."""


def flag_marks(item: Item) -> str:
    """Return the marks of its flags."""
    return " ".join(flag.mark for flag in FLAGS if flag.holds(item))


def marks(item: Item) -> str:
    """Return what sets an item apart from a plain open task, where no column says how it stands."""
    in_progress = ["(in progress)"] if item.status == "in_progress" else []
    return " ".join((*in_progress, flag_marks(item))).rstrip()


def flags_cell(item: Item, _: View) -> str:
    """The words of its flags."""
    return " ".join(flag.word for flag in FLAGS if flag.holds(item))


def place_cell(item: Item, _: View) -> str:
    """Where it stands, as editors and terminals open it."""
    return item.report.place if item.report else ""


def place_address(item: Item) -> str | None:
    """Return where a link on its place leads."""
    from tracker.cli.output.markdown import file_address  # noqa: PLC0415 - for that format alone

    return file_address(item.report.source, item.report.line) if item.report else None


def row_colour(item: Item, view: View) -> tuple[int, ...]:
    """Return how an item's row is coloured: red when overdue, yellow on its day."""
    if item.days_overdue(view.today):
        return (RED,)
    if not item.status.is_open:
        return (DIM,)
    return (YELLOW,) if item.due == view.today else ()


def item_document(item: Item, view: View) -> dict[str, Any]:
    """Return an item as JSON tells it; the shape is promised stable."""
    report = item.report
    return {
        "id": item.id,
        "kind": item.kind,
        "title": item.title,
        "status": item.status,
        "status_reason": item.status_reason,
        "due": day(item.due),
        "due_text": item.due_text,
        "due_confidence": item.due_confidence,
        "days_overdue": item.days_overdue(view.today),
        "owners": item.owners,
        "people": view.people.names(item.owners),
        "team": team_of(item, view),
        "priority": item.priority,
        "type": item.type,
        "links": item.links,
        "recurrence": item.recurrence,
        "snoozed_until": day(item.snoozed_until),
        "touched_on": day(item.touched_on),
        "backlog": item.backlog,
        "triaged": item.triaged,
        "gone": item.gone,
        "report": report
        and {"id": report.id, "title": report.title, "source": report.source, "line": report.line},
    }


def day(value: date | None) -> str | None:
    """Return a day as JSON tells it."""
    return value.isoformat() if value else None


CSV_COLUMNS = (
    "id", "kind", "title", "status", "status_reason", "due", "due_text", "due_confidence", "days_overdue",
    "owners", "people", "team", "priority", "type", "links", "recurrence", "snoozed_until", "touched_on",
    "backlog", "triaged", "gone", "report", "source", "line",
)  # fmt: skip
"""The head of the spreadsheet: the JSON document's names, the report's laid flat."""


def flat_document(document: dict[str, Any]) -> dict[str, Any]:
    """Return an item's document on one level."""
    report = document["report"] or {}
    return {
        **document,
        "report": report.get("title"),
        "source": report.get("source"),
        "line": report.get("line"),
    }


DUE = Column("DUE", due_cell, 11, from_width=100)
WHEN = Column("", when_cell, 12, from_width=40)
PRIORITY = Column("PRIO", priority_cell, 8, from_width=70)
OWNER = Column("OWNER", owner_or_team_cell, 18, from_width=50)

ITEM_TABLE: Table[Item] = Table(
    number=lambda item: item.id,
    columns=(DUE, WHEN, PRIORITY, OWNER),
    title=Column("ACTION ITEM", title_cell),
    marks=marks,
    place=place_cell,
    colour=row_colour,
)

ITEMS: Sheet[Item] = Sheet(
    name="items",
    table=ITEM_TABLE,
    lines=(
        Column("id", lambda item, _: str(item.id)),
        Column("status", lambda item, _: str(item.status)),
        Column("due", due_cell),
        Column("when", stands_cell),
        Column("priority", priority_cell),
        Column("owners", owners_cell),
        Column("team", team_cell),
        Column("flags", flags_cell),
        Column("title", title_cell),
        Column("place", place_cell),
    ),
    document=item_document,
    flat=flat_document,
    flat_columns=CSV_COLUMNS,
    page=(
        PageColumn("ID", lambda item, _: str(item.id)),
        PageColumn("Due", due_cell),
        PageColumn("", when_cell),
        PageColumn("Priority", priority_cell),
        PageColumn("Owner", owner_or_team_cell),
        PageColumn("Action item", marked_title_cell),
        PageColumn("Report", place_cell, place_address),
    ),
)
"""Items as `list` tells them."""


STATUS = Column("STATUS", status_cell, 11, from_width=30)
STANDS = Column("", stands_cell, 12, from_width=60)

SEARCHED_ITEMS = ITEMS._replace(
    table=ITEM_TABLE._replace(columns=(STATUS, DUE, STANDS, PRIORITY, OWNER), marks=flag_marks),
    page=(
        ITEMS.page[0],
        PageColumn("Status", status_cell),
        ITEMS.page[1],
        PageColumn("", stands_cell),
        *ITEMS.page[3:5],
        PageColumn("Action item", lambda item, _: f"{item.title} {flag_marks(item)}".rstrip()),
        ITEMS.page[6],
    ),
)
"""Items as `search` tells them: of every status, which therefore is seen."""


def counted(items: int, overdue: int, due_today: int) -> str:
    """Return how many there are in words: "3 items, 2 overdue"."""
    parts = ["1 item" if items == 1 else f"{items} items"]
    parts += [f"{overdue} overdue"] if overdue else []
    parts += [f"{due_today} due today"] if due_today else []
    return ", ".join(parts)


def say_table(items: Iterable[Item], today: date, on: Screen, people: People = NOBODY) -> None:
    """Print items as a table that fits the screen, without a line that counts."""
    tables.say_table(ITEM_TABLE, [Rows("", items)], View(today, people), on, BOLD)
