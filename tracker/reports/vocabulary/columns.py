# ruff: noqa: RUF001 - letters of other scripts are data here
"""COLUMNS: what a table may call the fields of an item.

The first row whose words stand in a column's header decides. The words of a row stand in the table `[columns]` of
each language, `languages/*.toml`, under the field's name; a table of the same keys there, `[labels]`, reads lines
such as "Owner: Ana".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.reports.vocabulary.spellings import folded, spellings, words


class Column(StrEnum):
    """A field of an item as a table's column."""

    NUMBER = "number"
    TASK = "task"
    OWNER = "owner"
    TEAM = "team"
    DUE = "due"
    STATUS = "status"
    PRIORITY = "priority"
    TYPE = "type"
    TICKET = "ticket"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One row: a field and the words that headers use for it."""

    column: Column
    pattern: re.Pattern[str]


def _row(column: Column, *signs: str) -> ColumnWords:
    return ColumnWords(column, spellings((*signs, *words("columns", column.value))))


COLUMNS: tuple[ColumnWords, ...] = (
    _row(Column.NUMBER, "^[#№]$"),
    _row(Column.DUE),
    _row(Column.OWNER),
    _row(Column.TEAM),
    _row(Column.PRIORITY),
    _row(Column.STATUS),
    _row(Column.TYPE),
    _row(Column.TICKET),
    _row(Column.NOTES),
    _row(Column.TASK),
)
"""What headers are called, in the order of trial: "Action owner" is an owner, "Due action" a date."""

_OWNER = next(row.pattern for row in COLUMNS if row.column is Column.OWNER)


def names_owners(heading: str) -> bool:
    """Whether a heading says that owners stand in front of its items: "Action items and owners"."""
    return _OWNER.search(folded(heading)) is not None


_MARKS = re.compile(r"[*_`~\[\]]|\([^()]{0,60}\)|（[^（）]{0,60}）")
_LONGEST_HEADER = 60


def column_of(header: str) -> Column | None:
    """Return the field that a header names, or None."""
    bare = folded(_MARKS.sub(" ", header)).strip(" :：?")
    if not bare or len(bare) > _LONGEST_HEADER:
        return None
    return next((row.column for row in COLUMNS if row.pattern.search(bare)), None)
