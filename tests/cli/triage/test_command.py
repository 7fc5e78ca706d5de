"""`pmtrack triage`: the queue, decisions through a pipe, and the walk at a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from tracker.cli.output import cells

from ..conftest import BOARD, COLOURS, read_until_closed
from ..terminal import CTRL_C, CTRL_D, Conversation, converse, take_terminal

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import CommandLine
    from typer.testing import Result

    from ..conftest import Processes

DATABASE = "pmtrack.db"

SECOND = """\
# Postmortem: mail was late

Date: 2026-09-02

## Action items

- [ ] Replace the mail relay (Owner: Mara Lind) by October 10, 2026
"""
"""Behind the board: #6, which is overdue on `TODAY`, but less than #1."""


@pytest.fixture
def silent(board: CommandLine) -> CommandLine:
    """The board, which is reminded of, and behind it #6 from `SECOND`, which is kept silent."""
    board("import", "--backlog", board.write("reports/mail.md", SECOND))
    return board


def queue(cli: CommandLine, *words: object) -> list[int]:
    result = cli("triage", "--json", *words)
    assert result.exit_code == 0, result.output
    return [item["id"] for item in json.loads(result.stdout)["items"]]


def give(cli: CommandLine, text: str, *words: object) -> Result:
    return cli("triage", *words, stdin=text.encode())


def item(cli: CommandLine, number: int) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(cli("show", number, "--json").stdout)
    return shown


def stored(cli: CommandLine) -> list[tuple[Any, ...]]:
    """All that decisions may change."""
    with closing(sqlite3.connect(cli.folder / DATABASE)) as database:
        items = database.execute(
            "SELECT id, status, status_reason, due, owners, backlog, triaged_at FROM action_item ORDER BY id"
        )
        return [*items.fetchall(), *database.execute("SELECT COUNT(*) FROM event").fetchall()]


# The queue


def test_what_is_kept_silent_comes_first_and_then_the_longest_overdue(silent: CommandLine) -> None:
    assert queue(silent) == [6, 1, 2, 3, 4]


def test_backlog_asks_for_that_alone_and_all_for_what_was_looked_at_before(silent: CommandLine) -> None:
    give(silent, "1 accept\n")

    assert queue(silent) == [6, 2, 3, 4]
    assert queue(silent, "--backlog") == [6]
    assert queue(silent, "--all") == [6, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        (("--owner", "mara"), [6, 1, 4]),
        (("--report", "mail"), [6]),
        (("--overdue",), [6, 1]),
        (("--limit", "2"), [6, 1]),
        (("--team", "storage"), [1, 4]),
    ],
)
def test_a_selection_narrows_the_queue(silent: CommandLine, words: tuple[str, ...], numbers: list[int]) -> None:
    assert queue(silent, *words) == numbers


def test_an_item_with_a_new_owner_alone_stays_silent_and_in_the_queue(silent: CommandLine) -> None:
    give(silent, "6 owner Jonas\n")

    assert item(silent, 6)["backlog"] is True
    assert queue(silent, "--backlog") == [6]


def test_what_was_added_by_hand_was_looked_at_by_whoever_typed_it(board: CommandLine) -> None:
    board("add", "Order a spare load balancer")

    assert queue(board, "--all") == [1, 2, 3, 4]


def test_the_queue_as_json_is_a_list_of_items_with_its_day(silent: CommandLine) -> None:
    document = json.loads(silent("triage", "--json").stdout)

    listed = json.loads(silent("list", "--json").stdout)["items"]
    assert list(document) == ["as_of", "items"]
    assert document["items"] == [next(i for i in listed if i["id"] == number) for number in (6, 1, 2, 3, 4)]


