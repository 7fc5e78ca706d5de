"""`pmtrack import`: files, folders and a pipe; what it says, what it stores, and what it passes over."""

from __future__ import annotations

import json
import os
import re
import shlex
from typing import TYPE_CHECKING, Any

import pytest

from tracker.sources import MOST_BYTES

if TYPE_CHECKING:
    from conftest import CommandLine
    from typer.testing import Result

    from .conftest import Processes

REPORT = """\
# Postmortem: checkout down

Date: 2026-09-01
Severity: SEV-2

## Action items

| Action | Owner | Due | Priority | Status |
|--------|-------|-----|----------|--------|
| Alert on certificates | Mara Lind | 2026-10-01 | P1 | Open |
| Write the runbook | Jonas | 2026-10-20 | P2 | In progress |
"""

BULLETS = """\
# Postmortem: checkout down

Date: 2026-09-01

## Action items

- [ ] Alert on certificates by October 1, 2026
- [ ] Write the runbook by October 20, 2026
"""


def document(result: Result) -> dict[str, Any]:
    shown: dict[str, Any] = json.loads(result.stdout)
    return shown


def listed(cli: CommandLine) -> list[dict[str, Any]]:
    result = cli("list", "--all", "--improvements", "--sort", "id", "--json")
    shown: list[dict[str, Any]] = document(result)["items"]
    return shown


def test_json_has_the_promised_keys_in_their_order(cli: CommandLine) -> None:
    shown = document(cli("import", cli.write("a.md", REPORT), "--json"))

    assert list(shown) == ["reports", "skipped", "change", "counts"]
    report_keys = "path title incident_on reported_on severity warnings error items id gone"
    assert list(shown["reports"][0]) == report_keys.split()
    item_keys = (
        "line kind title due due_text due_confidence owners team status priority type links recurrence section"
        " id outcome changes conflicts"
    )
    assert list(shown["reports"][0]["items"][0]) == item_keys.split()


def test_json_tells_a_table_cell_by_cell(cli: CommandLine) -> None:
    path = cli.write("a.md", REPORT)

    (report,) = document(cli("import", path, "--json"))["reports"]

    assert report["path"] == str(path)
    assert report["title"] == "checkout down"
    assert report["severity"] == "SEV-2"
    assert report["warnings"] == []
    assert report["error"] is None
    first, second = report["items"]
    assert first == {
        "line": 10,
        "kind": "task",
        "title": "Alert on certificates",
        "due": "2026-10-01",
        "due_text": "2026-10-01",
        "due_confidence": "explicit",
        "owners": ["Mara Lind"],
        "team": None,
        "status": "open",
        "priority": "P1",
        "type": None,
        "links": [],
        "recurrence": None,
        "section": "Action items",
        "id": 1,
        "outcome": "new",
        "changes": {},
        "conflicts": {},
    }
    assert (second["line"], second["status"], second["owners"]) == (11, "in_progress", ["Jonas"])


def test_json_is_one_document_for_all_reports(cli: CommandLine) -> None:
    first, second = cli.write("a.md", REPORT), cli.write("b.md", BULLETS)

    shown = document(cli("import", first, second, "--json"))

    assert [report["path"] for report in shown["reports"]] == [str(first), str(second)]


def test_dry_run_stores_nothing_and_makes_no_database(cli: CommandLine) -> None:
    result = cli("import", cli.write("a.md", REPORT), "--dry-run")

    assert result.exit_code == 0
    assert "Alert on certificates" in result.stdout
    assert "nothing was stored" in result.output
    assert not (cli.folder / "pmtrack.db").exists()


def test_dry_run_with_json_tells_the_same_as_the_import_but_for_the_numbers(cli: CommandLine) -> None:
    path = cli.write("a.md", REPORT)

    dry = document(cli("import", path, "--dry-run", "--json"))

    assert dry["change"] is None
    assert [report["id"] for report in dry["reports"]] == [None]
    stored = document(cli("import", path, "--json"))
    assert without_numbers(dry) == without_numbers(stored)


