"""The command `add`: items that no report holds."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from tracker import by_hand
from tracker.cli import workspace
from tracker.cli.input.choosing import Manner, Work
from tracker.cli.input.names import KnownNames, text_or_nothing
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import ActorOption, JsonOption, Place
from tracker.cli.output import note
from tracker.cli.output.changes import tell
from tracker.errors import UnreadableReport
from tracker.sources import MOST_BYTES
from tracker.words import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from tracker.merging import Fields
    from tracker.words import StoredReport

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a new item beside its title."""

    due: Annotated[
        str | None, typer.Option("--due", metavar="WORDS", help="2026-12-31, friday, in 2 weeks, end of q3.")
    ] = None
    owner: Annotated[
        list[str] | None,
        typer.Option("--owner", metavar="NAME", help="May be repeated, or several with commas; “me” is you."),
    ] = None
    team: Annotated[str | None, typer.Option("--team", metavar="NAME", help="The team it belongs to.")] = None
    priority: Annotated[str | None, typer.Option("--priority", metavar="P1", help="As your reports write it.")] = (
        None
    )
    type: Annotated[
        str | None, typer.Option("--type", metavar="WORD", help="Prevent, detect, mitigate, process …")
    ] = None
    link: Annotated[
        list[str] | None, typer.Option("--link", metavar="LINK", help="A ticket or an address; may be repeated.")
    ] = None
    improvement: Annotated[
        bool, typer.Option("--improvement", help="A broad wish: kept, and never reminded of.")
    ] = False
    report: Annotated[
        str | None,
        typer.Option("--report", metavar="REPORT", help="The report it belongs to: number, file or title words."),
    ] = None


@with_option_groups
def add(
    title: Annotated[
        list[str] | None,
        typer.Argument(metavar="[TITLE]...", help="What is to be done; - reads titles from a pipe, one a line."),
    ] = None,
    *,
    said: Said,
    as_json: JsonOption = False,
    actor: ActorOption = None,
    place: Place,
) -> None:
    """Add an item that no report holds; with --report, beside those that a report holds.

    Quotes are not needed: all words together are the title. From a pipe, each line is the title of an item.
    """
    titles = titles_typed(title or ())
    work = Work(place, Manner(as_json=as_json, actor=actor), makes_database=True)
    names = KnownNames(work)
    fields = fields_of_new(said, work.today, names)
    report = the_report(said.report, work) if said.report is not None else None
    from tracker.usecases.track import NewItem  # noqa: PLC0415 - slow, and of no use before all is understood
    from tracker.usecases.track import add as store_new  # noqa: PLC0415 - likewise

    items = [NewItem({"title": text, **fields}, report.id if report else None) for text in titles]
    changes = work.change(lambda store, by: store_new(store, items, by))
    notes = [f"Part of report {report.id}: {report.title}", *names.slips] if report else names.slips
    tell(changes, work.telling, done="added", notes=notes)


def titles_typed(words: Sequence[str]) -> list[str]:
    """Return the titles of new items: the words together, or the lines of a pipe.

    Raises:
        BadParameter: there is none.
        BadOption: one is too long, or holds nothing that is written; no item is added then.
        UnreadableReport: the pipe does not end.
    """
    if words and list(words) != [STANDARD_INPUT]:
        return [by_hand.title_of(" ".join(words))]
    if not words and (sys.stdin is None or sys.stdin.isatty()):
        raise typer.BadParameter("what is to be done? pmtrack add Renew the certificates --due friday")
    lines = [(number, line) for number, line in enumerate(piped_text().splitlines(), 1) if line.strip()]
    if not lines:
        raise typer.BadParameter("no title: standard input is empty")
    return [by_hand.title_of(line, f"line {number}") for number, line in lines]


def piped_text() -> str:
    """Return what stands in the pipe; bytes that are no UTF-8 are replaced.

    Raises:
        UnreadableReport: it is too much.
    """
    if sys.stdin is None:
        return ""
    if sys.stdin.isatty():
        note("Titles, one a line; Ctrl-D ends.")
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableReport("standard input", f"more than {MOST_BYTES // 2**20} MiB of titles")
    return data.decode("utf-8-sig", errors="replace")


def fields_of_new(said: Said, today: date, names: KnownNames) -> Fields:
    """Return the fields of a new item but its title.

    Raises:
        BadOption: one of the values means nothing.
    """
    fields: Fields = {"kind": str(Kind.IMPROVEMENT if said.improvement else Kind.TASK)}
    if said.due is not None:
        fields |= by_hand.due_fields(said.due, today)
    if said.owner:
        fields["owners"] = names.owners(by_hand.names_of(said.owner))
    if said.team is not None:
        fields["team"] = names.team(said.team)
    for name, value in (("priority", said.priority), ("type", said.type)):
        if value is not None:
            fields[name] = text_or_nothing(value, f"--{name}")
    if said.link:
        fields["links"] = by_hand.links_of(said.link)
    return fields


def the_report(name: str, work: Work) -> StoredReport:
    """Return the report that a new item belongs to.

    Raises:
        UnknownReport, AmbiguousReport, MissingDatabase
    """
    with workspace.reader(work.settings) as reader:
        return reader.report(name, work.today)
