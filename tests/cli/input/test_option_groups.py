"""Options that go together: a dataclass as one parameter of a command."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from tracker.cli.helping import Single
from tracker.cli.input.option_groups import with_option_groups
from tracker.cli.input.options import IdsArgument, Place, item_numbers


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True)
class Paint:
    colour: Annotated[Colour, typer.Option("--colour", help="What it is painted in.")] = Colour.RED
    layers: Annotated[list[int] | None, typer.Option("--layer", help="May be repeated.")] = None
    is_wet: Annotated[bool, typer.Option("--wet")] = False


@dataclass(frozen=True)
class Required:
    name: Annotated[str, typer.Option("--name")]


def run(command: object, *words: str) -> str:
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(command)  # type: ignore[type-var]  # any command
    result = CliRunner().invoke(app, list(words))
    return result.output if result.exception is None else f"{result.exit_code}: {result.output}"


@with_option_groups
def paint(what: str, *, paint: Paint, place: Place, twice: bool = False) -> None:
    """Paint something."""
    typer.echo(f"{what} {paint} {place} {twice}")


def test_the_fields_are_options_and_the_command_gets_the_value() -> None:
    shown = run(paint, "door", "--colour", "blue", "--layer", "1", "--layer", "2", "--wet", "--db", "x", "--twice")

    value = Paint(Colour.BLUE, [1, 2], is_wet=True)
    assert shown == f"door {value} {Place(db='x')} True\n"


def test_without_options_the_defaults_of_the_fields_hold() -> None:
    shown = run(paint, "door")

    assert shown == f"door {Paint()} {Place()} False\n"


def test_the_help_names_them_in_the_place_of_the_group() -> None:
    shown = run(paint, "--help")

    assert "Paint something." in shown
    assert "What it is painted in." in shown
    assert shown.index("--colour") < shown.index("--config") < shown.index("--twice")


def test_a_field_without_a_default_must_be_given() -> None:
    @with_option_groups
    def greet(required: Required) -> None:
        typer.echo(required.name)

    assert "Missing option '--name'" in run(greet)
    assert run(greet, "--name", "Mara") == "Mara\n"


def test_a_command_without_groups_is_as_it_was() -> None:
    @with_option_groups
    def greet(name: str, *, loud: bool = False) -> None:
        typer.echo(name.upper() if loud else name)

    assert run(greet, "Mara", "--loud") == "MARA\n"


def test_a_group_with_a_heading_stands_under_it() -> None:
    @with_option_groups
    def greet(*, place: Place, name: str = "") -> None:
        """Greet."""

    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(cls=Single)(greet)
    shown = CliRunner().invoke(app, ["--help"]).output

    assert shown.index("Options:") < shown.index("--name NAME") < shown.index("Files:") < shown.index("--config")


def test_two_options_of_one_name_are_refused_when_the_command_is_made() -> None:
    def greet(place: Place, db: str) -> None:
        """Never called."""

    with pytest.raises(TypeError, match="greet has two options called db"):
        with_option_groups(greet)


def numbers(ids: IdsArgument = None) -> None:
    typer.echo(item_numbers(ids))


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("", ()),
        ("7", (7,)),
        ("#7", (7,)),
        ("7 9", (7, 9)),
        ("9 7", (9, 7)),
        ("7,9", (7, 9)),
        ("7, 9", (7, 9)),
        ("7-9", (7, 8, 9)),
        ("7-7", (7,)),
        ("#7-#9", (7, 8, 9)),
        ("7\N{EN DASH}9", (7, 8, 9)),
        ("12 7-9,8 #7", (12, 7, 8, 9)),
        ("007", (7,)),
    ],
)
def test_numbers_are_read_each_once_in_order(words: str, meant: tuple[int, ...]) -> None:
    assert item_numbers(words.split()) == meant
    assert run(numbers, *words.split()) == f"{meant}\n"


def test_a_range_of_ten_thousand_is_taken() -> None:
    assert len(item_numbers(["1-10000"])) == 10_000


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("0", "'0' is not an item's number"),
        ("0-3", "'0' is not an item's number"),
        ("seven", "'seven' is not an item's number"),
        ("7-", "'7-' is not an item's number"),
        ("7--9", "'7--9' is not an item's number"),
        ("7-9-11", "'7-9-11' is not an item's number"),
        ("1.5", "'1.5' is not an item's number"),
        ("##7", "'##7' is not an item's number"),
        ("", "'' is not an item's number"),
        (",", "',' is not an item's number"),
        ("²", "'²' is not an item's number"),
        ("9" * 19, "is not an item's number"),
        (f"1-{'9' * 19}", "is not an item's number"),
        ("12-7", "'12-7' runs backwards; write 7-12"),
        ("1-10001", "'1-10001' means 10001 items; a range has at most 10000"),
    ],
)
def test_what_is_no_number_is_told(word: str, told: str) -> None:
    with pytest.raises(typer.BadParameter, match=r".") as raised:
        item_numbers(["1", word])

    assert told in str(raised.value)
