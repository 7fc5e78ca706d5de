"""Importing again is a merge: stored items and parsed items in, what has to change out. Pure.

First `pair` decides which parsed item is which stored one; then `merge` decides field by field, from three
sides: the *base* (what the report said when it was last imported), *theirs* (what it says now) and *ours*
(what the tracker says now). What a person changed in the tracker is never overwritten.

Fields are plain JSON values here, as the base is stored: `item_fields` makes them.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence

    from tracker.words import ParsedItem

FieldValue = str | list[str] | bool | None
Fields = dict[str, FieldValue]
"""Fields by name, as JSON values: texts, lists of texts, flags (which no report has), or nothing."""

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


MOST_COMPARED = 10_000
"""Pairs of titles that are compared, about a second's work: beyond it a report was not reworded but replaced."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """A stored item as the merge sees it: its number, the tracker's fields, the base, and where it stood."""

    id: int
    ours: Fields
    base: Fields
    section: str | None
    gone: bool
    by_hand: bool = False
    """Added to the report in the tracker: that the report does not hold it says nothing."""


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
        gone=tuple(item for s, item in enumerate(stored) if s not in pairs and not item.gone and not item.by_hand),
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

    The tests of identity in their order, the strictest first (`KEYS`), at the end much the same words in the same
    section. Items that are in the report go before those that were gone from it.
    """
    pairs: dict[int, int] = {}
    fields = [item_fields(item) | {"section": item.section} for item in parsed]
    for gone in (False, True):
        known = {s: item.base | {"section": item.section} for s, item in enumerate(stored) if item.gone is gone}
        for key in KEYS:
            pair_equal(known, fields, key, pairs)
        pair_alike(known, fields, pairs)
    return pairs


def tickets(fields: Mapping[str, FieldValue]) -> Hashable:
    """Return what a ticket makes of an item's identity: its links, None where it has none."""
    links = fields.get("links")
    return tuple(sorted(links)) if isinstance(links, list) and links else None


def words(fields: Mapping[str, FieldValue]) -> Hashable:
    """Return the words of an item's title, without case, punctuation and spacing; None without any."""
    return plain(fields.get("title")) or None


KEYS: tuple[Callable[[Mapping[str, FieldValue]], Hashable], ...] = (
    tickets,
    lambda fields: exactly(fields, "title", "section", "owners"),
    lambda fields: exactly(fields, "title", "section"),
    lambda fields: exactly(fields, "title"),
    words,
)
"""What makes two items the same, the strictest first; items that are equal in it are paired in their order."""


def exactly(fields: Mapping[str, FieldValue], *names: str) -> Hashable:
    """Return fields as they are, to be compared letter by letter."""
    return tuple(str(fields.get(name)) for name in names)


def plain(title: FieldValue) -> str:
    """Return a title reduced to its letters and digits, for comparing."""
    return " ".join("".join(c if c.isalnum() else " " for c in str(title or "").casefold()).split())


def pair_equal(
    known: Mapping[int, Mapping[str, FieldValue]],
    parsed: Sequence[Mapping[str, FieldValue]],
    key: Callable[[Mapping[str, FieldValue]], Hashable],
    pairs: dict[int, int],
) -> None:
    """Pair what has the same key, in order; a ticket that several share says nothing."""
    left = by_key(key, known.items(), set(pairs))
    right = by_key(key, enumerate(parsed), set(pairs.values()))
    for value, places in left.items():
        others = right.get(value, [])
        if key is not tickets or len(places) == len(others) == 1:
            pairs.update(zip(places, others, strict=False))


def by_key(
    key: Callable[[Mapping[str, FieldValue]], Hashable],
    sides: Iterable[tuple[int, Mapping[str, FieldValue]]],
    used: set[int],
) -> dict[Hashable, list[int]]:
    """Return the places of what is not paired yet, by its key."""
    groups: dict[Hashable, list[int]] = {}
    for place, fields in sides:
        value = key(fields)
        if place not in used and value is not None:
            groups.setdefault(value, []).append(place)
    return groups


def pair_alike(
    known: Mapping[int, Mapping[str, FieldValue]],
    parsed: Sequence[Mapping[str, FieldValue]],
    pairs: dict[int, int],
) -> None:
    """Pair what is reworded: the likest first, and only where no other candidate is as good."""
    taken = set(pairs.values())
    good = sorted(alike(known, parsed, pairs, taken), reverse=True)
    rivals = Counter((score, "stored", s) for score, s, _ in good) + Counter(
        (score, "parsed", p) for score, _, p in good
    )
    for score, s, p in good:
        is_alone = rivals[score, "stored", s] == 1 and rivals[score, "parsed", p] == 1
        if s not in pairs and p not in taken and is_alone:
            pairs[s] = p
            taken.add(p)


def alike(
    known: Mapping[int, Mapping[str, FieldValue]],
    parsed: Sequence[Mapping[str, FieldValue]],
    pairs: Mapping[int, int],
    taken: set[int],
) -> Iterator[tuple[float, int, int]]:
    """Yield how alike those are that have no partner yet, stand in one section and are alike enough."""
    left = [(s, plain(fields["title"]), fields["section"]) for s, fields in known.items() if s not in pairs]
    right = [(p, plain(fields["title"]), fields["section"]) for p, fields in enumerate(parsed) if p not in taken]
    if len(left) * len(right) > MOST_COMPARED:
        return
    for p, title, section in right:
        matcher = SequenceMatcher(None, "", title, autojunk=False)
        for s, other, other_section in left:
            if section == other_section:
                matcher.set_seq1(other)
                score = likeness(matcher)
                if score >= ALIKE:
                    yield score, s, p


def likeness(matcher: SequenceMatcher[str]) -> float:
    """Return how alike two titles are, from 0 to 1; 0 at once where a cheap bound says "not enough"."""
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
