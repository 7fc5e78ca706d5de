"""Importing again is a merge: stored items and parsed items in, what has to change out. Pure.

First `pair` decides which parsed item is which stored one; then `merge` decides field by field, from three
sides: the *base* (what the report said when it was last imported), *theirs* (what it says now) and *ours*
(what the tracker says now). What a person changed in the tracker is never overwritten.

Fields are plain JSON values here, as the base is stored: `item_fields` makes them.
"""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from tracker.words import ParsedItem

FieldValue = str | list[str] | None
Fields = dict[str, FieldValue]
"""Merged fields by name: texts, lists of texts, or nothing."""

MERGED_TOGETHER = (
    ("title",),
    ("kind",),
    ("due", "due_text", "due_confidence"),
    ("owners",),
    ("team",),
    ("status",),
    ("priority",),
    ("type",),
    ("links",),
    ("recurrence",),
)
"""The fields that the report and the tracker both may change; a day and its words belong together."""

MERGED_FIELDS = tuple(name for group in MERGED_TOGETHER for name in group)

ALIKE = 0.7
"""How alike two titles must be to be one item reworded; below it, it is more often another item."""


SOMEWHAT_ALIKE = 0.4
"""How alike they must be in one place, for the same people and the same day: there the place says the rest."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A stored item as the merge sees it: its number, the tracker's fields, the base, and where it stood."""

    id: int
    ours: Fields
    base: Fields
    section: str | None
    gone: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that the report and the tracker both changed, differently; the tracker's value stays."""

    field: str
    ours: FieldValue
    theirs: FieldValue


@dataclass(frozen=True, slots=True)
class MergedItem:
    """One stored item that the report still holds: what to take from the report, and what it conflicts in."""

    stored: StoredItem
    parsed: ParsedItem
    take: Fields
    conflicts: tuple[Conflict, ...]

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to tell: a field to take, a conflict, or its return to the report."""
        return bool(self.take) or bool(self.conflicts) or self.stored.gone


@dataclass(frozen=True, slots=True)
class Changes:
    """What importing a report changes: every parsed item is in `new` or in `kept`."""

    new: tuple[ParsedItem, ...]
    kept: tuple[MergedItem, ...]
    gone: tuple[StoredItem, ...]

    @property
    def changed(self) -> tuple[MergedItem, ...]:
        """The kept items that there is something to tell of."""
        return tuple(item for item in self.kept if item.is_changed)

    @property
    def unchanged(self) -> tuple[MergedItem, ...]:
        """The kept items that stay as they are."""
        return tuple(item for item in self.kept if not item.is_changed)


def item_fields(item: ParsedItem) -> Fields:
    """Return the merged fields of a parsed item as JSON values."""
    return {
        "title": item.title,
        "kind": str(item.kind),
        "due": item.due.isoformat() if item.due else None,
        "due_text": item.due_text,
        "due_confidence": str(item.due_confidence) if item.due_confidence else None,
        "owners": list(item.owners),
        "team": item.team,
        "status": str(item.status),
        "priority": item.priority,
        "type": item.type,
        "links": list(item.links),
        "recurrence": item.recurrence,
    }


def plan_changes(stored: Sequence[StoredItem], parsed: Sequence[ParsedItem]) -> Changes:
    """Return what has to change so that the store says what the report says, and keeps what people changed.

    Items that were gone already and still are do not appear: there is nothing to tell of them again.
    """
    pairs = pair(stored, parsed)
    kept = [merge(stored[s], parsed[p]) for s, p in sorted(pairs.items(), key=lambda pair: pair[1])]
    paired = set(pairs.values())
    return Changes(
        new=tuple(item for p, item in enumerate(parsed) if p not in paired),
        kept=tuple(kept),
        gone=tuple(item for s, item in enumerate(stored) if s not in pairs and not item.gone),
    )


def merge(stored: StoredItem, parsed: ParsedItem) -> MergedItem:
    """Merge one item, field group by field group, from base, theirs and ours."""
    theirs, base, ours = item_fields(parsed), stored.base, stored.ours
    take: Fields = {}
    conflicts: list[Conflict] = []
    for group in MERGED_TOGETHER:
        lead = group[0]
        if _same(theirs, base, group) or _same(theirs, ours, group):
            continue
        if _same(ours, base, group):
            take.update({name: theirs[name] for name in group})
        else:
            conflicts.append(Conflict(lead, ours.get(lead), theirs[lead]))
    return MergedItem(stored, parsed, take, tuple(conflicts))


def _same(one: Mapping[str, FieldValue], other: Mapping[str, FieldValue], group: Iterable[str]) -> bool:
    return all(one.get(name) == other.get(name) for name in group)


def pair(stored: Sequence[StoredItem], parsed: Sequence[ParsedItem]) -> dict[int, int]:
    """Return which stored item (by its place) is which parsed one: each at most once.

    The tests of identity in their order: the same tickets, the same words (items with equal words in their
    order), much the same words in the same section, the same place with the same owners and day.
    """
    pairs: dict[int, int] = {}
    for key in (tickets, words):
        pair_equal(stored, parsed, key, pairs)
    pair_alike(stored, parsed, pairs)
    pair_in_place(stored, parsed, pairs)
    return pairs


def tickets(fields: Mapping[str, FieldValue]) -> Hashable:
    """Return what a ticket makes of an item's identity: its links, None where it has none."""
    links = fields.get("links")
    return tuple(sorted(links)) if isinstance(links, list) and links else None