def without_numbers(shown: dict[str, Any]) -> dict[str, Any]:
    reports = [
        {**report, "id": None, "items": [{**item, "id": None} for item in report["items"]]}
        for report in shown["reports"]
    ]
    return {**shown, "change": None, "reports": reports}


CHANGED = (
    BULLETS.replace("Write the runbook by October 20, 2026", "Order a spare load balancer by November 2, 2026")
    .replace("October 1, 2026", "October 2, 2026")
    .replace("Alert on", "Alert early on")
)
"""What was #1 is changed, #2 is gone, and one is new."""


def test_json_says_what_became_of_each_item_and_of_those_that_are_gone(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    first = document(cli("import", path, "--json"))
    path.write_text(CHANGED, encoding="utf-8")

    shown = document(cli("import", path, "--json"))

    assert (first["change"], shown["change"]) == (1, 2)
    (report,) = shown["reports"]
    assert report["id"] == 1
    assert report["gone"] == [{"id": 2, "title": "Write the runbook"}]
    assert [(item["id"], item["outcome"]) for item in report["items"]] == [(1, "changed"), (3, "new")]
    changes = report["items"][0]["changes"]
    assert changes["due"] == {"old": "2026-10-01", "new": "2026-10-02"}
    assert changes["title"] == {"old": "Alert on certificates", "new": "Alert early on certificates"}
    assert shown["counts"] == {
        "reports": 1,
        "failed": 0,
        "skipped": 0,
        "new": 1,
        "changed": 1,
        "unchanged": 0,
        "gone": 1,
        "overdue": 0,
        "silent": 0,
    }


def test_an_item_that_is_done_here_is_not_told_as_overdue(cli: CommandLine) -> None:
    report = cli.write("report.md", REPORT)
    cli("import", report)
    cli("done", 1)
    report.write_text(REPORT.replace("2026-10-01", "2026-10-02"), encoding="utf-8")

    told = cli("import", report).stdout

    (line,) = [line for line in told.splitlines() if "due 2026-10-02" in line and "→" not in line]
    assert line.split() == ["done", "Mara", "Lind", "P1", "due", "2026-10-02"]


def test_json_tells_conflicts_and_what_is_back_in_its_report(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    cli("edit", 1, "--due", "2026-12-24")
    path.write_text(CHANGED, encoding="utf-8")
    conflict = document(cli("import", path, "--json"))["reports"][0]["items"][0]

    path.write_text(BULLETS, encoding="utf-8")
    back = document(cli("import", path, "--json"))["reports"][0]["items"][1]

    assert conflict["conflicts"] == {"due": {"ours": "2026-12-24", "theirs": "2026-10-02"}}
    assert "due" not in conflict["changes"]
    assert (back["id"], back["outcome"], back["changes"]) == (2, "changed", {"gone": {"old": True, "new": False}})


def test_json_of_what_changes_nothing_has_no_change(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)

    shown = document(cli("import", path, "--json"))

    assert shown["change"] is None
    assert [(item["id"], item["outcome"]) for item in shown["reports"][0]["items"]] == [
        (1, "unchanged"),
        (2, "unchanged"),
    ]


def test_a_second_import_of_the_same_file_changes_nothing(cli: CommandLine) -> None:
    path = cli.write("a.md", REPORT)
    cli("import", path)
    before = listed(cli)

    result = cli("import", path)

    assert result.exit_code == 0
    assert "2 unchanged" in result.stdout
    assert "new" not in result.stdout
    assert listed(cli) == before


def test_a_changed_report_tells_what_is_changed_new_and_gone(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    path.write_text(
        BULLETS.replace("October 1, 2026", "October 2, 2026").replace(
            "Write the runbook by October 20, 2026", "Order a spare load balancer by November 2, 2026"
        ),
        encoding="utf-8",
    )

    result = cli("import", path)

    words = {line.split()[0]: line for line in result.stdout.splitlines()[1:] if "#" in line}
    assert "Alert on certificates" in words["changed"]
    assert "Order a spare load balancer" in words["new"]
    assert "Write the runbook" in words["gone"]
    assert "2026-10-01 → 2026-10-02" in result.stdout


def test_what_is_done_here_stays_done_when_its_report_is_imported_again(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    cli("done", 1)
    path.write_text(BULLETS + "- [ ] Order a spare load balancer\n", encoding="utf-8")

    cli("import", path)

    assert [item["status"] for item in listed(cli)] == ["done", "open", "open"]


def test_text_names_the_report_the_numbers_and_the_lines(cli: CommandLine) -> None:
    path = cli.write("a.md", REPORT)

    result = cli("import", path)

    head, first, facts, *_ = result.stdout.splitlines()
    assert head.split() == [str(path), "checkout", "down"]
    assert first.split() == ["new", "#1", "line", "10", "Alert", "on", "certificates"]
    assert "due 2026-10-01 (13 days overdue)" in facts
    assert "Mara Lind" in facts
    assert "P1" in facts
    assert "2 new" in result.output


def test_explain_names_rules_and_lines_that_were_passed_over(cli: CommandLine) -> None:
    text = BULLETS.replace("## Action items", "## What happened\n\n- the disk was full\n\n## Action items")
    path = cli.write("a.md", text)

    plain, explained = cli("import", path, "--dry-run"), cli("import", path, "--dry-run", "--explain")

    assert "the disk was full" not in plain.stdout
    assert "the disk was full" in explained.stdout
    assert len(explained.stdout.splitlines()) > len(plain.stdout.splitlines())


def test_a_report_without_items_says_so_and_ends_well(cli: CommandLine) -> None:
    path = cli.write("a.md", "# Postmortem: nothing to do\n\nAll is well.\n")

    result = cli("import", path)

    assert result.exit_code == 0
    assert "no action items found" in result.stdout
    (report,) = document(cli("import", path, "--json"))["reports"]
    assert (report["items"], report["error"]) == ([], None)


def test_warnings_leave_the_exit_code_zero_and_name_the_lines(cli: CommandLine) -> None:
    conflict = "<<<<<<< HEAD\n# Postmortem: ours\n=======\n# Postmortem: theirs\n>>>>>>> branch\n"
    path = cli.write("a.md", conflict + BULLETS.partition("\n")[2])

    result = cli("import", path)

    assert result.exit_code == 0
    assert "ours" in result.stdout
    assert "theirs" not in result.stdout
    assert "1-5" in result.output
    (report,) = document(cli("import", path, "--json"))["reports"]
    assert len(report["warnings"]) == 1
    assert len(report["items"]) == 2


def test_a_warning_says_which_report_it_is_about(cli: CommandLine) -> None:
    # Standard error alone is what cron mails: "warning: ..." without a name helps nobody there.
    conflict = "<<<<<<< HEAD\n# Postmortem: ours\n=======\n# Postmortem: theirs\n>>>>>>> branch\n"
    cli.write("folder/a.md", BULLETS)
    cli.write("folder/b.md", conflict)

    result = cli("import", "folder")

    (warning,) = [line for line in result.stderr.splitlines() if "conflict" in line]
    assert "folder/b.md" in warning


def test_an_unreadable_file_has_its_entry_and_the_others_are_imported(cli: CommandLine) -> None:
    good = cli.write("a.md", BULLETS)

    result = cli("import", "missing.md", good, "--json")

    assert result.exit_code == 1
    missing, read = document(result)["reports"]
    assert missing["path"] == "missing.md"
    assert missing["items"] == []
    assert missing["title"] is None
    assert "no such file" in missing["error"]
    assert list(missing) == list(read)
    assert len(listed(cli)) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "not a text", id="binary"),
        pytest.param(b"x" * (MOST_BYTES + 1), "larger than 2 MiB", id="huge"),
    ],
)
def test_what_is_no_text_is_refused_in_one_line(cli: CommandLine, content: bytes, words: str) -> None:
    (cli.folder / "a.md").write_bytes(content)

    result = cli("import", "a.md")

    assert result.exit_code == 1
    assert words in result.stderr
    assert result.stderr.splitlines()[0].startswith("pmtrack: a.md: ")


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\n\n  \n", id="blank"),
        pytest.param(b"\xef\xbb\xbf", id="byte order mark alone"),
        pytest.param(BULLETS.replace("\n", "\r\n").encode(), id="carriage returns"),
        pytest.param(b"\xef\xbb\xbf" + BULLETS.encode(), id="byte order mark"),
        pytest.param(BULLETS.encode("utf-16"), id="UTF-16"),
        pytest.param(BULLETS.replace("runbook", "café").encode("latin-1"), id="Latin-1"),
        pytest.param(BULLETS.encode() + b"- \xff\xfe\xfd broken\n", id="broken UTF-8"),
        pytest.param(b"- " + b"word " * 100_000, id="one long line"),
    ],
)
def test_odd_texts_are_read_or_refused_without_a_traceback(cli: CommandLine, content: bytes) -> None:
    (cli.folder / "a.md").write_bytes(content)

    result = cli("import", "a.md", "--json")

    assert result.exit_code in {0, 1}
    assert result.exception is None or isinstance(result.exception, SystemExit)
    (report,) = document(result)["reports"]
    assert report["path"] == "a.md"
    if b"Alert" in content:
        assert "Alert on certificates" in [item["title"] for item in report["items"]]


