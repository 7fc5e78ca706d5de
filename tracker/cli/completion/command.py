"""What the Tab key offers, and the command that installs it: completion.

A shell asks by running the program with `_PMTRACK_COMPLETE` (its name) and `_PMTRACK_WORDS` (what was typed, a
line a word, the last one unfinished) in the environment. It is answered with a candidate a line. Whatever goes
wrong, it is answered with nothing: nobody wants to read an error in the middle of a line that is being typed.

What a parameter takes is a row of `COMPLETERS`, by the name of its option or of what its help calls the argument.
A new option that is called like one of them is completed at once; for another kind of value, write a completer
and its row. Values out of reports are hostile: only what is printable is offered, and only bash, which does not
quote what it inserts, gets it quoted.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager, redirect_stderr, suppress
from enum import StrEnum
from itertools import islice
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from tracker.cli import output
from tracker.cli.completion.shells import FILES, SHELLS, Offer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from tracker.config import Config
    from tracker.store.reading import Reader


class Asked(NamedTuple):
    """What a completer may look at: the command as far as it is typed, and the beginning of the value."""

    context: Any
    parameter: Any
    begun: str

    def typed(self, name: str) -> Any:
        """Return the value of an option that stands on the line already, None where it does not."""
        return next((value for value in each_context(self.context, name) if value), None)

    def words(self) -> list[str]:
        """Return what stands in the place of the parameter already, where it takes several words."""
        words = self.context.params.get(self.parameter.name)
        return list(map(str, words)) if isinstance(words, list | tuple) else []

    def settings(self) -> Config:
        """Return the configuration in force for this line."""
        from tracker.cli import workspace  # noqa: PLC0415 - a command's name is completed without it

        return workspace.settings(self.typed("config"), self.typed("db"))

    @contextmanager
    def reader(self) -> Iterator[Reader]:
        """Open the database of this line; one of an earlier pmtrack stays as it is."""
        from tracker.store.reading import open_reader  # noqa: PLC0415 - as above

        with open_reader(self.settings().database) as reader:
            yield reader


def each_context(context: Any, name: str) -> Iterator[Any]:
    """Yield an option's value from the command outwards."""
    while context is not None:
        yield context.params.get(name)
        context = context.parent


def ids(asked: Asked) -> Iterator[Offer]:
    """Numbers of items with their titles, the most urgent first; behind a comma, the next of a list."""
    before, comma, begun = asked.begun.rpartition(",")
    taken = {*asked.words(), *before.split(",")}
    with asked.reader() as reader:
        for item, title in TITLES.get(asked.context.command.name, open_titles)(reader):
            number = str(item)
            if number.startswith(begun) and number not in taken:
                yield Offer(f"{before}{comma}{number}", title)


def open_titles(reader: Reader) -> Iterable[tuple[int, str]]:
    """Items that there is something to do about."""
    return reader.titles(open_only=True, limit=MOST_SEARCHED)


def all_titles(reader: Reader) -> Iterable[tuple[int, str]]:
    """Items that one may want to look at: those first that there is something to do about."""
    return dict((*open_titles(reader), *reader.titles(open_only=False, limit=MOST_SEARCHED))).items()


def closed_titles(reader: Reader) -> Iterable[tuple[int, str]]:
    """Items that are done or cancelled, the latest first."""
    still_open = dict(open_titles(reader))
    titles = reader.titles(open_only=False, limit=MOST_SEARCHED)
    return sorted((row for row in titles if row[0] not in still_open), reverse=True)


TITLES = {"reopen": closed_titles, "show": all_titles, "history": all_titles}
"""Which items a command is typed for; the others, for those that are open."""

MOST_SEARCHED = 20_000
"""Items among which the number that was begun is looked for: they are read in a tenth of a second."""


def ids_and_owners(asked: Asked) -> Iterator[Offer]:
    """Numbers first; behind one, whom the items are given to."""
    yield from (*owners(asked), *ids(asked)) if asked.words() else ids(asked)


def ids_and_days(asked: Asked) -> Iterator[Offer]:
    """Numbers first; behind one, until when."""
    yield from (*days(asked), *ids(asked)) if asked.words() else ids(asked)


def changes(asked: Asked) -> Iterator[Offer]:
    """Numbers of what was changed last, with the command that did it and the titles it changed."""
    with asked.reader() as reader:
        for change in reader.recent(MOST_CHANGES):
            if change.number is not None:
                titles = "; ".join(change.titles.values()) or "; ".join(change.reports)
                yield Offer(str(change.number), f"{change.command}: {titles}")


MOST_CHANGES = 20


def owners(asked: Asked) -> Iterator[Offer]:
    """Names of those who own something open, and of those whom the configuration knows."""
    people = asked.settings().people
    with asked.reader() as reader:
        names = people.names(reader.owner_names())
    for name in dict.fromkeys((*names, *(person.name for person in people.persons))):
        yield Offer(name)


def teams(asked: Asked) -> Iterator[Offer]:
    """Names of teams."""
    people = asked.settings().people
    with asked.reader() as reader:
        names = [people.team(name, (), None) or name for name in reader.team_names()]
    for name in dict.fromkeys((*people.team_names(), *names)):
        yield Offer(name)


def reports(asked: Asked) -> Iterator[Offer]:
    """Numbers of reports with their titles."""
    with asked.reader() as reader:
        for number, title, _ in reader.report_titles(ANSWERS):
            yield Offer(str(number), title)


