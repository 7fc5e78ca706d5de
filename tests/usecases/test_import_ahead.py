"""Reading ahead in worker processes: the same as reading one by one, whatever becomes of the workers."""

from __future__ import annotations

import os
import signal
from contextlib import closing
from dataclasses import replace
from datetime import UTC
from multiprocessing import active_children
from typing import TYPE_CHECKING, cast

import pytest
from conftest import BY, TODAY

from tracker.errors import UnreadableReport
from tracker.store.engine import open_store
from tracker.store.reading import ItemFilter, open_reader
from tracker.usecases.import_report import GivenReport, Import, ImportedReport
from tracker.usecases.read_ahead import MOST_AHEAD, Fault, ReportText, begin_here, in_turn, read, read_in_order

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tracker.usecases.read_ahead import Outcome
    from tracker.words import Item

CONFLICT = "<<<<<<< HEAD\n- Alert on discs\n=======\n- Alert on disks\n>>>>>>> branch\n"


def text(number: int) -> str:
    """Return a small report; some have no date, a conflict, or a twin."""
    dated = "" if number % 3 == 0 else f"Date: 2026-09-{number % 28 + 1:02}\n"
    items = f"- [ ] Alert on queue {number} (Owner: Mara) within two weeks\n- [x] Write runbook {number % 7}\n"
    return f"# Outage {number // 2}\n\n{dated}\n## Action items\n\n{items}{CONFLICT if number % 5 == 0 else ''}"


def given_reports() -> list[GivenReport]:
    names = [f"reports/{number:02}.md" for number in range(40)]
    return [GivenReport(name, name, name, text(number).encode()) for number, name in enumerate(names)]


def imported(path: Path, cores: int) -> list[ImportedReport | str]:
    with open_store(path) as store:
        importing = Import(store, BY, zone=UTC, exists=lambda _: True)
        prepared = (importing.prepare(given) for given in given_reports())
        texts = ((each, each.text) for each in prepared)
        with closing(read_in_order(texts, enough=100, cores=cores)) as outcomes:
            return [importing.keep(each, outcome) for each, outcome in outcomes]


def stored(path: Path) -> list[Item]:
    with open_reader(path) as reader:
        return [replace(item, uid="") for item in reader.items(ItemFilter(), order="id")]


def texts(count: int) -> Iterator[tuple[int, ReportText | Fault]]:
    for number in range(count):
        yield number, ReportText(f"{number}.md", text(number), TODAY)


def test_workers_import_what_one_process_imports(tmp_path: Path) -> None:
    alone, together = tmp_path / "alone.db", tmp_path / "together.db"

    assert imported(together, cores=2) == imported(alone, cores=1)
    assert stored(together) == stored(alone)
    assert len(stored(alone)) >= 80
    assert active_children() == []


def test_little_work_starts_no_process() -> None:
    outcomes = read_in_order(texts(10), cores=8)

    assert next(outcomes) == (0, read(ReportText("0.md", text(0), TODAY)))
    assert active_children() == []
    assert [number for number, _ in outcomes] == list(range(1, 10))


def test_on_one_core_a_report_is_asked_for_when_its_turn_comes() -> None:
    asked: list[int] = []

    def asking() -> Iterator[tuple[int, ReportText | Fault]]:
        for number, report in texts(3):
            asked.append(number)
            yield number, report

    outcomes = read_in_order(asking(), enough=0, cores=1)

    assert next(outcomes)[0] == 0
    assert asked == [0]


def test_killed_workers_lose_no_report() -> None:
    outcomes: list[tuple[int, Outcome]] = []
    with closing(read_in_order(texts(60), enough=0, cores=2)) as reading:
        outcomes.append(next(reading))
        for worker in active_children():
            os.kill(worker.pid or 0, signal.SIGKILL)
        outcomes += reading

    assert outcomes == list(read_in_order(texts(60), cores=1))
    assert active_children() == []


def test_work_that_ends_early_leaves_no_process() -> None:
    with closing(read_in_order(texts(200), enough=0, cores=2)) as reading:
        next(reading)
        assert active_children() != []

    assert active_children() == []


def test_a_fault_of_the_reader_is_told_and_the_others_are_read() -> None:
    def faulty() -> Iterator[tuple[int, ReportText | Fault]]:
        yield from texts(3)
        yield 3, ReportText("3.md", cast("str", b"no text breaks the reader"), TODAY)
        yield 4, Fault("a folder, not a file")
        yield from texts(2)

    for cores in (1, 2):
        outcomes = [outcome for _, outcome in read_in_order(faulty(), enough=0, cores=cores)]
        faults = [outcome.reason for outcome in outcomes if isinstance(outcome, Fault)]

        assert len(outcomes) == 7
        assert faults[0].startswith("pmtrack's reader failed on it (TypeError(")
        assert faults[1:] == ["a folder, not a file"]


def test_a_fault_makes_a_report_unreadable() -> None:
    importing = Import(None, BY, zone=UTC, exists=lambda _: True)
    prepared = importing.prepare(given_reports()[0])

    with pytest.raises(UnreadableReport, match=r"^reports/00\.md: because$"):
        importing.keep(prepared, Fault("because"))


def furthest_ahead(reports: list[tuple[int, ReportText | Fault]]) -> int:
    """Return how many reports were begun before the first came out."""
    begun = 0

    def begin(report: ReportText | Fault) -> Callable[[], Outcome]:
        nonlocal begun
        begun += 1
        return begin_here(report)

    next(in_turn(reports, begin))
    return begun


def test_what_is_read_ahead_has_its_bounds() -> None:
    longest = "x" * 2**21

    assert furthest_ahead(list(texts(MOST_AHEAD + 100))) == MOST_AHEAD + 1
    assert furthest_ahead([(number, ReportText("a.md", longest, TODAY)) for number in range(9)]) == 5
