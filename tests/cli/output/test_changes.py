"""How a change set is told: field by field, as it fits the terminal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from conftest import TODAY
from hypothesis import given
from hypothesis import strategies as st

from tracker.cli.input.options import Place
from tracker.cli.output import cells, plain
from tracker.cli.output.changes import Telling, change_document, lines_of, shortened, tell, words_of
from tracker.people import NOBODY, People
from tracker.words import ChangeSet, ItemChange, Person

if TYPE_CHECKING:
    from tracker.words import FieldChanges

MARA = People((Person("Mara Lind", ("mara", "@ml")),))

TELLING = Telling(TODAY, NOBODY, Place())


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"status": ("open", "done")}, "open → done"),
        ({"due": ("2026-10-10", "2026-10-21")}, "due 2026-10-10 → 2026-10-21 (in 7 days)"),
        ({"due": (None, "2026-11-04")}, "due 2026-11-04 (in 3 weeks)"),
        ({"due": ("2026-10-10", None)}, "due 2026-10-10 → none"),
        ({"due_text": ("asap", None), "due_confidence": ("vague", "explicit")}, "due day confirmed"),
        ({"title": ("Old", "New")}, "title was “Old”"),
        ({"title": (None, "New")}, ""),
        ({"kind": ("task", "improvement")}, "task → improvement"),
        ({"kind": (None, "task")}, ""),
        ({"kind": (None, "improvement")}, "improvement"),
        ({"owners": (["Mara"], ["Jonas"])}, "owner Mara → Jonas"),
        ({"owners": ([], ["Jonas", "Amira"])}, "owners Jonas, Amira"),
        ({"owners": (["Mara", "Jonas"], [])}, "owners Mara, Jonas → none"),
        ({"team": ("storage", "edge")}, "team storage → edge"),
        ({"team": (None, "edge")}, "team edge"),
        ({"priority": ("P1", None)}, "priority P1 → none"),
        ({"links": (["A-1", "A-2"], ["A-2", "A-3"])}, "linked A-3, unlinked A-1"),
        ({"snoozed_until": (None, "2026-10-19")}, "snoozed until 2026-10-19 (in 5 days)"),
        ({"snoozed_until": ("2026-10-19", None)}, "no longer snoozed until 2026-10-19"),
        ({"status_reason": ("a", "b")}, "reason: b"),
        ({"backlog": (True, False), "triaged_at": (None, "2026-10-14T12:00:00+00:00")}, "accepted"),
        ({"triaged_at": (None, "2026-10-14T12:00:00+00:00")}, "accepted"),
        ({"forgotten_at": (None, "2026-10-14T12:00:00+00:00")}, "forgotten"),
        ({"forgotten_at": ("2026-10-14T12:00:00+00:00", None)}, "back"),
        ({"status": ("open", "done"), "backlog": (True, False)}, "open → done"),
        ({"status": ("open", "done"), "team": ("a", "b")}, "open → done, team a → b"),
        ({"colour": ("red", ["blue", "green"])}, "colour red → blue, green"),
    ],
)
def test_each_field_has_its_words(changes: FieldChanges, told: str) -> None:
    assert ", ".join(words_of(changes, TELLING)) == told


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (["Zoe"], ["@ml"], "owner Zoe → Mara Lind"),
        (["mara"], ["@ml"], "owner mara → @ml"),
        ([], ["mara", "@ml"], "owner Mara Lind"),
    ],
)
def test_owners_are_told_by_the_names_of_persons(old: list[str], new: list[str], told: str) -> None:
    telling = Telling(TODAY, MARA, Place())

    assert words_of({"owners": (old, new)}, telling) == [told]


WHAT, TITLE = "due 2026-11-30 → 2026-12-14 (in 3 weeks)", "Renew the certificates of the payment gateway"


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (200, [f"7: {WHAT}  {TITLE}"]),
        (80, [f"7: {WHAT}  Renew the certificates of the…"]),
        (40, ["7: due 2026-11-30 → 2026-12-14", "   (in 3 weeks)", "   Renew the certificates of the…"]),
        (20, ["7: due 2026-11-30 →", "   2026-12-14", "   (in 3 weeks)", "   Renew the…"]),
    ],
)
def test_a_line_fits_and_is_cut_behind_a_word(width: int, lines: list[str]) -> None:
    assert lines_of("7: ", WHAT, TITLE, width) == lines


@given(st.text().map(plain), st.text().map(plain), st.integers(20, 100))
def test_no_line_is_wider_than_the_terminal(what: str, title: str, width: int) -> None:
    assert all(cells(line) <= width for line in lines_of("7: ", what, title, width))


@given(st.text().map(plain), st.integers(2, 100))
def test_what_fits_is_not_cut(text: str, width: int) -> None:
    assert cells(shortened(text, width)) <= width
    assert (shortened(text, width) == text) == (cells(text) <= width) or text.endswith("…")


def test_hostile_words_reach_no_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = "a\x1b[31m\u202eb\x07\ud800"
    changes = ChangeSet(7, (ItemChange(1, hostile, {"team": (hostile, hostile[::-1])}),))

    tell(changes, Telling(TODAY, NOBODY, Place(db=hostile)))

    printed = "".join(capsys.readouterr())
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e\ud800-\udfff]", printed)


def test_the_document_has_the_values_as_they_are_stored() -> None:
    changes = ChangeSet(None, (ItemChange(7, "Renew", {}),))

    assert change_document(changes) == {"change": None, "items": [{"id": 7, "title": "Renew", "changes": {}}]}


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place(), "pmtrack undo 41"),
        (Place(db="a b.db"), "pmtrack undo 41 --db 'a b.db'"),
        (Place(config="x.toml", db="y.db"), "pmtrack undo 41 --config x.toml --db y.db"),
    ],
)
def test_what_takes_it_back_can_be_pasted(place: Place, words: str) -> None:
    assert place.command("undo", "41") == words
