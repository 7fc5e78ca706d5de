# ruff: noqa: RUF001 - letters of other scripts are data here
"""Lists: what is an item, what names a group, what explains; bare lines and prose."""

from __future__ import annotations

from datetime import date

import pytest

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


def test_broad_list_of_what_was_done_holds_no_wishes() -> None:
    text = "## Preventive measures\n- Added a lock\n- Fixed the pager\n## Tasks\n- Add a\n"

    items = parse_report(text, name="x.md", today=date(2024, 5, 15)).items

    assert [item.kind for item in items] == [Kind.TASK, Kind.TASK, Kind.TASK]


def test_without_a_finer_split_measures_are_tasks() -> None:
    items = parse_report(
        "## Corrective and preventative measures\n- Watch more.\n", name="x.md", today=date(2024, 5, 15)
    ).items

    assert [item.kind for item in items] == [Kind.TASK]


def test_numbers_and_boxes_in_brackets_are_bullets() -> None:
    items = parse_report(
        "Date: 2024-05-15\n\n# ====\n# 7. ACTION ITEMS (so that it ends)\n# ====\n\n  [x] Rotate the key\n\n"
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

    items = parse_report(f"2024-05-15\n\n## Action items\n{body}", name="x.md", today=date(2024, 5, 16)).items

    assert [(item.title, item.due) for item in items] == [
        ("Raise it", None),
        ("Split the service", date(2024, 8, 15)),
    ]


def test_record_below_a_name_is_one_item() -> None:
    body = "- Paging gap\n  - Action: Page a second person\n  - Owner: Ana\n"

    (item,) = parse_report(f"## Action items\n{body}", name="x.md", today=date(2024, 5, 15)).items

    assert (item.title, item.owners) == ("Page a second person", ("Ana",))


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("- Watch the pool:\n  - size\n- Rotate the keys:\n  - Stripe\n", ["Watch the pool", "Rotate the keys"]),
        ("- **Rotate keys**\n  - Stripe\n- **Monitoring**\n  - size\n", ["Rotate keys", "Monitoring"]),
        ("1. Watch the pool:\n   - size\n2. Rotate keys:\n   - Stripe\n", ["Watch the pool", "Rotate keys"]),
        ("- Watch the pool\n  - [ ] size\n- Rotate keys\n  - [ ] Stripe\n", ["size", "Stripe"]),
        ("- Watch the pool:\n  - Add one\n- Rotate keys:\n  - Find all\n", ["Add one", "Find all"]),
        ("- **Watch the pool**\n  - Add one\n- **Rotate keys**\n  - Find all\n", ["Add one", "Find all"]),
        ("- The pool and\n  its keys:\n  - size\n  - age\n", ["size", "age"]),
        ("- The pool:\n  - size\n- The keys:\n  - Stripe\n", ["size", "Stripe"]),
        ("- Enhanced watch:\n  - size\n- Improved keys:\n  - Stripe\n", ["size", "Stripe"]),
        ("1. Enhanced watch:\n   - size\n   - age\n", ["size", "age"]),
    ],
    ids=[
        "colons",
        "bold",
        "numbers",
        "boxes",
        "tasks below",
        "tasks below bold",
        "colon on the second line",
        "no verbs above",
        "adjectives above",
        "adjective above",
    ],
)
def test_children_that_say_how_are_no_items(body: str, found: list[str]) -> None:
    assert titles(body) == found


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            "- **Testing**\n  - Add a restore test\n  - Run it each week\n",
            ["Add a restore test", "Run it each week"],
        ),
        ("- **Testing**\n  - Add a restore test\n  - for all\n", ["Testing"]),
        ("- **Pool**\n  - size\n  - age\n", ["size", "age"]),
        ("- Pool and keys\n  - Watch the pool\n  - Rotate the keys\n", ["Watch the pool", "Rotate the keys"]),
        ("- Pool and keys\n  - Watch the pool\n  - Stripe\n", ["Pool and keys"]),
        ("- Pool and keys:\n  - Stripe\n  - Watch the pool\n", ["Stripe", "Watch the pool"]),
        ("- Watch the pool:\n  - hourly\n  - Add one\n", ["Watch the pool"]),
    ],
    ids=[
        "verb over tasks",
        "verb over other words",
        "name",
        "name over tasks",
        "name over other words",
        "label over any words",
        "order with a colon over other words",
    ],
)
def test_name_over_tasks_is_a_group(body: str, found: list[str]) -> None:
    assert titles(body) == found


@pytest.mark.parametrize(
    "mark", ["I.", "II.", "IV)", "1.", "4)", "(4)", "4）", "#.", "b)", "③", "4️⃣", "➢", "–", "☐", "⏳", "🔄"]
)
def test_mark_of_a_list_is_no_part_of_the_title(mark: str) -> None:
    assert titles(f"{mark} Add a lock\n{mark} Fix the pager\n") == ["Add a lock", "Fix the pager"]


@pytest.mark.parametrize("mark", ["", "- ", "1. "])
def test_hourglass_is_an_open_box(mark: str) -> None:
    text = f"## Action items\n\n### Completed\n\n{mark}⏳ Add a lock\n{mark}✅ Fix the pager\n"

    items = parse_report(text, name="x.md", today=date(2024, 5, 15)).items

    assert [(item.title, item.status) for item in items] == [
        ("Add a lock", Status.OPEN),
        ("Fix the pager", Status.DONE),
    ]


def test_a_link_alone_and_a_label_alone_are_no_items() -> None:
    assert titles("- Add a lock\n- https://wiki.example/lock\n- Of the job:\n- ![lock](lock.png)\n") == [
        "Add a lock"
    ]


def test_in_a_list_of_lessons_and_work_only_work_is_an_item() -> None:
    body = "- Nobody looked\n- Add an alert\n- The pool should be larger\n"

    assert titles(body, "## Lessons learned and action items") == ["Add an alert", "The pool should be larger"]


def test_bullet_further_out_than_the_first_stands_over_none() -> None:
    assert titles("  - Add a\n- the pool\n  - Fix c\n  - Test d\n") == ["Add a", "the pool", "Fix c", "Test d"]


def test_of_the_solution_only_boxes_are_items() -> None:
    assert titles("- [ ] Find a second host\n- Restarted it\n", "## Solution") == ["Find a second host"]
