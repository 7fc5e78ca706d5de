"""Headings that are items themselves, and headings that only name a part of the list."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.words import Kind, Status

TODAY = date(2024, 5, 15)


def titles(*parts: str) -> list[str]:
    text = "\n".join(("# Mail was down\n\n## Action items\n", *parts))
    return [item.title for item in parse_report(text, name="x.md", today=TODAY).items]


def test_heading_over_fields_is_the_item() -> None:
    fields = "- **Owner:** Ana\n- **Due:** 2024-06-01\n- **Priority:** P1\n"
    text = f"## Action items\n\n### 1. A lock for the job\n{fields}"

    (item,) = parse_report(text, name="x.md", today=TODAY).items

    assert (item.line, item.title, item.owners, item.due, item.priority) == (
        3,
        "A lock for the job",
        ("Ana",),
        date(2024, 6, 1),
        "P1",
    )


def test_heading_that_opens_with_a_verb_over_words_is_the_item() -> None:
    text = "## Action items\n\n### Rotate the keys\n\nAll of them, and tell people.\n\n### Alerts\n\n- Add one\n"

    items = parse_report(text, name="x.md", today=TODAY).items

    assert [(item.line, item.title) for item in items] == [(3, "Rotate the keys"), (9, "Add one")]


def test_fields_below_a_bold_bullet_are_its_own() -> None:
    text = "## Action items\n- **Add a lock**\n  **Owner:** Ana | **Due:** 2024-06-01 | **Status:** Done\n"

    (item,) = parse_report(text, name="x.md", today=TODAY).items

    assert (item.title, item.owners, item.due, item.status) == (
        "Add a lock",
        ("Ana",),
        date(2024, 6, 1),
        Status.DONE,
    )


def test_priority_in_a_heading_holds_for_what_stands_below() -> None:
    text = "## Action items\n### P0 - now\n- Add a\n### High priority\n- Add b\n"

    items = parse_report(text, name="x.md", today=TODAY).items

    assert [item.priority for item in items] == ["P0", "High"]


def test_numbered_lines_without_marks_work_as_headings() -> None:
    text = (
        "1. Summary\nIt broke.\n2. Corrective Measures\nAdd alerts.\nFix the pager.\n3. Conclusion\nAll is well.\n"
    )

    items = parse_report(text, name="x.txt", today=TODAY).items

    assert [(item.kind, item.title) for item in items] == [(Kind.TASK, "Add alerts"), (Kind.TASK, "Fix the pager")]


def test_headings_of_other_markups_are_read() -> None:
    text = "= Outage\n\n== Action items\n* Add alerts\n\nh2. Timeline\n* 10:00 alert\n"

    assert [item.title for item in parse_report(text, name="x.adoc", today=TODAY).items] == ["Add alerts"]


def test_bullets_that_lack_their_blank_are_read() -> None:
    text = "Corrective measures:\n-Add alerts\n-Fix the pager\n"

    assert [item.title for item in parse_report(text, name="x.txt", today=TODAY).items] == [
        "Add alerts",
        "Fix the pager",
    ]


CODE = "\n```\nSELECT 1\n```\n"
HOW = "\n- 80 %: warning\n- 90 %: page\n"


@pytest.mark.parametrize(
    ("parts", "found"),
    [
        (
            (f"### 1. Watch the pool\n{HOW}", f"### 2. Rotate the keys\n{HOW}"),
            ["Watch the pool", "Rotate the keys"],
        ),
        ((f"### Watch the pool\n{HOW}", f"### The keys of all\n{HOW}"), ["Watch the pool", "The keys of all"]),
        ((f"### Watch the pool\n\n#### In all regions\n{HOW}",), ["Watch the pool"]),
        (("### Watch the pool\n\n- Add a graph\n- size\n",), ["Add a graph", "size"]),
        (("### Watch the pool\n\n- [ ] the size\n- [ ] the age\n",), ["the size", "the age"]),
        ((f"### The pool\n{HOW}", f"### The keys\n{HOW}"), ["80 %: warning", "90 %: page"] * 2),
        ((f"### Testing\n{HOW}", f"### Watch\n{HOW}"), ["80 %: warning", "90 %: page"] * 2),
        ((f"### Enhanced watch of pools\n{HOW}",), ["80 %: warning", "90 %: page"]),
        ((f"### Fix the summary\n{HOW}",), []),
        ((f"### Plan next steps\n{HOW}",), ["80 %: warning", "90 %: page"]),
    ],
    ids=[
        "how",
        "half of them",
        "parts",
        "tasks below",
        "boxes below",
        "no verbs",
        "single words",
        "adjective",
        "known words",
        "a list's name",
    ],
)
def test_headings_are_work_over_bullets_that_say_how(parts: tuple[str, ...], found: list[str]) -> None:
    assert titles(*parts) == found


@pytest.mark.parametrize(
    ("heading", "below", "found"),
    [
        ("Use a checklist for releases", "- [ ] tests green\n- [x] Watch it\n", ["Use a checklist for releases"]),
        ("Use a checklist for releases", "- Test it\n- Watch it\n", ["Test it", "Watch it"]),
        ("Use two hosts for releases", "- [ ] tests green\n- [x] Watch it\n", ["tests green", "Watch it"]),
    ],
)
def test_check_list_is_the_measure_and_its_boxes_what_there_is_to_check(
    heading: str, below: str, found: list[str]
) -> None:
    assert titles(f"### {heading}\n\n{below}") == found


def test_a_counted_task_outside_of_a_list_announces_none() -> None:
    text = "# Mail\n\n## Task 2: inventory\n\n- hosts\n- disks\n"

    assert parse_report(text, name="x.md", today=TODAY).items == ()


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("1. Backups elsewhere", "2. Better alerts", ["Backups elsewhere", "Better alerts"]),
        ("Priority 1 — Backups elsewhere", "Priority 2 — Better alerts", ["Backups elsewhere", "Better alerts"]),
        ("Step 1: Backups elsewhere", "Step 2: Better alerts", ["Backups elsewhere", "Better alerts"]),
        ("A. Backups elsewhere", "B. Better alerts", ["Backups elsewhere", "Better alerts"]),
        ("1️⃣ Backups elsewhere", "2️⃣ Better alerts", ["Backups elsewhere", "Better alerts"]),
        ("Backups in two places", "Alerts for all queues", ["Backups in two places", "Alerts for all queues"]),
        ("把备份移到别处", "每个队列都报警", ["把备份移到别处", "每个队列都报警"]),
        ("Backups elsewhere", "Better alerts", []),
        ("备份", "报警", []),
    ],
)
def test_headings_over_words_and_code_are_measures_where_counted_or_long(
    first: str, second: str, found: list[str]
) -> None:
    assert titles(f"### {first}\n\nIt was only here.\n{CODE}", f"### {second}\n{CODE}") == found


def test_a_single_heading_over_code_is_none_and_a_counted_one_over_words_is() -> None:
    assert titles(f"### Backups in two places\n{CODE}") == []
    assert titles("### 1. Backups\n\nThey burn.\n") == ["Backups"]


def test_a_measure_over_bullets_names_their_group_beside_others() -> None:
    parts = ("### Backups in two places\n\n- tapes\n- disks\n", f"### Alerts for queues\n{CODE}")

    assert titles(*parts, f"### Graphs for all queues\n{CODE}") == [
        "tapes", "disks", "Alerts for queues", "Graphs for all queues",
    ]  # fmt: skip


def test_a_measure_over_further_headings_names_their_group() -> None:
    parts = (
        f"### Backups in two places\n\n#### Copies on three tapes\n{CODE}",
        f"#### Copies on two disks\n{CODE}",
    )

    assert titles(*parts, f"### Alerts for all queues\n{CODE}") == [
        "Copies on three tapes", "Copies on two disks",
    ]  # fmt: skip


def test_bullets_below_a_heading_that_is_work_are_passed_over_with_the_reason() -> None:
    text = f"# Mail\n\n## Action items\n\n### Watch the pool\n\n#### By size\n{HOW}"

    report = parse_report(text, name="x.md", today=TODAY)

    assert {passed.rule for passed in report.passed_over} == {"explains the heading above, which is an item"}


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("2. Detection of full disks", ["Detection of full disks"]),
        ("Improve the detection of it", ["Improve the detection of it"]),
        ("Detection of full disks", []),
        ("2. Timeline", []),
    ],
)
def test_heading_with_known_words_is_a_task_where_it_is_counted_or_opens_as_one(
    heading: str, found: list[str]
) -> None:
    assert titles(f"### {heading}\n\nNobody looked.\n") == found


def test_links_and_owners_in_the_words_below_a_heading_are_its_own() -> None:
    text = "## Action items\n\n### Rotate the keys\n\nSee https://issues.example/9, owner: Ana\n"

    (item,) = parse_report(text, name="x.md", today=TODAY).items

    assert (item.title, item.owners, item.links) == ("Rotate the keys", ("Ana",), ("https://issues.example/9",))


def test_a_templates_heading_is_no_item() -> None:
    assert titles("### [What has to be done]\n\nOwner: Ana\n") == []


def test_parts_of_a_story_told_as_situation_task_action_and_result_are_none() -> None:
    story = [f"# {name}\n\n- Add a lock\n" for name in ("Situation", "Task", "Action", "Result")]

    assert [item.title for item in parse_report("\n".join(story), name="x.md", today=TODAY).items] == []
