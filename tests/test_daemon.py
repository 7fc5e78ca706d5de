"""The daemon as a process of its own, before a receiver on loopback: what it sends, says, and how it ends."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import UTC, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from conftest import BY, NOW, OPS, Outbox
from sqlalchemy import event
from standardwebhooks import Webhook

import tracker
from tracker import clock
from tracker.daemon import STALLED, Daemon, lock_path, new_daemon, only_daemon, watch
from tracker.errors import DaemonRunning, DamagedDatabase
from tracker.store.engine import open_store
from tracker.usecases.deliver import Post
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.remind import Terms
from tracker.words import Policy
from tracker.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tracker.store.engine import Store

ROOT = Path(tracker.__file__).parents[1]

PATIENCE = 20
"""Seconds until a condition that a test waits for counts as failed."""

PATH = "/services/T0CANARYPATH"
KEY = "whsec_Q0FOQVJZS0VZQ0FOQVJZS0VZQ0FOQVJZS0VZ"
SECRETS = (PATH.removeprefix("/services/"), KEY, KEY.removeprefix("whsec_"))

OVERDUE = b"""\
# Postmortem: checkout down

Date: 2019-12-01

## Action items

- [ ] Alert on certificates (Owner: Mara) by January 5, 2020
- [ ] Write the runbook by January 6, 2020
"""
"""Two tasks that are overdue whenever this runs, since a process reads the real clock."""

CONFIGURATION = f"""\
database = "pmtrack.db"

[reminders]
channels = ["ops"]

[channels.ops]
kind = "webhook"
url = "http://127.0.0.1:PORT{PATH}"
secret = "{KEY}"
allow_private_addresses = true

[channels.void]
kind = "webhook"
url = "http://127.0.0.1:CLOSED{PATH}"
secret = "{KEY}"
allow_private_addresses = true
"""
"""`void` has nobody behind it, and is not reminded unless a test says so."""

LINE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ (INFO|WARNING|ERROR|CRITICAL) \S.*")


class Taken(NamedTuple):
    """A request as the receiver took it."""

    path: str
    headers: dict[str, str]
    body: bytes


class Receiver(ThreadingHTTPServer):
    """Keeps every request, and answers it as told once it is let go."""

    daemon_threads = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.requests: list[Taken] = []
        self.status = 200
        self.letting_go = threading.Event()
        self.letting_go.set()

    def handle_error(self, _request: object, _client: object) -> None:
        """A daemon that was killed does not wait for its answer."""


class Answering(BaseHTTPRequestHandler):
    """One request at a `Receiver`."""

    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.requests.append(Taken(self.path, dict(self.headers.items()), body))
        self.server.letting_go.wait(PATIENCE)
        self.send_response(self.server.status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's own name
        """Say nothing."""


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as receiver:
        thread = threading.Thread(target=receiver.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield receiver
        finally:
            receiver.letting_go.set()
            receiver.shutdown()
            thread.join()


def closed_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        return int(listener.getsockname()[1])


@contextmanager
def running(folder: Path, *options: str) -> Iterator[Running]:
    """Run `pmtrack daemon` in a folder; it is killed at the end if it still runs."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("PMTRACK_")}
    environ |= {"HOME": str(folder), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tracker", "daemon", "--config", "pmtrack.toml", *options]
    with (folder / "stdout").open("ab") as out, (folder / "stderr").open("ab") as err:
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=out, stderr=err)
    try:
        yield Running(folder, process)
    finally:
        process.kill()
        process.wait()


class Running(NamedTuple):
    """A daemon as a process: where it works, and its handle."""

    folder: Path
    process: subprocess.Popen[bytes]

    @property
    def said(self) -> str:
        """Return its standard error so far."""
        return (self.folder / "stderr").read_text()

    def wait(self) -> int:
        """Return how it ended."""
        return self.process.wait(PATIENCE)

    def wait_until_it_says(self, words: str) -> None:
        wait_until(lambda: words in self.said)


def wait_until(holds: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < deadline, "waited for too long"
        time.sleep(0.005)


def rows(folder: Path, statement: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / "pmtrack.db")) as connection:
        return connection.execute(statement).fetchall()


