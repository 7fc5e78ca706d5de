"""What each line of a text looks like: underlined headings and tables are seen by the line below."""

from __future__ import annotations

import pytest

from tracker.reports.text.document import Shape, read_document


def shapes(text: str) -> list[tuple[Shape, str]]:
    return [(line.shape, line.text) for line in read_document(text).lines if line.shape is not Shape.BLANK]


@pytest.mark.parametrize("heading", ["Impact", "4. Action items", "✅ Resolution"])
def test_a_line_over_dashes_of_its_length_is_a_heading(heading: str) -> None:
    (shape, text), *rest = shapes(f"Something failed.\n\n{heading}\n{'-' * len(heading)}\n")[1:]

    assert shape is Shape.HEADING
    assert heading.endswith(text)
    assert rest == []


@pytest.mark.parametrize(
    "text",
    [
        "1. Add an alert\n---",  # a list over a ruler
        "1. Add an alert\n2. Add a lock\n-------------",
        "- Add an alert\n---------------",
    ],
)
def test_a_list_over_a_ruler_stays_a_list(text: str) -> None:
    assert {shape for shape, _ in shapes(text)} == {Shape.BULLET, Shape.RULE}


@pytest.mark.parametrize(
    "table",
    [
        "Action | Owner\n--- | ---\nAdd a lock: now | Ann\n1. Add an alert | Ben",
        "> Action | Owner\n> :-- | --:\n> Add a lock: now | Ann\n> 1. Add an alert | Ben",
        "| Action | Owner |\n|---|---|\n| Add a lock: now | Ann\n| 1. Add an alert | Ben",
    ],
)
def test_a_table_needs_no_bars_outside(table: str) -> None:
    assert [shape for shape, _ in shapes(f"{table}\n\nand | or")] == [*[Shape.ROW] * 4, Shape.TEXT]


def test_a_row_of_dashes_with_other_columns_than_the_line_above_makes_no_table() -> None:
    assert shapes("one | two | three\n--- | ---\nfour | five")[-1] == (Shape.TEXT, "four | five")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("##Action items", "Action items"),
        ("##4. Action items", "4. Action items"),
        ("## Action items {#actions}", "Action items"),
        ("## Action items {: .big #actions }", "Action items"),
        ("## Restart of {queue}", "Restart of {queue}"),
    ],
)
def test_a_heading_may_lack_its_blank_and_have_an_anchor(line: str, words: str) -> None:
    assert shapes(line) == [(Shape.HEADING, words)]


def test_a_number_with_one_hash_is_no_heading() -> None:
    assert shapes("#5 is open") == [(Shape.TEXT, "#5 is open")]
