"""The tables, and nothing else; imported by the store alone.

No `from __future__ import annotations` here: SQLModel reads the annotations when the classes are made.
A `table=True` class does not validate what it is given, so every value comes in through `tracker.words`.

Texts hold the values of the enums in `tracker.words`; instants are `Instant` (aware, UTC); lists and mappings
are JSON. `uid` is what other systems and other databases know a row by, `id` what people type.
"""

from datetime import UTC, date, datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, DateTime, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import Column, Field, SQLModel


class Instant(TypeDecorator[datetime]):
    """An aware instant, stored as UTC. A naive one is refused: nobody could say later what it meant."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive datetime, and store the others as UTC."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"a datetime without a zone cannot be stored: {value!r}"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give back an aware UTC datetime; SQLite hands over a naive one."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_uid() -> str:
    """Return a new random identifier."""
    return str(uuid4())


class Report(SQLModel, table=True):
    """A postmortem, as the last import found it."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    identity: str = Field(unique=True)
    """What makes it the same report again: its repository and path, its absolute path, or its title."""
    source: str
    """How people name it: the path in its repository, an absolute path, or `-`."""
    title: str
    incident_on: date | None = None
    reported_on: date | None = None
    severity: str | None = None
    sha256: str
    imported_at: datetime = Field(sa_type=Instant)
    """The first import: what "in two weeks" counts from where the report itself has no date."""
    updated_at: datetime = Field(sa_type=Instant)
    gone_at: datetime | None = Field(default=None, sa_type=Instant)
    forgotten_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when it counts as never imported; importing it again brings it back."""


class ActionItem(SQLModel, table=True):
    """One piece of follow-up work: the tracker's own fields, and what the report last said of them."""

    __tablename__ = "action_item"
    __table_args__ = (
        Index("action_item_next_check", "next_check_at"),
        Index("action_item_open_by_due", "status", "due"),
    )

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    kind: str
    title: str
    status: str
    status_reason: str | None = None
    due: date | None = None
    due_text: str | None = None
    due_confidence: str | None = None
    due_version: int = 1
    """Counts the changes of `due`, so that a moved date can be reminded of again."""
    owners: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    team: str | None = None
    priority: str | None = None
    type: str | None = None
    links: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    recurrence: str | None = None
    section: str | None = None
    line: int | None = None
    snoozed_until: date | None = None
    backlog: bool = False
    """Stored without reminding until somebody has accepted it."""
    base: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    """The merged fields as the report last said them; None for an item that no report holds."""
    created_at: datetime = Field(sa_type=Instant)
    updated_at: datetime = Field(sa_type=Instant)
    closed_at: datetime | None = Field(default=None, sa_type=Instant)
    gone_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when it is no longer in its report."""
    forgotten_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when it is in no list and reminds nobody; its history stays."""
    triaged_at: datetime | None = Field(default=None, sa_type=Instant)
    """Since when somebody has looked at it; None as long as it is only imported."""
    next_check_at: datetime | None = Field(default=None, sa_type=Instant)
    """The next moment at which anything about it has to be decided; None when nothing ever will be."""


class ChangeSet(SQLModel, table=True):
    """One command that changed something: what its events have in common, so that it can be taken back whole."""

    __tablename__ = "change_set"

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(default_factory=new_uid, unique=True)
    at: datetime = Field(sa_type=Instant)
    actor: str
    # The default is for the rows that were import runs before there were change sets.
    command: str = Field(sa_column=Column(String, nullable=False, server_default="import"))
    undoes: int | None = Field(default=None, index=True)
    """The number of the change set that this one takes back."""


class Event(SQLModel, table=True):
    """One change, as history tells it: append only."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Instant)
    actor: str
    source: str
    action: str
    report_id: int | None = Field(default=None, foreign_key="report.id", index=True)
    item_id: int | None = Field(default=None, foreign_key="action_item.id", index=True)
    change_set_id: int | None = Field(default=None, foreign_key="change_set.id", index=True)
    changes: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    """Field -> [old, new]."""


class Delivery(SQLModel, table=True):
    """One message owed to one channel."""

    __table_args__ = (Index("delivery_next_attempt", "state", "next_attempt_at"),)

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(unique=True)
    """The `webhook-id`: the same over all attempts."""
    channel: str = Field(index=True)
    state: str
    created_at: datetime = Field(sa_type=Instant)
    next_attempt_at: datetime = Field(sa_type=Instant)
    attempts: int = 0
    body: bytes | None = Field(default=None, sa_column=Column(LargeBinary))
    """Frozen at the first attempt, so that all attempts are byte-equal."""
    lease_token: str | None = None
    lease_until: datetime | None = Field(default=None, sa_type=Instant)
    done_at: datetime | None = Field(default=None, sa_type=Instant)
    last_error: str | None = None


class Reminder(SQLModel, table=True):
    """The ledger: this item, in this stage of this due version, for this occasion, to this channel, once."""

    __table_args__ = (
        UniqueConstraint("item_id", "stage", "due_version", "occurrence", "channel", name="reminder_once"),
    )

    id: int | None = Field(default=None, primary_key=True)
    item_id: int = Field(foreign_key="action_item.id")
    stage: str
    due_version: int
    occurrence: int
    channel: str
    decided_at: datetime = Field(sa_type=Instant)
    delivery_id: int = Field(foreign_key="delivery.id", index=True)


class Attempt(SQLModel, table=True):
    """One HTTP try of a delivery: append only. `outcome` is None while the request is under way."""

    id: int | None = Field(default=None, primary_key=True)
    delivery_id: int = Field(sa_column=Column(Integer, ForeignKey("delivery.id"), nullable=False, index=True))
    number: int
    token: str
    started_at: datetime = Field(sa_type=Instant)
    finished_at: datetime | None = Field(default=None, sa_type=Instant)
    outcome: str | None = None
    status: int | None = None
    error: str | None = None


class ChannelState(SQLModel, table=True):
    """What the daemon has learned about a channel: paused by its Retry-After, or switched off by a 410."""

    __tablename__ = "channel_state"

    name: str = Field(primary_key=True)
    paused_until: datetime | None = Field(default=None, sa_type=Instant)
    disabled_at: datetime | None = Field(default=None, sa_type=Instant)
    disabled_reason: str | None = None


class Meta(SQLModel, table=True):
    """Single facts about the store: the policy's fingerprint, the daemon that runs, its last tick."""

    key: str = Field(primary_key=True)
    value: str
