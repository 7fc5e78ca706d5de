"""Due days said in words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.wording import describe_distance, describe_due

TODAY = date(2024, 5, 15)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-3, "3 days overdue"),
        (-1, "1 day overdue"),
        (0, "due today"),
        (1, "due tomorrow"),
        (5, "due in 5 days"),
    ],
)
def test_due_day_is_said_as_people_say_it(days: int, words: str) -> None:
    assert describe_due(TODAY + timedelta(days=days), TODAY) == words


def test_no_day_is_said_plainly() -> None:
    assert describe_due(None, TODAY) == "no date"


@given(st.integers(min_value=-400, max_value=400))
def test_words_tell_the_day_back(days: int) -> None:
    words = describe_due(TODAY + timedelta(days=days), TODAY)

    count = int(next((word for word in words.split() if word.isdecimal()), "0"))
    told = {"due today": 0, "due tomorrow": 1}.get(words, -count if "overdue" in words else count)
    assert told == days


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-365, "365 days ago"),
        (-14, "2 weeks ago"),
        (-13, "13 days ago"),
        (-7, "7 days ago"),
        (-2, "2 days ago"),
        (-1, "yesterday"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
        (7, "in 7 days"),
        (14, "in 2 weeks"),
        (19, "in 19 days"),
        (21, "in 3 weeks"),
        (364, "in 52 weeks"),
    ],
)
def test_a_distance_is_said_exactly(days: int, words: str) -> None:
    assert describe_distance(TODAY + timedelta(days=days), TODAY) == words


@given(st.integers(min_value=-4000, max_value=4000))
def test_a_distance_tells_the_day_back(days: int) -> None:
    words = describe_distance(TODAY + timedelta(days=days), TODAY)

    number = int(next((word for word in words.split() if word.isdecimal()), "0"))
    told = number * (7 if "week" in words else 1) * (-1 if "ago" in words else 1)
    assert {"today": 0, "tomorrow": 1, "yesterday": -1}.get(words, told) == days