def channels(asked: Asked) -> Iterator[Offer]:
    """Names of channels with their kinds."""
    for name, channel in asked.settings().channels.items():
        yield Offer(name, channel.kind)


def files(asked: Asked) -> Iterator[Offer]:
    """Names of files: the shell knows them better."""
    del asked
    yield FILES


def days(asked: Asked) -> Iterator[Offer]:
    """Some of the words that mean a day."""
    del asked
    yield from map(Offer, DAYS)


DAYS = ("today", "tomorrow", "friday", "next monday", "in 2 weeks", "end of month", "end of quarter")

COMPLETERS: dict[str, Callable[[Asked], Iterable[Offer]]] = {
    "--owner": owners,
    "--team": teams,
    "--report": reports,
    "--config": files,
    "--db": files,
    "--due": days,
    "--due-before": days,
    "--of-team": teams,
    "import paths": files,
    "init path": files,
    "test name": channels,
    "undo number": changes,
    "ID": ids,
    "ID OWNER": ids_and_owners,
    "ID WHEN": ids_and_days,
    "REPORT": reports,
    "FILE": files,
}
"""What is offered for a parameter: by its command and name, by its option, or by what the help calls its value."""


def completer_of(context: Any, parameter: Any) -> Callable[[Asked], Iterable[Offer]] | None:
    """Return who completes the values of a parameter, None where its own type does or nobody can."""
    names = [f"{context.command.name} {parameter.name}", *parameter.opts, bare(parameter.metavar or "")]
    return next((COMPLETERS[name] for name in names if name in COMPLETERS), None)


def bare(metavar: str) -> str:
    """Return what the help calls a value, without the signs for optional and several: ID of `[ID]...`."""
    return metavar.replace("[", "").replace("]", "").replace("...", "").strip()


def offers(app: typer.Typer, words: list[str]) -> Iterator[Offer]:
    """Yield what may stand in the place of the last word; the first one is the program's name."""
    from typer._click.shell_completion import _resolve_context, _resolve_incomplete  # noqa: PLC0415 - no other way
    from typer.main import get_command  # noqa: PLC0415 - it is loaded by now

    *typed, begun = words[1:] or [""]
    context = _resolve_context(get_command(app), {}, "pmtrack", typed)
    asked_for, begun = _resolve_incomplete(context, typed, begun)
    is_parameter = not hasattr(asked_for, "params")
    completer = completer_of(context, asked_for) if is_parameter else None
    if completer:
        found = completer(Asked(context, asked_for, begun))
        yield from (offer for offer in found if offer is FILES or fits(offer.value, begun))
    else:
        items = asked_for.shell_complete(context, begun)
        if not items and not begun and getattr(asked_for, "param_type_name", "") != "option":
            # Nothing but options may follow, or words of one's own: options are what the Tab key is asked for.
            items = context.command.shell_complete(context, "--")
        yield from (
            FILES if item.type in {"file", "dir"} else Offer(item.value, item.help or "") for item in items
        )


def fits(value: str, begun: str) -> bool:
    """Whether a value can be meant by its beginning, and does nothing to a line of text or to a command."""
    return value.isprintable() and not value.startswith("-") and value.casefold().startswith(begun.casefold())


SECONDS = 2
"""How long the Tab key may take; whoever waits longer would have typed it meanwhile."""

ANSWERS = 200
"""More than anybody reads; shells ask before they print as many."""


def answer(name: str, app: typer.Typer) -> None:
    """Print what a shell may offer for the words in the environment; nothing where anything goes wrong."""
    with giving_up(), quiet(), suppress(Exception, SystemExit):
        shell = SHELLS[name]
        typed = os.environ["_PMTRACK_WORDS"].split("\n")
        found = list(islice(offers(app, shell.read(typed)), ANSWERS))
        for line in [f"\t{FILES.description}"] if FILES in found else shell.write(found, typed[-1]):
            output.say(line)
        sys.stdout.flush()


@contextmanager
def giving_up() -> Iterator[None]:
    """End the process when it takes too long: a database may be locked, or on a disk that is far away."""
    timer = Timer(SECONDS, os._exit, (0,))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def quiet() -> Iterator[None]:
    """Send standard error nowhere."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere, redirect_stderr(nowhere):  # noqa: PTH123
        yield


class ShellName(StrEnum):
    """The shells whose Tab key is answered: the rows of `SHELLS`."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(
    shell: Annotated[
        ShellName | None,
        typer.Argument(metavar="[bash|zsh|fish]", help="The shell. [default: say how to install]"),
    ] = None,
) -> None:
    """Make the Tab key complete it all: commands, options, ids with their titles, names.

    With a shell: print the script that makes it ask pmtrack. Without one: say how to install that script.
    """
    if shell is not None:
        output.say(SHELLS[shell].script().rstrip("\n"))
        return
    own = SHELLS.get(Path(os.environ.get("SHELL", "")).name)
    output.say(
        f"Your shell is {own.name}." if own else "Your shell is not known here; there are scripts for these."
    )
    for row in [own] if own else SHELLS.values():
        output.say(f"For completion in {row.name}, type this once, and open a new terminal:\n")
        for line in row.install:
            output.say(f"  {line}")
        output.say(f"\n{row.otherwise}\n" if row.otherwise else "")
