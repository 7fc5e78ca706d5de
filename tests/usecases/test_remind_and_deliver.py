"""From an item's due date to a request at the receiver, over a real store and a network that keeps requests."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import BY, NOW, OPS, REPORT, Outbox
from sqlalchemy import event
from sqlmodel import select

from tracker.store.models import ActionItem, Attempt, Delivery, Reminder
from tracker.usecases.deliver import Handed, Post, deliver
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.preview import preview
from tracker.usecases.remind import Terms, remind
from tracker.usecases.serve import begin_serving, note_tick
from tracker.usecases.track import close, reopen
from tracker.usecases.try_channel import switch_on
from tracker.words import Channel, DeliveryState, Policy, Secret
from tracker.zones import Zones

if TYPE_CHECKING:
    from tracker.store.engine import Store

TERMS = Terms(("ops",), Policy(), Zones(UTC))


class World:
    """A store, its channels and a clock that moves when told: what a daemon does at each tick."""

    def __init__(self, store: Store, outbox: Outbox) -> None:
        self.store, self.outbox, self.now = store, outbox, NOW
        self.channels = [OPS]

    def tick(self, **later: float) -> list[Handed]:
        self.now += timedelta(**later)
        remind(self.store, self.terms, now=self.now)
        return self.send()

    @property
    def terms(self) -> Terms:
        return Terms(tuple(channel.name for channel in self.channels), Policy(), Zones(UTC))

    def send(self) -> list[Handed]:
        post = Post(
            clock=lambda: self.now,
            monotonic=lambda: 0.0,
            zones=Zones(UTC),
            jitter=lambda: 0.5,
            transport=self.outbox.transport,
        )
        served = deliver(self.store, self.channels, post)
        assert served.failures == []
        return served.attempts

    def rows(self, table: Any) -> list[Any]:
        with self.store.session() as session:
            found = list(session.exec(select(table)))
            session.expunge_all()
        return found


@pytest.fixture
def world(store: Store, outbox: Outbox) -> World:
    Import(store, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", REPORT.encode()))
    return World(store, outbox)


def told(document: dict[str, Any]) -> list[tuple[str, str]]:
    return [(item["title"], item["stage"]) for item in document["data"]["items"]]


def test_all_that_a_channel_is_owed_goes_into_one_message(world: World) -> None:
    world.tick()

    (document,) = world.outbox.documents()
    assert told(document) == [("Alert on certificates", "overdue"), ("Write the runbook", "due")]


def test_a_second_pass_sends_nothing(world: World) -> None:
    world.tick()

    assert world.tick() == []
    assert len(world.outbox.requests) == 1


def test_each_stage_is_said_once_as_the_days_go_by(world: World) -> None:
    said = []
    for _ in range(4 * 24):
        world.outbox.requests.clear()
        world.tick(hours=1)
        said += [(world.now.isoformat()[:13], *entry) for d in world.outbox.documents() for entry in told(d)]

    assert said == [
        ("2026-10-14T13", "Alert on certificates", "overdue"),
        ("2026-10-14T13", "Write the runbook", "due"),
        ("2026-10-15T09", "Write the runbook", "overdue"),
    ]


def test_an_accepted_message_is_recorded_as_delivered(world: World) -> None:
    (handed,) = world.tick()

    assert handed.state is DeliveryState.DELIVERED
    (delivery,) = world.rows(Delivery)
    assert (delivery.state, delivery.attempts, delivery.done_at) == ("delivered", 1, NOW)
    (attempt,) = world.rows(Attempt)
    assert (attempt.outcome, attempt.status) == ("delivered", 200)


def test_a_failed_attempt_is_tried_again_later_with_the_same_bytes_and_id(world: World) -> None:
    world.outbox.status = 503
    (failed,) = world.tick()
    at_once = world.tick(seconds=4)
    world.outbox.status = 200
    (accepted,) = world.tick(seconds=2)

    assert failed.next_attempt_at == NOW + timedelta(seconds=5)
    assert at_once == []
    assert accepted.state is DeliveryState.DELIVERED
    first, second = world.outbox.requests
    assert first.content == second.content
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_a_refused_message_is_dead_and_told(world: World) -> None:
    world.outbox.status = 404

    (handed,) = world.tick()

    assert handed.state is DeliveryState.DEAD
    assert handed.error is not None
    assert "404" in handed.error
    assert "top-secret" not in handed.error


def test_a_channel_that_is_gone_is_switched_off_until_it_accepts_a_test(world: World) -> None:
    world.outbox.status = 410
    world.tick()
    world.outbox.status = 200
    while_off = world.tick(days=1)

    switch_on(world.store, "ops", now=world.now)
    (again,) = world.send()

    assert while_off == []
    assert again.state is DeliveryState.DELIVERED


def test_a_channel_that_asks_for_time_gets_it(world: World) -> None:
    world.outbox.status, world.outbox.headers = 429, {"retry-after": "3600"}
    world.tick()
    world.outbox.status = 200

    assert world.tick(minutes=59) == []
    assert len(world.tick(minutes=2)) == 1


def test_what_was_closed_before_the_first_attempt_is_not_said(world: World) -> None:
    remind(world.store, TERMS, now=NOW)
    close(world.store, [1], BY)

    world.send()

    (document,) = world.outbox.documents()
    assert told(document) == [("Write the runbook", "due")]


def test_a_message_with_nothing_left_to_say_is_superseded(world: World) -> None:
    remind(world.store, TERMS, now=NOW)
    close(world.store, [1, 2], BY)

    assert world.send() == []
    assert [delivery.state for delivery in world.rows(Delivery)] == ["superseded"]
    assert world.rows(Attempt) == []


def test_what_was_taken_out_and_reopened_is_owed_again(world: World) -> None:
    remind(world.store, TERMS, now=NOW)
    close(world.store, [1, 2], BY)
    world.send()
    reopen(world.store, [1], BY)

    world.tick(minutes=1)

    (document,) = world.outbox.documents()
    assert told(document) == [("Alert on certificates", "overdue")]


def test_while_a_channel_is_down_what_comes_gathers_in_one_message_behind_the_first(world: World) -> None:
    world.outbox.status = 503
    for _ in range(3 * 24):
        world.tick(hours=1)
    world.outbox.requests.clear()
    world.outbox.status = 200
    world.tick(days=1)

    first, second = world.outbox.documents()
    assert told(first) == [("Alert on certificates", "overdue"), ("Write the runbook", "due")]
    assert told(second) == [("Write the runbook", "overdue")]
    assert len(world.rows(Delivery)) == 2


def test_a_dead_channel_delays_no_other(world: World) -> None:
    world.channels = [
        Channel("void", "webhook", Secret("http://127.0.0.1:9/void"), allow_private_addresses=True),
        OPS,
    ]

    def answer(request: Any) -> Any:
        response = world.outbox.accept(request)
        response.status_code = 503 if request.url.path == "/void" else 200
        return response

    world.outbox.answer = answer

    assert {h.channel: h.state for h in world.tick()} == {
        "void": DeliveryState.PENDING,
        "ops": DeliveryState.DELIVERED,
    }


def test_a_crash_after_the_send_sends_the_same_once_more_when_the_lease_is_over(world: World) -> None:
    """The record of the first attempt is lost, as by kill -9 between the answer and the commit."""
    crash_before_recording(world)

    within_the_lease = world.tick(seconds=59)
    (again,) = world.tick(seconds=2)

    assert within_the_lease == []
    assert (again.state, again.attempt) == (DeliveryState.DELIVERED, 2)
    first, second = world.outbox.requests
    assert first.content == second.content
    assert first.headers["webhook-id"] == second.headers["webhook-id"]


def test_a_daemon_that_starts_anew_need_not_wait_for_the_lease_of_a_dead_one(world: World) -> None:
    crash_before_recording(world)

    orphans = begin_serving(world.store, 1, now=world.now)

    assert orphans == 1
    assert len(world.send()) == 1


class Crash(BaseException):
    """Ends a sender as kill -9 would: between the answer and the record."""


def crash_before_recording(world: World) -> None:

    def die(request: Any) -> Any:
        world.outbox.accept(request)
        raise Crash

    world.outbox.answer = die
    with pytest.raises(Crash):
        world.tick()
    world.outbox.answer = None


def test_a_late_answer_overwrites_nothing(world: World) -> None:
    """While one sender waits for its answer, its lease runs out and another one delivers."""

    def slow(request: Any) -> Any:
        world.outbox.answer = None
        world.now += timedelta(seconds=61)
        world.send()
        response = world.outbox.accept(request)
        response.status_code = 500
        return response

    world.outbox.answer = slow
    (late,) = world.tick()

    assert late.state is None
    assert [d.state for d in world.rows(Delivery)] == ["delivered"]
    assert sorted(a.outcome for a in world.rows(Attempt)) == ["delivered", "late"]


def test_the_ledger_refuses_the_same_reminder_twice(world: World) -> None:
    world.tick()

    keys = [(r.item_id, r.stage, r.due_version, r.occurrence, r.channel) for r in world.rows(Reminder)]

    assert sorted(keys) == [(1, "overdue", 1, 13, "ops"), (2, "due", 1, 1, "ops")]


def test_a_tick_reads_only_what_is_due(world: World) -> None:
    world.tick()

    with world.store.session() as session:
        waiting = [row.next_check_at for row in session.exec(select(ActionItem).order_by(ActionItem.id))]  # type: ignore[arg-type]

    assert waiting == [
        datetime(2026, 10, 21, 9, tzinfo=UTC),  # overdue: a week after it was first said
        datetime(2026, 10, 15, 9, tzinfo=UTC),  # due today: the day after
        datetime(2026, 12, 17, 9, tzinfo=UTC),  # due on 24 December: a week before
    ]


def test_a_changed_policy_has_every_open_item_looked_at_again(world: World) -> None:
    world.tick()
    earlier = Terms(("ops",), Policy(long_lead=90), Zones(UTC))

    decided = remind(world.store, earlier, now=world.now)

    assert decided.owed == {"ops": 1}


def test_an_item_that_cannot_be_decided_about_holds_up_no_other(world: World) -> None:
    with world.store.session() as session:
        poisoned = session.get_one(ActionItem, 1)
        poisoned.status = "postponed"
        session.add(poisoned)
        session.commit()

    decided = remind(world.store, TERMS, now=NOW)

    assert decided.owed == {"ops": 1}
    assert [number for number, _ in decided.set_aside] == [1]


def test_a_preview_says_what_would_be_sent_and_keeps_nothing(world: World) -> None:
    (shown,) = preview(world.store, TERMS, now=NOW)

    assert (shown.channel, shown.message.headline) == ("ops", "1 overdue, 1 due today")
    assert world.rows(Delivery) == world.rows(Reminder) == []
    assert len(world.tick()) == 1


def test_fifty_old_reports_on_the_first_day_are_one_message(store: Store, outbox: Outbox) -> None:
    importing = Import(store, BY, UTC, lambda _: True)
    for number in range(50):
        name = f"{number}.md"
        importing.take(GivenReport(name, name, name, REPORT.replace("down", f"down {number}").encode()))
    world = World(store, outbox)

    world.tick()

    (document,) = outbox.documents()
    assert len(document["data"]["items"]) + document["data"]["more"] == 100


def test_what_was_given_up_is_owed_again_once_the_channel_accepts_a_test(world: World) -> None:
    world.outbox.status = 404
    world.tick()
    world.outbox.status = 200
    before_the_test = world.tick(hours=1)

    switch_on(world.store, "ops", now=world.now)
    (again,) = world.tick(minutes=1)

    assert before_the_test == []
    assert again.state is DeliveryState.DELIVERED
    first, second = world.outbox.documents()
    assert told(second) == told(first)
    assert world.outbox.requests[0].headers["webhook-id"] != world.outbox.requests[1].headers["webhook-id"]


def test_what_waited_past_midnight_is_said_once_as_what_it_has_become(world: World) -> None:
    world.now = datetime(2026, 10, 14, 9, tzinfo=UTC)
    remind(world.store, world.terms, now=world.now)
    said = []
    for hours in (15, 1, 8, 1):  # the daemon sends nothing before midnight; then at 00:00, 01:00, 09:00 and 10:00
        world.outbox.requests.clear()
        world.now += timedelta(hours=hours)
        world.send()
        world.tick()
        said += [entry for document in world.outbox.documents() for entry in told(document)]

    assert said.count(("Write the runbook", "overdue")) == 1
    assert ("Write the runbook", "due") not in said


def test_a_clock_that_ran_ahead_and_came_back_silences_nothing(world: World) -> None:
    note_tick(world.store, now=NOW + timedelta(days=365))
    with world.store.session() as session:
        for item in session.exec(select(ActionItem)):
            item.next_check_at = NOW + timedelta(days=365)
            session.add(item)
        session.commit()

    (handed,) = world.tick()

    assert handed.state is DeliveryState.DELIVERED


def test_a_row_that_went_bad_after_it_was_decided_about_holds_up_no_other(world: World) -> None:
    remind(world.store, TERMS, now=NOW)
    with world.store.session() as session:
        poisoned = session.get_one(ActionItem, 1)
        poisoned.status = "postponed"
        session.add(poisoned)
        session.commit()

    world.send()

    (document,) = world.outbox.documents()
    assert told(document) == [("Write the runbook", "due")]


def test_a_report_that_gains_its_date_has_its_items_looked_at_again(store: Store, outbox: Outbox) -> None:
    text = "# Outage\n\n## Action items\n\n- Alert on disks by October 19, 2026\n"
    importing = Import(store, BY, UTC, lambda _: True)
    importing.take(GivenReport("a.md", "a.md", "a.md", text.encode()))
    world = World(store, outbox)
    before = world.tick()

    dated = text.replace("# Outage\n", "# Outage\n\nDate: 2026-09-01\n")
    importing.take(GivenReport("a.md", "a.md", "a.md", dated.encode()))
    world.tick(minutes=1)

    assert before == []
    (document,) = outbox.documents()
    assert told(document) == [("Alert on disks", "upcoming")]


def test_crashes_do_not_use_up_the_tries_of_a_channel(world: World) -> None:
    for _ in range(12):
        crash_before_recording(world)
        world.now += timedelta(seconds=61)
    world.outbox.status = 503

    (failed,) = world.tick()

    assert failed.state is DeliveryState.PENDING
    assert failed.next_attempt_at == world.now + timedelta(seconds=5)


def test_an_accepted_message_is_recorded_though_somebody_locks_the_database_for_long(world: World) -> None:
    """What nobody wrote down would be sent a second time when the lease is over."""

    @event.listens_for(world.store.engine, "checkout")
    def shorten_the_wait(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout = 100")

    with closing(sqlite3.connect(world.store.path, isolation_level=None, check_same_thread=False)) as other:
        letting_go = threading.Timer(0.15, other.execute, ["ROLLBACK"])

        def lock_and_accept(request: Any) -> Any:
            other.execute("BEGIN IMMEDIATE")
            letting_go.start()
            return world.outbox.accept(request)

        world.outbox.answer = lock_and_accept
        (handed,) = world.tick()
        letting_go.join()

    assert handed.state is DeliveryState.DELIVERED
    assert world.tick(minutes=2) == []
