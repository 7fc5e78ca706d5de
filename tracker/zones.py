"""In which time zone the days of an item begin and end: its owner's where the configuration knows it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.people import NOBODY, People

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime, tzinfo

    from tracker.words import Item


@dataclass(frozen=True, slots=True)
class Zones:
    """The configured zone, and those of the people who have one of their own.

    `named` holds the zone of every IANA name that a person of `people` has.
    """

    default: tzinfo
    people: People = NOBODY
    named: Mapping[str, tzinfo] = field(default_factory=dict)

    def of(self, item: Item) -> tzinfo:
        """Return the zone of the first owner who has one, else the configured one."""
        name = self.people.zone_name(item.owners)
        return self.named[name] if name else self.default

    def day(self, item: Item, now: datetime) -> date:
        """Return the day it is for an item."""
        return now.astimezone(self.of(item)).date()

    @property
    def all(self) -> tuple[tzinfo, ...]:
        """Every zone that decides about some item."""
        return (self.default, *self.named.values())
