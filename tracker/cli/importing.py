"""The command `import`: which reports, one by one, and what becomes of each."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import ActorOption, JsonOption, Place
from tracker.cli.output.imports import Ending, JsonTelling, Telling, TextTelling
from tracker.errors import UnreadableReport, UnusableFile
from tracker.sources import (
    MOST_BYTES,
    Skipped,
    identify,
    outside_identity,
    printable,
    read_source,
    still_there,
    walk,
)
from tracker.usecases.import_report import STANDARD_INPUT, GivenReport, Import

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.config import Config
    from tracker.store.engine import Store

LONG_WORK = 20
"""From so many reports on, a person is told how far the import is."""


@with_option_groups
def import_(
    paths: Annotated[list[str], typer.Argument(metavar="REPORT...", help="Files, folders, or - for a pipe.")],
    *,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change; store nothing.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say why each item was taken, and what was passed over.")
    ] = False,
    backlog: Annotated[
        bool,
        typer.Option("--backlog", help="Remind nobody of what is new until `pmtrack triage` has decided on it."),
    ] = False,
    as_json: JsonOption = False,
    actor: ActorOption = None,
    place: Place,
) -> None:
    """Read reports and keep their action items; importing again merges what has changed.

    Folders are walked for Markdown, reStructuredText and text. A file that cannot be read is told, the others
    are imported, and the command ends with 1.
    """
    settings = workspace.settings(place.config, place.db)
    today = clock.today(settings.zone)
    telling: Telling = JsonTelling(today) if as_json else TextTelling(today, explain=explain)
    by = workspace.actor(actor, source="import")
    with ExitStack() as stack, told_when_interrupted(telling):

        @cache
        def importing() -> Import:
            """The import, once there is something to store: nothing else makes a database."""
            return Import(
                store=store_for(settings, stack, dry_run=dry_run),
                by=by,
                zone=settings.zone,
                exists=still_there,
                dry_run=dry_run,
                backlog=backlog,
            )

        for given in tell_progress(list(chosen(paths, telling))):
            take(importing, given, telling)
    telling.end(Ending(dry_run, settings.database, backlog=backlog, place=place))
    if telling.failures:
        raise typer.Exit(1)


def store_for(settings: Config, stack: ExitStack, *, dry_run: bool) -> Store | None:
    """Open the store, once there is something to store; a dry run beside no database needs none."""
    if dry_run and not settings.database.exists():
        return None
    return stack.enter_context(workspace.store(settings))


@contextmanager
def told_when_interrupted(telling: Telling) -> Iterator[None]:
    """On Ctrl-C, say that what was told of is stored: each report is a transaction of its own."""
    try:
        yield
    except KeyboardInterrupt:
        telling.interrupted()
        raise


class Chosen(NamedTuple):
    """A file to import: as it was named, and whether a walk found it."""

    path: Path
    name: str
    walked: bool


def chosen(names: list[str], telling: Telling) -> Iterator[Chosen]:
    """Yield the files that were named, folders walked, each file once; tell of what a walk passes over."""
    seen: set[str] = set()
    for file in named(names, telling):
        real = os.path.realpath(file.path) if file.name != STANDARD_INPUT else STANDARD_INPUT
        if real not in seen:
            seen.add(real)
            yield file


def named(names: list[str], telling: Telling) -> Iterator[Chosen]:
    """Yield the files that were named, folders walked."""
    for name in names:
        if not name:
            telling.failed(name, "an empty name; is a variable not set?")
        elif os.path.isdir(name):  # noqa: PTH112 - Path.is_dir() raises for a name that is too long
            try:
                yield from walked(Path(name), telling)
            except UnusableFile as error:
                telling.failed(name, error.reason)
        else:
            yield Chosen(Path(name), name, walked=False)


def walked(folder: Path, telling: Telling) -> Iterator[Chosen]:
    """Yield the reports under a folder."""
    found = 0
    for entry in walk(folder):
        if isinstance(entry, Skipped):
            telling.skipped(printable(entry.path), entry.reason)
        else:
            found += 1
            yield Chosen(entry, str(entry), walked=True)
    if not found:
        output.note(f"{folder}: no report in this folder; looked for Markdown, reStructuredText and text files")


def take(importing: Callable[[], Import], file: Chosen, telling: Telling) -> None:
    """Import one report and tell of it; one that cannot be read holds up no other.

    What was named must be a report; what a walk found may be anything, and is skipped then.
    """
    try:
        given = given_report(file)
    except (UnreadableReport, UnusableFile) as error:
        unreadable: UnreadableReport | UnusableFile | None = error
    else:
        unreadable = None
        try:
            telling.imported(importing().take(given))
        except UnreadableReport as error:
            unreadable = error
    if unreadable is not None:
        tell = telling.skipped if file.walked else telling.failed
        tell(shown_name(file), unreadable.reason)


def given_report(file: Chosen) -> GivenReport:
    """Return a report's bytes and names.

    Raises:
        UnreadableReport, UnusableFile: there is nothing to read, or nothing that could be a report.
    """
    if file.name == STANDARD_INPUT:
        return GivenReport(STANDARD_INPUT, STANDARD_INPUT, STANDARD_INPUT, read_standard_input())
    data = read_source(file.path)
    names = identify(file.path)
    earlier = outside_identity(file.path)
    return GivenReport(
        shown_name(file),
        names.source,
        names.identity,
        data,
        earlier_identity=earlier if earlier != names.identity else None,
        walked=file.walked,
    )


def shown_name(file: Chosen) -> str:
    """Return a file's name as it was typed, in characters that every program can read."""
    try:
        file.name.encode()
    except UnicodeEncodeError:
        return printable(file.path)
    return file.name


def read_standard_input() -> bytes:
    """Return what comes through the pipe.

    Raises:
        UnreadableReport: it is larger than any report, or there is no standard input.
    """
    if sys.stdin is None:
        raise UnreadableReport(STANDARD_INPUT, "standard input is closed")
    data = sys.stdin.buffer.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise UnreadableReport(STANDARD_INPUT, f"larger than {MOST_BYTES // 2**20} MiB: no report is")
    return data


def tell_progress(files: list[Chosen]) -> Iterator[Chosen]:
    """Yield the files; tell a person who waits how far it is, where the reports themselves do not scroll by."""
    waits = len(files) >= LONG_WORK and sys.stderr.isatty() and not sys.stdout.isatty()
    for number, file in enumerate(files, start=1):
        if waits:
            sys.stderr.write(f"\r{number}/{len(files)} reports")
            sys.stderr.flush()
        yield file
    if waits:
        sys.stderr.write("\r\x1b[K")
