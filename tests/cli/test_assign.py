"""`pmtrack assign`: whom items are given to, and how names are understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .stored import item

if TYPE_CHECKING:
    from conftest import CommandLine

PERSON = '[owners."Mara Lind"]\nspellings = ["mara", "@ml"]\n'


def test_leading_numbers_are_items_and_the_rest_are_owners(board: CommandLine) -> None:
    result = board("assign", "1", "2-3", "Zoe")

    assert [item(board, number).owners for number in (1, 2, 3)] == [("Zoe",)] * 3
    assert result.stdout.splitlines()[0] == "1: owner Mara Lind → Zoe  Add an index on the orders table"


@pytest.mark.parametrize(
    ("words", "owners"),
    [
        (["Zoe,Yan,Zoe"], ("Zoe", "Yan")),
        (["Zoe", ",", "Yan"], ("Zoe", "Yan")),
        (["Zoe Quinn"], ("Zoe Quinn",)),
        (["Zoe Quinn, Yan Li"], ("Zoe Quinn", "Yan Li")),
        (["Mara", "Lind"], ("Mara Lind",)),
        (["jonas", "beck", "Mara", "Lind"], ("jonas beck", "Mara Lind")),
        (["Mara", "Lind,", "Zoe"], ("Mara Lind", "Zoe")),
        (["@zoe"], ("@zoe",)),
    ],
)
def test_names_have_commas_or_blanks_between(
    board: CommandLine, words: list[str], owners: tuple[str, ...]
) -> None:
    board("assign", "3", *words)

    assert item(board, 3).owners == owners


def test_beside_keeps_the_owners_that_are_there(board: CommandLine) -> None:
    result = board("assign", 3, "--beside", "Mara", "Lind")

    assert "3: owners Amira → Amira, Mara Lind" in result.stdout
    assert item(board, 3).owners == ("Amira", "Mara Lind")


def test_none_takes_all_owners_away(board: CommandLine) -> None:
    result = board("assign", 3, "--none")

    assert "3: owner Amira → none" in result.stdout
    assert item(board, 3).owners == ()


def test_an_owner_is_stored_as_typed_and_told_by_name(board: CommandLine) -> None:
    board.write("pmtrack.toml", PERSON)

    result = board("assign", 3, "@ml")

    assert item(board, 3).owners == ("@ml",)
    assert "3: owner Amira → Mara Lind" in result.stdout


def test_another_spelling_of_the_same_person_is_told_as_written(board: CommandLine) -> None:
    board.write("pmtrack.toml", PERSON)

    assert "1: owner Mara Lind → mara  " in board("assign", 1, "mara").stdout


def test_a_slip_is_noted_and_a_new_name_is_not(board: CommandLine) -> None:
    assert "nobody is called “Amria” yet; did you mean Amira?" in board("assign", 3, "Amria").stderr
    assert "nobody" not in board("assign", 3, "Zoe").stderr


def test_a_selection_leaves_all_words_to_the_owners(board: CommandLine) -> None:
    result = board("assign", "Zoe", "--owner", "mara", "--yes")

    assert result.exit_code == 0
    assert [item(board, number).owners for number in (1, 2, 4)] == [("Zoe",), ("Jonas Beck",), ("Zoe",)]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["1"], "to whom?"),
        (["1", "--none", "Zoe"], "Zoe is too much"),
        (["1", "--none", "--beside"], "--beside is too much"),
        (["Zoe"], "which items?"),
        (["1", "Zoe", "--owner", "mara"], "not both"),
        (["1", ","], "OWNER"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_what_is_missing_or_too_much_is_told(board: CommandLine, words: list[str], told: str) -> None:
    result = board("assign", *words)

    assert result.exit_code == 2
    assert told in result.stderr
