"""Decide what is owed now, and write it: reminders and the delivery that carries them, in one transaction.

Only the items whose moment has come are read, in batches of one transaction each; a batch adds to the message
that its channel is owed already. An item that cannot be decided about is set aside for an hour and told, so
that it holds up no other.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from tracker.reminders import plan_reminders
from tracker.store import deliveries, items
from tracker.store.figures import LAST_TICK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlmodel import Session

    from tracker.reminders import LedgerEntry
    from tracker.store.engine import Store
    from tracker.store.models import ActionItem, Report
    from tracker.words import Policy
    from tracker.zones import Zones

BATCH = 500
"""Items per transaction: a writer waits for at most as many, and memory holds at most as many."""

SET_ASIDE = timedelta(hours=1)

FINGERPRINT = "policy_fingerprint"


@dataclass(frozen=True, slots=True)
class Terms:
    """On which terms reminders are decided: through which channels, when, and in which zones."""

    channels: tuple[str, ...]
    policy: Policy
    zones: Zones

    def fingerprint(self, year: int) -> str:
        """Return what changes when the policy, the channels, who is in which zone, or a zone's rules change.

        A zone's rules count through the offsets of the next years, a day each: a new release of the time
        zone data that moves a transition moves a reminder.
        """
        first = datetime(year, 1, 1, 12, tzinfo=UTC)
        days = [first + timedelta(days=n) for n in range(5 * 366)]
        offsets = [(str(zone), [str(day.astimezone(zone).utcoffset()) for day in days]) for zone in self.zones.all]
        living = [(p.name, p.spellings, p.timezone) for p in self.zones.people.persons if p.timezone]
        said = repr((sorted(self.channels), self.policy, offsets, living))
        return sha256(said.encode()).hexdigest()


@dataclass(slots=True)
class Decided:
    """What one pass decided: reminders owed by channel, and the items that could not be decided about."""

    owed: dict[str, int] = field(default_factory=dict)
    set_aside: list[tuple[int, str]] = field(default_factory=list)


def remind(store: Store, terms: Terms, *, now: datetime) -> Decided:
    """Write what is owed now into the outbox; running it again at once writes nothing."""
    decided = Decided()
    with store.session() as session:
        check_again_if_changed(session, terms, now)
        session.commit()
    while True:
        with store.session() as session:
            seen = decide_batch(session, terms, decided, now=now)
            session.commit()
        if seen < BATCH:
            return decided


def check_again_if_changed(session: Session, terms: Terms, now: datetime) -> None:
    """Have every open item looked at again when the terms are others than last time, or the clock went back.

    A clock that ran ahead has put off the next look at everything to a time that may be months away.
    """
    fingerprint = terms.fingerprint(now.year)
    last_tick = deliveries.fact(session, LAST_TICK)
    went_back = last_tick is not None and now < datetime.fromisoformat(last_tick)
    if went_back or deliveries.fact(session, FINGERPRINT) != fingerprint:
        items.check_all_open(session, now)
        deliveries.set_fact(session, FINGERPRINT, fingerprint)


def decide_batch(session: Session, terms: Terms, decided: Decided, *, now: datetime) -> int:
    """Decide about one batch of items; return how many it was."""
    ids = items.ids_to_check(session, now, BATCH)
    before = len(decided.set_aside)
    ledgers = deliveries.ledgers(session, ids)
    for number, row, report in readable(session, ids, decided):
        try:
            decide(session, row, report, ledgers[number], terms, decided, now)
        except UNDECIDABLE as error:
            decided.set_aside.append((number, str(error)))
        session.add(row)
    for number, _ in decided.set_aside[before:]:
        items.set_aside(session, number, now + SET_ASIDE)
    return len(ids)


UNDECIDABLE = (ValueError, OverflowError, DBAPIError)
"""What an item raises that cannot be decided about: an unknown word in a column, a day at the end of time."""


def readable(
    session: Session, ids: Sequence[int], decided: Decided
) -> Iterator[tuple[int, ActionItem, Report | None]]:
    """Yield the items with their reports; where one of them cannot be read, all but that one."""
    try:
        rows = items.with_reports(session, ids)
    except UNDECIDABLE:
        rows = []
        for number in ids:
            try:
                rows += items.with_reports(session, [number])
            except UNDECIDABLE as error:
                decided.set_aside.append((number, str(error)))
    for row, report in rows:
        yield row.id or 0, row, report


def decide(
    session: Session,
    row: ActionItem,
    report: Report | None,
    ledger: Sequence[LedgerEntry],
    terms: Terms,
    decided: Decided,
    now: datetime,
) -> None:
    """Decide about one item, and say when to look at it again."""
    if row.backlog or row.forgotten_at is not None:
        row.next_check_at = None
        return
    item = items.as_item(row, report)
    zone = terms.zones.of(item)
    plan = plan_reminders(item, ledger, channels=terms.channels, policy=terms.policy, zone=zone, now=now)
    for reminder in plan.reminders:
        deliveries.owe(session, reminder, now=now)
        decided.owed[reminder.channel] = decided.owed.get(reminder.channel, 0) + 1
    row.next_check_at = plan.next_check_at
