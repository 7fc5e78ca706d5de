"""Makes what in the documents is generated, or says what in them is stale.

    python tests/documents.py                    writes all of them anew
    python tests/documents.py docs/json.md       this one alone
    python tests/documents.py --check [...]      writes nothing; prints the difference and ends with 1

A Markdown document is a play: the `console` blocks in it are transcripts, in which a line that begins with `$ ` is
typed, and what stands below it is what the terminal shows. They are run one after the other, each document on a
stage of its own (`tests/stage.py`), and their output is put in anew; the text between them is written by hand. The
blocks are their own marks, so nothing else has to mark what is generated. Two documents are generated whole: the
reference of the commands, and the picture of a standup.
"""

from __future__ import annotations

import argparse
import re
import sys
from difflib import unified_diff
from itertools import groupby
from typing import TYPE_CHECKING, Any

from picture import picture
from stage import COLOURS, ROOT, Failed, load_the_program, stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from stage import Stage

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)

PROMPT = "$ "

WIDE = 100
"""Columns of the reference and of the picture; the transcripts have a terminal's 80."""


def read(name: str) -> str:
    """Return a document as it stands, empty when there is none."""
    path = ROOT / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def played(name: str) -> str:
    """Return a document with its transcripts as they run now."""
    load_the_program()
    with stage(name.rpartition("/")[2].removesuffix(".md").lower()) as on:
        return BLOCK.sub(lambda block: f"```console\n{''.join(transcript(block[1], on))}```", read(name))


def transcript(block: str, on: Stage) -> Iterator[str]:
    """Yield a block's commands, each with what it prints now; blanks at the end of a line are not kept."""
    for line in block.splitlines():
        if line.startswith(PROMPT):
            yield f"{line}\n"
            printed = COLOURS.sub("", on.run(line.removeprefix(PROMPT)))
            yield from (f"{shown.rstrip()}\n" for shown in printed.splitlines())


def transcribed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each command of a document with what stands below it."""
    for block in BLOCK.findall(text):
        for part in f"\n{block}".split(f"\n{PROMPT}")[1:]:
            line, _, printed = part.partition("\n")
            yield line, printed


def standup(name: str) -> str:
    """Return the picture of what the standup sees, from a real run."""
    del name
    load_the_program()
    with stage("standup") as on:
        on.run("pmtrack import postmortems")
        return picture(on.run(STANDUP, columns=WIDE), STANDUP, WIDE)


STANDUP = "pmtrack list --overdue"


def reference(name: str) -> str:
    """Return the help of every command, with a table of contents."""
    del name
    from tracker.cli import COMMANDS  # noqa: PLC0415 - the transcripts load the program at a moment of their own

    parts = [HEAD]
    for heading, rows in groupby(COMMANDS, key=lambda row: row.heading):
        parts += [f"**{heading}**", "", "| command | does |", "|---|---|"]
        parts += [f"| [`{row.name}`](#pmtrack-{row.name}) | {row.line} |" for row in rows]
        parts += [""]
    parts.pop()
    for words in ((), *names_of_commands()):
        level = "#" * max(2, len(words) + 1)
        parts += ["", " ".join((level, "pmtrack", *words)), "", "```text", help_of(*words), "```"]
    return "\n".join(parts) + "\n"


HEAD = """\
# The commands

What `pmtrack COMMAND --help` prints, for every command. This page is generated: `python tests/documents.py`.
"""


def names_of_commands() -> list[tuple[str, ...]]:
    """Return what is typed for every command and, behind each, for those below it."""
    from typer.main import get_command  # noqa: PLC0415 - see `reference`

    from tracker.cli import COMMANDS, app  # noqa: PLC0415 - see `reference`

    group: Any = get_command(app)
    names: list[tuple[str, ...]] = []
    for row in COMMANDS:
        names.append((row.name,))
        names += [(row.name, below) for below in getattr(group.get_command(None, row.name), "commands", ())]
    return names


def help_of(*words: str) -> str:
    """Return what a command's `--help` prints."""
    from typer.testing import CliRunner  # noqa: PLC0415 - for this document alone

    from tracker.cli import app  # noqa: PLC0415 - see `reference`

    shown = CliRunner().invoke(app, [*words, "--help"], prog_name="pmtrack", terminal_width=WIDE)
    return "\n".join(line.rstrip() for line in shown.stdout.strip().splitlines())


DOCUMENTS: dict[str, Callable[[str], str]] = {
    "README.md": played,
    "docs/json.md": played,
    "docs/commands.md": reference,
    "docs/standup.svg": standup,
}
"""Every document that is generated, in part or whole, and what makes it."""


def difference(name: str, stands: str, made: str) -> str:
    """Return how a document differs from what it should be; empty when it does not."""
    old, new = stands.splitlines(keepends=True), made.splitlines(keepends=True)
    lines = unified_diff(old, new, f"{name} as it stands", f"{name} as it runs")
    return "".join(lines)


def main() -> int:
    """Do what the command line says; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; say what is stale")
    parser.add_argument("names", nargs="*", metavar="DOCUMENT", help=f"of {', '.join(DOCUMENTS)}; all")
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in DOCUMENTS]
    if unknown:
        parser.error(f"no generated document {', '.join(unknown)}")
    stale = False
    for name in options.names or DOCUMENTS:
        told = stale_lines(name) if options.check else written(name)
        if told:
            stale = True
            sys.stdout.write(f"{HEADING}{name}\n{told}")
    if stale and options.check:
        sys.stdout.write(f"{HEADING}`python tests/documents.py` makes them anew\n")
    return int(stale)


HEADING = "== "
"""What stands in front of a document's name, above what is to say of it."""


def stale_lines(name: str) -> str:
    """Return how a document differs from what it should be, or why it cannot be played; empty when current."""
    try:
        return difference(name, read(name), DOCUMENTS[name](name))
    except Failed as failure:
        return f"{failure}\n"


def written(name: str) -> str:
    """Write a document anew; return why it cannot be played, empty when it can."""
    try:
        made = DOCUMENTS[name](name)
    except Failed as failure:
        return f"{failure}\n"
    (ROOT / name).write_text(made, encoding="utf-8")
    return ""


if __name__ == "__main__":
    sys.exit(main())