def test_a_folder_is_walked_and_what_is_no_report_is_skipped(cli: CommandLine) -> None:
    for name in ("a.md", "b.rst", "sub/c.txt", ".hidden/d.md", "node_modules/e.md", "picture.png"):
        cli.write(f"reports/{name}", BULLETS.replace("checkout", name))
    (cli.folder / "reports" / "link.md").symlink_to("a.md")

    shown = document(cli("import", "reports", "--json"))

    paths = [report["path"] for report in shown["reports"]]
    assert paths == ["reports/a.md", "reports/b.rst", "reports/sub/c.txt"]
    assert sorted(entry["path"] for entry in shown["skipped"]) == [
        "reports/.hidden",
        "reports/link.md",
        "reports/node_modules",
        "reports/picture.png",
    ]
    assert all(list(entry) == ["path", "reason"] and entry["reason"] for entry in shown["skipped"])


def test_a_file_that_is_named_itself_may_end_in_anything(cli: CommandLine) -> None:
    shown = document(cli("import", cli.write("notes.log", BULLETS), "--json"))

    assert len(shown["reports"][0]["items"]) == 2
    assert shown["skipped"] == []


def test_a_folder_without_reports_says_so(cli: CommandLine) -> None:
    (cli.folder / "nothing").mkdir()

    result = cli("import", "nothing", "--json")

    assert (document(result)["reports"], document(result)["skipped"]) == ([], [])
    assert "no report" in result.stderr
    assert "Markdown" in result.stderr


