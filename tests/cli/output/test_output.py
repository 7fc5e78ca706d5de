"""What is printed: hostile text made harmless, widths kept, JSON and CSV that reload as they were."""

from __future__ import annotations

import csv
import io
import json
import shlex
import subprocess
import unicodedata
from contextlib import redirect_stdout
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from conftest import TODAY, make_item
from hypothesis import assume, example, given
from hypothesis import strategies as st

from tracker.cli.output import CLOSING, JOINER, cells, cut, fit, head, plain, say_json, wrapped
from tracker.cli.output.formats import Answer, Format
from tracker.cli.output.grouping import GroupBy
from tracker.cli.output.listing import ITEMS
from tracker.cli.output.tables import View

from ..conftest import PROGRAM

if TYPE_CHECKING:
    from conftest import CommandLine

    from ..conftest import Processes

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

HOSTILE = (
    "ab \t\r\n\x00\x07\x08\x1b[]\\;8m\x7f\x85\x90\x9b\x9d\u2028\u2029\u200b\u200d\u2060\ufeff\ufe0f"
    "\U000e0041\ud800\udcff\u0301é日本☂❤👩🇩🇪=+-@'\",/"
) + BIDI
"""What makes trouble in a terminal, in a table, in JSON or in a spreadsheet, all in one alphabet."""

texts = st.text(st.sampled_from(HOSTILE)) | st.text()

words = st.text(st.characters(exclude_categories=["Cs"]))
"""Texts as a file can hold them: UTF-8 has no lone surrogates."""

REPORT = (
    "# Postmortem: \x1b[31mred\x1b[0m\n\n## Action items\n\n"
    "- [ ] Fix \x1b]8;;http://example.org\x1b\\the link\x1b]8;;\x1b\\ by October 1, 2026\n"
    "- [ ] done [/] x [bold]y[/bold] by October 2, 2026\n"
    "- [ ] Reverse \u202egnp.exe\u202c and \u2066isolate\u2069 by October 3, 2026\n"
    "- [ ] Clear \x9b2J and bell \x07 and back\x08 and del \x7f by October 4, 2026\n"
    "- [ ] Rehearse 👩‍👩‍👧‍👦 🇩🇪 ❤️ the failover 日本語のタイトルはとても長いので折り返しが必要です"
    " by October 5, 2026\n"
    f"- [ ] Archive {'very ' * 60}old disks by October 6, 2026 (Owner: {'田中太郎' * 12})\n"
    f"- [ ] Rename {'x' * 3000} by October 7, 2026\n"
    "- [ ] Close \u200b the \u2028 zero \ufeff width \U000e0041 gap by October 8, 2026\n"
)


@given(texts)
def test_plain_lets_no_control_or_direction_character_through(text: str) -> None:
    cleaned = plain(text)

    assert [char for char in cleaned if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}] == []
    assert [char for char in cleaned if char in BIDI] == []
    assert plain(cleaned) == cleaned
    cleaned.encode("utf-8")


@given(st.text(st.characters(categories=["L", "N", "P", "S"])))
def test_plain_leaves_what_is_harmless(text: str) -> None:
    assert plain(text) == text


@given(texts.map(plain), st.integers(1, 60))
@example("❤\ufe0f" * 5, 3)
@example("日本語", 2)
@example("e\u0301\u0301", 1)
@example("👩\u200d👩\u200d👧", 3)
def test_fit_gives_exactly_the_width(text: str, width: int) -> None:
    assert cells(fit(text, width)) == width


@given(texts.map(plain), st.integers(1, 60))
def test_fit_marks_what_it_cuts_and_leaves_what_fits(text: str, width: int) -> None:
    fitted = fit(text, width)

    if cells(text) <= width:
        assert fitted == text.rstrip(JOINER) + " " * (width - cells(text.rstrip(JOINER)))
    elif width > 1:
        assert "…" in fitted


@given(texts.map(plain), st.integers(0, 60))
def test_head_and_cut_are_never_wider_than_told(text: str, width: int) -> None:
    assert cells(head(text, width)) <= width
    assert text.startswith(head(text, width))
    assert cells(cut(text, width)) <= width


@given(texts.map(plain), st.integers(2, 60), st.integers(1, 4))
@example("❤\ufe0f" * 9, 4, 4)
def test_wrapped_lines_are_never_wider_or_more_than_told(text: str, width: int, most: int) -> None:
    lines = wrapped(text, width, most)

    assert 1 <= len(lines) <= most
    assert [line for line in lines if cells(line) > width] == []