def test_nothing_to_triage_is_said_and_is_no_failure(board: CommandLine) -> None:
    give(board, "1-4 accept\n")

    result = board("triage", "--list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing to triage" in result.stderr
    assert json.loads(board("triage", "--json").stdout)["items"] == []


# Lines


def test_the_list_has_a_line_for_each_item_and_says_how_to_decide(silent: CommandLine) -> None:
    result = silent("triage", "--list")

    first, second, *_ = result.stdout.splitlines()
    assert first.startswith("6 skip  # 4 days overdue · Mara Lind · Replace the mail relay · ")
    assert second == (
        "1 skip  # 13 days overdue · P1 · Mara Lind · Add an index on the orders table · "
        f"{silent.folder}/reports/board.md:9"
    )
    comments = [line for line in result.stdout.splitlines()[5:] if line]
    assert all(line.startswith("#") for line in comments)
    assert "6 cancel moved to the platform team" in "\n".join(comments)


def test_the_list_given_back_as_it_is_changes_nothing(silent: CommandLine) -> None:
    before = stored(silent)

    result = give(silent, silent("triage", "--list").stdout)

    assert result.exit_code == 0
    assert result.stderr == "Nothing was decided.\n"
    assert stored(silent) == before


def test_an_edited_list_is_carried_out_as_one_change(silent: CommandLine) -> None:
    edited = silent("triage", "--list").stdout
    for number, decision in (
        (6, "accept"),
        (1, "date next friday"),
        (2, "owner Amira, Mara Lind"),
        (3, "cancel moved to the platform team"),
        (4, "done"),
    ):
        edited = edited.replace(f"\n{number} skip", f"\n{number} {decision}").replace("6 skip", "6 accept")

    result = give(silent, edited, "--actor", "jonas")

    assert result.exit_code == 0
    assert result.stdout.splitlines()[0].startswith("6: accepted  Replace the mail relay")
    assert "1: due 2026-10-01 → 2026-10-16 (in 2 days)" in result.stdout
    assert "2: owners Jonas Beck → Amira, Mara Lind" in result.stdout
    counted, back = result.stderr.splitlines()
    assert counted == "1 accepted, 1 dated, 1 assigned, 1 cancelled, 1 done."
    assert back.startswith("To take it back: pmtrack undo ")
    assert item(silent, 3)["status_reason"] == "moved to the platform team"
    assert queue(silent) == []
    assert item(silent, 1)["history"][-1]["actor"] == "jonas"


def test_one_undo_takes_all_of_it_back(silent: CommandLine) -> None:
    before = stored(silent)[:-1]
    result = give(silent, "6 date 2026-12-24\n6 accept\n1 cancel too old\n2 done\n3 owner Jonas\n")

    silent(*result.stderr.splitlines()[-1].removeprefix("To take it back: pmtrack ").split())

    assert stored(silent)[:-1] == before


def test_several_decisions_about_an_item_are_told_as_one_change(silent: CommandLine) -> None:
    result = give(silent, "6 date 2026-12-24\n6 owner Amira\n6 accept\n", "--json")

    document = json.loads(result.stdout)
    (changed,) = document["items"]
    assert (document["change"] is not None, changed["id"]) == (True, 6)
    assert changed["changes"]["due"] == {"old": "2026-10-10", "new": "2026-12-24"}
    assert changed["changes"]["owners"] == {"old": ["Mara Lind"], "new": ["Amira"]}
    assert [entry["action"] for entry in item(silent, 6)["history"]] == ["imported", "edited", "assigned"]


def test_one_wrong_line_stops_all_of_them_and_every_wrong_one_is_named(silent: CommandLine) -> None:
    before = stored(silent)

    result = give(silent, "6 accept\n1 acept\n99 accept\n2 date whenever\n3 cancel\n4 done\n4 accept\n")

    assert result.exit_code == 2
    assert result.stdout == ""
    for words in (
        "line 2: 'acept' is no decision (did you mean \"accept\"?)",
        "line 3: no item 99",
        "line 4: date: 'whenever' is not understood",
        "line 5: cancel wants a reason",
        "line 7: 4 is decided in line 6 already",
        "Nothing was changed.",
    ):
        assert words in result.stderr
    assert stored(silent) == before


def test_me_is_who_types_and_a_slip_in_a_name_is_asked_about(silent: CommandLine) -> None:
    result = give(silent, "6 owner me, Mara Lindd\n", "--actor", "jonas@example.org")

    assert item(silent, 6)["owners"] == ["jonas@example.org", "Mara Lindd"]
    assert "nobody is called “Mara Lindd” yet; did you mean Mara Lind?" in result.stderr


def test_json_decisions_answer_with_the_change(silent: CommandLine) -> None:
    lines = '{"id": 6, "do": "accept"}\n{"id": 1, "do": "date", "value": "2026-12-24"}\n'

    document = json.loads(give(silent, lines, "--json").stdout)

    assert list(document) == ["change", "items"]
    assert [list(changed) for changed in document["items"]] == [["id", "title", "changes"]] * 2
    accepted, dated = (changed["changes"] for changed in document["items"])
    assert accepted["backlog"] == {"old": True, "new": False}
    assert dated["due"] == {"old": "2026-10-01", "new": "2026-12-24"}


def test_what_stood_so_already_is_not_counted(silent: CommandLine) -> None:
    give(silent, "1 accept\n")

    again = give(silent, "1 accept\n")

    assert "accepted." not in again.stderr
    assert "Nothing was decided." in again.stderr


def test_a_date_that_ends_the_silence_says_so(silent: CommandLine) -> None:
    assert "(in 71 days), accepted" in give(silent, "6 date 2026-12-24\n").stdout


def test_an_item_that_was_closed_meanwhile_is_told_and_stays(silent: CommandLine) -> None:
    silent("done", 1)

    result = give(silent, "1 cancel too old\n2 accept\n")

    assert result.exit_code == 0
    assert "1: done already  Add an index" in result.stdout
    assert item(silent, 1)["status"] == "done"
    assert queue(silent) == [6, 3, 4]


def test_decisions_that_come_with_a_selection_are_refused(silent: CommandLine) -> None:
    before = stored(silent)

    result = give(silent, "1 accept\n", "--report", "board")

    assert result.exit_code == 2
    assert "they say which items" in result.stderr
    assert stored(silent) == before


def test_a_list_is_printed_whatever_comes_through_a_pipe(silent: CommandLine) -> None:
    before = stored(silent)

    result = give(silent, "1 accept\n", "--list")

    assert result.stdout.startswith("6 skip")
    assert stored(silent) == before


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"\x89PNG\r\n\x1a\n\x00", 65, "not a text"),
        (b"# " + b"x" * 2**20, 65, "larger than 1 MiB"),
        ("1 cancel überholt\n".encode("utf-16"), 0, "1 cancelled"),
        (b"\xef\xbb\xbf1 accept\r\n", 0, "1 accepted"),
        (b"1 cancel \xff\xfe broken\n", 0, "1 cancelled"),
    ],
    ids=["picture", "huge", "UTF-16", "byte order mark", "no UTF-8"],
)
def test_odd_input_is_read_or_refused_in_one_line(board: CommandLine, data: bytes, code: int, words: str) -> None:
    result = board("triage", stdin=data)

    assert result.exit_code == code
    assert words in result.stderr