def dump(folder: Path) -> list[str]:
    with closing(sqlite3.connect(folder / "pmtrack.db")) as connection:
        return list(connection.iterdump())


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed database with two overdue items."""
    path = tmp_path_factory.mktemp("filled") / "pmtrack.db"
    with open_store(path) as opened:
        Import(opened, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", OVERDUE))
    return path


def prepare(folder: Path, filled: Path, port: int) -> Path:
    """Put a database and a configuration into a folder."""
    folder.mkdir(exist_ok=True)
    shutil.copy(filled, folder / "pmtrack.db")
    configuration = folder / "pmtrack.toml"
    configuration.touch(0o600)
    configuration.write_text(CONFIGURATION.replace("PORT", str(port)).replace("CLOSED", str(closed_port())))
    return folder


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that accepts everything."""
    with receiving() as started:
        yield started


@pytest.fixture
def folder(tmp_path: Path, filled: Path, receiver: Receiver) -> Path:
    """A folder with a database that owes two reminders, and a configuration that names the receiver."""
    return prepare(tmp_path / "work", filled, receiver.server_port)


@pytest.fixture(scope="module")
def beside(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Any]]]:
    """What several tests look at, run side by side with the other tests: a process takes a second to start."""
    folders = {name: tmp_path_factory.mktemp(name) for name in ("service", *PASSES)}
    with ThreadPoolExecutor(max_workers=len(folders) + 1) as pool:
        running_beside = {case: pool.submit(passes_of, case, folders[case], filled) for case in PASSES}
        yield {
            **running_beside,
            "service": pool.submit(serve_and_stop, folders["service"], filled),
            "stalled": pool.submit(stall),
        }


# A daemon that serves


class Service(NamedTuple):
    """What a daemon did from its start to its SIGTERM, and what a second one beside it did."""

    taken: list[Taken]
    said: str
    pid: int
    code: int
    seconds_to_stop: float
    second_code: int
    second_said: str


def serve_and_stop(folder: Path, filled: Path) -> Service:
    """Run one daemon, a second one on the same file, and end the first one."""
    with receiving() as receiver:
        prepare(folder, filled, receiver.server_port)
        with running(folder) as first:
            first.wait_until_it_says(" delivered ")
            said_before = first.said
            with running(folder) as second:
                second_code = second.wait()
            second_said = first.said.removeprefix(said_before)
            asked_at = time.monotonic()
            first.process.send_signal(signal.SIGTERM)
            code = first.wait()
            seconds = time.monotonic() - asked_at
    said = said_before + first.said.removeprefix(said_before + second_said)
    return Service(receiver.requests, said, first.process.pid, code, seconds, second_code, second_said)


@pytest.fixture(scope="module")
def service(beside: dict[str, Future[Any]]) -> Service:
    """One daemon from its start to its end."""
    ended: Service = beside["service"].result()
    return ended


def test_a_daemon_delivers_what_is_owed(service: Service) -> None:
    (taken,) = service.taken

    document = json.loads(taken.body)
    assert taken.path == PATH
    assert [(i["title"], i["stage"]) for i in document["data"]["items"]] == [
        ("Alert on certificates", "overdue"),
        ("Write the runbook", "overdue"),
    ]


def test_a_receivers_library_verifies_what_a_daemon_sends(service: Service) -> None:
    (taken,) = service.taken

    verified = Webhook(KEY).verify(taken.body, {name.lower(): value for name, value in taken.headers.items()})

    assert verified["type"] == "action_items.reminder"


def test_a_daemon_says_one_line_for_each_thing(service: Service) -> None:
    lines = service.said.splitlines()

    assert [line for line in lines if not LINE.fullmatch(line)] == []
    kinds = [line.split()[2] for line in lines]
    assert kinds == ["serving", "owed", "delivered", "stopping", "stopped"]


def test_sigterm_ends_a_daemon_with_0_within_seconds(service: Service) -> None:
    assert service.code == 0
    assert "stopping signal=SIGTERM" in service.said
    assert service.seconds_to_stop < 5


def test_a_second_daemon_ends_with_75_and_names_the_first(service: Service) -> None:
    assert service.second_code == 75
    assert f"process {service.pid}" in service.second_said
    assert len(service.second_said.splitlines()) == 1


