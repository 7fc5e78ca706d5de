# ruff: noqa: RUF001 - letters of other scripts are data here
"""Lines into groups: what stands under which heading, and whether that heading holds action items.

A heading is whatever works as one: `## Action items`, an underlined line, a bold line, "Action items:", a
bullet that is only a label. A group takes what its own heading holds, else what the heading above it holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.reports.outline.openings import ITEMS, LABEL_LEVEL, PART_LEVEL, Heading, opening
from tracker.reports.outline.sections import (
    Holds,
    heading_words,
    is_counted_below,
    is_numbered,
    names_a_section,
    section_of,
)
from tracker.reports.text.document import Line, Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.placeholders import HORIZON, placeholder
from tracker.reports.vocabulary.prose import tells_the_past
from tracker.reports.vocabulary.verbs import opens_with_verb

if TYPE_CHECKING:
    from collections.abc import Container, Sequence


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
    bare: set[int] = set()
    title = _title_place(lines)
    for place, line in enumerate(lines):
        if _leaves_part(line, open_headings):
            open_headings.pop()
            groups.append(Group(tuple(open_headings)))
        heading = opening(lines, place, open_headings)
        if heading is None:
            groups[-1].lines.append(line)
            continue
        if open_headings and open_headings[-1].level == heading.level and _is_bare(groups[-1]):
            bare.add(open_headings[-1].number)
        is_part = bool(bare) and _may_be_part(heading, lines[place + 1 : place + _NEAR_BELOW])
        while open_headings and _ends(heading, open_headings[-1], parts_of=bare if is_part else ()):
            open_headings.pop()
        heading = _inheriting(heading, open_headings) if place != title else _as_title(heading, lines[place + 1 :])
        open_headings.append(heading)
        groups.append(Group(tuple(open_headings)))
        if rest := _rest_of_run_in(line, heading):
            groups[-1].lines.append(rest)
    return _split_finer(_without_star(groups))


def _ends(heading: Heading, above: Heading, *, parts_of: Container[int]) -> bool:
    """Whether a heading ends one that stands open: it is not below it, by its level, its number or what it says.

    `parts_of` are the lines of the headings that it may be a part of at the same level.
    """
    if heading.level != above.level:
        return heading.level < above.level
    is_beside = is_numbered(heading.text) and is_numbered(above.text)
    is_part = above.number in parts_of and not is_beside
    return not is_part and not is_counted_below(heading.text, above.text)


def _is_bare(group: Group) -> bool:
    """Whether the group is a heading, of markup or bold, that announces items, and nothing stands below it."""
    if not group.headings or any(line.shape not in {Shape.BLANK, Shape.RULE} for line in group.lines):
        return False
    heading = group.headings[-1]
    return heading.known and heading.holds in ITEMS and (heading.level < LABEL_LEVEL or heading.bold)


_NEAR_BELOW = 4


def _may_be_part(heading: Heading, below: Sequence[Line]) -> bool:
    """Whether a heading may name a part of a list, where all headings are of one level.

    It is counted, or names a time over a list, or a table or work stands below it.
    """
    if heading.holds not in {Holds.UNKNOWN, Holds.PART}:
        return False
    first = next((line for line in below if line.shape is not Shape.BLANK), None)
    if is_numbered(heading.text) or first is None or first.shape is Shape.ROW:
        return first is not None
    is_work = first.checked is not None or opens_with_verb(plain(first.text))
    return first.shape is Shape.BULLET and (is_work or placeholder(heading.text) == HORIZON)


_STAR = ("situation", "task", "action", "result")


def _without_star(groups: list[Group]) -> list[Group]:
    """Return the groups of a story told as situation, task, action and result: these hold no items."""
    named = {
        heading_words(_IN_BRACKETS.sub("", group.headings[-1].text)): group for group in groups if group.headings
    }
    for name in _STAR if set(_STAR) <= set(named) else ():
        group = named[name]
        told = replace(group.headings[-1], holds=Holds.NOTHING, rule="situation, task, action, result")
        group.headings = (*group.headings[:-1], told)
    return groups


_IN_BRACKETS = re.compile(r"[(（][^()（）]{0,60}[)）]")


def _title_place(lines: Sequence[Line]) -> int | None:
    """Return the place of the document's title: a first heading that stands above all the others."""
    headings = [place for place, line in enumerate(lines) if line.shape is Shape.HEADING]
    if len(headings) <= 1:
        return None
    first, *others = headings
    return first if all(lines[place].level > lines[first].level for place in others) else None


