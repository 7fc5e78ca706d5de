"""Prose: what tells of the past, what promises, what opens a story and what closes a letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.vocabulary.prose import closes_a_letter, commits, opens_like_a_story, promises, tells_the_past


@pytest.mark.parametrize(
    "words",
    [
        "Restarted the pods",
        "We have also made the index smaller",
        "The pool was enlarged",
        "Made the cache larger",
        "Pods: Restarted all of them",
        "They hung. Restarted all of them",
        "Die Grenze wurde erhöht",
        "O limite foi aumentado",
        "Reiniciado o servidor",
        "Le serveur a été redémarré",
        "Лимит был увеличен",
    ],
)
def test_words_that_tell_what_was_done(words: str) -> None:
    assert tells_the_past(words)


@pytest.mark.parametrize(
    "words",
    [
        "Add an alert",
        "Need a second host",
        "Embed the map",
        "Feed the queue by hand",
        "Speed up the restart",
        "Proceed with the move",
        "Automated restore tests",
        "Enhanced logging for the queue",
        "Backups: Automated restore tests",
        "Restart the pods",
        "Die Grenze erhöhen",
        "",
    ],
)
def test_words_that_do_not(words: str) -> None:
    assert not tells_the_past(words)


@pytest.mark.parametrize(
    "words",
    [
        "We will keep two of them",
        "The script needs to check its arguments",
        "Somebody ought to look at it",
        "Wir müssen zwei behalten",
        "Nous devons en garder deux",
        "Devemos manter dois",
        "Нужно хранить две копии",
    ],
)
def test_words_that_promise(words: str) -> None:
    assert promises(words)


@pytest.mark.parametrize("words", ["We kept two of them", "A goodwill gesture", "Add a lock", ""])
def test_words_that_promise_nothing(words: str) -> None:
    assert not promises(words)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("We will keep two of them", True),
        ("Reviews: we're going to look twice", True),
        ("I will keep two of them", True),
        ("Somebody should keep two of them", False),
        ("It was late and we will keep two", False),
        ("We wilted", False),
    ],
)
def test_words_commit_in_the_first_person(words: str, expected: bool) -> None:
    assert commits(words) is expected


@pytest.mark.parametrize(
    ("words", "is_story"),
    [
        ("This incident began with a deploy", True),
        ("We were lucky", True),
        ("We will add a lock", False),
        ("We should add a lock", False),
        ("In conclusion, it went well", True),
        ("Itemise the bill", False),
        ("Andrea adds a lock", False),
        ("Add a lock after this", False),
    ],
)
def test_a_story_is_known_by_its_first_words(words: str, is_story: bool) -> None:
    assert opens_like_a_story(words) is is_story


@pytest.mark.parametrize("words", ["Sincerely,", "Kind regards", "Thank you!", "Mit freundlichen Grüßen", "Merci"])
def test_leave_is_taken_on_a_line_of_its_own(words: str) -> None:
    assert closes_a_letter(words)


@pytest.mark.parametrize("words", ["Thank the vendor", "Regards the cache as stale", "Cheers were heard", ""])
def test_the_same_word_in_a_sentence_takes_no_leave(words: str) -> None:
    assert not closes_a_letter(words)


@given(st.text(max_size=600))
def test_any_words_get_an_answer(words: str) -> None:
    for ask in (tells_the_past, promises, commits, opens_like_a_story, closes_a_letter):
        assert ask(words) in {True, False}
