"""One item whole: its fields, where it stands, and its history, as text and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import output
from tracker.cli.listing import item_document
from tracker.dates.wording import describe_due

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, tzinfo

    from tracker.words import HistoryEntry, Item

SHOWN_INDENT = 13

TITLE_LINES = 50
"""Lines of a title that are shown: all of it, for whatever a person writes."""


def say_details(item: Item, history: Iterable[HistoryEntry], today: date, zone: tzinfo) -> None:
    """Print an item and what happened to it."""
    on = output.screen()
    for line in output.wrapped(f"{item.id}: {output.plain(item.title)}", on.width, TITLE_LINES):
        output.say(on.paint(line, output.BOLD))
    for name, value in facts(item, today):
        if value:
            lines = output.wrapped(output.plain(value), max(10, on.width - SHOWN_INDENT), TITLE_LINES)
            output.say(f"  {name:<{SHOWN_INDENT - 2}}{lines[0]}")
            for line in lines[1:]:
                output.say(" " * SHOWN_INDENT + line)
    output.say()
    output.say(on.paint("History", output.BOLD))
    for entry in history:
        at = entry.at.astimezone(zone).strftime("%Y-%m-%d %H:%M")
        did = f"  {at}  {output.plain(entry.action)}, by {output.plain(entry.actor)} ({entry.source})"
        output.say(output.cut(did, on.width))
        for name, (old, new) in entry.changes.items():
            if entry.action != "imported" and name not in ("due_text", "due_confidence"):
                output.say(
                    output.cut(f"    {name}: {output.plain(told(old))} → {output.plain(told(new))}", on.width)
                )


def facts(item: Item, today: date) -> list[tuple[str, str]]:
    """Return what there is to say of an item, in the order of saying it; empty texts are left out."""
    return [
        ("status", ": ".join(filter(None, (item.status, item.status_reason)))),
        ("due", due_fact(item, today)),
        ("owners", ", ".join(item.owners)),
        ("team", item.team or ""),
        ("priority", item.priority or ""),
        ("type", item.type or ""),
        ("kind", item.kind),
        ("repeats", item.recurrence or ""),
        ("snoozed", f"until {item.snoozed_until}" if item.snoozed_until else ""),
        ("links", "  ".join(item.links)),
        *report_facts(item),
        ("uid", item.uid),
    ]


def due_fact(item: Item, today: date) -> str:
    """Return the due day, how it stands to it, and the words that it was read from."""
    stands = describe_due(item.due, today) if item.status.is_open else ""
    day = f"{item.due} ({stands})" if item.due and stands else str(item.due or stands)
    return f"{day}, from “{item.due_text}” ({item.due_confidence or 'no day'})" if item.due_text else day


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


def told(value: object) -> str:
    """Return a value of the history in words."""
    if value is None or value == []:
        return "nothing"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def item_details(item: Item, history: Iterable[HistoryEntry], today: date) -> dict[str, Any]:
    """Return an item and its history as JSON tells them."""
    return item_document(item, today) | {
        "uid": item.uid,
        "status_reason": item.status_reason,
        "section": item.section,
        "history": [
            {
                "at": entry.at.isoformat(),
                "actor": entry.actor,
                "source": entry.source,
                "action": entry.action,
                "changes": {name: {"old": old, "new": new} for name, (old, new) in entry.changes.items()},
            }
            for entry in history
        ],
    }
