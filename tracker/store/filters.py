"""Which items a list wants, and the WHERE clause that finds them.

Who is meant by a name, and whose team an item belongs to, is decided in Python over what the items spell, each
spelling once; the database is then asked for those spellings. So every script is compared as people read it, and
a statement stays one that any database understands.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from tracker.errors import UnknownName
from tracker.people import NOBODY, People, folded, name_key, nearest_name
from tracker.words import OPEN_STATUSES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from tracker.words import Kind, Status

IS_OPEN = f"status IN ({', '.join(repr(str(status)) for status in OPEN_STATUSES)})"
"""The condition that there is still something to do."""

AWAITS_TRIAGE = "report_id IS NOT NULL AND (triaged_at IS NULL OR backlog)"
"""The condition that an item was imported and nobody has looked at it, or that it is still kept silent."""

LONGEST_NEEDLE = 1_000
"""Characters of a text that are looked for: SQLite refuses patterns from 50,000 on, and no title is so long."""


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items a list wants; every field narrows it, the defaults narrow nothing."""

    statuses: tuple[Status, ...] = ()
    kinds: tuple[Kind, ...] = ()
    due_before: date | None = None
    """Due earlier than this day: with today, what is overdue."""
    due_until: date | None = None
    """Due on this day or earlier."""
    undated: bool = False
    """Without a due day."""
    touched_until: date | None = None
    """Nothing has happened to it since this day."""
    owner: str | None = None
    """The start of a name, or of one of its words; a person is found under every spelling."""
    unowned: bool = False
    team: str | None = None
    """The team that it belongs to: its own, else its owner's, else its report's."""
    people: People = NOBODY
    """Whom the configuration knows."""
    priority: str | None = None
    report_ids: tuple[int, ...] = ()
    query: tuple[str, ...] = ()
    """Words that must all occur, anywhere in what an item says."""
    untriaged: bool = False
    """Imported, and nobody has looked at it since."""


Condition = tuple[str, tuple[object, ...]]
"""A text for a WHERE clause, and the values for its question marks."""


