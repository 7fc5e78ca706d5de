"""The sender against real receivers on the loopback interface."""

from __future__ import annotations

import gzip
import inspect
import json
import logging
import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import httpcore
import httpx
import pytest
from standardwebhooks import Webhook

from tracker import __version__
from tracker.channels import CHANNELS
from tracker.channels.sending import ANSWER_LIMIT, BORDER, Sender, default_tls
from tracker.words import Channel, Secret

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.channels.outcomes import Outcome

    from .conftest import Receiver, StartReceiver

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)
BODY = json.dumps({"text": "Zähler prüfen"}).encode()
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
AT_MOST = 2.0
"""Seconds after which a deadline of 0.2 to 0.4 s was missed; wide, for machines under load."""
CERTIFICATES = Path(__file__).parent / "certificates"


def post(
    url: str,
    *,
    kind: str = "webhook",
    secret: str | None = None,
    private: bool = True,
    deadline: float = 5.0,
    **seams: object,
) -> Outcome:
    sender = Sender(time.monotonic, deadline=deadline, **seams)  # type: ignore[arg-type] # any seam
    channel = Channel("team", kind, Secret(url), Secret(secret) if secret else None, private)
    return sender.post(channel, CHANNELS[kind], BODY, "msg_1", now=NOW)


def resolver(*addresses: str) -> Callable[[str, int], Sequence[str]]:
    return lambda _host, _port: addresses


def trust(certificate: str) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=CERTIFICATES / certificate)


def drip(data: bytes, *, then: bytes) -> Callable[[Receiver, socket.socket], None]:
    """Send `data` at once and `then` a byte each 50 ms, until one side has had enough."""

    def script(receiver: Receiver, connection: socket.socket) -> None:
        connection.sendall(data)
        for byte in then:
            if receiver.stopped.wait(0.05):
                return
            connection.sendall(bytes([byte]))

    return script


def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def test_message_arrives_as_it_was_given(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK)

    outcome = post(receiver.url)

    head, _, body = receiver.requests[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert outcome.accepted
    assert body == BODY
    assert lines[0] == "POST /services/T0CANARY/B0CANARY HTTP/1.1"
    assert {line.lower() for line in lines[1:]} == {
        f"host: 127.0.0.1:{receiver.port}",
        f"user-agent: pmtrack/{__version__}",
        "content-type: application/json",
        "accept-encoding: identity",
        "connection: close",
        f"content-length: {len(BODY)}",
        "webhook-id: msg_1",
        f"webhook-timestamp: {int(NOW.timestamp())}",
    }


def test_signature_is_of_the_bytes_that_arrive(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK)
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

    post(receiver.url, secret=secret)

    head, _, body = receiver.requests[0].partition(b"\r\n\r\n")
    expected = Webhook(secret).sign("msg_1", NOW, body.decode())
    assert f"webhook-signature: {expected}" in head.decode().split("\r\n")


def test_slack_is_sent_no_headers_of_standard_webhooks(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK)

    outcome = post(receiver.url, kind="slack")

    assert outcome.accepted
    assert b"webhook-" not in receiver.requests[0]


def test_refused_connection_is_tried_again() -> None:
    port = closed_port()

    outcome = post(f"http://127.0.0.1:{port}/T0CANARY")

    assert outcome.retry
    assert not outcome.ambiguous
    assert outcome.error == f"http://127.0.0.1:{port}: connection refused"


def test_next_address_is_dialled_when_the_first_refuses(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK)

    outcome = post(f"http://two.test:{receiver.port}/", resolve=resolver("127.0.0.9", "127.0.0.1"))

    assert outcome.accepted


@pytest.mark.parametrize(
    ("at_once", "then"),
    [
        (b"", OK + b" " * 200),
        (b"HTTP/1.1 200 OK\r\nX-Slow: ", b"z" * 200),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 200\r\n\r\n", b"z" * 200),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nz\r\n" * 50),
    ],
    ids=["status", "header", "body", "chunks"],
)
def test_dripping_receiver_is_left_at_the_deadline(
    start_receiver: StartReceiver, at_once: bytes, then: bytes
) -> None:
    receiver = start_receiver(drip(at_once, then=then))
    begin = time.monotonic()

    outcome = post(receiver.url, kind="slack", deadline=0.4)

    assert time.monotonic() - begin < AT_MOST
    assert outcome.retry
    assert outcome.ambiguous


