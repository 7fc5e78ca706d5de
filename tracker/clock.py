"""The only lines of the package that read the time; everything below the entry points is given it."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import tzinfo


def now() -> datetime:
    """Return this instant, aware, in UTC."""
    return datetime.now(UTC)


def today(zone: tzinfo) -> date:
    """Return the day that it is in `zone`."""
    return datetime.now(zone).date()


def monotonic() -> float:
    """Return seconds that never step: for intervals and deadlines, not for dates."""
    return time.monotonic()
