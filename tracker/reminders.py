"""What is owed when: an item, its ledger, the policy and now in, reminders out. Pure.

State decides, not a queue of timers. The policy makes a ladder of occasions around the due day: before it,
on it, and then again and again. At any moment the newest occasion that has come is owed, unless the ledger
has it. So downtime, clock steps and double looks are harmless: what was missed in between is not said, and
planning on one's own result plans nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.dates.calendar import is_working_day, next_working_day
from tracker.words import Kind, Stage, priority_rank

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, tzinfo

    from tracker.words import Item, Policy

STAGE_ORDER = (Stage.UPCOMING, Stage.DUE, Stage.OVERDUE)


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A reminder that was decided before: what it was for, and when."""

    stage: Stage
    due_version: int
    occurrence: int
    channel: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Reminder:
    """A reminder that is owed: this item, in this stage, for this occasion, to this channel."""

    item_id: int
    stage: Stage
    due_version: int
    occurrence: int
    channel: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is owed for one item now, and when to look at it again; None for never."""

    reminders: tuple[Reminder, ...]
    next_check_at: datetime | None


@dataclass(frozen=True, slots=True)
class Occasion:
    """One rung of the ladder: its stage, its number in that stage, and the day it comes on."""

    stage: Stage
    occurrence: int
    day: date


NOTHING_EVER = Plan((), None)


def plan_reminders(
    item: Item,
    ledger: Sequence[LedgerEntry],
    *,
    channels: Iterable[str],
    policy: Policy,
    zone: tzinfo,
    now: datetime,
) -> Plan:
    """Return what is owed for an item now, and when anything has to be decided about it next.

    Args:
        item: the item as it stands.
        ledger: every reminder decided for it before, for any channel and due version.
        channels: the names of the channels that are told.
        policy: when to remind.
        zone: where the due day begins and ends, and where the clock of `policy.at` hangs.
        now: the instant, aware.
    """
    if item.due is None or item.kind is not Kind.TASK or not item.status.is_open:
        return NOTHING_EVER
    if item.snoozed_until is not None:
        wakes_at = moment(item.snoozed_until, policy, zone)
        if now < wakes_at:
            return Plan((), wakes_at)
    rungs = [(channel, *next_rungs(item, item.due, ledger, channel, policy, zone, now)) for channel in channels]
    return Plan(
        reminders=tuple(
            Reminder(item.id, owed.stage, item.due_version, owed.occurrence, channel)
            for channel, owed, _ in rungs
            if owed is not None
        ),
        next_check_at=min((moment(day, policy, zone) for _, _, day in rungs), default=None),
    )


def next_rungs(
    item: Item,
    due: date,
    ledger: Sequence[LedgerEntry],
    channel: str,
    policy: Policy,
    zone: tzinfo,
    now: datetime,
) -> tuple[Occasion | None, date]:
    """Return what one channel is owed now, and the day of its next occasion.

    What a clock that ran ahead has decided "later than now" counts for nothing, except that it is not said again.
    """
    said = [
        entry
        for entry in ledger
        if entry.channel == channel and entry.due_version == item.due_version and entry.decided_at <= now
    ]
    ladder = Ladder.of(item, due, said, policy, zone, now)
    return ladder.owed(said), ladder.next_day()


@dataclass(frozen=True, slots=True)
class Ladder:
    """The occasions of one item for one channel, seen from one day.

    `reached` is the last day whose hour of reminding has come: today, or yesterday before that hour.
    `first_overdue` is the day of the first overdue reminder: the day after the due day, or the day on which
    the channel was first told of the item, where that is later. Repeats count from it, so that an item that
    comes in old does not begin with all the reminders that it missed.
    """

    due: date
    today: date
    stage: Stage
    """What the calendar says of the item today."""
    reached: date
    first_overdue: date
    leads: tuple[Occasion, ...]
    step: int | None
    """Days between repeats, None for each working day."""

    @classmethod
    def of(
        cls, item: Item, due: date, said: Sequence[LedgerEntry], policy: Policy, zone: tzinfo, now: datetime
    ) -> Ladder:
        """Return the ladder of an item that has a due day."""
        today = now.astimezone(zone).date()
        first_said = min((e.decided_at for e in said), default=now).astimezone(zone).date()
        began = item.reported_on or item.created_at.astimezone(zone).date()
        long_lead = Occasion(Stage.UPCOMING, 1, due - timedelta(days=policy.long_lead))
        return cls(
            due=due,
            today=today,
            stage=item.stage_on(today),
            reached=today if now >= moment(today, policy, zone) else today - timedelta(days=1),
            first_overdue=max(due + timedelta(days=1), first_said),
            leads=(
                *((long_lead,) if (due - began).days >= policy.long_span else ()),
                Occasion(Stage.UPCOMING, 2, due - timedelta(days=policy.short_lead)),
                Occasion(Stage.DUE, 1, due),
            ),
            step=None if priority_rank(item.priority) in policy.daily_ranks else policy.repeat,
        )

    def owed(self, said: Iterable[LedgerEntry]) -> Occasion | None:
        """Return the newest occasion that has come and was not said, under the stage the item stands in today.

        Something that was missed is said at once, whatever the hour, but as what it is by now: a missed
        "due soon" becomes "overdue" once the due day is over.
        """
        have = {(e.stage, e.occurrence) for e in said}
        last_overdue = max((e.occurrence for e in said if e.stage is Stage.OVERDUE), default=0)
        newest = self.newest()
        if newest is None or (newest.stage, newest.occurrence) in have:
            return None
        if STAGE_ORDER.index(newest.stage) < STAGE_ORDER.index(self.stage):
            newest = (
                self.overdue_on(self.today) if self.stage is Stage.OVERDUE else Occasion(Stage.DUE, 1, self.today)
            )
        is_old = newest.stage is Stage.OVERDUE and newest.occurrence <= last_overdue
        return None if is_old or (newest.stage, newest.occurrence) in have else newest

    def newest(self) -> Occasion | None:
        """Return the newest occasion whose moment has come."""
        if self.reached >= self.first_overdue:
            return self.overdue_on(self.last_rung())
        come = [occasion for occasion in self.leads if occasion.day <= self.reached]
        return come[-1] if come else None

    def last_rung(self) -> date:
        """Return the last day, up to `reached`, on which an overdue reminder comes."""
        if self.step is not None:
            return self.reached - timedelta(days=(self.reached - self.first_overdue).days % self.step)
        day = self.reached
        while day > self.first_overdue and not is_working_day(day):
            day -= timedelta(days=1)
        return day

    def overdue_on(self, day: date) -> Occasion:
        """Return the overdue occasion of a day: it is numbered by the days since the due day.

        That number stays when the priority or the policy changes; one that counted the repeats would not.
        """
        return Occasion(Stage.OVERDUE, (day - self.due).days, day)

    def next_day(self) -> date:
        """Return the day of the next occasion."""
        ahead = [occasion.day for occasion in self.leads if occasion.day > self.reached]
        if ahead:
            return min(ahead)
        if self.reached < self.first_overdue:
            return self.first_overdue
        if self.step is None:
            return next_working_day(self.reached)
        return self.reached + timedelta(days=self.step - (self.reached - self.first_overdue).days % self.step)


def moment(day: date, policy: Policy, zone: tzinfo) -> datetime:
    """Return the instant at which a day's reminders are due; in a spring gap, as far after it."""
    return datetime.combine(day, policy.at, zone).astimezone(UTC)