def test_a_daemon_says_no_secret(service: Service) -> None:
    assert [secret for secret in SECRETS if secret in service.said + service.second_said] == []


# How a daemon ends


def test_a_stop_right_after_the_start_is_clean(folder: Path) -> None:
    with running(folder) as daemon:
        daemon.wait_until_it_says("serving")
        daemon.process.send_signal(signal.SIGTERM)

        code = daemon.wait()

    assert code == 0


def test_sigint_lets_the_request_under_way_end_and_ends_with_0(folder: Path, receiver: Receiver) -> None:
    receiver.letting_go.clear()
    with running(folder) as daemon:
        wait_until(lambda: receiver.requests)
        daemon.process.send_signal(signal.SIGINT)
        daemon.wait_until_it_says("stopping signal=SIGINT")
        receiver.letting_go.set()

        code = daemon.wait()

    assert code == 0
    assert rows(folder, "SELECT state, attempts FROM delivery") == [("delivered", 1)]


def test_a_second_signal_ends_a_daemon_at_once(folder: Path, receiver: Receiver) -> None:
    receiver.letting_go.clear()
    with running(folder) as daemon:
        wait_until(lambda: receiver.requests)
        daemon.process.send_signal(signal.SIGTERM)
        daemon.wait_until_it_says("stopping signal=SIGTERM")
        daemon.process.send_signal(signal.SIGTERM)

        code = daemon.wait()

    assert code == 128 + signal.SIGTERM


def test_what_a_killed_daemon_was_sending_is_sent_again_at_once_with_the_same_bytes(
    folder: Path, receiver: Receiver
) -> None:
    """The kernel has given its lock back, and the next one need not wait for its lease."""
    receiver.letting_go.clear()
    with running(folder) as killed:
        wait_until(lambda: receiver.requests)
        killed.process.kill()
        killed.wait()
    receiver.letting_go.set()

    with running(folder, "--once") as next_one:
        code = next_one.wait()

    assert code == 0
    assert "an earlier daemon died while sending" in next_one.said
    first, second = receiver.requests
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    assert rows(folder, "SELECT state, attempts FROM delivery") == [("delivered", 2)]


STALLING = """
from tracker import clock
from tracker.daemon import Daemon, watch
from tracker.usecases.deliver import Post

post = Post(clock=clock.now, monotonic=clock.monotonic, zones=None)
watch(Daemon(None, (), None, post, ticked_at=clock.monotonic() - 3 * 30 - 1), lambda: None)
"""


def stall() -> subprocess.CompletedProcess[str]:
    """Run a watch whose daemon has not ticked for more than three intervals."""
    command = [sys.executable, "-c", STALLING]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)


def test_a_daemon_whose_beats_no_longer_complete_ends_itself(beside: dict[str, Future[Any]]) -> None:
    told = beside["stalled"].result()

    assert told.returncode == STALLED
    assert "no tick has completed" in told.stderr


# A single pass


class Pass(NamedTuple):
    """One `daemon --once` or `--dry-run`: how it ended and what it said, what the receiver took, what changed."""

    code: int
    output: str
    said: str
    taken: list[Taken]
    before: list[str]
    after: list[str]


def single_pass(folder: Path, receiver: Receiver, *options: str) -> Pass:
    taken_before, before = len(receiver.requests), dump(folder)
    (folder / "stderr").write_bytes(b"")
    with running(folder, *options) as daemon:
        code = daemon.wait()
    output = (folder / "stdout").read_text()
    return Pass(code, output, daemon.said, receiver.requests[taken_before:], before, dump(folder))


PASSES = {"accepted": '["ops"]', "failed": '["ops", "void"]', "silent": "[]", "dry": '["ops"]'}
"""The channels that are reminded in each case."""


def passes_of(name: str, folder: Path, filled: Path) -> dict[str, Pass]:
    """Make the single pass of a case; where it was accepted, a second one too."""
    with receiving() as receiver:
        receiver.status = 404 if name == "failed" else 200
        prepare(folder, filled, receiver.server_port)
        configuration = folder / "pmtrack.toml"
        configuration.write_text(configuration.read_text().replace('["ops"]', PASSES[name]))
        made = {name: single_pass(folder, receiver, "--dry-run" if name == "dry" else "--once")}
        if name == "accepted":
            made["again"] = single_pass(folder, receiver, "--once")
        return made


