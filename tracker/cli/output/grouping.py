"""Items in groups: under each owner, team, report or priority, with a line that counts them.

An item with two owners stands under each of them. What groups there are, and in which order, is a row of
`GROUPINGS`; what has no owner, team, report or priority comes last.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.cli.output.formats import Group
from tracker.cli.output.listing import counted, team_of
from tracker.people import folded, name_key
from tracker.words import priority_rank

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tracker.cli.output.tables import View
    from tracker.words import Item


class GroupBy(StrEnum):
    """What `--group-by` takes: the rows of `GROUPINGS`."""

    OWNER = "owner"
    TEAM = "team"
    REPORT = "report"
    PRIORITY = "priority"


class Key(NamedTuple):
    """What makes items belong together, and their order: equal keys are one group."""

    order: tuple[Any, ...]
    name: str


class Grouping(NamedTuple):
    """A way to group: the keys of an item, and what a group without a name is called."""

    keys: Callable[[Item, View], Iterable[Key]]
    nothing: str


def owner_keys(item: Item, view: View) -> Iterable[Key]:
    """Everybody who answers for it, by the name that the configuration knows."""
    return (Key((name_key(name),), name) for name in view.people.names(item.owners))


def team_keys(item: Item, view: View) -> Iterable[Key]:
    """The team that it belongs to."""
    team = team_of(item, view)
    return (Key((name_key(team),), team),) if team else ()


def report_keys(item: Item, _: View) -> Iterable[Key]:
    """The report that it stands in; two of one title stay two."""
    report = item.report
    return (Key((folded(report.title), report.id), report.title),) if report else ()


def priority_keys(item: Item, _: View) -> Iterable[Key]:
    """Its priority as written, in the order of urgency."""
    priority = (item.priority or "").strip()
    return (Key((priority_rank(priority), folded(priority)), priority),) if priority else ()


GROUPINGS: dict[GroupBy, Grouping] = {
    GroupBy.OWNER: Grouping(owner_keys, "nobody"),
    GroupBy.TEAM: Grouping(team_keys, "no team"),
    GroupBy.REPORT: Grouping(report_keys, "no report"),
    GroupBy.PRIORITY: Grouping(priority_keys, "no priority"),
}
"""The ways to group a list."""


def grouped(items: Iterable[Item], by: GroupBy, view: View) -> tuple[Group[Item], ...]:
    """Return items in groups, each in the order in which the items come."""
    keys, nothing = GROUPINGS[by]
    names: dict[tuple[Any, ...], str] = {}
    found: dict[tuple[Any, ...], list[Item]] = {}
    nameless: list[Item] = []
    for item in items:
        mine = {key.order: key.name for key in keys(item, view)}
        for order, name in mine.items():
            names.setdefault(order, name)
            found.setdefault(order, []).append(item)
        if not mine:
            nameless.append(item)
    groups = [
        Group(names[order], group_line(names[order], rows, view), rows) for order, rows in sorted(found.items())
    ]
    return (*groups, *([Group(None, group_line(nothing, nameless, view), nameless)] if nameless else []))


def group_line(name: str, items: list[Item], view: View) -> str:
    """Return the line above a group: "Mara Lind: 3 items, 2 overdue"."""
    overdue = sum(1 for item in items if item.days_overdue(view.today))
    due_today = sum(1 for item in items if item.due == view.today and item.status.is_open)
    return f"{name}: {counted(len(items), overdue, due_today)}"