def _as_title(heading: Heading, below: Sequence[Line]) -> Heading:
    """Return a title's heading: what it is called says nothing of what it holds, unless it begins with that.

    With a heading of items below it, it is but the title of all.
    """
    section = section_of(heading.text)
    if section is None or names_a_section(heading.text):
        return heading
    begins = section.pattern.match(heading_words(heading.text)) is not None
    sections = [section_of(plain(line.text)) for line in below if line.shape is Shape.HEADING]
    if begins and section.holds in ITEMS and not any(found and found.holds in ITEMS for found in sections):
        return heading
    return replace(heading, holds=Holds.UNKNOWN, rule="title", known=False)


def _rest_of_run_in(line: Line, heading: Heading) -> Line | None:
    """Return what follows a run-in label on its line, as a line of its own."""
    if line.shape is not Shape.TEXT or heading.level < LABEL_LEVEL:
        return None
    rest = plain(line.text)[len(heading.text) :].lstrip(" .:：")
    return replace(line, text=rest) if rest else None


def _inheriting(heading: Heading, above: Sequence[Heading]) -> Heading:
    """Return the heading with what it holds settled: its own, or that of the heading it stands under."""
    parent = above[-1] if above else None
    if parent and _is_task_itself(heading, parent):
        return replace(heading, holds=parent.holds, rule=parent.rule, known=False)
    if heading.holds is Holds.PART:
        return replace(heading, holds=parent.holds if parent and parent.holds in ITEMS else Holds.NOTHING)
    if parent is None:
        return heading
    if heading.holds is Holds.UNKNOWN or _is_kind_of_task(heading, parent):
        return replace(heading, holds=parent.holds, rule=parent.rule)
    return heading


def _is_task_itself(heading: Heading, parent: Heading) -> bool:
    """Whether "2. Monitoring of the backups" stands under action items: one of them, with known words."""
    is_one = is_numbered(heading.text) or opens_with_verb(heading_words(heading.text))
    is_below = parent.holds in ITEMS and parent.level < heading.level < LABEL_LEVEL
    return is_below and is_one and names_a_section(heading.text) is None


_KIND_OF_IMPROVEMENT = re.compile(r"[\w-]{3,30} improvements?$", re.IGNORECASE)


def _is_kind_of_task(heading: Heading, parent: Heading) -> bool:
    """Whether "Process improvements" stands under "Action items": a part of the tasks and no list of wishes."""
    if parent.holds is not Holds.TASKS or heading.holds is not Holds.IMPROVEMENTS:
        return False
    own = heading_words(_IN_BRACKETS.sub("", heading.text))
    return _KIND_OF_IMPROVEMENT.match(own) is not None


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
    if group.holds not in ITEMS or _is_specific(group) or _tells_the_past(group):
        return False
    level = tasks.headings[-1].level
    return any(
        heading.known and heading.level <= level and _BROAD.search(heading.text) for heading in group.headings
    )


_MOST_OF_THEM = 0.75


def _tells_the_past(group: Group) -> bool:
    """Whether most bullets of a group say what was done: these are no wishes."""
    said = [plain(line.text) for line in group.lines if line.shape is Shape.BULLET]
    return bool(said) and sum(map(tells_the_past, said)) >= _MOST_OF_THEM * len(said)


def names_work(group: Group) -> bool:
    """Whether a heading of the group calls what it holds tasks or action items."""
    return any(_SPECIFIC.search(heading_words(heading.text)) for heading in group.headings)


def _is_specific(group: Group) -> bool:
    return bool(group.headings) and bool(_SPECIFIC.search(heading_words(group.headings[-1].text)))
