"""Headings that are items themselves, and headings that only name a part of the list."""

from __future__ import annotations

from datetime import date

from tracker.reports import parse_report
from tracker.words import Kind, Status

TODAY = date(2024, 5, 15)


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
