# ruff: noqa: RUF001 - letters of other scripts are data here
"""Owners: names in brackets at the end of most lines of a list, and teams in front of a line."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.reports.items.owners import end_in_names, is_name, owners_in

REST = ("Fix it", "Test it")


@pytest.mark.parametrize(
    "lines",
    [
        ("Add alerts (Ana)", "Tell them (Ben)", *REST),
        ("Add alerts (GIORGIO)", "Tell them (ANA)"),
        ("Add alerts [Ben, Cyd]", "Tell them (Ana and Ben)."),
        ("Add alerts (Ana)", "Tell them (storage team)"),
        ("Add alerts (Ana Lee)", "Tell them (QA)"),
        ("Add alerts（Ana）", "**Tell them (Ben)**"),
    ],
)
def test_a_list_ends_in_names(lines: tuple[str, ...]) -> None:
    assert end_in_names(lines)


@pytest.mark.parametrize(
    "lines",
    [
        ("Add alerts (Ana)",),
        ("Add alerts (Ana)", "Tell them (Ben)", "Write it", *REST),
        ("Use speech (Whisper API)", "Read it (Vision API)"),
        ("Add alerts (UI)", "Tell them (VM)"),
        ("Add alerts (Python3)", "Tell them (Redis7)"),
        ("Add alerts (the queue)", "Tell them (by mail)"),
        ("加锁（数据库）", "加警报（队列）"),
        ("Read [it](Ana)", "Read [that](Ben)"),
        (),
    ],
    ids=["one", "too few", "names of things", "two letters", "figures", "words", "Chinese", "links", "nothing"],
)
def test_a_list_ends_in_other_remarks(lines: tuple[str, ...]) -> None:
    assert not end_in_names(lines)


def test_names_at_the_end_are_owners_where_the_list_shows_it() -> None:
    named = "- Add alerts (GIORGIO)\n- Fix b (Ana, BEN)\n- Fix c (optional)\n"
    text = f"## Action items\n\n{named}\n## To do\n\n- Fix d (ANA)\n"

    report = parse_report(text, name="x.md", today=date(2024, 12, 1))

    assert [(item.title, item.owners) for item in report.items] == [
        ("Add alerts", ("GIORGIO",)),
        ("Fix b", ("Ana", "BEN")),
        ("Fix c (optional)", ()),
        ("Fix d (ANA)", ()),
    ]


@pytest.mark.parametrize(
    ("line", "heading", "title", "owners"),
    [
        ("Storage team: add alerts", "Action items", "add alerts", ("Storage team",)),
        ("Backend: add alerts", "Action items", "Backend: add alerts", ()),
        ("Ana: add alerts", "Action items", "Ana: add alerts", ()),
        ("Ana: add alerts", "Action items and owners", "add alerts", ("Ana",)),
        ("Note: add alerts", "Action items and owners", "Note: add alerts", ()),
    ],
)
def test_owner_in_front_is_a_team_or_told_by_the_heading(
    line: str, heading: str, title: str, owners: tuple[str, ...]
) -> None:
    (item,) = parse_report(f"## {heading}\n\n- {line}\n", name="x.md", today=date(2024, 12, 1)).items

    assert (item.title, item.owners) == (title, owners)


def test_a_single_word_in_capitals_is_an_abbreviation() -> None:
    assert [is_name(words) for words in ("PRD", "Ana", "ANA LEE", "ana")] == [False, True, True, False]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ana & Ben", ["Ana", "Ben"]),
        ("[Ana](https://people.example/ana)", ["Ana"]),
        ("@ana, Ben and Cyd", ["ana", "Ben", "Cyd"]),
        ("TBD", []),
        ("?", []),
    ],
)
def test_names_in_a_cell(cell: str, names: list[str]) -> None:
    assert owners_in(cell) == names