def test_reasons_and_names_cannot_harm_a_terminal(board: CommandLine) -> None:
    result = give(board, "1 cancel \x1b[31mold\u202e\x07\n2 owner \x1b]0;x\x07Mara\n")

    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert item(board, 1)["status_reason"] == "[31mold"


def test_hostile_titles_make_no_line_of_their_own(cli: CommandLine) -> None:
    title = "Check \x1b[2Jthe 1 done # x\u2028 2 done\u202e and \x85 3 done"
    cli("import", cli.write("a.md", f"# P\n\nDate: 2026-09-01\n\n## Action items\n\n- [ ] {title}\n- [ ] Other\n"))
    listed = cli("triage", "--list").stdout

    result = give(cli, listed)

    assert "\x1b" not in listed
    assert [line.split()[1] for line in listed.splitlines() if line and line[0] != "#"] == ["skip"] * 2
    assert result.stderr == "Nothing was decided.\n"


def test_without_a_database_nothing_is_made(cli: CommandLine) -> None:
    for words, stdin in (((), b""), (("--list",), b""), (("--json",), b""), ((), b"1 accept\n")):
        result = cli("triage", *words, stdin=stdin)

        assert result.exit_code == 74
        assert "no database" in result.stderr
    assert not (cli.folder / DATABASE).exists()


# The walk


def walk(processes: Processes, answers: dict[str, str | Callable[[], str]], columns: int = 80) -> Conversation:
    """Walk as `me`; what is to be typed at an item ("2 of 5") waits for the prompt below it."""
    return converse(processes, "triage", "--actor", "me", answers=Patient(answers), columns=columns)


class Patient(dict[str, "str | Callable[[], str]"]):
    """Answers that are typed only when the item has been shown whole."""

    def items(self) -> Any:
        for question, answer in super().items():
            if AT_ITEM.fullmatch(question):
                yield question, ""
                yield "\n> ", answer
            else:
                yield question, answer


AT_ITEM = re.compile(r"\d of \d.*")


