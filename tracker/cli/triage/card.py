"""One item at a time, for somebody who decides about it: whole, compact, and as wide as the terminal. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.cli.output import BOLD, DIM, RED, YELLOW, Screen, cells, cut, plain, wrapped
from tracker.cli.triage.decisions import CHOICES
from tracker.cli.triage.queue import waits
from tracker.dates.wording import describe_due

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import date

    from tracker.cli.triage.decisions import Choice
    from tracker.people import People
    from tracker.words import Item

TITLE_LINES = 12
"""Lines that a title may take; the longest of reports have four."""

FACT_LINES = 4

HELP_LINES = 8

INDENT = 2

LABEL = 10
"""Cells of a label and the blank behind it."""

NARROW = 40
"""Below this width a label stands close in front of its value."""


class Move(NamedTuple):
    """Something to do at the prompt without deciding: its letter, its word, and what it does."""

    letter: str
    word: str
    help: str

    @property
    def label(self) -> str:
        """How the prompt shows it."""
        return "[?]" if self.letter == "?" else labelled(self.word, self.letter)


MOVES = (
    Move("s", "skip", "leave it for another time"),
    Move("v", "view", "the words around it in its report"),
    Move("b", "back", "to the item before"),
    Move("u", "undo", "take the last decision back, and go to its item"),
    Move("q", "quit", "end here; what is decided is stored"),
    Move("?", "help", "this list"),
)
"""What can be done at the prompt without deciding, in its order."""


def card(item: Item, counted: str, today: date, people: People, on: Screen) -> Iterator[str]:
    """Yield an item as lines: where in the queue, its title, and its facts."""
    yield on.paint(cut(plain(f"{counted}{report_words(item)}"), on.width), DIM)
    front = f"#{item.id}  "
    for line in wrapped(plain(item.title), max(10, on.width - cells(front)), TITLE_LINES):
        yield front + on.paint(line, BOLD)
        front = " " * len(front)
    indent = INDENT if on.width >= NARROW else 0
    for label, value, colour in facts(item, today, people):
        room = max(8, on.width - indent - LABEL)
        front = " " * indent + on.paint(f"{label:<{LABEL}}", DIM)
        for line in wrapped(plain(value), room, FACT_LINES):
            yield front + on.paint(line, *colour)
            front = " " * (indent + LABEL)


def report_words(item: Item) -> str:
    """Return day and title of the report that an item stands in, for behind its place in the queue."""
    if item.report is None:
        return ""
    is_said = item.reported_on is None or str(item.reported_on) in item.report.title
    return f"{'' if is_said else f' · {item.reported_on}'} · {item.report.title}"


def facts(item: Item, today: date, people: People) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Yield what there is to say of an item: label, value and colours; what is not known is not said."""
    if not waits(item):
        yield "stands", decided_words(item), (YELLOW,)
    elif item.status != "open":
        yield "status", item.status.replace("_", " "), ()
    yield "due", due_words(item, today), (RED,) if item.days_overdue(today) else ()
    team = people.team(item.team, item.owners, item.report.source if item.report else None)
    owners = ", ".join(people.names(item.owners))
    yield "owner", " · ".join(filter(None, (owners or "nobody", team))), ()
    for label, value in (
        ("priority", " · ".join(filter(None, (item.priority, item.type)))),
        ("repeats", item.recurrence or ""),
        ("links", "  ".join(item.links)),
        ("snoozed", f"until {item.snoozed_until}" if item.snoozed_until else ""),
        ("in", stands_in(item)),
    ):
        if value:
            yield label, value, ()


def decided_words(item: Item) -> str:
    """Return how an item stands about which somebody has decided."""
    if item.status.is_open:
        return "accepted"
    return ": ".join(filter(None, (item.status, item.status_reason)))


def due_words(item: Item, today: date) -> str:
    """Return the due day, how the day of today stands to it, and the words that it was read from."""
    if item.due is None:
        return f"“{item.due_text}”, which is no date" if item.due_text else "no date"
    words = f", from “{item.due_text}”" if item.due_text and str(item.due) not in item.due_text else ""
    unsure = "~" if item.due_confidence in UNSURE else ""
    return f"{unsure}{item.due} ({describe_due(item.due, today)}){words}"


UNSURE = ("vague", "assumed")
"""Confidences of a day that the words do not name."""


def stands_in(item: Item) -> str:
    """Return the place in its report."""
    if item.report is None:
        return ""
    return f"{item.report.place}{' (no longer there)' if item.gone else ''}"


def choices(on: Screen, absent: Container[str] = ()) -> Iterator[str]:
    """Yield the line or lines that say what can be typed, without the letters that would do nothing now."""
    labels = [labelled(choice.word, choice.letter) for choice in CHOICES]
    labels += [move.label for move in MOVES if move.letter not in absent]
    gap = "  " if cells("  ".join(labels)) <= on.width else " "
    line = ""
    for label in labels:
        longer = f"{line}{gap}{label}" if line else label
        if cells(longer) > on.width:
            yield line
            longer = label
        line = longer
    yield line


def report_lines(item: Item, lines: Iterable[tuple[int, str]], on: Screen) -> Iterator[str]:
    """Yield lines of a report with their numbers, the item's own one marked."""
    for number, text in lines:
        is_own = item.report is not None and number == item.report.line
        front = f"{'>' if is_own else ' '}{number:>5}  "
        for line in wrapped(plain(text), on.width - len(front), TITLE_LINES if is_own else 1):
            yield on.paint(front + line, *(() if is_own else (DIM,)))
            front = " " * len(front)


def labelled(word: str, letter: str) -> str:
    """Return a word with its letter in brackets: `[a]ccept`, `done [x]`."""
    return f"[{letter}]{word[1:]}" if word.startswith(letter) else f"{word} [{letter}]"


def explained(choice: Choice) -> str:
    """Return what a choice means, with a sample of what is typed."""
    return f"{choice.help}: {choice.letter} {choice.sample}" if choice.sample else choice.help


def explanations(on: Screen) -> Iterator[str]:
    """Yield what each letter does, and what may stand behind it."""
    rows = [(choice.letter, choice.word, explained(choice)) for choice in CHOICES]
    rows += [(move.letter, move.word, move.help) for move in MOVES]
    for letter, word, text in rows:
        front = f"  {letter}  {word:<8}" if on.width >= NARROW else f"{letter}  "
        said = text if on.width >= NARROW else f"{word}: {text}"
        for line in wrapped(said, on.width - len(front), HELP_LINES):
            yield front + line
            front = " " * len(front)
