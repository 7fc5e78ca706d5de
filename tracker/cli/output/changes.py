"""How a change set is told: item by item as text, or as one JSON document, and how to take it back.

`Telling` holds what the sentences need: the day, who is called how, and where the command works. What a field's
change reads like is a row of `FIELDS`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from tracker.cli.output import cells, head, note, plain, say, say_json, screen, wrapped
from tracker.dates.wording import describe_distance
from tracker.words import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from tracker.cli.input.options import Place
    from tracker.people import People
    from tracker.words import ChangeSet, FieldChanges, ItemChange

Told = TypeVar("Told")

MOST_TOLD = 20
"""Items that are told one by one; a longer list shows its beginning."""

TOLD_OF_MANY = 10

NOTHING = "none"
"""What an empty field is called, as `edit` takes it."""

ENOUGH = 24
"""Cells of a title that are worth a place on the line; with less room it gets a line of its own."""

MOST_LINES = 12
"""Lines that the changes of one item may take, on the narrowest terminal."""


@dataclass(frozen=True, slots=True)
class Telling:
    """What there is to know for telling a change."""

    today: date
    people: People
    place: Place
    as_json: bool = False


def tell(
    changes: ChangeSet,
    telling: Telling,
    *,
    done: str = "",
    unchanged: Callable[[ItemChange], str] = lambda _: "unchanged",
    notes: Iterable[str] = (),
) -> None:
    """Print what a command changed, and how to take it back.

    `done` is a word in front of what an item's fields became ("added"); `unchanged` says how an item stands that
    stood so already. `notes` are lines about the whole, in front of the last one.
    """
    if telling.as_json:
        say_json(change_document(changes))
        return
    width = screen().width
    for item in first_ones(changes.items):
        what = ", ".join(filter(None, (done, *words_of(item.changes, telling)))) if item.changes else ""
        for line in lines_of(f"{item.id}: ", plain(what or unchanged(item)), plain(item.title), width):
            say(line)
    if len(changes.items) > MOST_TOLD:
        say(f"and {len(changes.items) - TOLD_OF_MANY} more")
    for line in notes:
        note(line)
    if changes.number is not None:
        note(f"To take it back: {telling.place.command('undo', str(changes.number))}")


def first_ones(items: Sequence[Told]) -> Sequence[Told]:
    """Return the items that are told one by one."""
    return items if len(items) <= MOST_TOLD else items[:TOLD_OF_MANY]


def change_document(changes: ChangeSet) -> dict[str, Any]:
    """Return a change set as JSON tells it; the shape is promised stable."""
    return {
        "change": changes.number,
        "items": [
            {
                "id": item.id,
                "title": item.title,
                "changes": {name: {"old": old, "new": new} for name, (old, new) in item.changes.items()},
            }
            for item in changes.items
        ],
    }


TOGETHER = re.compile(r"\([^()]{1,14}\)")
"""What is not parted at the end of a line: `(in 3 weeks)`."""

HELD = "\N{NO-BREAK SPACE}"


def lines_of(front: str, what: str, title: str, width: int) -> list[str]:
    """Return an item's line as it fits: what happened is told whole, the title cut behind a word.

    Where little room is left for the title it stands on the next line.
    """
    line = f"{front}{what}  {title}"
    if cells(line) <= width:
        return [line]
    room = width - cells(f"{front}{what}  ")
    if room >= ENOUGH:
        return [f"{front}{what}  {shortened(title, room)}"]
    inside = max(width - len(front), 1)
    held = TOGETHER.sub(lambda found: found[0].replace(" ", HELD), what)
    lines = [line.replace(HELD, " ") for line in wrapped(held, inside, MOST_LINES)]
    indent = " " * len(front)
    return [
        f"{front}{lines[0]}",
        *(f"{indent}{line}" for line in lines[1:]),
        f"{indent}{shortened(title, inside)}",
    ]


def shortened(text: str, width: int) -> str:
    """Return a text in at most that many cells, cut behind a word where one fits, and marked by an ellipsis."""
    if cells(text) <= width:
        return text
    kept = head(text, max(width - 1, 1))
    if not text[len(kept)].isspace() and " " in kept.strip():
        kept = kept[: kept.rindex(" ")]
    return f"{kept.rstrip()}…"


def words_of(changes: FieldChanges, telling: Telling) -> list[str]:
    """Return what happened to an item's fields in words, in the order of `FIELDS`."""
    loud = {name: pair for name, pair in changes.items() if name not in QUIET}
    if loud and "backlog" in changes and "status" not in changes:
        loud["backlog"] = changes["backlog"]  # reminders begin, which nobody has asked for in words
    shown = loud or {name: changes[name] for name in QUIET if name in changes}
    told = [words for row in FIELDS if row.name in shown for words in row.describe(*shown[row.name], telling)]
    told += unknown_words(shown)
    return told if loud else told[:1]


