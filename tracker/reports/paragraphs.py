# ruff: noqa: RUF001 - letters of other scripts are data here
"""Bare lines: one task a line, without bullets; and how to tell them from running prose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.reports.candidates import Candidate, Harvest
from tracker.reports.columns import Column
from tracker.reports.document import Line, Shape
from tracker.reports.labels import fields_of, labelled
from tracker.reports.markup import plain
from tracker.reports.placeholders import placeholder
from tracker.reports.verbs import opens_with_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.outline import Group

_WRAPS = range(56, 131)
"""Columns at which people wrap lines by hand; a paragraph that is narrower or wider was not wrapped."""


def read_paragraphs(lines: Sequence[Line], group: Group, harvest: Harvest) -> None:
    """Add the items of a group that has no bullets and no table: its lines, unless they are prose."""
    logical = _logical_lines(lines)
    items = [line for line in logical if labelled(line.text) is None]
    alone = len(items) <= 1
    for line in logical:
        fields = fields_of(line.text)
        if fields and harvest.candidates and harvest.candidates[-1].group is group:
            harvest.candidates[-1].fields.update(fields)
            continue
        found = labelled(line.text)
        words = found[1] if found and found[0] is Column.TASK else line.text
        why = placeholder(words) or _prose(words, alone=alone)
        if why:
            harvest.pass_over(line.number, line.text, why)
        else:
            harvest.candidates.append(Candidate(line.number, words, "line of its own", group))


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


_OPENERS = re.compile(
    r"\W{0,4}(?:(?:we|i)(?! (?:will|should|need|must|plan|are going|can|could)\b)|we've|"
    r"i've|our|this|these|those|it(?! would| should)|its|that|and|so|but|(?:figure|fig\.?|"
    r"image|table) \d|in (?:conclusion|summary|order|addition|response|light|the (?:last|"
    r"past)|this|our)|overall|the (?:following|incident|outage|issue|problem|root|above|"
    r"team (?:has|is|was|acted)|actions?|list)|"
    r"to (?:prevent|address|avoid|ensure|mitigate|help|reduce|further)|as (?:part|a "
    r"result|we|mentioned)|going forward|moving forward|note|for (?:questions|more|"
    r"further)|please (?:see|note|keep|refer)|here (?:are|is)|below|after|although|while|"
    r"by (?:implementing|addressing|taking|doing|following|learning)|"
    r"things|there (?:is|are|was|were)|therefore|thus|hence|based on|see|thank|with "
    r"(?:these|this|the)|during|since|because|when|however|no (?:action|further|new)|none|"
    r"n/a|"
    r"para (?:evitar|prevenir)|pour (?:éviter|prévenir)|um .{3,60} zu (?:verhindern|"
    r"vermeiden)|se (?:han|ha|tomar))(?![^\W_])|\W{0,4}(?:以下|本件|今後|为了|以上)",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[.!?。](?:\s|$)")
_LONGEST_ALONE = 25
_LONGEST = 90
_MOST_SENTENCES = 4
_IMAGE_OR_URL = re.compile(
    r"(?:!?\[[^\]]{0,200}\]\([^)]{0,500}\)|https?://\S{1,2000}|\W{0,3}see\s.{0,100}|image|figure)\W{0,3}",
    re.IGNORECASE,
)


def _prose(text: str, *, alone: bool) -> str | None:
    """Return the name of the rule that says a bare line is running prose or no task, or None."""
    words = plain(text)
    if not words or _IMAGE_OR_URL.fullmatch(text.strip()):
        return "only a link or picture"
    if words.endswith((":", "：")):
        return "introduces a list"
    if _OPENERS.match(words):
        return "prose: opens like a story"
    count = len(words.split())
    if count > _LONGEST or len(_SENTENCES.findall(words)) > _MOST_SENTENCES:
        return "prose: too long for a task"
    if alone and (count > _LONGEST_ALONE or not opens_with_verb(words)):
        return "prose: one paragraph"
    return None
