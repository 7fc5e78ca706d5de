"""Everything that can go wrong and that a user can understand: one root, drawn here whole.

    TrackerError                     70  internal, when nothing below fits
    ├── UsageProblem                  2  what was typed names nothing
    │   ├── UnknownItems
    │   ├── UnknownReport
    │   ├── AmbiguousReport
    │   ├── UnknownName
    │   ├── UnknownChannel
    │   ├── BadOption
    │   ├── OptionsExclude
    │   ├── BadDecisions
    │   ├── NobodyToAsk
    │   ├── NothingToUndo
    │   └── ChangedSince
    ├── DataProblem                  65  what was given cannot be read
    │   ├── UnreadableReport
    │   ├── DamagedDatabase
    │   ├── NewerDatabase
    │   └── OlderDatabase
    ├── FileProblem                  74  a file is missing or refuses
    │   ├── MissingDatabase
    │   ├── UnusableFile
    │   └── UnwritableFile           73
    ├── ServiceProblem               69  somebody else did not answer
    │   ├── ChannelRefused
    │   └── DeliveriesFailed
    ├── Busy                         75  somebody else is at it; try again
    │   ├── LockedDatabase
    │   └── DaemonRunning
    └── ConfigurationProblem         78  the configuration cannot be used
        ├── UnusableConfiguration
        ├── NoChannels
        └── MissingSecret

A class is given facts and makes its own sentence, with the cure in it; it also owns its exit code (the
numbers of BSD's sysexits.h, which service managers know). The command line prints the sentence and exits
with the code: there is no other place where an error becomes text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(eq=False)
class TrackerError(Exception):
    """The root of everything that pmtrack raises on purpose."""

    exit_code: ClassVar[int] = 70


MOST_NAMED = 5
"""How many of several things an error names; it is one or two lines."""


def some(things: tuple[object, ...], between: str = ", ") -> str:
    """Return the first of several things, and how many more there are."""
    more = f" and {len(things) - MOST_NAMED} more" if len(things) > MOST_NAMED else ""
    return between.join(map(str, things[:MOST_NAMED])) + more


class UsageProblem(TrackerError):
    """What was typed names nothing that there is."""

    exit_code = 2


@dataclass(eq=False)
class UnknownItems(UsageProblem):
    """Some of the numbers given belong to no item; a verb that was given them changed nothing."""

    ids: tuple[int, ...]
    verb: bool = False

    def __str__(self) -> str:
        noun = "item" if len(self.ids) == 1 else "items"
        unchanged = "; nothing was changed" if self.verb else ""
        return f"no {noun} {some(self.ids)}{unchanged}. `pmtrack list --all` shows the numbers."


@dataclass(eq=False)
class UnknownReport(UsageProblem):
    """A report was named that is not stored."""

    name: str

    def __str__(self) -> str:
        return f"no report matches {self.name!r}. A report is named by its number, its file or words of its title."


@dataclass(eq=False)
class AmbiguousReport(UsageProblem):
    """A name means several reports, where one is wanted."""

    name: str
    matches: tuple[tuple[int, str], ...]
    """Number and title of each."""

    def __str__(self) -> str:
        reports = some(tuple(f"{number} {title}" for number, title in self.matches), "; ")
        return f"{self.name!r} means {len(self.matches)} reports: {reports}. Give the number of one."


@dataclass(eq=False)
class UnknownName(UsageProblem):
    """An owner or a team was named whom no item and no configuration knows; an empty list would hide the slip."""

    noun: str
    name: str
    nearest: str | None = None

    def __str__(self) -> str:
        see_all = f"`pmtrack list --all --group-by {self.noun}` shows all."
        hint = f"did you mean {self.nearest!r}?" if self.nearest else see_all
        return f"no {self.noun} matches {self.name!r}; {hint}"


@dataclass(eq=False)
class UnknownChannel(UsageProblem):
    """A channel was named that the configuration does not have."""

    name: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        there_are = f"there are: {', '.join(self.known)}" if self.known else "none is configured"
        return f"no channel {self.name!r}; {there_are}. Channels are the [channels.NAME] parts of pmtrack.toml."


@dataclass(eq=False)
class BadOption(UsageProblem):
    """An option's value cannot be understood."""

    option: str
    value: str
    wanted: str

    def __str__(self) -> str:
        return f"{self.option}: {self.value!r} is not understood; it takes {self.wanted}."


@dataclass(eq=False)
class OptionsExclude(UsageProblem):
    """Two options cannot hold together; an empty answer to them would look like good news."""

    one: str
    other: str
    reason: str

    def __str__(self) -> str:
        return f"{self.one} and {self.other} exclude each other: {self.reason}."


@dataclass(eq=False)
class BadDecisions(UsageProblem):
    """Decisions came through a pipe, and some cannot be understood; none was carried out."""

    problems: tuple[tuple[int, str], ...]
    """Line and what is wrong with it."""

    def __str__(self) -> str:
        problems = some(tuple(f"line {line}: {problem}" for line, problem in self.problems), "; ")
        return f"{problems}. Nothing was changed."


@dataclass(eq=False)
class NobodyToAsk(UsageProblem):
    """A question has to be answered, and standard input is no terminal."""

    question: str

    def __str__(self) -> str:
        return f"{self.question} Nobody is there to answer; --yes says yes. Nothing was changed."


