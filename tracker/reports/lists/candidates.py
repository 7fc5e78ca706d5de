"""What the readers of tables, lists and bare lines hand on: a candidate, before its fields are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tracker.words import PassedOver

if TYPE_CHECKING:
    from tracker.reports.outline.groups import Group
    from tracker.reports.outline.sections import Holds
    from tracker.reports.vocabulary.columns import Column


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that are an item by their place: where, which, and what was said of it in fields of its own.

    `title_only` are the words when a further sentence explains: the title is theirs, the fields are of all.
    """

    line: int
    words: str
    rule: str
    group: Group
    fields: dict[Column, str] = field(default_factory=dict)
    checked: bool | None = None
    explanation: str = ""
    holds: Holds | None = None
    """Task or improvement, where the line itself says so; else its group does."""


@dataclass(slots=True)
class Harvest:
    """Candidates in their order, and what was passed over on the way."""

    candidates: list[Candidate] = field(default_factory=list)
    passed_over: list[PassedOver] = field(default_factory=list)

    def pass_over(self, line: int, words: str, rule: str) -> None:
        """Note a line that could have been an item and why it is none."""
        self.passed_over.append(PassedOver(line, words.strip()[:_LONGEST_NOTE], rule))

    def pass_over_all(self, rule: str) -> None:
        """Note of every candidate why it is no item, and keep none."""
        for candidate in self.candidates:
            self.pass_over(candidate.line, candidate.words, rule)
        self.candidates.clear()


_LONGEST_NOTE = 200