@pytest.fixture(scope="module")
def passes(beside: dict[str, Future[Any]]) -> dict[str, Pass]:
    """One pass for each thing that may come of it."""
    return {name: one for case in PASSES for name, one in beside[case].result().items()}


def test_a_pass_that_is_accepted_ends_with_0(passes: dict[str, Pass]) -> None:
    accepted = passes["accepted"]

    assert accepted.code == 0
    assert len(accepted.taken) == 1
    assert "delivered channel=ops" in accepted.said


def test_a_second_pass_sends_nothing(passes: dict[str, Pass]) -> None:
    again = passes["again"]

    assert (again.code, again.taken) == (0, [])
    assert again.said == ""


def test_a_pass_that_is_not_accepted_ends_with_69_and_names_the_channels(passes: dict[str, Pass]) -> None:
    failed = passes["failed"]

    assert failed.code == 69
    assert "not delivered to ops, void" in failed.said.splitlines()[-1]


def test_what_is_refused_for_good_is_given_up_and_what_is_not_answered_waits(passes: dict[str, Pass]) -> None:
    said = passes["failed"].said

    assert re.search(r"ERROR given up channel=ops .* reason=404 ", said)
    assert re.search(r"WARNING not delivered, next try at .* channel=void .*: connection refused", said)


def test_a_pass_without_channels_ends_with_78(passes: dict[str, Pass]) -> None:
    silent = passes["silent"]

    assert silent.code == 78
    assert "no channel to remind through" in silent.said


def test_a_dry_run_says_what_would_be_sent_and_sends_and_stores_nothing(passes: dict[str, Pass]) -> None:
    dry = passes["dry"]

    assert dry.code == 0
    assert dry.output.splitlines() == [
        "ops: 2 overdue",
        "  1: Alert on certificates (Mara), overdue, due 2020-01-05",
        "  2: Write the runbook, overdue, due 2020-01-06",
    ]
    assert dry.taken == []
    assert dry.after == dry.before


def test_no_pass_says_a_secret(passes: dict[str, Pass]) -> None:
    said = {name: one.said + one.output for name, one in passes.items()}

    assert [(name, secret) for name, text in said.items() for secret in SECRETS if secret in text] == []


# Its parts


def test_only_one_may_serve_a_file_and_the_next_may_when_it_is_done(store: Store) -> None:
    with only_daemon(store):
        with pytest.raises(DaemonRunning, match=f"process {os.getpid()}"), only_daemon(store):
            pass
        with pytest.raises(DaemonRunning), only_daemon(store):
            pass

    with only_daemon(store):
        pass


def test_a_database_is_served_once_whatever_name_it_goes_by(store: Store, tmp_path: Path) -> None:
    """The second one would take the first one's deliveries for those of a dead daemon, and send them again."""
    link = tmp_path / "link.db"
    link.symlink_to(store.path)

    with only_daemon(store), open_store(link) as linked, pytest.raises(DaemonRunning), only_daemon(linked):
        pass


def test_the_lock_is_not_the_database_and_is_private(store: Store) -> None:
    with only_daemon(store):
        lock = lock_path(store.path)

        assert lock != store.path
        assert lock.stat().st_mode & 0o777 == 0o600


