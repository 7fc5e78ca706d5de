# ruff: noqa: RUF001 - letters of other scripts are data here
"""Groups -> candidates: which reader reads what stands under a heading, and which lists do not count.

Tables first, then headings that are items, bullets, bare lines. Where nothing is found so, the front matter may
hold the items, or a list that gives orders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.reports.lists.bullets import read_bullets
from tracker.reports.lists.candidates import Harvest
from tracker.reports.lists.fixes import drop_the_fix
from tracker.reports.lists.front_matter import read_front_matter
from tracker.reports.lists.headings import headings_that_are_work, read_heading
from tracker.reports.lists.orders import read_orders
from tracker.reports.lists.paragraphs import read_answers, read_paragraphs
from tracker.reports.lists.tables import read_table, tabbed_table, tables_of
from tracker.reports.outline.groups import Group, outline
from tracker.reports.outline.openings import ITEMS
from tracker.reports.outline.sections import Holds
from tracker.reports.text.document import Document, Line, Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.placeholders import placeholder

if TYPE_CHECKING:
    from tracker.reports.outline.openings import Heading


TEMPLATE = "a template without an incident's day"
"""The rule by which all that a template shows is passed over."""


def gather(document: Document, *, is_template: bool) -> Harvest:
    """Return the candidates of a document, and what was passed over; a template's are all passed over."""
    harvest = Harvest()
    groups = outline(document.lines)
    _read_groups(groups, harvest)
    _read_front_matter(document, harvest)
    if is_template:
        harvest.pass_over_all(TEMPLATE)
    elif not harvest.candidates:
        read_orders(groups, harvest)
    drop_the_fix(harvest)
    return harvest


def _read_groups(groups: list[Group], harvest: Harvest) -> None:
    """Add the items of all groups to the harvest: tables first, because words beside one may explain it."""
    legends: dict[tuple[Heading, ...], set[str]] = {}
    for group in groups:
        for table in tables_of(group):
            legends.setdefault(group.anchor, set()).update(read_table(table, group, harvest))
    work = headings_that_are_work(groups)
    for group in groups:
        explained = legends.get(group.anchor, set())
        lines = [line for line in group.lines if not _explains(line, explained, harvest)]
        if not explained or any(line.shape is Shape.BULLET for line in lines):
            *above, own = [heading.number in work for heading in group.headings] or [False]
            if any(above):
                _pass_over_bullets(group, harvest, "explains the heading above, which is an item")
            else:
                _read_lines(group, lines, harvest, is_work=own)


def _read_front_matter(document: Document, harvest: Harvest) -> None:
    """Add the items of the front matter; beside a list of tasks in the text they are what a tool left behind."""
    found = Harvest()
    read_front_matter(document.fence, document.front_matter, found)
    if any(candidate.group.holds is Holds.TASKS for candidate in harvest.candidates):
        for candidate in found.candidates:
            harvest.pass_over(candidate.line, candidate.words, "front matter beside a list in the text")
    else:
        harvest.candidates += found.candidates
    harvest.passed_over += found.passed_over


_EXPLAINED = re.compile(r"([\w-]{1,20}(?:\s[\w-]{1,20})?)\s?(?:[:=–—→]|-\s|means\b|is\b)")


def _explains(line: Line, cells: set[str], harvest: Harvest) -> bool:
    """Whether a bullet explains what a cell of the table beside it means: "P1: this sprint"."""
    words = _EXPLAINED.match(plain(line.text).lower()) if cells and line.shape is Shape.BULLET else None
    if words is None or words[1].strip() not in cells:
        return False
    harvest.pass_over(line.number, line.text, "explains a table of items")
    return True


def _read_lines(group: Group, lines: list[Line], harvest: Harvest, *, is_work: bool) -> None:
    """Add the items of one group without a table to the harvest: its bullets, or else its bare lines."""
    shapes = {line.shape for line in lines}
    if group.holds is Holds.CHECKS and any(line.checked is False for line in lines):
        read_bullets(lines, group, harvest)
    elif group.holds not in ITEMS:
        _pass_over_bullets(group, harvest, f"section: {group.rule}")
    elif not read_heading(group, harvest, is_work=is_work):
        if any(line.shape is Shape.BULLET and not placeholder(line.text) for line in lines):
            read_bullets(lines, group, harvest)
            read_answers(lines, group, harvest)
        elif Shape.BULLET in shapes:  # a template's own, with the author's words between them
            read_bullets([line for line in lines if line.shape is not Shape.TEXT], group, harvest)
            read_paragraphs([line for line in lines if line.shape is not Shape.BULLET], group, harvest)
        elif Shape.ROW not in shapes and not tabbed_table(lines):
            read_paragraphs(lines, group, harvest)


def _pass_over_bullets(group: Group, harvest: Harvest, rule: str) -> None:
    for line in group.lines:
        if line.shape is Shape.BULLET:
            harvest.pass_over(line.number, line.text, rule)
