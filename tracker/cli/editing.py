"""Commands that change what items say: edit, assign.

What was typed is checked by `tracker.by_hand`; `typed_words` says which words are items and which are names.
"""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tracker import by_hand
from tracker.cli.input.choosing import Manner, Work
from tracker.cli.input.names import KnownNames, text_or_nothing
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import IdsArgument, Place
from tracker.cli.input.selection import Selection
from tracker.cli.input.typed_words import items_and_rest, names_typed
from tracker.cli.output.changes import tell, words_of
from tracker.words import Kind

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.cli.output.changes import Telling
    from tracker.merging import Fields


class Settable(StrEnum):
    """The statuses that `edit` sets; `done`, `reopen` and `cancel` set the others."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"


@dataclass(frozen=True, slots=True)
class Edited:
    """The options that say what an item's fields become."""

    title: Annotated[str | None, typer.Option("--title", metavar="TEXT", help="New words, of a single item.")] = (
        None
    )
    due: Annotated[
        str | None,
        typer.Option("--due", metavar="WORDS", help="2026-12-31, friday, in 2 weeks, end of q3; or none."),
    ] = None
    to_team: Annotated[str | None, typer.Option("--team", metavar="NAME", help="The team; or none.")] = None
    to_priority: Annotated[
        str | None, typer.Option("--priority", metavar="P1", help="As your reports write it; or none.")
    ] = None
    type: Annotated[
        str | None, typer.Option("--type", metavar="WORD", help="Prevent, detect, mitigate, process …; or none.")
    ] = None
    link: Annotated[
        list[str] | None, typer.Option("--link", metavar="LINK", help="A ticket or an address; may be repeated.")
    ] = None
    unlink: Annotated[
        list[str] | None, typer.Option("--unlink", metavar="LINK", help="Take a link away; may be repeated.")
    ] = None
    kind: Annotated[Kind | None, typer.Option("--kind", help="Work to finish, or a broad wish.")] = None
    status: Annotated[Settable | None, typer.Option("--status", help="Where it stands.")] = None


OF_TEAM = Annotated[
    str | None,
    typer.Option("--of-team", metavar="NAME", help="Only this team's.", rich_help_panel=Selection.heading),
]
OF_PRIORITY = Annotated[
    str | None,
    typer.Option(
        "--of-priority", metavar="P1", help="Only this priority, as written.", rich_help_panel=Selection.heading
    ),
]