def unknown_words(changes: FieldChanges) -> Iterator[str]:
    """Tell fields that have no row, rather than pass them over."""
    known = {row.name for row in FIELDS}
    for name, (old, new) in changes.items():
        if name not in known:
            yield f"{name} {value_words(old)} → {value_words(new)}"


class FieldTelling(NamedTuple):
    """How the change of a field is told: its name, and the words for its old and its new value."""

    name: str
    describe: Callable[[Any, Any, Telling], Iterable[str]]


def status_words(old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`open → done`."""
    yield f"{old} → {new}" if old else str(new)


def kind_words(old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`task → improvement`; of a new item only what is not usual."""
    if old or new != Kind.TASK:
        yield f"{old} → {new}" if old else str(new)


def title_words(old: Any, _new: Any, _: Telling) -> Iterator[str]:
    """The old title; the new one stands behind it in any case."""
    if old:
        yield f"title was “{old}”"


def due_words(old: Any, new: Any, telling: Telling) -> Iterator[str]:
    """`due 2026-11-30 → 2026-12-14 (in 3 weeks)`."""
    yield f"due {f'{old} → ' if old else ''}{day_words(new, telling) if new else NOTHING}"


def owners_words(old: Any, new: Any, telling: Telling) -> Iterator[str]:
    """`owner Mara Lind → Jonas Beck`: by the names of persons; as written, where that is all that changed."""
    before, after = telling.people.names(old or ()), telling.people.names(new or ())
    if before == after:
        before, after = tuple(old or ()), tuple(new or ())
    noun = "owner" if max(len(before), len(after)) == 1 else "owners"
    yield f"{noun} {f'{names_words(before)} → ' if before else ''}{names_words(after)}"


def links_words(old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`linked OPS-7`, `unlinked OPS-1`."""
    before, after = old or [], new or []
    added = [link for link in after if link not in before]
    removed = [link for link in before if link not in after]
    if added:
        yield f"linked {' '.join(added)}"
    if removed:
        yield f"unlinked {' '.join(removed)}"


def snooze_words(old: Any, new: Any, telling: Telling) -> Iterator[str]:
    """`snoozed until 2026-12-01 (in 6 days)`."""
    yield f"snoozed until {day_words(new, telling)}" if new else f"no longer snoozed until {old}"


def forgotten_words(_old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`forgotten` or `back`."""
    yield "forgotten" if new else "back"


def backlog_words(_old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`accepted`, of an item that nobody was reminded of."""
    yield "put back into the backlog" if new else "accepted"


def triaged_words(_old: Any, new: Any, _: Telling) -> Iterator[str]:
    """`accepted`, of an item that nobody had looked at."""
    yield "accepted" if new else "not looked at any more"


def confirmed_words(_old: Any, _new: Any, _: Telling) -> Iterator[str]:
    """Only the words of a day have changed, or how sure it is: a person has said it now."""
    yield "due day confirmed"


def reason_words(_old: Any, new: Any, _: Telling) -> Iterator[str]:
    """The reason of a status that stays."""
    yield f"reason: {new}" if new else "reason taken away"


def named(word: str) -> Callable[[Any, Any, Telling], Iterable[str]]:
    """Return the words for a field that holds one text: `team storage → platform`."""

    def describe(old: Any, new: Any, _: Telling) -> Iterator[str]:
        yield f"{word} {f'{old} → ' if old else ''}{value_words(new)}"

    return describe


FIELDS = (
    FieldTelling("forgotten_at", forgotten_words),
    FieldTelling("status", status_words),
    FieldTelling("status_reason", reason_words),
    FieldTelling("kind", kind_words),
    FieldTelling("title", title_words),
    FieldTelling("due", due_words),
    FieldTelling("due_confidence", confirmed_words),
    FieldTelling("due_text", confirmed_words),
    FieldTelling("snoozed_until", snooze_words),
    FieldTelling("owners", owners_words),
    FieldTelling("team", named("team")),
    FieldTelling("priority", named("priority")),
    FieldTelling("type", named("type")),
    FieldTelling("recurrence", named("repeats")),
    FieldTelling("links", links_words),
    FieldTelling("backlog", backlog_words),
    FieldTelling("triaged_at", triaged_words),
)
"""How fields are told, in the order of telling."""

QUIET = ("status_reason", "backlog", "due_confidence", "due_text", "triaged_at")
"""What follows from other fields, and is told only where nothing else is: the first of them.

That the backlog ends is told beside others as well, unless the item is closed.
"""


def day_words(day: str, telling: Telling) -> str:
    """`2026-12-14 (in 3 weeks)`."""
    return f"{day} ({describe_distance(date.fromisoformat(day), telling.today)})"


def names_words(names: tuple[str, ...]) -> str:
    """Several names, or that there is none."""
    return ", ".join(names) or NOTHING


def value_words(value: object) -> str:
    """Return a value of a field in words."""
    if value is None or value == []:
        return NOTHING
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
