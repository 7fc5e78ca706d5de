# ruff: noqa: RUF001 - letters of other scripts are data here
"""The lines of all examples in any order, with marks between them: no text is an exception, and none a riddle."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reports import parse_report

if TYPE_CHECKING:
    from tracker.words import ParsedReport

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
TEXTS = [path.read_text(encoding="utf-8") for path in sorted(EXAMPLES.iterdir()) if path.suffix != ".json"]
LINES = st.sampled_from(sorted({line for text in TEXTS for line in text.split("\n")}))
MARKS = st.sampled_from(
    [
        *(
            "",
            " ",
            "    ",
            "\t",
            "- ",
            "- [ ] ",
            "- [x] ",
            "1. ",
            "#. ",
            "> ",
            "# ",
            "### ",
            "| ",
            "**",
            "__",
            "`",
        ),
        *("```", "~~~", "---", "+++", "===", "***", "<!--", "-->", "<<<<<<< a", "=======", ">>>>>>> b", "|||||||"),
        *(
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "<li>",
            "</ul>",
            "<br>",
            "[a]",
            "[a]: https://a.example",
        ),
        *("action_items:", "  - Add a lock", "[[todo]]", "Owner:", "Due: ", "(due ", "by ", "J+7", ":", "：", "—"),
        *("\u200b", "\ufeff", "\ue000", "\u2028", "\x0c", "\x00", "\u202e", "İ", "ß", "①", "👩‍🚒"),
    ]
)
MIXED = st.lists(st.one_of(LINES, MARKS, st.tuples(MARKS, LINES).map("".join)), max_size=40).map("\n".join)
CUT = st.builds(
    lambda text, other, first, last: text[: int(first * len(text))] + other[int(last * len(other)) :],
    st.sampled_from(TEXTS),
    st.sampled_from(TEXTS),
    st.floats(0, 1),
    st.floats(0, 1),
)


def read(text: str) -> ParsedReport:
    return parse_report(text, name="outage.md", today=date(2024, 5, 15))


def assert_is_sound(text: str) -> None:
    report = read(text)

    lines = [item.line for item in report.items]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + text.count("\r") + 1 for line in lines)
    assert all(item.title == item.title.strip() != "" for item in report.items)
    assert all(item.due_text for item in report.items if item.due is not None)
    assert report.title.strip()
    assert read(text) == report


@given(MIXED)
@settings(max_examples=150)
def test_any_lines_in_any_order_are_read_and_read_the_same_again(text: str) -> None:
    assert_is_sound(text)


@given(st.sampled_from(["---", "+++", "```", "<!--", "<table>"]), MIXED, MIXED)
@settings(max_examples=75)
def test_any_lines_below_an_opening_mark_are_read(mark: str, inside: str, below: str) -> None:
    assert_is_sound(f"{mark}\n{inside}\n{mark}\n{below}")


@given(CUT)
@settings(max_examples=75)
def test_the_head_of_one_report_on_the_tail_of_another_is_read(text: str) -> None:
    assert_is_sound(text)
