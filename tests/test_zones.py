"""In which zone an item's days begin, and that its reminders follow it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from conftest import BY, OPS, REPORT, Outbox, make_item

from tracker.people import People
from tracker.usecases.deliver import Post, deliver
from tracker.usecases.import_report import GivenReport, Import
from tracker.usecases.remind import Terms, remind
from tracker.usecases.track import Edit, edit
from tracker.words import Person, Policy
from tracker.zones import Zones

if TYPE_CHECKING:
    from tracker.store.engine import Store

TOKYO, LOS_ANGELES = ZoneInfo("Asia/Tokyo"), ZoneInfo("America/Los_Angeles")

MARA = Person("Mara Lind", ("mara",), timezone="Asia/Tokyo")
JONAS = Person("Jonas", timezone="America/Los_Angeles")
AMIRA = Person("Amira")

ZONES = Zones(UTC, People((MARA, JONAS, AMIRA)), {"Asia/Tokyo": TOKYO, "America/Los_Angeles": LOS_ANGELES})

LATE = datetime(2026, 10, 14, 21, 30, tzinfo=UTC)
"""In Tokyo it is the next morning, half past six."""


def test_an_item_is_in_the_zone_of_its_first_owner_who_has_one() -> None:
    owners = [("mara", "Jonas"), ("Amira", "Jonas"), ("Amira",), ("a stranger",), ()]

    assert [ZONES.of(make_item(owners=names)) for names in owners] == [TOKYO, LOS_ANGELES, UTC, UTC, UTC]


def test_its_day_is_the_day_there() -> None:
    assert ZONES.day(make_item(owners=("mara",)), LATE) == date(2026, 10, 15)
    assert ZONES.day(make_item(owners=("Jonas",)), LATE) == date(2026, 10, 14)


def test_each_owner_is_reminded_by_the_clock_of_their_own_zone(store: Store, outbox: Outbox) -> None:
    Import(store, BY, UTC, lambda _: True).take(GivenReport("a.md", "a.md", "a.md", REPORT.encode()))
    for number, owner in ((1, "mara"), (2, "Jonas"), (3, "Amira")):
        edit(store, [number], Edit({"due": "2026-10-20", "owners": [owner]}), BY)
    terms = Terms(("ops",), Policy(long_lead=1, short_lead=1), ZONES)

    said: dict[str, list[str]] = {}
    now = datetime(2026, 10, 19, 12, tzinfo=UTC)
    while now < datetime(2026, 10, 20, 18, tzinfo=UTC):
        post = Post(lambda: now, lambda: 0.0, ZONES, transport=outbox.transport)  # noqa: B023 - used at once
        remind(store, terms, now=now)
        assert deliver(store, [OPS], post).failures == []
        for document in outbox.documents():
            for item in document["data"]["items"]:
                said.setdefault(f"{now:%d %H}", []).append(f"{item['people'][0]} {item['stage']}")
        outbox.requests.clear()
        now += timedelta(hours=1)

    assert said == {
        "19 12": ["Mara Lind upcoming", "Amira upcoming"],
        "19 16": ["Jonas upcoming"],  # 09:00 in Los Angeles
        "20 00": ["Mara Lind due"],  # 09:00 in Tokyo
        "20 09": ["Amira due"],
        "20 16": ["Jonas due"],  # 09:00 in Los Angeles
    }


def test_a_person_who_moves_has_everything_looked_at_again() -> None:
    terms = Terms(("ops",), Policy(), ZONES)
    moved = Person("Mara Lind", ("mara",), timezone="America/Los_Angeles")
    others = Terms(("ops",), Policy(), Zones(UTC, People((moved, JONAS, AMIRA)), ZONES.named))

    assert terms.fingerprint(2026) == Terms(("ops",), Policy(), ZONES).fingerprint(2026)
    assert terms.fingerprint(2026) != others.fingerprint(2026)
