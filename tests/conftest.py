"""What the tests share: a fixed moment, an item to vary, a store, an outbox that keeps what is sent, the CLI."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from hypothesis import HealthCheck, settings
from typer.testing import CliRunner, Result

from tracker.cli import app
from tracker.store.engine import open_store
from tracker.usecases.track import Decision, carry_out
from tracker.words import Actor, Channel, Item, Kind, ReportReference, Secret, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from tracker.store.engine import Store
    from tracker.words import ChangeSet

# A busy machine is slow, and that is no fault of what is tested.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

# A shell that starts the tests in the background has them ignore Ctrl-C, and what they start inherits that: the
# tests that interrupt a command would wait for ever.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)
"""A Wednesday, at noon."""

TODAY = NOW.date()

BY = Actor("tester", NOW, "test")

REPORT = """\
# Postmortem: checkout down

Date: 2026-09-01

## Action items

- [ ] Alert on certificates (Owner: Mara) by October 1, 2026
- [ ] Write the runbook by October 14, 2026
- [ ] Rehearse the failover by December 24, 2026
"""
"""Three tasks: on `TODAY` one is overdue, one due, one far away."""

OPS = Channel("ops", "webhook", Secret("http://127.0.0.1:9/hook/top-secret"), allow_private_addresses=True)


def make_item(**changes: Any) -> Item:
    """Return an open task that is due on `TODAY`, with some of its facts changed."""
    facts: dict[str, Any] = {
        "id": 7,
        "uid": "00000000-0000-4000-8000-000000000007",
        "kind": Kind.TASK,
        "title": "Alert on certificates",
        "status": Status.OPEN,
        "due": TODAY,
        "due_text": None,
        "due_confidence": None,
        "owners": (),
        "team": None,
        "priority": None,
        "type": None,
        "links": (),
        "recurrence": None,
        "snoozed_until": None,
        "section": None,
        "gone": False,
        "created_at": datetime(2026, 9, 1, 12, tzinfo=UTC),
        "due_version": 1,
        "reported_on": date(2026, 9, 1),
        "status_reason": None,
        "report": ReportReference(1, "Checkout down", "reports/checkout.md", 7),
    }
    return Item(**facts | changes)


def accept(store: Store, ids: Sequence[int], by: Actor) -> ChangeSet:
    """Accept items as they stand, as triage does."""
    return carry_out(store, [Decision(number, "accepted", {}) for number in ids], by, "triage")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store at the current schema."""
    with open_store(tmp_path / "pmtrack.db") as opened:
        yield opened


@dataclass
class Outbox:
    """A network that keeps every request and answers as told."""

    status: int = 200
    body: str = "ok"
    headers: dict[str, str] = field(default_factory=dict)
    requests: list[httpx.Request] = field(default_factory=list)
    answer: Callable[[httpx.Request], httpx.Response] | None = None
    """What happens to a request, where it is more than `accept`."""

    @property
    def transport(self) -> httpx.MockTransport:
        """What a sender is given in place of the network."""
        return httpx.MockTransport(self.handle)

    def handle(self, request: httpx.Request) -> httpx.Response:
        """Do to a request what was told, else accept it."""
        return (self.answer or self.accept)(request)

    def accept(self, request: httpx.Request) -> httpx.Response:
        """Keep a request and answer it as told."""
        self.requests.append(request)
        return httpx.Response(self.status, text=self.body, headers=self.headers)

    def documents(self) -> list[dict[str, Any]]:
        """Return the bodies that were sent."""
        return [json.loads(request.content) for request in self.requests]


@pytest.fixture
def outbox() -> Outbox:
    """A network that accepts everything and keeps it."""
    return Outbox()


@dataclass
class CommandLine:
    """Runs commands in a folder of their own, without the user's configuration."""

    folder: Path

    def __call__(self, *words: object, stdin: bytes | None = None) -> Result:
        """Run a command and return its exit code and output."""
        return CliRunner().invoke(app, [str(word) for word in words], input=stdin)

    def write(self, name: str, text: str) -> Path:
        """Write a file into the folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """The command line, with a database and a home of its own."""
    for name in ("PMTRACK_CONFIG", "PMTRACK_ACTOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PMTRACK_DATABASE", str(tmp_path / "pmtrack.db"))
    monkeypatch.chdir(tmp_path)
    return CommandLine(tmp_path)
