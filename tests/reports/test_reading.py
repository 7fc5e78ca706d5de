"""The pipeline as a whole: its limits, and what must hold of any text."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reports import parse_report
from tracker.words import ParsedReport, Status

TODAY = date(2024, 5, 15)


def read(text: str) -> ParsedReport:
    return parse_report(text, name="outage.md", today=TODAY)


def titles(text: str) -> list[str]:
    return [item.title for item in read(text).items]


def rules(text: str) -> list[tuple[int, str]]:
    return [(passed.line, passed.rule) for passed in read(text).passed_over]


PIECES = st.sampled_from(
    [
        "## Action items",
        "# Timeline",
        "Tasks:",
        "**Improvements:**",
        "- Add alerts by July 31, 2024",
        "  - deeper",
        "1. a",
        "- [x] b",
        "| Action | Owner |",
        "|---|---|",
        "| Add | Ana |",
        "",
        "```",
        "<!--",
        "-->",
        "<<<<<<< a",
        "=======",
        ">>>>>>> b",
        "---",
        "Owner: Ana",
        "* Improvements:",
        "[a](b)",
        "<ul>",
        "plain words",
        "Due: tomorrow",
        "\t\tNext steps",
        "再発防止策",
        "- 手順書を更新する",
        "> - quoted",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=40).map("\n".join))
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_and_keeps_the_order_of_its_lines(text: str) -> None:
    report = read(text)

    lines = [item.line for item in report.items]
    assert lines == sorted(set(lines))
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line in lines)
    assert all(item.title.strip() for item in report.items)
    assert [passed.line for passed in report.passed_over] == sorted(passed.line for passed in report.passed_over)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert read(text) == read(text)


@given(st.lists(PIECES, max_size=25).map("\n".join), st.sampled_from(["\r\n", "\r"]))
@settings(max_examples=50, deadline=None)
def test_line_ends_make_no_difference(text: str, line_end: str) -> None:
    assert read(text.replace("\n", line_end)) == read(text)


def test_nothing_is_read_from_nothing() -> None:
    assert read("") == ParsedReport(title="outage")


def test_a_thousand_items_are_taken_and_the_rest_is_told() -> None:
    report = read("## Action items\n\n" + "- Add an alert\n" * 1200)

    assert len(report.items) == 1000
    assert report.warnings == ("1200 items, more than one report can hold: those from line 1003 on were left out",)


def test_lines_beyond_any_report_are_not_read_and_told_of() -> None:
    report = read("word\n" * 20_000 + "## Action items\n- Add alerts\n")

    assert report.items == ()
    assert report.warnings == ("20003 lines: those from 20001 on were not read",)


def test_a_line_of_megabytes_is_cut() -> None:
    report = read("## Action items\n\n- Add " + "a" * 3_000_000)

    assert len(report.items[0].title) < 10_001


def test_deep_nesting_is_bounded() -> None:
    nested = "".join(f"{' ' * 2 * depth}- Group {depth}:\n" for depth in range(500))

    assert read(f"## Action items\n\n{nested}").items == ()


def test_a_code_block_that_is_never_closed_swallows_nothing() -> None:
    assert titles("# Outage\n```\nlog\n\n## Action items\n\n- Add alerts\n") == ["Add alerts"]


def test_code_and_comments_hold_no_items() -> None:
    assert titles("## Action items\n<!--\n- Template\n-->\n```\n- code\n```\n- Add alerts <!-- soon -->\n") == [
        "Add alerts"
    ]


def test_words_are_counted_from_the_reports_day() -> None:
    report = read("# Outage\nDate: 2023-01-10\n\n## Action items\n- Add alerts within two weeks\n")

    assert report.items[0].due == date(2023, 1, 24)
    assert report.warnings == ()


def test_words_that_count_from_no_day_are_kept_and_told() -> None:
    items = "- Add alerts within two weeks\n- Write it down (ASAP)\n- Test it by March 3\n"

    report = read(f"# Outage\n\n## Action items\n{items}")

    assert [(item.due, item.due_text, item.due_confidence) for item in report.items] == [
        (None, "within two weeks", "vague"),
        (None, "ASAP", "vague"),
        (date(2024, 3, 3), "by March 3", "explicit"),
    ]
    (warning,) = report.warnings
    assert warning.startswith("the report tells of no day, so “within two weeks” in line 4 names none")
    assert "“Date: 2024-05-15”" in warning


@pytest.mark.parametrize(
    ("other_day", "due"), [("13/04/2024", date(2024, 5, 4)), ("04/13/2024", date(2024, 4, 5))]
)
def test_order_of_day_and_month_is_that_of_the_reports_other_days(other_day: str, due: date) -> None:
    report = read(f"# Outage of {other_day}\n\n## Action items\n- Add alerts by 04/05/2024\n")

    assert report.items[0].due == due


def test_passed_over_lines_name_the_rule() -> None:
    text = "## Timeline\n- 10:00 alert\n## Action items\n- TBD\n- Alerts:\n  - Add one\n    - because\n"

    assert rules(text) == [
        (2, "section: the account"),
        (4, "placeholder"),
        (7, "explains the item above"),
    ]


def test_open_is_what_an_item_is_unless_the_report_says_otherwise() -> None:
    items = read("## Action items\n- Add a\n- Add b (done)\n- ~~Add c~~\n- WIP: add d\n- Add e - won't do\n").items

    assert [item.status for item in items] == [
        Status.OPEN,
        Status.DONE,
        Status.DONE,
        Status.IN_PROGRESS,
        Status.CANCELLED,
    ]


def test_front_matter_names_and_dates_the_report() -> None:
    report = read("---\ntitle: Outage\ndate: 2024-01-02\ntags:\n  - queue\n---\n## Action items\n- Add alerts\n")

    assert (report.title, report.incident_on) == ("Outage", date(2024, 1, 2))
    assert [item.title for item in report.items] == ["Add alerts"]
