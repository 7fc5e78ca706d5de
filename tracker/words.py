"""The domain's words as values: what a report, an item, a reminder and a delivery are.

Everything may import this module and nothing pays for it: standard library only, no I/O, no clock.
`ParsedItem` and `ParsedReport` are what the reader saw; `Item` is a stored row as it is read back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Kind(StrEnum):
    """What a line of follow-up work is."""

    TASK = "task"
    """Specific work that somebody does and finishes."""
    IMPROVEMENT = "improvement"
    """The broad wish that some templates list beside the tasks: stored, never reminded of."""


class Status(StrEnum):
    """Where an item stands."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    CANCELLED = "cancelled"
    """Will not be done; carries a reason."""

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self in OPEN_STATUSES


OPEN_STATUSES = (Status.OPEN, Status.IN_PROGRESS)


class DueConfidence(StrEnum):
    """How sure the reader is of a due date."""

    EXPLICIT = "explicit"
    """A day is written: "by July 31, 2023"."""
    RELATIVE = "relative"
    """Counted from another day: "within two weeks"."""
    VAGUE = "vague"
    """The words name a period, or no day at all: "end of Q3", "ASAP"."""
    ASSUMED = "assumed"
    """Nothing is written; a policy set it."""


class Stage(StrEnum):
    """Why a reminder is owed, in the order in which an item passes through them."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"


class DeliveryState(StrEnum):
    """Where one message to one channel stands."""

    PENDING = "pending"
    SENDING = "sending"
    """Claimed by a daemon, with a lease and a token."""
    DELIVERED = "delivered"
    """The receiver accepted it."""
    DEAD = "dead"
    """Given up, visibly."""
    SUPERSEDED = "superseded"
    """Empty by the time it would have been sent: its items were closed, snoozed or moved."""


PRIORITY_RANKS: dict[str, int] = {
    **dict.fromkeys(("p0", "critical", "blocker", "urgent", "highest"), 0),
    **dict.fromkeys(("p1", "high", "haute", "alta", "hoch", "major"), 1),
    **dict.fromkeys(("p2", "medium", "moyenne", "media", "média", "mittel", "normal", "moderate"), 2),
    **dict.fromkeys(("p3", "low", "basse", "baja", "baixa", "niedrig", "minor"), 3),
    **dict.fromkeys(("p4", "lowest", "trivial"), 4),
}
"""How urgent a priority is, by its spelling in lower case; 0 is the most urgent."""

UNRANKED = 9
"""The rank of a priority that is missing or in words of its own."""


def priority_rank(priority: str | None) -> int:
    """Return how urgent a priority "as written" is: 0 for P0 or critical … 4, or `UNRANKED`."""
    return PRIORITY_RANKS.get((priority or "").strip().lower(), UNRANKED)


@dataclass(frozen=True, slots=True)
class DueDate:
    """A due date as the reader understood it.

    `day` is None where words stand in the place of a date but name no day ("ASAP", "next sprint").
    `text` is the author's words for it; `confidence` is None only when `day` is None.
    """

    day: date | None
    text: str
    confidence: DueConfidence | None


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One rule that had a part in reading an item: its name, and the words it took."""

    rule: str
    words: str


@dataclass(frozen=True, slots=True)
class PassedOver:
    """A line that could have been an item and was not taken: its number, its words and the rule."""

    line: int
    words: str
    rule: str


