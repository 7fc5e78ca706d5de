"""Say what would be sent now, and keep nothing of it.

It decides and composes with the very code that sends, in one transaction that is rolled back; that is why it
alone among the verbs stands on two others.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from tracker.store import deliveries
from tracker.usecases.deliver import message_of
from tracker.usecases.remind import BATCH, Decided, check_again_if_changed, decide_batch

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.messages import Message
    from tracker.store.engine import Store
    from tracker.usecases.remind import Terms


class Preview(NamedTuple):
    """A message that a channel would be sent."""

    channel: str
    message: Message


def preview(store: Store, terms: Terms, *, now: datetime) -> list[Preview]:
    """Return the messages that a pass of the daemon would send now, and those that wait for another try."""
    with store.session() as session:
        check_again_if_changed(session, terms, now)
        while decide_batch(session, terms, Decided(), now=now) == BATCH:
            session.flush()
        owed = [
            (delivery.channel, message_of(session, delivery.id or 0, now, terms.zones))
            for delivery in deliveries.pending_deliveries(session, terms.channels)
        ]
        session.rollback()
    return [Preview(channel, message) for channel, message in owed if message is not None]
