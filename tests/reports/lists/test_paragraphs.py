"""Bare lines: tasks without bullets, answers behind questions, and the end of a letter."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.words import Kind, ParsedReport


def read(text: str) -> ParsedReport:
    return parse_report(f"# Outage\n\nDate: 2024-05-15\n\n{text}\n", name="x.txt", today=date(2024, 12, 1))


def titles(text: str) -> list[str]:
    return [item.title for item in read(text).items]


def test_each_line_is_a_task_where_each_begins_as_one() -> None:
    assert titles("NEXT STEPS\n\nAdd a lock\nFix the pager\nTest the restore") == [
        "Add a lock",
        "Fix the pager",
        "Test the restore",
    ]


def test_a_story_above_the_lines_is_none_of_them() -> None:
    report = read("## Action items\n\nWe met on Monday and agreed on this.\n\nAdd a lock\nFix the pager")

    assert [item.title for item in report.items] == ["Add a lock", "Fix the pager"]
    assert [(passed.line, passed.rule) for passed in report.passed_over] == [(7, "prose")]


def test_wish_behind_its_label_stands_beside_the_tasks() -> None:
    report = read(
        "Corrective and preventative measures:\n\n"
        "Improvements: the deploy checks can be made stricter\n\n"
        "Tasks:\n\nAdd a syntax check\nFix the pager"
    )

    assert [(item.kind, item.title) for item in report.items] == [
        (Kind.IMPROVEMENT, "the deploy checks can be made stricter"),
        (Kind.TASK, "Add a syntax check"),
        (Kind.TASK, "Fix the pager"),
    ]


def test_answer_behind_a_templates_question_is_read_without_the_question() -> None:
    text = "## Corrective actions\n\nWhat can be improved (broadly speaking)? All hosts should be watched.\n"

    assert titles(text) == ["All hosts should be watched"]


def test_a_question_without_an_answer_is_no_item() -> None:
    assert titles("## Corrective actions\n\nWhat can be improved (broadly speaking)?\n") == []


def test_a_letter_ends_at_its_leave() -> None:
    text = (
        "## What we are going to do\n\n"
        "We will try each rule on our own traffic first.\n\n"
        "We will publish a status page by June 3, 2024.\n\n"
        "Sincerely,\nMargit Olofsdotter\nHead of Operations"
    )

    assert [(item.title, item.due) for item in read(text).items] == [
        ("We will try each rule on our own traffic first", None),
        ("We will publish a status page", date(2024, 6, 3)),
    ]


def test_lines_wrapped_by_hand_are_one_task() -> None:
    wrapped = "Add a check to the deploy that refuses a configuration without\nthe name of a bucket\nFix the pager"

    assert titles(f"Action items:\n\n{wrapped}") == [
        "Add a check to the deploy that refuses a configuration without the name of a bucket",
        "Fix the pager",
    ]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("What can be improved? All hosts should be watched.", ["All hosts should be watched"]),
        ("Describe what to do (in brief, please): All hosts are watched", ["All hosts are watched"]),
        ("How should the hosts be kept (examples: patch, test)? All hosts are watched", ["All hosts are watched"]),
        ("What can be improved (e.g. this example: patch the server)?", []),
        ("What can be improved? The hosts were full. Nobody looked at them. It was late.", []),
        ("Is it enough to look twice? All hosts are watched by two.", []),
    ],
    ids=[
        "question",
        "remark",
        "remark with a colon",
        "example of the template's own",
        "story",
        "question of the author's own",
    ],
)
@pytest.mark.parametrize("below", ["", "\n- Add a lock\n"], ids=["alone", "above bullets"])
def test_answer_is_one_sentence_behind_a_templates_question(line: str, found: list[str], below: str) -> None:
    assert titles(f"## Corrective actions\n\n{line}\n{below}") == [*found, *(["Add a lock"] if below else [])]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Improvements: the deploy checks of all sites can be stricter", 1),
        ("Improvements: the checks of all sites can be stricter. We saw that.", 0),
    ],
)
def test_wish_behind_its_label_is_one_sentence(text: str, found: int) -> None:
    assert len(titles(f"Corrective measures:\n\n{text}")) == found


def test_label_with_a_sentence_behind_it_opens_the_list() -> None:
    assert titles("It broke.\n\nCorrective actions: the storage team will add a lock.\nFix the pager") == [
        "the storage team will add a lock",
        "Fix the pager",
    ]


@pytest.mark.parametrize("line", ["Action: sent a mail to all.", "Improvements: the checks can be made stricter."])
def test_word_of_a_log_or_of_a_wish_opens_none(line: str) -> None:
    assert titles(f"10:00 the alert came\n{line}\nFix the pager\nAdd a lock") == []


def test_label_of_another_section_ends_the_list() -> None:
    assert titles("Action items:\n\nAdd a lock\nConclusion: add nothing more to it\nFix the pager") == [
        "Add a lock"
    ]


def test_the_authors_lines_between_a_templates_bullets_are_read() -> None:
    assert titles("## Action items\n\n- [describe the action]\n\nAdd a lock\nFix the pager") == [
        "Add a lock",
        "Fix the pager",
    ]


@pytest.mark.parametrize(
    ("heading", "found"),
    [("Action items", 2), ("Prevention", 1)],
)
def test_long_lines_that_promise_nothing_are_tasks_only_where_tasks_are_announced(
    heading: str, found: int
) -> None:
    long = "The lock of the job that writes the bill, " * 4 + "in all regions."

    assert len(titles(f"## {heading}\n\nAdd a lock\n\n{long}")) == found


def test_fields_below_a_line_are_its_own() -> None:
    (first, second) = read("## Action items\n\nAdd a lock\nOwner: Ana\n\nAction: fix the pager\nOwner: Bo").items

    assert (first.title, first.owners, second.title, second.owners) == (
        "Add a lock", ("Ana",), "fix the pager", ("Bo",),
    )  # fmt: skip


def test_pictures_and_addresses_are_no_tasks() -> None:
    assert titles(
        "## Action items\n\n![Add](a.png)\n\nhttps://wiki.example/a\n\nFigure\n\nAdd a lock\nFix the pager"
    ) == [
        "Add a lock",
        "Fix the pager",
    ]


@pytest.mark.parametrize(
    "opening",
    [
        "**Corrective actions.** ",
        "Corrective actions: never again\n\n",
        "Corrective actions:\n\nWork that the team of the queue has planned for all of the summer:\n",
    ],
    ids=["bold words", "subtitle", "long introduction"],
)
def test_what_opens_a_list_is_none_of_its_tasks(opening: str) -> None:
    assert titles(f"It broke.\n\n{opening}Add a lock\nFix the pager") == ["Add a lock", "Fix the pager"]


def test_a_line_that_says_what_is_to_do_is_a_task_also_alone() -> None:
    assert titles("## Corrective measures\n\nWhat: a lock for the job") == ["a lock for the job"]


def test_a_line_written_as_a_title_is_a_heading_also_right_below_words() -> None:
    assert titles("It broke on Monday.\nCorrective and Preventive Measures\nAdd a lock\nFix the pager") == [
        "Add a lock",
        "Fix the pager",
    ]
    assert (
        titles("It broke on Monday, and there were\ncorrective and preventive measures\nAdd a lock\nFix it") == []
    )
