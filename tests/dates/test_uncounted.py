# ruff: noqa: RUF001 - letters of other scripts are data here
"""Words that are counted from a day, where nobody knows from which: they are kept and name none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.counted import COUNTED
from tracker.dates.reading import find_due, parse_due
from tracker.words import DueConfidence

TODAY = date(2024, 5, 15)


@pytest.mark.parametrize("phrase", COUNTED, ids=lambda phrase: phrase.name)
def test_every_counted_row_keeps_its_words_without_a_day(phrase: object) -> None:
    row = next(row for row in COUNTED if row is phrase)

    found = parse_due(row.example, TODAY, counts=False)

    assert found is not None
    assert (found.day, found.text, found.confidence) == (None, row.example, DueConfidence.VAGUE)


@pytest.mark.parametrize("words", ["J+7", "M+3", "1-2 weeks", "next Friday", "EOM", "через 2 недели", "2週間以内"])
def test_what_is_counted_names_a_day_as_soon_as_somebody_tells_from_which(words: str) -> None:
    counted = parse_due(words, TODAY)
    uncounted = parse_due(words, TODAY, counts=False)

    assert counted is not None
    assert counted.day is not None
    assert uncounted is not None
    assert uncounted.day is None


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2024-06-30", date(2024, 6, 30)),
        ("June 30", date(2024, 6, 30)),
        ("end of Q3", date(2024, 9, 30)),
        ("Q4 2025 - Q1 2026", date(2026, 3, 31)),
        ("mid-June", date(2024, 6, 15)),
    ],
)
def test_a_written_day_needs_nothing_but_a_year(words: str, day: date) -> None:
    found = parse_due(words, TODAY, counts=False)

    assert found is not None
    assert found.day == day


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("Add alerts within two weeks", "within two weeks"),
        ("Add alerts by next Friday", "by next Friday"),
        ("Add alerts (EOM)", "EOM"),
    ],
)
def test_counted_words_in_a_sentence_are_found_and_name_no_day(sentence: str, text: str) -> None:
    found = find_due(sentence, TODAY, counts=False)

    assert found is not None
    assert (found.due.day, found.due.text, found.due.confidence) == (None, text, DueConfidence.VAGUE)


@pytest.mark.parametrize("sentence", ["Ship T+1 settlement", "Support the M+3 layout", "Test 1-2 hosts"])
def test_what_only_looks_counted_is_left_in_the_sentence(sentence: str) -> None:
    assert find_due(sentence, TODAY) is None


@pytest.mark.parametrize("sentence", ["Add alerts (Q4 2025 - Q1 2026)", "Add alerts (2026-03-01 - 2026-03-31)"])
def test_span_in_brackets_is_due_at_its_end(sentence: str) -> None:
    found = find_due(sentence, TODAY)

    assert found is not None
    assert found.due.day == date(2026, 3, 31)
    assert sentence[: found.start] + sentence[found.end :] == "Add alerts"


DAYS = st.dates(min_value=date(2001, 1, 1), max_value=date(2095, 12, 31))


@given(DAYS, DAYS, st.sampled_from([" - ", " – ", " to ", " bis ", "~", "〜"]))
def test_a_span_is_due_at_its_later_end_and_none_when_it_runs_backwards(
    first: date, last: date, between: str
) -> None:
    found = parse_due(f"{first.isoformat()}{between}{last.isoformat()}", TODAY)

    if first <= last:
        assert found is not None
        assert found.day == last
    else:
        assert found is None


@given(st.text(max_size=80), DAYS)
def test_reading_without_a_day_to_count_from_never_raises(words: str, today: date) -> None:
    parse_due(words, today, counts=False)
    find_due(words, today, counts=False)
