# ruff: noqa: RUF001 - letters of other scripts are data here
"""Lists: bullets, numbers and check boxes; which of them are items, which name a group, which explain."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.reports.lists.candidates import Candidate, Harvest
from tracker.reports.outline.sections import Holds, mixes_lessons, names_a_section
from tracker.reports.text.document import Line, Shape
from tracker.reports.text.markup import is_bold, plain
from tracker.reports.vocabulary.columns import Column
from tracker.reports.vocabulary.labels import fields_of, labelled
from tracker.reports.vocabulary.placeholders import placeholder
from tracker.reports.vocabulary.prose import promises
from tracker.reports.vocabulary.verbs import opens_with_verb, orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tracker.reports.outline.groups import Group

_DEEPEST = 8
"""Levels of nesting that are looked at; what lies deeper explains."""


@dataclass(slots=True)
class Bullet:
    """A bullet with the words that belong to it, and the bullets below it."""

    line: Line
    words: str
    more: str = ""
    """Words of further lines that do not continue the first: they explain."""
    children: list[Bullet] = field(default_factory=list)
    holds: Holds | None = None
    """Task or improvement, where the bullets beside it tell."""


def read_bullets(lines: Sequence[Line], group: Group, harvest: Harvest) -> None:
    """Add the items of a group's bullets to the harvest, in the order of their lines."""
    _read_all(_collect_records(_tree(lines), group, harvest), group, harvest, depth=0)


def _read_all(bullets: list[Bullet], group: Group, harvest: Harvest, depth: int) -> None:
    """Add the items of bullets that stand beside each other."""
    say_how = _children_say_how(bullets)
    for bullet in bullets:
        _read(bullet, group, harvest, depth, children_say_how=say_how)


def _children_say_how(bullets: list[Bullet]) -> bool:
    """Whether, in a list of lists, the upper bullets are the work and the lower ones tell of it.

    It is so where those open with verbs more often than these.
    """
    parents = [bullet for bullet in bullets if bullet.children]
    children = [child for parent in parents for child in parent.children]
    above = sum(orders(plain(parent.words)) for parent in parents)  # "Enhanced monitoring" is a name
    return bool(parents) and above >= _MOST * len(parents) and _share_of_tasks(children) < _MOST


_MOST = 0.5


def _share_of_tasks(bullets: list[Bullet]) -> float:
    tasks = sum(opens_with_verb(plain(bullet.words)) for bullet in bullets)
    return tasks / len(bullets) if bullets else 0.0


def _tree(lines: Sequence[Line]) -> list[Bullet]:
    """Return the bullets, nested by their indent, each with the lines that go on with it."""
    top: list[Bullet] = []
    path: list[Bullet] = []
    after_blank = False
    least = next((line.indent for line in lines if line.shape is Shape.BULLET), 0)
    for written in lines:
        # A bullet further out than the list began is a slip, and stands over none of the next ones.
        line = replace(written, indent=max(written.indent, least)) if written.shape is Shape.BULLET else written
        if line.shape is Shape.BULLET:
            while path and line.indent <= path[-1].line.indent + _slack(path[-1].line, line):
                path.pop()
            bullet = Bullet(line, line.text)
            (path[-1].children if path else top).append(bullet)
            path = [*path, bullet][:_DEEPEST]
        elif line.shape is Shape.TEXT and after_blank and line.indent == 0:
            path = []
        elif line.shape is Shape.TEXT and path:
            _go_on(path[-1], line, after_blank=after_blank)
        after_blank = line.shape is Shape.BLANK
    return top


def _slack(parent: Line, line: Line) -> int:
    """Return how much deeper a bullet may stand and still be a sibling: one column, by a slip."""
    return 1 if parent.marker == line.marker else 0


