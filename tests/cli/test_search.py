"""`pmtrack search`: every word somewhere, whatever the status; the best first."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import CommandLine


def found(cli: CommandLine, *words: object) -> list[int]:
    result = cli("search", "--json", *words)
    assert result.exit_code == 0, result.stderr
    items: list[dict[str, Any]] = json.loads(result.stdout)["items"]
    return [item["id"] for item in items]


@pytest.fixture
def desk(board: CommandLine) -> CommandLine:
    """The board; #6 is an improvement, #7 was added by hand with a link and cancelled."""
    text = "# Postmortem: Café müde\n\nDate: 2026-09-02\n\n## Improvements\n\n- Make the alerts clearer\n"
    board("import", board.write("reports/cafe.md", text))
    board("add", "Order new shelves", "--owner", "Zoë Quist", "--link", "OPS-77", "--team", "facilities")
    board("cancel", 7, "--reason", "the Lager moved")
    return board


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (["rehearse"], [3]),
        (["REHEARSE", "failover"], [3]),
        (["hears over"], [3]),  # parts of words, in one argument or several
        (["mara"], [1, 4]),
        (["mara", "rollback"], [4]),
        (["dashboard"], [5]),  # done
        (["alerts"], [6]),  # an improvement
        (["cafe", "MUDE"], [6]),  # the report, without its accents
        (["zoe"], [7]),
        (["ops-77"], [7]),
        (["facilities"], [7]),
        (["lager"], [7]),  # the reason
        (["action items", "jonas"], [2, 5]),  # the section
        (["order"], [7, 1, 2, 3, 4, 5, 6][:2]),
        (["mara", "queue"], []),
        (["%"], []),
        (["' OR 1=1 --"], []),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_every_word_must_occur_somewhere(desk: CommandLine, words: list[str], numbers: list[int]) -> None:
    assert sorted(found(desk, "--", *words)) == sorted(numbers)


def test_titles_come_first_and_open_before_closed(desk: CommandLine) -> None:
    desk("add", "The old index of Mara")
    desk("add", "Ask Mara", "--due", "2026-10-20")
    desk("done", 8)

    assert found(desk, "mara") == [9, 8, 1, 4]


def test_a_person_is_found_by_the_name_that_lists_show(desk: CommandLine) -> None:
    desk.write("pmtrack.toml", '[owners."Maria Lindqvist"]\nspellings = ["Mara Lind"]\nteam = "night shift"\n')

    assert found(desk, "lindqvist") == [1, 4]
    # The team that is written goes before the one of the owner.
    assert found(desk, "night") == []
    desk("edit", 1, "--team", "none")
    assert found(desk, "night") == [1]


def test_the_table_shows_the_status(desk: CommandLine) -> None:
    *lines, _closing = desk("search", "the", "--format", "table").stdout.splitlines()

    assert "STATUS" in lines[0]
    status = {line.split()[0]: line for line in lines if line.split()[0].isdecimal()}
    assert "in progress" in status["2"]
    assert "done" in status["5"]
    assert "cancelled" in status["7"]
    assert "(improvement)" in "".join(lines)


def test_a_limit_keeps_the_best_and_the_closing_line_counts_all(desk: CommandLine) -> None:
    result = desk("search", "the", "--limit", 1)

    assert len(result.stdout.splitlines()) == 1
    assert "Shown: 1." in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["nothing"], "Nothing found for “nothing”. A part of the word may find more."),
        (["no", "thing"], "Nothing found for “no thing”. Every word must occur; fewer may find more."),
    ],
)
def test_nothing_found_is_told_and_is_no_failure(desk: CommandLine, words: list[str], told: str) -> None:
    result = desk("search", *words)

    assert (result.exit_code, result.stdout, result.stderr) == (0, "", f"{told}\n")
    assert desk("search", *words, "--format", "table").stdout == f"{told}\n"
    assert found(desk, *words) == []


@pytest.mark.parametrize("words", [[""], ["  "], ["\u200b"], []], ids=ascii)
def test_no_words_are_told(desk: CommandLine, words: list[str]) -> None:
    result = desk("search", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "WORDS" in result.stderr


def test_what_is_forgotten_is_not_found(desk: CommandLine) -> None:
    desk("forget", "cafe.md", "--yes")

    assert found(desk, "alerts") == []
