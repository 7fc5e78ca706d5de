"""Commands that change where items stand: done, reopen, cancel, snooze; and those that take back: undo, forget.

Each reads its words, calls one verb and tells what became of which item. `choosing` says which items are meant,
`changes` how it is told; `adding` and `editing` have the commands that change what items say: add, edit, assign.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.by_hand import LONGEST_TITLE, snooze_day, text_of
from tracker.cli import output, workspace
from tracker.cli.input import questions
from tracker.cli.input.choosing import CLOSED_STATUSES, Chosen, Manner, Work, show_before_asking
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import LONGEST_NUMBER, ActorOption, IdsArgument, JsonOption, Place, YesOption
from tracker.cli.input.selection import Selection
from tracker.cli.input.typed_words import items_and_day
from tracker.cli.output import plain
from tracker.cli.output.changes import change_document, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from tracker.words import ChangeSet, ItemChange, StoredReport


@with_option_groups
def done(ids: IdsArgument = None, *, selection: Selection, manner: Manner, place: Place) -> None:
    """Mark items as done: by their numbers, or all open ones that a selection finds.

    All of them are changed, or none: a number that is no item's stops it. What a selection finds is shown, and
    asked about, before anything is changed.
    """
    work = Work(place, manner)
    chosen = work.chosen(ids or (), selection, "Mark {} as done?", to="mark as done")
    work.agree(chosen)
    from tracker.usecases.track import close  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: close(store, chosen.ids, by))
    tell(changes, work.telling, unchanged=lambda _: "done already")


@with_option_groups
def reopen(ids: IdsArgument = None, *, selection: Selection, manner: Manner, place: Place) -> None:
    """Put items that were done or cancelled back to what they were: by number, or what a selection finds.

    What a selection finds is shown, and asked about, before anything is changed.
    """
    work = Work(place, manner)
    chosen = work.chosen(ids or (), selection, "Reopen {}?", to="reopen", statuses=CLOSED_STATUSES)
    work.agree(chosen)
    from tracker.usecases.track import reopen as put_back  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: put_back(store, chosen.ids, by))
    tell(changes, work.telling, unchanged=lambda _: "open already")


@with_option_groups
def cancel(
    ids: IdsArgument = None,
    *,
    reason: Annotated[
        str | None, typer.Option("--reason", metavar="TEXT", help="Why; asked for where it is missing.")
    ] = None,
    selection: Selection,
    manner: Manner,
    place: Place,
) -> None:
    """Say of items that they will not be done, and why: by number, or all open ones that a selection finds.

    What a selection finds is shown, and asked about, before anything is changed.
    """
    why = text_of(reason, "--reason", LONGEST_TITLE) if reason is not None else ""
    if not why and not manner.dry_run and questions.somewhere_to_ask() is None:
        raise typer.BadParameter("why will they not be done? Say it with --reason TEXT")
    work = Work(place, manner)
    chosen = work.chosen(ids or (), selection, "Cancel {}?", to="cancel")
    why = why or asked_reason(work, chosen)
    work.agree(chosen)
    from tracker.usecases.track import cancel as give_up  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: give_up(store, chosen.ids, why, by))
    tell(changes, work.telling, unchanged=lambda _: "cancelled already, for this reason")


def asked_reason(work: Work, chosen: Chosen) -> str:
    """Return why items will not be done, in the words of the person at the terminal.

    Raises:
        Exit: nothing was typed.
        UnknownItems: there is none of one of the numbers; that is told before anybody thinks of a reason.
        BadOption: the words are too many.
    """
    question = "Why will it not be done?" if len(chosen.ids) == 1 else "Why will they not be done?"
    if chosen.question is None:
        show_before_asking(work.numbered(chosen.ids), work.telling, question)
    return text_of(questions.required(question), "--reason", LONGEST_TITLE)


@with_option_groups
def snooze(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]... [WHEN]",
            help="The items' numbers (7, 7 9, 7-12), and until when: 3d, monday, 2026-12-01, in 2 weeks.",
        ),
    ] = None,
    *,
    off: Annotated[bool, typer.Option("--off", help="End the snooze.")] = False,
    selection: Selection,
    manner: Manner,
    place: Place,
) -> None:
    """Be silent about items until a day. The due date stays: only reminders wait.

    With a selection instead of numbers, all words say until when; what it finds is shown, and asked about.
    """
    work = Work(place, manner)
    ids, until = snooze_words(words or (), selection, work.today, off=off)
    question = f"Snooze {{}} until {until}?" if until else "End the snooze of {}?"
    chosen = work.chosen(ids, selection, question, to="snooze")
    work.agree(chosen)
    from tracker.usecases.track import snooze as be_silent  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: be_silent(store, chosen.ids, until, by))
    notes = [f"No reminders until {until:%A}, {until}. The due dates stay."] if until and changes.changed else []
    tell(changes, work.telling, unchanged=silence(work, changes, until), notes=notes)


def snooze_words(
    words: Sequence[str], selection: Selection, today: date, *, off: bool
) -> tuple[Sequence[str], date | None]:
    """Return which words mean items, and the day that the others mean; None with `--off`.

    Raises:
        BadParameter: a day is missing, or too much.
        BadOption: the words mean no day that lies ahead.
    """
    ids, when = ([], " ".join(words)) if not selection.is_empty else items_and_day(words, today)
    if off:
        if when:
            raise typer.BadParameter(f"--off ends a snooze at once; {plain(when)!r} is too much")
        return ids, None
    if not when:
        raise typer.BadParameter("until when? 3d, monday, 2026-12-01, in 2 weeks; --off ends a snooze")
    return ids, snooze_day(when, today)


def silence(work: Work, changes: ChangeSet, until: date | None) -> Callable[[ItemChange], str]:
    """Return how those stand that a snooze has not changed: silent until then already, or closed."""
    if until is None:
        return lambda _: "not snoozed"
    unchanged = [item.id for item in changes.items if not item.changes]
    statuses = {item.id: item.status for item in work.numbered(unchanged)} if unchanged else {}

    def standing(item: ItemChange) -> str:
        status = statuses[item.id]
        return f"snoozed until {until} already" if status.is_open else f"{status}, so not snoozed"

    return standing


def change_number(text: str) -> int:
    """Return the number of a change: 41, or #41.

    Raises:
        BadParameter: it is none; typer tells it.
    """
    digits = text.removeprefix("#")
    if not digits.isdecimal() or len(digits) > LONGEST_NUMBER or int(digits) == 0:
        raise typer.BadParameter(f"{text!r} is not the number of a change, as `pmtrack history` shows it")
    return int(digits)


@with_option_groups
def undo(
    number: Annotated[
        int | None,
        typer.Argument(
            metavar="[NUMBER]", parser=change_number, help="The change to take back. [default: your last one]"
        ),
    ] = None,
    *,
    as_json: JsonOption = False,
    actor: ActorOption = None,
    place: Place,
) -> None:
    """Take back what one command changed: the last one of yours, or the one of a number.

    All of it or nothing: where the same field of an item has been changed again since, nothing is taken back.
    """
    work = Work(place, Manner(as_json=as_json, actor=actor))
    from tracker.usecases.undo import undo as take_back  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: take_back(store, number, by))
    tell(changes, work.telling, notes=[] if as_json else taken_back(work, changes))


SOME = 10
"""Changes among which the one just made is surely found, though others are at work too."""


def taken_back(work: Work, changes: ChangeSet) -> list[str]:
    """Say which change was taken back; without a number nobody has named it."""
    with workspace.reader(work.settings) as reader:
        last = next((change for change in reader.recent(SOME) if change.number == changes.number), None)
    return [f"Taken back: change {last.undoes}."] if last else []


@with_option_groups
def forget(
    report: Annotated[str, typer.Argument(metavar="REPORT", help="Its number, file or words of its title.")],
    *,
    yes: YesOption = False,
    as_json: JsonOption = False,
    actor: ActorOption = None,
    place: Place,
) -> None:
    """Forget a report that should not have been imported, with its items; the history is kept.

    `pmtrack undo` brings it back, and so does importing its file by name.
    """
    work = Work(place, Manner(yes=yes, as_json=as_json, actor=actor))
    with workspace.reader(work.settings) as reader:
        meant = reader.report(report, work.today)
    ask_to_forget(meant, yes=yes)
    from tracker.usecases.forget import forget as put_away  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: put_away(store, meant.id, by))
    if as_json:
        output.say_json(
            change_document(changes) | {"report": {"id": meant.id, "title": meant.title, "source": meant.source}}
        )
        return
    output.say(plain(f"forgotten: {meant.title} (report {meant.id}) with {items_of(meant)}"))
    output.note(f"To take it back: {place.command('undo', str(changes.number))}, or import it again.")


def ask_to_forget(report: StoredReport, *, yes: bool) -> None:
    """Show a report, and ask before it is forgotten.

    Raises:
        Exit: the answer was not yes.
        NobodyToAsk: there is no terminal to ask at.
    """
    question = f"Forget report {report.id} and its items?"
    on = None if yes else questions.somewhere_to_ask()
    if on is not None:
        for line in (plain(report.title), f"  {plain(report.source)}", f"  {items_of(report)}"):
            on.write(f"{line}\n")
    questions.confirm(question, yes=yes)


def items_of(report: StoredReport) -> str:
    """`3 open (1 overdue), 1 done`."""
    late = f" ({report.overdue} overdue)" if report.overdue else ""
    counts = ((report.open, f"open{late}"), (report.done, "done"), (report.cancelled, "cancelled"))
    return ", ".join(f"{count} {word}" for count, word in counts if count) or "no tasks"