@given(texts.map(plain), st.integers(2, 60))
def test_wrapped_loses_nothing_where_nothing_is_cut(text: str, width: int) -> None:
    lines = wrapped(text, width, len(text) + 1)

    assert "".join("".join(lines).split()) == "".join(text.split())


@given(texts.map(plain), st.integers(3, 60), st.integers(1, 4))
def test_wrapped_says_where_it_cuts_and_what_stands_before_is_the_beginning(
    text: str, width: int, most: int
) -> None:
    assume("…" not in text)
    whole, lines = wrapped(text, width, len(text) + 1), wrapped(text, width, most)

    if len(whole) <= most:
        assert lines == whole
    else:
        assert lines[-1].endswith("…")
        shown = "".join("".join(lines).removesuffix("…").split())
        assert "".join(text.split()).startswith(shown)


@given(st.lists(st.from_regex(r"[a-z]{1,9}", fullmatch=True), min_size=1))
def test_wrapped_breaks_between_words_that_fit(words: list[str]) -> None:
    lines = wrapped(" ".join(words), 12, len(words))

    assert [word for line in lines for word in line.split()] == words


@given(st.text(st.sampled_from("日本語の、。」")), st.integers(2, 12))
def test_no_line_begins_with_what_closes_another(text: str, width: int) -> None:
    lines = wrapped(text, width, len(text) + 1)

    # Where a whole line is of such signs, there is nothing to be done.
    assert [b for a, b in pairwise(lines) if b[:1] in CLOSING and len(a) > 1 and a[-1] not in CLOSING] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Boot Block追記: マージ実行前に必ず確認する", ["Boot Block追記: マージ", "実行前に必ず確認する"]),
        ("日本語 alerts for all of the", ["日本語 alerts for all", "of the"]),
        ("the 한국어 텍스트 alerts alertsalerts", ["the 한국어 텍스트", "alerts alertsalerts"]),
    ],
)
def test_a_script_without_blanks_is_not_pushed_to_the_next_line_whole(text: str, lines: list[str]) -> None:
    assert wrapped(text, 22, 9) == lines


def printed_json(document: object) -> str:
    with redirect_stdout(io.StringIO()) as printed:
        say_json(document)
    return printed.getvalue()


documents = st.recursive(
    st.none() | st.booleans() | st.integers() | words | st.text(st.sampled_from(HOSTILE).filter(str.isprintable)),
    lambda inner: st.lists(inner) | st.dictionaries(words, inner),
    max_leaves=10,
)


@given(documents)
@example(["\x1b[31m", BIDI, "\x9b", "\x7f", "\u2028"])
@example({"flag of England": "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"})
def test_json_reloads_equal_and_does_nothing_to_a_terminal(document: object) -> None:
    text = printed_json(document)

    assert json.loads(text) == document
    harmless = text.removesuffix("\n")
    assert [char for char in harmless if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}] == []
    assert [char for char in harmless if char in BIDI] == []


def printed_csv(*items: Any) -> list[list[str]]:
    with redirect_stdout(io.StringIO(newline="")) as printed:
        Answer(ITEMS, View(TODAY), items, "").say(Format.CSV)
    return list(csv.reader(io.StringIO(printed.getvalue(), newline=""), strict=True))


@given(texts, texts, st.lists(texts, max_size=3), st.lists(texts, max_size=3))
@example("=HYPERLINK(1)", "@x", ["+1", "-1"], ["\t=1"])
@example("  =1+1", "\r=1", ["\x0b=1"], ["\u00a0=1"])
def test_no_csv_cell_is_a_formula_and_rows_reload_in_shape(
    title: str, team: str, owners: list[str], links: list[str]
) -> None:
    item = make_item(title=title, team=team, owners=tuple(owners), links=tuple(links))

    columns, *rows = printed_csv(item, item)

    assert [len(row) for row in rows] == [len(columns)] * 2
    assert [cell for cell in rows[0] if cell.strip().startswith(("=", "+", "-", "@"))] == []
    assert rows[0][columns.index("title")].removeprefix("'") == plain(title).removeprefix("'")
    assert rows[0][columns.index("owners")].removeprefix("'") == plain("; ".join(owners)).removeprefix("'")
    assert rows[0] == rows[1]


def test_csv_lines_end_as_rfc_4180_says(board: CommandLine) -> None:
    text = board("list", "--csv").stdout_bytes

    assert text.count(b"\r\n") == text.count(b"\n") == 5
    assert b"\r\r" not in text


