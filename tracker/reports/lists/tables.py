"""Tables: which are lists of action items, and what their columns say."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.reports.lists.candidates import Candidate, Harvest
from tracker.reports.outline.sections import Holds, names_a_section
from tracker.reports.text.document import Shape
from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.columns import Column, column_of
from tracker.reports.vocabulary.placeholders import announces_examples, placeholder
from tracker.reports.vocabulary.statuses import status_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.reports.outline.groups import Group
    from tracker.reports.text.document import Line

_HEADER_AND_ROW = 2
_SEPARATOR = re.compile(r"[\s|:+=-]{3,10000}")
_CELL_BREAK = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"`[^`]{0,500}`")
_MOST_COLUMNS = 50
_LISTS = frozenset({Holds.TASKS, Holds.IMPROVEMENTS})
_HARD_FIELDS = frozenset({Column.OWNER, Column.TEAM, Column.DUE, Column.STATUS, Column.PRIORITY})


def tables_of(group: Group) -> list[list[Line]]:
    """Return the tables of a group: runs of rows, or all its lines when tabs part their cells."""
    runs = groupby(group.lines, key=lambda line: line.shape is Shape.ROW)
    return [list(rows) for is_table, rows in runs if is_table] or [tabbed_table(group.lines)]


def assigns_work(lines: Sequence[Line]) -> bool:
    """Whether a table says who does what: a wordy column beside an owner and a date, priority or state."""
    rows = [(line, _cells(line.text)) for line in lines if not _SEPARATOR.fullmatch(line.text)]
    if len(rows) < _HEADER_AND_ROW:
        return False
    (_, header), *body = rows
    columns = set(_columns(header, [cells for _, cells in body]))
    is_told = bool(columns & _WHO) and bool(columns & _WHEN) and Column.TASK in columns
    return is_told and not _is_log(body)


_WHO = frozenset({Column.OWNER, Column.TEAM})
_WHEN = frozenset({Column.DUE, Column.STATUS, Column.PRIORITY})


def read_table(lines: Sequence[Line], group: Group, harvest: Harvest) -> set[str]:
    """Add the rows of a table to the harvest, if it is a list of action items.

    Return its short cells in lower case, the words that a legend beside it would explain: "p1", "prevent".
    """
    rows = [(line, _cells(line.text)) for line in lines if not _SEPARATOR.fullmatch(line.text)]
    if len(rows) < _HEADER_AND_ROW:
        return set()
    (head, header), body = rows[0], rows[1:]
    columns = _columns(header, [cells for _, cells in body])
    may_be_named = len(header) == _NAME_AND_VALUE and group.holds is not Holds.NOTHING
    may_be_named = may_be_named and not announces_examples(plain(header[-1]))
    lists_items = _lists_items(columns, header, group) and (group.holds in _LISTS or not _is_log(body))
    if may_be_named and not lists_items:
        rows_of_items = [(line, cells) for line, cells in body if _names_items(cells)]
        if rows_of_items:
            _read_named_rows(rows_of_items, group, harvest)
            return set()
    if not lists_items:
        harvest.pass_over(head.number, head.text, f"table in section: {group.rule}")
        return set()
    for line, cells in body:
        _read_row(line, dict(zip(columns, cells, strict=False)), group, harvest)
    return {plain(cell).lower() for _, cells in body for cell in cells if cell and len(cell) <= _SHORT_CELL}


_SHORT_CELL = 20
_NAME_AND_VALUE = 2
_LEAST_VALUE_WORDS = 4
"""Words of a value that can be a task: "Remediation | Automated" is none."""


def _names_items(cells: list[str]) -> bool:
    """Whether a row of names and values tells of items: "| Corrective action | Rebuild the image |"."""
    if len(cells) != _NAME_AND_VALUE or len(_WORD_OR_SIGN.findall(cells[1])) < _LEAST_VALUE_WORDS:
        return False
    section = names_a_section(plain(cells[0]))
    return section is not None and section.holds in _LISTS


def _read_named_rows(rows: list[tuple[Line, list[str]]], group: Group, harvest: Harvest) -> None:
    """Add the values of such rows to the harvest."""
    for line, (name, value) in rows:
        section = names_a_section(plain(name))
        why = placeholder(value)
        if why:
            harvest.pass_over(line.number, line.text, why)
        elif section is not None:
            harvest.candidates.append(Candidate(line.number, value, "named row", group, holds=section.holds))


def _cells(row: str) -> list[str]:
    """Return the cells of a row; a bar inside code or behind a backslash parts none."""
    guarded = _CODE.sub(lambda code: code[0].replace("|", "\ue001"), row.strip())
    if "\t" in guarded and "|" not in guarded:
        return [part.strip() for part in guarded.split("\t", _MOST_COLUMNS)]
    parts = _CELL_BREAK.split(guarded.removeprefix("|").removesuffix("|"), maxsplit=_MOST_COLUMNS)
    return [part.replace("\ue001", "|").replace("\\|", "|").strip() for part in parts]


def _columns(header: list[str], body: list[list[str]]) -> list[Column | str]:
    """Return the field of each column, the header itself where it names none; exactly one is the task."""
    columns: list[Column | str] = []
    for cell in header:
        column = column_of(plain(cell))
        taken = column in columns and column is not Column.TASK
        columns.append(cell if column is None or taken else column)
    tasks = [place for place, column in enumerate(columns) if column == Column.TASK]
    best = _task_place(tasks, columns, body)
    if best is not None:
        columns = [
            f"other task column {n}" if column == Column.TASK and n != best else column
            for n, column in enumerate(columns)
        ]
        columns[best] = Column.TASK
    return columns


def _task_place(tasks: list[int], columns: list[Column | str], body: list[list[str]]) -> int | None:
    """Return the column that holds the task: the one so named, the wordiest of several, else of all."""
    wordy = _LEAST_TASK_WORDS
    if tasks:
        first = tasks[0]
        return first if _mean_words(first, body) >= wordy else max(tasks, key=lambda n: _mean_words(n, body))
    tickets = [n for n, column in enumerate(columns) if column == Column.TICKET and _mean_words(n, body) >= wordy]
    if tickets:
        return tickets[0]
    if not _HARD_FIELDS & set(columns):
        return None
    best = max(range(len(columns)), key=lambda n: _mean_words(n, body))
    return best if _mean_words(best, body) >= wordy else None


_LEAST_TASK_WORDS = 2.0
_WORD_OR_SIGN = re.compile(r"[\u3040-\u9fff\uac00-\ud7af]|[^\W\d_]{2,100}")


def _mean_words(place: int, body: list[list[str]]) -> float:
    cells = [cells[place] for cells in body if place < len(cells) and cells[place]]
    return sum(len(_WORD_OR_SIGN.findall(cell)) for cell in cells) / len(cells) if cells else 0.0


_TELLING_HEADER = re.compile(
    (
        r"action|task|follow|remediation|acci[oó]n|aç|maßnahme|対策|アクション|措施|行动|조치|"
        r"действи|мер[аы]|tindakan"
    ),
    re.IGNORECASE,
)


_CLOCK = re.compile(r"\W{0,4}(?:\d{4}-\d\d-\d\d[\sT]{1,3})?\d{1,2}[:h]\d\d")


def _is_log(body: list[tuple[Line, list[str]]]) -> bool:
    """Whether the rows begin with times of day: "| 10:18 | Rollback | DevOps |" tells what was done."""
    return all(any(map(_CLOCK.match, cells[:2])) for _, cells in body)


def _lists_items(columns: list[Column | str], header: list[str], group: Group) -> bool:
    """Whether a table's rows are items: by its section, else by a task column with owner, date or state."""
    if Column.TASK not in columns or any(announces_examples(plain(cell)) for cell in header):
        return False
    if group.holds in _LISTS:
        return True
    task = header[columns.index(Column.TASK)]
    named = names_a_section(plain(task))
    if group.rule == "lessons":
        return named is not None
    telling = _TELLING_HEADER.search(task) is not None
    fields = {Column.OWNER, Column.TEAM, Column.DUE, Column.STATUS} & set(columns)
    is_named = named is not None and named.holds is Holds.TASKS and bool(fields)
    return group.holds is not Holds.NOTHING and (is_named or (telling and len(fields) >= _TELLING_FIELDS))


