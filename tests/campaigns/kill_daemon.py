"""Kill the daemon with SIGKILL while it sends, again and again, and count what the receiver got.

    python tests/campaigns/kill_daemon.py --kills 20 [--seed N]

Each round imports a report with overdue items, starts the real daemon before a receiver on loopback that takes
its time, waits for a request to be in flight and then for a random moment, and kills. In the end single passes
hand over what is left. The receiver writes one half of the requests down before it waits and answers: a kill in
that time makes a duplicate. Of the other half it knows nothing until it answers, as a receiver that fails half
way: a daemon that took sending for having sent would lose them. What has to hold:

lost        none: every item that was owed to a channel was received by it
duplicates  at most one for each request that was in flight at a kill, as the receiver saw it
bytes       the same `webhook-id` is always the same body
database    `integrity_check` and `foreign_key_check` find nothing, after each kill and in the end

A seed repeats the choice of moments, not the moments themselves: processes are not that exact.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import tracker
from tracker import clock
from tracker.store.engine import open_store
from tracker.usecases.import_report import GivenReport, Import
from tracker.words import Actor

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(tracker.__file__).parents[1]

CHANNELS = ("alpha", "beta", "gamma", "delta", "epsilon")

LONGEST_ANSWER = 0.3
"""Seconds that the receiver takes at most for one request."""

LONGEST_WAIT = 0.4
"""Seconds from the first request in flight to the kill, at most: some answers are in by then, some are not."""

WRITTEN_DOWN_AFTER = 0.2
"""Seconds that a daemon may take from an answer to its commit; until then the request counts as in flight."""

PATIENCE = 30
"""Seconds until anything that is waited for counts as failed."""

PASSES = 10
"""Single passes in the end, at most."""

REPORT = """\
# Postmortem: outage {number}

Date: 2019-12-01

## Action items

- [ ] Alert on certificates of service {number} (Owner: Mara) by January 5, 2020
- [ ] Write the runbook of service {number} by January 6, 2020
"""


class Request(NamedTuple):
    """One request, as the receiver wrote it down."""

    channel: str
    webhook_id: str
    digest: str
    items: tuple[int, ...]
    more: int


class Kill(NamedTuple):
    """The end of one daemon, and the place of its first request in the record."""

    first_request: int
    at: float


@dataclass
class Record:
    """What the receiver knows: every request in its order, when it was answered, and how many are under way."""

    file: TextIO
    chance: random.Random
    requests: list[Request] = field(default_factory=list)
    answered_at: list[float | None] = field(default_factory=list)
    under_way: int = 0
    cut_off: int = 0
    """Requests that the receiver forgot, because their sender was gone before the answer."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def arrive(self) -> tuple[float, bool]:
        """Note that a request has come; return how long it takes, and whether it is written down before that."""
        with self.lock:
            self.under_way += 1
            return self.chance.uniform(0, LONGEST_ANSWER), self.chance.random() < 1 / 2

    def leave(self) -> None:
        """Note that a request is over, one way or the other."""
        with self.lock:
            self.under_way -= 1

    def forget(self) -> None:
        """Note that a request was cut off before it was written down."""
        with self.lock:
            self.cut_off += 1

    def take(self, channel: str, webhook_id: str, body: bytes) -> int:
        """Write a request down, on disk first; return its place."""
        data = json.loads(body)["data"]
        numbers = tuple(item["id"] for item in data["items"])
        request = Request(channel, webhook_id, hashlib.sha256(body).hexdigest(), numbers, data["more"])
        with self.lock:
            self.file.write(json.dumps([*request, body.decode()]) + "\n")
            self.file.flush()
            self.requests.append(request)
            self.answered_at.append(None)
            return len(self.requests) - 1

    def note_answer(self, place: int) -> None:
        """Note that a request has been answered."""
        with self.lock:
            self.answered_at[place] = time.monotonic()

    def in_flight(self, kills: list[Kill], end: int) -> tuple[int, int]:
        """Return how many requests of the killed daemons had no answer, and how many had one only just.

        Args:
            kills: in their order.
            end: the place of the first request after the last of them.
        """
        without = just = 0
        ends = [*(kill.first_request for kill in kills[1:]), end]
        for kill, last in zip(kills, ends, strict=True):
            times = self.answered_at[kill.first_request : last]
            # What a dead process had written into its sockets came in after its end, and counts too.
            without += sum(at is None or at > kill.at for at in times)
            just += sum(at is not None and kill.at - WRITTEN_DOWN_AFTER < at <= kill.at for at in times)
        return without, just


class Receiver(ThreadingHTTPServer):
    """The receiver, in threads of this process, which is never killed."""

    def __init__(self, record: Record) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.record = record

    def handle_error(self, _request: object, _client: object) -> None:
        """A daemon that was killed does not wait for its answer."""


