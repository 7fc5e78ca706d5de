"""The tables of rules: every row has a name of its own and says in its docstring what it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tracker.reports.items.rules import FIELD_RULES
from tracker.reports.lists.bullets import GROUP_RULES
from tracker.reports.outline.openings import OPENINGS
from tracker.reports.vocabulary.placeholders import PLACEHOLDERS
from tracker.reports.vocabulary.statuses import MARKS

if TYPE_CHECKING:
    from collections.abc import Callable

TABLES = {"groups": GROUP_RULES, "openings": OPENINGS, "fields": FIELD_RULES}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES.keys())
def test_every_row_has_a_name_and_a_docstring(table: tuple[tuple[Any, ...], ...]) -> None:
    names = [row[0] for row in table]
    functions: list[Callable[..., object]] = [row[-1] for row in table]

    assert len(names) == len(set(names))
    assert all(function.__doc__ for function in functions)


def test_names_of_patterns_are_unique() -> None:
    for table in (PLACEHOLDERS, MARKS):
        assert len({name for name, _ in table}) == len(table)
