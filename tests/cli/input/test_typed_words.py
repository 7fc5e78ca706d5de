"""Words without quotes: which are items, which a day, which names."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.cli.input.typed_words import items_and_day, items_and_rest, names_typed
from tracker.errors import BadOption

TODAY = date(2026, 11, 25)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("words", "items", "rest"),
    [
        ("7 Mara", "7", "Mara"),
        ("#7 7-12 7,9 7, 9 Mara 8", "#7 7-12 7,9 7, 9", "Mara 8"),
        ("Mara 7", "", "Mara 7"),
        ("7-eleven", "", "7-eleven"),
        ("7 -", "7", "-"),
        ("", "", ""),
    ],
)
def test_leading_numbers_are_items(words: str, items: str, rest: str) -> None:
    assert items_and_rest(words.split()) == (items.split(), rest.split())


@pytest.mark.parametrize(
    ("words", "items", "day"),
    [
        ("7 3d", "7", "3d"),
        ("7 9 monday", "7 9", "monday"),
        ("7-9 2026-12-01", "7-9", "2026-12-01"),
        ("7 3 days", "7", "3 days"),
        ("7 9 2 weeks", "7 9", "2 weeks"),
        ("7 in 2 weeks", "7", "in 2 weeks"),
        ("7 20261201", "7", "20261201"),
        ("7 2026-12", "7", "2026-12"),
        ("7", "7", ""),
        ("7 9", "7 9", ""),
        ("3 days", "3", "days"),
        ("5 may", "5", "may"),
        ("7,5 may", "7,5", "may"),
        ("7 nonsense", "7", "nonsense"),
        ("monday", "", "monday"),
    ],
)
def test_a_day_may_begin_with_a_number(words: str, items: str, day: str) -> None:
    assert items_and_day(words.split(), TODAY) == (items.split(), day)


@pytest.mark.parametrize("words", ["7 5 may", "7 9 12 december", "7 15 jan 2027"])
def test_a_number_that_could_be_both_is_asked_about(words: str) -> None:
    with pytest.raises(BadOption, match="quotes or a comma"):
        items_and_day(words.split(), TODAY)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Mara"], ["Mara"]),
        (["Mara", "Lind", "Jonas"], ["Mara Lind", "Jonas"]),
        (["Jonas", "Mara", "Lind"], ["Jonas", "Mara Lind"]),
        (["Mara", "Lind,", "Zoe"], ["Mara Lind", "Zoe"]),
        (["Zoe", "Quinn,", "Yan"], ["Zoe Quinn", "Yan"]),
        (["Mara,", "Lind"], ["Mara", "Lind"]),
        (["Mara,Lind,Zoe Quinn,Yan"], ["Mara", "Lind", "Zoe Quinn", "Yan"]),
        ([","], []),
        ([], []),
    ],
)
def test_known_names_need_no_quotes(words: list[str], names: list[str]) -> None:
    assert names_typed(words, {"Mara Lind", "Jonas"}.__contains__) == names


@pytest.mark.parametrize("words", ["Zoe Quinn", "Mara Lindd", "Jonas and Zoe"])
def test_words_that_could_be_one_stranger_or_several_are_asked_about(words: str) -> None:
    with pytest.raises(BadOption, match="quotes or commas"):
        names_typed(words.split(), {"Mara Lind", "Jonas"}.__contains__)
