"""When a reminder is owed: the calendars of examples/reminders.md, and what holds for all of them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from conftest import make_item
from hypothesis import given
from hypothesis import strategies as st

from tracker.reminders import LedgerEntry, Plan, Reminder, plan_reminders
from tracker.words import Item, Kind, Policy, Stage, Status

EXAMPLES = Path(__file__).parent / "examples" / "reminders.md"


class Calendar(NamedTuple):
    """One part of the examples: an item, its zone, and the looks with what is owed at each."""

    title: str
    item: Item
    zone: ZoneInfo
    looks: list[tuple[datetime, str]]


def calendars() -> list[Calendar]:
    parts = EXAMPLES.read_text(encoding="utf-8").split("\n## ")[1:]
    return [calendar_of(part) for part in parts]


def calendar_of(part: str) -> Calendar:
    title, facts, *rows = [line for line in part.splitlines() if line]
    told = dict(fact.strip().rsplit(" ", 1) for fact in facts.split(","))
    zone = ZoneInfo(told.get("zone", "UTC"))
    looks = [re.split(r"\s*\|\s*", row.strip("| ")) for row in rows[2:]]
    return Calendar(title, item_of(told), zone, [(local(at, zone), owed) for at, owed in looks])


def item_of(told: dict[str, str]) -> Item:
    added = date.fromisoformat(told.get("added", told["known since"]))
    return make_item(
        due=date.fromisoformat(told["due"]),
        reported_on=date.fromisoformat(told["known since"]),
        created_at=datetime(added.year, added.month, added.day, tzinfo=UTC),
        priority=told.get("priority"),
        status=Status(told.get("status", "open")),
        kind=Kind(told.get("kind", "task")),
        snoozed_until=date.fromisoformat(told["snoozed until"]) if "snoozed until" in told else None,
    )


def local(text: str, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone).astimezone(UTC)


def plan(item: Item, ledger: list[LedgerEntry], now: datetime, **terms: Any) -> Plan:
    defaults: dict[str, Any] = {"channels": ["ops"], "policy": Policy(), "zone": UTC}
    return plan_reminders(item, ledger, now=now, **defaults | terms)


def remembered(reminders: tuple[Reminder, ...], now: datetime) -> list[LedgerEntry]:
    return [LedgerEntry(r.stage, r.due_version, r.occurrence, r.channel, now) for r in reminders]


@pytest.mark.parametrize("calendar", calendars(), ids=lambda calendar: calendar.title)
def test_example(calendar: Calendar) -> None:
    ledger: list[LedgerEntry] = []
    for now, expected in calendar.looks:
        planned = plan(calendar.item, ledger, now, zone=calendar.zone)

        owed = ", ".join(f"{r.stage} {r.occurrence}" for r in planned.reminders) or "nothing"
        assert owed == expected, f"at {now.astimezone(calendar.zone)}"
        ledger += remembered(planned.reminders, now)


DAYS = st.dates(date(2020, 1, 1), date(2035, 1, 1))
ITEMS = st.builds(
    make_item,
    due=DAYS,
    reported_on=st.none() | DAYS,
    priority=st.sampled_from([None, "P0", "P1", "P2", "whenever"]),
    snoozed_until=st.none() | DAYS,
    status=st.sampled_from(list(Status)),
)
ZONES = st.sampled_from(["UTC", "Europe/Berlin", "Africa/Cairo", "Pacific/Apia", "America/St_Johns"]).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - st adds it


@given(ITEMS, ZONES, st.lists(MOMENTS, min_size=1, max_size=8).map(sorted))
def test_planning_on_its_own_result_plans_nothing(item: Item, zone: ZoneInfo, moments: list[datetime]) -> None:
    ledger: list[LedgerEntry] = []
    for now in moments:
        first = plan(item, ledger, now, zone=zone)
        ledger += remembered(first.reminders, now)

        again = plan(item, ledger, now, zone=zone)

        assert again.reminders == ()
        assert again.next_check_at == first.next_check_at
    keys = [(e.stage, e.occurrence) for e in ledger]
    assert len(keys) == len(set(keys))


@given(ITEMS, ZONES, MOMENTS)
def test_nothing_becomes_owed_before_the_next_check(item: Item, zone: ZoneInfo, now: datetime) -> None:
    first = plan(item, [], now, zone=zone)
    ledger = remembered(first.reminders, now)
    if first.next_check_at is None:
        return

    just_before = plan(item, ledger, first.next_check_at - timedelta(seconds=1), zone=zone)

    assert first.next_check_at > now
    assert just_before.reminders == ()


@given(ITEMS, ZONES, MOMENTS)
def test_overdue_is_never_said_before_the_day_after(item: Item, zone: ZoneInfo, now: datetime) -> None:
    assert item.due is not None
    for reminder in plan(item, [], now, zone=zone).reminders:
        today = now.astimezone(zone).date()
        stages = {Stage.OVERDUE: today > item.due, Stage.DUE: today == item.due, Stage.UPCOMING: today < item.due}
        assert stages[reminder.stage]


def test_each_channel_has_a_ledger_of_its_own() -> None:
    now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    told = [LedgerEntry(Stage.DUE, 1, 1, "ops", now)]

    planned = plan(make_item(), told, now, channels=["ops", "leads"])

    assert [r.channel for r in planned.reminders] == ["leads"]


def test_a_moved_due_date_is_reminded_of_again() -> None:
    now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    told = [LedgerEntry(Stage.DUE, 1, 1, "ops", now)]

    planned = plan(make_item(due_version=2), told, now)

    assert [(r.stage, r.due_version) for r in planned.reminders] == [(Stage.DUE, 2)]


def said_overdue(day: int) -> LedgerEntry:
    """An overdue reminder of so many days after the due day (the 14th), told at nine."""
    return LedgerEntry(Stage.OVERDUE, 1, day, "ops", datetime(2026, 10, 14, 9, tzinfo=UTC) + timedelta(days=day))


def test_a_priority_that_falls_goes_on_weekly_and_repeats_nothing() -> None:
    each_day = [said_overdue(day) for day in range(1, 31)]
    item = make_item(priority="P2")

    owed = [
        day
        for day in range(30, 60)
        if plan(item, each_day, datetime(2026, 10, 14, 10, tzinfo=UTC) + timedelta(days=day)).reminders
    ]

    assert owed[0] == 36


def test_what_a_clock_that_ran_ahead_has_said_does_not_silence_an_item() -> None:
    ahead = [said_overdue(365)]

    planned = plan(make_item(), ahead, datetime(2026, 10, 15, 9, tzinfo=UTC))

    assert [(r.stage, r.occurrence) for r in planned.reminders] == [(Stage.OVERDUE, 1)]
