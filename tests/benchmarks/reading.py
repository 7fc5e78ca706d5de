"""How long reading reports takes, beside a full parse of the same texts by markdown-it-py.

    python tests/benchmarks/reading.py [--reports 2000] [--rounds 3]

Two questions. How much is a report's reading, against a parser that is made for Markdown and knows nothing of
items: both read the same texts in turns, in one process, so that a busy moment hits both. And does the cost grow
with a report's length, and no faster: one report after the other, twice as long each, up to 2 MB.

The reports are put together from the example reports and from what else a postmortem tells; no two are the same.
With PMTRACK_CORPUS, a folder of real reports (`dev/docs/`), these are measured too.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

from tracker.reports import decode, parse_report

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
TODAY = date(2024, 12, 1)
MEGABYTE = 2**20

STORIES = (
    "At {n}:0{m} the checkout service began to answer with errors, and {n} % of that hour's orders were lost.",
    "The on-call engineer saw the page after {m} minutes and found the connection pool of `db-{n}` empty.",
    "A migration had taken the lock on **orders** that every request needs, and held it for {n} minutes.",
    "We rolled back to version 1.{n}.{m}; see [the dashboard](https://grafana.example.com/d/{n}) for the load.",
    "Nobody had expected that a retry of the client could arrive *before* the first answer had been written.",
    "- {n}:1{m} UTC: deploy of build {n}{m} starts\n- {n}:2{m} UTC: errors above 5 %\n- {n}:4{m} UTC: rolled back",
    "| Time | Event |\n|------|-------|\n| {n}:0{m} | first alert |\n| {n}:3{m} | incident declared |",
    "```\nERROR pool exhausted (size={n}, waiting={m})\n    at acquire (pool.py:{n}{m})\n```",
)
HEADINGS = ("## Summary", "## Impact", "## Timeline", "## Root cause", "## Resolution", "## Lessons learned")


class Figures(NamedTuple):
    """Seconds for one round over all texts."""

    reader: float
    parser: float


def mixed(count: int, seed: int) -> list[str]:
    """Return so many different reports: a story of one to some pages, then an example's text."""
    chance = random.Random(seed)
    examples = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".json"]
    return [f"{story(chance, number)}\n{examples[number % len(examples)]}" for number in range(count)]


def story(chance: random.Random, number: int) -> str:
    """Return what a report tells before its action items."""
    parts = [f"# Postmortem {number}: checkout was down", f"Date: 2024-11-{number % 28 + 1:02}"]
    for heading in HEADINGS:
        parts.append(heading)
        chosen = chance.choices(STORIES, k=chance.randint(1, 5))
        parts += [text.format(n=chance.randint(10, 23), m=chance.randint(0, 9)) for text in chosen]
    return "\n\n".join(parts)


def read(text: str) -> None:
    """Read a report as the import does."""
    parse_report(text, name="report.md", today=TODAY)


def seconds_of(work: Callable[[str], object], texts: list[str]) -> float:
    """Return how long the work takes on all texts, one after the other."""
    began = time.perf_counter()
    for text in texts:
        work(text)
    return time.perf_counter() - began


def measure(texts: list[str], rounds: int) -> Figures:
    """Return the medians of some rounds, reader and parser in turns; the first texts warm both."""
    parse = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse
    seconds_of(read, texts[:50])
    seconds_of(parse, texts[:50])
    taken = [Figures(seconds_of(read, texts), seconds_of(parse, texts)) for _ in range(rounds)]
    return Figures(median(row.reader for row in taken), median(row.parser for row in taken))


def say(text: str = "") -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def tell(name: str, texts: list[str], rounds: int) -> None:
    """Measure one set of texts and print its line."""
    found = measure(texts, rounds)
    size = sum(len(text.encode()) for text in texts) / MEGABYTE
    each = found.reader / len(texts) * 1000
    ratio = found.reader / found.parser
    say(
        f"{name:<12}{len(texts):>8}{size:>8.1f}{found.reader:>12.2f}{each:>12.2f}{found.parser:>12.2f}{ratio:>8.2f}"
    )


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--reports", type=int, default=2000, help="reports that are put together (2000)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, of which the median counts (3)")
    asked = parser.parse_args()
    say(f"Python {sys.version.split()[0]}; the parser is markdown-it-py, CommonMark with tables")
    say(f"{'texts':<12}{'reports':>8}{'MB':>8}{'reader s':>12}{'ms/report':>12}{'parser s':>12}{'ratio':>8}")
    tell("mixed", mixed(asked.reports, seed=1), asked.rounds)
    if corpus := os.environ.get("PMTRACK_CORPUS"):
        paths = sorted((Path(corpus) / "dev" / "docs").iterdir())
        tell("real", [decode(path.read_bytes()) for path in paths], asked.rounds)
    say()
    say(f"{'one report':<12}{'lines':>8}{'MB':>8}{'reader s':>12}{'s/MB':>12}")
    text = "\n\n".join(mixed(1000, seed=2))
    for exponent in range(6):
        part = text[: 2 * MEGABYTE >> (5 - exponent)]
        taken = median(seconds_of(read, [part]) for _ in range(asked.rounds))
        size = len(part.encode()) / MEGABYTE
        say(f"{'':<12}{part.count(chr(10)):>8}{size:>8.2f}{taken:>12.2f}{taken / size:>12.2f}")


if __name__ == "__main__":
    main()
