"""The outbox: reminders and the deliveries that carry them; functions that take a session and never commit.

A delivery goes pending -> sending -> delivered, or back to pending for another try, or dead; or superseded,
when nothing is left to say. Whoever sends holds a lease and a random token, and every change of a delivery
that is being sent is guarded by that token: nobody's late answer overwrites what somebody else has done.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from sqlmodel import col, delete, func, select, update

from tracker.reminders import LedgerEntry
from tracker.store.models import ActionItem, Attempt, ChannelState, Delivery, Meta, Report
from tracker.store.models import Reminder as ReminderRow
from tracker.words import DeliveryState, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from tracker.reminders import Reminder

UNFINISHED = (DeliveryState.PENDING, DeliveryState.SENDING)

LEASE = timedelta(seconds=60)
"""How long a delivery belongs to the one that claimed it: several times the deadline of one request."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A delivery that is ours to send: until when, under which token, and the body if it is frozen."""

    delivery_id: int
    uid: str
    channel: str
    token: str
    number: int
    body: bytes | None


def ledgers(session: Session, item_ids: Sequence[int]) -> dict[int, list[LedgerEntry]]:
    """Return every reminder that was ever decided for these items."""
    found: dict[int, list[LedgerEntry]] = {number: [] for number in item_ids}
    for row in session.exec(select(ReminderRow).where(col(ReminderRow.item_id).in_(item_ids))):
        found[row.item_id].append(
            LedgerEntry(Stage(row.stage), row.due_version, row.occurrence, row.channel, row.decided_at)
        )
    return found


def owe(session: Session, reminder: Reminder, *, now: datetime) -> None:
    """Write a reminder into the ledger, and into the delivery that its channel is owed next.

    All that a channel is owed and that nobody has begun to send goes into one message. The unique key of the
    ledger makes a reminder that is already there an error, never a second message.
    """
    waiting = session.exec(
        select(Delivery).where(
            Delivery.channel == reminder.channel,
            Delivery.state == DeliveryState.PENDING,
            col(Delivery.body).is_(None),
        )
    ).first()
    if waiting is None:
        waiting = Delivery(
            uid=f"msg_{uuid4().hex}",
            channel=reminder.channel,
            state=DeliveryState.PENDING,
            created_at=now,
            next_attempt_at=now,
        )
        session.add(waiting)
        session.flush()
    session.add(
        ReminderRow(
            item_id=reminder.item_id,
            stage=str(reminder.stage),
            due_version=reminder.due_version,
            occurrence=reminder.occurrence,
            channel=reminder.channel,
            decided_at=now,
            delivery_id=waiting.id or 0,
        )
    )


def claim(session: Session, channel: str, *, now: datetime) -> Claim | None:
    """Take the oldest delivery that a channel has not got, and note the attempt; None if it has to wait.

    A channel is told things in their order: what waits for its next try holds up what came after it, which
    gathers in one message meanwhile.
    """
    state = session.get(ChannelState, channel)
    if state is not None and (state.disabled_at or (state.paused_until and state.paused_until > now)):
        return None
    row = session.exec(
        select(Delivery)
        .where(Delivery.channel == channel, col(Delivery.state).in_(UNFINISHED))
        .order_by(col(Delivery.id))
        .limit(1)
    ).first()
    if row is None or row.id is None or not is_ready(row, now):
        return None
    row.state = DeliveryState.SENDING
    row.lease_token = uuid4().hex
    row.lease_until = now + LEASE
    row.attempts += 1
    session.add(row)
    session.add(Attempt(delivery_id=row.id, number=row.attempts, token=row.lease_token, started_at=now))
    return Claim(row.id, row.uid, channel, row.lease_token, row.attempts, row.body)


def is_ready(row: Delivery, now: datetime) -> bool:
    """Whether a delivery may be sent: its time has come, or its sender's lease has run out (dead, or too late)."""
    if row.state == DeliveryState.PENDING:
        return row.next_attempt_at <= now
    return row.lease_until is None or row.lease_until <= now


def carried(session: Session, delivery_id: int) -> list[tuple[ReminderRow, ActionItem, Report | None]]:
    """Return the reminders that a delivery carries, with their items as they stand now."""
    statement = (
        select(ReminderRow, ActionItem, Report)
        .join(ActionItem, col(ActionItem.id) == col(ReminderRow.item_id))
        .join(Report, col(Report.id) == col(ActionItem.report_id), isouter=True)
        .where(ReminderRow.delivery_id == delivery_id)
        .order_by(col(ReminderRow.id))
    )
    return [(reminder, item, report) for reminder, item, report in session.exec(statement)]


def take_out(session: Session, reminder: ReminderRow, item: ActionItem, *, now: datetime) -> None:
    """Take back a reminder that was never said; what is owed for the item is decided anew."""
    item.next_check_at = now
    session.add(item)
    session.delete(reminder)


def freeze(session: Session, claimed: Claim, body: bytes) -> None:
    """Fix what a delivery says, for this attempt and all later ones."""
    session.exec(update(Delivery).where(col(Delivery.id) == claimed.delivery_id).values(body=body))


