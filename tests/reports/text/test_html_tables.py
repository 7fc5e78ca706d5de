"""Tables in HTML: rows over many lines become one row each, and nothing else of the report is lost."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import parse_report
from tracker.reports.text.conflicts import NumberedLine
from tracker.reports.text.html_tables import as_rows

if TYPE_CHECKING:
    from tracker.words import ParsedItem

HEAD = "<tr><th>Action</th><th>Owner</th></tr>"


def rows(text: str) -> list[tuple[int, str]]:
    numbered = [NumberedLine(number, line) for number, line in enumerate(text.split("\n"), start=1)]
    return [(line.number, line.text) for line in as_rows(numbered)]


def items(text: str) -> list[ParsedItem]:
    report = parse_report(f"## Action items\n\n{text}\n", name="x.md", today=date(2024, 5, 15))
    return list(report.items)


def test_a_row_over_many_lines_is_one_line_with_the_number_of_its_longest_cell() -> None:
    text = "<table>\n<tr>\n<td>Ana</td>\n<td>\nAdd a check\n  to the deploy</td>\n</tr>\n</table>"

    assert rows(text) == [(5, "| Ana | Add a check to the deploy |")]


def test_links_in_cells_become_markdown_whatever_their_quotes() -> None:
    text = (
        '<table><tr><td><a href="https://a.example/1">one</a></td>'
        "<td><a class='x' href='https://a.example/2'>two</a></td><td><a href=/here>three</a></td></tr></table>"
    )

    assert rows(text) == [(1, "| [one](https://a.example/1) | [two](https://a.example/2) | three |")]


def test_tags_in_capitals_and_without_their_ends_part_cells_too() -> None:
    text = "<TABLE>\n<TR><TH>Action<TH>Owner\n<TR><TD>Add a check<TD>Ana\n</TABLE>"

    assert rows(text) == [(2, "| Action | Owner |"), (3, "| Add a check | Ana |")]


def test_bar_in_a_cell_parts_none() -> None:
    found = items(f"<table>{HEAD}\n<tr><td>Replace a | b by c</td><td>Ana</td></tr></table>")

    assert [(item.title, item.owners) for item in found] == [("Replace a | b by c", ("Ana",))]


def test_rows_without_words_are_none() -> None:
    assert rows("<table><tr></tr><tr><td> </td><td></td></tr></table>") == []


def test_words_before_and_behind_a_table_on_its_lines_stay() -> None:
    assert rows("before <table><tr><td>a</td></tr></table> behind") == [
        (1, "before "),
        (1, "| a |"),
        (1, " behind"),
    ]


def test_list_goes_on_around_a_table() -> None:
    table = f"<table>{HEAD}\n<tr><td>Fix b</td><td>Ana</td></tr>\n</table>"

    assert [item.title for item in items(f"- Add a\n\n{table}\n\n- Test c")] == ["Add a", "Fix b", "Test c"]


def test_a_table_that_is_never_closed_swallows_nothing() -> None:
    assert [item.title for item in items(f"<table>{HEAD}\n\n- Add a\n- Fix b")] == ["Add a", "Fix b"]


def test_text_without_tables_is_left_as_it_stands() -> None:
    text = "- Use <b>bold</b> & a | b\n<td>no table</td>\n\n"

    assert rows(text) == list(enumerate(text.split("\n"), start=1))


TAGS = st.sampled_from(
    [
        "<table>",
        "</table>",
        "<tr>",
        "</tr>",
        "<td>",
        "</td>",
        "<th>",
        "<br>",
        '<a href="https://a.example">',
        "</a>",
    ]
)


@given(st.lists(st.one_of(TAGS, st.sampled_from(["word", " ", "\n", "|", "<", ">", "<table"])), max_size=60))
def test_any_mess_of_tags_gives_lines_in_their_order(pieces: list[str]) -> None:
    text = "".join(pieces)

    numbers = [number for number, _ in rows(text)]
    assert all(1 <= number <= text.count("\n") + 1 for number in numbers)
    assert all("\n" not in line for _, line in rows(text))
    parse_report(f"## Action items\n\n{text}\n", name="x.md", today=date(2024, 5, 15))
