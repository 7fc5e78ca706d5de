"""The daemon: a heartbeat that decides what is owed and hands it over, until it is told to stop.

APScheduler only beats. Everything that has to be remembered stands in the database, so that a beat may be lost,
late or doubled without harm. One daemon serves one SQLite file; the kernel gives the lock back when it dies.
A watch on a clock that never steps ends a process whose beats no longer complete: the service manager starts
a better one.
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from filelock import FileLock, Timeout

from tracker import clock
from tracker.errors import DaemonRunning, DataProblem, TrackerError
from tracker.usecases.deliver import Handed, Post, Served, deliver
from tracker.usecases.remind import Terms, remind
from tracker.usecases.serve import begin_serving, note_tick, serving_pid
from tracker.words import DeliveryState

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path
    from types import FrameType

    from tracker.store.engine import Store
    from tracker.words import Channel, Policy
    from tracker.zones import Zones

log = logging.getLogger("pmtrack")

STALLED_AFTER = 3
"""Intervals without a completed tick after which the process ends itself."""

STALLED = 70
"""The exit code for that: internal, as in sysexits.h."""

CLOCK_STEP_SECONDS = 5
"""A difference between the wall clock and a steady one that is no drift any more."""


class Job(NamedTuple):
    """Something the heartbeat does: its name, how often, and the method of `Daemon` that does it."""

    name: str
    every: timedelta
    method: str


JOBS = (Job("tick", timedelta(seconds=30), "beat"),)
"""Each of them harmless when it is lost, late or doubled."""


@dataclass
class Daemon:
    """One daemon on one store: what it serves, by which clocks (those of `post`), and whether it shall stop."""

    store: Store
    channels: Sequence[Channel]
    terms: Terms
    post: Post
    stopping: threading.Event = field(default_factory=threading.Event)
    ticked_at: float = 0.0
    """When a tick last completed, by the steady clock."""
    broken: DataProblem | None = None
    """Why it cannot go on: the database is damaged."""
    again_at: datetime | None = None
    """When the first failed attempt may be made again; the watch has the next tick come then."""

    def tick(self) -> Served:
        """Decide what is owed now, hand it over, and note that this was done."""
        now = self.post.clock()
        decided = remind(self.store, self.terms, now=now)
        for channel, count in sorted(decided.owed.items()):
            log.info("owed channel=%s reminders=%d", channel, count)
        for number, reason in decided.set_aside:
            log.error("set aside for an hour item=%d reason=%s", number, reason)
        served = deliver(self.store, self.channels, replace(self.post, is_stopping=self.stopping.is_set))
        for attempt in served.attempts:
            tell_attempt(attempt)
        for name, error in served.failures:
            log.error("cannot serve channel=%s reason=%s", name, error)
        note_tick(self.store, now=now)
        self.ticked_at = self.post.monotonic()
        return served

    def beat(self) -> None:
        """Tick, and survive what goes wrong: the next beat tries again. A damaged database ends the daemon."""
        try:
            served = self.tick()
            self.again_at = min((a.next_attempt_at for a in served.attempts if a.next_attempt_at), default=None)
        except DataProblem as error:
            self.broken = error
            self.stopping.set()
        except TrackerError as error:
            log.error("tick failed, trying again at the next: %s", error)  # noqa: TRY400 - the sentence is enough
            self.ticked_at = self.post.monotonic()
        except Exception:  # a fault of ours must not end the daemon; the watch ends it if it stays so
            log.exception("tick failed for a reason that is pmtrack's own fault")

    def run(self) -> None:
        """Beat until `stopping` is set; what is under way is finished first.

        Raises:
            DamagedDatabase: it was found so on the way.
        """
        # Quick to end and light to start: only a daemon that stays needs a scheduler.
        from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

        self.ticked_at = self.post.monotonic()
        scheduler = BackgroundScheduler(timezone="UTC")
        for job in JOBS:
            # Late beats are not dropped (the default drops what is a second late) and never pile up.
            scheduler.add_job(
                getattr(self, job.method), "interval", seconds=job.every.total_seconds(), id=job.name,
                next_run_time=self.post.clock(), coalesce=True, max_instances=1, misfire_grace_time=None,
            )  # fmt: skip
        scheduler.start()
        # From this thread alone: a job that spoke to the scheduler would wait for the shutdown that waits for it.
        watch(self, lambda: scheduler.modify_job("tick", next_run_time=self.post.clock()))
        scheduler.shutdown(wait=True)
        if self.broken is not None:
            raise self.broken


def new_daemon(store: Store, channels: Sequence[Channel], policy: Policy, zones: Zones) -> Daemon:
    """Return a daemon that serves these channels on these terms, by this machine's clocks."""
    return Daemon(
        store=store,
        channels=channels,
        terms=Terms(tuple(channel.name for channel in channels), policy, zones),
        post=Post(clock=clock.now, monotonic=clock.monotonic, zones=zones),
        ticked_at=clock.monotonic(),
    )


