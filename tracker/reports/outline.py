# ruff: noqa: RUF001 - letters of other scripts are data here
"""Lines into groups: what stands under which heading, and whether that heading holds action items.

A heading is whatever works as one: `## Action items`, an underlined line, a bold line, "Action items:", a
bullet that is only a label. A group takes what its own heading holds, else what the heading above it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.reports.document import Line, Shape
from tracker.reports.markup import plain
from tracker.reports.openings import ITEMS, LABEL_LEVEL, PART_LEVEL, Heading, Spot, opening
from tracker.reports.sections import Holds, heading_words

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Group:
    """The lines under one heading, and the headings above them, outermost first."""

    headings: tuple[Heading, ...]
    lines: list[Line] = field(default_factory=list)

    @property
    def holds(self) -> Holds:
        """What the innermost heading holds."""
        return self.headings[-1].holds if self.headings else Holds.UNKNOWN

    @property
    def rule(self) -> str:
        """The name of the row of `SECTIONS` that decided."""
        return self.headings[-1].rule if self.headings else "before any heading"

    @property
    def section(self) -> str | None:
        """The innermost heading that the vocabulary knows, in the author's words."""
        known = [heading.text for heading in self.headings if heading.known] or [h.text for h in self.headings]
        return known[-1] if known else None

    @property
    def anchor(self) -> tuple[Heading, ...]:
        """The headings without labels that only name a part: groups with one anchor are one list."""
        return tuple(heading for heading in self.headings if heading.level < PART_LEVEL)

    @property
    def hints(self) -> tuple[str, ...]:
        """The headings that may say a date or a status for all that stands under them, innermost first."""
        first = next((n for n, heading in enumerate(self.headings) if heading.holds in ITEMS), len(self.headings))
        return tuple(heading.text for heading in reversed(self.headings[first:]))


def outline(lines: Sequence[Line]) -> list[Group]:
    """Return the groups of a document in their order, each with at least its heading."""
    groups = [Group(())]
    open_headings: list[Heading] = []
    for place, line in enumerate(lines):
        if _leaves_part(line, open_headings):
            open_headings.pop()
            groups.append(Group(tuple(open_headings)))
        heading = opening(Spot(lines, place, open_headings))
        if heading is None:
            groups[-1].lines.append(line)
            continue
        while open_headings and open_headings[-1].level >= heading.level:
            open_headings.pop()
        heading = _inheriting(heading, open_headings)
        open_headings.append(heading)
        groups.append(Group(tuple(open_headings)))
        if rest := _rest_of_run_in(line, heading):
            groups[-1].lines.append(rest)
    return _split_finer(groups)


def _rest_of_run_in(line: Line, heading: Heading) -> Line | None:
    """Return what follows a run-in label on its line, as a line of its own."""
    if line.shape is not Shape.TEXT or heading.level < LABEL_LEVEL:
        return None
    rest = plain(line.text)[len(heading.text) :].lstrip(" .:：")
    return replace(line, text=rest) if rest else None


def _inheriting(heading: Heading, above: Sequence[Heading]) -> Heading:
    """Return the heading with what it holds settled: its own, or that of the heading it stands under."""
    parent = above[-1] if above else None
    if heading.holds is Holds.PART:
        return replace(heading, holds=parent.holds if parent and parent.holds in ITEMS else Holds.NOTHING)
    if parent is None:
        return heading
    if heading.holds is Holds.UNKNOWN or _is_kind_of_task(heading, parent):
        return replace(heading, holds=parent.holds, rule=parent.rule)
    return heading


_KIND_OF_IMPROVEMENT = re.compile(r"[\w-]{3,30} improvements?$", re.IGNORECASE)


def _is_kind_of_task(heading: Heading, parent: Heading) -> bool:
    """Whether "Process improvements" stands under "Action items": a part of the tasks and no list of wishes."""
    is_under_tasks = parent.holds is Holds.TASKS and _SPECIFIC.search(parent.text) is not None
    is_kind = heading.holds is Holds.IMPROVEMENTS and _KIND_OF_IMPROVEMENT.match(heading.text) is not None
    return is_under_tasks and is_kind


def _leaves_part(line: Line, above: Sequence[Heading]) -> bool:
    """Whether a bullet stands beside the bullet that opened a part, so that the part is over."""
    if line.shape is not Shape.BULLET or not above or above[-1].level != PART_LEVEL or not above[-1].marker:
        return False
    same_kind = (line.marker == "1") == (above[-1].marker == "1")
    return line.indent < above[-1].indent or (line.indent == above[-1].indent and same_kind)


_BROAD = re.compile(r"corrective|prevent|measures|improve", re.IGNORECASE)
_SPECIFIC = re.compile(r"\btasks?\b|to[\s-]?do|actionable|action items?|tareas|tarefas", re.IGNORECASE)


def _split_finer(groups: list[Group]) -> list[Group]:
    """Return the groups with the broad list beside a list of tasks marked as improvements.

    "Corrective and preventative measures" holds tasks; where a list called "Tasks" stands beside or under
    it, what comes before that list is the broad wish.
    """
    for place, group in enumerate(groups):
        if group.holds is not Holds.TASKS or not _is_specific(group):
            continue
        for before in reversed(groups[max(0, place - _NEAR) : place]):
            if not _is_broad(before, group):
                break
            wish = replace(before.headings[-1], holds=Holds.IMPROVEMENTS, rule="beside a list of tasks")
            before.headings = (*before.headings[:-1], wish)
    return groups


_NEAR = 8
"""Parts that a broad list may have; those further off belong to something else."""


def _is_broad(group: Group, tasks: Group) -> bool:
    """Whether a group is part of the broad list that `tasks` stands beside or under."""
    if group.holds not in ITEMS or _is_specific(group):
        return False
    level = tasks.headings[-1].level
    return any(
        heading.known and heading.level <= level and _BROAD.search(heading.text) for heading in group.headings
    )


def _is_specific(group: Group) -> bool:
    return bool(group.headings) and bool(_SPECIFIC.search(heading_words(group.headings[-1].text)))
