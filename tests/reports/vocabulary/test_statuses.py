"""States: what a heading says for all below it, and the marks that stand for a state."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.reports.vocabulary.statuses import status_of, status_of_heading
from tracker.words import Status


@pytest.mark.parametrize(
    ("heading", "status"),
    [
        ("Controls implemented", Status.DONE),
        ("Rules applied:", Status.DONE),
        ("Controls to be implemented", None),
        ("Rules to applied", None),
        ("Implemented controls for later", None),
        ("Completed", Status.DONE),
        ("Immediate (done)", Status.DONE),
        ("Immediate (2 weeks)", None),
        ("Long-term (planned)", Status.OPEN),
        ("Alerts ✅", Status.DONE),
        ("Alerts 🔄", Status.IN_PROGRESS),
        ("Alerts", None),
    ],
)
def test_heading_gives_its_state_to_all_below_it(heading: str, status: Status | None) -> None:
    assert status_of_heading(heading) is status


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("not done", Status.OPEN),
        ("won't do", Status.CANCELLED),
        ("🔄", Status.IN_PROGRESS),
        ("🚧", Status.IN_PROGRESS),
        ("🔴", Status.OPEN),
        ("🟢", Status.DONE),
        ("soon", None),
    ],
)
def test_cell_names_a_state(cell: str, status: Status | None) -> None:
    assert status_of(cell) is status


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("⏳ A lock for the job", Status.OPEN),
        ("- ⏳ A lock for the job", Status.OPEN),
        ("🔄 A lock for the job", Status.IN_PROGRESS),
        ("- 🔄 A lock for the job", Status.IN_PROGRESS),
        ("🚧 A lock for the job", Status.IN_PROGRESS),
        ("☑ A lock for the job", Status.DONE),
        ("🔲 A lock for the job", Status.OPEN),
    ],
)
def test_mark_in_front_of_a_line_is_its_bullet_and_its_state(line: str, status: Status) -> None:
    text = f"## Completed action items\n\n### Done\n\n{line}\n"

    (item,) = parse_report(text, name="x.md", today=date(2024, 12, 1)).items

    assert (item.title, item.status) == ("A lock for the job", status)