@dataclass(eq=False)
class NothingToUndo(UsageProblem):
    """Nothing that this person did, or no change set of this number, can be taken back."""

    number: int | None
    reason: str

    def __str__(self) -> str:
        what = "nothing to undo" if self.number is None else f"change {self.number} cannot be taken back"
        return f"{what}: {self.reason}."


@dataclass(eq=False)
class ChangedSince(UsageProblem):
    """What is to be taken back has been changed again by somebody since."""

    number: int
    items: tuple[tuple[int, str], ...]
    """Number of the item and the field."""

    def __str__(self) -> str:
        items = some(tuple(f"{number} ({field})" for number, field in self.items))
        return (
            f"change {self.number} cannot be taken back: changed again since are {items}. "
            "Nothing was changed. `pmtrack history ID` tells what happened."
        )


class DataProblem(TrackerError):
    """What was given cannot be read as what it should be."""

    exit_code = 65


@dataclass(eq=False)
class UnreadableReport(DataProblem):
    """A file is there and is no report: binary, too large, a device."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(eq=False)
class DamagedDatabase(DataProblem):
    """The database file is not one, or its pages are broken."""

    path: str
    reason: str

    def __str__(self) -> str:
        return (
            f"{self.path} is no usable pmtrack database ({self.reason}). It was left as it is: "
            "put a backup in its place, or name another file with --db."
        )


@dataclass(eq=False)
class NewerDatabase(DataProblem):
    """The database was written by a later pmtrack."""

    path: str
    schema: str

    def __str__(self) -> str:
        return (
            f"{self.path} was written by a newer pmtrack (schema {self.schema}). It was not touched: "
            "upgrade pmtrack, or name another file with --db."
        )


@dataclass(eq=False)
class OlderDatabase(DataProblem):
    """The database was written by an earlier pmtrack, and a reader cannot upgrade it."""

    path: str
    schema: str

    def __str__(self) -> str:
        return f"{self.path} is of an earlier pmtrack (schema {self.schema}); what next writes to it upgrades it."


class FileProblem(TrackerError):
    """A file is missing, or the system refuses it."""

    exit_code = 74


@dataclass(eq=False)
class MissingDatabase(FileProblem):
    """A command that only reads found no database."""

    path: str

    def __str__(self) -> str:
        return f"no database at {self.path}. `pmtrack import REPORT` makes one; --db names another."


@dataclass(eq=False)
class UnusableFile(FileProblem):
    """A file or folder cannot be opened or read."""

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: {self.reason}"


@dataclass(eq=False)
class UnwritableFile(FileProblem):
    """A file cannot be made or written."""

    path: str
    reason: str
    exit_code = 73

    def __str__(self) -> str:
        return f"cannot write {self.path}: {self.reason}"


class ServiceProblem(TrackerError):
    """Somebody else did not answer, or answered no."""

    exit_code = 69


@dataclass(eq=False)
class ChannelRefused(ServiceProblem):
    """A channel could not be reached, or did not accept what it was sent."""

    name: str
    reason: str

    def __str__(self) -> str:
        return f"channel {self.name}: {self.reason}"


@dataclass(eq=False)
class DeliveriesFailed(ServiceProblem):
    """A single pass of the daemon could not hand over everything that is owed."""

    channels: tuple[str, ...]

    def __str__(self) -> str:
        return (
            f"not delivered to {', '.join(self.channels)}. What waits is tried again; what was given up is owed "
            "again once `pmtrack channels test NAME` is accepted. `pmtrack channels` says how each stands."
        )


class Busy(TrackerError):
    """Somebody else holds what is needed; the same command works a little later."""

    exit_code = 75


@dataclass(eq=False)
class LockedDatabase(Busy):
    """Another process kept the database locked for longer than we wait."""

    path: str

    def __str__(self) -> str:
        return f"{self.path} is locked by another process. Try again in a moment."


@dataclass(eq=False)
class DaemonRunning(Busy):
    """A second daemon was started on one SQLite file."""

    path: str
    pid: int | None

    def __str__(self) -> str:
        who = f"process {self.pid}" if self.pid else "another process"
        return f"a daemon is already running on {self.path} ({who}). Stop that one first."


class ConfigurationProblem(TrackerError):
    """The configuration cannot be used as it is."""

    exit_code = 78


@dataclass(eq=False)
class UnusableConfiguration(ConfigurationProblem):
    """A configuration file is missing, is no TOML, or has a key or a value that means nothing."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


@dataclass(eq=False)
class NoChannels(ConfigurationProblem):
    """The daemon has nowhere to send to."""

    path: str | None

    def __str__(self) -> str:
        if self.path is None:
            return "no channel to remind through: there is no configuration file. `pmtrack init` writes one."
        return (
            f"no channel to remind through. In {self.path}, write a [channels.NAME] part and name it under "
            "[reminders] channels; `pmtrack channels test NAME` tries it."
        )


@dataclass(eq=False)
class MissingSecret(ConfigurationProblem):
    """A secret's environment variable or file is not there."""

    key: str
    place: str

    def __str__(self) -> str:
        return f"{self.key}: {self.place}"
