"""Headings that are the item: "### 1. Add a lock" over its owner and date, or over a paragraph about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.reports.candidates import Candidate, Harvest
from tracker.reports.document import Shape
from tracker.reports.labels import fields_of
from tracker.reports.placeholders import placeholder
from tracker.reports.sections import heading_words
from tracker.reports.verbs import opens_with_verb

if TYPE_CHECKING:
    from tracker.reports.columns import Column
    from tracker.reports.document import Line
    from tracker.reports.outline import Group

_NUMBER_AND_MARKS = " 0123456789.):#"


def read_heading(group: Group, harvest: Harvest) -> bool:
    """Add a group's heading to the harvest if it is the item itself; return whether it is.

    It is where nothing stands below but fields, or where it opens with a verb and only words stand below.
    """
    if not group.headings or group.headings[-1].known:
        return False
    heading = group.headings[-1]
    fields, rest = _fields_and_rest(group.lines)
    if placeholder(heading.text) or not (_only_fields(fields, rest) or _is_task(heading.text, rest)):
        return False
    words = heading.text.lstrip(_NUMBER_AND_MARKS)
    explanation = " ".join(line.text for line in rest)
    harvest.candidates.append(Candidate(heading.number, words, "heading", group, fields, explanation=explanation))
    return True


def _only_fields(fields: dict[Column, str], rest: list[Line]) -> bool:
    """Whether fields stand below, and no list."""
    return bool(fields) and not any(line.shape is Shape.BULLET for line in rest)


def _is_task(text: str, rest: list[Line]) -> bool:
    """Whether a heading opens as a task does, and only words stand below."""
    return bool(rest) and opens_with_verb(heading_words(text)) and all(line.shape is Shape.TEXT for line in rest)


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