def respelled(**options: Any) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Give options of a group other names, where a command has options of these names itself."""

    def with_names(command: Callable[..., None]) -> Callable[..., None]:
        signature = inspect.signature(command)
        parameters = [
            parameter.replace(annotation=options.get(parameter.name, parameter.annotation))
            for parameter in signature.parameters.values()
        ]
        command.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]  # typer looks there
        command.__annotations__ |= options
        return command

    return with_names


@respelled(team=OF_TEAM, priority=OF_PRIORITY)
@with_option_groups
def edit(ids: IdsArgument = None, *, edited: Edited, selection: Selection, manner: Manner, place: Place) -> None:
    """Change what items say: by their numbers, or all open ones that a selection finds.

    `none` takes a value away. Owners are changed by `pmtrack assign`; done and cancel are commands of their own.
    What a selection finds is shown, and asked about, before anything is changed.
    """
    if ids and selection.owner is not None:
        raise typer.BadParameter("--owner selects items here; `pmtrack assign 7 Mara` changes who owns them")
    work = Work(place, manner)
    names = KnownNames(work)
    new = edit_typed(edited, work.today, names)
    chosen = work.chosen(ids or (), selection, f"Edit {{}}: {edit_words(new, work.telling)}?", to="edit")
    if edited.title is not None and len(chosen.ids) > 1:
        raise typer.BadParameter(f"--title gives new words to one item; these are {len(chosen.ids)}")
    work.agree(chosen)
    from tracker.usecases.track import Edit  # noqa: PLC0415 - slow, and of no use before the question
    from tracker.usecases.track import edit as write  # noqa: PLC0415 - likewise

    changes = work.change(lambda store, by: write(store, chosen.ids, Edit(*new), by))
    tell(changes, work.telling, notes=names.slips)


class NewValues(NamedTuple):
    """What is to be changed in items: the fields to set, and links to add and take away."""

    fields: Fields
    link: tuple[str, ...]
    unlink: tuple[str, ...]


def edit_words(new: NewValues, telling: Telling) -> str:
    """Return what is to be changed in words, for the question: `due 2026-12-14 (in 3 weeks), link OPS-7`."""
    said = words_of({name: (None, value) for name, value in new.fields.items()}, telling)
    links = [f"{word} {' '.join(links)}" for word, links in (("link", new.link), ("unlink", new.unlink)) if links]
    return ", ".join([*said, *links]) or "new words"


WHAT_TO_EDIT = (
    "what is to be changed? --title, --due, --team, --priority, --type, --link, --unlink, --kind, --status; "
    "`pmtrack assign` changes owners"
)


def edit_typed(edited: Edited, today: date, names: KnownNames) -> NewValues:
    """Return what is to be changed in items.

    Raises:
        BadParameter: nothing is.
        BadOption: one of the values means nothing.
    """
    link, unlink = by_hand.links_of(edited.link or ()), by_hand.links_of(edited.unlink or (), "--unlink")
    fields = fields_typed(edited, today, names)
    if not (fields or link or unlink):
        raise typer.BadParameter(WHAT_TO_EDIT)
    return NewValues(fields, tuple(link), tuple(unlink))


def fields_typed(edited: Edited, today: date, names: KnownNames) -> Fields:
    """Return the fields that are to be set.

    Raises:
        BadOption: one of the values means nothing.
    """
    fields: Fields = {}
    if edited.title is not None:
        fields["title"] = by_hand.title_of(edited.title, "--title")
    if edited.due is not None:
        fields |= by_hand.due_fields(edited.due, today)
    if edited.to_team is not None:
        fields["team"] = names.team(edited.to_team)
    for name, text in (("priority", edited.to_priority), ("type", edited.type)):
        if text is not None:
            fields[name] = text_or_nothing(text, f"--{name}")
    for name, word in (("kind", edited.kind), ("status", edited.status)):
        if word is not None:
            fields[name] = str(word)
    return fields


@with_option_groups
def assign(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[ID]... [OWNER]...", help="The items' numbers (7, 7 9, 7-12), and whom they are given to."
        ),
    ] = None,
    *,
    beside: Annotated[bool, typer.Option("--beside", help="Beside the owners that are there.")] = False,
    nobody: Annotated[bool, typer.Option("--none", help="Take all owners away.")] = False,
    selection: Selection,
    manner: Manner,
    place: Place,
) -> None:
    """Give items to owners, instead of those whom they have.

    “me” is you; names of several words need quotes only where nobody is called so yet. With a selection instead of
    numbers, all words are owners; what it finds is shown, and asked about.
    """
    ids, rest = items_and_rest(words or ())
    if not rest and not nobody:
        raise typer.BadParameter("to whom? pmtrack assign 7 Mara; --none takes all owners away")
    if nobody and (rest or beside):
        raise typer.BadParameter(f"--none takes all owners away; {rest[0] if rest else '--beside'} is too much")
    work = Work(place, manner)
    names = KnownNames(work)
    owners = names.owners(by_hand.names_of(names_typed(rest, names.is_owner), "OWNER")) if rest else []
    to = ", ".join(work.settings.people.names(owners)) or "nobody"
    chosen = work.chosen(ids, selection, f"Assign {{}} to {to}{' as well' if beside else ''}?", to="assign")
    work.agree(chosen)
    from tracker.usecases.track import assign as give  # noqa: PLC0415 - slow, and of no use before the question

    changes = work.change(lambda store, by: give(store, chosen.ids, owners, by, beside=beside))
    tell(changes, work.telling, notes=names.slips)
