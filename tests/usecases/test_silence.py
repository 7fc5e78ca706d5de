"""What is held back, forgotten or snoozed is not said: neither decided anew nor out of a message that waits."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from conftest import BY, NOW, OPS, REPORT, Outbox, accept

from tracker.usecases.deliver import Post, deliver
from tracker.usecases.forget import forget
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.remind import Terms, remind
from tracker.usecases.track import Edit, close, edit, snooze
from tracker.usecases.undo import undo
from tracker.words import Policy
from tracker.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Callable

    from tracker.store.engine import Store

TERMS = Terms(("ops",), Policy(), Zones(UTC))

OVERDUE, DUE = "Alert on certificates", "Write the runbook"


def take(store: Store, *, backlog: bool = False) -> None:
    importing = Import(store, BY, UTC, lambda _: True, backlog=backlog)
    importing.take(GivenReport("a.md", "a.md", "a.md", REPORT.encode()))


def said(store: Store, outbox: Outbox, now: datetime = NOW) -> list[str]:
    """Decide and send, as the daemon does at each tick; return the titles that were sent."""
    remind(store, TERMS, now=now)
    return sent(store, outbox, now)


def sent(store: Store, outbox: Outbox, now: datetime = NOW) -> list[str]:
    outbox.requests.clear()
    post = Post(
        clock=lambda: now, monotonic=lambda: 0.0, zones=Zones(UTC), jitter=lambda: 0.5, transport=outbox.transport
    )
    assert deliver(store, [OPS], post).failures == []
    return [item["title"] for document in outbox.documents() for item in document["data"]["items"]]


def test_a_backlog_is_not_reminded_of(store: Store, outbox: Outbox) -> None:
    take(store, backlog=True)

    assert said(store, outbox) == []
    assert said(store, outbox, NOW + timedelta(days=100)) == []


def test_what_is_accepted_out_of_the_backlog_is_reminded_of(store: Store, outbox: Outbox) -> None:
    take(store, backlog=True)
    said(store, outbox)

    accept(store, [1], BY)

    assert said(store, outbox) == [OVERDUE]


def test_another_policy_does_not_wake_the_backlog(store: Store, outbox: Outbox) -> None:
    take(store, backlog=True)
    said(store, outbox)

    remind(store, Terms(("ops", "other"), Policy(repeat=1), Zones(UTC)), now=NOW)

    assert sent(store, outbox) == []


@pytest.mark.parametrize(
    "silencing",
    [
        lambda store: close(store, [1, 2], BY),
        lambda store: snooze(store, [1, 2], (NOW + timedelta(days=5)).date(), BY),
        lambda store: forget(store, 1, BY),
        lambda store: edit(store, [1, 2], Edit({"due": None}), BY),
        lambda store: edit(store, [1, 2], Edit({"kind": "improvement"}), BY),
        lambda store: edit(store, [1, 2], Edit({"due": "2026-12-31"}), BY),
    ],
)
def test_what_was_silenced_after_the_decision_is_taken_out_of_the_message(
    store: Store, outbox: Outbox, silencing: Callable[[Store], Any]
) -> None:
    take(store)
    remind(store, TERMS, now=NOW)

    silencing(store)

    assert sent(store, outbox) == []


def test_a_report_that_comes_back_is_reminded_of_again(store: Store, outbox: Outbox) -> None:
    take(store)
    forget(store, 1, BY)
    assert said(store, outbox) == []

    undo(store, None, BY)

    assert said(store, outbox) == [OVERDUE, DUE]


def test_an_item_with_another_date_is_reminded_of_at_that_one(store: Store, outbox: Outbox) -> None:
    take(store)
    said(store, outbox)

    edit(store, [1], Edit({"due": "2026-12-31"}), replace(BY, at=NOW))

    assert OVERDUE not in said(store, outbox, NOW + timedelta(days=1))
    assert OVERDUE in said(store, outbox, datetime(2026, 12, 31, 9, tzinfo=UTC))
