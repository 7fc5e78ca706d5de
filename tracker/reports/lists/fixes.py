"""The fix is no task: a list of what was done, where another list says what is to be done.

"Corrective actions: restarted the pods, raised the limit" is all the follow-up that some reports have, and then
its lines are the items. Beside "Preventive actions: add an alert" it is the account of the repair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reports.outline.openings import ITEMS
from tracker.reports.outline.sections import Holds
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.labels import labels_in
from tracker.reports.vocabulary.prose import tells_the_past
from tracker.reports.vocabulary.spellings import folded, spellings, words

if TYPE_CHECKING:
    from tracker.reports.lists.candidates import Candidate, Harvest

_TAKEN = "measures already taken"
"""The row of `SECTIONS` for headings that say so themselves."""


_MOST_OF_THEM = 0.65
_TWO = 2
_PREVENTION = spellings(words("sections", "prevention"))


def drop_the_fix(harvest: Harvest) -> None:
    """Take the candidates of such a list out of the harvest, when another list is left."""
    lists: dict[int, list[Candidate]] = {}
    for candidate in harvest.candidates:
        lists.setdefault(_place_of_list(candidate), []).append(candidate)
    told = {place: _was_done(candidates) for place, candidates in lists.items()}
    if all(told.values()):
        return
    for place, candidates in lists.items():
        if told[place]:
            for candidate in candidates:
                harvest.pass_over(candidate.line, candidate.words, "what was done, beside a list of what is to do")
    harvest.candidates = [candidate for candidate in harvest.candidates if not told[_place_of_list(candidate)]]


def _place_of_list(candidate: Candidate) -> int:
    """Return the line of the outermost heading of items that a candidate stands under."""
    headings = candidate.group.headings
    return next((heading.number for heading in headings if heading.holds in ITEMS), 0)


def _was_done(candidates: list[Candidate]) -> bool:
    """Whether a list tells of work that is over, as its heading says or all its lines do, and has no boxes."""
    if any(candidate.checked is not None or candidate.fields for candidate in candidates):
        return False
    if any(candidate.group.holds is not Holds.TASKS for candidate in candidates):
        return False
    labelled = sum(bool(labels_in(plain(candidate.words))) for candidate in candidates)
    if labelled > len(candidates) // _TWO:
        return False
    is_taken = all(candidate.group.rule == _TAKEN for candidate in candidates)
    if any(_PREVENTION.search(folded(text)) for text in candidates[0].group.hints):
        return is_taken  # what was done so that it does not happen again is follow-up work
    past = sum(tells_the_past(plain(candidate.words)) for candidate in candidates)
    return is_taken or past >= _MOST_OF_THEM * len(candidates)
