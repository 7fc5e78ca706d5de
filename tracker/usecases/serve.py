"""What the database knows of the daemon that serves it: its process, its last completed tick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.store import deliveries
from tracker.store.figures import LAST_TICK

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.store.engine import Store

PID = "daemon_pid"


def begin_serving(store: Store, pid: int, *, now: datetime) -> int:
    """Note which process serves, and take back what a dead one was sending; return how many deliveries.

    Only for the one that holds the file: nobody else can be sending then.
    """
    with store.session() as session:
        deliveries.set_fact(session, PID, str(pid))
        orphans = deliveries.release_orphans(session, now=now)
        session.commit()
    return orphans


def serving_pid(store: Store) -> int | None:
    """Return the process that said last that it serves."""
    with store.session() as session:
        pid = deliveries.fact(session, PID)
    return int(pid) if pid else None


def note_tick(store: Store, *, now: datetime) -> None:
    """Note that a tick has completed."""
    with store.session() as session:
        deliveries.set_fact(session, LAST_TICK, now.isoformat())
        session.commit()
