"""`pmtrack channels` and `daemon`: how a channel stands, a test of it, and one pass, against a real receiver."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import threading
import time
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from standardwebhooks import Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import CommandLine

    from .conftest import Processes

SECRET = "whsec_cG10cmFjayB0ZXN0IHNlY3JldCwgMzIgYnl0ZXMh"


class Receiver(ThreadingHTTPServer):
    """A server that keeps what is posted and answers as told."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.body = b"ok"
        self.received: list[tuple[dict[str, str], bytes]] = []

    @property
    def url(self) -> str:
        """Where it listens; the path is as secret as a chat's."""
        return f"http://127.0.0.1:{self.server_port}/hook/canary-in-the-path"

    def documents(self) -> list[dict[str, object]]:
        """Return the bodies that came."""
        return [json.loads(body) for _, body in self.received]


class Handler(BaseHTTPRequestHandler):
    """Answers for a `Receiver`."""

    server: Receiver

    def do_POST(self) -> None:
        """Keep the request."""
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append(({name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(self.server.status)
        self.send_header("Content-Length", str(len(self.server.body)))
        self.end_headers()
        self.wfile.write(self.server.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def listening() -> Iterator[Receiver]:
    with Receiver() as server:
        serving = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        serving.start()
        try:
            yield server
        finally:
            server.shutdown()
            serving.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver on this machine."""
    with listening() as server:
        yield server


def configure(cli: CommandLine, url: str, *, kind: str = "webhook", extra: str = "") -> None:
    text = (
        f'[channels.ops]\nkind = "{kind}"\nurl = "{url}"\nallow_private_addresses = true\n{extra}\n'
        '[reminders]\nchannels = ["ops"]\nat = "00:00"\n'
    )
    cli.write("pmtrack.toml", text).chmod(0o600)


def unused_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
    return port


def test_a_test_message_is_harmless_and_its_answer_is_told(cli: CommandLine, receiver: Receiver) -> None:
    configure(cli, receiver.url)

    result = cli("channels", "test", "ops")

    assert result.exit_code == 0
    assert "ops" in result.stdout
    assert "200" in result.stdout
    (document,) = receiver.documents()
    assert document["type"] != "action_items.reminder"
    assert not (cli.folder / "pmtrack.db").exists()


def test_a_test_message_is_signed_when_there_is_a_secret(cli: CommandLine, receiver: Receiver) -> None:
    configure(cli, receiver.url, extra=f'secret = "{SECRET}"')

    cli("channels", "test", "ops")

    ((headers, body),) = receiver.received
    # The library's verify() reads the clock itself, which stands still here: it signs again instead.
    moment = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    assert headers["webhook-signature"] == Webhook(SECRET).sign(headers["webhook-id"], moment, body.decode())


def test_a_receiver_that_refuses_is_told_with_its_status_and_words(cli: CommandLine, receiver: Receiver) -> None:
    receiver.status, receiver.body = 403, b"no such hook \x1b[31m"
    configure(cli, receiver.url)

    result = cli("channels", "test", "ops")

    assert result.exit_code == 69
    assert "403" in result.stderr
    assert "ops" in result.stderr
    assert "\x1b" not in result.output
    assert "canary" not in result.output


def test_a_receiver_that_is_not_there_is_told(cli: CommandLine) -> None:
    configure(cli, f"http://127.0.0.1:{unused_port()}/hook/canary")

    result = cli("channels", "test", "ops")

    assert result.exit_code == 69
    assert "refused" in result.stderr
    assert "canary" not in result.output


def test_an_address_on_this_machine_is_refused_unless_it_is_allowed(cli: CommandLine, receiver: Receiver) -> None:
    configure(cli, receiver.url)
    config = cli.folder / "pmtrack.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("allow_private_addresses = true\n", ""), "utf-8")

    result = cli("channels", "test", "ops")

    assert result.exit_code == 69
    assert "allow_private_addresses" in result.stderr
    assert receiver.received == []


def test_channels_says_how_each_stands(board: CommandLine, receiver: Receiver) -> None:
    configure(board, receiver.url)
    before = board("channels")
    board("daemon", "--once")
    after = board("channels")

    assert "ops" in before.stdout
    assert "nothing sent yet" in before.stdout
    assert "1 delivered" in after.stdout
    assert "canary" not in before.output + after.output


def test_channels_as_json_has_a_row_a_channel(board: CommandLine, receiver: Receiver) -> None:
    configure(board, receiver.url)
    board("daemon", "--once")

    (row,) = json.loads(board("channels", "--json").stdout)["channels"]

    assert (row["name"], row["kind"], row["reminds"]) == ("ops", "webhook", True)
    assert (row["delivered"], row["waiting"], row["dead"]) == (1, 0, 0)


def test_a_channel_that_nobody_is_reminded_through_says_so(cli: CommandLine, receiver: Receiver) -> None:
    cli.write("pmtrack.toml", f'[channels.spare]\nkind = "webhook"\nurl = "{receiver.url}"\n').chmod(0o600)

    assert "[reminders] channels" in cli("channels").stdout


def test_without_channels_it_says_how_to_get_one(cli: CommandLine) -> None:
    result = cli("channels")

    assert result.exit_code == 0
    assert "pmtrack init" in result.stderr
    assert json.loads(cli("channels", "--json").stdout) == {"channels": []}


def test_one_pass_sends_what_is_owed_and_a_second_sends_nothing(board: CommandLine, receiver: Receiver) -> None:
    configure(board, receiver.url)

    first, second = board("daemon", "--once"), board("daemon", "--once")

    assert (first.exit_code, second.exit_code) == (0, 0)
    (document,) = receiver.documents()
    assert document["type"] == "action_items.reminder"
    data = document["data"]
    assert isinstance(data, dict)
    # Overdue, due today, due tomorrow; what is far away or done is not there.
    assert sorted((item["id"], item["stage"]) for item in data["items"]) == [
        (1, "overdue"),
        (2, "due"),
        (3, "upcoming"),
    ]
    (first_item,) = [item for item in data["items"] if item["id"] == 1]
    keys = "id uid title stage due days_overdue owners people priority report"
    assert list(first_item) == keys.split()
    assert list(first_item["report"]) == ["title", "source", "line"]


def test_a_pass_that_fails_says_so_and_the_next_tries_again(board: CommandLine, receiver: Receiver) -> None:
    receiver.status = 503
    configure(board, receiver.url)

    result = board("daemon", "--once")

    assert result.exit_code == 69
    assert "not delivered to ops" in result.stderr
    assert "1 waiting" in board("channels").stdout
    assert "503" in board("channels").stdout


def test_dry_run_prints_what_would_be_sent_and_sends_nothing(board: CommandLine, receiver: Receiver) -> None:
    configure(board, receiver.url)

    result = board("daemon", "--dry-run")

    assert result.exit_code == 0
    assert "Add an index on the orders table" in result.stdout
    assert "Rehearse the failover" in result.stdout
    assert "Document the rollback" not in result.stdout
    assert receiver.received == []
    assert "nothing sent yet" in board("channels").stdout


def test_dry_run_with_nothing_owed_says_so(cli: CommandLine, receiver: Receiver) -> None:
    configure(cli, receiver.url)
    cli("import", cli.write("a.md", "# P\n\n## Action items\n\n- Alert on disks\n"))

    assert "othing" in cli("daemon", "--dry-run").stdout


@pytest.mark.parametrize("option", ["--once", "--dry-run"])
def test_a_daemon_without_channels_is_refused_with_the_cure(board: CommandLine, option: str) -> None:
    result = board("daemon", option)

    assert result.exit_code == 78
    assert "pmtrack init" in result.stderr


def test_a_daemon_that_is_refused_makes_no_database(cli: CommandLine) -> None:
    cli("daemon", "--once")

    assert not (cli.folder / "pmtrack.db").exists()


@pytest.mark.parametrize("option", ["--once", "--dry-run"])
def test_a_daemon_makes_no_database_of_a_name_that_was_mistyped(
    cli: CommandLine, receiver: Receiver, option: str
) -> None:
    configure(cli, receiver.url)

    result = cli("daemon", option, "--db", "typo.db")

    assert result.exit_code == 74
    assert "typo.db" in result.stderr
    assert not (cli.folder / "typo.db").exists()


def test_hostile_titles_do_nothing_to_the_log_or_the_preview(cli: CommandLine, receiver: Receiver) -> None:
    text = "# P\n\n## Action items\n\n- [ ] Alert \x1b[31m\u202e on [/] disks by October 1, 2026\n"
    cli("import", cli.write("a.md", text))
    configure(cli, receiver.url)

    preview, log = cli("daemon", "--dry-run"), cli("daemon", "--once")

    assert "\x1b" not in preview.output + log.output
    assert "\u202e" not in preview.output + log.output
    assert "[/]" in preview.stdout


@pytest.mark.parametrize(
    ("stop", "name"), [(signal.SIGTERM, "SIGTERM"), (signal.SIGINT, "SIGINT")], ids=["SIGTERM", "Ctrl-C"]
)
def test_a_daemon_stops_cleanly_and_a_second_one_is_refused(
    board: CommandLine, processes: Processes, receiver: Receiver, stop: signal.Signals, name: str
) -> None:
    configure(board, receiver.url)

    with processes.start("daemon", stderr=subprocess.PIPE) as daemon:
        assert daemon.stderr is not None
        first_line = daemon.stderr.readline()
        second = board("daemon", "--once")
        deadline = time.monotonic() + 10
        while not receiver.received and time.monotonic() < deadline:
            time.sleep(0.02)
        daemon.send_signal(stop)
        rest = daemon.stderr.read().decode()

    assert b"serving" in first_line
    assert second.exit_code == 75
    assert str(daemon.pid) in second.stderr
    assert daemon.returncode == 0
    assert name in rest
    assert "Traceback" not in rest
    assert "canary" not in rest


def test_no_secret_is_printed_by_any_command(
    board: CommandLine, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOOK", receiver.url)
    configure(board, "env:HOOK", extra=f'secret = "{SECRET}"')

    commands = (["config"], ["config", "--json"], ["channels"], ["channels", "--json"], ["daemon", "--dry-run"])
    printed = "".join(
        board(*words).output for words in (*commands, ["daemon", "--once"], ["channels", "test", "ops"])
    )

    assert SECRET not in printed
    assert SECRET.removeprefix("whsec_") not in printed
    assert "canary" not in printed
    assert SECRET.encode() not in (board.folder / "pmtrack.db").read_bytes()
    assert b"canary" not in (board.folder / "pmtrack.db").read_bytes()


def test_a_pass_fails_as_long_as_a_channel_has_not_got_what_it_is_owed(
    board: CommandLine, receiver: Receiver
) -> None:
    configure(board, receiver.url)
    receiver.status = 410
    first = board("daemon", "--once")
    receiver.status = 200
    board("import", board.write("late.md", "# Late\n\n## Action items\n\n- Alert on disks by October 1, 2026\n"))

    switched_off = board("daemon", "--once")
    board("channels", "test", "ops")
    repaired = board("daemon", "--once")

    assert (first.exit_code, switched_off.exit_code, repaired.exit_code) == (69, 69, 0)
