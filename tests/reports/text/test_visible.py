"""What a reader of the finished page sees: fences round a whole report, code blocks, comments."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.reports.text.conflicts import NumberedLine
from tracker.reports.text.visible import visible_lines


def seen(*lines: str) -> list[str]:
    numbered = [NumberedLine(number, text) for number, text in enumerate(lines, start=1)]
    return [line.text for line in visible_lines(numbered)]


REPORT = "# Outage\n\n## Action items\n\n- Add a lock\n"
INNER = "\n```\n- code\n```\n\n- Fix the pager\n"


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (f"```\n{REPORT}```\n", ["Add a lock"]),
        (f"\n```md\n{REPORT}```\n\n", ["Add a lock"]),
        (f"~~~ markdown\n{REPORT}~~~\n", ["Add a lock"]),
        (f"```\n{REPORT}", ["Add a lock"]),
        (f"```\n{REPORT}{INNER}```\n", ["Add a lock", "Fix the pager"]),
        (f"```\n{REPORT}{INNER}", ["Add a lock", "Fix the pager"]),
    ],
    ids=[
        "closed",
        "named, with blanks",
        "tildes",
        "unclosed",
        "round other blocks",
        "unclosed round other blocks",
    ],
)
def test_a_fence_round_a_whole_report_is_ignored(text: str, titles: list[str]) -> None:
    report = parse_report(text, name="x.md", today=date(2024, 12, 1))

    assert report.title == "Outage"
    assert [item.title for item in report.items] == titles


def test_a_fence_round_all_lines_is_ignored_without_headings_of_markup_too() -> None:
    report = parse_report("```\nAction items:\n- Add a lock\n```\n", name="x.md", today=date(2024, 12, 1))

    assert [item.title for item in report.items] == ["Add a lock"]


def test_both_fences_round_a_whole_report_are_gone() -> None:
    assert seen("", "```", "# Outage", "words", "```", "") == ["", "# Outage", "words", ""]


@pytest.mark.parametrize(
    "lines",
    [
        ("```", "log", "```", "words"),
        ("```sh", "# Restart", "```", "words"),
        ("~~~", "```", "log", "```", "~~~", "words"),
        ("````", "```", "log", "````", "words"),
    ],
)
def test_a_block_above_the_words_is_hidden(lines: tuple[str, ...]) -> None:
    assert seen(*lines) == ["", "words"]


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (("a", "```", "b", "```", "c"), ["a", "", "c"]),
        (("a", "```", "b"), ["a", "```", "b"]),
        (("a <!-- b --> c", "d"), ["a  c", "d"]),
        (("a <!-- b", "c", "d --> e"), ["a ", "", " e"]),
        (("a <!-- b", "c"), ["a ", "c"]),
        (("<!--", "```", "-->", "a", "```", "b", "```"), ["", "", "", "a", ""]),
        (("```", "<!--", "```", "a", "-->"), ["", "a", "-->"]),
    ],
    ids=["code", "unclosed", "comment", "lines of it", "open comment", "fence in a comment", "comment in code"],
)
def test_code_and_comments_are_hidden_and_what_is_never_closed_is_not(
    lines: tuple[str, ...], shown: list[str]
) -> None:
    assert seen(*lines) == shown


def test_a_block_parts_what_stands_around_it() -> None:
    text = "## Action items\n\n- Add a lock\n```\nlock()\n```\nThat was all.\n"

    assert [item.title for item in parse_report(text, name="x.md", today=date(2024, 12, 1)).items] == [
        "Add a lock"
    ]