class Conditions:
    """A WHERE clause as it grows."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.values: list[object] = []

    def add(self, text: str, values: Iterable[object] = ()) -> None:
        """Add one condition; all of them must hold."""
        self.texts.append(text)
        self.values.extend(values)

    @property
    def text(self) -> str:
        """All of them as one condition."""
        return " AND ".join(self.texts) or ALWAYS

    @property
    def clause(self) -> str:
        """The clause for the end of a SELECT, empty when nothing narrows it."""
        return f" WHERE {self.text}" if self.texts else ""


class Spellings:
    """How all items spell owners, teams and reports; each is read once, and only when asked for."""

    def __init__(self, rows: Callable[[str], Iterable[tuple[Any, ...]]]) -> None:
        self._rows = rows

    @cached_property
    def owners(self) -> dict[str, tuple[str, ...]]:
        """The lists of owners, by the text that is stored."""
        return {row[0]: tuple(json.loads(row[0])) for row in self._rows("SELECT DISTINCT owners FROM items")}

    @cached_property
    def teams(self) -> tuple[str, ...]:
        """The teams that are written in items."""
        return tuple(row[0] for row in self._rows("SELECT DISTINCT team FROM items WHERE team IS NOT NULL"))

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """The reports that items stand in."""
        rows = self._rows("SELECT DISTINCT report_source FROM items WHERE report_source IS NOT NULL")
        return tuple(row[0] for row in rows)


def conditions(wanted: ItemFilter, spelled: Spellings) -> Conditions:
    """Return the WHERE clause of a filter.

    Raises:
        UnknownName: no item and no configuration knows the name.
    """
    where = Conditions()
    for column, words in (("status", wanted.statuses), ("kind", wanted.kinds)):
        if words:
            where.add(*among(column, map(str, words)))
    for condition, value in days(wanted):
        if value is not None:
            where.add(condition, (value.isoformat(),))
    for condition, holds in (
        ("due IS NULL", wanted.undated),
        ("owners = '[]'", wanted.unowned),
        (AWAITS_TRIAGE, wanted.untriaged),
    ):
        if holds:
            where.add(condition)
    if wanted.priority is not None:
        where.add("FOLD(priority) = ?", (folded(storable(wanted.priority)).strip(),))
    if wanted.report_ids:
        where.add(*among("report_id", wanted.report_ids))
    add_names(where, wanted, spelled)
    for word in wanted.query:
        where.add(*said(word, wanted.people, spelled))
    return where


def days(wanted: ItemFilter) -> tuple[tuple[str, date | None], ...]:
    """Return the conditions on days, each with its day where one is wanted."""
    return (
        ("due < ?", wanted.due_before),
        ("due <= ?", wanted.due_until),
        ("touched_on <= ?", wanted.touched_until),
    )


def add_names(where: Conditions, wanted: ItemFilter, spelled: Spellings) -> None:
    """Add who is meant, and which team."""
    if wanted.owner is not None:
        where.add(*among("owners", owners_meant(storable(wanted.owner), wanted.people, spelled)))
    if wanted.team is not None:
        key = known_team(storable(wanted.team), wanted.people, spelled)
        where.add(*of_team(lambda team: name_key(team) == key, wanted.people, spelled))


def owners_meant(word: str, people: People, spelled: Spellings) -> list[str]:
    """Return the stored lists that hold somebody whom a word means.

    Raises:
        UnknownName: it means nobody whom an item or the configuration knows.
    """
    found = [text for text, names in spelled.owners.items() if any(people.is_meant(word, name) for name in names)]
    if not found and not any(people.is_meant(word, person.name) for person in people.persons):
        names = (name for written in spelled.owners.values() for name in written)
        raise UnknownName(
            "owner", shortened(word), nearest_name(word, (*(person.name for person in people.persons), *names))
        )
    return found


def known_team(word: str, people: People, spelled: Spellings) -> str:
    """Return what all ways to write a team's name have in common.

    Raises:
        UnknownName: no item and no configuration knows it.
    """
    of_owners = (people.team(None, owners, None) for owners in spelled.owners.values())
    names = [*people.team_names(), *spelled.teams, *(team for team in of_owners if team)]
    if name_key(word) not in map(name_key, names):
        raise UnknownName("team", shortened(word), nearest_name(word, names))
    return name_key(word)


def of_team(fits: Callable[[str], bool], people: People, spelled: Spellings) -> Condition:
    """Return the condition that an item's team fits: as `People.team` finds it, said for a database.

    The team that is written goes first, then that of its owners, then that of its report.
    """

    def fitting(team: str | None) -> bool:
        return team is not None and fits(team)

    written = among("team", (team for team in spelled.teams if fitting(people.team(team, (), None))))
    if not people.persons and not people.teams:
        return written
    teams = {text: people.team(None, owners, None) for text, owners in spelled.owners.items()}
    of_owners = among("owners", (text for text, team in teams.items() if fitting(team)))
    of_nobody = among("owners", (text for text, team in teams.items() if team is None))
    sources = (source for source in spelled.sources if fitting(people.team(None, (), source)))
    of_report = both(of_nobody, among("report_source", sources))
    return either(written, both(("COALESCE(team, '') = ''", ()), either(of_owners, of_report)))


def said(word: str, people: People, spelled: Spellings) -> Condition:
    """Return the condition that a word occurs in what an item says, or in what a list would say of it."""
    found: Condition = (f"{SAID} LIKE ? ESCAPE '!'", (f"%{like(word)}%",))
    if not people.persons and not people.teams:
        return found
    needle = folded(storable(word))

    def names_it(name: str) -> bool:
        return needle in folded(name)

    owned = (text for text, owners in spelled.owners.items() if any(map(names_it, people.names(owners))))
    return either(found, among("owners", owned), of_team(names_it, people, spelled))


SAID = "SAID(owners, links, title, status_reason, team, section, report_title)"
"""All that an item says, as one folded text."""


def in_title(words: Iterable[str]) -> Conditions:
    """Return the condition that all words stand in the title."""
    where = Conditions()
    for word in words:
        where.add("FOLD(title) LIKE ? ESCAPE '!'", (f"%{like(word)}%",))
    return where


def among(column: str, values: Iterable[object]) -> Condition:
    """Return the condition that a column has one of some values; many of them travel as one, in JSON."""
    listed = tuple(values)
    if not listed:
        return NEVER, ()
    if len(listed) <= FEW:
        return f"{column} IN ({', '.join('?' * len(listed))})", listed
    return f"{column} IN {MANY}", (json.dumps(listed, ensure_ascii=False),)


FEW = 100
"""Values that a statement names one by one, which lets the database use an index; SQLite takes 32,766 in all."""

NEVER, ALWAYS = "1 = 0", "1 = 1"

MANY = "(SELECT value FROM json_each(?))"


def both(*parts: Condition) -> Condition:
    """Return the condition that all of some hold."""
    return joined(" AND ", parts)


def either(*parts: Condition) -> Condition:
    """Return the condition that one of some holds."""
    return joined(" OR ", parts)


def joined(word: str, parts: tuple[Condition, ...]) -> Condition:
    """Return conditions as one, in brackets."""
    return f"({word.join(text for text, _ in parts)})", tuple(value for _, values in parts for value in values)


def like(text: str) -> str:
    """Return a text for the inside of a LIKE pattern: folded, its wildcards made plain."""
    return folded(storable(text)[:LONGEST_NEEDLE]).replace("!", "!!").replace("%", "!%").replace("_", "!_")


def shortened(text: str) -> str:
    """Return a name as an error repeats it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


SHOWN = 60
"""Characters of a name that an error repeats: it is a line or two."""


def storable(text: str) -> str:
    """Return a text that a database can be asked for: what was typed may hold bytes that are no UTF-8."""
    return text.encode("utf-8", errors="replace").decode()


def fold(text: str | None) -> str | None:
    """FOLD(text) of our statements, to compare and sort texts by: the database's LOWER knows ASCII only."""
    return text if text is None else folded(text)


@lru_cache(maxsize=1)
def said_by(owners: str, links: str, title: str, reason: str | None, *shared: str | None) -> str:
    """SAID(…) of our statements: all that an item says as one folded text, a line each.

    Every word of a query asks for it once more, of the same row: the last answer is kept. Names of owners and
    reports come again and again, and are folded once.
    """
    listed = (*_folded_list(owners), *_folded_list(links))
    return "\n".join((*listed, folded(title), folded(reason or ""), *(_folded(text or "") for text in shared)))


KEPT = 4_096
"""Names that are kept in their folded form."""

_folded = lru_cache(maxsize=KEPT)(folded)


@lru_cache(maxsize=KEPT)
def _folded_list(column: str) -> tuple[str, ...]:
    try:
        return tuple(storable(folded(str(text))) for text in json.loads(column))
    except (ValueError, TypeError):  # no list; whoever reads the item tells it
        return (column,)
