"""Orders: lists that tell somebody what to do, under headings that no vocabulary knows, where nothing else is."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report

LIST = "- Add a lock\n- Paging: Add a second person\n- nobody knew\n"
FOUND = ["Add a lock", "Paging: Add a second person", "nobody knew"]


def titles(text: str) -> list[str]:
    report = parse_report(f"# Mail was down\n\nIt broke.\n\n{text}", name="x.md", today=date(2024, 12, 1))
    return [item.title for item in report.items]


@pytest.mark.parametrize("heading", ["## The gateway", "## Detection", "## The gateway\n\n### Pager"])
def test_a_list_of_orders_is_the_follow_up(heading: str) -> None:
    assert titles(f"{heading}\n\n{LIST}") == FOUND


@pytest.mark.parametrize(
    "heading",
    [
        "## How to reproduce",
        "## Runbook",
        "## Steps\n\n### On the first host",
        "## Timeline",
        "## What went well",
    ],
)
def test_instructions_and_the_account_are_none(heading: str) -> None:
    assert titles(f"{heading}\n\n{LIST}") == []


@pytest.mark.parametrize(
    "lines",
    [
        "- Add a lock\n- Fix the pager\n",
        "- Add a lock\n- nobody knew\n- Fix the pager\n- it slept\n",
        "- Added a lock\n- Fixed the pager\n- Tested both\n",
        "- one\n  - Add a second\n- two\n  - Watch it\n- three\n  - Limit it\n",
    ],
    ids=["two", "half of them", "what was done", "the lower ones"],
)
def test_less_than_a_list_of_orders_is_none(lines: str) -> None:
    assert titles(f"## The gateway\n\n{lines}") == []


def test_what_stands_below_the_title_tells_the_story() -> None:
    assert titles(f"{LIST}\n## The gateway\n\nNone.\n") == []


@pytest.mark.parametrize("found", ["## Action items\n\n- Fix the pager\n", "## Improvements\n\n- Fix the pager\n"])
def test_beside_anything_else_it_is_none(found: str) -> None:
    assert titles(f"## The gateway\n\n{LIST}\n{found}") == ["Fix the pager"]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (
            "- Alerts: we're going to add one\n- We will test the restore\n- We'll watch the queue\n",
            ["Alerts: we're going to add one", "We will test the restore", "We'll watch the queue"],
        ),
        ("- Test the restore\n- Watch the queue\n- Limit it\n", []),
    ],
)
def test_lessons_are_tasks_where_they_commit(lines: str, found: list[str]) -> None:
    assert titles(f"## Lessons learned\n\n{lines}") == found


def test_a_template_gives_no_orders() -> None:
    report = parse_report(
        f"# Mail was down\n\n## The gateway\n\n{LIST}", name="template.md", today=date(2024, 12, 1)
    )

    assert report.items == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## The gateway\n\n### Short-term\n\n- Add a lock\n", ["Add a lock"]),
        ("## Lessons learned\n\n### Next week\n\n- Add a lock\n", ["Add a lock"]),
        ("## The gateway\n\n- [ ] Add a lock\n- [x] Fix the pager\n", ["Add a lock", "Fix the pager"]),
        ("## The gateway\n\n### Short-term\n\n- nobody knew\n", []),
        ("## The gateway\n\n- [x] Add a lock\n", []),
    ],
    ids=["below a time", "below a time in lessons", "open boxes", "no order below a time", "no box is open"],
)
def test_one_order_is_enough_where_it_is_planned(text: str, found: list[str]) -> None:
    assert titles(text) == found


def test_short_lists_beside_each_other_are_one() -> None:
    text = "## The gateway\n\n### Pool\n\n- Add a lock\n- Limit it\n\n### Pager\n\n- Fix the pager\n"

    assert titles(text) == ["Add a lock", "Limit it", "Fix the pager"]
    assert titles(text.replace("## The gateway\n\n###", "##").replace("###", "##")) == []


@pytest.mark.parametrize(
    ("head", "row", "found"),
    [
        ("# | What | Owner | Priority", "1 | The lock of the job | Ann | High", ["The lock of the job"]),
        ("ID | 内容 | 担当者 | 期限", "P-1 | ジョブのロックを追加 | 佐藤 | 2024-12-24", ["ジョブのロックを追加"]),
        ("Service | Region | Severity", "The queue of mails | eu | High", []),
        ("Step | What | Owner | Status", "10:18 | The lock of the job | Ann | done", []),
    ],
    ids=["owner and priority", "owner and date, in Japanese", "nobody owns it", "a log"],
)
def test_a_table_that_says_who_does_what_is_the_follow_up(head: str, row: str, found: list[str]) -> None:
    rule = "|".join(["---"] * (head.count("|") + 1))

    assert titles(f"## The gateway\n\n| {head} |\n|{rule}|\n| {row} |\n") == found
    assert titles(f"## Timeline\n\n| {head} |\n|{rule}|\n| {row} |\n") == []


@pytest.mark.parametrize("table", ["|---|---|", "| What | Owner | Due |", "|---|---|\n|---|---|"])
def test_a_table_without_rows_says_nothing(table: str) -> None:
    assert titles(f"## The gateway\n\n{table}\n") == []


def test_a_sentence_over_a_list_of_orders_that_names_part_of_the_account_does_not_end_it() -> None:
    text = f"## The gateway\n\nFor a production environment, more measures would be these:\n\n{LIST}"

    assert titles(text) == FOUND