def test_a_walk_decides_one_by_one_and_says_what_it_came_to(silent: CommandLine, processes: Processes) -> None:
    told = walk(
        processes,
        {
            "1 of 5": "a\n",
            "2 of 5": "d 2099-12-24\n",
            "(change 4)": "o Amira, Mara Lind\n",
            "(change 5)": "s\n",
            "3 of 5": "c moved to the platform team\n",
            "4 of 5": "x\n",
            "5 of 5": "s\n",
        },
    )

    assert told.exit_code == 0
    assert "6: accepted (change 3)" in told.lines
    assert "2: in_progress → cancelled (change 6)" in told.lines
    assert told.lines[-3:] == [
        "1 accepted, 1 dated, 1 assigned, 1 cancelled, 1 done, 1 left.",
        "To go on: pmtrack triage",
        "To take one back: pmtrack undo 7 (the last; the first was 3)",
    ]
    assert queue(silent) == [4]
    assert item(silent, 1)["due"] == "2099-12-24"
    assert item(silent, 1)["owners"] == ["Amira", "Mara Lind"]
    assert item(silent, 2)["status_reason"] == "moved to the platform team"
    assert item(silent, 3)["status"] == "done"
    assert told.is_sane


def test_an_item_is_shown_with_all_there_is_to_decide_by(silent: CommandLine, processes: Processes) -> None:
    assert queue(silent)[1] == 1

    told = walk(processes, {"1 of 5": "s\n", "2 of 5": "q\n"})

    start = next(place for place, line in enumerate(told.lines) if line.startswith("2 of 5"))
    shown = [" ".join(line.split()) for line in told.lines[start:]]
    assert shown[:2] == ["2 of 5 · 2026-09-01 · search was slow", "#1 Add an index on the orders table"]
    assert shown[2].startswith("due 2026-10-01 (")
    assert shown[3:5] == ["owner Mara Lind · storage", "priority P1"]
    assert "".join(shown[5:7]).replace(" ", "").endswith("reports/board.md:9")
    assert any("[a]ccept [d]ate [o]wner [c]ancel done [x] [s]kip [v]iew [b]ack" in line for line in shown)


def test_what_a_letter_wants_is_asked_for_where_it_is_missing(board: CommandLine, processes: Processes) -> None:
    told = walk(
        processes,
        {
            "1 of 4": "d\n",
            "Due when?": "whenever it suits\n",
            "is not understood": "2099-12-24\n",
            "(change 2)": "o\n",
            "Who answers for it?": "nobody\n",
            "(change 3)": "c\n",
            "Why will it not be done?": "\n",
            "Left as it is.": "q\n",
        },
    )

    assert told.exit_code == 0
    assert (item(board, 1)["due"], item(board, 1)["owners"]) == ("2099-12-24", [])
    assert item(board, 1)["status"] == "open"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Enter alone does nothing"),
        ("cancle", "'cancle' is none of the choices; did you mean \"cancel\"?"),
        ("next friday", "'next friday' is none of the choices; type ? for what each does."),
        ("done on monday", "done takes nothing behind it"),
        ("quit now", "quit takes nothing behind it"),
        ("\x1b[A", "Enter alone does nothing"),
        ("b", "This is the first one."),
        ("u", "Nothing is decided in this walk"),
        ("?", "c moved to the platform team"),
        ("v", ">    9  | Add an index on the orders table | Mara Lind |"),
    ],
)
def test_a_wrong_word_explains_itself_and_asks_again(
    board: CommandLine, processes: Processes, typed: str, said: str
) -> None:
    before = stored(board)

    told = walk(processes, {"1 of 4": f"{typed}\n", said: "q\n"})

    assert told.exit_code == 0
    assert "Nothing was decided, 4 left." in told.lines
    assert stored(board) == before


def test_the_words_around_an_item_are_shown_as_its_report_stands_now(
    board: CommandLine, processes: Processes
) -> None:
    def somebody_writes() -> str:
        board.write("reports/board.md", BOARD.replace("| 2026-10-15", "| \x1b[2J2026-10-15"))
        return "v\n"

    def somebody_removes_it() -> str:
        (board.folder / "reports" / "board.md").unlink()
        return "v\n"

    told = walk(
        processes, {"1 of 4": somebody_writes, "Amira": "s\n", "2 of 4": somebody_removes_it, "Cannot": "q\n"}
    )

    assert any(
        line.startswith("    11  | Rehearse the failover | Amira | \ufffd[2J2026-10-15") for line in told.lines
    )
    assert "there is no such file" in " ".join(told.lines)
    assert told.exit_code == 0


