"""Hand over what is owed: claim it, send it outside any transaction, record what came of it.

Channels are served side by side, each in its own thread and in the order of what it is owed, so that a dead
endpoint delays no other. A crash between sending and recording sends the same bytes under the same
`webhook-id` again once the lease has run out: at most one duplicate for each request in flight.
"""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.channels import CHANNELS
from tracker.channels.retrying import next_attempt
from tracker.channels.sending import DEADLINE, Sender
from tracker.errors import LockedDatabase, TrackerError
from tracker.messages import compose_message
from tracker.store import deliveries, items
from tracker.words import DeliveryState, Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    import httpx
    from sqlmodel import Session

    from tracker.channels.outcomes import Outcome
    from tracker.messages import Message
    from tracker.store.deliveries import Claim
    from tracker.store.engine import Store
    from tracker.store.models import Reminder as ReminderRow
    from tracker.words import Channel, Item
    from tracker.zones import Zones

SIDE_BY_SIDE = 32
"""Channels served at one moment: with all of them silent for a whole deadline, hundreds still fit in one tick."""

RECORD_TRIES = 4
"""Each waits for ten seconds: together, and with the request, about as long as the lease."""

HELD_UP_SECONDS = deliveries.LEASE.total_seconds() - 2 * DEADLINE
"""A sender that took longer than this from its claim to its request can no longer be sure of its lease."""


@dataclass(frozen=True, slots=True)
class Post:
    """What serving a channel needs besides the store; tests and the demo bring their own.

    `clock` and `monotonic` read the time, which passes while requests are under way. `is_stopping` says when
    to claim nothing more. `transport` stands in for the network.
    """

    clock: Callable[[], datetime]
    monotonic: Callable[[], float]
    zones: Zones
    is_stopping: Callable[[], bool] = lambda: False
    jitter: Callable[[], float] = random.random
    transport: httpx.BaseTransport | None = None


@dataclass(frozen=True, slots=True)
class Handed:
    """What came of one attempt: the delivery, its new state (None when another sender has it), and why."""

    channel: str
    delivery_id: int
    attempt: int
    state: DeliveryState | None
    error: str | None
    next_attempt_at: datetime | None


@dataclass(slots=True)
class Served:
    """What came of one pass: the attempts, and the channels that could not be served for a reason of ours."""

    attempts: list[Handed] = field(default_factory=list)
    failures: list[tuple[str, TrackerError]] = field(default_factory=list)


def deliver(store: Store, channels: Sequence[Channel], post: Post) -> Served:
    """Send the channels all that they are owed now; what fails for one of them holds up no other."""
    served = Served()
    if not channels:
        return served
    with ThreadPoolExecutor(max_workers=min(SIDE_BY_SIDE, len(channels))) as pool:
        waiting = [(channel, pool.submit(serve, store, channel, post)) for channel in channels]
    for channel, done in waiting:
        try:
            served.attempts += done.result()
        except TrackerError as error:
            served.failures.append((channel.name, error))
    return served


def serve(store: Store, channel: Channel, post: Post) -> list[Handed]:
    """Send one channel what it is owed, until nothing is left or it does not accept."""
    attempts: list[Handed] = []
    sender = Sender(monotonic=post.monotonic, transport=post.transport)
    while not post.is_stopping():
        claimed_at = post.monotonic()
        taken = take_next(store, channel, post)
        if taken is None:
            break
        claimed, body = taken
        if post.monotonic() - claimed_at > HELD_UP_SECONDS:
            give_back(store, claimed, post.clock())
            continue
        outcome = sender.post(channel, CHANNELS[channel.kind], body, claimed.uid, now=post.clock())
        attempts.append(surely_record(store, claimed, outcome, post))
        if not outcome.accepted:
            break
    return attempts


def take_next(store: Store, channel: Channel, post: Post) -> tuple[Claim, bytes] | None:
    """Claim the next delivery of a channel and fix what it says; None when nothing is to be sent now."""
    now = post.clock()
    with store.session() as session:
        claimed = deliveries.claim(session, channel.name, now=now)
        body = None
        while claimed is not None:
            body = claimed.body or frozen_body(session, claimed, channel, now, post.zones)
            if body is not None:
                break
            claimed = deliveries.claim(session, channel.name, now=now)
        session.commit()
    return (claimed, body) if claimed is not None and body is not None else None


def frozen_body(session: Session, claimed: Claim, channel: Channel, now: datetime, zones: Zones) -> bytes | None:
    """Fix what a delivery says, from its items as they stand now; None when nothing is left to say."""
    message = message_of(session, claimed.delivery_id, now, zones)
    if message is None:
        deliveries.supersede(session, claimed, now=now)
        return None
    body = CHANNELS[channel.kind].payload(message)
    deliveries.freeze(session, claimed, body)
    return body


def message_of(session: Session, delivery_id: int, now: datetime, zones: Zones) -> Message | None:
    """Compose what a delivery says now; take out what was closed, snoozed or moved since it was decided."""
    said = {}
    for reminder, row, report in deliveries.carried(session, delivery_id):
        try:
            item = items.as_item(row, report)
        except ValueError:  # a word that no column of ours holds: deciding anew sets the item aside, and tells it
            item = None
        if item is not None and row.forgotten_at is None and is_still_owed(reminder, item, zones.day(item, now)):
            said[item.id] = item
        else:
            deliveries.take_out(session, reminder, row, now=now)
    if not said:
        return None
    return compose_message(said.values(), at=now, day_of=lambda item: zones.day(item, now), people=zones.people)


def is_still_owed(reminder: ReminderRow, item: Item, today: date) -> bool:
    """Whether what was decided still holds: an open task, the same due date, not snoozed, in the same stage."""
    return (
        item.status.is_open
        and not item.backlog
        and item.kind is Kind.TASK
        and item.due is not None
        and item.due_version == reminder.due_version
        and (item.snoozed_until is None or item.snoozed_until <= today)
        and item.stage_on(today) == reminder.stage
    )


def give_back(store: Store, claimed: Claim, now: datetime) -> None:
    """Give a delivery back untried: this process stood still for too long after it had claimed it."""
    with store.session() as session:
        deliveries.release(session, claimed, now=now)
        session.commit()


def surely_record(store: Store, claimed: Claim, outcome: Outcome, post: Post) -> Handed:
    """Write what came of an attempt; a database that somebody locks for long is asked again.

    What the receiver has accepted and nobody wrote down is sent a second time. The token makes asking again safe.
    """
    for _ in range(RECORD_TRIES - 1):
        try:
            return record(store, claimed, outcome, post)
        except LockedDatabase:
            continue
    return record(store, claimed, outcome, post)


def record(store: Store, claimed: Claim, outcome: Outcome, post: Post) -> Handed:
    """Write what came of an attempt, and what it says about the whole channel."""
    now = post.clock()
    error = None if outcome.accepted else outcome.error or "not accepted"
    with store.session() as session:
        # What a crash cut off says nothing about the channel: only answers that were no use up its tries.
        failed = deliveries.failed_attempts(session, claimed.delivery_id) + 1
        again_at = None if outcome.accepted else next_attempt(failed, outcome, now, post.jitter())
        state = deliveries.record(
            session, claimed, now=now, status=outcome.status, error=error, next_attempt_at=again_at
        )
        if outcome.disable:
            deliveries.disable_channel(session, claimed.channel, error or "", now=now)
        elif outcome.retry_after is not None and not outcome.accepted:
            deliveries.pause_channel(session, claimed.channel, now + outcome.retry_after)
        session.commit()
    return Handed(claimed.channel, claimed.delivery_id, claimed.number, state, error, again_at)
