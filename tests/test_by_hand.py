"""What people type: what it becomes, and what is refused."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker import by_hand
from tracker.errors import BadOption

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Renew   the\tcertificates \n", "Renew the certificates"),
        ("Line one\nline two", "Line one line two"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("safe\u202egnp.exe", "safegnp.exe"),
        ("née Müller", "née Müller"),
        ("証明書を更新する", "証明書を更新する"),
        ("תחדש את התעודה", "תחדש את התעודה"),
        ("ship it 👩‍💻", "ship it 👩‍💻"),
        ("می‌خواهم", "می‌خواهم"),
        ("NUL\0 and DEL\x7f", "NUL and DEL"),
        ("half \ud800 sign", "half \ufffd sign"),
    ],
)
def test_a_title_is_kept_on_one_line_without_what_orders_terminals_about(typed: str, kept: str) -> None:
    assert by_hand.title_of(typed) == kept


@pytest.mark.parametrize("typed", ["", "   ", "\n\t", "\x1b", "\u202e", "\u200d", "\u3000"])
def test_a_title_without_words_is_refused(typed: str) -> None:
    with pytest.raises(BadOption, match="it takes some words"):
        by_hand.title_of(typed)


def test_a_title_has_its_measure() -> None:
    assert len(by_hand.title_of("x" * 1_000)) == 1_000
    with pytest.raises(BadOption, match="at most 1,000 characters; these are 100,000") as raised:
        by_hand.title_of("x" * 100_000)
    assert len(str(raised.value)) < 200


@given(st.text())
def test_whatever_is_typed_is_refused_or_is_one_harmless_line(typed: str) -> None:
    try:
        kept = by_hand.title_of(typed)
    except BadOption:
        return
    assert kept == by_hand.title_of(kept)
    assert not {unicodedata.category(c) for c in kept if c not in "\u200c\u200d"} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (["Mara, Jonas"], ["Mara", "Jonas"]),
        (["Mara", "Jonas", "Mara"], ["Mara", "Jonas"]),
        (["Mara Lind,"], ["Mara Lind"]),
        (["@mara"], ["@mara"]),
    ],
)
def test_names_stand_in_one_text_or_in_several(typed: list[str], kept: list[str]) -> None:
    assert by_hand.names_of(typed) == kept


@pytest.mark.parametrize("typed", [[""], [" , "], ["x" * 201], ["\u202e"]])
def test_a_name_that_is_none_is_refused(typed: list[str]) -> None:
    with pytest.raises(BadOption, match="--owner"):
        by_hand.names_of(typed)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2026-12-31", date(2026, 12, 31)),
        ("3d", date(2026, 11, 28)),
        ("2w", date(2026, 12, 9)),
        ("monday", date(2026, 11, 30)),
        ("next friday", date(2026, 11, 27)),
        ("  in   2 weeks ", date(2026, 12, 9)),
        ("end of q4", date(2026, 12, 31)),
        ("today", WEDNESDAY),
        ("TOMORROW", date(2026, 11, 26)),
    ],
)
def test_a_day_is_given_in_words(words: str, day: date) -> None:
    assert by_hand.day_of(words, WEDNESDAY, "--due") == day


@pytest.mark.parametrize("words", ["", "asap", "2026-02-30", "30/02/2026", "99999d", "12", "x" * 10_000, "\0"])
def test_what_is_no_day_is_refused_with_examples(words: str) -> None:
    with pytest.raises(BadOption, match="a day: 2026-12-31, friday, 3d") as raised:
        by_hand.day_of(words, WEDNESDAY, "--due")
    assert len(str(raised.value)) < 200


def test_the_words_of_a_due_day_are_kept_and_the_day_is_sure() -> None:
    assert by_hand.due_fields("end of q4", WEDNESDAY) == {
        "due": "2026-12-31",
        "due_text": "end of q4",
        "due_confidence": "explicit",
    }
    assert by_hand.due_fields("2026-12-31", WEDNESDAY)["due_text"] is None


@pytest.mark.parametrize("words", ["none", "None", " - "])
def test_a_due_day_is_taken_away(words: str) -> None:
    assert set(by_hand.due_fields(words, WEDNESDAY).values()) == {None}


@pytest.mark.parametrize("words", ["today", "2026-11-24", "2020-01-01"])
def test_a_snooze_ends_ahead(words: str) -> None:
    with pytest.raises(BadOption, match=r"a day after today \(2026-11-25\)"):
        by_hand.snooze_day(words, WEDNESDAY)
