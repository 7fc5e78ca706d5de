"""Importing again: which item is which, and what is taken, kept and told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from tracker.merging import Changes, Conflict, StoredItem, item_fields, plan_changes
from tracker.words import ParsedItem, Status

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tracker.merging import Fields


def parsed(title: str, line: int = 1, **facts: Any) -> ParsedItem:
    return ParsedItem(line=line, title=title, **facts)


def stored(number: int, item: ParsedItem, *, gone: bool = False, **ours: Any) -> StoredItem:
    """A stored item as its report last said it; `ours` is what the tracker changed since."""
    base: Fields = item_fields(item)
    return StoredItem(number, ours=base | ours, base=base, section=item.section, gone=gone)


def told(changes: Changes) -> dict[str, list[Any]]:
    return {
        "new": [item.title for item in changes.new],
        "kept": [(item.stored.id, item.parsed.title) for item in changes.kept],
        "changed": [item.stored.id for item in changes.changed],
        "gone": [item.id for item in changes.gone],
    }


A, B, C = parsed("Alert on certificates"), parsed("Write the runbook"), parsed("Rehearse the failover")
A_REWORDED = parsed("Alert on all certificates")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param([], [A], {"new": [A.title], "kept": [], "changed": [], "gone": []}, id="the first import"),
        pytest.param(
            [A, B],
            [A, B],
            {"new": [], "kept": [(1, A.title), (2, B.title)], "changed": [], "gone": []},
            id="the same",
        ),
        pytest.param(
            [A, B],
            [B, A],
            {"new": [], "kept": [(2, B.title), (1, A.title)], "changed": [], "gone": []},
            id="reordered items keep their numbers",
        ),
        pytest.param(
            [A, B],
            [B, A_REWORDED],
            {"new": [], "kept": [(2, B.title), (1, A_REWORDED.title)], "changed": [1], "gone": []},
            id="a reworded item keeps its number",
        ),
        pytest.param(
            [A], [C], {"new": [C.title], "kept": [], "changed": [], "gone": [1]}, id="other words are another item"
        ),
        pytest.param(
            [parsed("alert on  CERTIFICATES!")],
            [A],
            {"new": [], "kept": [(1, A.title)], "changed": [1], "gone": []},
            id="case, spaces and marks do not make another item",
        ),
        pytest.param(
            [parsed("Alert", links=("OPS-1",)), parsed("Alert", links=("OPS-2",))],
            [parsed("Alert", links=("OPS-2",)), parsed("Page", links=("OPS-1",))],
            {"new": [], "kept": [(2, "Alert"), (1, "Page")], "changed": [1], "gone": []},
            id="a ticket says more than words",
        ),
        pytest.param(
            [A, A],
            [A, A, A],
            {"new": [A.title], "kept": [(1, A.title), (2, A.title)], "changed": [], "gone": []},
            id="equal words are paired in their order",
        ),
    ],
)
def test_which_item_is_which(
    before: Sequence[ParsedItem], after: Sequence[ParsedItem], expected: dict[str, list[Any]]
) -> None:
    known = [stored(number, item) for number, item in enumerate(before, start=1)]

    assert told(plan_changes(known, after)) == expected


def test_two_candidates_as_good_are_not_guessed_between() -> None:
    known = [stored(1, parsed("Add alert A")), stored(2, parsed("Add alert B"))]

    changes = plan_changes(known, [parsed("Add alert C")])

    assert told(changes) == {"new": ["Add alert C"], "kept": [], "changed": [], "gone": [1, 2]}


def test_titles_that_differ_in_a_sign_only_keep_their_numbers_when_reordered() -> None:
    c, cpp = parsed("Patch the C client"), parsed("Patch the C++ client")

    changes = plan_changes([stored(1, c, status="done"), stored(2, cpp)], [cpp, c])

    assert [(item.stored.id, item.parsed.title) for item in changes.kept] == [(2, cpp.title), (1, c.title)]


def test_the_same_words_of_another_owner_are_that_owners_item() -> None:
    alice = parsed("Update the runbook", section="A", owners=("alice",))
    bob = parsed("Update the runbook", section="B", owners=("bob",))

    changes = plan_changes([stored(1, alice, status="done"), stored(2, bob)], [bob])

    assert [item.stored.id for item in changes.kept] == [2]
    assert [item.id for item in changes.gone] == [1]


def test_an_item_that_is_gone_takes_nothing_from_one_that_is_there() -> None:
    changes = plan_changes([stored(1, A, gone=True), stored(2, A)], [A])

    assert [item.stored.id for item in changes.kept] == [2]


def test_a_task_written_anew_in_another_ones_place_is_a_new_task() -> None:
    changes = plan_changes(
        [stored(1, parsed("Write the failover runbook"), status="done")], [parsed("Rotate the webhook secrets")]
    )

    assert told(changes) == {"new": ["Rotate the webhook secrets"], "kept": [], "changed": [], "gone": [1]}


def test_an_item_that_was_gone_is_not_told_as_gone_again() -> None:
    assert plan_changes([stored(1, A, gone=True)], []).gone == ()


def test_an_item_that_comes_back_is_told() -> None:
    changes = plan_changes([stored(1, A, gone=True)], [A])

    assert [item.stored.id for item in changes.changed] == [1]


DUE = parsed("Alert on certificates", due=date(2026, 10, 1), due_text="by 1 October")
MOVED = parsed("Alert on certificates", due=date(2026, 11, 1), due_text="by 1 November")


def test_what_only_the_report_changed_is_taken() -> None:
    (item,) = plan_changes([stored(1, DUE)], [MOVED]).kept

    assert item.take == {"due": "2026-11-01", "due_text": "by 1 November", "due_confidence": None}
    assert item.conflicts == ()


def test_what_only_the_tracker_changed_is_kept() -> None:
    (item,) = plan_changes([stored(1, DUE, status="done")], [DUE]).kept

    assert not item.is_changed


def test_what_both_changed_differently_is_kept_and_told() -> None:
    (item,) = plan_changes([stored(1, DUE, due="2026-12-24")], [MOVED]).kept

    assert item.take == {}
    assert item.conflicts == (Conflict("due", "2026-12-24", "2026-11-01"),)


def test_what_both_changed_to_the_same_is_no_conflict() -> None:
    ticked = parsed("Alert on certificates", due=DUE.due, due_text=DUE.due_text, status=Status.DONE)

    (item,) = plan_changes([stored(1, DUE, status="done")], [ticked]).kept

    assert not item.is_changed
