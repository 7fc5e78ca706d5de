"""`pmtrack list`: every option alone and together, its boundaries, and each of its forms."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW

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
        "id kind title status status_reason due due_text due_confidence days_overdue owners people team priority"
        " type links recurrence snoozed_until touched_on backlog triaged gone report"
    )
    assert list(shown["items"][0]) == keys.split()
    assert list(shown["items"][0]["report"]) == ["id", "title", "source", "line"]


def test_json_tells_an_item_whole(board: CommandLine) -> None:
    assert items(board)[0] == {
        "id": 1,
        "kind": "task",
        "title": "Add an index on the orders table",
        "status": "open",
        "status_reason": None,
        "due": "2026-10-01",
        "due_text": "2026-10-01",
        "due_confidence": "explicit",
        "days_overdue": 13,  # from the 1st to the 14th
        "owners": ["Mara Lind"],
        "people": ["Mara Lind"],
        "team": "storage",
        "priority": "P1",
        "type": None,
        "links": [],
        "recurrence": None,
        "snoozed_until": None,
        "touched_on": "2026-09-01",  # only imported: the day of its report
        "backlog": False,
        "triaged": False,
        "gone": False,
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
        (["--owner", "MÁRA"], [1, 4]),
        (["--team", "platform"], [2, 3]),
        (["--team", "Platform"], [2, 3]),
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
        (["--unowned"], []),
        (["--undated"], []),
        (["--due-before", "2026-10-14"], [1]),
        (["--due-before", "today"], [1]),
        (["--due-before", "tomorrow"], [1, 2]),
        (["--due-before", "in 2 days"], [1, 2, 3]),
        (["--due-before", "end of year"], [1, 2, 3, 4]),
        (["--due-before", "friday", "--owner", "jonas"], [2]),
        (["--overdue", "--due-before", "2026-12-31"], [1]),
        (["--overdue", "--due-before", "2026-09-01"], []),
        (["--query", "the"], [1, 2, 3, 4]),
        (["--query", "failover"], [3]),
        (["--query", "FAILOVER rehearse"], [3]),
        (["--query", "mara index"], [1]),
        (["--query", "mara queue"], []),
        (["--stale", "43d"], [1, 2, 3, 4]),  # from 1 September to 14 October
        (["--stale", "44d"], []),
        (["--stale", "6w"], [1, 2, 3, 4]),
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
    assert board("list", "--priority", "P9", "--exit-code").exit_code == 0


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
    assert first == [
        *("1", "open", "2026-10-01", "13 d late", "P1", "Mara Lind", "storage", ""),
        *("Add an index on the orders table", place),
    ]
    assert second[1:4] == ["in_progress", "2026-10-14", "today"]
    assert second[8] == "Raise the limit of the queue"


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

    assert board("list", "--csv", "--priority", "P9").stdout.splitlines() == [head]


@pytest.mark.parametrize(
    "words",
    [
        [
            "--overdue",
            "--status",
            "done",
        ],  # "Nothing is overdue." would be a false answer: nothing that is done is
        ["--undated", "--overdue"],
        ["--undated", "--due-before", "friday"],
        ["--undated", "--due-within", "7d"],
        ["--unowned", "--owner", "mara"],
    ],
    ids=" ".join,
)
def test_what_cannot_hold_together_is_refused(board: CommandLine, words: list[str]) -> None:
    result = board("list", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert all(word in result.stderr for word in words if word.startswith("--"))


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


# Names


PEOPLE = """
[owners."Mara Lind"]
spellings = ["@mara", "mlind"]
team = "payments"

[owners.Amira]

[teams.search]
reports = ["board.md"]
"""


@pytest.fixture
def mixed(cli: CommandLine) -> CommandLine:
    """#1 and #2 of one person in two spellings, #3 of two people, #4 of nobody and without a day."""
    cli.write("pmtrack.toml", PEOPLE)
    table = (
        "# P\n\nDate: 2026-09-01\n\n## Action items\n\n| Action | Owner | Due | Priority |\n|---|---|---|---|\n"
        "| Alert on certificates | mara | 2026-10-01 | P1 |\n"
        "| Rehearse the failover | mlind | 2026-10-14 | high |\n"
        "| Document the rollback | Jonas Beck, Mara Lind | 2026-12-24 | |\n"
        "| Remove the old dashboard | | | p1 |\n"
    )
    cli("import", cli.write("a.md", table))
    return cli


