# ruff: noqa: RUF001 - letters of other scripts are data here
"""Who is meant by a name, whose team an item is, and which reports a pattern of paths fits."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.people import NOBODY, People, folded, is_report_of, name_key, nearest_name
from tracker.words import Person, Team

MARA = Person(
    "Mara Lind", ("mara", "@mlind", "m.lind@example.com"), "payments", "Europe/Berlin", {"slack": "U012AB3CD"}
)
JONAS = Person("Jonas Beck", ("jb",), "Platform")
LUKASZ = Person("Łukasz Żak", timezone="Asia/Tokyo")
PEOPLE = People(
    (MARA, JONAS, LUKASZ),
    (Team("storage", ("postmortems/storage/**", "db-*.md")), Team("platform", ("postmortems",))),
)

NAMES = st.text(st.characters(), max_size=20) | st.sampled_from(["Mara Lind", "@MLIND", "jb", "Łukasz", "é", "@"])


# Texts, compared


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Mara LIND", "mara lind"),
        ("Líder de Équipe", "lider de equipe"),
        ("Müller, Ångström", "muller, angstrom"),
        ("Łukasz Øster Đặng", "lukasz oster dang"),
        ("Straße", "strasse"),
        ("İSTANBUL I\N{LATIN SMALL LETTER DOTLESS I}", "istanbul ii"),
        ("Nguye\u0302\u0303n", "nguyen"),  # taken apart, as macOS does
        ("Ｍａｒａ", "mara"),
        ("soft\u00adhyphen", "softhyphen"),
        ("Άννα", "αννα"),
        ("Ёлка", "елка"),
        ("за\u0301мок", "замок"),  # a stress mark
        ("\N{HEAVY BLACK HEART}\ufe0f", "\N{HEAVY BLACK HEART}"),
    ],
)
def test_case_and_accents_are_folded(text: str, same: str) -> None:
    assert folded(text) == same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("が", "か"),  # Japanese: voiced and not
        ("パ", "ハ"),
        ("мой", "мои"),  # Russian: "my" of one and of many
        ("їх", "іх"),  # Ukrainian
        ("हिंदी", "हद"),  # Hindi: vowels are marks
        ("ที่", "ท"),  # Thai
        ("שָׁלוֹם", "שלום"),
        ("밥", "바"),
        ("a ≠ b", "a = b"),
    ],
)
def test_marks_that_make_another_letter_are_kept(one: str, other: str) -> None:
    assert folded(one) != folded(other)


def test_letters_taken_apart_are_those_put_together() -> None:
    assert folded("か\u3099") == folded("が")
    assert folded("ｶﾞ") == folded("ガ")
    assert folded("и\u0306") == folded("й")


@given(st.text(st.characters()))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.parametrize("before", ["", "a", "я", "か", "क"])
def test_folding_any_character_twice_changes_nothing(before: str) -> None:
    characters = (chr(number) for number in range(sys.maxunicode + 1))
    # What is left out has neither case nor accents, and is most of Unicode.
    texts = [before + one for one in characters if category(one) not in {"Lo", "Cn", "Co", "Cs"}]

    assert [text for text in texts if (once := folded(text)) != folded(once)] == []


@given(st.text(st.characters()))
def test_capitals_make_no_difference_where_they_can_be_undone(text: str) -> None:
    if text.upper().lower() == text.lower():
        assert folded(text.upper()) == folded(text)


@given(st.text(st.characters(max_codepoint=127)))
def test_ascii_is_folded_as_everything_is(text: str) -> None:
    assert folded(f"{text}é") == f"{folded(text)}e"


# Persons


@pytest.mark.parametrize(
    "written", ["Mara Lind", "mara  lind ", "MARA", "@mara", "mlind", "Mára", "M.Lind@example.com"]
)
def test_a_person_is_known_under_every_spelling(written: str) -> None:
    assert PEOPLE.person(written) is MARA
    assert PEOPLE.name(written) == "Mara Lind"


@pytest.mark.parametrize("written", ["Mara K", "lind", "", "@", "mar"])
def test_whom_nobody_knows_is_as_written(written: str) -> None:
    assert PEOPLE.person(written) is None
    assert PEOPLE.name(written) == written


def test_names_come_each_once_in_their_order() -> None:
    owners = ("jb", "Amira", "@mara", "Jonas Beck", "amira", "Mara Lind")

    assert PEOPLE.names(owners) == ("Jonas Beck", "Amira", "Mara Lind")
    assert NOBODY.names(("mara", "Mara", "jb")) == ("mara", "jb")
    assert PEOPLE.persons_of(("jb", "Amira")) == (JONAS, Person("Amira"))


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("mara", "mlind"),  # another spelling of the person
        ("jb", "Jonas Beck"),
        ("m.lind@example.com", "mara"),
        ("LIND", "@mara"),
        ("jon", "jb"),
        ("zak", "Łukasz Żak"),
        ("lukasz z", "Łukasz Żak"),
        ("am", "Amira Haddad"),
        ("had", "Amira Haddad"),
        ("@amira", "amira"),
        ("amira", "@Amira"),
        ("luc", "Jean-Luc"),
        ("platform", "@acme/platform"),
        ("太", "山田・太郎"),
        ("haddad", "amira_haddad"),
        ("@", "@"),
    ],
)
def test_a_word_finds_its_owner(word: str, written: str) -> None:
    assert PEOPLE.is_meant(word, written)


@pytest.mark.parametrize(
    ("word", "written"),
    [
        ("ind", "Mara Lind"),
        ("ira", "Amira"),
        ("mara", "Jonas Beck"),
        ("", "Amira"),
        ("@", "Amira"),
        (" ", "mara"),
        ("रा", "मीरा"),  # a vowel sign parts no words
        ("x", ""),
    ],
)
def test_a_word_does_not_find_another(word: str, written: str) -> None:
    assert not PEOPLE.is_meant(word, written)


@given(NAMES)
def test_a_name_always_means_itself(name: str) -> None:
    assert PEOPLE.is_meant(name, name)
    assert NOBODY.is_meant(name, name)


@given(NAMES, NAMES)
def test_what_names_a_person_finds_whatever_names_the_same_one(one: str, other: str) -> None:
    if PEOPLE.person(one) is not None and PEOPLE.person(one) is PEOPLE.person(other):
        assert PEOPLE.is_meant(one, other)


@given(NAMES)
def test_case_blanks_and_an_at_sign_make_no_difference(name: str) -> None:
    assert name_key(f" @{name} ") == name_key(name)
    assert name_key(name_key(name)) == name_key(name)


@given(st.lists(NAMES))
def test_names_of_names_are_these_names(owners: list[str]) -> None:
    names = PEOPLE.names(owners)

    assert PEOPLE.names(names) == names
    assert len({name_key(name) for name in names}) == len(names)


def test_handles_and_zones_are_those_of_the_person() -> None:
    assert PEOPLE.handle("mlind", "slack") == "U012AB3CD"
    assert PEOPLE.handle("mlind", "discord") is None
    assert PEOPLE.handle("Amira", "slack") is None
    assert PEOPLE.zone_name(("Amira", "jb", "łukasz żak", "mara")) == "Asia/Tokyo"
    assert PEOPLE.zone_name(("jb",)) is None
    assert NOBODY.zone_name(("jb",)) is None


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("mraa", "mara"), ("jonsa", "Jonas Beck"), ("linnd", "Mara Lind"), ("Lukazs", "Łukasz Żak"), ("qqq", None)],
)
def test_the_nearest_name_is_told(word: str, nearest: str | None) -> None:
    assert nearest_name(word, ["mara", "Mara Lind", "Jonas Beck", "Łukasz Żak"]) == nearest


# Teams


@pytest.mark.parametrize(
    ("written", "owners", "source", "team"),
    [
        ("web", ("mara",), "postmortems/storage/a.md", "web"),  # the item's own
        ("Storage", (), None, "storage"),  # spelled as the configuration does
        (None, ("Amira", "jb", "mara"), "postmortems/storage/a.md", "platform"),  # of the first owner who has one
        (None, ("mara",), None, "payments"),
        (None, ("Amira",), "/srv/postmortems/storage/2026/a.md", "storage"),  # by the report's path
        (None, (), "postmortems/web/a.md", "platform"),  # the first team that fits
        (None, (), "db-loss.md", "storage"),
        (None, (), "elsewhere/a.md", None),
        (None, (), None, None),
        ("", ("jb",), None, "platform"),
    ],
)
def test_the_team_of_an_item(
    written: str | None, owners: tuple[str, ...], source: str | None, team: str | None
) -> None:
    assert PEOPLE.team(written, owners, source) == team
    assert PEOPLE.team(written, owners, source) == team  # what was remembered is the same


def test_without_a_configuration_a_team_is_as_written() -> None:
    assert NOBODY.team("Web", ("mara",), "a.md") == "Web"
    assert NOBODY.team(None, ("mara",), "a.md") is None


def test_teams_are_listed_each_once() -> None:
    assert PEOPLE.team_names() == ("storage", "platform", "payments")


def test_what_was_remembered_is_no_part_of_the_value() -> None:
    fresh, used = People((MARA,), (Team("a", ("*",)),)), People((MARA,), (Team("a", ("*",)),))

    used.team(None, (), "x.md")

    assert fresh == used
    assert repr(fresh) == repr(used)


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        ("postmortems/payments/*", "postmortems/payments/a.md"),
        ("postmortems/payments/*", "/home/x/repo/postmortems/payments/a.md"),
        ("postmortems/payments/**", "postmortems/payments/a.md"),
        ("postmortems/payments/**", "postmortems/payments/2026/q3/a.md"),
        ("**/payments/*.md", "payments/a.md"),
        ("**/payments/*.md", "x/y/payments/a.md"),
        ("postmortems/**/payments/*", "postmortems/payments/a.md"),
        ("postmortems/**/payments/*", "postmortems/2026/q3/payments/a.md"),
        ("postmortems/payments", "postmortems/payments/2026/a.md"),
        ("postmortems/payments/", "postmortems/payments/2026/a.md"),
        ("postmortems/payments/a.md", "/srv/postmortems/payments/a.md"),
        ("./postmortems//payments/*", "postmortems/payments/a.md"),
        ("pay*/", "payments/2026/a.md"),
        ("*", "a.md"),
        ("*", "x/a.md"),
        ("**", "x/y/a.md"),
        ("/srv/*/a.md", "/srv/x/a.md"),
        ("/srv", "/srv/x/a.md"),
        ("2026-??-*.md", "x/2026-09-checkout.md"),
        ("[ab].md", "a.md"),
        ("[", "["),
        ("caf\u00e9/*", "cafe\u0301/a.md"),
        ("-", "-"),
    ],
)
def test_a_pattern_fits(pattern: str, source: str) -> None:
    assert is_report_of(pattern, source)


@pytest.mark.parametrize(
    ("pattern", "source"),
    [
        ("postmortems/payments/*", "postmortems/payments/2026/a.md"),
        ("postmortems/payments/*", "postmortems/payments2/a.md"),
        ("payments/*", "postmortems/old-payments/a.md"),
        ("payments", "payments.md"),
        ("payments/", "x/payments"),
        ("payments/**", "x/payments"),
        ("/srv/*", "srv/a.md"),
        ("/srv/*", "/x/srv/a.md"),
        ("Payments/*", "payments/a.md"),
        ("*/a.md", "a.md"),
        ("a*", "ab/c.md"),
    ],
)
def test_a_pattern_does_not_fit(pattern: str, source: str) -> None:
    assert not is_report_of(pattern, source)


def test_a_pattern_of_many_folders_takes_no_time() -> None:
    assert not is_report_of("**/a/" * 40 + "b", "a/" * 400 + "c")


@given(st.text("ab*?[]/.é", max_size=12), st.text("ab/.é", max_size=12))
def test_no_pattern_raises_and_every_report_fits_itself(pattern: str, source: str) -> None:
    is_report_of(pattern, source)

    if source.strip("/.") and not source.endswith("/"):
        assert is_report_of(source, source)


def test_loading_costs_nothing_that_most_lists_do_not_need() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from tracker.people import People\n"
        "from tracker.words import Person\n"
        "known = set(sys.modules)\n"
        "People((Person('Mara', ('m',)),)).is_meant('mar', 'm')\n"
        "print(*(set(sys.modules) - known))"
    )
    root = str(Path(__file__).parent.parent)

    run = subprocess.run([sys.executable, "-c", code, root], capture_output=True, text=True, check=True)

    assert run.stdout.split() == []