def test_a_beat_survives_a_locked_database(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    @event.listens_for(store.engine, "checkout")
    def shorten_the_wait(connection: Any, _record: object, _proxy: object) -> None:
        connection.execute("PRAGMA busy_timeout = 1")

    with store.session():
        pass
    daemon = new_daemon(store, [OPS], Policy(), Zones(UTC))
    daemon.ticked_at = 0.0
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        daemon.beat()

    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "is locked by another process" in caplog.text
    assert "Traceback" not in caplog.text
    assert daemon.ticked_at > 0


def test_a_beat_survives_a_fault_of_ours_and_leaves_it_to_the_watch(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    """It is told with its traceback, and does not count as a completed tick."""

    def broken() -> Any:
        raise RuntimeError("no clock")

    post = Post(clock=broken, monotonic=clock.monotonic, zones=Zones(UTC))
    daemon = Daemon(store, [OPS], Terms(("ops",), Policy(), Zones(UTC)), post, ticked_at=0.0)

    daemon.beat()

    assert "pmtrack's own fault" in caplog.text
    assert "no clock" in caplog.text
    assert daemon.ticked_at == 0.0


@pytest.mark.parametrize("change", ["status = 'postponed'", "due = 'soon'", "title = CAST(X'FF' AS TEXT)"])
def test_a_row_that_cannot_be_read_holds_up_no_other(store: Store, outbox: Outbox, change: str) -> None:
    Import(store, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", OVERDUE))
    with closing(sqlite3.connect(store.path)) as connection, connection:
        connection.execute(f"UPDATE action_item SET {change} WHERE id = 1")
    post = Post(clock=clock.now, monotonic=clock.monotonic, zones=Zones(UTC), transport=outbox.transport)

    Daemon(store, [OPS], Terms(("ops",), Policy(), Zones(UTC)), post).beat()

    (document,) = outbox.documents()
    assert [i["title"] for i in document["data"]["items"]] == ["Write the runbook"]


def test_a_completed_tick_is_noted(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    daemon = new_daemon(store, [OPS], Policy(), Zones(UTC))
    daemon.ticked_at = 0.0

    with caplog.at_level(logging.INFO):
        daemon.beat()

    with store.session() as session:
        noted = session.connection().exec_driver_sql("SELECT key FROM meta ORDER BY key").scalars().all()
    assert "daemon_last_tick" in noted
    assert daemon.ticked_at > 0
    assert caplog.messages == []


def test_a_watch_ends_when_it_is_told_to_and_wakes_nobody_on_a_steady_clock(store: Store) -> None:
    daemon = new_daemon(store, [OPS], Policy(), Zones(UTC))
    woken: list[bool] = []
    stop = threading.Timer(1.2, daemon.stopping.set)
    stop.start()

    watch(daemon, lambda: woken.append(True))

    stop.join()
    assert woken == []


def test_a_watch_wakes_the_heartbeat_when_the_clock_steps(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    """The wall clock jumps back by an hour while a second passes; a scheduler alone would sleep the hour."""
    times = iter([NOW, NOW - timedelta(hours=1), *[NOW - timedelta(hours=1)] * 9])
    post = Post(clock=lambda: next(times), monotonic=lambda: 0.0, zones=Zones(UTC))
    daemon = Daemon(store, [OPS], Terms(("ops",), Policy(), Zones(UTC)), post)

    watch(daemon, daemon.stopping.set)

    assert "the clock stepped by -3600 s" in caplog.text


def test_a_damaged_database_ends_a_daemon_with_65(store: Store) -> None:
    def broken() -> Any:
        raise DamagedDatabase("pmtrack.db", "a page is broken")

    daemon = Daemon(store, [OPS], Terms(("ops",), Policy(), Zones(UTC)), Post(broken, clock.monotonic, Zones(UTC)))

    daemon.beat()

    assert daemon.stopping.is_set()
    assert isinstance(daemon.broken, DamagedDatabase)
    assert daemon.broken.exit_code == 65


def test_the_next_tick_comes_when_a_failed_attempt_may_be_made_again(store: Store, outbox: Outbox) -> None:
    Import(store, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", OVERDUE))
    outbox.status = 503
    times = [NOW]
    post = Post(lambda: times[0], lambda: 0.0, Zones(UTC), jitter=lambda: 0.5, transport=outbox.transport)
    daemon = Daemon(store, [OPS], Terms(("ops",), Policy(), Zones(UTC)), post)

    daemon.beat()
    due_at = daemon.again_at
    times[0] += timedelta(seconds=5)
    watch(daemon, daemon.stopping.set)

    assert due_at == NOW + timedelta(seconds=5)
    assert daemon.stopping.is_set()


def test_sigterm_ends_a_daemon_whose_request_under_way_fails(folder: Path, receiver: Receiver) -> None:
    """A failed attempt asks for a tick soon, and that must not wait for a scheduler that waits for it."""
    receiver.letting_go.clear()
    receiver.status = 503
    with running(folder) as daemon:
        wait_until(lambda: receiver.requests)
        daemon.process.send_signal(signal.SIGTERM)
        daemon.wait_until_it_says("stopping signal=SIGTERM")
        receiver.letting_go.set()

        code = daemon.wait()

    assert code == 0
