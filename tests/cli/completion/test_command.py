"""What the Tab key offers: the answers, and what real shells make of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from conftest import TODAY
from typer.main import get_command

from tracker.cli import COMMANDS, NAMES, app
from tracker.cli.completion.command import COMPLETERS, DAYS, answer, bare
from tracker.cli.completion.shells import SHELLS
from tracker.dates.reading import parse_due

from ..hostile import HOSTILE, change

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import CommandLine

    Tab = Callable[..., list[str]]


@pytest.fixture
def tab(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Tab:
    """Press the Tab key behind some words, and return the lines of the answer; nothing else may be printed."""

    def press(*words: str, shell: str = "zsh", listing: str | None = None) -> list[str]:
        monkeypatch.setenv("_PMTRACK_WORDS", "\n".join(("pmtrack", *words)))
        if listing:
            monkeypatch.setenv("_PMTRACK_LISTING", listing)
        capfd.readouterr()
        answer(shell, app)
        said = capfd.readouterr()
        assert said.err == ""
        return said.out.splitlines()

    return press


def values(lines: list[str]) -> list[str]:
    return [line.split("\t")[0] for line in lines]


# What is offered


@pytest.mark.parametrize("option", ["--priority", "--query", "--limit", "--stale"])
@pytest.mark.usefixtures("board")
def test_no_option_stands_in_the_place_of_a_value(tab: Tab, option: str) -> None:
    assert tab("list", option, "") == []


@pytest.mark.usefixtures("cli")
def test_commands_with_their_lines(tab: Tab) -> None:
    assert tab("") == [f"{row.name}\t{row.line}" for row in COMMANDS]
    assert values(tab("sh")) == ["show"]


@pytest.mark.usefixtures("cli")
def test_options_with_their_help(tab: Tab) -> None:
    assert "--json\tPrint one JSON document instead of text." in tab("list", "--j")


@pytest.mark.usefixtures("cli")
def test_options_where_nothing_else_may_follow(tab: Tab) -> None:
    assert "--overdue" in values(tab("list", ""))
    assert "--json" not in values(tab("list", "--json", ""))


@pytest.mark.usefixtures("board")
def test_numbers_of_open_items_with_their_titles(tab: Tab) -> None:
    assert tab("done", "") == [
        "1\tAdd an index on the orders table",
        "2\tRaise the limit of the queue",
        "3\tRehearse the failover",
        "4\tDocument the rollback",
    ]


@pytest.mark.usefixtures("board")
def test_closed_items_are_offered_to_be_reopened(tab: Tab) -> None:
    assert tab("reopen", "") == ["5\tRemove the old dashboard"]


@pytest.mark.usefixtures("board")
def test_all_items_are_offered_to_be_looked_at(tab: Tab) -> None:
    assert values(tab("show", "")) == ["1", "2", "3", "4", "5"]


@pytest.mark.usefixtures("board")
def test_numbers_that_stand_there_already_are_not_offered_again(tab: Tab) -> None:
    assert values(tab("done", "1", "3", "")) == ["2", "4"]
    assert values(tab("done", "1,3,")) == ["1,3,2", "1,3,4"]


def test_numbers_by_their_beginning(board: CommandLine, tab: Tab) -> None:
    change(board, "UPDATE action_item SET id = 42 WHERE id = 4")

    assert values(tab("done", "4")) == ["42"]
    assert values(tab("done", "9")) == []


@pytest.mark.parametrize("words", [("--owner", "ma"), ("--owner=ma",), ("--owner", "MARA")])
@pytest.mark.usefixtures("board")
def test_owners_whatever_their_case(tab: Tab, words: tuple[str, ...]) -> None:
    before = "--owner=" if len(words) == 1 else ""

    assert tab("list", *words) == [f"{before}Mara Lind"]


def test_owners_by_the_names_that_the_configuration_gives_them(board: CommandLine, tab: Tab) -> None:
    board.write("pmtrack.toml", '[owners."Amira Haddad"]\nspellings = ["Amira"]\n\n[owners.Zoe]\n')

    assert tab("list", "--owner", "a") == ["Amira Haddad"]
    assert tab("list", "--owner", "z") == ["Zoe"]


@pytest.mark.usefixtures("board")
def test_whom_an_item_is_given_to(tab: Tab) -> None:
    assert values(tab("assign", "")) == ["1", "2", "3", "4"]
    assert values(tab("assign", "1", ""))[:3] == ["Mara Lind", "Amira", "Jonas Beck"]


@pytest.mark.usefixtures("board")
def test_until_when_an_item_is_silent(tab: Tab) -> None:
    assert values(tab("snooze", "")) == ["1", "2", "3", "4"]
    assert values(tab("snooze", "1", "to")) == ["today", "tomorrow"]


@pytest.mark.usefixtures("board")
def test_teams_and_reports(tab: Tab) -> None:
    assert tab("list", "--team", "") == ["platform", "storage"]
    assert tab("list", "--report", "") == ["1\tsearch was slow"]
    assert tab("forget", "") == ["1\tsearch was slow"]


def test_changes_with_what_they_changed(board: CommandLine, tab: Tab) -> None:
    board("done", "3")

    number, _, told = tab("undo", "")[0].partition("\t")

    assert number.isdecimal()
    assert told == "done: Rehearse the failover"


def test_channels_with_their_kinds(cli: CommandLine, tab: Tab) -> None:
    cli.write("pmtrack.toml", '[channels.ops]\nkind = "webhook"\nurl = "https://hooks.example.org/canary"\n')

    assert tab("channels", "test", "") == ["ops\twebhook"]


@pytest.mark.usefixtures("cli")
def test_the_words_of_a_choice(tab: Tab) -> None:
    assert values(tab("list", "--status", "")) == ["open", "in_progress", "done", "cancelled"]
    assert values(tab("completion", "")) == ["bash", "zsh", "fish"]


@pytest.mark.parametrize("words", ["import ", "list --config ", "list --db ", "init ", "list --db=a"])
@pytest.mark.usefixtures("cli")
def test_files_are_left_to_the_shell(tab: Tab, words: str) -> None:
    assert tab(*words.split(" ")) == ["\tfiles"]


def test_the_database_and_configuration_of_the_line_are_asked(
    board: CommandLine, tab: Tab, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PMTRACK_DATABASE")
    board.write("else/pmtrack.toml", 'database = "../pmtrack.db"\n')

    assert tab("done", "") == []
    assert len(tab("done", "--db", "pmtrack.db", "")) == 4
    assert len(tab("done", "--config", "else/pmtrack.toml", "")) == 4


@pytest.mark.parametrize("day", DAYS)
def test_the_days_that_are_offered_are_understood(day: str) -> None:
    found = parse_due(day, TODAY)

    assert found is not None
    assert found.day is not None
    assert found.day >= TODAY


FREE = {
    "TITLE", "TEXT", "WORDS", "WORD", "LINK", "NAME", "P1", "N", "90d", "7d", "DAY", "NUMBER",
}  # fmt: skip
"""What nobody can guess, by what the helps call it; NAME where it is no owner, team or channel."""


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_guessed_is_guessed(name: str) -> None:
    group: Any = get_command(app)
    command = group.get_command(None, name)
    for each in (command, *getattr(command, "commands", {}).values()):
        for parameter in each.params:
            if getattr(parameter, "is_flag", False) or getattr(parameter.type, "choices", None):
                continue
            called = {f"{each.name} {parameter.name}", *parameter.opts, bare(parameter.metavar or "")}
            assert called & (set(COMPLETERS) | FREE), called


def test_every_row_is_of_some_use() -> None:
    group: Any = get_command(app)
    called: set[str] = set()
    for name in NAMES:
        command = group.get_command(None, name)
        for each in (command, *getattr(command, "commands", {}).values()):
            for parameter in each.params:
                called |= {f"{each.name} {parameter.name}", *parameter.opts, bare(parameter.metavar or "")}

    assert set(COMPLETERS) <= called


# Silence


def test_without_a_database_nothing_is_offered_and_nothing_is_made(cli: CommandLine, tab: Tab) -> None:
    assert tab("done", "") == []
    assert not (cli.folder / "pmtrack.db").exists()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("pmtrack.db", "no database at all, and long enough to look like one" * 40),
        ("pmtrack.toml", "this is = no TOML ["),
        ("pmtrack.toml", "unknown = 1"),
    ],
)
def test_what_is_broken_is_met_with_silence(board: CommandLine, tab: Tab, name: str, text: str) -> None:
    board.write(name, text)

    assert tab("done", "") == []
    assert tab("list", "--owner", "") == []


def test_a_database_of_an_earlier_pmtrack_is_not_upgraded(board: CommandLine, tab: Tab) -> None:
    change(board, "UPDATE alembic_version SET version_num = '0001'")
    before = (board.folder / "pmtrack.db").read_bytes()

    assert tab("done", "") == []
    assert (board.folder / "pmtrack.db").read_bytes() == before


@pytest.mark.parametrize(
    "words",
    [("nonsense", ""), ("list", "--nonsense", ""), ("show", "x", ""), ("--version", ""), ("list", "--help", "")],
)
@pytest.mark.usefixtures("board")
def test_words_that_mean_nothing_are_met_with_silence(tab: Tab, words: tuple[str, ...]) -> None:
    assert all(line.partition("\t")[0] for line in tab(*words))


@pytest.mark.usefixtures("cli")
def test_a_shell_that_is_not_known_gets_no_answer(tab: Tab) -> None:
    assert tab("", shell="tcsh") == []


@pytest.mark.usefixtures("cli")
def test_without_words_there_is_no_answer(capfd: pytest.CaptureFixture[str]) -> None:
    answer("zsh", app)

    assert capfd.readouterr() == ("", "")


# Hostile texts


@pytest.mark.parametrize("shell", ["zsh", "fish"])
@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_one_harmless_line_beside_its_number(
    board: CommandLine, tab: Tab, shell: str, title: str
) -> None:
    change(board, "UPDATE action_item SET title = ? WHERE id = 1", title)

    lines = tab("show", "", shell=shell)

    assert len(lines) == 5
    number, described_as = lines[0].split("\t")
    assert number == "1"
    assert "\x1b" not in described_as
    assert "\u202e" not in described_as


def test_a_long_title_is_cut(board: CommandLine, tab: Tab) -> None:
    change(board, "UPDATE action_item SET title = ? WHERE id = 1", "x" * 100_000)

    assert len(tab("show", "")[0]) < 80


@pytest.mark.parametrize("name", ["\x1b[2Jescape", "tab\tand\nline", "\u202ereversed", "--yes", "lone\udce9"])
def test_a_name_that_would_do_something_to_the_line_is_not_offered(
    name: str, tab: Tab, board: CommandLine
) -> None:
    change(
        board,
        "UPDATE action_item SET owners = json_array(?) WHERE id = 1",
        name.encode("utf-8", "replace").decode(),
    )

    assert set(tab("list", "--owner", "")) <= {"Mara Lind", "Jonas Beck", "Amira", "lone?"}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(cli: CommandLine, shell: str) -> None:
    result = cli("completion", shell)

    assert result.exit_code == 0
    assert result.stdout.rstrip("\n") == SHELLS[shell].script().rstrip("\n")
    assert "_PMTRACK_COMPLETE" in result.stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_how_to_install_it_is_said_for_the_own_shell(
    cli: CommandLine, monkeypatch: pytest.MonkeyPatch, shell: str
) -> None:
    monkeypatch.setenv("SHELL", f"/usr/local/bin/{shell}")

    shown = cli("completion").stdout

    assert shown.startswith(f"Your shell is {shell}.\n")
    assert f"  pmtrack completion {shell} > " in shown
    assert sum(f"pmtrack completion {other}" in shown for other in SHELLS) == 1


@pytest.mark.parametrize("own", ["", "/bin/tcsh"])
def test_without_a_known_shell_all_are_told(cli: CommandLine, monkeypatch: pytest.MonkeyPatch, own: str) -> None:
    monkeypatch.setenv("SHELL", own)

    shown = cli("completion").stdout

    assert all(f"pmtrack completion {shell} > " in shown for shell in SHELLS)
