# ruff: noqa: RUF001 - letters of other scripts are data here
"""Bare lines: one task a line, without bullets; and how to tell them from running prose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.reports.lists.candidates import Candidate, Harvest
from tracker.reports.outline.groups import names_work
from tracker.reports.text.document import Line, Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.columns import Column
from tracker.reports.vocabulary.labels import fields_of, labelled
from tracker.reports.vocabulary.placeholders import placeholder
from tracker.reports.vocabulary.prose import closes_a_letter, opens_like_a_story, promises
from tracker.reports.vocabulary.verbs import opens_with_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.outline.groups import Group

_WRAPS = range(56, 131)
"""Columns at which people wrap lines by hand; a paragraph that is narrower or wider was not wrapped."""


def read_paragraphs(lines: Sequence[Line], group: Group, harvest: Harvest) -> None:
    """Add the items of a group that has no bullets and no table: its lines, unless they are prose."""
    logical = [line for line in _logical_lines(_without_letter_end(lines)) if not _is_picture(line.text)]
    logical = _without_signature(logical)
    told = [line for line in logical if labelled(line.text) is None and not _introduces(line.text)]
    alone = len(told) <= 1 or (_tells_a_story(plain(told[0].text)) and not _is_short(plain(told[0].text)))
    for line in logical:
        fields = fields_of(line.text)
        if fields and harvest.candidates and harvest.candidates[-1].group is group:
            harvest.candidates[-1].fields.update(fields)
            continue
        found = labelled(line.text)
        is_task = found is not None and found[0] is Column.TASK
        said = found[1] if found and is_task else _answer(line.text)
        why = placeholder(said)
        if why is None and not is_task:
            is_labelled = said != line.text or _is_run_in(line, group)
            why = _prose(plain(said), alone=alone, is_labelled=is_labelled, is_announced=names_work(group))
        if why:
            harvest.pass_over(line.number, line.text, why)
        else:
            harvest.candidates.append(Candidate(line.number, said, "line of its own", group))


def _without_letter_end(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without leave and signature: "Sincerely,", a name, a role."""
    end = next((place for place, line in enumerate(lines) if closes_a_letter(plain(line.text))), len(lines))
    return lines[:end]


def read_answers(lines: Sequence[Line], group: Group, harvest: Harvest) -> None:
    """Add the answers to a template's questions that stand between the bullets of a group."""
    for line in lines:
        said = _answer(line.text) if line.shape is Shape.TEXT else line.text
        if said != line.text and _prose(plain(said), alone=True, is_labelled=True, is_announced=True) is None:
            harvest.candidates.append(Candidate(line.number, said, "answer to a question", group))


_REMARK = re.compile(r"[^?]{10,300}?\([^()]{0,250}\)\s?[?:]\s{1,3}(?=\w)")
_ADDRESS = re.compile(r"\S{1,64}@\S{1,64}\.\w{2,10}")
_MOST_NAME_WORDS = 4
_LEAST_ABOVE = 2


def _without_signature(lines: list[Line]) -> list[Line]:
    """Return bare lines without those at their end that only say who wrote: a name, a course, an address."""
    kept = list(lines)
    while len(kept) > _LEAST_ABOVE and _signs(plain(kept[-1].text), [plain(line.text) for line in kept[:-1]]):
        kept.pop()
    return kept


def _signs(said: str, above: list[str]) -> bool:
    """Whether a line is a signature below others: short, no task and no sentence, where those are sentences."""
    words = len(said.split())
    if _ADDRESS.search(said) and words <= _MOST_NAME_WORDS * 2:
        return True
    is_name = words <= _MOST_NAME_WORDS and said.isascii() and not said.endswith((".", ":", ";"))
    sentences = sum(text.endswith(".") and len(text.split()) > _MOST_NAME_WORDS for text in above)
    return is_name and not opens_with_verb(said) and sentences > len(above) // _LEAST_ABOVE


_QUESTION = re.compile(r"[^?:]{10,200}(?:\)\s?[?:]?|[?:])\s{1,3}(?=\w)")


