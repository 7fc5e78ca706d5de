"""An item while its fields are being read: the words that are left, and what was taken off them so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.dates.reading import find_due, parse_due
from tracker.words import Status, TraceStep

if TYPE_CHECKING:
    from datetime import date

    from tracker.dates.reading import FoundDue
    from tracker.words import DueDate


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for every item of a report: the day that words are counted from, and the order of 1/2.

    Without `counts` the reference is today: the report tells of no day, and "in two weeks" names none.
    """

    reference: date
    day_first: bool | None = None
    counts: bool = True

    def parse(self, text: str) -> DueDate | None:
        """Return the due date that a cell means."""
        return parse_due(text, self.reference, day_first=self.day_first, counts=self.counts)

    def find(self, text: str) -> FoundDue | None:
        """Return the due date that a sentence announces."""
        return find_due(text, self.reference, day_first=self.day_first, counts=self.counts)


@dataclass(slots=True)
class Draft:
    """The words of one item, shrinking, and its fields, growing. Lives only while one item is read."""

    words: str
    due: DueDate | None = None
    owners: list[str] = field(default_factory=list)
    team: str | None = None
    status: Status | None = None
    priority: str | None = None
    type: str | None = None
    links: list[str] = field(default_factory=list)
    trace: list[TraceStep] = field(default_factory=list)
    names_at_end: bool = False
    """Whether most items of the list end in brackets with a name: then this one's are one, too."""

    @property
    def has_fields(self) -> bool:
        """Whether a date, a state or a priority was told: where one field stands, others do."""
        return self.due is not None or self.status is not None or self.priority is not None

    def note(self, rule: str, words: str) -> None:
        """Remember which rule read which words."""
        self.trace.append(TraceStep(rule, words.strip()[:_LONGEST_NOTE]))

    def cut(self, start: int, end: int) -> None:
        """Take a stretch of words out, leaving one blank where words remain on both sides."""
        before, after = self.words[:start].rstrip(), self.words[end:].lstrip()
        gap = " " if before and after and after[0] not in ".,;:!?)" else ""
        self.words = f"{before}{gap}{after}"

    def add_link(self, link: str) -> None:
        """Add a ticket or address once."""
        if link and link not in self.links:
            self.links.append(link)

    def add_owners(self, owners: list[str]) -> None:
        """Add names once each."""
        self.owners.extend(owner for owner in owners if owner not in self.owners)


_LONGEST_NOTE = 200
