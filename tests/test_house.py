"""The rules of the house: who imports whom, one clock, every command and every dependency explained."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from importlinter.cli import lint_imports

from tracker.channels import CHANNELS
from tracker.cli import COMMANDS
from tracker.errors import TrackerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import CommandLine

    from tracker.cli import Command

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "tracker").rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
README = (ROOT / "README.md").read_text(encoding="utf-8")
REFERENCE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def name_of(module: Path) -> str:
    return str(module.relative_to(ROOT))


def test_imports_point_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    assert lint_imports(no_cache=True) == 0


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_every_module_opens_with_its_map(module: Path) -> None:
    assert ast.get_docstring(tree(module))


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_no_file_is_too_long_to_be_read_at_a_sitting(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_only_the_tables_do_without_postponed_annotations(module: Path) -> None:
    """SQLModel reads annotations when a class is made; a file without annotations needs none."""
    nodes = list(ast.walk(tree(module)))
    annotated = any(isinstance(node, ast.AnnAssign | ast.FunctionDef | ast.ClassDef) for node in nodes)
    postponed = any(isinstance(node, ast.ImportFrom) and node.module == "__future__" for node in nodes)

    assert postponed == (annotated and name_of(module) != "tracker/store/models.py") or not annotated


def clock_readers() -> Iterator[str]:
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                read = ast.unparse(node.func)
                if read in {"datetime.now", "datetime.utcnow", "date.today", "time.time", "time.monotonic"}:
                    yield name_of(module)


def test_one_module_reads_the_clock() -> None:
    assert set(clock_readers()) == {"tracker/clock.py"}


def error_classes(root: type[TrackerError] = TrackerError) -> Iterator[type[TrackerError]]:
    for found in root.__subclasses__():
        yield found
        yield from error_classes(found)


@pytest.mark.parametrize("error", list(error_classes()), ids=lambda error: error.__name__)
def test_every_error_is_drawn_in_the_tree_and_explained(error: type[TrackerError]) -> None:
    drawing = import_module("tracker.errors").__doc__ or ""

    assert re.search(rf"\b{error.__name__}\b", drawing)
    assert error.__doc__
    assert error.exit_code in {2, 65, 69, 73, 74, 75, 78}


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_that_begins_with_its_line_and_is_in_the_reference(
    command: Command, cli: CommandLine
) -> None:
    shown = cli(command.name, "--help")

    _, _, text = shown.output.partition("\n\n")
    assert shown.exit_code == 0
    assert " ".join(text.split()).startswith(command.line.rstrip("."))
    assert "--help" in shown.output
    assert f"## pmtrack {command.name}\n" in REFERENCE


def test_the_readme_leads_to_the_reference() -> None:
    assert "docs/commands.md" in README


@pytest.mark.parametrize("kind", list(CHANNELS))
def test_every_kind_of_channel_is_in_the_readme_and_has_an_example(kind: str) -> None:
    assert f"`{kind}`" in README
    assert (ROOT / "tests" / "examples" / "channels" / f"{kind}.json").exists()


def test_every_dependency_has_its_reason_and_its_bounds() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    for requirement in PROJECT["project"]["dependencies"]:
        place = lines.index(f'  "{requirement}",')
        assert lines[place - 1].strip().startswith("#"), requirement
        assert ">=" in requirement
        assert "<" in requirement or requirement.startswith("tzdata"), requirement


def test_the_exact_versions_name_every_dependency_and_no_address() -> None:
    pinned = (ROOT / ".ci" / "constraints.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"^([a-z0-9-]+)==", pinned, re.MULTILINE))
    wanted = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]

    assert {re.split(r"[<>=]", requirement)[0] for requirement in wanted} <= names
    assert "://" not in pinned


def test_the_version_stands_in_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {PROJECT['project']['version']}" in changelog
    assert import_module("tracker").__version__ == PROJECT["project"]["version"]