def test_a_report_comes_through_a_pipe(cli: CommandLine) -> None:
    result = cli("import", "-", "--json", stdin=BULLETS.encode())

    (report,) = document(result)["reports"]
    assert report["path"] == "-"
    assert [item["line"] for item in report["items"]] == [7, 8]


def test_the_same_report_through_a_pipe_again_makes_no_second_copy(cli: CommandLine) -> None:
    cli("import", "-", stdin=BULLETS.encode())

    cli("import", "-", stdin=BULLETS.encode())

    assert len(listed(cli)) == 2


def test_a_pipe_that_is_too_long_or_empty_is_told(cli: CommandLine) -> None:
    long = cli("import", "-", stdin=b"x" * (MOST_BYTES + 1))
    empty = cli("import", "-", stdin=b"")

    assert (long.exit_code, empty.exit_code) == (1, 0)
    assert "2 MiB" in long.stderr
    assert "no action items found" in empty.stdout


def test_an_empty_name_is_no_folder(cli: CommandLine) -> None:
    # `pmtrack import "$REPORT"` with an unset variable must not import the whole working folder.
    cli.write("a.md", BULLETS)

    result = cli("import", "", "--json")

    assert result.exit_code != 0
    assert not (cli.folder / "pmtrack.db").exists() or listed(cli) == []


