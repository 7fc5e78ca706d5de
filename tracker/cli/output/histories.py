"""The history as it is told: what happened to one item, and what was changed last, as text and as JSON.

An entry is told with the words that the verb itself used. Distances ("in 3 weeks") are counted from the day of the
entry: they say what was meant then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tracker.cli import output
from tracker.cli.input.options import Place
from tracker.cli.output.changes import Telling, lines_of, shortened, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, tzinfo

    from tracker.cli.output.tables import View
    from tracker.people import People
    from tracker.store.rows import RecentChange
    from tracker.words import HistoryEntry, Item

TOLD = 3
"""Items of a change set that are told one by one; of more only the number is."""

WHOLE = ("imported", "added")
"""What an item began with: its fields stand in `show`, and are not told again as changes."""


def say_title(item: Item, on: output.Screen) -> None:
    """Print an item's number and title, all of it."""
    title = f"{item.id}: {output.plain(item.title)}"
    for line in output.wrapped(title, on.width, len(title)):
        output.say(on.paint(line, output.BOLD))


def say_entries(entries: Iterable[HistoryEntry], view: View, zone: tzinfo, on: output.Screen) -> None:
    """Print what happened to an item, the oldest first; each line within the screen."""
    printed = False
    for entry in entries:
        printed = True
        front = f"  {moment_words(entry.at, zone)}  "
        did = f"{entry.action}, by {entry.actor} ({', '.join(filter(None, (entry.source, change_words(entry))))})"
        output.say_behind(front, output.plain(did), on.width)
        words = entry_words(entry, view.people, zone)
        if words:
            output.say_behind("    ", output.plain(", ".join(words)), on.width)
    if not printed:
        output.say("  Nothing happened in that time.")


def moment_words(at: datetime, zone: tzinfo) -> str:
    """Return a moment as a clock on the wall there shows it."""
    return at.astimezone(zone).strftime("%Y-%m-%d %H:%M")


def change_words(entry: HistoryEntry) -> str:
    """Return by which number an entry can be taken back."""
    return f"change {entry.change_set}" if entry.change_set is not None else ""


def entry_words(entry: HistoryEntry, people: People, zone: tzinfo) -> list[str]:
    """Return what an entry changed, in the words of the verb that did it."""
    if entry.action in WHOLE:
        return []
    telling = Telling(entry.at.astimezone(zone).date(), people, Place())
    words = words_of(entry.changes, telling) if entry.changes else []
    _, reason = entry.changes.get("status_reason", (None, None))
    if reason and "status" in entry.changes:
        words.append(f"reason: {reason}")
    return [] if words == [entry.action] else words


def entry_document(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry as JSON tells it; the shape is promised stable."""
    return {
        "at": entry.at.isoformat(),
        "actor": entry.actor,
        "source": entry.source,
        "action": entry.action,
        "change": entry.change_set,
        "changes": changes_document(entry),
    }


def changes_document(entry: HistoryEntry) -> dict[str, Any]:
    """Return the fields that an entry changed, with the internal ones."""
    return {name: {"old": old, "new": new} for name, (old, new) in entry.changes.items()}


def say_recent(recent: Sequence[RecentChange], limit: int, view: View, zone: tzinfo, *, as_json: bool) -> None:
    """Print the last change sets, the newest first."""
    shown, there_is_more = recent[:limit], len(recent) > limit
    if as_json:
        output.say_json({"changes": [change_document(change) for change in shown], "more": there_is_more})
        return
    on = output.screen()
    taken_back = {change.undoes: change.number for change in reversed(recent) if change.undoes is not None}
    for change in shown:
        head = f"{change_head(change, zone)}: {what_words(change, taken_back)}"
        for line in output.behind("", output.plain(head), on.width):
            output.say(on.paint(line, output.DIM) if change.number in taken_back else line)
        for line in below(change, view, zone, on):
            output.say(line)
    if not shown:
        output.say("Nothing was changed in that time.")
    if there_is_more:
        output.note(f"There is more: --limit {limit * 10}.")


def change_head(change: RecentChange, zone: tzinfo) -> str:
    """Return who did it, when, and by which number it can be taken back."""
    number = f"change {change.number}" if change.number is not None else "earlier"
    return f"{number}, {moment_words(change.at, zone)}, {change.actor} ({change.entries[0].source})"


def what_words(change: RecentChange, taken_back: dict[int, int | None]) -> str:
    """Return what was done and to how many, and whether it was taken back."""
    items = len(change.titles)
    parts = [change.command, *(["1 item" if items == 1 else f"{items} items"] if items else [])]
    words = ", ".join(parts)
    if change.undoes is not None:
        words += f" (takes back {change.undoes})"
    if change.number in taken_back:
        words += f" (taken back by {taken_back[change.number]})"
    return words


def below(change: RecentChange, view: View, zone: tzinfo, on: output.Screen) -> list[str]:
    """Return the lines under a change set: its few items, else the reports that they stand in."""
    if len(change.titles) <= TOLD and not any(entry.action == "imported" for entry in change.entries):
        return [line for entry in change.entries for line in item_lines(entry, change, view, zone, on.width)]
    shown = ", ".join(change.reports[:TOLD])
    more = f" and {len(change.reports) - TOLD} more" if len(change.reports) > TOLD else ""
    return [f"  {shortened(output.plain(shown), on.width - len(more) - 2)}{more}"] if shown else []


def item_lines(entry: HistoryEntry, change: RecentChange, view: View, zone: tzinfo, width: int) -> list[str]:
    """Return what a change set did to one of its items."""
    if entry.item_id is None:
        return []
    what = ", ".join(entry_words(entry, view.people, zone)) or entry.action
    title = change.titles[entry.item_id]
    return lines_of(f"  {entry.item_id}: ", output.plain(what), output.plain(title), width)


def change_document(change: RecentChange) -> dict[str, Any]:
    """Return a change set as JSON tells it; its items are told as the command that changed them did."""
    return {
        "change": change.number,
        "at": change.at.isoformat(),
        "actor": change.actor,
        "source": change.entries[0].source,
        "command": change.command,
        "undoes": change.undoes,
        "reports": change.reports,
        "items": [
            {
                "id": entry.item_id,
                "title": change.titles[entry.item_id],
                "action": entry.action,
                "changes": changes_document(entry),
            }
            for entry in change.entries
            if entry.item_id is not None
        ],
    }
