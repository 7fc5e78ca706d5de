"""Titles: where the work ends and explaining begins, and loose marks at the ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.items.titles import LONGEST, title_of


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Add a lock. This keeps the job from running twice.", "Add a lock"),
        ("Add a lock. We should add a second one.", "Add a lock. We should add a second one"),
        ("Add a lock! Currently there is none", "Add a lock!"),
        ("Load tests: Run them every week. The system needs it.", "Load tests: Run them every week"),
        ("Load tests: Run them on 1.5. The system needs it.", "Load tests: Run them on 1.5. The system needs it"),
        ("Load tests: Run some, e.g. Five each night", "Load tests: Run some, e.g. Five each night"),
        ("Load tests: Run them every week. and again", "Load tests: Run them every week. and again"),
        ("Run the load tests. The system needs it.", "Run the load tests. The system needs it"),
        ("Do it. This helps", "Do it. This helps"),
        ("Watch the queue, e.g. its age", "Watch the queue, e.g. its age"),
        ("Additionally, add a lock", "add a lock"),
        ("Nextcloud, add a lock", "Nextcloud, add a lock"),
        ("- **Add a lock** -", "Add a lock"),
        ("Add a lock.", "Add a lock"),
        ("Add a lock...", "Add a lock..."),
        ("Add locks, alerts etc.", "Add locks, alerts etc."),
        ("手順書を更新する。", "手順書を更新する"),
        ("*" * 2000 + "Add a lock" + "-" * 2000, "Add a lock"),
        ("`" * 2000 + "Add a lock", ""),  # cut before its first word
        (" : ", ""),
        ("", ""),
    ],
)
def test_title_ends_where_explaining_begins(words: str, title: str) -> None:
    assert title_of(words) == title


def test_a_title_from_a_cell_keeps_the_sentences_of_its_label() -> None:
    words = "Load tests: Run them every week. The system needs it"

    assert title_of(words, is_cell=True) == words


@pytest.mark.parametrize("words", ["Add a lock " * 500, "a" * 5_000])
def test_a_title_is_never_longer_than_anybody_writes(words: str) -> None:
    assert LONGEST - len("lock ") < len(title_of(words)) <= LONGEST


@given(st.text(max_size=200))
def test_a_title_is_part_of_the_words_and_stands_without_blanks_around_it(words: str) -> None:
    title = title_of(words)

    assert title in words
    assert title == title.strip()
