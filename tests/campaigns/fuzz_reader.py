"""Read a great many damaged reports, and count what the reader did not take calmly.

    python tests/campaigns/fuzz_reader.py --documents 2000 [--seed N] [--jobs 2]

Each document is a report, or pieces of two, changed in a few places: lines doubled, dropped, swapped or joined,
marks and letters put in or taken out, indents and line ends changed, bytes damaged, one piece repeated very
often. What has to hold for each:

answer      the reader returns; it raises nothing
time        no document takes longer than the bound, by the process's own clock
lines       items stand in the order of their lines, each on a line that the document has; no two are equal
fields      titles have words, no control characters and a bounded length; days are days
same        reading it again gives the same

growth      one piece of a report, repeated until the reader's limits: cost that grows faster than the length
            would show as minutes

With PMTRACK_CORPUS, a folder of real reports (`dev/docs/`), these are changed too. A document that fails is kept
under its number in --keep; --seed and --only read it again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker.reports import decode, parse_report

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
TODAY = date(2024, 12, 1)
BOUND = 2.0
"""Seconds of the process's own time that a document may take."""
LONGEST_TITLE = 1_000
LARGEST = 400_000
"""Characters of a changed document: repeating a piece ends there."""
BATCH = 100

MARKS = (
    *(
        "- ",
        "* ",
        "1. ",
        "- [ ] ",
        "- [x] ",
        "☐ ",
        "✅ ",
        "# ",
        "## ",
        "### Action items\n",
        "---\n",
        "===\n",
        "> ",
    ),
    *("**", "__", "`", "```\n", "|", "| --- | --- |\n", "\t", "    ", "[", "](", ")", "(", "<", ">", "@", "\\"),
    *("<!--", "-->", "<table>", "<tr><td>", "</table>", "<<<<<<< HEAD\n", "=======\n", ">>>>>>> x\n", "\n\n"),
    *("#12 ", "Owner: ", "Due: ", "(due ", "by 2024-01-31", "31/12/", "2024-02-30", "99999999999", "TBD"),
    *("---\naction_items:\n  - ", "+++\n", "\r", "\x00", "\x0c", "\ue000", "\ue0001\ue000", "\u2028", "\u202e"),
    *("\ufeff", "\uff19", "\u0130", "\ud800", "é", "ß", "日本"),
)
"""What is put in: what the reader gives a meaning to, and characters that programs trip over."""


GROWING = (
    "# Action items\n",
    "## Add check number {n} now\n- by hand\n- by night\n",
    "## Add check number {n} now\nin words\n",
    "{blanks}- Add check number {n}:\n",
    "Label {n}:\n- Add x\n",
    "| Action | Owner |\n|--|--|\n| Add x | Ana |\n\n",
    "- Add [x{n}]\n[x{n}]: https://example.org/{n}\n",
    "Add check number {n} to the system by May 2.\n",
    "# Action items {n}\n- Restarted x\n",
    "# situation\n# task\n# action\n# result\n- Add x\n",
    "## Part {n}\n- Add a\n- Add b\n",
    "<table><tr><th>Action</th><th>Owner</th></tr><tr><td>Add x {n}</td><td>Ana</td></tr></table>\n",
)
"""Pieces of reports, for a report of many: `n` counts them, `blanks` indents them more and more."""
LONG_BOUND = 10.0
"""Seconds for a report of 2 MB, which takes one or two."""


class Failure(NamedTuple):
    """A document that did not hold, and why."""

    number: int
    why: str


class Batch(NamedTuple):
    """What came of some documents."""

    failures: list[Failure]
    items: int
    slowest: float
    slowest_number: int


