"""The command `triage`: look at what was imported, item by item; from a pipe, decide about many at once.

The other modules of this folder say what waits, what can be decided, and how the walk goes.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import output
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import ActorOption, JsonOption, LimitOption, Place
from tracker.cli.input.selection import Selection
from tracker.cli.triage.queue import Desk, Wanted
from tracker.dates.wording import describe_due
from tracker.errors import BadDecisions, UnreadableReport
from tracker.words import ChangeSet, ItemChange

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from tracker.cli.output.changes import Telling
    from tracker.cli.triage.decisions import Choice, Decided
    from tracker.words import Item

MOST_BYTES = 2**20
"""Bytes of decisions that are read: some 20,000 lines."""

STANDARD_INPUT = "standard input"

NOTHING_WAITS = "Nothing to triage: no imported task waits to be looked at. --all shows those that somebody has."


@with_option_groups
def triage(
    *,
    selection: Selection,
    backlog: Annotated[bool, typer.Option("--backlog", help="Only what `import --backlog` keeps silent.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Those too that somebody has looked at before.")] = False,
    limit: LimitOption = None,
    as_list: Annotated[
        bool, typer.Option("--list", help="Print a line for each, to be edited and given back on standard input.")
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = None,
    place: Place,
) -> None:
    """Walk through imported items, one by one: accept, date, give to an owner, cancel, or leave for later.

    From a pipe, decisions are lines, and all of them are one change: pmtrack triage --list > todo, edit it, then
    pmtrack triage < todo.
    """
    desk = Desk(place, actor, as_json=as_json)
    which = Wanted(selection, backlog=backlog, every=every)
    given = "" if as_list else piped()
    if given.strip():
        if which != Wanted(Selection()) or limit:
            raise typer.BadParameter("decisions came on standard input: they say which items, and no option does")
        decide_all(desk, given)
        return
    items = desk.waiting(which)[:limit]
    if as_json:
        say_queue(items, desk.telling)
    elif not items:
        output.say(NOTHING_WAITS) if output.is_terminal() else output.note(NOTHING_WAITS)
    elif as_list or not is_conversation():
        say_lines(items, desk.telling)
    else:
        from tracker.cli.triage.walk import walk_through  # noqa: PLC0415 - for a person alone

        walk_through(desk, items, desk.telling, lambda: len(desk.waiting(which)))


def is_conversation() -> bool:
    """Whether a person both reads and types."""
    return sys.stdin is not None and sys.stdin.isatty() and output.is_terminal()


def piped() -> str:
    """Return what comes through a pipe; nothing where a person types.

    Raises:
        UnreadableReport: it is no text, or more of it than anybody decides about.
    """
    if sys.stdin is None or sys.stdin.isatty():
        return ""
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableReport(STANDARD_INPUT, f"larger than {MOST_BYTES // 2**20} MiB: no list of decisions is")
    from tracker.reports.text.decoding import decode  # noqa: PLC0415 - a walk reads none

    try:
        return decode(data)
    except ValueError as error:
        raise UnreadableReport(STANDARD_INPUT, str(error)) from error


def say_queue(items: Iterable[Item], telling: Telling) -> None:
    """Print what waits as one JSON document."""
    from tracker.cli.output.listing import item_document  # noqa: PLC0415 - for this option alone
    from tracker.cli.output.tables import View  # noqa: PLC0415 - likewise

    view = View(telling.today, telling.people)
    documents = [item_document(item, view) for item in items]
    output.say_json({"as_of": telling.today.isoformat(), "items": documents})


def say_lines(items: Sequence[Item], telling: Telling) -> None:
    """Print what waits as lines that can be given back, with an explanation at the end as a comment."""
    on = output.screen()
    for item in items:
        output.say(output.cut(f"{item.id} skip  # {line_words(item, telling)}", on.width))
    output.say()
    for line in explanation(items[0].id, telling.place):
        output.say(output.cut(line, on.width))


def line_words(item: Item, telling: Telling) -> str:
    """Return what a line says of an item, for somebody who decides about it in an editor."""
    words = (
        describe_due(item.due, telling.today) if item.due or not item.due_text else f"“{item.due_text}”",
        item.priority,
        ", ".join(telling.people.names(item.owners)),
        item.title,
        item.report and item.report.place,
    )
    return " · ".join(output.plain(word) for word in words if word)


def explanation(number: int, place: Place) -> Iterator[str]:
    """Yield the comment that says how to decide, with an item's number as the sample."""
    from tracker.cli.triage.decisions import CHOICES, SKIP  # noqa: PLC0415 - a walk says it otherwise

    yield "# Put a decision in place of the word skip; what stands behind # is only for reading. An item may have"
    yield f"# several lines. Then: {place.command('triage')} < FILE"
    for words, what in (
        *((f"{choice.word} {choice.sample}", choice.help) for choice in CHOICES),
        (SKIP, "leave it for another time"),
    ):
        yield f"#   {number} {words:<34} {what}"


def decide_all(desk: Desk, text: str) -> None:
    """Carry out decisions that came through a pipe, all of them or none, and tell what changed.

    An item that somebody has closed meanwhile stays as it is, and is told.

    Raises:
        BadDecisions: some cannot be understood, or are about no item; nothing was changed.
    """
    from tracker.cli.output.changes import tell  # noqa: PLC0415 - a list of what waits changes nothing
    from tracker.cli.triage.decisions import counted, parse_decisions  # noqa: PLC0415 - likewise

    decided, problems = parse_decisions(text, desk.telling.today)
    known = desk.look_at({decision.item_id for decision in decided})
    problems += [(made.line, f"no item {made.item_id}") for made in decided if made.item_id not in known]
    if problems:
        raise BadDecisions(tuple(sorted(problems)))
    still_open = [made for made in decided if known[made.item_id].status.is_open]
    changes = desk.decide(still_open) if still_open else ChangeSet(None, ())
    closed = {number: item for number, item in known.items() if not item.status.is_open}
    told = (*changes.items, *(ItemChange(number, item.title, {}) for number, item in closed.items()))
    tell(
        ChangeSet(changes.number, tuple(told)),
        desk.telling,
        notes=(f"{counted(carried_out(still_open, changes))}.", *dict.fromkeys(desk.slips)),
        unchanged=lambda item: f"{closed[item.id].status} already" if item.id in closed else "as it was already",
    )


def carried_out(decided: Iterable[Decided], changes: ChangeSet) -> list[tuple[int, Choice]]:
    """Return the decisions about items that they have changed; the others stood so already."""
    changed = {item.id for item in changes.changed}
    return [(made.item_id, made.choice) for made in decided if made.item_id in changed]
