"""Tables: columns in any order and language, and tables that are none of ours."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.reports import parse_report
from tracker.reports.vocabulary.columns import COLUMNS, Column, column_of
from tracker.words import Kind

if TYPE_CHECKING:
    from tracker.words import ParsedItem


def items(table: str, heading: str = "Action items") -> list[ParsedItem]:
    return list(parse_report(f"## {heading}\n\n{table}\n", name="x.md", today=date(2024, 5, 15)).items)


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("Action Item", Column.TASK),
        ("**What**", Column.TASK),
        ("Ação corretiva/preventiva", Column.TASK),
        ("対策内容", Column.TASK),
        ("Мероприятие", Column.TASK),
        ("Owner", Column.OWNER),
        ("Action owner", Column.OWNER),
        ("DRI", Column.OWNER),
        ("Responsável", Column.OWNER),
        ("担当", Column.OWNER),
        ("Assigned To", Column.OWNER),
        ("Due", Column.DUE),
        ("Target date", Column.DUE),
        ("ETA", Column.DUE),
        ("Fecha limite", Column.DUE),
        ("期限", Column.DUE),
        ("Срок", Column.DUE),
        ("Status", Column.STATUS),
        ("Estado", Column.STATUS),
        ("Priority", Column.PRIORITY),
        ("Type (Mitigate/Prevent)", Column.TYPE),
        ("Bug #", Column.TICKET),
        ("#", Column.NUMBER),
        ("Nº", Column.NUMBER),
        ("Notes", Column.NOTES),
        ("Flavour", None),
        ("", None),
    ],
)
def test_header_names_its_field(header: str, column: Column | None) -> None:
    assert column_of(header) is column


def test_every_field_has_its_row() -> None:
    assert {row.column for row in COLUMNS} == set(Column)


def test_task_is_the_wordy_column_when_no_header_names_it() -> None:
    found = items(
        "| # | Owner | Priority | Due |\n|---|---|---|---|\n| 1 | Ana | Add a check to the deploy | 2024-06-01 |"
    )

    assert [(item.title, item.owners, item.due, item.priority) for item in found] == [
        ("Add a check to the deploy", ("Ana",), date(2024, 6, 1), None)
    ]


def test_words_in_a_due_cell_that_name_no_day_are_kept() -> None:
    found = items("| Action | Due |\n|---|---|\n| Add a check | final delivery |\n| Add b | - |")

    assert [(item.due, item.due_text) for item in found] == [(None, "final delivery"), (None, None)]


def test_bar_in_code_parts_no_cell() -> None:
    found = items("| Action | Owner |\n|---|---|\n| Replace `a | b` by c | Ana |")

    assert [(item.title, item.owners) for item in found] == [("Replace a | b by c", ("Ana",))]


def test_table_without_outer_bars_is_read() -> None:
    found = items("Action | Owner | Due\n--- | --- | ---\nAdd a check | Ana | 2024-06-01")

    assert [item.title for item in found] == ["Add a check"]


def test_table_of_tasks_outside_any_known_section_is_recognised_by_its_columns() -> None:
    table = "| Action item | Owner | Due |\n|---|---|---|\n| Add a check | Ana | 2024-06-01 |"

    assert [item.title for item in items(table, "The gateway")] == ["Add a check"]
    assert items(table, "Timeline") == []


def test_bullets_beside_a_table_explain_it() -> None:
    found = items(
        "- Prevent: what keeps it from happening\n\n| Action | Type |\n|---|---|\n| Add a check | Prevent |"
    )

    assert [(item.title, item.type) for item in found] == [("Add a check", "Prevent")]


def test_row_with_too_few_cells_is_read_as_far_as_it_goes() -> None:
    found = items("| Action | Owner | Due |\n|---|---|---|\n| Add a check |")

    assert [(item.title, item.owners) for item in found] == [("Add a check", ())]


def test_table_pasted_with_tabs_is_read() -> None:
    found = items("Action\tOwner\nAdd a check\tAna\nFix the pager\tTom & Ana")

    assert [(item.title, item.owners) for item in found] == [
        ("Add a check", ("Ana",)),
        ("Fix the pager", ("Tom", "Ana")),
    ]


def test_bullets_beside_a_table_that_explain_no_cell_are_items() -> None:
    found = items("- Restart the workers\n\n| Action | Type |\n|---|---|\n| Add a check | fix |")

    assert [item.title for item in found] == ["Restart the workers", "Add a check"]


def test_owner_who_is_called_like_a_month_is_an_owner() -> None:
    found = items("| Action | Owner |\n|---|---|\n| Add a check | mar |\n| Fix b | jan, may |")

    assert [(item.owners, item.due) for item in found] == [(("mar",), None), (("jan", "may"), None)]


NAMED_ROWS = """
| Field | Value |
|-------|-------|
| Root cause | The disk of the host was full |
| Corrective action | Rebuild the image each night |
| Remediation | Automated |
| Improvements | Better alarms for every queue |
| Preventive action | [what keeps it from happening again] |
"""


def test_rows_of_names_and_values_are_items_where_the_name_says_so() -> None:
    found = items(NAMED_ROWS, "The incident")

    assert [(item.kind, item.title) for item in found] == [
        (Kind.TASK, "Rebuild the image each night"),
        (Kind.IMPROVEMENT, "Better alarms for every queue"),
    ]
    assert items(NAMED_ROWS, "Timeline") == []


@pytest.mark.parametrize("header", ["Example", "**Examples**"])
def test_column_of_examples_makes_no_list(header: str) -> None:
    assert items(f"| Action | {header} | Owner |\n|---|---|---|\n| Prevent it | Add a check | Ana |") == []


@pytest.mark.parametrize(
    ("header", "cell", "found"),
    [
        ("Status", "TODO/DONE", 0),
        ("Status", "[Open | In progress | Done]".replace("|", "/"), 0),
        ("Status", "Done / by Ana", 1),
        ("Status", "Done", 1),
        ("Priority", "P0/P1/P2", 0),
        ("Priority", "High/Low", 0),
        ("Priority", "low, high, none", 0),
        ("Priority", "P1 / network", 1),
        ("Owner", "Ana/Bo/Cy", 1),
        ("Due", "DD/MM/YYYY", 0),
        ("Owner", "<name>", 0),
    ],
)
def test_row_whose_author_has_yet_to_choose_is_no_item(header: str, cell: str, found: int) -> None:
    assert len(items(f"| Action | {header} |\n|---|---|\n| Add a check | {cell} |")) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("| Lesson | Action |", ["Add an alert"]),
        ("| Lesson | What |", []),
        ("| Lesson | Work |", []),
    ],
)
def test_lessons_in_a_table_are_items_in_a_column_of_actions(header: str, found: list[str]) -> None:
    table = f"{header}\n|---|---|\n| Nobody looked | Add an alert |"

    assert [item.title for item in items(table, "Lessons learned")] == found


def test_titles_of_cells_keep_their_sentences() -> None:
    words = "Load tests: Run them every week. The system needs it"

    assert [item.title for item in items(f"| Action | Owner |\n|---|---|\n| {words}. | Ana |")] == [words]
    assert [item.title for item in items(f"- {words}.")] == ["Load tests: Run them every week"]


def test_one_field_beside_a_task_may_be_a_timeline_and_makes_no_list() -> None:
    assert items("| Action | Due |\n|---|---|\n| Restarted it | 10:00 |", "The gateway") == []


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        ("Action item | Owner", "Add a lock | Ann", ["Add a lock"]),
        ("Time | Action item | Owner", "10:18 | Add a lock | Ann", []),
        ("2024-05-15 | Action item | Owner", "2024-05-15 10:18 | Add a lock | Ann", []),
        ("Step | Owner", "Add a lock | Ann", []),
        ("Action item | Result", "Add a lock | it held", []),
    ],
    ids=["named", "a log by the clock", "a log by day and clock", "not named", "nobody owns it"],
)
def test_a_column_called_action_item_with_an_owner_makes_a_list_under_any_heading(
    header: str, row: str, found: list[str]
) -> None:
    rule = "|".join(["---"] * (header.count("|") + 1))

    table = f"| {header} |\n|{rule}|\n| {row} |\n\n## Action items\n\n- Fix the pager"

    assert [item.title for item in items(table, "The gateway")] == [*found, "Fix the pager"]
