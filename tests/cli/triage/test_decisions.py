"""Decisions as they are written: lines, JSON, and what is said of those that mean nothing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.triage.decisions import CHOICES, SKIP, Decided, counted, parse_decisions

TODAY = date(2026, 10, 14)

EXAMPLES = (Path(__file__).parents[2] / "examples" / "triage" / "decisions.md").read_text(encoding="utf-8")
UNDERSTOOD, REFUSED = EXAMPLES.split("What means nothing")


def rows(part: str) -> list[tuple[str, str]]:
    found = re.findall(r"^\| `(.*)` \| ?(.*?) ?\|$", part, re.MULTILINE)
    return [(line.replace("~", "\t"), means) for line, means in found]


def told(decision: Decided) -> str:
    fields = {name: value for name, value in decision.fields.items() if name in SHOWN}
    if "status_reason" in fields:
        del fields["status"]
    said = " ".join(f"{name}={value}" for name, value in fields.items())
    return f"{decision.item_id} {decision.choice.word} {said}".strip()


SHOWN = ("due", "owners", "status", "status_reason")


@pytest.mark.parametrize(("line", "means"), rows(UNDERSTOOD))
def test_a_line_means_what_its_example_says(line: str, means: str) -> None:
    decided, problems = parse_decisions(line, TODAY)

    assert problems == []
    assert "; ".join(map(told, decided)) == means


@pytest.mark.parametrize(("line", "said"), rows(REFUSED))
def test_a_line_that_means_nothing_says_why(line: str, said: str) -> None:
    decided, problems = parse_decisions(f"\n{line}\n", TODAY)

    assert decided == []
    assert [number for number, _ in problems] == [2]
    assert said in problems[0][1]


def test_the_examples_use_every_choice() -> None:
    used = {means.replace(";", "").split()[1] for _, means in rows(UNDERSTOOD) if means}

    assert used == {choice.word for choice in CHOICES}
    assert len({choice.letter for choice in CHOICES} | {SKIP[0]}) == len(CHOICES) + 1


def test_an_item_may_have_several_lines() -> None:
    decided, problems = parse_decisions("7 date friday\n7 owner Mara\n7 accept\n7 skip\n", TODAY)

    assert problems == []
    assert [(made.choice.word, made.line) for made in decided] == [("date", 1), ("owner", 2), ("accept", 3)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("7 accept\n7 cancel too old\n", [(2, "7 is decided in line 1 already: accept")]),
        ("7 cancel too old\n8 done\n7 cancel other\n", [(3, "7 is decided in line 1 already: cancel")]),
        ("7 date friday\n7 date monday\n", [(2, "7 is decided in line 1 already: date")]),
        ("7-9 done\n8 accept\n", [(2, "8 is decided in line 1 already: done")]),
        ("7 accept\n7 accept\n", []),
    ],
)
def test_an_item_that_is_decided_twice_is_told_with_both_lines(text: str, said: list[tuple[int, str]]) -> None:
    assert parse_decisions(text, TODAY)[1] == said


def test_lines_of_windows_count_as_lines() -> None:
    decided, problems = parse_decisions("7 accept\r\n\r\n8 cancel too old\r\n9 frob\r\n", TODAY)

    assert [(made.line, made.fields.get("status_reason")) for made in decided] == [(1, None), (3, "too old")]
    assert [line for line, _ in problems] == [4]


def test_more_decisions_than_anybody_has_items_are_refused_before_they_fill_the_memory() -> None:
    _, problems = parse_decisions("1-9999 accept\n" * 70_000, TODAY)

    assert problems == [(12, "more than 100,000 decisions at once")]


JSON_LINES = '{"id": 7, "do": "date", "value": "friday"}\n{"id": 8, "do": "owner", "value": ["Mara", "Jonas"]}\n'


@pytest.mark.parametrize(
    "text",
    [
        JSON_LINES,
        JSON_LINES.replace("}\n{", "}{"),
        f"[{JSON_LINES.strip().replace(chr(10), ',')}]",
        '\n[\n {"id": "#7", "do": "DATE", "value": "friday"},\n {"do": "o", "value": "Mara, Jonas", "id": 8}\n]\n',
        '{\n "id": 7,\n "do": "date",\n "value": "friday"\n}\n{\n "id": 8, "do": "owner", "value": "Mara,Jonas"}',
    ],
    ids=["lines", "without line ends", "list", "list on several lines", "objects on several lines"],
)
def test_json_says_the_same_in_each_of_its_forms(text: str) -> None:
    decided, problems = parse_decisions(text, TODAY)

    assert problems == []
    assert list(map(told, decided)) == ["7 date due=2026-10-16", "8 owner owners=['Mara', 'Jonas']"]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('{"id": 7, "do": "accept"}\n{"id": 8}\n', 2, '{"id": 7, "do": "accept"}'),
        ('[\n{"id": 7, "do": "skip"},\n{"id": true, "do": "accept"}]', 3, '{"id": 7, "do": "accept"}'),
        ("[7]", 1, '{"id": 7, "do": "accept"}'),
        ('{"id": 7, "do": "accept"', 1, "no JSON"),
        ('[{"id": 7, "do": "accept"}', 1, "no JSON"),
        ('{"id": 7, "do": "accept"}\n7 accept', 2, '{"id": 7, "do": "accept"}'),
        ('{"id": 7, "do": "cancel"}', 1, "cancel wants a reason"),
        ('{"id": 7, "do": "cancel", "value": 3}', 1, '"value" is a text'),
        ('{"id": 7, "do": "frob"}', 1, "is no decision"),
        ('{"id": 7.5, "do": "accept"}', 1, '{"id": 7, "do": "accept"}'),
        ("[" * 100_000, 1, "no JSON"),
    ],
)
def test_json_that_means_nothing_says_why(text: str, line: int, said: str) -> None:
    _, problems = parse_decisions(text, TODAY)

    assert problems[0][0] == line
    assert said in problems[0][1]


@given(st.text() | st.from_regex(r"\A[\[{]?[0-9]{1,3} (a|d|o|c|x|s|date|owner) .{0,20}\Z"))
def test_no_text_makes_the_reader_fail(text: str) -> None:
    decided, problems = parse_decisions(text, TODAY)

    assert all(made.item_id > 0 for made in decided)
    assert all(line >= 1 and problem for line, problem in problems)


def test_what_was_decided_is_counted_by_items_in_the_order_of_the_choices() -> None:
    decided, _ = parse_decisions("7 done\n8-10 accept\n8 date friday\n8 owner Mara\n11 cancel old\n", TODAY)

    assert counted((made.item_id, made.choice) for made in decided) == (
        "3 accepted, 1 dated, 1 assigned, 1 cancelled, 1 done"
    )
    assert counted([]) == "Nothing was decided"
