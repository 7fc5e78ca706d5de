"""What is done wrong: the table of it, with exit codes and the words that help. No traceback, nothing half done.

The cases are `tests/examples/wrong-use.md`; what no table can say stands in `test_wrong_use_around.py`.
"""

from __future__ import annotations

import re
import shlex
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from .stored import dump

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import CommandLine

EXAMPLES = Path(__file__).parent.parent / "examples" / "wrong-use.md"

HOSTILE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""What must not be printed, whatever was typed."""


class Case(NamedTuple):
    """A line of the table."""

    name: str
    command: str
    stdin: str
    exit_code: int
    message: list[str]


def cases() -> Iterator[Case]:
    for line in EXAMPLES.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) == 5 and cells[3].isdecimal():
            name, command, stdin, code, message = cells
            yield Case(name, command.strip("`"), stdin.strip("`"), int(code), message.split(" … "))


def written_out(text: str) -> str:
    """Return a text with its `\\u001b`, `\\n` and `{x*1000}` as what they stand for."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), text)
    return re.sub(r"\\[nrt]", lambda found: {"\\n": "\n", "\\r": "\r", "\\t": "\t"}[found[0]], text)


def repeated(text: str) -> str:
    return re.sub(r"\{([^{}]+)\*(\d+)\}", lambda found: found[1] * int(found[2]), text, flags=re.DOTALL)


def words_of(command: str) -> list[str]:
    return [repeated(word) for word in shlex.split(written_out(command))]


CASES = list(cases())


@pytest.fixture(scope="session")
def odd_files(imported_board: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of everything that can be in the way."""
    folder = tmp_path_factory.mktemp("odd")
    (folder / "board.md").write_text("# Postmortem: search was slow\n", encoding="utf-8")
    (folder / "folder").mkdir()
    (folder / "loop.md").symlink_to("loop.md")
    (folder / "broken.toml").write_text("timezone =\n", encoding="utf-8")
    (folder / "wrong.toml").write_text('timezon = "UTC"\n', encoding="utf-8")
    (folder / "empty.db").touch()
    (folder / "garbage.db").write_bytes(b"this is no database, but long enough to be looked at " * 50)
    whole = imported_board.read_bytes()
    (folder / "cut.db").write_bytes(whole[: len(whole) // 3])
    (folder / "newer.db").write_bytes(whole)
    with closing(sqlite3.connect(folder / "newer.db")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    with closing(sqlite3.connect(folder / "foreign.db")) as foreign, foreign:
        foreign.execute("CREATE TABLE invoices (id INTEGER)")
    return folder


@pytest.fixture
def mess(board: CommandLine, odd_files: Path) -> CommandLine:
    """The board, and round it everything that can be in the way."""
    shutil.copytree(odd_files, board.folder, symlinks=True, dirs_exist_ok=True)
    return board


def databases(folder: Path) -> dict[str, object]:
    """Return all that is in the databases of a folder, usable or not."""
    ours = {"pmtrack.db": dump(folder / "pmtrack.db")}
    return ours | {path.name: path.read_bytes() for path in folder.glob("*.db") if path.name not in ours}


def test_the_table_is_the_table() -> None:
    assert len(CASES) > 300
    assert len({(case.command, case.stdin) for case in CASES}) == len(CASES)


@pytest.mark.parametrize(
    "case", CASES, ids=lambda case: f"{case.name}: {case.command[:50]}".encode("ascii", "replace").decode()
)
def test_what_is_wrong_is_told_with_its_exit_code_and_changes_nothing(mess: CommandLine, case: Case) -> None:
    before = databases(mess.folder)
    stdin = repeated(written_out(case.stdin)).encode("utf-8", "surrogateescape") if case.stdin else None

    result = mess(*words_of(case.command), stdin=stdin)

    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert result.exit_code == case.exit_code
    printed = result.output if case.exit_code == 0 else result.stderr
    assert [words for words in case.message if repeated(words) not in printed] == []
    assert not HOSTILE.search(result.output.replace("\t", " "))
    assert "Traceback" not in result.output
    if case.exit_code != 0:
        assert result.stdout == ""
        assert result.stderr.startswith("pmtrack")
        assert len(result.stderr.splitlines()) <= 2
        assert databases(mess.folder) == before


def test_a_wrong_number_is_not_explained_with_the_limits_of_the_database(board: CommandLine) -> None:
    printed = "".join(board("show", number).stderr for number in ("0", "abc", "99999999999999999999"))

    assert "9223372036854775807" not in printed
    assert "int range" not in printed


def test_nothing_is_changed_in_a_database_that_is_refused(mess: CommandLine) -> None:
    before = {
        name: (mess.folder / name).read_bytes() for name in ("garbage.db", "cut.db", "newer.db", "foreign.db")
    }

    for name in before:
        mess("import", "board.md", "--db", name)
        mess("done", 1, "--db", name)

    assert {name: (mess.folder / name).read_bytes() for name in before} == before