@cache
def originals() -> tuple[str, ...]:
    """Return the reports that are changed: the examples, and real ones where a folder of them is at hand."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".json"]
    if corpus := os.environ.get("PMTRACK_CORPUS"):
        texts += [decode(path.read_bytes()) for path in sorted((Path(corpus) / "dev" / "docs").iterdir())]
    return tuple(texts)


def document(seed: int, number: int) -> str:
    """Return the document of a number: the same for the same seed."""
    chance = random.Random(seed * 1_000_003 + number)
    text = chance.choice(originals())
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 20))):
        text = chance.choice(CHANGES)(text, chance)[:LARGEST]
    return text


def with_mark(text: str, chance: random.Random) -> str:
    """Put a mark in somewhere."""
    place = chance.randint(0, len(text))
    return text[:place] + chance.choice(MARKS) + text[place:]


def with_mark_at_line(text: str, chance: random.Random) -> str:
    """Put a mark in front of a line."""
    lines = text.split("\n")
    place = chance.randrange(len(lines))
    lines[place] = chance.choice(MARKS) + lines[place]
    return "\n".join(lines)


def without_piece(text: str, chance: random.Random) -> str:
    """Take a short piece out."""
    place = chance.randint(0, len(text))
    return text[:place] + text[place + chance.randint(1, 30) :]


def with_lines_moved(text: str, chance: random.Random) -> str:
    """Move a few lines to another place, or double them."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    piece = lines[start : start + chance.randint(1, 8)]
    if chance.random() < 0.5:
        del lines[start : start + len(piece)]
    place = chance.randint(0, len(lines))
    return "\n".join(lines[:place] + piece + lines[place:])


