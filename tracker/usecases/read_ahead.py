"""Read reports in their order: here, or ahead in worker processes where there is enough to read.

Reading is most of an import's work and touches nothing; storing is one process's. So where a batch is worth the
start of other processes, they read the next reports while this one stores. With little work none is started, and
none of Python's machinery for them is imported.
"""

from __future__ import annotations

import os
import signal
from collections import deque
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar

from tracker.reports import parse_report

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator
    from datetime import date

    from tracker.words import ParsedReport

ENOUGH = 2**20
"""From more letters than these on, the reports of a batch are read by worker processes.

Reading them takes a second or two, the start of a worker a fifth of one.
"""

MOST_READERS = 4
"""Two keep up with the one process that stores; a dry run gains from some more."""

MOST_AHEAD = 256
"""So many reports are read, or wait for it, before their turn: the memory of an import has its bounds."""

MOST_LETTERS_AHEAD = 2**23
"""So many letters likewise, for reports that are long; four of the longest."""


class ReportText(NamedTuple):
    """What the reader needs: the report's name, its text, and the day that dates without one count from."""

    name: str
    text: str
    day: date


class Fault(NamedTuple):
    """Why there is nothing to import in a report."""

    reason: str


def read(report: ReportText | Fault) -> ParsedReport | Fault:
    """Return what a report says, or what fault of the reader it brings out: that must not cost the others."""
    if isinstance(report, Fault):
        return report
    try:
        return parse_report(report.text, name=report.name, today=report.day)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is about this one report
        return Fault(f"pmtrack's reader failed on it ({error!r}); please report this")


Outcome: TypeAlias = "ParsedReport | Fault"

Begin: TypeAlias = "Callable[[ReportText | Fault], Callable[[], Outcome]]"
"""Begins to read a report; what it returns gives the outcome, and waits for it."""

Known = TypeVar("Known")


def read_in_order(
    reports: Iterable[tuple[Known, ReportText | Fault]], *, enough: int = ENOUGH, cores: int | None = None
) -> Generator[tuple[Known, Outcome]]:
    """Yield what each report says, in the order of the reports, with what its caller knows it by.

    What is a fault already stays one. With more than one core, reports are asked for ahead of their turn, and
    when they have more than `enough` letters, other processes read too. Close it when the work ends early: that
    ends the workers.
    """
    readers = min(usable_cores() if cores is None else cores, MOST_READERS)
    if readers == 1:
        yield from ((known, read(report)) for known, report in reports)
        return
    coming = iter(reports)
    first = list(until_enough(coming, enough))
    much = sum(map(letters, first)) > enough
    with workers(readers) if much else nullcontext(begin_here) as begin:
        yield from in_turn(chain(first, coming), begin)


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def letters(report: tuple[object, ReportText | Fault]) -> int:
    """Return how long a report's text is."""
    _, text = report
    return len(text.text) if isinstance(text, ReportText) else 0


def until_enough(
    reports: Iterator[tuple[Known, ReportText | Fault]], enough: int
) -> Iterator[tuple[Known, ReportText | Fault]]:
    """Take reports until their texts together have more than `enough` letters."""
    taken = 0
    while taken <= enough and (report := next(reports, None)):
        taken += letters(report)
        yield report


def in_turn(reports: Iterable[tuple[Known, ReportText | Fault]], begin: Begin) -> Iterator[tuple[Known, Outcome]]:
    """Begin with reports ahead of their turn, and yield the outcome of each when its turn comes."""
    waiting: deque[tuple[Known, Callable[[], Outcome], int]] = deque()
    ahead = 0
    for report in reports:
        known, text = report
        waiting.append((known, begin(text), letters(report)))
        ahead += letters(report)
        while len(waiting) > MOST_AHEAD or ahead > MOST_LETTERS_AHEAD:
            known, outcome, length = waiting.popleft()
            ahead -= length
            yield known, outcome()
    while waiting:
        known, outcome, _ = waiting.popleft()
        yield known, outcome()


def begin_here(report: ReportText | Fault) -> Callable[[], Outcome]:
    """Read in this process, when the outcome is asked for."""
    return partial(read, report)


@contextmanager
def workers(most: int) -> Iterator[Begin]:
    """Give what begins reading in worker processes; a report that they cannot read for us is read in this one.

    Processes may be refused by the system, or be killed (the memory ran out): no report is lost by that.
    """
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor  # noqa: PLC0415 - see the module's docstring
    from multiprocessing import get_context  # noqa: PLC0415 - likewise

    try:
        # "spawn", because a forked process would hold the connection to the database too.
        pool = ProcessPoolExecutor(most, get_context("spawn"), initializer=begin_to_work)
    except (ImportError, NotImplementedError, OSError):  # a system without semaphores
        yield begin_here
        return

    def begin(report: ReportText | Fault) -> Callable[[], Outcome]:
        if isinstance(report, Fault):
            return begin_here(report)
        try:
            with interrupts_held():
                reading = pool.submit(read, report)
        except (BrokenExecutor, OSError):
            return begin_here(report)

        def outcome() -> Outcome:
            try:
                return reading.result()
            except BrokenExecutor:
                return read(report)

        return outcome

    try:
        yield begin
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait for a moment: a process that starts meanwhile never sees one, not even before it is ours."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def begin_to_work() -> None:
    """Make a worker: Ctrl-C is its parent's affair, and when the parent is gone, however it went, so is it."""
    from threading import Thread  # noqa: PLC0415 - for workers alone

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Wait for the parent's end, and end; a worker that waits for work would never notice."""
    from multiprocessing import parent_process  # noqa: PLC0415 - for workers alone

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
