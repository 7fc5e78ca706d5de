"""The demo: the main job once, for real, on a sample report and a receiver on loopback, in a temporary place."""

from __future__ import annotations

import json
import os
import tempfile
import threading
from contextlib import contextmanager
from datetime import UTC
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tracker import clock
from tracker.cli import output
from tracker.cli.items import Listing, Order
from tracker.cli.output.imports import TextTelling
from tracker.cli.running import log_to_standard_error
from tracker.daemon import new_daemon, only_daemon
from tracker.sources import still_there
from tracker.store.engine import open_store
from tracker.store.reading import ItemFilter, open_reader
from tracker.usecases.import_report import GivenReport, Import
from tracker.words import OPEN_STATUSES, Actor, Channel, Kind, Policy, Secret
from tracker.zones import Zones

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from tracker.store.engine import Store

SAMPLE = "sample_report.md"

SECRET = "whsec_cG10cmFjayBkZW1vIHNlY3JldCwgMzIgYnl0ZXMh"  # noqa: S105 - signs what goes to loopback, in the demo alone


WIDTH = 100
"""What a pipe gets, which has no width: the demo is to be read."""


class Received(NamedTuple):
    """A request that the receiver got."""

    headers: dict[str, str]
    body: bytes


def demo() -> None:
    """Try it all on a sample report: import it, list what is overdue, remind a receiver on this machine.

    Nothing leaves this machine, and nothing of yours is touched: it all happens in a new temporary folder.
    """
    folder = Path(tempfile.mkdtemp(prefix="pmtrack-demo-"))
    database, report = folder / "pmtrack.db", folder / SAMPLE
    report.write_bytes(files("tracker.cli").joinpath(SAMPLE).read_bytes())
    today = clock.now().date()
    with open_store(database) as store:
        title(f"1. A postmortem is imported: pmtrack import {SAMPLE}")
        import_sample(store, report, today)
        title("2. What the standup sees: pmtrack list --overdue")
        list_overdue(database, today)
        title("3. The daemon makes one pass; this is what a receiver on this machine got")
        with receiver() as (url, received):
            remind_once(store, url)
        say_request(received)
    title("4. Your turn")
    say_next_steps(database)


def title(text: str) -> None:
    """Print the title of a step."""
    output.say()
    output.say(output.screen().paint(text, output.BOLD))
    output.say()


def import_sample(store: Store, report: Path, today: date) -> None:
    """Import the sample report, and tell of it as `pmtrack import` does."""
    telling = TextTelling(today, on=output.screen(WIDTH))
    importing = Import(store, Actor("demo", clock.now(), "import"), UTC, still_there)
    telling.imported(importing.take(GivenReport(SAMPLE, SAMPLE, str(report), report.read_bytes())))


def list_overdue(database: Path, today: date) -> None:
    """List what is overdue, as `pmtrack list --overdue` does."""
    with open_reader(database) as reader:
        wanted = ItemFilter(statuses=OPEN_STATUSES, kinds=(Kind.TASK,), due_before=today)
        Listing(reader, wanted, Order.DUE, None, today).say_table(output.screen(WIDTH))


def remind_once(store: Store, url: str) -> None:
    """Make one pass of the daemon, with the receiver as its only channel."""
    log_to_standard_error()
    channel = Channel("demo", "webhook", Secret(url), Secret(SECRET), allow_private_addresses=True)
    with only_daemon(store):
        new_daemon(store, [channel], Policy(), Zones(UTC)).tick()


@contextmanager
def receiver() -> Iterator[tuple[str, list[Received]]]:
    """Run a receiver on loopback; yield its address and the list that its requests go into."""
    received: list[Received] = []

    class Recorder(BaseHTTPRequestHandler):
        """Keeps every request and accepts it."""

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append(Received({name.lower(): value for name, value in self.headers.items()}, body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing: the demo shows the request itself."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Recorder)
    serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    serving.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", received
    finally:
        server.shutdown()
        serving.join()
        server.server_close()


def say_request(received: list[Received]) -> None:
    """Print what the receiver got."""
    for request in received:
        output.say("POST /hook")
        for name in ("content-type", "webhook-id", "webhook-timestamp", "webhook-signature"):
            output.say(f"{name}: {output.plain(request.headers.get(name, ''))}")
        output.say()
        for line in json.dumps(json.loads(request.body), indent=2).splitlines():
            output.say(output.plain(line))


def say_next_steps(database: Path) -> None:
    """Print what to type next."""
    # uv tells its children where it is: whoever came by `uv run` goes on with it.
    run = "uv run pmtrack" if os.environ.get("UV") else "pmtrack"
    for command, what in (
        (f"{run} list --db {database}", "all that is open in the demo's database"),
        (f"{run} show 1 --db {database}", "one item whole"),
        (f"{run} done 2 --db {database}", "close one"),
        (f"{run} triage --db {database}", "decide about what was imported, one by one"),
        (f"{run} import REPORT.md", "your own report, into your own database"),
        (f"{run} init", "a configuration to put your channels into; then"),
        (f"{run} daemon", "remind for good"),
    ):
        output.say(f"  {command}")
        output.say(output.screen().paint(f"      {what}", output.DIM))