def _answer(text: str) -> str:
    """Return what stands behind a template's question: "What can be improved? All hosts should ..."."""
    question = _REMARK.match(text) or _QUESTION.match(text)
    if question is None or placeholder(text) != "instruction":
        return text
    return text if _CLOSES_A_BRACKET.match(text, question.end()) else text[question.end() :]


_CLOSES_A_BRACKET = re.compile(r"[^()]{0,400}\)\W{0,3}$")
"""What is left when the colon stood in a remark of the template's own: "(... example: patch the server)"."""


def _is_run_in(line: Line, group: Group) -> bool:
    """Whether a line stands behind its own label: "Improvements: the checks can be made stricter"."""
    return bool(group.headings) and group.headings[-1].number == line.number


def _logical_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines with hard-wrapped ones joined to where they began."""
    joined: list[Line] = []
    previous: Line | None = None
    widest = _widths(lines)
    for place, line in enumerate(lines):
        if line.shape is not Shape.TEXT:
            previous = None
            continue
        if previous is not None and _wraps(previous, line, widest[place]):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        previous = line
    return joined


def _widths(lines: Sequence[Line]) -> list[int]:
    """Return for each line the width of the widest line of its paragraph."""
    widths = [0] * len(lines)
    start = 0
    for place in range(len(lines) + 1):
        if place == len(lines) or lines[place].shape is not Shape.TEXT:
            widest = max((len(line.text) for line in lines[start:place]), default=0)
            widths[start:place] = [widest] * (place - start)
            start = place + 1
    return widths


def _wraps(before: Line, line: Line, widest: int) -> bool:
    """Whether a line goes on with the one before it: in lower case, or because the next word did not fit."""
    if line.text[:1].islower():
        return True
    if widest not in _WRAPS or before.text.endswith((".", "!", "?", ";", ":")) or opens_with_verb(line.text):
        return False
    return len(before.text) + 1 + len(line.text.split(maxsplit=1)[0]) > widest


_SENTENCES = re.compile(r"[.!?。](?:\s|$)")
_LONGEST_ALONE = 25
_LONGEST = 90
_MOST_SENTENCES = 4
_IMAGE_OR_URL = re.compile(
    r"(?:!?\[[^\]]{0,200}\]\([^)]{0,500}\)|https?://\S{1,2000}|\W{0,3}see\s.{0,100}|image|figure)\W{0,3}",
    re.IGNORECASE,
)


def _is_picture(text: str) -> bool:
    return not plain(text) or _IMAGE_OR_URL.fullmatch(text.strip()) is not None


def _introduces(text: str) -> bool:
    return plain(text).endswith((":", "："))


def _is_short(said: str) -> bool:
    return len(said.split()) <= _LONGEST_ALONE


def _tells_a_story(said: str) -> bool:
    """Whether words open like a story, or are too many for a task."""
    is_long = len(said.split()) > _LONGEST or len(_SENTENCES.findall(said)) > _MOST_SENTENCES
    return is_long or opens_like_a_story(said)


def _prose(said: str, *, alone: bool, is_labelled: bool, is_announced: bool) -> str | None:
    """Return the name of the rule that says a bare line is running prose or no task, or None.

    A paragraph `alone`, or behind one that tells a story, has to look like a task: short, with a verb in front.
    One that `is_labelled` needs no verb, but must be one sentence. Where the heading says "Action items" it
    `is_announced`: there a long paragraph is one, even if it promises nothing.
    """
    if _introduces(said):
        return "introduces a list"
    if _tells_a_story(said):
        return "prose"
    if is_labelled and _is_short(said) and len(_SENTENCES.findall(said)) <= 1:
        return None
    if alone and not (_is_short(said) and opens_with_verb(said)):
        return "prose: one paragraph"
    if not (is_announced or _is_short(said) or opens_with_verb(said) or promises(said)):
        return "prose: a paragraph that promises nothing"
    return None
