"""`pmtrack reports`: what was imported, and how the work of each report stands."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from conftest import CommandLine


def listed(cli: CommandLine, *words: object) -> list[dict[str, Any]]:
    result = cli("reports", "--json", *words)
    assert result.exit_code == 0, result.stderr
    shown: list[dict[str, Any]] = json.loads(result.stdout)["reports"]
    return shown


@pytest.fixture
def shelf(board: CommandLine) -> CommandLine:
    """The board, and two more reports: #2 is later and has an improvement alone, #3 has no day and no items."""
    text = "# Postmortem: mail was late\n\nDate: 2026-10-02\n\n## Improvements\n\n- Make the alerts clearer\n"
    board("import", board.write("reports/mail.md", text))
    board("import", board.write("reports/empty.md", "# Postmortem: all is well\n"))
    return board


def test_the_latest_report_comes_first_and_one_without_a_day_on_that_of_its_import(shelf: CommandLine) -> None:
    assert [report["id"] for report in listed(shelf)] == [3, 2, 1]


def test_json_tells_a_report_whole(shelf: CommandLine) -> None:
    report = listed(shelf)[-1]

    assert report.pop("uid")
    assert report == {
        "id": 1,
        "title": "search was slow",
        "source": str(shelf.folder / "reports" / "board.md"),
        "day": "2026-09-01",
        "incident_on": report["incident_on"],
        "reported_on": report["reported_on"],
        "severity": None,
        "imported_at": "2026-10-14T12:00:00+00:00",
        "forgotten_at": None,
        "open": 4,  # open and in progress
        "done": 1,
        "cancelled": 0,
        "overdue": 1,
    }


def test_only_tasks_count(shelf: CommandLine) -> None:
    counts = [[report[name] for name in ("open", "done", "cancelled", "overdue")] for report in listed(shelf)]

    assert counts == [[0, 0, 0, 0], [0, 0, 0, 0], [4, 1, 0, 1]]


def test_what_is_done_since_is_counted_so(shelf: CommandLine) -> None:
    shelf("done", 1)
    shelf("cancel", 2, "--reason", "no longer used")

    report = listed(shelf, "1")[0]

    assert [report[name] for name in ("open", "done", "cancelled", "overdue")] == [2, 2, 1, 0]


def test_a_pipe_gets_a_line_a_report(shelf: CommandLine) -> None:
    result = shelf("reports")

    assert result.stdout.splitlines()[-1].split("\t") == [
        *("1", "2026-09-01", "4", "1", "0", "1", "search was slow"),
        str(shelf.folder / "reports" / "board.md"),
    ]
    assert result.stderr == "3 reports, 4 tasks open, 1 of them overdue.\n"


def test_a_person_gets_a_table(shelf: CommandLine) -> None:
    head, *lines = shelf("reports", "--format", "table").stdout.splitlines()

    assert head.split() == ["ID", "DATE", "OPEN", "DONE", "OVERDUE", "REPORT"]
    assert any(line.split()[:5] == ["1", "2026-09-01", "4", "1", "1"] for line in lines)
    assert lines[-1] == "3 reports, 4 tasks open, 1 of them overdue."


def test_a_spreadsheet_and_a_page_have_a_row_a_report(shelf: CommandLine) -> None:
    rows = list(csv.DictReader(io.StringIO(shelf("reports", "--csv").stdout)))
    page = shelf("reports", "--format", "markdown").stdout.splitlines()

    assert [(row["id"], row["open"]) for row in rows] == [("3", "0"), ("2", "0"), ("1", "4")]
    assert page[0] == "| ID | Date | Open | Done | Overdue | Report | File |"
    assert len([line for line in page if line.startswith("|")]) == 2 + 3


@pytest.mark.parametrize(
    ("name", "numbers"), [("1", [1]), ("mail.md", [2]), ("was", [2, 1]), ("WELL", [3]), (".md", [3, 2, 1])]
)
def test_a_name_narrows_the_list(shelf: CommandLine, name: str, numbers: list[int]) -> None:
    assert [report["id"] for report in listed(shelf, name)] == numbers


def test_an_unknown_name_is_told(shelf: CommandLine) -> None:
    result = shelf("reports", "nowhere.md")

    assert (result.exit_code, result.stdout) == (2, "")
    assert "no report matches 'nowhere.md'" in result.stderr


def test_the_forgotten_are_listed_alone_and_only_when_asked_for(shelf: CommandLine) -> None:
    shelf("forget", 1, "--yes")

    (forgotten,) = listed(shelf, "--forgotten")

    assert [report["id"] for report in listed(shelf)] == [3, 2]
    assert (forgotten["id"], forgotten["open"], forgotten["done"]) == (1, 4, 1)  # what it had
    assert forgotten["forgotten_at"] == "2026-10-14T12:00:00+00:00"
    assert [report["id"] for report in listed(shelf, "--forgotten", "slow")] == [1]
    assert shelf("reports", "--forgotten", "mail").exit_code == 2


def test_nothing_is_told_with_what_to_do(board: CommandLine) -> None:
    board("forget", 1, "--yes")

    result = board("reports")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "pmtrack import" in result.stderr
    assert board("reports", "--format", "table").stdout == result.stderr
    board("undo")
    assert board("reports", "--forgotten").stderr == "No report was forgotten.\n"
