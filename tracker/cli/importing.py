"""The command `import`: which reports, one by one, and what becomes of each."""

from __future__ import annotations

import os
import sys
from contextlib import ExitStack, closing, contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from tracker import clock
from tracker.cli import output, workspace
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import ActorOption, JsonOption, Place
from tracker.cli.output.imports import Ending, JsonTelling, Telling, TextTelling
from tracker.cli.output.progress import Progress, progress
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
from tracker.usecases.import_report import STANDARD_INPUT, GivenReport, Import, Prepared
from tracker.usecases.read_ahead import Fault, read_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.config import Config
    from tracker.store.engine import Store
    from tracker.usecases.import_report import ImportedReport
    from tracker.usecases.read_ahead import Outcome, ReportText

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

        files = list(chosen(paths, telling))
        scrolls = sys.stdout.isatty() and not as_json
        with progress(len(files), "reports", is_shown=len(files) >= LONG_WORK and not scrolls) as line:
            take_all(importing, files, telling, line)
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


Refusal = UnreadableReport | UnusableFile
"""Why there is nothing to import in a file."""


class Coming(NamedTuple):
    """A file whose turn comes: ready to be read, or why there is nothing to read."""

    file: Chosen
    report: Prepared | Refusal

    @property
    def text(self) -> ReportText | Fault:
        """What there is to read."""
        return self.report.text if isinstance(self.report, Prepared) else Fault(self.report.reason)


def take_all(importing: Callable[[], Import], files: list[Chosen], telling: Telling, line: Progress) -> None:
    """Import the files in their order, and tell of each; one that cannot be read holds up no other.

    What was named must be a report; what a walk found may be anything, and is skipped then.
    """
    coming = (prepared(importing, file) for file in files)
    with closing(read_in_order((each, each.text) for each in coming)) as read:
        for number, (each, outcome) in enumerate(read, start=1):
            came = kept(importing, each.report, outcome)
            line.clear()
            if isinstance(came, Refusal):
                tell = telling.skipped if each.file.walked else telling.failed
                tell(shown_name(each.file), came.reason)
            else:
                telling.imported(came)
            line.show(number)


def prepared(importing: Callable[[], Import], file: Chosen) -> Coming:
    """Return what is to be read of a file, or why there is nothing; an unusable database is no file's fault."""
    try:
        given = given_report(file)
    except (UnreadableReport, UnusableFile) as error:
        return Coming(file, error)
    try:
        return Coming(file, importing().prepare(given))
    except UnreadableReport as error:
        return Coming(file, error)


def kept(
    importing: Callable[[], Import], report: Prepared | Refusal, outcome: Outcome
) -> ImportedReport | Refusal:
    """Store a report that was read, and return what came of it, or why there is nothing."""
    if isinstance(report, Refusal):
        return report
    try:
        return importing().keep(report, outcome)
    except UnreadableReport as error:
        return error


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
