"""How often work is done, and words that only sound like it."""

from __future__ import annotations

import pytest

from tracker.dates.recurrence import RECURRENCES, recurrence_of


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("Conduct monthly restore tests", "FREQ=MONTHLY"),
        ("Run a weekly review of the alerts", "FREQ=WEEKLY"),
        ("Review the dashboards every quarter", "FREQ=MONTHLY;INTERVAL=3"),
        ("Rotate the keys annually.", "FREQ=YEARLY"),
        ("Check the backups daily", "FREQ=DAILY"),
        ("Hold bi-weekly drills", "FREQ=WEEKLY;INTERVAL=2"),
        ("Realizar simulacros cada mes", None),
        ("バックアップを確認する 毎月", "FREQ=MONTHLY"),
        ("Establish a quarterly schedule for retraining", None),
        ("Fix the monthly report", None),
        ("Add alerts", None),
        ("", None),
    ],
)
def test_rule_is_told_only_where_the_work_repeats(text: str, rule: str | None) -> None:
    assert recurrence_of(text) == rule


def test_every_rule_is_one_of_rfc_5545() -> None:
    assert all(rule.startswith("FREQ=") for _, _, rule in RECURRENCES)