def words(fields: Mapping[str, FieldValue]) -> Hashable:
    """Return the words of an item's title, without case, punctuation and spacing; None without any."""
    return plain(fields.get("title")) or None


def plain(title: FieldValue) -> str:
    """Return a title reduced to its letters and digits, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in str(title or "").casefold()).split())


def pair_equal(
    stored: Sequence[StoredItem],
    parsed: Sequence[ParsedItem],
    key: Callable[[Mapping[str, FieldValue]], Hashable],
    pairs: dict[int, int],
) -> None:
    """Pair what has the same key; where several have it, only if they are as many on both sides, in order."""
    left, right = (
        _by_key(key, [i.base for i in stored], set(pairs)),
        _by_key(key, [item_fields(i) for i in parsed], set(pairs.values())),
    )
    for value, places in left.items():
        others = right.get(value, [])
        if key is words or len(places) == len(others) == 1:
            pairs.update(zip(places, others, strict=False))


def _by_key(
    key: Callable[[Mapping[str, FieldValue]], Hashable],
    sides: Sequence[Mapping[str, FieldValue]],
    used: set[int],
) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = {}
    for place, fields in enumerate(sides):
        value = key(fields)
        if place not in used and value is not None:
            groups.setdefault(value, []).append(place)
    return groups


def pair_alike(stored: Sequence[StoredItem], parsed: Sequence[ParsedItem], pairs: dict[int, int]) -> None:
    """Pair what is reworded: the likest first, and only where no other candidate is as good."""
    taken = set(pairs.values())
    good = sorted(alike(stored, parsed, pairs, taken), reverse=True)
    for score, s, p in good:
        if s not in pairs and p not in taken and not has_rival(good, score, s, p):
            pairs[s] = p
            taken.add(p)


def alike(
    stored: Sequence[StoredItem], parsed: Sequence[ParsedItem], pairs: Mapping[int, int], taken: set[int]
) -> Iterator[tuple[float, int, int]]:
    """Yield how alike those are that have no partner yet, stand in one section and are alike enough."""
    for s, known in enumerate(stored):
        for p, item in enumerate(parsed):
            if s in pairs or p in taken or known.section != item.section:
                continue
            score = likeness(known.base, item_fields(item))
            if score >= ALIKE:
                yield score, s, p


def pair_in_place(stored: Sequence[StoredItem], parsed: Sequence[ParsedItem], pairs: dict[int, int]) -> None:
    """Pair what is written anew in its place: alone between the same neighbours, for the same people and day."""
    places = {place: s for s, place in lone_places(len(stored), set(pairs), lambda s: s)}
    partner = {p: s for s, p in pairs.items()}
    for p, place in list(lone_places(len(parsed), set(partner), partner.__getitem__)):
        s = places.get(place)
        if s is None:
            continue
        was, now = stored[s].base, item_fields(parsed[p])
        told = [name for name in ("owners", "due") if was.get(name)]
        if told and _same(was, now, ("owners", "due")) and similarity(was, now) >= SOMEWHAT_ALIKE:
            pairs[s] = p


def lone_places(
    count: int, paired: set[int], name: Callable[[int], int]
) -> Iterator[tuple[int, tuple[int | None, int | None]]]:
    """Yield those without a partner that stand alone between two that have one, with the names of those two."""
    for n in range(count):
        before, after = n - 1, n + 1
        if n not in paired and (before < 0 or before in paired) and (after == count or after in paired):
            yield n, (name(before) if before >= 0 else None, name(after) if after < count else None)


def has_rival(good: Sequence[tuple[float, int, int]], score: float, s: int, p: int) -> bool:
    """Whether another pair with one of these two is exactly as good: then nobody can say which is meant."""
    return any(other == score and (s == s2) != (p == p2) for other, s2, p2 in good)


def likeness(one: Mapping[str, FieldValue], other: Mapping[str, FieldValue]) -> float:
    """Return how alike two titles are, from 0 to 1; 0 at once where a cheap bound says "not enough"."""
    matcher = titles_matcher(one, other)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def similarity(one: Mapping[str, FieldValue], other: Mapping[str, FieldValue]) -> float:
    """Return how alike two titles are, from 0 to 1."""
    return titles_matcher(one, other).ratio()


def titles_matcher(one: Mapping[str, FieldValue], other: Mapping[str, FieldValue]) -> SequenceMatcher[str]:
    """Return what compares two titles, letter by letter."""
    return SequenceMatcher(None, plain(one.get("title")), plain(other.get("title")), autojunk=False)
