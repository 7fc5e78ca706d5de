"""How long commands take from nothing to their end, beside the smallest programs that do the same.

    python tests/benchmarks/startup.py [--runs 7]

Every figure is the median of whole-process runs; the programs take turns, so that a busy moment of the machine
hits all of them. `typer + sqlite3` is the least that a command line of this kind can cost, `typer + sqlmodel`
what it costs to read through an object-relational mapper.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import tracker
from tracker import clock
from tracker.store.engine import open_store
from tracker.store.models import ActionItem, Report
from tracker.store.schema import HEAD

if TYPE_CHECKING:
    from datetime import datetime

ROOT = Path(tracker.__file__).parents[1]

ITEMS = 1000
"""Every second one of them is overdue."""

MINIMAL = """
import typer

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


def show_version(wanted: bool) -> None:
    if wanted:
        print("minimal 0.1.0")
        raise typer.Exit


@app.callback()
def minimal(version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True)) -> None:
    pass
"""

WITH_SQLITE3 = """
import sqlite3
from datetime import date
{minimal}

@app.command("list")
def list_(overdue: bool = False, db: str = "pmtrack.db") -> None:
    rows = sqlite3.connect(db).execute(
        "SELECT id, due, priority, owners, title, report_source, line FROM items"
        " WHERE status IN ('open', 'in_progress') AND kind = 'task' AND due < ? ORDER BY due, id",
        (date.today().isoformat(),),
    )
    for row in rows:
        print(*row, sep="\\t")


app()
"""

WITH_SQLMODEL = """
from datetime import date
from sqlmodel import JSON, Column, Field, Session, SQLModel, create_engine, select
{minimal}

class Item(SQLModel, table=True):
    __tablename__ = "items"

    id: int = Field(primary_key=True)
    due: date
    priority: str | None
    status: str
    kind: str
    owners: list[str] = Field(sa_column=Column(JSON))
    title: str
    report_source: str | None
    line: int | None


@app.command("list")
def list_(overdue: bool = False, db: str = "pmtrack.db") -> None:
    wanted = (
        select(Item)
        .where(Item.status.in_(["open", "in_progress"]), Item.kind == "task", Item.due < date.today())
        .order_by(Item.due, Item.id)
    )
    with Session(create_engine(f"sqlite:///{{db}}")) as session:
        for item in session.exec(wanted):
            row = item.id, item.due, item.priority, item.owners, item.title, item.report_source, item.line
            print(*row, sep="\\t")


app()
"""


class Program(NamedTuple):
    """One program under measurement: its name, and what is typed before the command."""

    name: str
    command: tuple[str, ...]


def fill(database: Path, now: datetime) -> None:
    """Make a database with `ITEMS` items of ten reports."""
    today = now.date()
    with open_store(database) as store, store.session() as session:
        facts: dict[str, Any] = {"sha256": "", "imported_at": now, "updated_at": now}
        for number in range(1, 11):
            name = f"reports/{number}.md"
            session.add(Report(id=number, identity=name, source=name, title=f"Outage {number}", **facts))
        session.flush()
        for number in range(1, ITEMS + 1):
            session.add(
                ActionItem(
                    id=number,
                    report_id=number % 10 + 1,
                    kind="task",
                    title=f"Alert on the certificates of service {number} before they run out",
                    status="open",
                    due=today + timedelta(days=number % 97 + 1) * (-1 if number % 2 else 1),
                    owners=["Mara Bell"],
                    priority=f"P{number % 4}",
                    line=number,
                    created_at=now,
                    updated_at=now,
                )
            )
        session.commit()


def seconds_of(command: tuple[str, ...], folder: Path) -> float:
    """Run a program to its end and return how long it took.

    Raises:
        CalledProcessError: it failed.
    """
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PMTRACK_")}
    environ |= {"HOME": str(folder), "PYTHONPATH": str(ROOT)}
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environ, capture_output=True, check=True)
    return time.perf_counter() - began


def medians(programs: tuple[Program, ...], words: tuple[str, ...], folder: Path, runs: int) -> list[float]:
    """Return the median of each program for one command; a first run of each is thrown away."""
    taken: list[list[float]] = [[] for _ in programs]
    for number in range(runs + 1):
        for program, times in zip(programs, taken, strict=True):
            seconds = seconds_of((*program.command, *words), folder)
            if number:
                times.append(seconds)
    return [statistics.median(times) for times in taken]


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--runs", type=int, default=7, help="runs of each program and command (7)")
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory(prefix="pmtrack-startup-") as name:
        folder = Path(name)
        fill(folder / "pmtrack.db", clock.now())
        (folder / "with_sqlite3.py").write_text(WITH_SQLITE3.format(minimal=MINIMAL))
        (folder / "with_sqlmodel.py").write_text(WITH_SQLMODEL.format(minimal=MINIMAL))
        programs = (
            Program("pmtrack", (sys.executable, "-m", "tracker")),
            Program("typer + sqlite3", (sys.executable, "with_sqlite3.py")),
            Program("typer + sqlmodel", (sys.executable, "with_sqlmodel.py")),
        )
        say(f"Python {sys.version.split()[0]}, schema {HEAD}, {ITEMS} items, medians of {runs} runs in ms")
        say(f"{'':<16}" + "".join(f"{p.name:>18}" for p in programs) + f"{'ratios':>18}")
        for words in (("list", "--overdue", "--db", "pmtrack.db"), ("--version",), ("--help",)):
            found = medians(programs, words, folder, runs)
            figures = "".join(f"{seconds * 1000:>18.0f}" for seconds in found)
            ratios = " ".join(f"{found[0] / other:>8.2f}" for other in found[1:])
            say(f"{' '.join(words[:2]):<16}{figures}  {ratios}")


if __name__ == "__main__":
    main()