@pytest.mark.parametrize("owner", ["mara", "@mara", "mlind", "Lind", "MARA LIND"])
def test_a_person_is_found_under_every_spelling(mixed: CommandLine, owner: str) -> None:
    assert ids(mixed, "--owner", owner) == [1, 2, 3]


def test_json_has_the_owners_as_written_and_the_people_once(mixed: CommandLine) -> None:
    first, _, third, _ = items(mixed)

    assert (first["owners"], first["people"], first["team"]) == (["mara"], ["Mara Lind"], "payments")
    assert (third["owners"], third["people"]) == (["Jonas Beck", "Mara Lind"],) * 2


def test_a_team_is_that_of_an_owner_where_the_item_names_none(mixed: CommandLine) -> None:
    assert ids(mixed, "--team", "payments") == [1, 2, 3]
    assert ids(mixed, "--owner", "jonas", "--team", "PAYMENTS") == [3]


def test_a_team_may_be_that_of_the_report(board: CommandLine) -> None:
    board.write("pmtrack.toml", PEOPLE)
    board("edit", 1, "--team", "none")

    # #1 is Mara's, whose team is payments; the others have teams that are written.
    assert ids(board, "--team", "payments") == [1]
    board("assign", 1, "Jonas Beck")
    assert ids(board, "--team", "search") == [1]


def test_a_person_of_the_configuration_who_owns_nothing_is_no_mistake(mixed: CommandLine) -> None:
    assert ids(mixed, "--owner", "amira") == []


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["--owner", "mora"], "did you mean 'Mara Lind'?"),
        (["--owner", "ind"], "no owner matches 'ind'"),
        (["--owner", "%"], "no owner matches '%'"),
        (["--owner", ""], "no owner matches ''"),
        (["--team", "paiments"], "did you mean 'payments'?"),
        (["--team", "pay"], "no team matches 'pay'"),
        (["--report", "b.md"], "no report matches 'b.md'"),
    ],
    ids=" ".join,
)
def test_a_name_that_nothing_knows_is_told_and_is_no_empty_list(
    mixed: CommandLine, words: list[str], hint: str
) -> None:
    result = mixed("list", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert hint in result.stderr


def test_an_owner_of_closed_items_alone_is_known(board: CommandLine) -> None:
    board("done", 3)

    assert ids(board, "--owner", "amira") == []


@pytest.mark.parametrize("who", ["mlind", "@MARA", "Mara Lind"])
def test_me_is_the_person_who_types(mixed: CommandLine, monkeypatch: pytest.MonkeyPatch, who: str) -> None:
    monkeypatch.setenv("PMTRACK_ACTOR", who)

    assert ids(mixed, "--owner", "me") == [1, 2, 3]


def test_me_needs_no_configuration_where_an_item_has_the_name(
    board: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PMTRACK_ACTOR", "jonas beck")

    assert ids(board, "--owner", "me") == [2]


def test_me_whom_nobody_knows_is_told_with_the_cure(mixed: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PMTRACK_ACTOR", "kim@example.org")

    result = mixed("list", "--owner", "me")

    assert result.exit_code == 2
    assert "kim@example.org" in result.stderr
    assert "[owners.NAME]" in result.stderr


def test_unowned_and_undated_find_what_falls_between_the_chairs(mixed: CommandLine) -> None:
    assert ids(mixed, "--unowned") == ids(mixed, "--undated") == [4]
    assert ids(mixed, "--unowned", "--undated", "--priority", "P1") == [4]


def test_what_somebody_touched_is_not_stale(mixed: CommandLine, at: Callable[[datetime], None]) -> None:
    at(NOW.replace(hour=15))
    mixed("edit", 2, "--priority", "P0")

    assert ids(mixed, "--stale", "2w") == [1, 3, 4]


# Groups


def groups(cli: CommandLine, *words: object) -> dict[str | None, list[int]]:
    shown = json.loads(cli("list", "--json", *words).stdout)
    assert list(shown) == ["as_of", "group_by", "groups"]
    return {group["name"]: [item["id"] for item in group["items"]] for group in shown["groups"]}


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("owner", {"Jonas Beck": [3], "Mara Lind": [1, 2, 3], None: [4]}),
        ("team", {"payments": [1, 2, 3], "search": [4]}),
        ("report", {"P": [1, 2, 3, 4]}),
        ("priority", {"high": [2], "P1": [1, 4], None: [3]}),
    ],
)
def test_a_list_is_grouped(mixed: CommandLine, by: str, expected: dict[str | None, list[int]]) -> None:
    mixed.write("pmtrack.toml", PEOPLE.replace("board.md", "a.md"))

    found = groups(mixed, "--group-by", by)

    assert found == expected
    assert list(found) == list(expected)  # in this order


def test_two_reports_of_one_title_stay_two_groups(mixed: CommandLine) -> None:
    mixed("import", mixed.write("b.md", "# P\n\n## Action items\n\n- [ ] Replace the relay\n"))
    mixed("add", "Water the plants")

    shown = json.loads(mixed("list", "--json", "--group-by", "report").stdout)["groups"]

    assert [(group["name"], len(group["items"])) for group in shown] == [("P", 4), ("P", 1), (None, 1)]


def test_each_group_is_counted_and_nobody_comes_last(mixed: CommandLine) -> None:
    lines = mixed("list", "--group-by", "owner", "--format", "table").stdout.splitlines()

    assert [line for line in lines if ":" in line and "a.md:" not in line] == [
        "Jonas Beck: 1 item",
        "Mara Lind: 3 items, 1 overdue, 1 due today",
        "nobody: 1 item",
    ]
    assert lines[-1] == "4 items, 1 overdue, 1 due today."


def test_in_a_pipe_and_in_a_spreadsheet_the_group_stands_in_front(mixed: CommandLine) -> None:
    plain = [line.split("\t")[:2] for line in mixed("list", "--group-by", "owner").stdout.splitlines()]
    rows = list(csv.DictReader(io.StringIO(mixed("list", "--group-by", "owner", "--csv").stdout)))

    assert plain == [["Jonas Beck", "3"], ["Mara Lind", "1"], ["Mara Lind", "2"], ["Mara Lind", "3"], ["", "4"]]
    assert [[row["group"], row["id"]] for row in rows] == plain


def test_groups_have_no_limit_since_their_counts_would_be_of_a_part(mixed: CommandLine) -> None:
    result = mixed("list", "--group-by", "owner", "--limit", 2)

    assert result.exit_code == 2
    assert "--group-by and --limit exclude each other" in result.stderr


def test_groups_of_nothing_are_none(mixed: CommandLine) -> None:
    assert groups(mixed, "--group-by", "team", "--priority", "P9") == {}
    assert mixed("list", "--group-by", "team", "--priority", "P9", "--format", "table").stdout == (
        "Nothing to list.\n"
    )


# Other words


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("tomorrow", "2026-10-15"),
        ("friday", "2026-10-16"),
        ("in 2 weeks", "2026-10-28"),
        ("20261231", "2026-12-31"),
    ],
)
def test_as_of_takes_days_in_words(board: CommandLine, words: str, day: str) -> None:
    assert json.loads(board("list", "--json", "--as-of", words).stdout)["as_of"] == day


