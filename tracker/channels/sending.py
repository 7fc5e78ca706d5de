"""The one module that speaks HTTP: a body to a channel, and what came of it as a value.

Nothing that a network can do leaves this module as an exception, and no more of a channel's URL than scheme
and host leaves it at all, since a chat webhook's URL is a password. What httpx does not do is done here: one
deadline over everything (a server that sends a byte now and then resets httpx's timeouts for ever), the
address that was checked is the address that is dialled, at most 64 kB of an answer are read and none of it is
decompressed. No redirect is followed, no proxy and no `~/.netrc` is asked, no cookie and no connection is kept:
a connection kept too long fails in ways that leave open whether the message arrived.
"""

from __future__ import annotations

import logging
import re
import ssl
from dataclasses import dataclass, field
from functools import cache
from os import strerror
from socket import gaierror
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpcore
import httpx

from tracker import __version__
from tracker.channels import dialing
from tracker.channels.outcomes import is_success, outcome_of, unanswered, unsendable
from tracker.channels.signing import sign
from tracker.errors import ConfigurationProblem, UnusableConfiguration

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import datetime

    from tracker.channels.kinds import ChannelKind
    from tracker.channels.outcomes import Outcome
    from tracker.words import Channel

for _library in ("httpx", "httpcore"):
    # Below WARNING both log whole URLs (https://github.com/encode/httpx/issues/2760).
    logging.getLogger(_library).setLevel(logging.WARNING)

DEADLINE = 15.0
"""Seconds for one attempt as a whole; Standard Webhooks asks for 15 to 30."""

ANSWER_LIMIT = 64 * 1024
"""Bytes of an answer that are read: a status and a line of text are all that anybody needs."""

PORTS = {"http": 80, "https": 443}
"""The schemes that a channel's URL may have, and their ports."""

HIDDEN_LENGTH = 6
"""A part of a URL from this length on may be what makes it a password; shorter ones are `v1`, `api`, `hook`."""

BORDER = (
    OSError,  # sockets, the resolver, ssl.SSLError, TimeoutError
    ValueError,  # UnicodeError: names and headers that cannot be encoded
    httpx.HTTPError,
    httpx.InvalidURL,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    httpcore.ConnectionNotAvailable,
)
"""All that a request can raise; each becomes an Outcome, and its own text goes no further."""

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.UnsupportedProtocol)
"""What an injected transport raises when nothing has left it; our own wire keeps count itself."""

