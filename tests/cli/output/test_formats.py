"""The formats of lists: which is chosen, what each looks like, and that nothing in them comes alive."""

from __future__ import annotations

import io
import json
import re
from contextlib import redirect_stdout
from html import unescape
from typing import TYPE_CHECKING

import pytest
from conftest import NOW, TODAY, make_item
from hypothesis import example, given
from hypothesis import strategies as st

from tracker.cli.output import plain
from tracker.cli.output.formats import FORMATS, Answer, Format
from tracker.cli.output.grouping import GROUPINGS, GroupBy
from tracker.cli.output.listing import FLAGS, ITEMS, SEARCHED_ITEMS
from tracker.cli.output.markdown import PARTED, escaped, file_address
from tracker.cli.output.tables import View
from tracker.cli.reports import REPORTS
from tracker.words import ReportReference, StoredReport

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from conftest import CommandLine

    from tracker.words import Item

    from ..conftest import Processes

STORED = StoredReport(1, "u", "Checkout down", "a.md", None, None, None, NOW, None, 0, 0, 0, 0)

SHEETS: tuple[Any, ...] = ((ITEMS, make_item()), (SEARCHED_ITEMS, make_item()), (REPORTS, STORED))


def printed(items: Sequence[Item], chosen: Format) -> str:
    with redirect_stdout(io.StringIO()) as stream:
        Answer(ITEMS, View(TODAY), items, "That is all.").say(chosen)
    return stream.getvalue()


# Which


def test_every_format_and_every_grouping_that_can_be_typed_has_its_row() -> None:
    assert list(FORMATS) == list(Format)
    assert list(GROUPINGS) == list(GroupBy)


@pytest.mark.parametrize(
    ("words", "same"),
    [
        (["--json"], ["--format", "json"]),
        (["--csv"], ["--format", "csv"]),
        ([], ["--format", "plain"]),
        (["--json", "--format", "json"], ["--json"]),
        (["--csv", "--format", "csv"], ["--csv"]),
    ],
)
def test_short_forms_are_formats_and_a_pipe_gets_plain_lines(
    board: CommandLine, words: list[str], same: list[str]
) -> None:
    assert board("list", *words).stdout == board("list", *same).stdout != ""


@pytest.mark.parametrize(
    "words", [["--csv", "--json"], ["--json", "--format", "table"], ["--format", "json", "--csv"]], ids=" ".join
)
@pytest.mark.parametrize("command", ["list", "search the", "reports"])
def test_two_formats_are_refused(board: CommandLine, command: str, words: list[str]) -> None:
    result = board(*command.split(), *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert "exclude each other" in result.stderr


def test_a_terminal_gets_a_table_and_any_other_format_when_it_is_asked_for(
    board: CommandLine, processes: Processes
) -> None:
    assert board.folder == processes.folder

    assert processes.in_terminal(80, "list").lines[0].split() == ["ID", "PRIO", "OWNER", "ACTION", "ITEM"]
    assert processes.in_terminal(80, "list", "--format", "plain").lines[0].startswith("1\topen\t2026-10-01\t")


def test_a_table_in_a_pipe_has_no_colours_and_eighty_columns(board: CommandLine, processes: Processes) -> None:
    assert board.folder == processes.folder

    text = processes("list", "--format", "table", "--as-of", "2026-10-14", COLUMNS=None).stdout.decode()

    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 80
    assert text.splitlines()[-1] == "4 items, 1 overdue, 1 due today."


# Rows


@pytest.mark.parametrize(("sheet", "row"), SHEETS, ids=["items", "searched items", "reports"])
def test_a_spreadsheet_has_a_column_for_every_fact_of_the_document(sheet: Any, row: Any) -> None:
    document = sheet.document(row, View(TODAY))

    assert set(sheet.flat_columns) == set(sheet.flat(document)) >= set(document)


def test_plain_lines_have_the_columns_that_the_help_promises(board: CommandLine) -> None:
    names = [column.head for column in ITEMS.lines]

    assert names == ["id", "status", "due", "when", "priority", "owners", "team", "flags", "title", "place"]
    promised = " ".join(board("list", "--help").stdout.split())
    for word in ("number, status, due day", "priority, owners, team, flags, title, report and line"):
        assert word in promised


def test_every_flag_is_one_word_and_every_mark_stands_in_brackets() -> None:
    for flag in FLAGS:
        assert re.fullmatch(r"[a-z]+", flag.word)
        assert re.fullmatch(r"\([a-z ]+\)", flag.mark)


def test_a_title_cannot_make_another_column_or_line() -> None:
    item = make_item(title="two\tcells\nand\rlines", owners=("a\tb",))

    text = printed([item], Format.PLAIN)

    assert text.count("\n") == 1
    assert text.count("\t") == len(ITEMS.lines) - 1


def test_json_of_groups_reloads_with_every_item(board: CommandLine) -> None:
    whole = json.loads(board("list", "--json").stdout)["items"]
    groups = json.loads(board("list", "--json", "--group-by", "report").stdout)["groups"]

    assert [group["items"] for group in groups] == [whole]


# Markdown


def test_a_page_gets_a_table_with_a_head_and_the_count_at_the_end(board: CommandLine) -> None:
    lines = board("list", "--format", "markdown", "--limit", 2).stdout.splitlines()

    assert lines == [
        "| ID | Due |  | Priority | Owner | Action item | Report |",
        "| --- | --- | --- | --- | --- | --- | --- |",
        "| 1 | 2026-10-01 | 13 d late | P1 | Mara Lind | Add an index on the orders table"
        f" | {board.folder}/reports/board.md:9 |".replace("_", "\\_"),
        "| 2 | 2026-10-14 | today | P0 | Jonas Beck | Raise the limit of the queue (in progress)"
        f" | {board.folder}/reports/board.md:10 |".replace("_", "\\_"),
        "",
        "4 items, 1 overdue, 1 due today. Shown: 2.",
    ]


def test_groups_of_a_page_stand_under_headings(board: CommandLine) -> None:
    lines = board("list", "--format", "markdown", "--group-by", "team").stdout.splitlines()

    assert [line for line in lines if line.startswith("#")] == [
        "### platform: 2 items, 1 due today",
        "### storage: 2 items, 1 overdue",
    ]


def test_nothing_on_a_page_is_a_sentence_without_a_table(board: CommandLine) -> None:
    assert board("list", "--format", "markdown", "--priority", "P9").stdout == "Nothing to list.\n"


ALIVE = [
    "a | b",
    "`code` and ``more``",
    "**bold** _thin_ ~~gone~~",
    "<b>bold</b> <script>alert(1)</script> <!-- hidden",
    "[link](javascript:alert(1)) ![image](http://x.example/y.png) [ref][1] [^1]",
    "see https://evil.example/x, www.evil.example, ftp://evil.example",
    "ask @mara, @org/team or mara@example.org",
    "fixes #12, org/repo#13 and GH-14",
    "&lt;b&gt; &#64;mara &copy;",
    "back\\slash at the end \\",
    "costs $5 and $6, $$x$$",
    ":tada: at 10:30:15",
    "\\| \\\\| |",
    "tab\there\nand a line",
    "# no heading\n---\n> no quote",
    "日本語 | `コード` @佐藤",
]
"""What would be more than a text on a page."""


def shown_on_a_page(markdown: str) -> str:
    """Return what a page shows of an inline text that holds nothing but escapes and entities."""
    return unescape(re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown)).replace("\u200b", "")