_TELLING_FIELDS = 2
"""Of owner, date and state, so many beside a task column make a list of tasks; one alone may be a timeline."""


def _read_row(line: Line, cells: dict[Column | str, str], group: Group, harvest: Harvest) -> None:
    words = cells.get(Column.TASK, "")
    fields: dict[Column, str] = {
        column: cell
        for column, cell in cells.items()
        if isinstance(column, Column) and cell and column != Column.TASK
    }
    why = placeholder(words) or _placeholder_field(fields)
    if why:
        if plain(words):
            harvest.pass_over(line.number, line.text, why)
        return
    harvest.candidates.append(Candidate(line.number, words, "table row", group, fields))


_BLANK_DATE = re.compile(
    (
        r"\W{0,3}(?:[dmyajt]{2,4}[-/.]){2}[dmyajt]{2,4}\W{0,3}|<[^<>]{1,40}>|\[(?:date|owner|"
        r"name|due)[^\[\]]{0,20}\]|\{[^{}]{1,40}\}"
    ),
    re.IGNORECASE,
)


def _placeholder_field(fields: dict[Column, str]) -> str | None:
    """Return the rule's name when a field still holds a template's "DD/MM/YYYY"."""
    held = (fields.get(Column.DUE), fields.get(Column.OWNER))
    if any(cell and _BLANK_DATE.fullmatch(cell.strip("` *_")) for cell in held):
        return "placeholder in a field"
    return "choice in a field" if any(_is_choice(column, cell) for column, cell in fields.items()) else None


_CHOICE = re.compile(r"\s{0,3}[/|,]\s{0,3}")


def _is_choice(column: Column, cell: str) -> bool:
    """Whether a cell still offers what its author has to choose from: "TODO/DONE", "P0/P1/P2"."""
    parts = [part for part in _CHOICE.split(plain(cell).strip(" []()<>{}")) if part]
    if len(parts) < _LEAST_CHOICES or column not in {Column.STATUS, Column.PRIORITY}:
        return False
    if column is Column.STATUS:
        return len({status_of(part) for part in parts} - {None}) == len(parts)
    return len(parts) > _LEAST_CHOICES or all(_LEVEL.fullmatch(part) for part in parts)


_LEAST_CHOICES = 2
_LEVEL = re.compile(r"P\d|high|medium|low|[HML]", re.IGNORECASE)


def tabbed_table(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a table pasted with tabs between its cells, or none when it is no table of tasks."""
    rows = [line for line in lines if line.shape is not Shape.BLANK]
    if len(rows) < _HEADER_AND_ROW or not all("\t" in line.text for line in rows):
        return []
    named = {column_of(cell) for cell in _cells(rows[0].text)}
    return rows if Column.TASK in named and named & _HARD_FIELDS else []
