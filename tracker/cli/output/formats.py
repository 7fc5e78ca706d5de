"""The formats of whatever is listed: a table for a person, lines for a pipe, JSON, a spreadsheet's rows, Markdown.

A `Sheet` says how one sort of rows is told in each of them, an `Answer` is what a command lists, and `FORMATS` is
the table of functions that print it. A table fits the screen. Plain lines are tab-separated and cut nothing. The
JSON shapes are promised stable. No cell of a spreadsheet is a formula, and nothing in Markdown comes alive.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, Generic, NamedTuple

import typer

from tracker.cli import output
from tracker.cli.input.options import JsonOption
from tracker.cli.output import tables
from tracker.cli.output.tables import Column, Row, Rows, Table, View
from tracker.errors import OptionsExclude

if TYPE_CHECKING:
    from collections.abc import Iterable


class Format(StrEnum):
    """The formats that `--format` takes: the rows of `FORMATS`."""

    TABLE = "table"
    PLAIN = "plain"
    CSV = "csv"
    JSON = "json"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class Form:
    """The options that say in which format; for `tracker.cli.input.option_groups.with_option_groups`."""

    format: Annotated[
        Format | None, typer.Option("--format", help="How to print it. [default: table; plain in a pipe]")
    ] = None
    as_csv: Annotated[bool, typer.Option("--csv", help="Print a spreadsheet's rows: --format csv.")] = False
    as_json: JsonOption = False

    @property
    def chosen(self) -> Format:
        """The format that was asked for, else what fits the output.

        Raises:
            OptionsExclude: two were asked for.
        """
        asked = {
            Format.CSV: "--csv" if self.as_csv else None,
            Format.JSON: "--json" if self.as_json else None,
        }
        names = {row: name for row, name in asked.items() if name}
        if self.format is not None:
            names.setdefault(self.format, f"--format {self.format}")
        if len(names) > 1:
            one, other, *_ = names.values()
            raise OptionsExclude(one, other, "one answer has one format")
        return next(iter(names), Format.TABLE if output.is_terminal() else Format.PLAIN)


class PageColumn(NamedTuple, Generic[Row]):
    """A column of a Markdown table: its head, its text, and where a link on it leads, if anywhere."""

    head: str
    cell: Callable[[Row, View], str]
    link: Callable[[Row], str | None] = lambda _: None


class Sheet(NamedTuple, Generic[Row]):
    """How rows of one sort are told in each format."""

    name: str
    """What JSON calls them."""
    table: Table[Row]
    lines: tuple[Column[Row], ...]
    """The columns of plain lines; they are a promise, like the JSON."""
    document: Callable[[Row, View], dict[str, Any]]
    flat: Callable[[dict[str, Any]], dict[str, Any]]
    """The document as a spreadsheet has it: one level, its keys the head."""
    flat_columns: tuple[str, ...]
    page: tuple[PageColumn[Row], ...]


class Group(NamedTuple, Generic[Row]):
    """Rows that belong together; the name is None for those that have none, the line is for people."""

    name: str | None
    line: str
    rows: Iterable[Row]


class Answer(NamedTuple, Generic[Row]):
    """What a command lists: rows of a sheet, as they come or in groups, and the line that counts them."""

    sheet: Sheet[Row]
    view: View
    rows: Iterable[Row]
    closing: str
    grouped_by: str | None = None
    groups: tuple[Group[Row], ...] = ()
    """With `grouped_by`, instead of `rows`."""

    @property
    def parts(self) -> tuple[Group[Row], ...]:
        """The groups; ungrouped rows are one without a line."""
        return self.groups if self.grouped_by else (Group(None, "", self.rows),)

    def say(self, chosen: Format) -> None:
        """Print it."""
        FORMATS[chosen](self)


PIPE_WIDTH = 80
"""How wide a table is that somebody asks for in a pipe, where COLUMNS does not say it."""


def say_table(answer: Answer[Any], on: output.Screen | None = None) -> None:
    """Print a table that fits the screen, and the line that counts."""
    on = on or output.screen(PIPE_WIDTH)
    groups = [Rows(group.line, group.rows) for group in answer.parts]
    tables.say_table(answer.sheet.table, groups, answer.view, on, output.BOLD)
    if answer.grouped_by and answer.groups:
        output.say()
    for line in output.wrapped(answer.closing, on.width, len(answer.closing)):
        output.say(on.paint(line, output.BOLD))


def say_lines(answer: Answer[Any]) -> None:
    """Print a line for each row, tab-separated, nothing cut; the group, if any, in front; the count is a note."""
    for group in answer.parts:
        front = [output.plain(group.name or "")] if answer.grouped_by else []
        for row in group.rows:
            texts = (column.cell(row, answer.view) for column in answer.sheet.lines)
            output.say("\t".join((*front, *map(output.plain, texts))))
    output.note(answer.closing)


def say_json(answer: Answer[Any]) -> None:
    """Print one JSON document; its shape is promised stable."""
    sheet, view = answer.sheet, answer.view
    told = [
        {"name": group.name, sheet.name: [sheet.document(row, view) for row in group.rows]}
        for group in answer.parts
    ]
    about = {"as_of": view.today.isoformat()}
    if answer.grouped_by:
        output.say_json({**about, "group_by": answer.grouped_by, "groups": told})
    else:
        output.say_json({**about, sheet.name: told[0][sheet.name]})


FORMULA = ("=", "+", "-", "@")
"""What a spreadsheet takes for the beginning of a formula."""


def say_csv(answer: Answer[Any]) -> None:
    """Print rows for a spreadsheet: RFC 4180, with a head, and no cell that a spreadsheet would run."""
    import csv  # noqa: PLC0415 - for this format alone

    sheet = answer.sheet
    writer = csv.writer(sys.stdout)
    writer.writerow([*(["group"] if answer.grouped_by else []), *sheet.flat_columns])
    for group in answer.parts:
        front = [harmless(group.name or "")] if answer.grouped_by else []
        for row in group.rows:
            flat = sheet.flat(sheet.document(row, answer.view))
            writer.writerow([*front, *(harmless(csv_cell(flat[name])) for name in sheet.flat_columns)])


def csv_cell(value: object) -> str:
    """Return a value of a document as a cell; several stand in one, with semicolons between."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula (OWASP, "CSV Injection")."""
    cleaned = output.plain(cell)
    return f"'{cleaned}" if cleaned.lstrip().startswith(FORMULA) else cleaned


def say_markdown(answer: Answer[Any]) -> None:
    """Print a table to paste into a page that takes GitHub's Markdown, each group under a heading."""
    from tracker.cli.output import markdown  # noqa: PLC0415 - for this format alone

    for group in answer.parts:
        rows = list(group.rows)
        if group.line:
            output.say(f"### {markdown.escaped(group.line)}\n")
        if rows:
            output.say(markdown.row(column.head for column in answer.sheet.page))
            output.say(markdown.row("---" for _ in answer.sheet.page))
        for row in rows:
            output.say(
                markdown.row(
                    markdown.linked(column.cell(row, answer.view), column.link(row))
                    for column in answer.sheet.page
                )
            )
        if rows:
            output.say()
    output.say(markdown.escaped(answer.closing))


FORMATS: dict[Format, Callable[[Answer[Any]], None]] = {
    Format.TABLE: say_table,
    Format.PLAIN: say_lines,
    Format.CSV: say_csv,
    Format.JSON: say_json,
    Format.MARKDOWN: say_markdown,
}
"""What each format is printed by."""
