"""Due phrases: the table of examples, its rows one by one, and what must hold of any words."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates.phrases import PHRASES
from tracker.dates.reading import find_due, first_day, parse_due
from tracker.words import DueConfidence

TODAY = date(2024, 5, 15)


def example_rows() -> list[tuple[str, ...]]:
    lines = (Path(__file__).parent.parent / "examples" / "phrases.md").read_text(encoding="utf-8").splitlines()
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in lines if line.startswith("| 2")]
    assert len(rows) > 80
    return rows


EXAMPLES = example_rows()


@pytest.mark.parametrize(("today", "words", "due", "confidence"), EXAMPLES)
def test_example_means_its_day(today: str, words: str, due: str, confidence: str) -> None:
    found = parse_due(words, date.fromisoformat(today))

    read = ("-", "-")
    if found is not None:
        read = (found.day.isoformat() if found.day else "-", found.confidence or "-")
    assert read == (due, confidence)


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.name)
def test_every_row_has_an_example_that_it_reads_itself(phrase: object) -> None:
    row = next(row for row in PHRASES if row is phrase)

    assert row.pattern.fullmatch(row.example)
    found = parse_due(row.example, TODAY)
    assert found is not None
    assert found.text == row.example


def test_names_of_rows_are_unique() -> None:
    names = [phrase.name for phrase in PHRASES]

    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("words", "day_first", "day"),
    [
        ("1/2/2024", False, date(2024, 1, 2)),
        ("1/2/2024", True, date(2024, 2, 1)),
        ("13/2/2024", False, date(2024, 2, 13)),
        ("2/13/2024", True, date(2024, 2, 13)),
        ("1.2.2024", False, date(2024, 2, 1)),
    ],
)
def test_order_of_figures_is_the_callers_unless_only_one_is_possible(
    words: str, day_first: bool, day: date
) -> None:
    found = parse_due(words, TODAY, day_first=day_first)

    assert found is not None
    assert found.day == day


def test_text_is_the_authors_own() -> None:
    found = parse_due("  by June\u201130\u20112024 ", TODAY)

    assert found is not None
    assert found.text == "by June\u201130\u20112024"


@pytest.mark.parametrize(
    ("sentence", "day", "left"),
    [
        ("Add alerts by July 31, 2024.", date(2024, 7, 31), "Add alerts."),
        ("Add alerts by the end of Q3", date(2024, 9, 30), "Add alerts"),
        ("Add alerts (due: 2024-06-30), then test", date(2024, 6, 30), "Add alerts, then test"),
        ("Add alerts (2024-06-30)", date(2024, 6, 30), "Add alerts"),
        ("Add alerts - 30 Jun 2024", date(2024, 6, 30), "Add alerts"),
        ("Add alerts within two weeks.", date(2024, 5, 29), "Add alerts."),
        ("Add alerts [within 1 week]", date(2024, 5, 22), "Add alerts"),
        ("Alarme ergänzen bis 30. Juni 2024", date(2024, 6, 30), "Alarme ergänzen"),
        ("Add alerts, Deadline: next Friday", date(2024, 5, 17), "Add alerts"),
    ],
)
def test_due_phrase_is_found_in_a_sentence_with_its_place(sentence: str, day: date, left: str) -> None:
    found = find_due(sentence, TODAY)

    assert found is not None
    assert found.due.day == day
    assert sentence[: found.start].rstrip() + sentence[found.end :] == left


@pytest.mark.parametrize(
    "sentence",
    [
        "Answer pages within 24 hours of the alert",
        "Alert on errors over 2 minutes",
        "Check the input before may cause trouble",
        "Sort the list by name",
        "Roll back to v2.3.1 (2 hosts)",
        "Monitor services for 24 hours",
        "Restore the backup of 2024-05-01 in staging",
    ],
)
def test_spans_and_versions_in_a_sentence_are_no_due_dates(sentence: str) -> None:
    assert find_due(sentence, TODAY) is None


def test_words_without_a_day_are_found_with_their_words() -> None:
    found = find_due("Rotate the keys in the near future by hand", TODAY)

    assert found is not None
    assert (found.due.day, found.due.text, found.due.confidence) == (
        None,
        "in the near future",
        DueConfidence.VAGUE,
    )


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Duration: June 9, 2023, 10:00 AM to June 10, 2023", date(2023, 6, 9)),
        ("Incident Report: Mojibake (2026-06-04)", date(2026, 6, 4)),
        ("version 1.2.3 of 14/2", None),
        ("nothing", None),
    ],
)
def test_first_written_day_of_a_text(text: str, day: date | None) -> None:
    assert first_day(text, TODAY.year) == day


DAYS = st.dates(min_value=date(1995, 1, 1), max_value=date(2095, 12, 31))


@given(st.text(max_size=120), DAYS)
def test_reading_never_raises_whatever_the_words(words: str, today: date) -> None:
    parse_due(words, today)
    find_due(words, today)
    first_day(words, today.year)


@given(st.text(alphabet="0123456789/-.:+ tTqQwWdh年月日endofbynxtmoiu,", max_size=30), st.dates())
def test_reading_never_raises_on_words_that_look_like_dates(words: str, today: date) -> None:
    parse_due(words, today)
    find_due(words, today)


@given(st.sampled_from([row[1] for row in EXAMPLES]), st.sampled_from(["", " ", "  ", "\t", "\n"]), DAYS)
def test_reading_is_stable_under_case_and_surrounding_blanks(words: str, blank: str, today: date) -> None:
    plain = parse_due(words, today)

    for changed in (words.upper(), words.lower(), f"{blank}{words}{blank}"):
        found = parse_due(changed, today)
        assert (found is None) == (plain is None)
        if found is not None and plain is not None:
            assert (found.day, found.confidence) == (plain.day, plain.confidence)


@given(DAYS, DAYS)
def test_a_written_day_is_read_back_whatever_today_is(day: date, today: date) -> None:
    for words in (
        day.isoformat(),
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day}. {day:%b} {day.year}",
        f"{day:%d.%m.%Y}",
    ):
        found = parse_due(words, today)
        assert found is not None
        assert found.day == day
