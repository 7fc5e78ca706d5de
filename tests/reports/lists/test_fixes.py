"""The fix is no task beside a list of what is to be done, and all the follow-up there is without one."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tracker.reports import parse_report

if TYPE_CHECKING:
    from tracker.words import ParsedReport

TO_DO = "## Preventive actions\n\n- Alert on full queues\n"
RULE = "what was done, beside a list of what is to do"


def read(*parts: str) -> ParsedReport:
    text = "\n".join(("# Outage\n\nDate: 2024-05-15\n", *parts))
    return parse_report(text, name="x.md", today=date(2024, 12, 1))


def titles(*parts: str) -> list[str]:
    return [item.title for item in read(*parts).items]


DONE = "## Corrective actions\n\n- Restarted the pods\n- Raised the limit\n"


def test_what_was_done_is_passed_over_beside_what_is_to_do() -> None:
    report = read(DONE, TO_DO)

    assert [item.title for item in report.items] == ["Alert on full queues"]
    assert [(passed.line, passed.rule) for passed in report.passed_over] == [(7, RULE), (8, RULE)]


def test_alone_it_is_all_the_follow_up_there_is() -> None:
    assert titles(DONE) == ["Restarted the pods", "Raised the limit"]


def test_two_such_lists_are_both_kept() -> None:
    assert len(titles(DONE, DONE.replace("Corrective", "Follow-up"))) == 4


@pytest.mark.parametrize("line", ["- [x] Lowered the limit", "- Added a lock\n  - Owner: Ana"])
def test_one_box_or_one_field_keeps_the_list(line: str) -> None:
    assert len(titles(f"{DONE}{line}\n", TO_DO)) == 4


def test_two_of_three_that_were_done_are_enough_and_three_of_five_are_not() -> None:
    assert titles(f"{DONE}- Limit the callers\n", TO_DO) == ["Alert on full queues"]
    assert len(titles(f"{DONE}- Added a lock\n- Limit the callers\n- Test the restore\n", TO_DO)) == 6


@pytest.mark.parametrize("heading", ["Preventive actions", "Corrective and preventive actions"])
def test_what_was_done_so_that_it_does_not_happen_again_is_kept(heading: str) -> None:
    assert len(titles(DONE.replace("Corrective actions", heading), TO_DO)) == 3


def test_prevention_that_was_taken_is_none_beside_what_is_to_do() -> None:
    assert titles("## Preventive measures implemented\n\n- Limits for all\n", TO_DO) == ["Alert on full queues"]


@pytest.mark.parametrize(
    "lines",
    [
        "- Automated restore tests\n- Improved dashboards\n",
        "- Backups: Automated restore tests\n- Graphs: Improved dashboards\n",
    ],
)
def test_adjectives_tell_no_past(lines: str) -> None:
    assert len(titles(f"## Corrective actions\n\n{lines}", TO_DO)) == 3


@pytest.mark.parametrize(
    "lines",
    [
        "- Pods: Restarted all\n- Limit: Raised to ten\n",
        "- They hung. Restarted all the pods\n- It was low. Raised the limit\n",
    ],
)
def test_the_past_may_stand_behind_a_label_or_a_sentence(lines: str) -> None:
    assert titles(f"## Corrective actions\n\n{lines}", TO_DO) == ["Alert on full queues"]


def test_owners_of_more_than_half_keep_the_list() -> None:
    owned = "## Corrective actions\n\n- Restarted the pods (Owner: Ana)\n- Raised the limit (Owner: Bo)\n"

    assert len(titles(owned, TO_DO)) == 3
    assert titles(f"{owned}- Added a\n- Added b\n", TO_DO) == ["Alert on full queues"]


def test_wishes_are_kept() -> None:
    assert len(titles("## Improvements\n\n- Restarted the pods\n- Raised the limit\n", TO_DO)) == 3


def test_a_table_is_kept_whatever_its_words() -> None:
    table = "## Corrective actions\n\n| Action | Status |\n|---|---|\n| Restarted the pods | done |\n"

    assert titles(table, TO_DO) == ["Restarted the pods", "Alert on full queues"]


def test_a_heading_that_says_so_is_believed_whatever_the_words_below() -> None:
    assert titles("## Corrective actions taken\n\n- Restart of the pods\n", TO_DO) == ["Alert on full queues"]


def test_parts_under_one_heading_are_one_list() -> None:
    parts = "## Action items\n\n### Detection\n\n- Added an alert\n\n### Prevention\n\n- Limit the callers\n"

    assert titles(parts) == ["Added an alert", "Limit the callers"]