def _go_on(bullet: Bullet, line: Line, *, after_blank: bool) -> None:
    """Join a line to the bullet it goes on with, or keep it as explanation."""
    if after_blank and line.indent <= bullet.line.indent:
        return
    ends_here = is_bold(bullet.line.text) and not plain(bullet.line.text).endswith((":", "："))
    if not after_blank and not ends_here and not bullet.more:
        bullet.words = f"{bullet.words} {line.text}"
    else:
        bullet.more = f"{bullet.more} {line.text}"


def _read(bullet: Bullet, group: Group, harvest: Harvest, depth: int, *, children_say_how: bool) -> None:
    """Add a bullet, or the bullets it only names a group for."""
    rule = _names_a_group(bullet)
    if rule in _BY_ITS_FORM and children_say_how and not _over_boxes(bullet, bullet.children):
        rule = None
    if depth < _DEEPEST and rule:
        harvest.pass_over(bullet.line.number, bullet.line.text, f"names a group: {rule}")
        _read_all(_collect_records(bullet.children, group, harvest), group, harvest, depth + 1)
        return
    why = placeholder(bullet.words) or _no_task(bullet, group)
    if why:
        harvest.pass_over(bullet.line.number, bullet.line.text, why)
    else:
        _take(bullet, group, harvest)


def _take(bullet: Bullet, group: Group, harvest: Harvest) -> None:
    """Add a bullet to the harvest; with "Task: ..." below it, it is the wish and that the task."""
    tasks = [child for child in bullet.children if (found := labelled(child.words)) and found[0] is Column.TASK]
    harvest.candidates.append(_candidate(bullet, group, Holds.IMPROVEMENTS if tasks else bullet.holds))
    for child in bullet.children:
        if child in tasks:
            harvest.candidates.append(_candidate(child, group, Holds.TASKS))
        elif not fields_of(child.words):
            harvest.pass_over(child.line.number, child.line.text, "explains the item above")


def _candidate(bullet: Bullet, group: Group, holds: Holds | None) -> Candidate:
    """Return the candidate that a bullet is, with the fields that stand below it.

    A label in front, "Improvements: ...", "Task: ...", is no part of its words and says what it is.
    """
    fields: dict[Column, str] = {}
    for child in reversed(bullet.children):
        fields |= fields_of(child.words)
    words = bullet.words
    label = _LABEL_IN_FRONT.match(words)
    section = names_a_section(label[1]) if label else None
    if label and section and section.holds in {Holds.TASKS, Holds.IMPROVEMENTS}:
        holds, words = section.holds, words[label.end() :]
    rule = "bullet" if bullet.line.checked is None else "check box"
    return Candidate(
        bullet.line.number, words, rule, group, fields, bullet.line.checked, explanation=bullet.more, holds=holds
    )


_LABEL_IN_FRONT = re.compile(
    r"\W{0,4}([^\W\d_][^:*_\n]{2,40}?)\s?[*_]{0,3}\s?[:：][*_]{0,3}(?:\s{1,3}|(?<=：))(?=\S)"
)


_MOST_GROUP_WORDS = 6
_LEAST_SIBLINGS = 2


def _over_a_record(bullet: Bullet, tasks: list[Bullet]) -> bool:
    """Below it stand "Action: ..." and its fields."""
    return len(tasks) < len(bullet.children) and any(labelled(child.words) for child in tasks)


def _ends_in_colon(bullet: Bullet, tasks: list[Bullet]) -> bool:
    """It ends in a colon, and nothing but its children explains it; an order does that over tasks alone."""
    text = plain(bullet.words)
    is_label = text.endswith((":", "：")) and not bullet.more
    return is_label and (not orders(text) or _share_of_tasks(tasks) == 1)


def _over_boxes(_bullet: Bullet, tasks: list[Bullet]) -> bool:
    """Every child has a check box, and it has none."""
    return all(child.line.checked is not None for child in tasks)


def _bold_name(bullet: Bullet, tasks: list[Bullet]) -> bool:
    """It is a short name in bold, "**Monitoring**"; one that reads as a task, "**Testing**", over tasks alone."""
    text = plain(bullet.words)
    if not is_bold(bullet.line.text) or bullet.more or len(text.split()) > _MOST_GROUP_WORDS:
        return False
    return not opens_with_verb(text) or _share_of_tasks(tasks) == 1


