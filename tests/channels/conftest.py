"""Receivers on the loopback interface, each ending with its test."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CERTIFICATES = Path(__file__).parent / "certificates"

TLS_HANDSHAKE = 0x16
"""The first byte of a client that speaks TLS to a receiver that does not."""


class Receiver:
    """A server that keeps each request and answers it as its script says."""

    def __init__(self, script: Callable[[Receiver, socket.socket], None], certificate: str | None) -> None:
        self.requests: list[bytes] = []
        self.names: list[str | None] = []
        """The server names that TLS clients asked for."""
        self.stopped = threading.Event()
        self._script = script
        self._tls = None if certificate is None else self._server_tls(CERTIFICATES / certificate)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(0.02)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        """An address whose path is a password, as chat services have them."""
        return f"http://127.0.0.1:{self.port}/services/T0CANARY/B0CANARY"

    def close(self) -> None:
        """Stop listening and wait for the last answer."""
        self.stopped.set()
        self._thread.join()
        self._listener.close()

    def _serve(self) -> None:
        while not self.stopped.is_set():
            with contextlib.suppress(TimeoutError):
                connection, _ = self._listener.accept()
                with contextlib.suppress(OSError):
                    self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        with contextlib.ExitStack() as stack:
            stack.enter_context(connection)
            connection.settimeout(2)
            if self._tls is not None:
                connection = stack.enter_context(self._tls.wrap_socket(connection, server_side=True))
            self.requests.append(read_request(connection))
            self._script(self, connection)

    def _server_tls(self, path: Path) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        context.sni_callback = lambda _socket, name, _context: self.names.append(name)
        return context


class StartReceiver(Protocol):
    """Starts a receiver with a ready-made answer or a script."""

    def __call__(
        self,
        answer: bytes | Callable[[Receiver, socket.socket], None],
        *,
        certificate: str | None = None,
    ) -> Receiver: ...


def read_request(connection: socket.socket) -> bytes:
    """Return one whole request: its head, and as much body as it announces."""
    data = b""
    while b"\r\n\r\n" not in data:
        data += receive_some(connection)
        if data[0] == TLS_HANDSHAKE:
            raise ConnectionError
    head = data.partition(b"\r\n\r\n")[0]
    length = next(
        int(line.partition(b":")[2]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")
    )
    while len(data) < len(head) + 4 + length:
        data += receive_some(connection)
    return data


def receive_some(connection: socket.socket) -> bytes:
    """Return the next bytes; the end of the connection is an error here."""
    data = connection.recv(65536)
    if not data:
        raise ConnectionError
    return data


@pytest.fixture
def start_receiver() -> Iterator[StartReceiver]:
    """Return a function that starts receivers; all of them end with the test."""
    receivers: list[Receiver] = []

    def start(
        answer: bytes | Callable[[Receiver, socket.socket], None], *, certificate: str | None = None
    ) -> Receiver:
        script = (lambda _, connection: connection.sendall(answer)) if isinstance(answer, bytes) else answer
        receivers.append(Receiver(script, certificate))
        return receivers[-1]

    yield start
    for receiver in receivers:
        receiver.close()
