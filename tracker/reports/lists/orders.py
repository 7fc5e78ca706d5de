"""Reports whose action items stand under a heading that no vocabulary knows: they are known by what they say.

Only where nothing else was found: a list that tells somebody what to do, line by line, is then the follow-up. What
headings announce as instructions for another purpose (how to reproduce, a runbook) is none.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from tracker.reports.lists.bullets import read_bullets
from tracker.reports.lists.tables import assigns_work, read_table, tables_of
from tracker.reports.outline.groups import Group
from tracker.reports.outline.sections import Holds
from tracker.reports.text.document import Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.placeholders import HORIZON, placeholder
from tracker.reports.vocabulary.prose import commits
from tracker.reports.vocabulary.spellings import folded, spellings, words
from tracker.reports.vocabulary.verbs import orders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.reports.lists.candidates import Harvest
    from tracker.reports.outline.openings import Heading

_INSTRUCTIONS = spellings(words("sections", "instructions"), whole_words=True)
_MAY_HOLD = frozenset({"unknown heading", "parts of an incident"})
"""Rules of headings that say nothing of follow-up work, and nothing against it."""
_LESSONS = "lessons"
"""Lessons are no tasks, but where each of them says what we will do."""
_LEAST = 3
_MOST_OF_THEM = 0.6


def read_orders(groups: Sequence[Group], harvest: Harvest) -> None:
    """Add the bullets of groups that mostly tell what to do to the harvest."""
    title = next((group.headings[0] for group in groups if group.headings), None)
    below = [group for group in groups if group.headings and group.headings != (title,)]  # above is the story
    for group in below:
        for table in tables_of(group):
            if table and _may_hold(group) and assigns_work(table):
                read_table(table, _as_tasks(group), harvest)
    for group in _that_give_orders(below, title):
        read_bullets(group.lines, _as_tasks(group), harvest)
    taken = {candidate.line for candidate in harvest.candidates}
    harvest.passed_over = [passed for passed in harvest.passed_over if passed.line not in taken]


def _as_tasks(group: Group) -> Group:
    own = replace(group.headings[-1], holds=Holds.TASKS, rule="told what to do")
    return Group((*group.headings[:-1], own), group.lines)


def _is_of_an_exercise(title: str) -> bool:
    """Whether a title says that this is a test, a guide or an exercise, in whole words: "Checkout" is no check."""
    match = _INSTRUCTIONS.search(folded(title))
    return match is not None and not title[match.end() : match.end() + 1].isalpha()


def _may_hold(group: Group) -> bool:
    """Whether no heading of a group says that something else stands there."""
    if group.rule not in {*_MAY_HOLD, _LESSONS} or _is_of_an_exercise(group.headings[0].text):
        return False
    return not any(_INSTRUCTIONS.search(folded(heading.text)) for heading in group.headings[1:])


@dataclass(frozen=True, slots=True)
class _Told:
    """The upper bullets of a group: how many there are, and how many of them tell somebody what to do."""

    count: int
    orders: int
    is_planned: bool
    """Whether a time is the heading, or boxes are open: then one order is enough."""

    @property
    def are_most(self) -> bool:
        """Whether most are orders."""
        return self.count > 0 and self.orders >= _MOST_OF_THEM * self.count


def _told(group: Group) -> _Told:
    bullets = [line for line in group.lines if line.shape is Shape.BULLET]
    top = min((line.indent for line in bullets), default=0)
    said = [plain(line.text) for line in bullets if line.indent == top]
    is_planned = placeholder(group.headings[-1].text) == HORIZON or any(line.checked is False for line in bullets)
    tells = commits if group.rule == _LESSONS and not is_planned else orders
    return _Told(len(said), sum(map(tells, said)), is_planned)


def _that_give_orders(groups: Sequence[Group], title: Heading | None) -> Iterator[Group]:
    """Yield the groups that mostly tell what to do; those beside each other under a heading count as one list."""
    told = [(group, _told(group)) for group in groups if group.headings and _may_hold(group)]
    beside: Counter[tuple[Heading, ...]] = Counter()
    for group, found in told:
        if found.are_most:
            beside[group.headings[:-1]] += found.count
    for group, found in told:
        above = group.headings[:-1]
        together = beside[above] if above not in {(), (title,)} else found.count
        if found.are_most and (found.is_planned or together >= _LEAST):
            yield group
