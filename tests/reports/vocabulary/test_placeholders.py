"""What a template leaves to fill in is no item."""

from __future__ import annotations

import pytest

from tracker.reports.vocabulary.placeholders import placeholder


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("**Completed Date:** ____________________", "words to go on with"),
        ("Add alerts for ...", None),
        ("Alerts: ...", "words to go on with"),
        ("Itemized list of ways to prevent it", "instruction"),
        ("Rename the field __init__ of the queue", None),
        ("Short-term", "horizon without a task"),
        ("Short-term fix of the pager", None),
    ],
)
def test_words_of_a_template_are_told_from_work(text: str, rule: str | None) -> None:
    assert placeholder(text) == rule