def supersede(session: Session, claimed: Claim, *, now: datetime) -> None:
    """End a delivery that has nothing left to say; the attempt that was noted for it never happened."""
    session.exec(delete(Attempt).where(col(Attempt.token) == claimed.token))
    _finish(session, claimed, state=DeliveryState.SUPERSEDED, done_at=now)


def release(session: Session, claimed: Claim, *, now: datetime) -> None:
    """Give a delivery back untried, because the sender was held up for too long to be sure of its lease."""
    session.exec(
        update(Attempt).where(col(Attempt.token) == claimed.token).values(finished_at=now, outcome="released")
    )
    _finish(session, claimed, state=DeliveryState.PENDING, next_attempt_at=now)


def record(
    session: Session,
    claimed: Claim,
    *,
    now: datetime,
    status: int | None,
    error: str | None,
    next_attempt_at: datetime | None,
) -> DeliveryState | None:
    """Write how an attempt ended, if the delivery is still this sender's; return its new state, else None.

    Args:
        status: the HTTP status, None where no answer came.
        error: what was wrong; None means that the receiver accepted.
        next_attempt_at: when to try again; None after an error means that the delivery is dead.
    """
    if error is None:
        state = DeliveryState.DELIVERED
    else:
        state = DeliveryState.DEAD if next_attempt_at is None else DeliveryState.PENDING
    values: dict[str, object] = {"state": state, "last_error": error}
    values |= {"next_attempt_at": next_attempt_at} if state is DeliveryState.PENDING else {"done_at": now}
    is_ours = _finish(session, claimed, **values)
    outcome = str(state) if is_ours else "late"
    session.exec(
        update(Attempt)
        .where(col(Attempt.token) == claimed.token)
        .values(finished_at=now, outcome=outcome, status=status, error=error)
    )
    return state if is_ours else None


def failed_attempts(session: Session, delivery_id: int) -> int:
    """Return how often a channel was asked and did not accept; crashes and late answers do not count."""
    statement = select(func.count()).where(
        col(Attempt.delivery_id) == delivery_id, col(Attempt.outcome) == DeliveryState.PENDING
    )
    return session.exec(statement).one()


def _finish(session: Session, claimed: Claim, **values: object) -> bool:
    """Change a delivery that this sender holds; return whether it still did."""
    result = session.exec(
        update(Delivery)
        .where(
            col(Delivery.id) == claimed.delivery_id,
            col(Delivery.state) == DeliveryState.SENDING,
            col(Delivery.lease_token) == claimed.token,
        )
        .values(lease_token=None, lease_until=None, **values)
    )
    return bool(result.rowcount)


def release_orphans(session: Session, *, now: datetime) -> int:
    """Give back what a dead daemon was sending; only for the one that holds the file. Return how many."""
    result = session.exec(
        update(Delivery).where(col(Delivery.state) == DeliveryState.SENDING).values(lease_until=now)
    )
    return int(result.rowcount)


def pause_channel(session: Session, name: str, until: datetime) -> None:
    """Send a channel nothing until then: it asked for that."""
    state = session.get(ChannelState, name) or ChannelState(name=name)
    state.paused_until = until
    session.add(state)


def disable_channel(session: Session, name: str, reason: str, *, now: datetime) -> None:
    """Send a channel nothing any more, until somebody has tested it with success."""
    state = session.get(ChannelState, name) or ChannelState(name=name)
    state.disabled_at = now
    state.disabled_reason = reason
    session.add(state)


def enable_channel(session: Session, name: str, *, now: datetime) -> None:
    """Forget that a channel was paused or switched off; what waits may be sent at once.

    What was given up was never said: its reminders leave the ledger, so that what is owed is decided anew.
    """
    session.exec(delete(ChannelState).where(col(ChannelState.name) == name))
    given_up = select(Delivery.id).where(Delivery.channel == name, Delivery.state == DeliveryState.DEAD)
    unsaid = select(ReminderRow.item_id).where(col(ReminderRow.delivery_id).in_(given_up))
    session.exec(update(ActionItem).where(col(ActionItem.id).in_(unsaid)).values(next_check_at=now))
    session.exec(delete(ReminderRow).where(col(ReminderRow.delivery_id).in_(given_up)))
    session.exec(
        update(Delivery)
        .where(col(Delivery.channel) == name, col(Delivery.state) == DeliveryState.PENDING)
        .values(next_attempt_at=now)
    )


def fact(session: Session, key: str) -> str | None:
    """Return a single fact about the store."""
    row = session.get(Meta, key)
    return row.value if row else None


def set_fact(session: Session, key: str, value: str) -> None:
    """Write a single fact about the store."""
    session.merge(Meta(key=key, value=value))


def pending_deliveries(session: Session, channels: Iterable[str]) -> list[Delivery]:
    """Return what the channels are owed and have not got, in the order in which it came up."""
    return list(
        session.exec(
            select(Delivery)
            .where(
                col(Delivery.channel).in_(list(channels)),
                col(Delivery.state).in_(UNFINISHED),
            )
            .order_by(col(Delivery.id))
        )
    )