@given(st.sampled_from(ALIVE) | st.text(st.sampled_from("ab1 \\`*_[]()<>&|~$#@!:/.-w日\n\t")))
@example("&#8203;")
def test_a_text_appears_on_a_page_as_it_is(text: str) -> None:
    assert shown_on_a_page(escaped(text)) == plain(text).strip()


@given(st.sampled_from(ALIVE) | st.text(st.sampled_from("ab1 \\`*_[]()<>&|~$#@!:/.-w日\n\t")))
def test_nothing_in_a_text_comes_alive_on_a_page(text: str) -> None:
    written = escaped(text)

    bare = re.sub(r"\\.", "·", written)  # what is escaped is a sign and nothing more
    assert not re.search(r"[`*_\[\]|~$<>\\]", bare)
    assert set(re.findall(r"&[^;]*;?", bare)) <= {"&amp;", "&lt;", "&gt;", PARTED}
    # What pages look for in the finished text.
    seen = unescape(bare)
    assert not re.search(r"@\w|(?<!&)#\d|://|\bwww\.|\bGH-\d", seen, re.IGNORECASE)


@pytest.mark.parametrize("title", ALIVE)
def test_a_row_of_a_page_keeps_its_cells_whatever_they_hold(title: str) -> None:
    report = ReportReference(1, title, f"reports/{title}.md", 7)
    item = make_item(title=title, owners=(title,), priority=title, due=None, due_text=title, report=report)

    _head, _rule, row, _, _ = printed([item], Format.MARKDOWN).splitlines()

    unescaped_pipes = re.findall(r"(?<!\\)(?:\\\\)*\|", row)
    assert len(unescaped_pipes) == len(ITEMS.page) + 1


@pytest.mark.parametrize(
    ("source", "line", "address"),
    [
        ("reports/a.md", 7, "reports/a.md?plain=1#L7"),
        ("reports/a.md", None, "reports/a.md"),
        ("reports/über (1) #2?.md", 7, "reports/%C3%BCber%20%281%29%20%232%3F.md?plain=1#L7"),
        ("javascript:alert(1)", 7, "javascript%3Aalert%281%29?plain=1#L7"),
        ("/home/mara/a.md", 7, None),  # nobody else has this file
        ("-", 7, None),
    ],
)
def test_a_report_in_a_repository_is_linked_at_its_line(
    source: str, line: int | None, address: str | None
) -> None:
    assert file_address(source, line) == address


def test_the_place_is_a_link_where_it_can_be_one() -> None:
    item = make_item(report=ReportReference(1, "Checkout down", "reports/checkout down.md", 7))

    assert "[reports/checkout down.md:7](reports/checkout%20down.md?plain=1#L7)" in printed(
        [item], Format.MARKDOWN
    )
