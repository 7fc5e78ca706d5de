"""Which heading a heading stands under, where the marks alone do not say."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report


def titles(text: str) -> list[str]:
    return [item.title for item in parse_report(text, name="report.md", today=date(2024, 12, 1)).items]


FLAT = """
## {announced}

## {first}

- Add an alert on the queue

## {second}

- Write the runbook again

## Timeline

- Restarted the queue
"""


@pytest.mark.parametrize(
    ("announced", "first", "second"),
    [
        ("Action items", "Detection", "Process"),
        ("Action items", "Queue", "Documents"),
        ("Action items", "Short-term (1-2 weeks)", "Long-term"),
        ("4. Action items", "4.1 Queue", "4.2 Documents"),
        ("Action items", "1. Queue", "2. Documents"),
        ("Acciones correctivas", "Corto plazo", "Largo plazo"),
    ],
)
def test_headings_of_one_level_are_parts_of_an_empty_heading_of_action_items(
    announced: str, first: str, second: str
) -> None:
    text = FLAT.format(announced=announced, first=first, second=second)

    assert titles(text) == ["Add an alert on the queue", "Write the runbook again"]


@pytest.mark.parametrize("part", ["Alerts", "Documents of the team"])
def test_a_counted_part_stands_under_its_number_among_bold_headings_too(part: str) -> None:
    text = f"**4. Action items**\n\n**4.1 {part}**\n\n- Add an alert on the queue\n\n**5. Signatures**\n\n- Ann\n"

    assert titles(text) == ["Add an alert on the queue"]


@pytest.mark.parametrize(
    ("announced", "after"),
    [
        ("4. Action items", "5. Contributors"),  # counted beside it
        ("Action items", "Contributors"),  # no work stands below
        ("Action items", "Timeline"),  # the vocabulary knows better
    ],
)
def test_a_heading_after_an_empty_heading_of_action_items_is_not_a_part_of_it(announced: str, after: str) -> None:
    assert titles(f"# Outage\n\n## {announced}\n\n## {after}\n\n- Ann Lee of the queue team\n") == []


def test_a_heading_that_follows_a_list_of_action_items_ends_it() -> None:
    text = "## Action items\n\n- Add an alert on the queue\n\n## Other notes\n\n- Add more of them to the wiki\n"

    assert titles(text) == ["Add an alert on the queue"]


@pytest.mark.parametrize(
    ("first", "second"), [("Short-term", "Long-term (3 months)"), ("Detection", "Process"), ("Queue", "Documents")]
)
def test_bold_headings_are_parts_of_an_empty_bold_heading_of_action_items(first: str, second: str) -> None:
    parts = f"**{first}**\n\n- Add an alert\n\n**{second}**\n\n- Fix the pager\n"

    assert titles(f"**Action items**\n\n{parts}\n**Impact**\n\n- None was lost\n") == [
        "Add an alert",
        "Fix the pager",
    ]


def test_a_bold_heading_ends_a_bold_list_unless_it_is_a_time() -> None:
    text = "**Action items**\n\n- Add an alert\n\n**Later**\n\n- Fix the pager\n\n**Signatures**\n\n- Ann Lee\n"

    assert titles(text) == ["Add an alert", "Fix the pager"]