@dataclass(frozen=True, slots=True)
class ParsedItem:
    """An action item as the reader saw it, not stored yet.

    `line` counts from 1 in the file as it stands. `owners`, `team`, `priority`, `type` and `links` are as
    written; `recurrence` is an RFC 5545 rule; `section` is the heading it stands under.
    """

    line: int
    title: str
    kind: Kind = Kind.TASK
    due: date | None = None
    due_text: str | None = None
    due_confidence: DueConfidence | None = None
    owners: tuple[str, ...] = ()
    team: str | None = None
    status: Status = Status.OPEN
    priority: str | None = None
    type: str | None = None
    links: tuple[str, ...] = ()
    recurrence: str | None = None
    section: str | None = None
    trace: tuple[TraceStep, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report as the reader saw it: its own facts, its items in the order of their lines, its warnings."""

    title: str
    incident_on: date | None = None
    reported_on: date | None = None
    severity: str | None = None
    items: tuple[ParsedItem, ...] = ()
    warnings: tuple[str, ...] = ()
    passed_over: tuple[PassedOver, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportReference:
    """The report that an item stands in: enough to name it and to open it at the line."""

    id: int
    title: str
    source: str
    line: int | None

    @property
    def place(self) -> str:
        """`file:line`, as editors and terminals understand it."""
        return self.source if self.line is None else f"{self.source}:{self.line}"


@dataclass(frozen=True, slots=True)
class Item:
    """A stored action item as it is read: one row of the item view."""

    id: int
    uid: str
    kind: Kind
    title: str
    status: Status
    due: date | None
    due_text: str | None
    due_confidence: DueConfidence | None
    owners: tuple[str, ...]
    team: str | None
    priority: str | None
    type: str | None
    links: tuple[str, ...]
    recurrence: str | None
    snoozed_until: date | None
    section: str | None
    gone: bool
    """No longer in its report."""
    created_at: datetime
    due_version: int
    reported_on: date | None
    """The day of its report, else of the incident, where one is named: where the time for it began."""
    status_reason: str | None
    report: ReportReference | None
    """None for an item that was added by hand."""
    touched_on: date | None = None
    """The day on which something last happened to it; of one that was only imported, the day of its report."""
    backlog: bool = False
    """Stored without reminding, until somebody accepts it, dates it or closes it."""
    triaged: bool = False
    """Somebody has looked at it since it was imported."""

    def days_overdue(self, today: date) -> int:
        """Days past the due day, 0 when it is not overdue; closed items and undated ones never are."""
        if self.due is None or not self.status.is_open:
            return 0
        return max(0, (today - self.due).days)

    def stage_on(self, today: date) -> Stage:
        """Say what the calendar makes of an item with a due day: overdue from the day after it."""
        if self.due is None:
            raise ValueError(self)
        if today > self.due:
            return Stage.OVERDUE
        return Stage.DUE if today == self.due else Stage.UPCOMING


FieldChanges = dict[str, tuple[object, object]]
"""What happened to the fields of an item: name -> (old, new), as JSON values (days in ISO 8601)."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One row of the history: who did what to which item, when, from where, and as part of which change set."""

    at: datetime
    actor: str
    source: str
    action: str
    changes: FieldChanges
    item_id: int | None = None
    change_set: int | None = None
    """None for what was written by a pmtrack that did not know of change sets."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What a verb did to one item, which is told with the title it has now.

    `changes` is empty where the item stood so already.
    """

    id: int
    title: str
    changes: FieldChanges


def one_each(changes: Iterable[ItemChange]) -> tuple[ItemChange, ...]:
    """Return what happened to each item, step by step, as one change: from the first value to the last."""
    joined: dict[int, ItemChange] = {}
    for change in changes:
        before = joined[change.id].changes if change.id in joined else {}
        fields = {name: (before.get(name, pair)[0], pair[1]) for name, pair in change.changes.items()}
        joined[change.id] = ItemChange(change.id, change.title, before | fields)
    return tuple(joined.values())


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What one command changed, all of it or nothing: it is told together, and `pmtrack undo` takes it back whole.

    `number` is what `undo` is given; None where nothing was changed.
    """

    number: int | None
    items: tuple[ItemChange, ...]

    @property
    def changed(self) -> tuple[ItemChange, ...]:
        """The items that are not as they were."""
        return tuple(item for item in self.items if item.changes)


@dataclass(frozen=True, slots=True)
class StoredReport:
    """A report as it is listed: what it says of itself, where it stands, and how many of its tasks stand how."""

    id: int
    uid: str
    title: str
    source: str
    incident_on: date | None
    reported_on: date | None
    severity: str | None
    imported_at: datetime
    forgotten_at: datetime | None
    open: int
    done: int
    cancelled: int
    overdue: int

    @property
    def day(self) -> date | None:
        """The day of the report, else of the incident."""
        return self.reported_on or self.incident_on


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody whom reports call by several names: one `[owners.NAME]` of the configuration.

    `handles` maps a kind of channel to what mentions the person there; `timezone` is an IANA name.
    """

    name: str
    spellings: tuple[str, ...] = ()
    team: str | None = None
    timezone: str | None = None
    handles: dict[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Team:
    """A team, and the patterns of the reports whose items are its own: one `[teams.NAME]` of the configuration."""

    name: str
    reports: tuple[str, ...] = ()


class Secret:
    """A value that opens a door: it prints as stars everywhere, and only `reveal()` tells it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        return "********"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def reveal(self) -> str:
        """Return the value itself, for the one call that needs it."""
        return self._value


@dataclass(frozen=True, slots=True)
class Channel:
    """A place messages go: one `[channels.NAME]` of the configuration, its secrets read.

    `kind` is a row of `tracker.channels.CHANNELS`. `secret` signs what a webhook is sent, where it is set.
    """

    name: str
    kind: str
    url: Secret
    secret: Secret | None = None
    allow_private_addresses: bool = False


@dataclass(frozen=True, slots=True)
class Policy:
    """When to remind of an item, in days around its due day; every reminder waits for `at` local time.

    `long_lead` days before only where the item had at least `long_span` days; `short_lead` days before; on
    the day; the day after; then each `repeat` days, for the ranks in `daily_ranks` each working day.
    """

    at: time = time(9, 0)
    long_lead: int = 7
    long_span: int = 14
    short_lead: int = 2
    repeat: int = 7
    daily_ranks: frozenset[int] = frozenset({0, 1})
    """Ranks of `priority_rank` that are repeated each working day: P0 and P1."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, when, and from where: what every row of the history begins with."""

    name: str
    at: datetime
    source: str
    """`cli`, `import` or `daemon`."""
