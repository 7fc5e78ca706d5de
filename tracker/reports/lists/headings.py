"""Headings that are the item: "### 1. Add a lock" over its owner and date, or over a paragraph about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reports.lists.candidates import Candidate, Harvest
from tracker.reports.outline.openings import ITEMS, LABEL_LEVEL, Heading
from tracker.reports.outline.sections import heading_words, is_numbered, without_number
from tracker.reports.text.document import Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.labels import fields_of
from tracker.reports.vocabulary.placeholders import placeholder
from tracker.reports.vocabulary.spellings import folded, spellings, words
from tracker.reports.vocabulary.verbs import opens_with_verb, orders

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tracker.reports.outline.groups import Group
    from tracker.reports.text.document import Line
    from tracker.reports.vocabulary.columns import Column


def headings_that_are_work(groups: Sequence[Group]) -> set[int]:
    """Return the lines of headings that are the items, over bullets that only say how.

    It is so for headings beside each other, under one that holds items, which open with verbs more often than the
    bullets below them: "### 1. Watch the pool" over "- 80 %: warning".
    """
    siblings: dict[tuple[Heading, ...], list[Group]] = {}
    under: dict[int, list[Group]] = {}
    for group in groups:
        if _may_be_work(group):
            siblings.setdefault(group.headings[:-1], []).append(group)
        for heading in group.headings:
            under.setdefault(heading.number, []).append(group)
    found = {group.headings[-1].number for group in groups if _is_check_list(group)}
    for beside in siblings.values():
        own = [group.headings[-1] for group in beside]
        below = [text for heading in own for text in _bullets(under[heading.number])]
        bare = [heading for heading in own if not _is_divided(heading, under[heading.number])]
        ordered = sum(orders(heading_words(heading.text)) for heading in own)
        if below and ordered >= _MOST * len(own) and _share(below) < _MOST:
            found |= {heading.number for heading in own}
        elif _are_measures(bare):
            found |= {heading.number for heading in bare}
    return found


def _bullets(groups: Sequence[Group]) -> Iterator[str]:
    return (plain(line.text) for group in groups for line in group.lines if line.shape is Shape.BULLET)


_LEAST_BESIDE = 2
_LEAST_WORDS = 3
_LEAST_SIGNS = 6
"""Words that a measure has, or signs where no blanks part words: "### Monitoring" is a name."""


def _are_measures(beside: Sequence[Heading]) -> bool:
    """Whether headings over nothing but words and code are the measures: several, counted or worth a line each."""
    if len(beside) < _LEAST_BESIDE:
        return False
    said = [heading_words(heading.text) for heading in beside]
    are_long = all(len(text.split()) >= _LEAST_WORDS or _is_long_unspaced(text) for text in said)
    return are_long or all(is_numbered(heading.text) for heading in beside)


def _is_divided(own: Heading, under: Sequence[Group]) -> bool:
    """Whether bullets, rows or further headings stand below a heading, in the groups `under` it."""
    parts = (group.headings[-1] for group in under)
    lines = (line for group in under for line in group.lines)
    return any(part.level < LABEL_LEVEL and part != own for part in parts) or any(
        line.shape in {Shape.BULLET, Shape.ROW} for line in lines
    )


def _is_long_unspaced(text: str) -> bool:
    return not text.isascii() and len(text) >= _LEAST_SIGNS


_CHECK_LIST = spellings(words("names", "checklist"))


def _is_check_list(group: Group) -> bool:
    """Whether the heading is a check list: it is the measure, and its boxes what there is to check."""
    if not group.headings or group.holds not in ITEMS or group.headings[-1].known:
        return False
    has_boxes = any(line.checked is not None for line in group.lines)
    return has_boxes and _CHECK_LIST.search(folded(group.headings[-1].text)) is not None


def _may_be_work(group: Group) -> bool:
    """Whether the group's heading may be work over bullets without boxes: one of markup, with words of its own."""
    if len(group.headings) <= 1 or group.holds not in ITEMS:
        return False
    heading = group.headings[-1]
    has_boxes = any(line.checked is not None for line in group.lines)
    said = heading_words(heading.text)
    is_name = len(said.split()) == 1 and said.isascii()
    return heading.level < LABEL_LEVEL and not heading.known and not has_boxes and not is_name


_MOST = 0.5


def _share(texts: list[str]) -> float:
    return sum(map(opens_with_verb, texts)) / len(texts)


def read_heading(group: Group, harvest: Harvest, *, is_work: bool) -> bool:
    """Add a group's heading to the harvest if it is the item itself; return whether it is.

    It is where it `is_work` among its siblings, where nothing stands below but fields, or where it opens with a
    verb and only words stand below.
    """
    if not group.headings or group.headings[-1].known:
        return False
    heading = group.headings[-1]
    fields, rest = _fields_and_rest(group.lines)
    is_item = is_work or _only_fields(fields, rest) or _is_task(heading, rest) or _is_numbered(heading, rest)
    if placeholder(without_number(heading.text)) or not is_item:
        return False
    said = without_number(heading.text)
    explanation = " ".join(line.text for line in rest)
    harvest.candidates.append(Candidate(heading.number, said, "heading", group, fields, explanation=explanation))
    return True


def _only_fields(fields: dict[Column, str], rest: list[Line]) -> bool:
    """Whether fields stand below, and no list."""
    return bool(fields) and not any(line.shape is Shape.BULLET for line in rest)


def _is_task(heading: Heading, rest: list[Line]) -> bool:
    """Whether a heading opens as a task does, and only words stand below; a plain label names what follows."""
    is_label = heading.level >= LABEL_LEVEL and not heading.bold
    opens = bool(rest) and not is_label and opens_with_verb(heading_words(heading.text))
    return opens and all(line.shape is Shape.TEXT for line in rest)


def _is_numbered(heading: Heading, rest: list[Line]) -> bool:
    """Whether a heading of markup is one of a count, "### 2. Retry with a pause", and only words stand below."""
    is_counted = heading.level < LABEL_LEVEL and is_numbered(heading.text)
    return is_counted and bool(rest) and all(line.shape is Shape.TEXT for line in rest)


def _fields_and_rest(lines: list[Line]) -> tuple[dict[Column, str], list[Line]]:
    """Return the fields that lines are, and the lines that are none."""
    fields: dict[Column, str] = {}
    rest: list[Line] = []
    for line in lines:
        if found := fields_of(line.text):
            fields = {**found, **fields}
        elif line.shape in {Shape.BULLET, Shape.TEXT, Shape.ROW}:
            rest.append(line)
    return fields, rest
