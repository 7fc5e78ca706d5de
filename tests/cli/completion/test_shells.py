"""The shells whose Tab key is answered: their words, their quotes, and what real ones make of an answer."""

from __future__ import annotations

import os
import shlex
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from tracker.cli.completion.shells import SHELLS, Offer, bash_lines, bash_quoted, bash_words, described

from ..hostile import HOSTILE, change

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import CommandLine


def test_bash_quotes_what_it_inserts() -> None:
    for name in HOSTILE:
        if name.isprintable():
            assert shlex.split(str(bash_quoted(name, "")), comments=True) == [name]


@pytest.mark.parametrize(
    ("value", "quote", "inserted"),
    [
        ("Mara Lind", "", "Mara\\ Lind"),
        ("Mara Lind", '"', "Mara Lind"),
        ("Mara Lind", "'", "Mara Lind"),
        ("$(id)", '"', None),
        ("$(id)", "'", "$(id)"),
        ("a`b", '"', None),
        ('a"b', '"', None),
        ("a\\b", '"', None),
        ("O'Neil", "'", None),
        ("O'Neil", '"', "O'Neil"),
        ("Oh!", '"', None),
        ("漢字", "", "漢字"),
        ("a.b-c_d/e@f", "", "a.b-c_d/e@f"),
    ],
)
def test_inside_an_open_quote_only_what_can_stand_there(value: str, quote: str, inserted: str | None) -> None:
    assert bash_quoted(value, quote) == inserted


# Each shell's way


def test_bash_hands_over_a_sign_as_a_word_of_its_own() -> None:
    assert bash_words(["pmtrack", "list", "--owner", "=", "Ma"]) == ["pmtrack", "list", "--owner", "Ma"]
    assert bash_words(["pmtrack", "list", "--owner", "="]) == ["pmtrack", "list", "--owner", ""]
    assert bash_words(["pmtrack", "list", "--owner", "Mara\\ L"]) == ["pmtrack", "list", "--owner", "Mara L"]
    assert bash_words(["pmtrack", "list", "--owner", '"Mara L']) == ["pmtrack", "list", "--owner", "Mara L"]
    assert bash_words(["pmtrack", ""]) == ["pmtrack", ""]


def test_bash_shows_titles_where_it_inserts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    offers = [Offer("7", "Add an index"), Offer("12", "Rehearse")]

    inserted = bash_lines(offers, "")
    monkeypatch.setenv("_PMTRACK_LISTING", "63")
    monkeypatch.setenv("COLUMNS", "40")
    shown = bash_lines(offers, "")

    assert inserted == ["7", "12"]
    assert [line.rstrip() for line in shown] == ["7   Add an index", "12  Rehearse"]
    assert {len(line) for line in shown} == {39}


def test_a_single_offer_is_inserted_without_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_PMTRACK_LISTING", "63")

    assert bash_lines([Offer("7", "Add an index")], "") == ["7"]


def test_an_option_before_its_sign_is_kept_for_the_others() -> None:
    assert described([Offer("Mara Lind")], "--owner=ma") == ["--owner=Mara Lind"]
    assert described([Offer("--owner", "Whose.")], "--o") == ["--owner\tWhose."]


# Real shells


