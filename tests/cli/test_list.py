"""`pmtrack list`: every option alone and together, its boundaries, and each of its forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tracker.store.reading import ORDERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import CommandLine

TASKS_BY_DUE = [1, 2, 3, 4]


def items(cli: CommandLine, *words: object) -> list[dict[str, Any]]:
    result = cli("list", "--json", *words)
    assert result.exit_code == 0, result.stderr
    shown: list[dict[str, Any]] = json.loads(result.stdout)["items"]
    return shown


def ids(cli: CommandLine, *words: object) -> list[int]:
    return [item["id"] for item in items(cli, *words)]


@pytest.fixture
def wishes(board: CommandLine) -> CommandLine:
    """The board, and a second report: #6 a task that is overdue, #7 an improvement."""
    text = (
        "# Postmortem: mail was late\n\nDate: 2026-09-02\n\n"
        "## Action items\n\n- [ ] Replace the mail relay by October 10, 2026\n\n"
        "## Improvements\n\n- Make the alerts easier to understand\n"
    )
    board("import", board.write("reports/mail.md", text))
    return board


def test_json_has_the_promised_keys_in_their_order(board: CommandLine) -> None:
    shown = json.loads(board("list", "--json").stdout)

    assert list(shown) == ["as_of", "items"]
    assert shown["as_of"] == "2026-10-14"
    keys = (
        "id kind title status due due_text due_confidence days_overdue owners team priority type links"
        " recurrence snoozed_until report"
    )
    assert list(shown["items"][0]) == keys.split()
    assert list(shown["items"][0]["report"]) == ["id", "title", "source", "line"]


def test_json_tells_an_item_whole(board: CommandLine) -> None:
    assert items(board)[0] == {
        "id": 1,
        "kind": "task",
        "title": "Add an index on the orders table",
        "status": "open",
        "due": "2026-10-01",
        "due_text": "2026-10-01",
        "due_confidence": "explicit",
        "days_overdue": 13,  # from the 1st to the 14th
        "owners": ["Mara Lind"],
        "team": "storage",
        "priority": "P1",
        "type": None,
        "links": [],
        "recurrence": None,
        "snoozed_until": None,
        "report": {
            "id": 1,
            "title": "search was slow",
            "source": str(board.folder / "reports" / "board.md"),
            "line": 9,
        },
    }


def test_without_options_it_lists_open_and_in_progress_tasks_overdue_first(wishes: CommandLine) -> None:
    assert ids(wishes) == [1, 6, 2, 3, 4]
    assert {item["status"] for item in items(wishes)} == {"open", "in_progress"}
    assert {item["kind"] for item in items(wishes)} == {"task"}


def test_improvements_adds_them_to_the_tasks(wishes: CommandLine) -> None:
    shown = items(wishes, "--improvements")

    assert [item["id"] for item in shown] == [1, 6, 2, 3, 4, 7]
    assert [item["kind"] for item in shown][-1] == "improvement"


def test_all_adds_every_status_and_still_only_tasks(wishes: CommandLine) -> None:
    wishes("done", 7)

    assert ids(wishes, "--all", "--sort", "id") == [1, 2, 3, 4, 5, 6]
    assert ids(wishes, "--all", "--improvements", "--sort", "id") == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["--owner", "Mara Lind"], [1, 4]),
        (["--owner", "mara"], [1, 4]),
        (["--owner", "@mara"], [1, 4]),
        (["--owner", "Beck"], [2]),
        (["--owner", "Am"], [3]),
        (["--owner", "ind"], []),
        (["--owner", "%"], []),
        (["--owner", "_mira"], []),
        (["--owner", '"'], []),
        (["--team", "platform"], [2, 3]),
        (["--team", "Platform"], [2, 3]),
        (["--team", "plat"], []),
        (["--priority", "P1"], [1]),
        (["--priority", "p1"], [1]),
        (["--priority", "P9"], []),
        (["--status", "in_progress"], [2]),
        (["--status", "done"], [5]),
        (["--status", "done", "--status", "in_progress"], [5, 2]),
        (["--status", "cancelled"], []),
        (["--report", "1"], [1, 2, 3, 4]),
        (["--report", "board.md"], [1, 2, 3, 4]),
        (["--report", "reports/board.md"], [1, 2, 3, 4]),
        (["--report", "search was"], [1, 2, 3, 4]),
        (["--report", "SLOW"], [1, 2, 3, 4]),
        (["--owner", "mara", "--team", "storage", "--priority", "P3"], [4]),
        (["--owner", "mara", "--team", "platform"], []),
    ],
    ids=lambda value: " ".join(map(str, value)),
)
def test_filters_narrow_the_list(board: CommandLine, words: list[str], expected: list[int]) -> None:
    assert ids(board, *words) == expected