def with_lines_joined(text: str, chance: random.Random) -> str:
    """Join some lines to one."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    count = chance.randint(2, 40)
    return "\n".join([*lines[:start], " ".join(lines[start : start + count]), *lines[start + count :]])


def with_other_indents(text: str, chance: random.Random) -> str:
    """Indent some lines, or take their indent away."""
    lines = text.split("\n")
    start = chance.randrange(len(lines))
    blanks = " " * chance.choice((0, 1, 2, 3, 4, 8, 40))
    for place in range(start, min(len(lines), start + chance.randint(1, 20))):
        lines[place] = blanks + lines[place].lstrip()
    return "\n".join(lines)


def with_piece_repeated(text: str, chance: random.Random) -> str:
    """Repeat a piece very often: what patterns that step back would choke on."""
    place = chance.randint(0, len(text))
    piece = chance.choice((chance.choice(MARKS), text[place : place + chance.randint(1, 40)])) or " "
    return text[:place] + piece * chance.choice((3, 50, 1000, 20_000)) + text[place:]


def with_other_line_ends(text: str, chance: random.Random) -> str:
    """Write the line ends of another system, or of an old one."""
    return text.replace("\n", chance.choice(("\r\n", "\r", "\n\n", "\u2028")))


def with_another(text: str, chance: random.Random) -> str:
    """Go on with a piece of another report."""
    other = chance.choice(originals())
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def with_bytes_damaged(text: str, chance: random.Random) -> str:
    """Damage bytes, as a bad disk or a wrong encoding does."""
    data = bytearray(text.encode("utf-8", errors="surrogatepass"))
    for _ in range(chance.randint(1, 30)):
        if data:
            data[chance.randrange(len(data))] = chance.choice((0x80, 0xC3, 0xFF, 0x1B, chance.randrange(1, 256)))
    try:
        return decode(bytes(data))
    except ValueError:
        return text


CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    with_mark,
    with_mark_at_line,
    without_piece,
    with_lines_moved,
    with_lines_joined,
    with_other_indents,
    with_piece_repeated,
    with_other_line_ends,
    with_another,
    with_bytes_damaged,
)


def wrongs(text: str) -> tuple[str, int, float]:
    """Return what did not hold for a document ("" when all did), its items and the seconds that it took."""
    began = time.process_time()
    try:
        report = parse_report(text, name="report.md", today=TODAY)
    except Exception:  # noqa: BLE001 - whatever it raises is what is looked for
        return traceback.format_exc(limit=-3), 0, 0.0
    taken = time.process_time() - began
    lines = [item.line for item in report.items]
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    checks = (
        (taken <= BOUND, f"took {taken:.1f} s"),
        (lines == sorted(lines), f"lines out of order: {lines}"),
        (len(set(report.items)) == len(report.items), "an item twice"),
        (all(1 <= line <= last for line in lines), f"a line that the document has not: {lines}"),
        (all(any(map(str.isalnum, item.title)) for item in report.items), "a title without words"),
        (all(len(item.title) <= LONGEST_TITLE for item in report.items), "a title without end"),
        (all("\n" not in item.title for item in report.items), "a title over two lines"),
        (parse_report(text, name="report.md", today=TODAY) == report, "another answer the second time"),
    )
    return "; ".join(why for holds, why in checks if not holds), len(lines), taken


def read_batch(seed: int, first: int, count: int) -> Batch:
    """Read the documents of a range of numbers."""
    failures: list[Failure] = []
    items, slowest, slowest_number = 0, 0.0, first
    for number in range(first, first + count):
        why, found, taken = wrongs(document(seed, number))
        items += found
        if why:
            failures.append(Failure(number, why))
        if taken > slowest:
            slowest, slowest_number = taken, number
    return Batch(failures, items, slowest, slowest_number)


def grown(piece: str) -> str:
    """Return a report of 2 MB, one piece again and again, under a heading of action items."""
    pieces = (piece.format(n=n, blanks=" " * (n % 40)) for n in range(2 * 2**20 // len(piece)))
    return GROWING[0] + "".join(pieces)


def too_slow() -> list[str]:
    """Return the pieces of which a long report takes longer than the bound."""
    found: list[str] = []
    for piece in GROWING:
        text = grown(piece)
        began = time.process_time()
        parse_report(text, name="report.md", today=TODAY)
        taken = time.process_time() - began
        if taken > LONG_BOUND:
            found.append(f"{taken:.0f} s for 2 MB of {piece!r}")
    return found


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def main() -> int:
    """Read the documents, print the table, and return 1 if any did not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--documents", type=int, default=2000, help="documents to read (2000)")
    parser.add_argument("--seed", type=int, default=0, help="repeats the same documents (0: another each time)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes (one a core)")
    parser.add_argument("--only", type=int, help="read only the document of this number")
    parser.add_argument("--keep", type=Path, default=Path(tempfile.gettempdir()), help="where to keep what fails")
    asked = parser.parse_args()
    seed = asked.seed or random.SystemRandom().randrange(1, 1_000_000)
    firsts = [asked.only] if asked.only is not None else list(range(0, asked.documents, BATCH))
    counts = [1 if asked.only is not None else min(BATCH, asked.documents - first) for first in firsts]
    began = time.monotonic()
    with ProcessPoolExecutor(asked.jobs) as pool:
        batches = list(pool.map(read_batch, [seed] * len(firsts), firsts, counts))
    failures = [failure for batch in batches for failure in batch.failures]
    slowest = max(batches, key=lambda batch: batch.slowest)
    say(f"seed            {seed}")
    say(f"originals       {len(originals())}")
    say(f"documents       {sum(counts)} in {time.monotonic() - began:.0f} s")
    say(f"items           {sum(batch.items for batch in batches)}")
    say(f"slowest         {slowest.slowest:.2f} s (document {slowest.slowest_number})")
    slow = too_slow()
    say(f"growth          {len(GROWING)} reports of 2 MB, {len(slow)} too slow")
    for line in slow:
        say(f"  {line}")
    say(f"failures        {len(failures)}")
    for failure in failures[:20]:
        path = asked.keep / f"fuzz-{seed}-{failure.number}.md"
        path.write_text(document(seed, failure.number), encoding="utf-8", errors="surrogatepass")
        say(f"  {path}: {failure.why}")
    return 1 if failures or slow else 0


if __name__ == "__main__":
    raise SystemExit(main())
