"""The languages: files that anyone may extend, so every slip of the pen is told here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports.outline.sections import SECTIONS, section_of
from tracker.reports.vocabulary.columns import Column
from tracker.reports.vocabulary.spellings import ended, folded, languages, spellings, words
from tracker.words import Status

STATES = {status.value for status in Status}
FIELDS = {column.value for column in Column}
KNOWN = {
    "sections": {*(section.name for section in SECTIONS), "instructions", "prevention"},
    "columns": FIELDS,
    "labels": FIELDS - {"number", "notes"},
    "statuses": STATES,
    "marks": {*STATES, "heading", "heading_end", "capitals", "cell"},
    "priorities": {"high", "medium", "low"},
    "verbs": {"before", "begin"},
    "placeholders": {"example", "nothing", "numbered", "horizon", "instruction"},
    "missing": {"owner", "due"},
    "names": {"and", "team", "role", "checklist"},
    "report": {
        "title", "kind", "template", "incident_day", "report_day", "severity", "severity_value",
        "day_first", "day_either",
    },
    "prose": {"opener", "past", "commits", "promise", "closing"},
}  # fmt: skip
WANTED = [
    *[("sections", key) for key in ("action items", "the account")],
    *[("columns", key) for key in ("owner", "due", "task")],
    *[("labels", key) for key in ("owner", "due", "task")],
    *[("statuses", key) for key in ("done", "open")],
]
LANGUAGES = ("en", "de", "es", "fr", "id", "it", "ja", "ko", "pt", "ru", "zh")
KEYS = [
    (language, table, key) for language, tables in languages().items() for table in tables for key in tables[table]
]
HEADINGS = Path(__file__).parents[2] / "examples" / "headings.md"
EXAMPLES = [
    tuple(cell.strip() for cell in line.strip("|\n").split("|"))
    for line in HEADINGS.read_text(encoding="utf-8").partition("|--")[2].splitlines()[1:]
]
UNBOUNDED = re.compile(r"[*+]|\{\d*,\}")
LITERAL = re.compile(r"\\.|\[(?:\\.|[^\]\\])+\]")
"""What is no sign of its own: an escaped letter, a set of letters."""


def test_english_comes_first_and_then_the_alphabet() -> None:
    first, *others = languages()

    assert first == "en"
    assert others == sorted(others)
    assert set(LANGUAGES) <= set(languages())


@pytest.mark.parametrize(("language", "table", "key"), KEYS)
def test_key_is_known_and_holds_spellings(language: str, table: str, key: str) -> None:
    found = languages()[language][table][key]

    assert key in KNOWN.get(table, set()), f"{language}.toml: no rule asks for [{table}] {key}"
    assert found
    assert all(word.strip() for word in found)
    assert sorted(found) == sorted(set(found)), "a spelling stands twice"


@pytest.mark.parametrize(("language", "table", "key"), [key for key in KEYS if key[2] != "capitals"])
def test_spellings_are_in_lower_case(language: str, table: str, key: str) -> None:
    for word in languages()[language][table][key]:
        said = re.sub(r"\\[A-Za-z]", "", word)

        assert said == said.lower(), word


@given(st.text())
def test_folding_a_text_keeps_its_places(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_folding_leaves_neither_capitals_nor_accents() -> None:
    assert folded("AÇÕES de São Paulo, İstanbul") == "acoes de sao paulo, istanbul"


@pytest.mark.parametrize(("language", "table", "key"), KEYS)
def test_spellings_are_patterns_with_a_bound_that_find_something(language: str, table: str, key: str) -> None:
    for word in languages()[language][table][key]:
        pattern = re.compile(word, re.IGNORECASE)

        assert not UNBOUNDED.search(LITERAL.sub("x", word)), word
        assert not pattern.groups, f"(?:...) and not (...): {word}"
        assert not pattern.fullmatch(""), f"finds everything: {word}"


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(("table", "key"), WANTED)
def test_every_language_has_the_words_that_reports_cannot_do_without(language: str, table: str, key: str) -> None:
    assert languages()[language][table][key]


def test_every_known_key_has_words_in_some_language() -> None:
    for table, keys in KNOWN.items():
        assert all(words(table, key) for key in keys)


def test_words_that_no_language_has_are_an_error_and_no_pattern_that_finds_everything() -> None:
    with pytest.raises(KeyError, match="seasons"):
        words("sections", "seasons")


@pytest.mark.parametrize(("language", "heading", "row"), EXAMPLES)
def test_heading_finds_its_row(language: str, heading: str, row: str) -> None:
    section = section_of(heading)

    assert language in languages()
    assert section is not None
    assert section.name == row


@pytest.mark.parametrize("language", languages())
def test_every_language_has_six_headings_among_the_examples(language: str) -> None:
    assert len([example for example in EXAMPLES if example[0] == language]) >= 6


def test_spelling_counts_from_a_words_beginning_where_blanks_part_words() -> None:
    pattern = spellings(("ação", "対策"), whole_words=True)

    assert pattern.search(folded("Ação corretiva"))
    assert pattern.search("acao corretiva")
    assert not pattern.search(folded("identificação"))
    assert pattern.search("再発防止対策")


def test_ending_counts_where_blanks_part_words() -> None:
    pattern = re.compile(ended(("see", "以下"), r"(?!\w)"))

    assert pattern.match("see below")
    assert not pattern.match("seen")
    assert pattern.match("以下の通り")


@pytest.mark.parametrize(("language", "table", "key"), KEYS)
def test_alternatives_of_a_spelling_stand_in_brackets(language: str, table: str, key: str) -> None:
    for word in languages()[language][table][key]:
        bare = LITERAL.sub("x", word)
        while "(" in bare:
            inner = re.sub(r"\([^()]*\)", "x", bare)
            assert inner != bare, word
            bare = inner
        assert "|" not in bare, word
