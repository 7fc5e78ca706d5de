"""The command line: a table of commands, loaded one by one, and the one place where an error becomes text.

`input/`       what is typed: options, selections, questions
`output/`      what is printed, in each of its forms; the one place that cleans text for a terminal
`workspace`    what a command works on: configuration, database, actor
`helping`      how a help looks; `mistyped` what was meant by a word that means nothing
`standing`     `pmtrack` alone: how things stand, and what to do next
`triage/`, `completion/`   two commands that are larger than a file
Every other module holds the commands of one noun or verb: the table below says which.

A command parses, calls one verb with the time, and prints. Only the module of the command that was typed is
imported: that is what keeps `pmtrack list` and `pmtrack --help` quick.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command as command_of

from tracker.cli.helping import Group, alone, as_group
from tracker.cli.input.options import ConfigOption, DatabaseOption, JsonOption
from tracker.errors import TrackerError, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(NamedTuple):
    """A command: its heading in the help, what is typed, the module here, its function or group, and its line."""

    heading: str
    name: str
    module: str
    function: str
    line: str


COMMANDS = (
    Command("Reports", "import", "importing", "import_", "Read reports and keep their action items."),
    Command("Reports", "triage", "triage.command", "triage", "Walk through imported items, one by one."),
    Command("Reports", "reports", "reports", "reports", "List the reports, the latest first."),
    Command("Reports", "forget", "changing", "forget", "Forget a report that should not have been imported."),
    Command("Items", "list", "items", "list_", "List action items, what is overdue first."),
    Command("Items", "show", "items", "show", "Show items whole, with their history."),
    Command("Items", "search", "items", "search", "Find items by words."),
    Command("Items", "history", "history", "history", "Tell what was changed, by whom."),
    Command("Items", "add", "adding", "add", "Add an item that no report holds."),
    Command("Items", "edit", "editing", "edit", "Change what items say."),
    Command("Items", "assign", "editing", "assign", "Give items to owners."),
    Command("Items", "done", "changing", "done", "Mark items as done."),
    Command("Items", "reopen", "changing", "reopen", "Put items that were done or cancelled back."),
    Command("Items", "cancel", "changing", "cancel", "Say of items that they will not be done, and why."),
    Command("Items", "snooze", "changing", "snooze", "Be silent about items until a day."),
    Command("Items", "undo", "changing", "undo", "Take back what one command changed."),
    Command("Reminders", "daemon", "running", "daemon", "Check due dates and send reminders."),
    Command("Reminders", "channels", "channels", "app", "Say how each channel stands; test one."),
    Command("Set-up", "init", "settings", "init", "Write a configuration file to start from."),
    Command("Set-up", "config", "settings", "config", "Show the settings in force and where each comes from."),
    Command("Set-up", "completion", "completion.command", "completion", "Make the Tab key complete it all."),
    Command("Set-up", "demo", "demo", "demo", "Try it all on a sample report."),
)
"""Every command, in the order of the help."""

NAMES = tuple(command.name for command in COMMANDS)

HELP_NAMES = {"help_option_names": ["-h", "--help"]}

CLOSED_PIPE = 0
"""The reader of our output has what it wants (`pmtrack list | head`): that is no failure."""

INTERRUPTED = 130


class Commands(Group):
    """The group of all commands: knows them from the table, and loads the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(NAMES)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the module of a command and return the command; None for a name that is not in the table."""
        del ctx
        row = next((command for command in COMMANDS if command.name == cmd_name), None)
        if row is None:
            return None
        target = getattr(import_module(f"tracker.cli.{row.module}"), row.function)
        command = command_of(as_group(target) if isinstance(target, typer.Typer) else alone(row.name, target))
        command.name = row.name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands under their headings for the help, from the table alone."""
        del ctx
        width = max(map(len, NAMES))
        for heading, commands in groupby(COMMANDS, lambda command: command.heading):
            with formatter.section(heading):
                formatter.write_dl([(command.name.ljust(width), command.line) for command in commands])

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """Return what may stand in the place of a command, from the table alone."""
        from typer._click.shell_completion import CompletionItem  # noqa: PLC0415 - for the Tab key alone

        fitting = [row for row in COMMANDS if row.name.startswith(incomplete)]
        names = [CompletionItem(row.name, help=row.line) for row in fitting]
        return names + super(TyperGroup, self).shell_complete(ctx, incomplete)

    def make_context(self, *args: Any, **extra: Any) -> Any:
        """Read what was typed; a help that cannot be printed, and a word that means nothing, are told here."""
        with told_errors():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: Any) -> Any:
        """Run what was typed; every error that a user can understand ends here as one or two lines."""
        with told_errors():
            result = super().invoke(ctx)
            sys.stdout.flush()
        return result


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn what a user can understand into a line on standard error and an exit code."""
    try:
        yield
    except TrackerError as error:
        complain(f"pmtrack: {error}")
        raise typer.Exit(error.exit_code) from error
    except WRONG_USE as error:
        from tracker.cli.mistyped import told  # noqa: PLC0415 - only when something is wrong

        for line in told(error):
            complain(line)
        raise typer.Exit(error.exit_code) from error
    except BrokenPipeError as error:
        # Python flushes standard output once more at the very end, and would complain then.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(CLOSED_PIPE) from error
    except OSError as error:
        unusable = UnusableFile(
            str(error.filename or "standard output or the working folder"), error.strerror or str(error)
        )
        complain(f"pmtrack: {unusable}")
        raise typer.Exit(unusable.exit_code) from error
    except KeyboardInterrupt as error:
        raise typer.Exit(INTERRUPTED) from error


WRONG_USE: Any = typer.BadParameter.__mro__[1]
"""What typer raises for a word that means nothing: UsageError, of whose kinds it exports this one alone."""


def complain(line: str) -> None:
    """Print a line of an error, cleaned of what the typed words may hold."""
    from tracker.cli.output import note  # noqa: PLC0415 - only when there is something to tell

    note(line)


app = typer.Typer(
    name="pmtrack",
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings=HELP_NAMES,
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from tracker import __version__  # noqa: PLC0415 - for this option alone

        typer.echo(f"pmtrack {__version__}")
        raise typer.Exit


EPILOG = """
`pmtrack COMMAND --help` explains a command. Every command that answers something takes --json.

