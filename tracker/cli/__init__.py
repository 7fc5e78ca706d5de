"""The command line: a table of commands, loaded one by one, and the one place where an error becomes text.

`options`     parameters that several commands share
`workspace`   what a command works on: configuration, database, actor
`output`      the one place that prints, and that cleans text for a terminal
`listing`     a list of items as a table, as lines, as CSV, as JSON; `details` one item whole
`items`, `reports`, `channels`, `settings`, `running`, `demo`   the commands by their noun

A command parses, calls one verb with the time, and prints. Only the module of the command that was typed is
imported: that is what keeps `pmtrack list` and `pmtrack --help` quick.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperGroup
from typer.main import get_command as command_of

from tracker.errors import TrackerError, UnusableFile

if TYPE_CHECKING:
    from collections.abc import Iterator


class Command(NamedTuple):
    """A command: what is typed, the module and the function (or group of commands) behind it, its one line."""

    name: str
    module: str
    function: str
    line: str


COMMANDS = (
    Command("import", "tracker.cli.reports", "import_", "Read reports and keep their action items."),
    Command("list", "tracker.cli.items", "list_", "List action items, what is overdue first."),
    Command("show", "tracker.cli.items", "show", "Show one item whole, with its history."),
    Command("done", "tracker.cli.items", "done", "Mark items as done."),
    Command("reopen", "tracker.cli.items", "reopen", "Put items that were done or cancelled back."),
    Command("daemon", "tracker.cli.running", "daemon", "Check due dates and send reminders."),
    Command("channels", "tracker.cli.channels", "app", "Say how each channel stands; test one."),
    Command("init", "tracker.cli.settings", "init", "Write a configuration file to start from."),
    Command("config", "tracker.cli.settings", "config", "Show the settings in force and where each comes from."),
    Command("demo", "tracker.cli.demo", "demo", "Try it all on a sample report."),
)
"""Every command, in the order of the help."""

CLOSED_PIPE = 0
"""The reader of our output has what it wants (`pmtrack list | head`): that is no failure."""

INTERRUPTED = 130


class Commands(TyperGroup):
    """The group of all commands: knows them from the table, and loads the one that is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return [command.name for command in COMMANDS]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the module of a command and return the command; None for a name that is not in the table."""
        del ctx
        row = next((command for command in COMMANDS if command.name == cmd_name), None)
        if row is None:
            return None
        target = getattr(import_module(row.module), row.function)
        if not isinstance(target, typer.Typer):
            single = new_app()
            single.command(row.name)(target)
            target = single
        command = command_of(target)
        command.name = row.name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands for the help, from the table alone."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(command.name, command.line) for command in COMMANDS])

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


def new_app() -> typer.Typer:
    """Return an application that prints plain help and hides nothing of an error of ours."""
    return typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@contextmanager
def told_errors() -> Iterator[None]:
    """Turn what a user can understand into a line on standard error and an exit code."""
    try:
        yield
    except TrackerError as error:
        complain(f"pmtrack: {error}")
        raise typer.Exit(error.exit_code) from error
    except WRONG_USE as error:
        shown = StringIO()
        error.show(file=shown)
        for line in shown.getvalue().splitlines():
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
    cls=Commands,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
)


def show_version(wanted: bool) -> None:
    """Print the version and end."""
    if wanted:
        from tracker import __version__  # noqa: PLC0415 - for this option alone

        typer.echo(f"pmtrack {__version__}")
        raise typer.Exit


@app.callback(epilog="`pmtrack demo` shows it all in a minute; `pmtrack COMMAND --help` explains a command.")
def pmtrack(
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=show_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Keep the action items of postmortems, and do not let them be forgotten."""


def main() -> None:
    """Run the command line; what an output's encoding cannot say is replaced, never an error."""
    # A stream may have been closed by who started us (`>&-`); then it is None, and what is written goes nowhere.
    sys.stdout, sys.stderr = (stream or Path(os.devnull).open("w") for stream in (sys.stdout, sys.stderr))  # noqa: SIM115 - open until the end
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # they are text streams here
    try:
        app(prog_name="pmtrack")
    except KeyboardInterrupt:  # before the command began
        sys.exit(INTERRUPTED)