REASONS: tuple[tuple[type[Exception], Callable[[Exception], str]], ...] = (
    (ssl.SSLCertVerificationError, lambda exc: f"TLS: {getattr(exc, 'verify_message', '').rstrip('.')}"),
    (ssl.SSLError, lambda exc: f"TLS: {_spelled(getattr(exc, 'reason', None))}"),
    (gaierror, lambda _: "the name cannot be resolved"),
    (TimeoutError, lambda _: "no answer in time"),
    (httpx.TimeoutException, lambda _: "no answer in time"),
    (httpcore.TimeoutException, lambda _: "no answer in time"),
    (ConnectionRefusedError, lambda _: "connection refused"),
    (ConnectionError, lambda _: "the connection was closed without an answer"),
    (
        OSError,
        lambda exc: strerror(number).lower() if (number := getattr(exc, "errno", None)) else "no connection",
    ),
    (httpx.ConnectError, lambda _: "no connection"),
    (httpx.NetworkError, lambda _: "the connection was closed without an answer"),
    (httpcore.NetworkError, lambda _: "the connection was closed without an answer"),
    (httpx.RemoteProtocolError, lambda _: "no answer in HTTP before the connection was closed"),
    (httpcore.RemoteProtocolError, lambda _: "no answer in HTTP before the connection was closed"),
    (UnicodeError, lambda _: "the name cannot be written in a request"),
)
"""Why there is no answer, the narrower class before the wider. The texts of foreign errors are not used: they
may hold addresses."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends messages, one connection each; holds no state, so that threads may share it.

    `monotonic` is the clock of the deadline. `resolve`, `tls` and `transport` are seams: a resolver, a context
    with authorities of one's own, and any httpx transport in place of the network.
    """

    monotonic: dialing.Monotonic
    deadline: float = DEADLINE
    resolve: dialing.Resolve = dialing.addresses_of
    tls: ssl.SSLContext | None = None
    transport: httpx.BaseTransport | None = None

    def post(self, channel: Channel, kind: ChannelKind, body: bytes, webhook_id: str, *, now: datetime) -> Outcome:
        """Send a body once and return what came of it; a network's failures are outcomes too.

        Args:
            channel: where to; its URL must be http or https, without a user name or password.
            kind: its row of `CHANNELS`, which judges the answer.
            body: the JSON document, sent and signed as it is.
            webhook_id: the same over all attempts of one delivery.
            now: aware; the timestamp of this attempt.
        """
        try:
            request = build_request(channel, kind, body, webhook_id, now)
        except ConfigurationProblem as exc:
            return unsendable(str(exc))
        wire = _Wire(dialing.Deadline.after(self.deadline, self.monotonic))
        try:
            refused = self._refused(wire, request.url, channel)
            return refused or judge(self._exchange(wire, request), request.url, kind, now)
        except BORDER as exc:
            sent = wire.written if self.transport is None else not isinstance(exc, NOT_SENT)
            return unanswered(f"{place(request.url)}: {reason(exc)}", sent=sent)

    def _refused(self, wire: _Wire, url: httpx.URL, channel: Channel) -> Outcome | None:
        """Look the host up and return why it may not be reached; else the wire may dial what was checked."""
        if self.transport is not None:
            return None
        port = url.port or PORTS[url.scheme]
        addresses = dialing.resolve_within(self.resolve, url.raw_host.decode("ascii"), port, wire.deadline)
        refused = None if channel.allow_private_addresses else dialing.refused_among(addresses)
        if refused is None:
            wire.addresses = addresses
            return None
        sentence = f"{place(url)}: {refused}; allow_private_addresses = true in the channel permits it"
        # An address stays what it is. What a name means today may be a captive portal's or a blocklist's
        # answer, and giving up at once would lose the message to it.
        return unsendable(sentence) if url.host in addresses else unanswered(sentence, sent=False)

    def _exchange(self, wire: _Wire, request: httpx.Request) -> Answer:
        """Send the request and return the answer, as much of it as is read."""
        if self.transport is not None:
            return read_answer(self.transport.handle_request(request))
        tls = (self.tls or default_tls()) if request.url.scheme == "https" else None
        with _Transport(wire, tls) as transport:
            return read_answer(transport.handle_request(request))


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as far as it was read; not `whole` when it broke off or came too slowly to the end."""

    status: int
    headers: httpx.Headers
    body: bytes
    whole: bool


def build_request(
    channel: Channel, kind: ChannelKind, body: bytes, webhook_id: str, now: datetime
) -> httpx.Request:
    """Return the request of one attempt.

    Raises:
        UnusableConfiguration: the channel's URL or secret cannot be used.
    """
    headers = {
        "user-agent": f"pmtrack/{__version__}",
        "content-type": "application/json",
        # What is not compressed cannot unfold into gigabytes.
        "accept-encoding": "identity",
        "connection": "close",
    }
    if kind.signed:
        headers |= sign(channel.secret, webhook_id, int(now.timestamp()), body)
    return httpx.Request("POST", checked_url(channel.url.reveal()), headers=headers, content=body)


def checked_url(text: str) -> httpx.URL:
    """Return a channel's URL.

    Raises:
        UnusableConfiguration: it is none, or not http or https, or holds a user name or password; the
            sentence holds nothing of it.
    """
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, ValueError):
        # Without the cause: its text is the URL.
        raise UnusableConfiguration("url", "it is not a valid URL") from None
    if url.scheme not in PORTS or not url.host:
        raise UnusableConfiguration("url", "it must begin with https:// or http:// and name a host")
    if url.userinfo:
        raise UnusableConfiguration("url", "it holds a user name or password, which is not supported")
    if url.port is not None and url.port not in range(1, 65536):
        raise UnusableConfiguration("url", f"there is no port {url.port}")
    return url


def place(url: httpx.URL) -> str:
    """Return what may be shown of a URL: scheme, host and port."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def reason(exc: Exception) -> str:
    """Return why there is no answer, in words of our own (`REASONS`)."""
    found = next((words for kind, words in REASONS if isinstance(exc, kind)), None)
    return found(exc) if found else f"no answer ({type(exc).__name__})"


