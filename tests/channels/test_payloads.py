"""Every kind of channel says the same message: `tests/examples/channels/<kind>.json`."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tracker.channels import CHANNELS
from tracker.channels.wording import cut, how_late, plain
from tracker.messages import Message, MessageItem
from tracker.words import Stage

EXAMPLES = Path(__file__).parents[1] / "examples" / "channels"

AT = datetime(2025, 3, 4, 10, 0, tzinfo=timezone(timedelta(hours=1)))

OVERDUE = MessageItem(
    id=7,
    uid="5f0c2d1e",
    title="Alert on disk usage above 80 % & page <on-call>",
    stage=Stage.OVERDUE,
    due=date(2025, 3, 1),
    days_overdue=3,
    days_left=0,
    owners=("alice", "Łukasz"),
    priority="P1",
    report_title="Checkout outage of 14 February",
    report_source="reports/2025-02-14-checkout.md",
    report_line=42,
)

MESSAGE = Message(
    at=AT,
    items=(
        OVERDUE,
        replace(
            OVERDUE,
            id=9,
            uid="8a1b",
            title="Rename `disk_usage` in *every* __dashboard__",
            stage=Stage.DUE,
            due=date(2025, 3, 4),
            days_overdue=0,
            owners=(),
            priority=None,
            report_line=None,
        ),
        replace(
            OVERDUE,
            id=12,
            uid="77c0",
            title="Write the runbook",
            stage=Stage.UPCOMING,
            due=date(2025, 3, 6),
            days_overdue=0,
            days_left=2,
            report_title=None,
            report_source=None,
            report_line=None,
        ),
    ),
)


@pytest.mark.parametrize("name", CHANNELS)
def test_payload_is_the_example(name: str) -> None:
    payload = CHANNELS[name].payload(MESSAGE)

    assert json.loads(payload) == json.loads((EXAMPLES / f"{name}.json").read_text("utf-8"))


@pytest.mark.parametrize("name", CHANNELS)
def test_row_is_named_as_it_is_found(name: str) -> None:
    assert CHANNELS[name].name == name


@pytest.mark.parametrize("name", CHANNELS)
def test_payload_is_the_same_each_time(name: str) -> None:
    assert CHANNELS[name].payload(MESSAGE) == CHANNELS[name].payload(MESSAGE)


@pytest.mark.parametrize("name", CHANNELS)
def test_test_payload_says_that_nothing_is_due(name: str) -> None:
    document = CHANNELS[name].test_payload(datetime(2025, 3, 4, 9, 0, tzinfo=UTC))

    assert isinstance(json.loads(document), dict)
    assert b"Nothing is due" in document


@pytest.mark.parametrize("name", CHANNELS)
def test_message_without_items_is_no_error(name: str) -> None:
    assert json.loads(CHANNELS[name].payload(Message(at=AT, items=())))


@pytest.mark.parametrize(
    ("name", "body", "accepted"),
    [
        ("webhook", "", True),
        ("webhook", "whatever", True),
        ("slack", "ok", True),
        ("slack", "ok\n", True),
        ("slack", "", False),
        ("slack", "invalid_token", False),
        ("slack", "<html>ok</html>", False),
    ],
)
def test_body_of_a_success_is_judged_by_its_kind(name: str, body: str, *, accepted: bool) -> None:
    assert (CHANNELS[name].refusal(200, body) is None) is accepted


def test_webhook_lists_a_hundred_items_and_counts_the_rest() -> None:
    message = Message(at=AT, items=(OVERDUE,) * 117)

    data = json.loads(CHANNELS["webhook"].payload(message))["data"]

    assert len(data["items"]) == 100
    assert data["more"] == 17


def test_webhook_body_stays_small_whatever_the_titles_are() -> None:
    item = replace(OVERDUE, title="\N{PILE OF POO}" * 1_000_000)

    payload = CHANNELS["webhook"].payload(Message(at=AT, items=(item,) * 200))

    assert len(payload) < 300_000


def test_webhook_keeps_no_surrogate_and_no_control_character() -> None:
    item = replace(OVERDUE, title="a\ud83d\x00\x1b[31mb\nc\u202ed", owners=("\udfff",))

    listed = json.loads(CHANNELS["webhook"].payload(Message(at=AT, items=(item,))))["data"]["items"][0]

    assert listed["title"] == "a\ufffd\ufffd\ufffd[31mb c\ufffdd"
    assert listed["owners"] == ["\ufffd"]


@pytest.mark.parametrize(
    ("days_overdue", "days_left", "words"),
    [
        (3, 0, "3 days overdue"),
        (1, 0, "1 day overdue"),
        (0, 0, "due today"),
        (0, 1, "due tomorrow"),
        (0, 2, "due in 2 days"),
        (0, 14, "due in 14 days"),
    ],
)
def test_how_late_is_said_as_people_say_it(days_overdue: int, days_left: int, words: str) -> None:
    assert how_late(replace(OVERDUE, days_overdue=days_overdue, days_left=days_left)) == words


def test_text_becomes_one_plain_line() -> None:
    assert plain("  a\t\r\n b\u2028c\x7f ") == "a b c\ufffd"


def test_text_is_cut_on_a_code_point() -> None:
    assert cut("\N{WAVING HAND SIGN}" * 5, 3) == "\N{WAVING HAND SIGN}" * 2 + "…"
    assert cut("abc", 3) == "abc"


def test_importing_the_kinds_does_not_load_httpx() -> None:
    program = "import sys, tracker.channels; print({'httpx', 'httpcore', 'ssl'} & set(sys.modules))"

    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert found.stdout == "set()\n"
