"""Unresolved merge conflicts: the first side counts, lines keep their numbers."""

from __future__ import annotations

from tracker.reports.text.conflicts import NumberedLine, first_sides


def sides(text: str) -> tuple[list[tuple[int, str]], tuple[str, ...]]:
    kept, warnings = first_sides(NumberedLine(n, line) for n, line in enumerate(text.splitlines(), start=1))
    return [(line.number, line.text) for line in kept], warnings


def test_first_side_is_kept_with_its_numbers_and_told_of() -> None:
    kept, warnings = sides("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> 1a2b\nd")

    assert kept == [(1, "a"), (3, "b"), (7, "d")]
    assert warnings == ("unresolved merge conflict in lines 2-6: the first side was read",)


def test_the_base_of_a_three_way_conflict_is_left_out() -> None:
    kept, _ = sides("<<<<<<< HEAD\nb\n||||||| base\nx\n=======\nc\n>>>>>>> 1a2b\nd")

    assert kept == [(2, "b"), (8, "d")]


def test_conflict_that_never_ends_keeps_its_first_side() -> None:
    kept, warnings = sides("<<<<<<< HEAD\nb\n=======\nc")

    assert kept == [(2, "b")]
    assert warnings == ("unresolved merge conflict in lines 1-4: the first side was read",)


def test_underlines_and_stray_markers_are_no_conflict() -> None:
    text = "Title\n=======\n>>>>>>> quoted\n<<<<<<<<<<"

    assert sides(text) == ([(1, "Title"), (2, "======="), (3, ">>>>>>> quoted"), (4, "<<<<<<<<<<")], ())
