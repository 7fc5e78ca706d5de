"""One item whole: its fields, where it stands, and its history, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import output
from tracker.cli.output.histories import entry_document, say_entries, say_title
from tracker.cli.output.listing import item_document, team_of
from tracker.dates.wording import describe_distance, describe_due

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import tzinfo

    from tracker.cli.output.tables import View
    from tracker.words import HistoryEntry, Item

INDENT = 13
"""Cells in front of a fact, for its name."""

NARROW = 40
"""Up to here a terminal is narrow, and facts do not stand under each other."""


def say_details(item: Item, history: Sequence[HistoryEntry], view: View, zone: tzinfo) -> None:
    """Print an item and what happened to it."""
    on = output.screen()
    say_title(item, on)
    for name, value in facts(item, history, view):
        if value:
            say_fact(name, output.plain(value), on)
    output.say()
    output.say(on.paint("History", output.BOLD))
    say_entries(history, view, zone, on)


def say_fact(name: str, value: str, on: output.Screen) -> None:
    """Print one fact: its name, and what there is to say."""
    front = f"  {name:<{INDENT - 2}}" if on.width > NARROW else f"  {name}: "
    output.say_behind(front, value, on.width)


def facts(item: Item, history: Sequence[HistoryEntry], view: View) -> list[tuple[str, str]]:
    """Return what there is to say of an item, in the order of saying it; empty texts are left out."""
    return [
        ("forgotten", forgotten_fact(history)),
        ("status", ": ".join(filter(None, (item.status.replace("_", " "), item.status_reason)))),
        ("due", due_fact(item, view)),
        ("owners", owners_fact(item, view)),
        ("team", team_of(item, view) or ""),
        ("priority", item.priority or ""),
        ("type", item.type or ""),
        ("kind", item.kind),
        ("repeats", item.recurrence or ""),
        ("snoozed", f"until {item.snoozed_until}" if item.snoozed_until else ""),
        ("triage", triage_fact(item)),
        ("touched", touched_fact(item, view)),
        ("links", "  ".join(item.links)),
        *report_facts(item),
        ("uid", item.uid),
    ]


def forgotten_fact(history: Sequence[HistoryEntry]) -> str:
    """Return that an item is forgotten, and what brings it back; nothing for one that is in force."""
    states = [entry for entry in history if "forgotten_at" in entry.changes]
    if not states or states[-1].changes["forgotten_at"][1] is None:
        return ""
    undo = f"; `pmtrack undo {states[-1].change_set}` brings it back" if states[-1].change_set else ""
    return f"it is in no list and nobody is reminded of it{undo}"


def due_fact(item: Item, view: View) -> str:
    """Return the due day, how it stands to it, and the words that it was read from."""
    stands = describe_due(item.due, view.today) if item.status.is_open else ""
    day = f"{item.due} ({stands})" if item.due and stands else str(item.due or stands)
    if not item.due_text or item.due_text == str(item.due):
        return day
    return f"{day}, from “{item.due_text}” ({item.due_confidence or 'no day'})"


def owners_fact(item: Item, view: View) -> str:
    """Return the owners by name, and as they are written where that differs."""
    names, written = view.people.names(item.owners), item.owners
    shown = ", ".join(names)
    return shown if names == written else f"{shown} (written {', '.join(written)})"


def triage_fact(item: Item) -> str:
    """Return that nobody has looked at an imported item, or that it waits in the backlog."""
    if not item.status.is_open:
        return ""
    if item.backlog:
        return "in the backlog: nobody is reminded of it until `pmtrack triage` accepts it"
    return "" if item.triaged or item.report is None else "nobody has looked at it since it was imported"


def touched_fact(item: Item, view: View) -> str:
    """Return when something last happened to it."""
    return f"{item.touched_on} ({describe_distance(item.touched_on, view.today)})" if item.touched_on else ""


def report_facts(item: Item) -> list[tuple[str, str]]:
    """Return where an item stands."""
    if item.report is None:
        return []
    gone = " (no longer there)" if item.gone else ""
    return [
        ("report", item.report.title),
        ("stands in", item.report.place + gone),
        ("section", item.section or ""),
    ]


def item_details(item: Item, history: Iterable[HistoryEntry], view: View) -> dict[str, Any]:
    """Return an item and its history as JSON tells them; the shape is promised stable."""
    told = tuple(history)
    return item_document(item, view) | {
        "uid": item.uid,
        "section": item.section,
        "forgotten": bool(forgotten_fact(told)),
        "history": [entry_document(entry) for entry in told],
    }