class Answering(BaseHTTPRequestHandler):
    """One request: written down, waited for, answered; or waited for, written down, answered."""

    server: Receiver

    def do_POST(self) -> None:
        """Take a request."""
        record = self.server.record
        seconds, at_once = record.arrive()
        try:
            request = self.path.strip("/"), self.headers["webhook-id"], self.body()
            place = record.take(*request) if at_once else None
            time.sleep(seconds)
            if place is None and self.is_cut_off():
                record.forget()
                return
            if place is None:
                place = record.take(*request)
            self.answer(place)
        finally:
            record.leave()

    def body(self) -> bytes:
        """Read the body."""
        return self.rfile.read(int(self.headers["content-length"]))

    def is_cut_off(self) -> bool:
        """Whether the sender is gone: an open connection has nothing to read."""
        try:
            self.connection.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            return True
        return True

    def answer(self, place: int) -> None:
        """Answer yes."""
        try:
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()
        finally:
            self.server.record.note_answer(place)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Say nothing."""


@dataclass
class Tally:
    """What the rounds have counted so far."""

    owed: set[tuple[int, str]] = field(default_factory=set)
    kills: list[Kill] = field(default_factory=list)
    end: int = 0
    """The place of the first request after the last kill."""
    claimed: int = 0
    damage: list[str] = field(default_factory=list)


@dataclass
class Campaign:
    """One run: a folder with a database and a configuration, the receiver's record, the chances."""

    folder: Path
    record: Record
    chance: random.Random
    tally: Tally = field(default_factory=Tally)

    @property
    def database(self) -> Path:
        """The file that all of it is about."""
        return self.folder / "pmtrack.db"

    def configure(self, port: int) -> None:
        """Write the daemon's configuration."""
        names = ", ".join(f'"{name}"' for name in CHANNELS)
        lines = ['database = "pmtrack.db"', "[reminders]", f"channels = [{names}]"]
        for name in CHANNELS:
            lines += [f"[channels.{name}]", 'kind = "webhook"', f'url = "http://127.0.0.1:{port}/{name}"']
            lines += ["allow_private_addresses = true"]
        (self.folder / "pmtrack.toml").write_text("\n".join(lines) + "\n")
        (self.folder / "pmtrack.toml").chmod(0o600)

    def owe(self, number: int) -> None:
        """Import a report that was never seen, and note what every channel is owed for it."""
        name = f"{number}.md"
        given = GivenReport(name, name, name, REPORT.format(number=number).encode())
        with open_store(self.database) as store:
            importing = Import(store, Actor("campaign", clock.now(), "test"), UTC, lambda _: True)
            numbers = importing.take(given).numbers.values()
        assert len(numbers) == 2, "the reader must see both items"
        self.tally.owed |= {(item, channel) for item in numbers for channel in CHANNELS}

    def start(self, *options: str) -> subprocess.Popen[bytes]:
        """Start the real daemon."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("PMTRACK_")}
        environ |= {"HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "tracker", "daemon", "--config", "pmtrack.toml", *options]
        with (self.folder / "daemon.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, env=environ, stdout=log, stderr=log)

    def kill_one(self) -> None:
        """Start a daemon, let it send, and kill it at a random moment."""
        wait = self.chance.uniform(0, LONGEST_WAIT)
        since = len(self.record.requests)
        daemon = self.start()
        try:
            wait_until(lambda: self.record.under_way > 0, daemon)
            time.sleep(wait)
        finally:
            daemon.kill()
            self.tally.kills.append(Kill(since, time.monotonic()))
            daemon.wait()
        wait_until(lambda: self.record.under_way == 0)
        self.check_database()

    def check_database(self) -> None:
        """Look for damage, and for what the dead daemon had claimed."""
        with closing(sqlite3.connect(self.database)) as connection:
            whole = connection.execute("PRAGMA integrity_check").fetchall()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
            claimed = "SELECT COUNT(*) FROM delivery WHERE state = 'sending'"
            (sending,) = connection.execute(claimed).fetchone()
        self.tally.claimed += sending
        if whole != [("ok",)]:
            self.tally.damage.append(f"integrity_check after kill {len(self.tally.kills)}: {whole[:3]}")
        if broken:
            self.tally.damage.append(f"foreign_key_check after kill {len(self.tally.kills)}: {broken[:3]}")

    def finish(self) -> list[tuple[str, int]]:
        """Make single passes until nothing is left; return the deliveries by their state."""
        self.tally.end = len(self.record.requests)
        states: list[tuple[str, int]] = []
        for _ in range(PASSES):
            code = self.start("--once").wait(PATIENCE)
            with closing(sqlite3.connect(self.database)) as connection:
                counted = "SELECT state, COUNT(*) FROM delivery GROUP BY state"
                states = connection.execute(counted).fetchall()
            if code == 0 and not {"pending", "sending"} & {state for state, _ in states}:
                break
        return states


def wait_until(holds: Callable[[], bool], process: subprocess.Popen[bytes] | None = None) -> None:
    """Wait for a condition.

    Raises:
        TimeoutError: it did not come.
        ChildProcessError: the process that was to bring it about ended.
    """
    deadline = time.monotonic() + PATIENCE
    while not holds():
        if process is not None and process.poll() is not None:
            raise ChildProcessError(f"the daemon ended by itself with {process.returncode}")
        if time.monotonic() > deadline:
            raise TimeoutError("waited for too long")
        time.sleep(0.002)


def failures(campaign: Campaign, states: dict[str, int]) -> list[str]:
    """Return the invariants that do not hold."""
    tally, requests = campaign.tally, campaign.record.requests
    in_flight = sum(campaign.record.in_flight(tally.kills, tally.end))
    found = list(tally.damage)
    lost = tally.owed - received(requests)
    if lost:
        found.append(f"{len(lost)} lost: (item, channel) {sorted(lost)[:10]}")
    if duplicates(requests) > in_flight:
        found.append(f"{duplicates(requests)} duplicates, more than were in flight")
    bodies = {(request.webhook_id, request.digest) for request in requests}
    if len(bodies) != len({webhook_id for webhook_id, _ in bodies}):
        found.append("one webhook-id came with different bytes")
    if len({(r.webhook_id, r.channel) for r in requests}) != len({r.webhook_id for r in requests}):
        found.append("one webhook-id came to different channels")
    said = Counter((item, channel) for channel, _, items in first_copies(requests) for item in items)
    if any(count > 1 for count in said.values()):
        found.append("an item was said twice to a channel, under different ids")
    if any(request.more for request in requests):
        found.append("a message did not list all its items: this campaign cannot count them")
    if set(states) - {"delivered"}:
        found.append(f"not everything was delivered in the end: {states}")
    return found


def received(requests: list[Request]) -> set[tuple[int, str]]:
    """Return every (item, channel) that was received."""
    return {(item, request.channel) for request in requests for item in request.items}


def duplicates(requests: list[Request]) -> int:
    """Return how many requests came under an id that had come before."""
    return len(requests) - len({request.webhook_id for request in requests})


def first_copies(requests: list[Request]) -> set[tuple[str, str, tuple[int, ...]]]:
    """Return each delivery once."""
    return {(request.channel, request.webhook_id, request.items) for request in requests}


def table(campaign: Campaign, states: dict[str, int], seed: int, seconds: float) -> str:
    """Return the figures of a run."""
    tally, requests = campaign.tally, campaign.record.requests
    without, just = campaign.record.in_flight(tally.kills, tally.end)
    most = Counter(request.webhook_id for request in requests).most_common(1)
    rows = (
        ("seed", seed),
        ("kills", len(tally.kills)),
        ("channels", len(CHANNELS)),
        ("deliveries", sum(states.values())),
        ("requests", len(requests)),
        ("owed (item, channel)", len(tally.owed)),
        ("lost", len(tally.owed - received(requests))),
        ("duplicates", duplicates(requests)),
        ("bound: in flight at the kills", without + just),
        ("  without an answer", without),
        (f"  answered less than {WRITTEN_DOWN_AFTER} s before", just),
        ("claimed at the kills (store)", tally.claimed),
        ("cut off before they were written", campaign.record.cut_off),
        ("most copies of one message", most[0][1] if most else 0),
        ("damage found", len(tally.damage)),
        ("seconds", round(seconds)),
    )
    return "\n".join(f"{name:<34} {value:>8}" for name, value in rows)


def say(text: str) -> None:
    """Print a line."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def run(kills: int, seed: int) -> int:
    """Run a campaign and print what came of it; return the exit code."""
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory(prefix="pmtrack-kills-") as folder,
        Path(folder, "received").open("a") as file,
    ):
        record = Record(file, random.Random(f"answers {seed}"))
        campaign = Campaign(Path(folder), record, random.Random(f"kills {seed}"))
        with Receiver(record) as receiver:
            threading.Thread(target=receiver.serve_forever, args=(0.05,), daemon=True).start()
            campaign.configure(receiver.server_port)
            for number in range(kills):
                campaign.owe(number)
                campaign.kill_one()
            states = dict(campaign.finish())
            receiver.shutdown()
        campaign.check_database()
        found = failures(campaign, states)
    say(table(campaign, states, seed, time.monotonic() - began))
    for failure in found:
        say(f"FAILED: {failure}")
    say("every invariant holds" if not found else f"{len(found)} invariants do not hold")
    return 1 if found else 0


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=20, help="how often to kill (20)")
    parser.add_argument("--seed", type=int, default=random.randrange(10**6), help="repeats the choice of moments")
    options = parser.parse_args()
    return run(options.kills, options.seed)


if __name__ == "__main__":
    sys.exit(main())
