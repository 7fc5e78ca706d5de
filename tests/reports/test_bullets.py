"""Lists: what is an item, what names a group, what explains; bare lines and prose."""

from __future__ import annotations

from datetime import date

from tracker.reports import parse_report
from tracker.words import Kind, Status


def titles(body: str, heading: str = "## Action items") -> list[str]:
    return [
        item.title for item in parse_report(f"{heading}\n\n{body}", name="x.md", today=date(2024, 5, 15)).items
    ]


def test_children_are_the_items_where_the_parent_only_names_them() -> None:
    assert titles("- Monitoring:\n  - Add a\n  - Add b\n- Fix c\n") == ["Add a", "Add b", "Fix c"]


def test_parent_is_the_item_where_the_children_explain() -> None:
    assert titles("- Fix the pager\n  - it was muted\n  - nobody knew\n") == ["Fix the pager"]


def test_children_with_boxes_are_the_items() -> None:
    assert titles("- Pager\n  - [ ] unmute it\n  - [x] tell people\n") == ["unmute it", "tell people"]


def test_bold_name_over_children_is_a_group_but_a_bold_task_is_a_task() -> None:
    assert titles("1. **Paging**\n   - Unmute it\n2. **Write a runbook**\n   - short, please\n") == [
        "Unmute it",
        "Write a runbook",
    ]


def test_wrapped_bullet_is_one_item() -> None:
    assert titles("- Add an alert for the queue\n  that wakes somebody\n- Fix b\n") == [
        "Add an alert for the queue that wakes somebody",
        "Fix b",
    ]


def test_paragraph_below_a_list_is_no_item() -> None:
    assert titles("- Add a\n\nThank you for reading, we are sorry.\n") == ["Add a"]


def test_fields_below_an_item_are_its_own() -> None:
    (item,) = parse_report(
        "## Action items\n- Add a\n  - Owner: Ana\n  - Due: 2024-06-01\n", name="x.md", today=date(2024, 5, 15)
    ).items

    assert (item.title, item.owners, item.due) == ("Add a", ("Ana",), date(2024, 6, 1))


def test_one_task_a_line_without_bullets() -> None:
    assert titles("The following will be done:\nAdd alerts to the queue.\nFix the pager\n\nTell the users.\n") == [
        "Add alerts to the queue",
        "Fix the pager",
        "Tell the users",
    ]


def test_lines_of_equal_length_are_not_taken_for_wrapped_ones() -> None:
    assert titles("Add alert a\nAdd alert b\nAdd alert c\n") == ["Add alert a", "Add alert b", "Add alert c"]


def test_broad_list_beside_a_list_of_tasks_holds_improvements() -> None:
    text = "## Corrective and preventative measures\nWatch more.\nTest more.\n### Tasks:\n- Add a\n"

    items = parse_report(text, name="x.md", today=date(2024, 5, 15)).items

    assert [item.kind for item in items] == [Kind.IMPROVEMENT, Kind.IMPROVEMENT, Kind.TASK]


def test_without_a_finer_split_measures_are_tasks() -> None:
    items = parse_report(
        "## Corrective and preventative measures\n- Watch more.\n", name="x.md", today=date(2024, 5, 15)
    ).items

    assert [item.kind for item in items] == [Kind.TASK]


def test_numbers_and_boxes_in_brackets_are_bullets() -> None:
    items = parse_report(
        "# ====\n# 7. ACTION ITEMS (so that it ends)\n# ====\n\n  [x] Rotate the key\n\n"
        "  [2] Scan all repositories\n"
        "      Owner: Ana | Due: 3 days\n",
        name="x.md",
        today=date(2024, 5, 15),
    ).items

    assert [(item.title, item.status, item.owners, item.due) for item in items] == [
        ("Rotate the key", Status.DONE, (), None),
        ("Scan all repositories", Status.OPEN, ("Ana",), date(2024, 5, 18)),
    ]


def test_task_below_a_wish_is_a_task_and_the_wish_an_improvement() -> None:
    text = "## Corrective measures\n1. Audits: look at the keys regularly.\n   - Task: Set up a review each June\n"

    items = parse_report(text, name="x.md", today=date(2024, 5, 15)).items

    assert [(item.kind, item.title) for item in items] == [
        (Kind.IMPROVEMENT, "Audits: look at the keys regularly"),
        (Kind.TASK, "Set up a review each June"),
    ]


def test_label_in_front_says_what_the_bullet_is() -> None:
    text = "## Corrective measures\n- **Improvements**: Test more.\n- **Tasks**: Add a test.\n"

    items = parse_report(text, name="x.md", today=date(2024, 5, 15)).items

    assert [(item.kind, item.title) for item in items] == [
        (Kind.IMPROVEMENT, "Test more"),
        (Kind.TASK, "Add a test"),
    ]


def test_horizon_in_front_is_no_part_of_the_title() -> None:
    body = "- Short-term: Raise it\n- **Long-term (3 months):** Split the service\n- Long-term (tests, patches)\n"

    items = parse_report(f"## Action items\n{body}", name="x.md", today=date(2024, 5, 15)).items

    assert [(item.title, item.due) for item in items] == [
        ("Raise it", None),
        ("Split the service", date(2024, 8, 15)),
    ]


def test_record_below_a_name_is_one_item() -> None:
    body = "- Paging gap\n  - Action: Page a second person\n  - Owner: Ana\n"

    (item,) = parse_report(f"## Action items\n{body}", name="x.md", today=date(2024, 5, 15)).items

    assert (item.title, item.owners) == ("Page a second person", ("Ana",))