def test_a_report_is_found_among_several(wishes: CommandLine) -> None:
    assert ids(wishes, "--report", "mail") == [6]
    assert ids(wishes, "--report", "2") == [6]
    assert ids(wishes, "--report", "was") == [1, 6, 2, 3, 4]


@pytest.mark.parametrize(
    ("day", "overdue", "days"),
    [
        ("2026-09-30", [], []),
        ("2026-10-01", [], []),  # on its due day an item is not overdue
        ("2026-10-02", [1], [1]),  # the day after it is
        ("2026-10-14", [1], [13]),
        ("2026-10-15", [1, 2], [14, 1]),
        ("2026-10-16", [1, 2, 3], [15, 2, 1]),
        ("2027-12-24", [1, 2, 3, 4], [449, 436, 435, 365]),
    ],
)
def test_an_item_is_overdue_from_the_day_after_its_due_day(
    board: CommandLine, day: str, overdue: list[int], days: list[int]
) -> None:
    shown = items(board, "--overdue", "--as-of", day)

    assert [item["id"] for item in shown] == overdue
    assert [item["days_overdue"] for item in shown] == days


def test_as_of_is_told_in_the_json_and_changes_nothing_stored(board: CommandLine) -> None:
    shown = json.loads(board("list", "--json", "--as-of", "2027-01-01").stdout)

    assert shown["as_of"] == "2027-01-01"
    assert json.loads(board("list", "--json").stdout)["as_of"] == "2026-10-14"


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("0d", [1, 2]),
        ("0", [1, 2]),
        ("1d", [1, 2, 3]),
        ("1", [1, 2, 3]),
        ("7d", [1, 2, 3]),
        ("1w", [1, 2, 3]),
        ("10 days", [1, 2, 3]),
        ("70d", [1, 2, 3]),  # 14 October + 70 days is 23 December
        ("71d", TASKS_BY_DUE),
        ("11W", TASKS_BY_DUE),
    ],
)
def test_due_within_takes_what_is_due_by_then_and_what_is_overdue(
    board: CommandLine, span: str, expected: list[int]
) -> None:
    assert ids(board, "--due-within", span) == expected


def test_due_within_counts_from_the_day_of_as_of(board: CommandLine) -> None:
    assert ids(board, "--due-within", "1d", "--as-of", "2026-09-30") == [1]
    assert ids(board, "--due-within", "1d", "--as-of", "2026-09-29") == []


def test_overdue_and_due_within_together_list_what_both_do(board: CommandLine) -> None:
    assert ids(board, "--overdue", "--due-within", "7d") == [1]


def test_what_is_done_is_not_overdue(board: CommandLine) -> None:
    board("done", 1)

    assert ids(board, "--overdue") == []
    assert ids(board, "--overdue", "--all") == []
    assert [item["days_overdue"] for item in items(board, "--all", "--sort", "id")] == [0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("due", [5, 1, 2, 3, 4]),
        ("priority", [2, 1, 5, 3, 4]),
        ("owner", [3, 5, 2, 1, 4]),
        ("report", [1, 2, 3, 4, 5]),
        ("title", [1, 4, 2, 3, 5]),
        ("id", [1, 2, 3, 4, 5]),
    ],
)
def test_sort_takes_each_order(board: CommandLine, order: str, expected: list[int]) -> None:
    assert ids(board, "--all", "--sort", order) == expected


def test_every_order_of_the_store_can_be_typed(board: CommandLine) -> None:
    assert all(len(ids(board, "--sort", order)) == 4 for order in ORDERS)


def test_limit_cuts_the_list_and_the_closing_line_counts_all(board: CommandLine) -> None:
    result = board("list", "--limit", 2)

    assert ids(board, "--limit", 2) == [1, 2]
    assert len(result.stdout.splitlines()) == 2
    assert "4 items" in result.stderr
    assert "2" in result.stderr.partition("4 items")[2]


def test_exit_code_is_one_when_something_is_listed_and_only_when_asked(board: CommandLine) -> None:
    assert board("list", "--overdue").exit_code == 0
    assert board("list", "--overdue", "--exit-code").exit_code == 1
    assert board("list", "--overdue", "--exit-code", "--json").exit_code == 1
    assert board("list", "--overdue", "--exit-code", "--csv").exit_code == 1
    assert board("list", "--overdue", "--exit-code", "--as-of", "2026-09-01").exit_code == 0
    assert board("list", "--owner", "nobody", "--exit-code").exit_code == 0