def test_undo_takes_the_last_decision_back_and_returns_to_its_item(
    board: CommandLine, processes: Processes
) -> None:
    told = walk(
        processes,
        {
            "1 of 4": "c a slip\n",
            "2 of 4": "s\n",
            "3 of 4": "u\n",
            "1: taken back (change 2)": "a\n",
            "(change 4)": "q\n",
        },
    )

    assert "1 accepted, 3 left." in told.lines
    assert [item(board, 1)["status"], item(board, 1)["status_reason"]] == ["open", None]
    assert [entry["action"] for entry in item(board, 1)["history"]] == [
        "imported",
        "cancelled",
        "undone",
        "accepted",
    ]


def test_back_shows_the_item_before_as_it_stands_now(board: CommandLine, processes: Processes) -> None:
    told = walk(
        processes,
        {"1 of 4": "c too old\n", "2 of 4": "b\n", "1 of 4 ·": "a\n", "reopen 1": "s\n", "2 of 4 ·": "q\n"},
    )

    assert "  stands    cancelled: too old" in told.lines
    assert "1 is cancelled; `pmtrack reopen 1` opens it again." in told.lines
    assert item(board, 1)["status"] == "cancelled"


@pytest.mark.parametrize(("typed", "code"), [("q\n", 0), (CTRL_D, 0), (CTRL_C, 130)])
def test_whoever_ends_in_the_middle_has_lost_nothing(
    board: CommandLine, processes: Processes, typed: str, code: int
) -> None:
    told = walk(processes, {"1 of 4": "a\n", "2 of 4": typed})

    assert told.exit_code == code
    assert told.lines[-3:] == [
        "1 accepted, 3 left.",
        "To go on: pmtrack triage",
        "To take it back: pmtrack undo 2",
    ]
    assert queue(board) == [2, 3, 4]
    assert told.is_sane


@pytest.mark.parametrize(("typed", "code"), [(f"half a rea{CTRL_D}{CTRL_D}", 0), (CTRL_C, 130)])
def test_an_answer_that_is_not_finished_decides_nothing(
    board: CommandLine, processes: Processes, typed: str, code: int
) -> None:
    told = walk(processes, {"1 of 4": "c\n", "Why will it not be done?": typed})

    assert told.exit_code == code
    assert "Nothing was decided, 4 left." in told.lines
    assert item(board, 1)["status"] == "open"


def test_a_terminal_that_is_closed_takes_no_decision_with_it(board: CommandLine, processes: Processes) -> None:
    ours, theirs = pty.openpty()
    with processes.start(
        "triage", stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True, preexec_fn=take_terminal
    ) as process:
        os.close(theirs)
        os.write(ours, b"a\n")
        printed = b""
        while b"2 of 4" not in printed:
            printed += read_until_closed(ours)
        os.close(ours)

    assert process.returncode != 0
    assert queue(board) == [2, 3, 4]


def test_what_somebody_else_closed_meanwhile_is_told_and_passed(board: CommandLine, processes: Processes) -> None:
    def somebody_closes_two() -> str:
        board("done", 1, "--actor", "jonas")
        board("cancel", 2, "--reason", "too old", "--actor", "jonas")
        return "d 2099-12-24\n"

    told = walk(processes, {"1 of 4": somebody_closes_two, "3 of 4": "a\n", "4 of 4": "s\n"})

    assert "1 was done by jonas meanwhile; it is passed: Add an index on the orders table" in told.lines
    assert "2 was cancelled by jonas meanwhile; it is passed: Raise the limit of the queue" in told.lines
    assert "1 accepted, 1 left." in told.lines
    assert (item(board, 1)["status"], item(board, 1)["due"]) == ("done", "2026-10-01")


def test_what_was_changed_while_it_was_looked_at_is_shown_again(board: CommandLine, processes: Processes) -> None:
    path = board.folder / "reports" / "board.md"

    def a_new_text_is_imported() -> str:
        path.write_text(BOARD.replace("2026-10-01", "2026-10-02"), encoding="utf-8")
        assert board("import", path, "--actor", "jonas").exit_code == 0
        return "a\n"

    told = walk(processes, {"1 of 4": a_new_text_is_imported, "changed by jonas": "a\n", "2 of 4": "q\n"})

    assert "1 was changed by jonas meanwhile: Add an index on the orders table" in told.lines
    assert sum(line.startswith("1 of 4") for line in told.lines) == 2
    assert [entry["action"] for entry in item(board, 1)["history"]] == ["imported", "changed", "accepted"]