def watch(daemon: Daemon, wake: Callable[[], object], end: Callable[[int], object] = os._exit) -> None:
    """Wait for the stop; wake the heartbeat for a retry or a step of the clock; end a process that stalls."""
    steady_clock, wall_clock = daemon.post.monotonic, daemon.post.clock
    interval = JOBS[0].every.total_seconds()
    steady, wall = steady_clock(), wall_clock()
    while not daemon.stopping.wait(timeout=1):
        passed, shown = steady_clock() - steady, (wall_clock() - wall).total_seconds()
        steady, wall = steady_clock(), wall_clock()
        if abs(shown - passed) > CLOCK_STEP_SECONDS:
            log.warning("the clock stepped by %+.0f s; looking again", shown - passed)
            wake()
        if daemon.again_at is not None and wall >= daemon.again_at:
            daemon.again_at = None
            wake()
        if steady - daemon.ticked_at > STALLED_AFTER * interval:
            log.critical("no tick has completed for %d intervals; ending", STALLED_AFTER)
            logging.shutdown()
            end(STALLED)


@contextmanager
def stopping_on_signals(stopping: threading.Event) -> Iterator[None]:
    """Have SIGTERM and Ctrl-C ask for a clean stop; the second one of them ends the process at once."""

    def ask(number: int, _frame: FrameType | None) -> None:
        if stopping.is_set():
            os._exit(128 + number)
        log.info("stopping signal=%s", signal.Signals(number).name)
        stopping.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def only_daemon(store: Store) -> Iterator[None]:
    """Hold the right to serve this file, and take back what a daemon that died was sending.

    Raises:
        DaemonRunning: another process holds it.
    """
    lock = FileLock(lock_path(store.path), timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout as error:
        raise DaemonRunning(str(store.path), serving_pid(store)) from error
    try:
        orphans = begin_serving(store, os.getpid(), now=clock.now())
        if orphans:
            log.warning("an earlier daemon died while sending; sending again deliveries=%d", orphans)
        yield
    finally:
        lock.release()


def lock_path(database: Path) -> Path:
    """Return the file whose lock a daemon holds: never the database itself, whose own locks it would break.

    It stands beside the real file, so that a link to the database leads to the same lock.
    """
    real = database.resolve()
    return real.with_name(f"{real.name}.daemon")


def tell_attempt(attempt: Handed) -> None:
    """Log what came of an attempt, in one line."""
    where = f"channel={attempt.channel} delivery={attempt.delivery_id} attempt={attempt.attempt}"
    match attempt.state:
        case DeliveryState.DELIVERED:
            log.info("delivered %s", where)
        case DeliveryState.DEAD:
            log.error("given up %s reason=%s", where, attempt.error)
        case None:
            log.warning("late answer, another sender has it %s", where)
        case _:
            again = f"{attempt.next_attempt_at:%Y-%m-%dT%H:%M:%SZ}"
            log.warning("not delivered, next try at %s %s reason=%s", again, where, attempt.error)