class Shells:
    """A folder with a `pmtrack` on the path, for shells that are really run."""

    def __init__(self, folder: Path) -> None:
        program = folder / "bin" / "pmtrack"
        program.parent.mkdir()
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m tracker "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self.folder = folder
        self.environment = os.environ | {
            "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }

    def ask(self, shell: str, *words: str) -> subprocess.CompletedProcess[bytes]:
        """Ask the program as a shell's script does."""
        return self.run(["pmtrack"], _PMTRACK_COMPLETE=shell, _PMTRACK_WORDS="\n".join(("pmtrack", *words)))

    def run(self, command: list[str], **changes: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command in the folder."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment | changes,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=60,
        )

    def lines(self, command: list[str]) -> list[str]:
        """Run a shell's command line that must succeed and be silent on standard error."""
        done = self.run(command)
        assert done.stderr == b"", done.stderr
        assert done.returncode == 0
        return done.stdout.decode().splitlines()


@pytest.fixture
def shells(cli: CommandLine) -> Shells:
    return Shells(cli.folder)


@pytest.fixture
def hostile_board(board: CommandLine) -> CommandLine:
    """The board, with hostile titles and a hostile owner."""
    for number, title in enumerate(HOSTILE[:4], 1):
        change(board, "UPDATE action_item SET title = ? WHERE id = ?", title, number)
    change(board, "UPDATE action_item SET owners = json_array(?) WHERE id = 1", HOSTILE_OWNER)
    return board


HOSTILE_OWNER = "Mara $(touch HACKED) `touch HACKED` \"'\\ ; > HACKED *"

needs = {name: pytest.mark.skipif(not shutil.which(name), reason=f"there is no {name} here") for name in SHELLS}

BASH = """
source <(pmtrack completion bash)
COMP_WORDS=(pmtrack {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); COMP_TYPE={listing}; COLUMNS=80
_pmtrack pmtrack "${{COMP_WORDS[COMP_CWORD]}}" "${{COMP_WORDS[COMP_CWORD - 1]}}"
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@needs["bash"]
def test_bash_completes(hostile_board: CommandLine, shells: Shells) -> None:
    def tab(words: str, listing: int = 9) -> list[str]:
        return shells.lines(["bash", "--norc", "-c", BASH.format(words=words, listing=listing)])

    assert tab("sh") == ["show"]
    assert tab("done ''") == ["1", "2", "3", "4"]
    assert [line.rstrip() for line in tab("done ''", listing=63)][:2] == [f"1  {HOSTILE[0]}", f"2  {HOSTILE[1]}"]
    assert tab("list --owner = jo") == ["Jonas\\ Beck"]
    assert not (hostile_board.folder / "HACKED").exists()


@needs["bash"]
def test_what_bash_inserts_is_the_name_and_nothing_else(hostile_board: CommandLine, shells: Shells) -> None:
    ask = BASH.format(words="list --owner ma", listing=9)

    lines = shells.lines(["bash", "--norc", "-c", f"{ask}\neval \"printf '%s\\n' ${{COMPREPLY[0]}}\""])

    assert lines[-1] == HOSTILE_OWNER
    assert not (hostile_board.folder / "HACKED").exists()


ZSH = """
compadd() {{ shift $(( ${{@[(i)--]}} )); print -rl -- "${{(@P)1}}"; print -rl -- "${{(@)shown}}" }}
_files() {{ print FILES }}
compdef() {{ : }}
source <(pmtrack completion zsh)
words=(pmtrack {words}); CURRENT=${{#words}}
_pmtrack
"""


@needs["zsh"]
def test_zsh_completes(hostile_board: CommandLine, shells: Shells) -> None:
    def tab(words: str) -> list[str]:
        return shells.lines(["zsh", "-f", "-c", ZSH.format(words=words)])

    assert tab("sho") == ["show", "show  Show items whole, with their history."]
    assert tab("done ''")[:6] == ["1", "2", "3", "4", f"1  {HOSTILE[0]}", f"2  {HOSTILE[1]}"]
    assert tab("list --owner ma")[0] == HOSTILE_OWNER
    assert tab("import ''") == ["FILES"]
    assert not (hostile_board.folder / "HACKED").exists()


@needs["fish"]
def test_fish_completes(hostile_board: CommandLine, shells: Shells) -> None:
    def tab(line: str) -> list[str]:
        asked = f"pmtrack completion fish | source; complete --do-complete '{line}'"
        return shells.lines(["fish", "--no-config", "-c", asked])

    assert tab("pmtrack sho") == ["show\tShow items whole, with their history."]
    assert tab("pmtrack done ") == [f"{number}\t{title}" for number, title in enumerate(HOSTILE[:4], 1)]
    assert tab("pmtrack list --owner jo") == ["Jonas Beck"]
    assert "pmtrack.db" in tab("pmtrack list --db pm")
    assert not (hostile_board.folder / "HACKED").exists()


def test_a_locked_database_is_not_waited_for(board: CommandLine, shells: Shells) -> None:
    with closing(sqlite3.connect(board.folder / "pmtrack.db", isolation_level=None)) as database:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        database.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        answered = shells.ask("zsh", "done", "")

    assert answered.stdout == answered.stderr == b""
    assert answered.returncode == 0
    assert time.monotonic() - began < 8
