"""Reports whose action items stand under a heading that no vocabulary knows: they are known by what they say.

Only where nothing else was found: a list that tells somebody what to do, line by line, is then the follow-up. What
headings announce as instructions for another purpose (how to reproduce, a runbook) is none.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.reports.lists.bullets import read_bullets
from tracker.reports.outline.groups import Group
from tracker.reports.outline.sections import Holds
from tracker.reports.text.document import Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.prose import commits
from tracker.reports.vocabulary.spellings import folded, spellings, words
from tracker.reports.vocabulary.verbs import orders

if TYPE_CHECKING:
    from collections.abc import Sequence

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
    first = next((group.headings[0] for group in groups if group.headings), None)
    for group in groups:
        if not _gives_orders(group) or group.headings == (first,):  # what stands below the title tells the story
            continue
        told = (*group.headings[:-1], _as_tasks(group.headings[-1]))
        read_bullets(group.lines, Group(told, group.lines), harvest)
    taken = {candidate.line for candidate in harvest.candidates}
    harvest.passed_over = [passed for passed in harvest.passed_over if passed.line not in taken]


def _as_tasks(heading: Heading) -> Heading:
    return replace(heading, holds=Holds.TASKS, rule="told what to do")


def _is_of_an_exercise(title: str) -> bool:
    """Whether a title says that this is a test, a guide or an exercise, in whole words: "Checkout" is no check."""
    match = _INSTRUCTIONS.search(folded(title))
    return match is not None and not title[match.end() : match.end() + 1].isalpha()


def _gives_orders(group: Group) -> bool:
    if not group.headings or group.rule not in {*_MAY_HOLD, _LESSONS}:
        return False
    if _is_of_an_exercise(group.headings[0].text):
        return False
    if any(_INSTRUCTIONS.search(folded(heading.text)) for heading in group.headings[1:]):
        return False
    bullets = [line for line in group.lines if line.shape is Shape.BULLET]
    top = min((line.indent for line in bullets), default=0)
    said = [plain(line.text) for line in bullets if line.indent == top]
    tells = commits if group.rule == _LESSONS else orders
    return len(said) >= _LEAST and sum(map(tells, said)) >= _MOST_OF_THEM * len(said)