def test_what_sets_an_item_apart_has_a_column_of_its_own_in_a_pipe(wishes: CommandLine) -> None:
    wishes("snooze", 4, "2026-12-01")
    wishes("import", wishes.write("reports/mail.md", "# Postmortem: mail was late\n\nDate: 2026-09-02\n"))

    rows = [line.split("\t") for line in wishes("list", "--improvements", "--sort", "id").stdout.splitlines()]

    flags = {row[0]: row[7] for row in rows}
    assert flags == {"1": "", "2": "", "3": "", "4": "snoozed", "6": "gone", "7": "improvement gone"}
    assert [row[8] for row in rows][-1] == "Make the alerts easier to understand"


@pytest.mark.parametrize(
    "words",
    [
        ["--stale", "-3"],
        ["--stale", "0d"],
        ["--stale", "soon"],
        ["--limit", "0"],
        ["--limit", "-1"],
        ["--due-before", "2026-02-30"],
        ["--due-before", "whenever"],
        ["--due-before", ""],
        ["--as-of", "yesterday's news"],
        ["--query", ""],
        ["--query", " \u200b "],
        ["--group-by", "colour"],
        ["--format", "yaml"],
    ],
    ids=ascii,
)
def test_a_value_that_means_nothing_is_told_with_its_option(board: CommandLine, words: list[str]) -> None:
    result = board("list", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert words[0] in result.stderr
    assert len(result.stderr.splitlines()) <= 4