def _over_tasks(bullet: Bullet, tasks: list[Bullet]) -> bool:
    """Each of its children, two at least, opens as a task does."""
    if is_bold(bullet.line.text) or len(tasks) < _LEAST_SIBLINGS:
        return False
    return all(opens_with_verb(plain(child.words)) for child in tasks)


GROUP_RULES: tuple[tuple[str, Callable[[Bullet, list[Bullet]], bool]], ...] = (
    ("over a record", _over_a_record),
    ("ends in a colon", _ends_in_colon),
    ("over check boxes", _over_boxes),
    ("bold name", _bold_name),
    ("over tasks", _over_tasks),
)
"""What makes a bullet the name of a group, whose children are the items, in the order of trial."""
_BY_ITS_FORM = frozenset({"ends in a colon", "bold name"})
"""Rows that look at the bullet alone: a list whose upper bullets are the tasks outweighs them."""


def _names_a_group(bullet: Bullet) -> str | None:
    """Return the name of the rule that says a bullet is no task itself and its children are, or None."""
    tasks = [child for child in bullet.children if not fields_of(child.words)]
    if not tasks or bullet.line.checked is not None:
        return None
    return next((name for name, rule in GROUP_RULES if rule(bullet, tasks)), None)


_IMAGE_OR_URL = re.compile(r"\W{0,3}(?:!\[[^\]]{0,200}\]\([^)]{0,500}\)|https?://\S{1,2000})\W{0,3}")


def _no_task(bullet: Bullet, group: Group) -> str | None:
    """Return the name of the rule that says a bullet is no item, or None."""
    if _IMAGE_OR_URL.fullmatch(bullet.words):
        return "only a link"
    said = plain(bullet.words)
    is_label = bullet.words == bullet.line.text and said.endswith((":", "：")) and not opens_with_verb(said)
    if is_label and bullet.line.checked is None and not bullet.children:
        return "label without items"
    if group.holds is Holds.CHECKS and bullet.line.checked is None:
        return "solution, not a check box"
    if group.headings and mixes_lessons(group.headings[-1].text) and not _is_to_do(said):
        return "a lesson in a list of both"
    return None


def _is_to_do(said: str) -> bool:
    """Whether words are work, in a list of lessons and work."""
    return opens_with_verb(said) or promises(said)


def _collect_records(bullets: list[Bullet], group: Group, harvest: Harvest) -> list[Bullet]:
    """Return the bullets that are no fields; an item spread over siblings goes to the harvest.

    "Responsible: ops", "Action: add checks", "Deadline: May 2" are one item. Fields behind an item are its own.
    """
    pending: dict[Column, str] = {}
    kept: list[Bullet] = []
    calls_tasks = False
    record: tuple[Bullet, dict[Column, str]] | None = None
    for bullet in bullets:
        found = labelled(bullet.words)
        if found is None:
            kept.append(bullet)
        elif found[0] is Column.TASK:
            calls_tasks = calls_tasks or _TASK_LABEL.match(plain(bullet.words)) is not None
            record = (Bullet(bullet.line, found[1]), pending)
            harvest.candidates.append(
                Candidate(
                    bullet.line.number,
                    found[1],
                    "item over several bullets",
                    group,
                    record[1],
                    bullet.line.checked,
                )
            )
            pending = {}
        elif record is not None and found[0] not in record[1]:
            record[1][found[0]] = found[1]
        elif kept and not pending:
            kept[-1].children.append(bullet)
        else:
            pending[found[0]] = found[1]
            record = None
    if calls_tasks:  # "Task: ..." beside plain bullets: these are the wishes
        for bullet in kept:
            bullet.holds = Holds.IMPROVEMENTS
    return kept


_TASK_LABEL = re.compile(r"tasks?\s?[:：]", re.IGNORECASE)