def test_status_counts_although_the_body_drips(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(drip(b"HTTP/1.1 204 No\r\nContent-Length: 0\r\n\r\n", then=b""))
    slow = start_receiver(drip(b"HTTP/1.1 202 Yes\r\nContent-Length: 99\r\n\r\n", then=b"z" * 99))

    assert post(receiver.url).accepted
    assert post(slow.url, deadline=0.3).accepted


def test_receiver_that_never_reads_is_left_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        channel = Channel("team", "webhook", Secret(url), None, allow_private_addresses=True)
        begin = time.monotonic()

        outcome = Sender(time.monotonic, deadline=0.3).post(
            channel, CHANNELS["webhook"], b"x" * 30_000_000, "msg_1", now=NOW
        )

    assert time.monotonic() - begin < AT_MOST
    assert outcome.ambiguous


def test_slow_resolver_is_left_at_the_deadline() -> None:
    answer = threading.Event()

    def resolve(_host: str, _port: int) -> list[str]:
        answer.wait(5)
        return ["127.0.0.1"]

    begin = time.monotonic()
    outcome = post("http://slow.test/", resolve=resolve, deadline=0.2)
    answer.set()

    assert time.monotonic() - begin < AT_MOST
    assert outcome.error == "http://slow.test: no answer in time"
    assert not outcome.ambiguous


def test_name_that_does_not_resolve_is_tried_again() -> None:
    def resolve(_host: str, _port: int) -> list[str]:
        raise socket.gaierror

    outcome = post("http://nowhere.test/", resolve=resolve)

    assert outcome.retry
    assert outcome.error == "http://nowhere.test: the name cannot be resolved"


def test_redirect_is_a_failure_and_not_followed(start_receiver: StartReceiver) -> None:
    target = start_receiver(OK)
    receiver = start_receiver(f"HTTP/1.1 307 Go\r\nLocation: {target.url}\r\nContent-Length: 0\r\n\r\n".encode())

    outcome = post(receiver.url)

    assert outcome.error == "307 redirects, which is not followed; update the channel's URL"
    assert not outcome.retry
    assert target.requests == []


def test_no_more_than_64_kb_of_an_answer_are_read(start_receiver: StartReceiver) -> None:
    sent = 0

    def endless(_receiver: Receiver, connection: socket.socket) -> None:
        nonlocal sent
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            sent += connection.send(b"z" * 65536)

    receiver = start_receiver(endless)

    outcome = post(receiver.url, kind="slack")
    receiver.close()

    assert not outcome.accepted
    # What lies in the buffers of two sockets was sent too; 64 kB of it were read.
    assert sent < 100 * ANSWER_LIMIT


def test_compressed_answer_is_not_unfolded(start_receiver: StartReceiver) -> None:
    bomb = gzip.compress(b"z" * 20_000_000)
    head = f"HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Length: {len(bomb)}\r\n\r\n"
    receiver = start_receiver(head.encode() + bomb)

    outcome = post(receiver.url)

    assert outcome.status == 500
    assert "zzz" not in str(outcome.error)


@pytest.mark.parametrize("answer", [b"", b"HTTP/1.1 200", b"\x00\xff nonsense\r\n\r\n"])
def test_no_answer_in_http_is_ambiguous(start_receiver: StartReceiver, answer: bytes) -> None:
    receiver = start_receiver(answer)

    outcome = post(receiver.url)

    assert outcome.retry
    assert outcome.ambiguous
    assert outcome.error is not None


def test_retry_after_of_several_headers_is_the_longest(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(
        b"HTTP/1.1 429 Slow\r\nRetry-After: 7\r\nretry-after: 30\r\nContent-Length: 0\r\n\r\n"
    )

    assert post(receiver.url).retry_after == timedelta(seconds=30)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "0x7f.1", "2130706433", "[::ffff:127.0.0.1]"])
def test_private_address_is_refused_before_anything_is_sent(start_receiver: StartReceiver, host: str) -> None:
    receiver = start_receiver(OK)

    outcome = post(f"http://{host}:{receiver.port}/", private=False)

    assert not outcome.accepted
    assert "allow_private_addresses" in str(outcome.error)
    assert receiver.requests == []


@pytest.mark.parametrize(("url", "retry"), [("http://127.0.0.1/", False), ("http://name.test/", True)])
def test_name_with_a_private_address_today_is_tried_again(url: str, *, retry: bool) -> None:
    outcome = post(url, private=False, resolve=resolver("127.0.0.1"))

    assert outcome.retry is retry


def test_one_private_address_among_public_ones_is_refused() -> None:
    outcome = post("http://mixed.test/", private=False, resolve=resolver("1.1.1.1", "10.0.0.1"))

    assert "10.0.0.1 is private (RFC 1918)" in str(outcome.error)


def test_name_is_looked_up_once_and_the_checked_address_dialled(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK)
    asked: list[str] = []

    def rebinding(host: str, _port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.9"]

    outcome = post(f"http://rebinding.test:{receiver.port}/", resolve=rebinding)

    assert outcome.accepted
    assert asked == ["rebinding.test"]
    assert f"Host: rebinding.test:{receiver.port}".encode() in receiver.requests[0]


def test_proxies_of_the_environment_are_ignored(
    start_receiver: StartReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    trap, receiver = start_receiver(OK), start_receiver(OK)
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{trap.port}")

    outcome = post(receiver.url)

    assert outcome.accepted
    assert trap.requests == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "hooks.slack.com/T0CANARY",
        "ftp://host/T0CANARY",
        "file:///T0CANARY",
        "https:///T0CANARY",
        "https://user:T0CANARY@host/",
        "https://T0CANARY@host/",
        "http://host:0/T0CANARY",
        "http://host:99999/T0CANARY",
        "http://0177.0.0.1/T0CANARY",
        "http://host/T0CANARY\n",
        "http://ho\x00st/T0CANARY",
        "http://[::1/T0CANARY",
        "http://\ud800/T0CANARY",
        "http://host/" + "T0CANARY" * 9000,
    ],
)
def test_url_that_cannot_be_used_is_final_and_not_repeated(url: str) -> None:
    outcome = post(url)

    assert not outcome.accepted
    assert not outcome.retry
    assert "T0CANARY" not in str(outcome.error)


