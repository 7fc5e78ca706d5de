"""The documents say what the program does: transcripts, the reference of commands, JSON shapes, the picture."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from subprocess import PIPE, STDOUT
from typing import TYPE_CHECKING, Any

import pytest
from documents import BLOCK, DOCUMENTS, HEADING, difference, help_of, names_of_commands, transcribed
from picture import picture
from stage import NOW, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
JSON_PAGE = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
PICTURE = (ROOT / "docs" / "standup.svg").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def stale() -> dict[str, str]:
    """What is stale in which document.

    The check is a process of its own: what is played is forked, and the clock stands for all of the process.
    """
    program = [sys.executable, str(ROOT / "tests" / "documents.py"), "--check"]
    told = subprocess.run(program, stdout=PIPE, stderr=STDOUT, text=True, check=False, timeout=120)
    parts = f"\n{told.stdout}".split(f"\n{HEADING}")
    assert parts[0].strip() == "", told.stdout
    assert told.returncode == int(len(parts) > 1), told.stdout
    return {name: text for name, _, text in (part.partition("\n") for part in parts[1:])}


@pytest.mark.parametrize("name", list(DOCUMENTS))
def test_a_document_shows_what_the_program_does_now(name: str, stale: dict[str, str]) -> None:
    assert name not in stale, f"\n{stale[name]}"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_with_a_transcript_is_played(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")

    assert name in DOCUMENTS or not BLOCK.search(text)


def test_the_tour_tells_the_day_on_which_it_is_played() -> None:
    assert NOW.date().isoformat() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_tour_shows_the_picture() -> None:
    assert "(docs/standup.svg)" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_what_is_stale_is_told_line_by_line() -> None:
    told = difference("a.md", "$ pmtrack list\nold\n", "$ pmtrack list\nnew\n")

    assert told.splitlines()[3:] == [" $ pmtrack list", "-old", "+new"]


def test_what_is_current_has_no_difference() -> None:
    assert difference("a.md", "same\n", "same\n") == ""


def lines_with_json() -> Iterator[tuple[str, str]]:
    for line, printed in transcribed(JSON_PAGE):
        if "--json" in line.split():
            yield line, printed


@pytest.mark.parametrize("words", names_of_commands(), ids=" ".join)
def test_a_command_that_answers_in_json_has_an_example(words: tuple[str, ...]) -> None:
    shown = any(f"pmtrack {' '.join(words)} " in f"{line} " for line, _ in lines_with_json())

    assert shown or "--json" not in help_of(*words)


def keys_of(document: Any) -> Iterator[str]:
    """Yield the names in a JSON document that are part of its shape; what a history changed is data."""
    if isinstance(document, list):
        for value in document:
            yield from keys_of(value)
    elif isinstance(document, dict):
        for name, value in document.items():
            yield name
            if name != "changes" or isinstance(value, list):
                yield from keys_of(value)


def keys_explained() -> set[str]:
    """Return the names in the first column of the page's tables."""
    cells = re.findall(r"^\| (`.*?`) \|", JSON_PAGE, re.MULTILINE)
    return {name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)}


def test_every_json_example_is_one_document_and_its_keys_are_explained() -> None:
    documents = [json.loads(printed) for _, printed in lines_with_json()]

    assert set(keys_of(documents)) == keys_explained()


def test_the_picture_names_no_address() -> None:
    told = PICTURE.replace('xmlns="http://www.w3.org/2000/svg"', "")

    assert "//" not in told
    assert "@" not in told
    assert "url(" not in told


def test_what_is_wide_takes_two_cells_of_the_picture() -> None:
    shown = picture("a決b\n", "title", 10)

    assert re.findall(r'<text x="([\d.]+)" .* textLength="([\d.]+)".*>(.*)</text>', shown) == [
        ("20.0", "8.4", "a"),
        ("28.4", "16.8", "決"),
        ("45.2", "8.4", "b"),
    ]


def test_a_colour_of_the_terminal_is_a_colour_of_the_picture() -> None:
    shown = picture("\x1b[31mlate\x1b[0m <b>\n", "title", 10)

    assert 'class="red">late</text>' in shown
    assert ">&lt;b&gt;</text>" in shown.replace("> &lt;", ">&lt;")