def test_devices_and_pipes_on_disk_are_refused_and_do_not_hang(cli: CommandLine) -> None:
    os.mkfifo(cli.folder / "pipe.md")

    shown = document(cli("import", "pipe.md", "/dev/zero", "--json"))

    assert [bool(report["error"]) for report in shown["reports"]] == [True, True]


def test_names_with_newlines_and_escapes_are_shown_on_one_harmless_line(cli: CommandLine) -> None:
    cli.write("reports/new\nline.md", BULLETS)
    cli.write("reports/esc\x1b[31m.md", REPORT)

    imported, shown = cli("import", "reports"), cli("list")

    assert "\x1b" not in imported.output + shown.output
    assert [line for line in imported.stdout.splitlines() if line.startswith("line.md")] == []
    assert len(shown.stdout.splitlines()) == 4


def test_a_name_that_is_no_utf8_gives_json_that_every_program_can_read(cli: CommandLine) -> None:
    (cli.folder / "reports").mkdir()
    with open(os.fsencode(cli.folder) + b"/reports/byte\xff.md", "wb") as file:  # noqa: PTH123 - its name is bytes
        file.write(BULLETS.encode())

    result = cli("import", "reports", "--json")

    # A lone surrogate is valid to Python alone: jq, Go and Rust refuse or change it.
    document(result)["reports"][0]["path"].encode("utf-8")


def test_the_same_text_under_another_name_is_told_to_be_a_second_report(cli: CommandLine) -> None:
    cli("import", cli.write("a.md", BULLETS))

    (report,) = document(cli("import", cli.write("b.md", BULLETS), "--json"))["reports"]

    assert len(report["warnings"]) == 1
    assert "a.md" in report["warnings"][0]