EVERYTHING = (
    ["list"],
    ["list", "--csv"],
    ["list", "--json"],
    *(["list", "--all", "--format", format_] for format_ in Format),
    *(["list", "--group-by", "owner", "--format", format_] for format_ in Format),
    *(["list", "--group-by", by, "--format", "table"] for by in GroupBy),
    *(["search", "a", "--format", format_] for format_ in Format),
    *(["reports", "--format", format_] for format_ in Format),
    ["search", "\x1b[31m\u202e"],
    ["history"],
    ["history", "--json"],
    ["history", "1"],
    ["history", "\x1b[31m\u202e"],
    ["history", "--since", "\x1b[31m\u202e"],
    ["reports", "\x1b[31m\u202e"],
    ["show", "1"],
    ["show", "6"],
    ["show", "1", "--json"],
    ["done", "1", "2", "3", "4"],
    ["reopen", "1", "2", "3", "4"],
    ["import", "a.md"],
    ["import", "a.md", "--explain"],
    ["import", "a.md", "--json"],
    ["list", "--report", "\x1b[31m\u202e"],
    ["list", "--owner", "\x1b[31m\u202e"],
    ["list", "--team", "\x1b[31m\u202e"],
    ["list", "--query", "\x1b[31m\u202e"],
    ["list", "--stale", "\x1b[31m\u202e"],
    ["list", "--due-before", "\x1b[31m\u202e"],
    ["import", "missing\x1b[31m\u202e.md"],
    ["channels", "test", "\x1b[31m\u202e"],
    ["list", "--as-of", "\x1b[31m\u202e"],
    ["list", "--db", "\x1b[31m\u202e.db"],
    ["list", "--config", "\x1b[31m\u202e.toml"],
    ["done", "1\x1b[31m\u202e"],
    ["list", "--sort", "\x1b[31m\u202e"],
    ["\x1b[31m\u202e"],
    ["list", "--\x1b[31m\u202e"],
    ["list", "\x1b[31m\u202e"],
)


@pytest.mark.parametrize("command", EVERYTHING, ids=ascii)
def test_no_command_prints_a_control_or_direction_character(cli: CommandLine, command: list[str]) -> None:
    cli("import", cli.write("a.md", REPORT))

    printed = cli(*command).output

    kept = [char for char in printed if unicodedata.category(char) == "Cc" and char not in "\n\t\r"]
    assert kept == []
    assert [char for char in printed if char in BIDI] == []


def test_text_in_brackets_is_no_markup(cli: CommandLine) -> None:
    cli("import", cli.write("a.md", REPORT))

    assert "done [/] x [bold]y[/bold]" in cli("list", "--format", "table").stdout


def test_what_was_read_is_stored_as_it_stands(cli: CommandLine) -> None:
    cli("import", cli.write("a.md", REPORT))

    titles = [item["title"] for item in json.loads(cli("list", "--json").stdout)["items"]]

    assert any("\u202egnp.exe" in title for title in titles)


@pytest.mark.parametrize("columns", [20, 60, 120])
@pytest.mark.parametrize(
    "command",
    [
        ["list"],
        ["list", "--group-by", "owner"],
        ["search", "e"],
        ["show", "6"],
        ["history"],
        ["history", "6"],
        ["reports"],
    ],
    ids=" ".join,
)
def test_no_line_is_wider_than_the_terminal(
    cli: CommandLine, processes: Processes, columns: int, command: list[str]
) -> None:
    cli("import", cli.write("a.md", REPORT))

    run = processes.in_terminal(columns, *command)

    assert run.exit_code == 0
    assert [line for line in run.lines if cells(line) > columns] == []
    assert "\x1b" not in "".join(run.lines)


@pytest.mark.parametrize("columns", [60, 80, 200])
def test_no_line_of_an_import_is_wider_than_the_terminal(
    cli: CommandLine, processes: Processes, columns: int
) -> None:
    cli.write("a.md", REPORT)

    run = processes.in_terminal(columns, "import", "a.md", "--dry-run", "--db", "none.db")

    assert [line for line in run.lines if cells(line) > columns] == []
    assert "\x1b[" in run.text


