# ruff: noqa: RUF001 - letters of other scripts are data here
"""Fields out of one line: owners, links, priorities, states, and the title that is left."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.words import Kind, ParsedItem, Status


def item(line: str) -> ParsedItem:
    (found,) = parse_report(f"## Action items\n\n- {line}\n", name="x.md", today=date(2024, 5, 15)).items
    return found


@pytest.mark.parametrize(
    ("line", "title", "owners"),
    [
        ("Add alerts (Owner: Ana)", "Add alerts", ("Ana",)),
        ("Add alerts - Owner: Ana & Tom", "Add alerts", ("Ana", "Tom")),
        ("Add alerts @ana", "Add alerts", ("ana",)),
        ("Add alerts (@ana, @tom)", "Add alerts", ("ana", "tom")),
        ("@ana: add alerts", "add alerts", ("ana",)),
        ("Add alerts [owner: TBD]", "Add alerts", ()),
        ("Alarme ergänzen (Verantwortlich: Jana)", "Alarme ergänzen", ("Jana",)),
        ("アラートを追加する（担当：山田）", "アラートを追加する", ("山田",)),
        ("Add alerts (storage team)", "Add alerts", ("storage team",)),
        ("Add alerts (Ana, P1, by Friday)", "Add alerts", ("Ana",)),
        ("Add alerts — Ana — 2024-06-01", "Add alerts", ("Ana",)),
        ("Add alerts (optional)", "Add alerts (optional)", ()),
        ("The storage team will add alerts", "The storage team will add alerts", ("storage team",)),
        ("Mail ana@team.example about alerts", "Mail ana@team.example about alerts", ()),
    ],
)
def test_owners_are_taken_off_the_title(line: str, title: str, owners: tuple[str, ...]) -> None:
    found = item(line)

    assert (found.title, found.owners) == (title, owners)


@pytest.mark.parametrize(
    ("line", "title", "links"),
    [
        ("Add alerts (#45)", "Add alerts", ("#45",)),
        ("Add alerts (OPS-12, OPS-13)", "Add alerts", ("OPS-12", "OPS-13")),
        ("OPS-12: add alerts", "add alerts", ("OPS-12",)),
        ("Add alerts acme/site#45", "Add alerts", ("acme/site#45",)),
        ("Add alerts https://issues.example/9.", "Add alerts", ("https://issues.example/9",)),
        ("Add alerts (see https://issues.example/9)", "Add alerts", ("https://issues.example/9",)),
        ("[GH-7](https://issues.example/7): add alerts", "add alerts", ("GH-7", "https://issues.example/7")),
        ("Add alerts. [issue here](https://issues.example/7)", "Add alerts", ("https://issues.example/7",)),
        ("Read the [runbook](runbook.md) again", "Read the runbook again", ()),
        (
            "Upgrade the [proxy](https://proxy.example) everywhere",
            "Upgrade the proxy everywhere",
            ("https://proxy.example",),
        ),
        ("Encode as UTF-8 and mind rule #2 for SHA-256", "Encode as UTF-8 and mind rule #2 for SHA-256", ()),
        ("Update [[SOP-9]] with the new steps", "Update SOP-9 with the new steps", ("SOP-9",)),
    ],
)
def test_links_and_tickets_are_kept_beside_the_title(line: str, title: str, links: tuple[str, ...]) -> None:
    found = item(line)

    assert (found.title, found.links) == (title, links)


@pytest.mark.parametrize(
    ("line", "title", "priority"),
    [
        ("[P1] Add alerts", "Add alerts", "P1"),
        ("**HIGH** Add alerts", "Add alerts", "HIGH"),
        ("P0: Add alerts", "Add alerts", "P0"),
        ("Add alerts (High priority)", "Add alerts", "High"),
        ("Add alerts (priority: low)", "Add alerts", "low"),
        ("High availability for the queue", "High availability for the queue", None),
    ],
)
def test_priority_is_a_tag_and_not_a_word_of_the_title(line: str, title: str, priority: str | None) -> None:
    found = item(line)

    assert (found.title, found.priority) == (title, priority)


@pytest.mark.parametrize(
    ("line", "title", "status"),
    [
        ("[x] Add alerts", "Add alerts", Status.DONE),
        ("[ ] Add alerts", "Add alerts", Status.OPEN),
        ("✅ Add alerts", "Add alerts", Status.DONE),
        ("Add alerts ✅", "Add alerts", Status.DONE),
        ("Add alerts (done)", "Add alerts", Status.DONE),
        ("Add alerts. (Completed)", "Add alerts", Status.DONE),
        ("Add alerts **DONE**", "Add alerts", Status.DONE),
        ("[DONE] Add alerts", "Add alerts", Status.DONE),
        ("Add alerts. Implemented in `alerts.yml`.", "Add alerts", Status.DONE),
        ("Add alerts - in progress", "Add alerts", Status.IN_PROGRESS),
        ("Add alerts (not started)", "Add alerts", Status.OPEN),
        ("アラートを追加する（完了）", "アラートを追加する", Status.DONE),
        ("Check that open files are closed", "Check that open files are closed", Status.OPEN),
    ],
)
def test_state_is_read_where_it_stands_apart(line: str, title: str, status: Status) -> None:
    found = item(line)

    assert (found.title, found.status) == (title, status)


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("**Alerts**: add some.", "Alerts: add some"),
        ("Add `a_b` and *c* _d_", "Add a_b and c d"),
        ("Add alerts. This will tell us sooner.", "Add alerts"),
        ("Add alerts. In particular, for the queue.", "Add alerts. In particular, for the queue"),
        ("Additionally, add alerts;", "add alerts"),
        ("Add <b>alerts</b> &amp; graphs", "Add alerts & graphs"),
        ('Add "alerts"', 'Add "alerts"'),
    ],
)
def test_title_is_the_authors_words_without_decoration(line: str, title: str) -> None:
    assert item(line).title == title


def test_all_fields_of_one_line() -> None:
    found = item("[ ] [P1] **Alerts**: add one for the queue (Owner: Ana, due: May 31), see OPS-9")

    assert found.title == "Alerts: add one for the queue"
    assert (found.owners, found.due, found.priority, found.links) == (
        ("Ana",),
        date(2024, 5, 31),
        "P1",
        ("OPS-9",),
    )


def test_trace_names_every_rule_that_took_part() -> None:
    found = item("Run monthly drills by 2024-06-30 (#4)")

    assert [step.rule for step in found.trace] == [
        "section: action items",
        "bullet",
        "ticket in brackets",
        "due: iso",
    ]


@pytest.mark.parametrize(
    ("heading", "due", "priority", "status"),
    [
        ("Short-term (2 weeks)", date(2024, 5, 29), None, Status.OPEN),
        ("By 2024-09-01", date(2024, 9, 1), None, Status.OPEN),
        ("P1 - now", None, "P1", Status.OPEN),
        ("Low priority", None, "Low", Status.OPEN),
        ("Rules applied", None, None, Status.DONE),
    ],
)
def test_heading_says_it_for_all_below_it(
    heading: str, due: date | None, priority: str | None, status: Status
) -> None:
    text = f"# Mail\n\nDate: 2024-05-15\n\n## Action items\n\n### {heading}\n\n- Add a lock\n"

    (found,) = parse_report(text, name="x.md", today=date(2024, 12, 1)).items

    assert (found.due, found.priority, found.status) == (due, priority, status)


def test_immediately_is_no_day_but_kept() -> None:
    text = "## Action items\n\n### Immediate actions\n\n- Add a lock\n"

    (found,) = parse_report(text, name="x.md", today=date(2024, 12, 1)).items

    assert (found.due, found.due_text, found.due_confidence) == (None, "Immediate", "vague")


def test_box_says_more_than_the_heading() -> None:
    text = "## Action items\n\n### Completed\n\n- [ ] Add a lock\n- Fix the pager\n"

    assert [found.status for found in parse_report(text, name="x.md", today=date(2024, 12, 1)).items] == [
        Status.OPEN,
        Status.DONE,
    ]


def test_wish_with_an_owner_and_a_day_is_a_task() -> None:
    text = "## Improvements\n\n- Better alarms (Owner: Ana, due: 2024-06-01)\n- Better graphs (Owner: Ana)\n"

    assert [found.kind for found in parse_report(text, name="x.md", today=date(2024, 12, 1)).items] == [
        Kind.TASK,
        Kind.IMPROVEMENT,
    ]


def test_team_that_nobody_stands_beside_answers_for_it() -> None:
    found = item("Add a lock (Team: Storage)")

    assert (found.team, found.owners) == ("Storage", ("Storage",))