def test_a_report_that_moved_keeps_its_items(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    cli("done", 1)

    cli("import", path.rename(cli.folder / "b.md"))

    assert [(item["id"], item["status"]) for item in listed(cli)] == [(1, "done"), (2, "open")]
    assert listed(cli)[0]["report"]["source"].endswith("b.md")


def test_the_history_names_who_imported(cli: CommandLine) -> None:
    cli("import", cli.write("a.md", BULLETS), "--actor", "Mara <mara@example.org>")

    entry = json.loads(cli("show", 1, "--json").stdout)["history"][0]

    assert (entry["actor"], entry["source"], entry["action"]) == ("Mara <mara@example.org>", "import", "imported")


def test_the_last_line_counts_reports_and_items(cli: CommandLine) -> None:
    result = cli("import", cli.write("a.md", BULLETS), cli.write("b.md", REPORT), "missing.md")

    assert "2 reports" in result.stderr
    assert "1 could not be read" in result.stderr
    assert "4 new" in result.stderr


def test_an_item_without_a_day_keeps_the_words_that_stood_for_one(cli: CommandLine) -> None:
    table = "# P\n\n## Action items\n\n| Action | Due |\n|---|---|\n| Alert on certificates | ASAP |\n"

    (report,) = document(cli("import", cli.write("a.md", table), "--json"))["reports"]

    (item,) = report["items"]
    assert (item["due"], item["due_text"]) == (None, "ASAP")


def test_a_team_column_beside_the_owners_is_the_team(cli: CommandLine) -> None:
    # `list --team` finds nothing otherwise: this is where reports name teams.
    table = "| Action | Owner | Team |\n|---|---|---|\n| Alert on certificates | Mara Lind | payments |\n"

    path = cli.write("a.md", f"# P\n\n## Action items\n\n{table}")

    (item,) = document(cli("import", path, "--json"))["reports"][0]["items"]
    assert (item["owners"], item["team"]) == (["Mara Lind"], "payments")


# The backlog


def test_a_backlog_is_stored_and_kept_silent_and_the_last_line_says_what_to_do(cli: CommandLine) -> None:
    result = cli("import", "--backlog", cli.write("a.md", BULLETS))

    assert [(item["backlog"], item["triaged"]) for item in listed(cli)] == [(True, False)] * 2
    assert result.stderr.splitlines()[-2].endswith(f": 2 new (1 overdue); in {cli.folder / 'pmtrack.db'}.")
    assert result.stderr.splitlines()[-1] == (
        "Kept silent: 2 new (1 overdue). `pmtrack triage` accepts, dates or cancels them."
    )


def test_only_what_is_new_is_kept_silent(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    path.write_text(CHANGED, encoding="utf-8")

    result = cli("import", "--backlog", path)

    assert [item["backlog"] for item in listed(cli)] == [False, False, True]
    assert "Kept silent: 1 new." in result.stderr


def test_what_the_last_line_says_to_type_works_where_it_was_said(cli: CommandLine) -> None:
    database = cli.folder / "other place" / "old.db"

    result = cli("import", "--backlog", cli.write("a.md", BULLETS), "--db", database)

    (command,) = re.findall("`pmtrack (.*)`", result.stderr)
    assert cli(*shlex.split(command), "--list").stdout.startswith("1 skip  # ")


def test_a_backlog_of_which_nothing_is_open_or_nothing_is_stored_says_nothing_of_silence(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS.replace("[ ]", "[x]"))

    dry, closed = cli("import", "--backlog", "--dry-run", path), cli("import", "--backlog", path)
    again = cli("import", "--backlog", path)

    for result in (dry, closed, again):
        assert "silent" not in result.stderr


def test_json_counts_what_is_kept_silent(cli: CommandLine) -> None:
    shown = document(cli("import", "--backlog", "--json", cli.write("a.md", REPORT)))

    assert (shown["counts"]["new"], shown["counts"]["silent"]) == (2, 2)


MANY = "".join(f"- [ ] Look after machine {number} by October {number}, 2021\n" for number in range(1, 11))


def test_many_overdue_items_at_once_have_a_terminal_say_that_there_is_a_backlog(
    cli: CommandLine, processes: Processes
) -> None:
    many = cli.write("many.md", BULLETS + MANY)
    few = cli.write("few.md", BULLETS)

    told = processes.in_terminal(80, "import", many, few)
    silent = processes.in_terminal(80, "import", "--backlog", cli.write("more.md", MANY + BULLETS))
    piped = processes("import", cli.write("others.md", BULLETS + MANY))

    assert "--backlog" in " ".join(told.lines[-3:])
    assert "--backlog" not in " ".join(silent.lines[-3:])
    assert b"--backlog" not in piped.stderr


# What is not there


def test_an_import_that_read_nothing_names_no_database(cli: CommandLine) -> None:
    result = cli("import", "missing.md")

    assert result.stderr.splitlines()[-1] == "0 reports, 1 could not be read; nothing was stored."
    assert not (cli.folder / "pmtrack.db").exists()


def test_a_report_that_was_forgotten_comes_back_with_its_numbers_and_says_so(cli: CommandLine) -> None:
    path = cli.write("a.md", BULLETS)
    cli("import", path)
    cli("forget", path.name, "--yes")

    result = cli("import", path)

    assert f"{path}: warning: forgotten on 2026-10-14, and back now" in result.stderr
    assert [item["id"] for item in listed(cli)] == [1, 2]