SCRIPTS = {
    "Japanese": "注文テーブルにインデックスを追加し、遅いクエリを監視するためのダッシュボードを作成する。",
    "Thai": "เพิ่มการแจ้งเตือนสำหรับใบรับรองที่ใกล้หมดอายุและเขียนคู่มือการปฏิบัติงาน",
    "Devanagari": "भुगतान सेवा के लिए स्वचालित परीक्षण जोड़ें और परिणामों की समीक्षा करें",
    "Arabic": "إضافة تنبيه عند امتلاء القرص وكتابة دليل الإجراءات للمناوبين في الفريق",
    "joined emoji": "Rehearse 👩\u200d👩\u200d👧\u200d👦 and 🧑🏽\u200d🚀 with 🇩🇪 ❤\ufe0f " * 3,
    "combining marks": "Re\u0301e\u0301\u0301sume\u0301 Z\u0337\u0321a\u0334l\u0335g\u0336o\u0337 " * 6,
}


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 120])
def test_a_title_wraps_in_every_script_and_only_its_end_is_cut(
    cli: CommandLine, processes: Processes, columns: int
) -> None:
    for title in SCRIPTS.values():
        cli("add", title)

    lines = processes.in_terminal(columns, "list", "--sort", "id").lines[1:-1]

    assert [line for line in lines if cells(line) > columns] == []
    shown = "".join("".join(lines).split())
    for title in SCRIPTS.values():
        assert "".join(title.split())[:10] in shown


def test_the_marks_of_an_item_are_seen_however_long_its_title_is(cli: CommandLine, processes: Processes) -> None:
    cli("add", "Replace " + "every old " * 40 + "disk")
    cli("snooze", 1, "2026-12-01")

    shown = processes.in_terminal(60, "list").text

    assert "…" in shown
    assert "(snoozed)" in shown


@pytest.mark.parametrize("command", ["list", "search the", "history", "reports", "show 1"])
def test_a_reader_that_goes_away_is_no_failure(board: CommandLine, processes: Processes, command: str) -> None:
    assert board.folder == processes.folder
    with processes.start(*command.split(), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.close()
        told = process.stderr.read()
        process.wait(30)

    assert process.returncode == 0
    assert b"Traceback" not in told


@pytest.mark.parametrize("command", ["list", "search the", "history", "reports", "show 1"])
def test_a_closed_standard_output_is_no_failure(board: CommandLine, processes: Processes, command: str) -> None:
    assert board.folder == processes.folder
    program = " ".join((*map(shlex.quote, PROGRAM), command, ">&-"))

    ended = subprocess.run(
        ["sh", "-c", program],
        env=processes.environment({}),
        cwd=processes.folder,
        stderr=subprocess.PIPE,
        check=False,
        timeout=30,
    )

    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)


@pytest.mark.parametrize("changes", [{"NO_COLOR": "1"}, {"TERM": "dumb"}], ids=["NO_COLOR", "dumb"])
def test_no_escape_at_all_where_colours_are_not_wanted(
    cli: CommandLine, processes: Processes, changes: dict[str, str]
) -> None:
    cli("import", cli.write("a.md", REPORT))

    assert "\x1b" not in processes.in_terminal(80, "list", **changes).text


def test_the_days_of_an_item_that_is_years_late_are_not_cut(board: CommandLine, processes: Processes) -> None:
    # From 1 October 2026 to 1 October 2036 are 3653 days.
    run = processes.in_terminal(80, "list", "--overdue", "--as-of", "2036-10-01")

    first = run.lines[1]
    assert board.folder == processes.folder
    assert "3653" in first
    assert "…" not in first


def test_a_terminal_shows_the_place_under_or_beside_the_title(board: CommandLine, processes: Processes) -> None:
    for columns in (60, 80, 200):
        run = processes.in_terminal(columns, "list")
        assert "board.md:9" in "\n".join(run.lines)
        assert "4 items" in run.lines[-1]
    assert board.folder == processes.folder


def test_the_progress_of_a_long_import_does_not_run_into_its_lines(cli: CommandLine, processes: Processes) -> None:
    for number in range(25):
        cli.write(f"reports/{number:02}.md", f"# Postmortem: outage {number}\n")

    run = processes.in_terminal(80, "import", "reports", "--dry-run")

    # What is behind a carriage return overwrites the line: a person must not see two things in one.
    shown = [line.replace("\x1b[K", "").rpartition("\r")[2] for line in run.lines]
    assert [line for line in shown if "reports/" in line and not line.startswith("reports/")] == []


def test_an_encoding_that_cannot_say_it_replaces_it(cli: CommandLine, processes: Processes) -> None:
    cli("import", cli.write("a.md", REPORT))

    result = processes("list", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0", PYTHONIOENCODING="ascii")

    assert result.returncode == 0
    assert result.stdout.isascii()
    assert b"done [/] x" in result.stdout
