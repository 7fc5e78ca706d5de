"""Send a channel a harmless message, and say what came back."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from tracker.channels import CHANNELS
from tracker.channels.sending import Sender
from tracker.errors import ChannelRefused
from tracker.store import deliveries

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tracker.channels.outcomes import Outcome
    from tracker.store.engine import Store
    from tracker.words import Channel


def post_test_message(channel: Channel, *, now: datetime, monotonic: Callable[[], float]) -> Outcome:
    """Send the channel's test message once.

    Raises:
        ChannelRefused: it could not be reached, or did not accept it.
    """
    kind = CHANNELS[channel.kind]
    sender = Sender(monotonic=monotonic)
    outcome = sender.post(channel, kind, kind.test_payload(now), f"msg_{uuid4().hex}", now=now)
    if not outcome.accepted:
        raise ChannelRefused(channel.name, outcome.error or "not accepted")
    return outcome


def switch_on(store: Store, name: str, *, now: datetime) -> None:
    """Serve a channel again that was paused or switched off: it has just accepted a message."""
    with store.session() as session:
        deliveries.enable_channel(session, name, now=now)
        session.commit()
