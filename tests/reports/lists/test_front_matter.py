"""Front matter: action items above the report, in YAML and TOML, and blocks that are hostile or broken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import parse_report
from tracker.reports.lists.front_matter import LONGEST, MOST_ENTRIES
from tracker.words import Kind, ParsedReport, Status

BODY = "# Outage\n\nDate: 2024-05-15\n"


def read(block: str, *, fence: str = "---") -> ParsedReport:
    return parse_report(f"{fence}\n{block}\n{fence}\n{BODY}", name="x.md", today=date(2024, 12, 1))


def titles(block: str, *, fence: str = "---") -> list[str]:
    return [item.title for item in read(block, fence=fence).items]


def test_every_field_is_read_by_the_name_that_a_column_would_have() -> None:
    (item,) = read(
        "action_items:\n"
        "  - task: Add a lock\n"
        "    assignees: [Ana, Bo]\n"
        "    deadline: within two weeks\n"
        "    state: in progress\n"
        "    prio: P1\n"
        "    type: prevent\n"
        "    tickets: [DB-1, DB-2]\n"
    ).items

    assert (item.line, item.title, item.owners, item.due) == (3, "Add a lock", ("Ana", "Bo"), date(2024, 5, 29))
    assert (item.status, item.priority, item.type, item.links) == (
        Status.IN_PROGRESS,
        "P1",
        "prevent",
        ("DB-1", "DB-2"),
    )


@pytest.mark.parametrize(
    "key",
    [
        "action_items",
        "action-items",
        "actionItems",
        "nextSteps",
        "Action Items",
        '"follow-ups"',
        "actions",
        "todo",
    ],
)
def test_a_list_under_a_key_that_sounds_like_actions_is_read(key: str) -> None:
    assert titles(f"{key}:\n  - Add a lock\n  - Fix the pager") == ["Add a lock", "Fix the pager"]


@pytest.mark.parametrize("key", ["tags", "authors", "timeline", "lessons_learned", "links", "root_causes"])
def test_other_lists_hold_no_items(key: str) -> None:
    assert titles(f"{key}:\n  - Add a lock\naction_items:\n  - Fix the pager") == ["Fix the pager"]


def test_a_list_one_level_deep_is_found_and_one_deeper_is_not() -> None:
    assert titles("postmortem:\n  action_items:\n    - Add a lock") == ["Add a lock"]
    assert titles("a:\n  b:\n    action_items:\n      - Add a lock") == []


def test_wishes_stay_wishes() -> None:
    (item,) = read("improvements:\n  - Better alarms").items

    assert item.kind is Kind.IMPROVEMENT


def test_beside_a_list_in_the_text_the_one_above_it_is_left_alone() -> None:
    text = "---\naction_items:\n  - Add a lock\n---\n# Outage\n\n## Action items\n\n- Fix the pager\n"

    report = parse_report(text, name="x.md", today=date(2024, 12, 1))

    assert [(item.line, item.title) for item in report.items] == [(9, "Fix the pager")]
    assert [(passed.line, passed.rule) for passed in report.passed_over] == [
        (3, "front matter beside a list in the text")
    ]


def test_beside_wishes_in_the_text_the_list_above_them_is_read() -> None:
    text = "---\naction_items:\n  - Add a lock\n---\n# Outage\n\n## Improvements\n\n- Better alarms\n"

    report = parse_report(text, name="x.md", today=date(2024, 12, 1))

    assert [(item.kind, item.title) for item in report.items] == [
        (Kind.TASK, "Add a lock"),
        (Kind.IMPROVEMENT, "Better alarms"),
    ]


@pytest.mark.parametrize("nothing", ["null", "~", "None", "false", "''"])
def test_what_yaml_writes_for_nothing_is_no_word(nothing: str) -> None:
    fields = "".join(f"    {key}: {nothing}\n" for key in ("owner", "ticket", "due", "prio", "type"))

    (item,) = read(f"todo:\n  - task: Add a lock\n{fields}").items

    assert (item.owners, item.links, item.due_text, item.priority, item.type) == ((), (), None, None, None)
    assert titles(f"todo:\n  - {nothing}\n  - task: {nothing}\n  - Fix the pager") == ["Fix the pager"]


@pytest.mark.parametrize("fence", ["---", "+++"])
@pytest.mark.parametrize(("value", "status"), [("true", Status.DONE), ("false", Status.OPEN)])
def test_true_and_false_say_whether_it_is_done(fence: str, value: str, status: Status) -> None:
    yaml, toml = (
        f"todo:\n  - task: Add a lock\n    done: {value}",
        f"[[todo]]\ntask = 'Add a lock'\ndone = {value}",
    )

    (item,) = read(yaml if fence == "---" else toml, fence=fence).items

    assert item.status is status


@pytest.mark.parametrize(
    ("entry", "title"),
    [
        ("{id: A7, detail: Add a lock to the job, at: night, owner: Ana}", "Add a lock to the job"),
        ("{notes: Add a lock to the job, owner: Anastasia of the very long name}", "Add a lock to the job"),
        ("{task: Add a lock, what: Add a lock to the job, more: for every one of the jobs}", "Add a lock"),
    ],
)
def test_the_task_is_what_is_called_so_or_else_the_longest_words(entry: str, title: str) -> None:
    assert titles(f"todo:\n  - {entry}") == [title]


def test_a_list_one_level_deep_in_toml_is_found() -> None:
    assert titles("[postmortem]\naction_items = ['Add a lock']", fence="+++") == ["Add a lock"]


def test_all_lists_together_give_so_many_entries() -> None:
    many = ", ".join(["Work"] * MOST_ENTRIES)

    report = read(f"todo: [{many}]\nactions: [Fix the pager]")

    assert [item.title for item in report.items] == ["Work"]
    assert report.warnings == ()


def test_a_list_that_an_alias_repeats_is_read_once() -> None:
    report = read("todo: &all\n  - Add a lock\nactions: *all\nimprovements: *all")

    assert [(item.kind, item.title) for item in report.items] == [(Kind.TASK, "Add a lock")]


def test_what_a_template_left_there_is_passed_over() -> None:
    report = read("title: Outage\naction_items:\n  - TBD\n  - task: '[what has to be done]'\n    owner: Ana\n")

    assert report.items == ()
    assert [passed.line for passed in report.passed_over] == [4, 5]


def test_toml_tables_and_words_are_read_with_the_lines_of_their_words() -> None:
    report = read(
        "[[action_items]]\n"
        'owner = "Ana"\n'
        'task = "Add a lock"\n'
        "due = 2024-06-01\n"
        'tickets = ["DB-1", "DB-2"]\n'
        "[[action_items]]\n"
        'task = "Fix the pager"\n',
        fence="+++",
    )

    assert [(item.line, item.title, item.owners, item.due, item.links) for item in report.items] == [
        (4, "Add a lock", ("Ana",), date(2024, 6, 1), ("DB-1", "DB-2")),
        (8, "Fix the pager", (), None, ()),
    ]


@pytest.mark.parametrize(
    ("fence", "block"),
    [
        ("---", "action_items:\n  - task: Add a lock\n  owner"),
        ("---", "action_items: [Add a lock"),
        ("---", "action_items:\n\t- Add a lock"),
        ("---", "action_items: *nobody"),
        ("---", "- action_items"),
        ("---", "action_items: Add a lock"),
        ("---", "action_items:"),
        ("---", "action_items:\n  ? [a]\n  : b"),
        ("---", "action_items: \x00\x07"),
        ("+++", "action_items = ["),
        ("+++", "action_items = 1\naction_items = 2"),
        ("+++", "action_items: [Add a lock]"),
        ("+++", "action_items = [[], {}, '']"),
        ("+++", f"action_items = []\nn = {'9' * 6000}"),
    ],
)
def test_a_broken_block_gives_no_items_and_the_report_below_is_read(fence: str, block: str) -> None:
    report = read(block, fence=fence)

    assert report.items == ()
    assert (report.title, report.incident_on) == ("Outage", date(2024, 5, 15))


@pytest.mark.parametrize(
    ("fence", "block"),
    [
        ("---", "action_items:\n" + "\n".join("[" * 4000 for _ in range(10))),
        ("---", "action_items:\n" + "\n".join("{a: " * 1000 for _ in range(10))),
        ("---", "action_items:\n" + "\n".join("- " * 2000 for _ in range(10))),
        ("+++", "action_items = [\n" + "\n".join("[" * 4000 for _ in range(10))),
    ],
    ids=["brackets", "braces", "dashes", "TOML"],
)
def test_a_block_too_deep_to_parse_is_none(fence: str, block: str) -> None:
    assert read(block, fence=fence).items == ()


def test_an_alias_stands_for_its_words_and_a_circle_for_none() -> None:
    aliased = read(
        "action_items:\n  - task: Add a lock\n    owner: &who Ana\n  - task: Fix the pager\n    owner: *who"
    )

    assert [item.owners for item in aliased.items] == [("Ana",), ("Ana",)]
    assert titles("action_items: &all\n  - *all") == []


def test_a_pile_of_aliases_unfolds_into_nothing() -> None:
    pile = "\n".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 10))

    assert titles(f"l0: &l0 [lol]\n{pile}\naction_items: [*l9]") == []


def test_tags_make_no_objects() -> None:
    assert titles("action_items:\n  - !!python/object/apply:os.system [id]\n  - !!int Add a lock") == [
        "Add a lock"
    ]


def test_a_block_longer_than_anybody_writes_is_not_looked_at() -> None:
    lines = 150
    block = "action_items:\n" + "\n".join("  - Add " + "a" * 400 for _ in range(lines))

    assert len(block) > LONGEST
    assert read(block).items == ()


PIECES = st.sampled_from(
    [
        *(
            "action_items:",
            "todo: ",
            "title: Outage",
            "  - Add a lock",
            "  - task: Fix it",
            "    owner: Ana",
            "- ",
        ),
        *(
            "    due: 2024-06-01",
            "&a ",
            "*a",
            "[",
            "]",
            "{",
            "}",
            "!!x",
            "'",
            '"',
            "|",
            ">",
            "? ",
            ": ",
            "#",
            "...",
        ),
        *("action_items = [", "[[todo]]", 'task = "Add a lock"', "due = 2024-06-01", "]", "\t", "\ufeff", "\x85"),
    ]
)


@given(st.lists(PIECES, max_size=12), st.sampled_from(["---", "+++"]), st.sampled_from(["\n", ""]))
def test_no_block_is_an_exception(pieces: list[str], fence: str, between: str) -> None:
    report = read("action_items:\n" + between.join(pieces), fence=fence)

    found: list[Any] = [item.line for item in report.items]
    assert found == sorted(found)
