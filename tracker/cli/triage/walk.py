"""The walk through what waits to be looked at, at a terminal: an item, a line of choices, a letter and Enter.

Every decision is stored when it is made, so that whoever closes the terminal loses nothing. Before that the item
is read once more: what somebody else did meanwhile is told, and nobody overwrites it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import typer

from tracker.cli.output import note, say, screen, wrapped
from tracker.cli.output.changes import words_of
from tracker.cli.triage.card import MOVES
from tracker.cli.triage.decisions import BY_NAME, Choice, Decided, counted, decision_fields
from tracker.cli.triage.queue import waits
from tracker.cli.triage.talk import MOST_LINES, Ended, Talk, not_understood
from tracker.errors import BadOption, LockedDatabase, TrackerError, UnknownItems, UsageProblem

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.cli.input.options import Place
    from tracker.cli.output.changes import Telling
    from tracker.cli.triage.queue import Desk
    from tracker.merging import Fields
    from tracker.words import Item


class Taken(NamedTuple):
    """A decision of this walk: the place in the queue, what was chosen, and the change set."""

    place: int
    choice: Choice
    number: int


class Walk:
    """A walk through a queue; `taken` are the decisions that stand."""

    def __init__(self, desk: Desk, queue: Sequence[Item], telling: Telling) -> None:
        self.taken: list[Taken] = []
        self._desk = desk
        self._queue = queue
        self._telling = telling
        self._talk = Talk(telling, desk.make_ready)
        self._seen = {item.id: item for item in queue}
        """Each item as this walk last saw it: what differs from it, somebody else changed."""
        self._step = 1
        """Which way what cannot be shown is passed."""

    def run(self) -> None:
        """Go from item to item until the last one, or until it is enough."""
        place = 0
        try:
            while place < len(self._queue):
                place = self._stop(place)
        except Ended:
            return

    def summary(self) -> str:
        """Return what was decided and stands."""
        return counted((taken.place, taken.choice) for taken in self.taken)

    def way_back(self) -> str:
        """Return how a decision of this walk is taken back later."""
        numbers = [taken.number for taken in self.taken]
        if not numbers:
            return ""
        command = self._telling.place.command("undo", str(numbers[-1]))
        if len(numbers) == 1:
            return f"To take it back: {command}"
        return f"To take one back: {command} (the last; the first was {numbers[0]})"

    def _stop(self, place: int) -> int:
        """Show an item and do what is typed, until it goes on to another; return the place of that one."""
        item = self._here(place)
        if item is None:
            self._step = self._step if place else 1
            return place + self._step
        self._step = 1
        self._talk.show(item, f"{place + 1} of {len(self._queue)}", self._idle(place))
        goes_to = None
        while goes_to is None:
            goes_to = self._answer(place, self._talk.ask(">"))
        return goes_to

    def _here(self, place: int) -> Item | None:
        """Return the item of a place as it stands now; None where it is passed, which is told."""
        before = self._queue[place]
        now = self._desk.look(before.id)
        if now != self._seen[before.id]:
            is_passed = now is None or not (waits(now) or (now.status.is_open and before.triaged))
            self._tell_meanwhile(before, is_passed=is_passed)
            if is_passed or now is None:
                return None
            self._seen[before.id] = now
        return now

    def _idle(self, place: int) -> set[str]:
        """Return the letters that would do nothing now."""
        return {letter for letter, is_idle in (("b", place == 0), ("u", not self.taken)) if is_idle}

    def _answer(self, place: int, line: str) -> int | None:
        """Do what was typed; return the place to go to, None to stay and ask again."""
        word, _, text = line.partition(" ")
        word = word.lower()
        if word in BY_NAME:
            return self._decide(place, BY_NAME[word], text.strip())
        moves: dict[str, Callable[[int], int | None]] = {
            "skip": lambda place: place + 1,
            "back": self._back,
            "undo": self._undo,
            "quit": self._quit,
            "view": self._view,
            "help": self._help,
        }
        move = next((move for move in MOVES if word in {move.letter, move.word}), None)
        if move is None:
            self._talk.tell(not_understood(line))
        elif text.strip():
            self._talk.tell(f"{move.word} takes nothing behind it; nothing was done.")
        else:
            return moves[move.word](place)
        return None

    def _decide(self, place: int, choice: Choice, text: str) -> int | None:
        """Decide about the item of a place, and store it."""
        item = self._seen[self._queue[place].id]
        if not item.status.is_open:
            self._talk.tell(f"{item.id} is {item.status}; `pmtrack reopen {item.id}` opens it again.")
            return None
        fields = self._fields(choice, text)
        if fields is None:
            return None
        if self._desk.look(item.id) != item:
            return place  # where it is told what happened
        try:
            changes = self._desk.decide([Decided(item.id, choice, fields, 0)])
        except UnknownItems:  # forgotten in this moment
            return place
        except LockedDatabase as error:
            self._talk.tell(str(error))
            return None
        self._seen[item.id] = self._desk.look(item.id) or item
        told = ", ".join(dict.fromkeys(words_of(changes.items[0].changes, self._telling)))
        if changes.number is not None:
            self.taken.append(Taken(place, choice, changes.number))
            told = f"{told} (change {changes.number})"
        as_it_was = "accepted, as it stands" if choice.ends else "it stood so already"
        self._talk.tell(f"{item.id}: {told or as_it_was}")
        for slip in self._desk.slips:
            self._talk.tell(slip)
        return place + 1 if choice.ends else None

    def _fields(self, choice: Choice, text: str) -> Fields | None:
        """Return the fields that a choice sets, asking for what it wants; None where that is not given."""
        while True:
            if choice.wants and not text:
                text = self._talk.ask(choice.question)
                if not text:
                    self._talk.tell("Left as it is.")
                    return None
            try:
                return decision_fields(choice, text, self._telling.today)
            except (BadOption, typer.BadParameter) as error:
                self._talk.tell(error.message if isinstance(error, typer.BadParameter) else str(error))
            if not choice.wants:
                return None
            text = ""

    def _undo(self, _place: int) -> int | None:
        """Take the last decision of this walk back, and go to its item."""
        if not self.taken:
            self._talk.tell("Nothing is decided in this walk; `pmtrack undo` takes back what was before it.")
            return None
        last = self.taken[-1]
        item = self._queue[last.place]
        try:
            self._desk.take_back(last.number)
        except LockedDatabase as error:
            self._talk.tell(str(error))
            return None
        except UsageProblem as error:
            self._talk.tell(str(error))
        else:
            self._talk.tell(f"{item.id}: taken back (change {last.number})")
            self._seen[item.id] = self._desk.look(item.id) or item
        self.taken.pop()
        return last.place

    def _back(self, place: int) -> int | None:
        """Go to the item before, also to one that is decided."""
        if place == 0:
            self._talk.tell("This is the first one.")
            return None
        self._step = -1
        return place - 1

    def _quit(self, _place: int) -> int | None:
        raise Ended

    def _view(self, place: int) -> None:
        self._talk.show_report(self._seen[self._queue[place].id])

    def _help(self, _place: int) -> None:
        self._talk.explain()

    def _tell_meanwhile(self, before: Item, *, is_passed: bool) -> None:
        """Say what somebody else did to an item."""
        last = self._desk.last_change(before.id)
        did = f"{last.action} by {last.actor}" if last else "taken away"
        self._talk.tell("")
        self._talk.tell(f"{before.id} was {did} meanwhile{'; it is passed' if is_passed else ''}: {before.title}")


def walk_through(desk: Desk, queue: Sequence[Item], telling: Telling, left: Callable[[], int]) -> None:
    """Walk through a queue; whatever ends it, say what was decided and what is left."""
    walk = Walk(desk, queue, telling)
    try:
        walk.run()
    finally:
        say()
        sys.stdout.flush()
        for line in closing_lines(walk, left, telling.place):
            note(line)


def closing_lines(walk: Walk, left: Callable[[], int], place: Place) -> list[str]:
    """Return what is said at the end of a walk: what was decided, what is left, what to type next."""
    try:
        number = left()
    except TrackerError:  # the walk may have ended because of it; whoever raised it is told
        said, next_ = f"{walk.summary()}.", ""
    else:
        goal, command = ("go on", "triage") if number else ("see what is open", "list")
        said, next_ = (
            f"{walk.summary()}, {number or 'nothing'} left.",
            f"To {goal}: {place.command(command)}",
        )
    # What is to be typed stays whole, so that it can be copied.
    return [*wrapped(said, screen().width, MOST_LINES), *filter(None, [next_, walk.way_back()])]
