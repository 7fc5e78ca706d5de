"""From a name to a connected socket: look it up once, check every answer, dial what was checked.

A guard that checks a name and then lets a library look it up again can be told two different things (DNS
rebinding). Everything here happens under one deadline, in seconds of a clock that never steps.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import Empty, SimpleQueue

from tracker.channels.addresses import refused_because

Monotonic = Callable[[], float]
Resolve = Callable[[str, int], Sequence[str]]
"""A name and a port into addresses; raises OSError when there are none."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment at which a whole attempt has to be over, however many steps it takes."""

    end: float
    monotonic: Monotonic

    @classmethod
    def after(cls, seconds: float, monotonic: Monotonic) -> Deadline:
        """Return the deadline that lies `seconds` from now."""
        return cls(monotonic() + seconds, monotonic)

    def left(self, at_most: float | None = None) -> float:
        """Return the seconds that are left, more than none, and `at_most` so many where that is said.

        Raises:
            TimeoutError: it has passed.
        """
        left = self.end - self.monotonic()
        if left <= 0:
            raise TimeoutError
        return left if at_most is None else min(left, at_most)


def addresses_of(host: str, port: int) -> list[str]:
    """Return the addresses of a host in the system's order of preference, as a person would dial them."""
    # As bytes: for a text Python applies an older IDNA, which httpx has already applied anew.
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(info[4][0]) for info in found))


def resolve_within(resolve: Resolve, host: str, port: int, deadline: Deadline) -> Sequence[str]:
    """Return a host's addresses, or give up at the deadline.

    The system's resolver knows no timeout and cannot be interrupted. So it is asked in a thread of its own,
    which is left behind when it is slow and ends by itself.

    Raises:
        OSError: there is no such name (`socket.gaierror`), or time is up (`TimeoutError`).
    """
    answers: SimpleQueue[Sequence[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolve(host, port))
        except (OSError, ValueError) as exc:
            answers.put(exc)

    threading.Thread(target=look_up, name="pmtrack-resolve", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise TimeoutError from None
    if isinstance(answer, Exception):
        raise answer
    return answer


def refused_among(addresses: Sequence[str]) -> str | None:
    """Return why a host may not be reached: the first of its addresses that may not; None when all may."""
    return next(filter(None, map(refused_because, addresses)), None)


def dial(addresses: Sequence[str], port: int, deadline: Deadline) -> socket.socket:
    """Return a socket connected to the first address that answers.

    Each gets an even share of the time that is left, so that one which swallows everything (a broken IPv6)
    leaves some for the next.

    Raises:
        OSError: none answers; the error is the last one's.
    """
    failure = OSError()
    for position, address in enumerate(addresses):
        share = deadline.left() / (len(addresses) - position)
        try:
            connected = socket.create_connection((address, port), timeout=share)
        except OSError as exc:
            failure = exc
        else:
            connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            return connected
    raise failure