def test_two_walks_at_once_decide_each_item_once(board: CommandLine, processes: Processes) -> None:
    def somebody_walks() -> str:
        converse(
            processes,
            "triage",
            "--actor",
            "jonas",
            answers={"1 of 4": "a\n", "2 of 4": "c too old\n", "3 of 4": "q\n"},
        )
        return "x\n"

    told = walk(processes, {"1 of 4": somebody_walks, "3 of 4": "a\n", "4 of 4": "a\n"})

    assert "1 was accepted by jonas meanwhile; it is passed: Add an index" in " ".join(told.lines)
    assert "2 accepted, nothing left." in told.lines
    assert [item(board, number)["status"] for number in (1, 2)] == ["open", "cancelled"]
    assert [item(board, number)["history"][-1]["actor"] for number in (1, 2, 3, 4)] == [
        "jonas",
        "jonas",
        "me",
        "me",
    ]


def test_a_report_that_is_forgotten_meanwhile_is_passed(silent: CommandLine, processes: Processes) -> None:
    def somebody_forgets() -> str:
        assert silent("forget", "mail", "--yes", "--actor", "jonas").exit_code == 0
        return "a\n"

    told = walk(processes, {"1 of 5": somebody_forgets, "2 of 5": "q\n"})

    assert "6 was forgotten by jonas meanwhile; it is passed: Replace the mail relay" in told.lines
    assert "Nothing was decided, 4 left." in told.lines


def test_a_database_that_disappears_ends_the_walk_and_is_not_made_anew(
    board: CommandLine, processes: Processes
) -> None:
    def somebody_removes_it() -> str:
        for path in board.folder.glob(f"{DATABASE}*"):
            path.unlink()
        return "a\n"

    told = walk(processes, {"1 of 4": "a\n", "2 of 4": somebody_removes_it})

    assert told.exit_code == 74
    assert told.lines[-3:-1] == ["1 accepted.", "To take it back: pmtrack undo 2"]
    assert "no database" in told.lines[-1]
    assert not (board.folder / DATABASE).exists()


def test_a_database_that_is_damaged_meanwhile_ends_the_walk_and_is_left_as_it_is(
    board: CommandLine, processes: Processes
) -> None:
    def something_writes_over_it() -> str:
        (board.folder / DATABASE).write_bytes(b"no database" * 1000)
        return "a\n"

    told = walk(processes, {"1 of 4": something_writes_over_it})

    assert told.exit_code == 65
    assert "Nothing was decided." in told.lines
    assert "is no usable pmtrack database" in told.text
    assert (board.folder / DATABASE).read_bytes() == b"no database" * 1000


@pytest.mark.parametrize("columns", [20, 40, 80, 120])
def test_no_line_is_wider_than_the_terminal(cli: CommandLine, processes: Processes, columns: int) -> None:
    title = "Renew \x1b[31mevery\u202e certificate 全てのエッジプロキシの証明書を期限が切れる前に更新する " * 3
    link = f"https://example.org/{'long' * 30}"
    heading = "# Postmortem: 決済が止まった日の振り返りとその対策について\n\nDate: 2026-09-01\n\n"
    items = f"## Action items\n\n- [ ] {title} {link} by October 1, 2026\n- [ ] Other\n"
    cli("import", cli.write("a.md", heading + items))

    told = walk(
        processes,
        {"1 of 2": "?\n", "this list": "frobnicate the item\n", "none of": "s\n", "2 of 2": "q\n"},
        columns,
    )

    typed = ("> frobnicate the item",)
    lines = [line for line in told.lines if line.strip() not in typed and not line.startswith("To ")]
    assert [line for line in lines if cells(line) > columns] == []
    assert COLOURS.sub("", told.text).count("\x1b") == 0
    assert "\u202e" not in told.text


def test_in_half_a_terminal_the_list_is_printed(board: CommandLine, processes: Processes) -> None:
    shown = processes.in_terminal(60, "triage", "--list")

    assert shown.lines[0].startswith("1 skip  # ")
    assert all(cells(line) <= 60 for line in shown.lines)
    assert processes("triage").stdout.decode().startswith("1 skip  # ")
    assert queue(board) == [1, 2, 3, 4]
