"""What a message says of its items: the headline that counts them, and their order."""

from __future__ import annotations

from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING, Any

import pytest
from conftest import NOW, TODAY, make_item

from tracker.messages import Message, compose_message
from tracker.people import People
from tracker.words import Person, Stage

if TYPE_CHECKING:
    from tracker.words import Item


def due_in(days: int, **facts: Any) -> Item:
    return make_item(due=TODAY + timedelta(days=days), **facts)


def message(*items: Item) -> Message:
    return compose_message(items, at=NOW, day_of=lambda _: TODAY)


@pytest.mark.parametrize(
    ("days", "headline"),
    [
        ([-1], "1 overdue"),
        ([0], "1 due today"),
        ([1], "1 due soon"),
        ([5, -3, 0, -1], "2 overdue, 1 due today, 1 due soon"),
        ([2, -400], "1 overdue, 1 due soon"),
        ([0, 0, 0], "3 due today"),
        ([], ""),
    ],
)
def test_the_headline_counts_each_stage_the_most_urgent_first(days: list[int], headline: str) -> None:
    assert message(*map(due_in, days)).headline == headline


def test_overdue_comes_before_due_and_due_before_upcoming_whatever_the_priority() -> None:
    items = (due_in(1, id=1, priority="P0"), due_in(0, id=2, priority="P1"), due_in(-1, id=3))

    for order in permutations(items):
        assert [item.id for item in message(*order).items] == [3, 2, 1]


def test_within_a_stage_priority_counts_then_the_longest_due_then_the_number() -> None:
    items = (
        due_in(-9, id=1),
        due_in(-1, id=2, priority="low"),
        due_in(-2, id=3, priority="P3"),
        due_in(-1, id=4, priority="critical"),
        due_in(-1, id=6, priority="P1"),
        due_in(-1, id=5, priority="High"),
    )

    assert [item.id for item in message(*items).items] == [4, 5, 6, 3, 2, 1]


def test_the_order_does_not_depend_on_the_order_of_the_items() -> None:
    items = tuple(due_in(days, id=number) for number, days in enumerate((0, -1, 3, -1)))

    assert len({message(*order) for order in permutations(items)}) == 1


def test_days_are_counted_from_today() -> None:
    late, today, early = message(due_in(-3), due_in(0), due_in(4)).items

    assert (late.stage, late.days_overdue, late.days_left) == (Stage.OVERDUE, 3, 0)
    assert (today.stage, today.days_overdue, today.days_left) == (Stage.DUE, 0, 0)
    assert (early.stage, early.days_overdue, early.days_left) == (Stage.UPCOMING, 0, 4)


def test_an_item_carries_the_place_it_stands_in() -> None:
    (item,) = message(due_in(0)).items

    assert (item.report_title, item.report_source, item.report_line) == ("Checkout down", "reports/checkout.md", 7)


def test_an_item_without_a_report_has_no_place() -> None:
    (item,) = message(due_in(0, report=None)).items

    assert (item.report_title, item.report_source, item.report_line) == (None, None, None)


def test_an_item_without_a_due_date_has_no_stage() -> None:
    with pytest.raises(ValueError, match="due=None"):
        message(make_item(due=None))


def test_an_item_carries_its_owners_as_written_and_as_the_persons_they_are() -> None:
    mara = Person("Mara Lind", ("mara", "@mlind"), handles={"slack": "U012AB3CD"})
    items = [due_in(0, owners=("mara", "Amira", "mlind"))]

    (item,) = compose_message(items, at=NOW, day_of=lambda _: TODAY, people=People((mara,))).items

    assert item.owners == ("mara", "Amira", "mlind")
    assert item.people == (mara, Person("Amira"))


def test_without_a_configuration_the_persons_are_as_written_each_once() -> None:
    (item,) = message(due_in(0, owners=("Mara", "@mara", "Jonas"))).items

    assert item.people == (Person("Mara"), Person("Jonas"))
    assert hash(item) == hash(item)


def test_where_the_day_differs_by_item_each_is_in_the_stage_of_its_own_day() -> None:
    tomorrow = {1: TODAY + timedelta(days=1), 2: TODAY}
    items = [due_in(0, id=1), due_in(0, id=2)]

    early, late = compose_message(items, at=NOW, day_of=lambda item: tomorrow[item.id]).items

    assert (early.id, early.stage, early.days_overdue) == (1, Stage.OVERDUE, 1)
    assert (late.id, late.stage, late.days_overdue) == (2, Stage.DUE, 0)