@pytest.mark.parametrize("host", ["a..b", "x" * 70 + ".test", "a%20b", "-"])
def test_odd_host_is_an_outcome_and_no_exception(host: str) -> None:
    assert not post(f"http://{host}/", resolve=resolver()).accepted


def test_bad_secret_is_final_and_not_repeated() -> None:
    outcome = post("http://127.0.0.1/", secret="T0CANARY")

    assert not outcome.retry
    assert "whsec_" in str(outcome.error)
    assert "T0CANARY" not in str(outcome.error)


def test_url_is_neither_in_the_outcome_nor_in_the_log(
    start_receiver: StartReceiver, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    echo = start_receiver(
        lambda receiver, connection: connection.sendall(
            b"HTTP/1.1 404 Gone\r\n\r\n<p>not found: " + receiver.requests[-1].split()[1] + b"</p>"
        )
    )
    port = closed_port()

    outcomes = [post(echo.url), post(f"http://127.0.0.1:{port}/T0CANARY"), post(echo.url, kind="slack")]

    assert "CANARY" not in repr(outcomes)
    assert "********" in repr(outcomes[0])
    assert "CANARY" not in caplog.text


def test_tls_name_is_kept_and_the_certificate_verified(start_receiver: StartReceiver) -> None:
    receiver = start_receiver(OK, certificate="valid.pem")

    outcome = post(
        f"https://hooks.example.test:{receiver.port}/", resolve=resolver("127.0.0.1"), tls=trust("valid.pem")
    )

    assert outcome.accepted
    assert receiver.names == ["hooks.example.test"]


@pytest.mark.parametrize(
    ("certificate", "host", "trusted", "error"),
    [
        ("expired.pem", "hooks.example.test", "expired.pem", "TLS: certificate has expired"),
        ("valid.pem", "hooks.example.test", None, "TLS: self-signed certificate"),
        (
            "valid.pem",
            "other.test",
            "valid.pem",
            "TLS: Hostname mismatch, certificate is not valid for 'other.test'",
        ),
        (None, "hooks.example.test", "valid.pem", "TLS: "),
    ],
    ids=["expired", "unknown authority", "another name", "no TLS"],
)
def test_tls_failure_is_tried_again_and_says_why(
    start_receiver: StartReceiver, certificate: str | None, host: str, trusted: str | None, error: str
) -> None:
    receiver = start_receiver(lambda *_: None, certificate=certificate)
    tls = trust(trusted) if trusted else default_tls()

    outcome = post(f"https://{host}:{receiver.port}/", resolve=resolver("127.0.0.1"), tls=tls, deadline=3)

    assert outcome.retry
    assert not outcome.ambiguous
    assert str(outcome.error).removeprefix(f"https://{host}:{receiver.port}: ").startswith(error)


def test_context_is_made_once() -> None:
    assert default_tls() is default_tls()
    assert default_tls().verify_mode is ssl.CERT_REQUIRED
    assert default_tls().check_hostname


def test_injected_transport_takes_the_place_of_the_network() -> None:
    seen: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, text="ok")

    outcome = post("https://hooks.slack.com/x", kind="slack", private=False, transport=httpx.MockTransport(handle))

    assert outcome.accepted
    assert seen[0].content == BODY


@pytest.mark.parametrize(
    ("error", "ambiguous"),
    [
        (httpx.ConnectError("T0CANARY"), False),
        (httpx.ConnectTimeout("T0CANARY"), False),
        (httpx.ReadTimeout("T0CANARY"), True),
        (httpx.RemoteProtocolError("T0CANARY"), True),
        (OSError("T0CANARY"), True),
    ],
)
def test_what_a_transport_raises_is_an_outcome(error: Exception, *, ambiguous: bool) -> None:
    def handle(_request: httpx.Request) -> httpx.Response:
        raise error

    outcome = post("https://hooks.slack.com/x", transport=httpx.MockTransport(handle))

    assert outcome.retry
    assert outcome.ambiguous is ambiguous
    assert "CANARY" not in str(outcome.error)


@pytest.mark.parametrize("library", [httpx, httpcore])
def test_border_knows_every_error_of_the_libraries(library: object) -> None:
    # Misuse of httpx's own client, which is not used here.
    misuse = {
        "StreamError",
        "StreamConsumed",
        "StreamClosed",
        "ResponseNotRead",
        "RequestNotRead",
        "CookieConflict",
    }
    errors = {
        name: member
        for name, member in inspect.getmembers(library, inspect.isclass)
        if issubclass(member, Exception) and name not in misuse
    }

    assert [name for name, member in errors.items() if not issubclass(member, BORDER)] == []