def read_answer(response: httpx.Response) -> Answer:
    """Return the status and the first 64 kB of the body, as they came over the wire.

    The status is the receiver's word; a body that breaks off or drips takes nothing back from it.
    """
    # Not iter_raw, which refuses the ready-made responses of httpx.MockTransport.
    chunks = response.stream if isinstance(response.stream, httpx.SyncByteStream) else ()
    body = bytearray()
    whole = True
    try:
        for chunk in chunks:
            body += chunk
            if len(body) >= ANSWER_LIMIT:
                break
    except BORDER:
        whole = False
    finally:
        response.close()
    return Answer(response.status_code, response.headers, bytes(body[:ANSWER_LIMIT]), whole)


def judge(answer: Answer, url: httpx.URL, kind: ChannelKind, now: datetime) -> Outcome:
    """Return what an answer means; a yes that is in the body counts only when the body came whole."""
    body = hide(answer.body.decode(errors="replace"), url)
    refusal = kind.refusal(answer.status, body) if is_success(answer.status) else None
    if refusal and not answer.whole:
        return unanswered(f"{place(url)}: the answer broke off", sent=True, status=answer.status)
    return outcome_of(answer.status, body, answer.headers, refusal, now)


def hide(text: str, url: httpx.URL) -> str:
    """Return an answer's text with stars for all that is secret in the URL: error pages like to repeat it."""
    target = url.raw_path.decode("ascii")
    parts = [target, *re.split(r"[/?&=]", target)]
    secrets = {spelling for part in parts for spelling in (part, unquote(part)) if len(spelling) >= HIDDEN_LENGTH}
    for secret in sorted(secrets, key=len, reverse=True):
        text = text.replace(secret, "********")
    return text


@cache
def default_tls() -> ssl.SSLContext:
    """Return the context that verifies as httpx does: certifi's authorities, or those of SSL_CERT_FILE.

    One for all requests: reading the authorities takes longer than a handshake.
    """
    return httpx.create_ssl_context()


@dataclass(slots=True)
class _Wire(httpcore.NetworkBackend):
    """Httpcore's way to the network for one request: dials the checked addresses, whatever host is asked for."""

    deadline: dialing.Deadline
    addresses: Sequence[str] = ()
    written: bool = field(default=False, init=False)

    def connect_tcp(
        self,
        host: str,  # noqa: ARG002  # was looked up and checked before
        port: int,
        timeout: float | None = None,  # noqa: ARG002  # the deadline counts
        local_address: str | None = None,  # noqa: ARG002
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        return _Stream(dialing.dial(self.addresses, port, self.deadline), self)


class _Stream(httpcore.NetworkStream):
    """A socket each of whose steps may take what is left of the deadline, and no longer."""

    def __init__(self, connected: socket.socket, wire: _Wire) -> None:
        self._socket = connected
        self._wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        self._socket.settimeout(self._wire.deadline.left(timeout))
        return self._socket.recv(max_bytes)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        rest = memoryview(buffer)
        try:
            while rest:
                self._wire.written = True
                self._socket.settimeout(self._wire.deadline.left(timeout))
                rest = rest[self._socket.send(rest) :]
        except TimeoutError:
            raise
        except OSError as exc:
            # httpcore reads on after this one: a receiver may say 413 and close before it has read all.
            raise httpcore.WriteError from exc

    def close(self) -> None:
        self._socket.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        try:
            self._socket.settimeout(self._wire.deadline.left(timeout))
            secured = ssl_context.wrap_socket(self._socket, server_hostname=server_hostname)
        except BaseException:
            self.close()
            raise
        return _Stream(secured, self._wire)


class _Transport(httpx.BaseTransport):
    """Httpx's transport over our own wire; httpx's own one cannot be given a wire."""

    def __init__(self, wire: _Wire, tls: ssl.SSLContext | None) -> None:
        self._pool = httpcore.ConnectionPool(ssl_context=tls, network_backend=wire)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = request.url
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path),
                headers=request.headers.raw,
                content=request.stream,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_Chunks(answer))

    def close(self) -> None:
        self._pool.close()


class _Chunks(httpx.SyncByteStream):
    """The body of an answer as it comes over the wire."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def _spelled(name: str | None) -> str:
    """Return OpenSSL's name of an error in words: `WRONG_VERSION_NUMBER` as `wrong version number`."""
    return (name or "no connection").replace("_", " ").lower()