Exit codes: 0 fine, 1 a finding or a no, 2 wrong use, 65 bad data, 69 a service did not answer, 70 internal,
73 and 74 a file, 75 busy (try again), 78 configuration, 130 interrupted.
"""


@app.callback(epilog=EPILOG)
def pmtrack(
    context: typer.Context,
    *,
    version: Annotated[  # noqa: ARG001 - its callback does it
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and end.")
    ] = False,
    as_json: JsonOption = False,
    config: ConfigOption = None,
    db: DatabaseOption = None,
) -> None:
    """Keep the action items of postmortems, and do not let them be forgotten.

    Without a command: how things stand, and what to do next.
    """
    if context.invoked_subcommand is None:
        from tracker.cli.standing import say_standing  # noqa: PLC0415 - for `pmtrack` alone

        say_standing(config, db, as_json=as_json)
        return
    given = {"--json": as_json, f"--config {config}": config, f"--db {db}": db}
    for option in (option for option, value in given.items() if value):
        told = f"{option.split()[0]} stands behind the command: `pmtrack {context.invoked_subcommand} {option}`"
        context.fail(told)


def main() -> None:
    """Run the command line; what an output's encoding cannot say is replaced, never an error."""
    # A stream may have been closed by who started us (`>&-`); then it is None, and what is written goes nowhere.
    sys.stdout, sys.stderr = (stream or Path(os.devnull).open("w") for stream in (sys.stdout, sys.stderr))  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # they are text streams here
    shell = os.environ.get("_PMTRACK_COMPLETE")
    if shell is not None:
        from tracker.cli.completion.command import answer  # noqa: PLC0415 - for the Tab key alone

        answer(shell, app)
        return
    try:
        app(prog_name="pmtrack")
    except KeyboardInterrupt:  # before the command began
        sys.exit(INTERRUPTED)
