# ruff: noqa: RUF001 - letters of other scripts are data here
"""Labels before a value: "Owner: Ana", "Deadline: May 2", alone on a line or inside one."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.columns import Column
from tracker.reports.vocabulary.spellings import either, unaccented

LABELS: tuple[tuple[Column, str], ...] = tuple(
    (column, unaccented(either("labels", column.value)))
    for column in (
        Column.OWNER,
        Column.TEAM,
        Column.DUE,
        Column.STATUS,
        Column.PRIORITY,
        Column.TICKET,
        Column.TYPE,
    )
)
"""The labels that fields go by, in the order of trial."""

_NAMED = "|".join(f"(?P<{column.value}>{words})" for column, words in LABELS)
_WHOLE = re.compile(rf"\W{{0,6}}(?:{_NAMED})\W{{0,4}}[:：]\s{{0,4}}(?P<value>.{{1,300}})$", re.IGNORECASE)
_TASK_WORDS = unaccented(either("labels", "task"))
_TASK = re.compile(
    rf"\W{{0,6}}(?:{_TASK_WORDS})\W{{0,4}}[:：]\s{{0,4}}(?P<value>.{{4,2000}})$",
    re.IGNORECASE,
)
INSIDE = re.compile(
    (
        rf"(?:(?P<open>[(\[（])|(?:^|\s[-–—|/]|[;,.。、，|(\[（])\s{{0,3}}|"
        rf"\s(?=\S{{3,30}}:))\s{{0,2}}(?<![^\W_])(?:{_NAMED})\s{{0,2}}[:：]\s{{0,3}}"
    ),
    re.IGNORECASE,
)
"""A label inside a line, behind a bracket, a dash, a comma or a full stop."""


def labelled(text: str) -> tuple[Column, str] | None:
    """Return the field and value of a line that is nothing else: "Owner: Ana" -> (OWNER, "Ana")."""
    words = plain(text)
    bare = unaccented(words)  # letter for letter the same places
    if task := _TASK.match(bare):
        return Column.TASK, words[task.start("value") : task.end("value")]
    match = _WHOLE.match(bare)
    return None if match is None else (label_column(match), words[match.start("value") :].strip())


_MOST_LABELS = 20
_VALUE_END = re.compile(r"\s[-–—|/]\s|[;|()\[\]（）。]|\.\s|$")


class Labelled(NamedTuple):
    """A labelled value inside a line, and the span that the line can lose."""

    column: Column
    value: str
    start: int
    end: int


def labels_in(text: str) -> list[Labelled]:
    """Return the labelled values of a line, in their order: "(Owner: Ana, due: May 2)"."""
    found = list(INSIDE.finditer(unaccented(text)))[:_MOST_LABELS]
    ends = [match.start() for match in found[1:]] + [len(text)]
    labels: list[Labelled] = []
    in_bracket = False
    for match, limit in zip(found, ends, strict=False):
        end = _VALUE_END.search(text, match.end(), limit)
        stop = end.start() if end else limit
        in_bracket = in_bracket or match["open"] is not None
        closes = in_bracket and text[stop : stop + 1] in {")", "]", "）"}
        in_bracket = in_bracket and not closes
        value = text[match.end() : stop].strip(" ,、，")
        if value:
            labels.append(Labelled(label_column(match), value, match.start(), stop + bool(closes)))
    return labels


def fields_of(text: str) -> dict[Column, str]:
    """Return the fields of a line that is nothing else: "Owner: Ana | Due: May 2"; empty when it is more."""
    first = labelled(text)
    if first is None or first[0] is Column.TASK:
        return {}
    inside = {label.column: label.value for label in reversed(labels_in(plain(text)))}
    return inside if first[0] in inside else {first[0]: first[1]}


def label_column(match: re.Match[str]) -> Column:
    """Return the field whose label a match of these patterns found."""
    return next(column for column, _ in LABELS if match[column.value])