@pytest.mark.parametrize(
    ("zone", "moment", "overdue"),
    [
        ("UTC", datetime(2026, 10, 1, 23, 59, 59, tzinfo=UTC), []),
        ("UTC", datetime(2026, 10, 2, 0, 0, 0, tzinfo=UTC), [1]),
        ("Pacific/Auckland", datetime(2026, 10, 1, 10, 59, 59, tzinfo=UTC), []),  # 23:59:59 in summer, UTC+13
        ("Pacific/Auckland", datetime(2026, 10, 1, 11, 0, 0, tzinfo=UTC), [1]),
        ("America/Los_Angeles", datetime(2026, 10, 2, 6, 59, 59, tzinfo=UTC), []),  # 23:59:59, UTC-7
        ("America/Los_Angeles", datetime(2026, 10, 2, 7, 0, 0, tzinfo=UTC), [1]),
    ],
)
def test_an_item_is_overdue_from_midnight_in_the_configured_zone(
    board: CommandLine, at: Callable[[datetime], None], zone: str, moment: datetime, overdue: list[int]
) -> None:
    board.write("pmtrack.toml", f'timezone = "{zone}"\n')
    at(moment)

    assert ids(board, "--overdue") == overdue


def test_a_pipe_gets_one_line_an_item_in_tab_separated_columns(board: CommandLine) -> None:
    result = board("list")

    first, second, *_ = [line.split("\t") for line in result.stdout.splitlines()]
    place = f"{board.folder / 'reports' / 'board.md'}:9"
    assert first[0] == "1"
    assert first[1] == "2026-10-01"
    assert "13" in first[2]
    assert first[3:] == ["P1", "Mara Lind", "Add an index on the orders table", place]
    assert "today" in second[2]
    assert second[5].startswith("Raise the limit of the queue")


def test_the_closing_line_counts_what_is_overdue_and_due_today(board: CommandLine) -> None:
    closing = board("list").stderr

    assert "4 items" in closing
    assert "1 overdue" in closing
    assert "1 due today" in closing


def test_an_empty_list_says_so(cli: CommandLine) -> None:
    cli("import", cli.write("a.md", "# P\n\nAll is well.\n"))

    result = cli("list", "--overdue")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "othing" in result.stderr
    assert json.loads(cli("list", "--json").stdout)["items"] == []


def test_csv_has_a_head_and_a_row_an_item(board: CommandLine) -> None:
    text = board("list", "--csv").stdout

    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == ["1", "2", "3", "4"]
    assert rows[0]["title"] == "Add an index on the orders table"
    assert rows[0]["owners"] == "Mara Lind"
    assert rows[0]["due"] == "2026-10-01"
    assert rows[0]["days_overdue"] == "13"
    assert rows[0]["line"] == "9"


def test_csv_of_nothing_still_has_its_head(board: CommandLine) -> None:
    head = board("list", "--csv").stdout.splitlines()[0]

    assert board("list", "--csv", "--owner", "nobody").stdout.splitlines() == [head]


def test_csv_and_json_together_are_refused(board: CommandLine) -> None:
    result = board("list", "--csv", "--json")

    assert result.exit_code == 2
    assert "--csv" in result.stderr


def test_overdue_and_a_closed_status_together_are_refused(board: CommandLine) -> None:
    # "Nothing is overdue." would be a false answer: nothing that is done ever is.
    result = board("list", "--overdue", "--status", "done")

    assert result.exit_code == 2


def test_several_people_own_an_item_and_each_finds_it(cli: CommandLine) -> None:
    table = (
        "# P\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on certificates | Mara Lind, Jonas |\n"
    )
    cli("import", cli.write("a.md", table))

    assert items(cli)[0]["owners"] == ["Mara Lind", "Jonas"]
    assert ids(cli, "--owner", "jonas") == ids(cli, "--owner", "Lind") == [1]


def test_an_owner_in_another_script_is_found_whatever_the_case(cli: CommandLine) -> None:
    table = "# P\n\n## Action items\n\n| Action | Owner |\n|---|---|\n| Alert on certificates | Žofie Černá |\n"
    cli("import", cli.write("a.md", table))

    assert ids(cli, "--owner", "Žofie") == [1]
    assert ids(cli, "--owner", "žofie") == [1]
    assert ids(cli, "--owner", "černá") == [1]


def test_many_items_are_listed_in_order(cli: CommandLine) -> None:
    lines = "".join(f"- [ ] Replace disk number {number} by October 1, 2026\n" for number in range(300))
    cli("import", cli.write("a.md", f"# P\n\n## Action items\n\n{lines}"))

    assert ids(cli, "--overdue") == list(range(1, 301))
    assert "300 items" in cli("list").stderr
