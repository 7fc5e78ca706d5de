"""Links by reference: the address stands elsewhere, the item gets it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.reports.text.conflicts import NumberedLine
from tracker.reports.text.references import with_addresses

DEFINITIONS = (
    '\n[one]: https://a.example/1\n[The Guide]: <https://a.example/guide> "Guide"\n[#7]: https://a.example/7'
)


def linked(line: str, definitions: str = DEFINITIONS) -> str:
    numbered = [
        NumberedLine(number, text) for number, text in enumerate([line, *definitions.split("\n")], start=1)
    ]
    return with_addresses(numbered)[0].text


@pytest.mark.parametrize(
    ("line", "with_address"),
    [
        ("Fix [it][one]", "Fix [it](https://a.example/1)"),
        ("Fix [it][ONE]", "Fix [it](https://a.example/1)"),
        ("Read [the guide]", "Read [the guide](https://a.example/guide)"),
        ("Read [the guide][]", "Read [the guide](https://a.example/guide)"),
        ("Merge ([#7])", "Merge ([#7](https://a.example/7))"),
        ("[one] and [it][one]", "[one](https://a.example/1) and [it](https://a.example/1)"),
        ("Fix [it][nowhere]", "Fix [it][nowhere]"),
        ("Fix [one](https://b.example)", "Fix [one](https://b.example)"),
        ("- [ ] Fix it", "- [ ] Fix it"),
        ("list[0]", "list[0]"),
    ],
)
def test_reference_gets_its_address_and_the_rest_stays(line: str, with_address: str) -> None:
    assert linked(line) == with_address


def test_definitions_are_no_words_of_the_report() -> None:
    lines = with_addresses([NumberedLine(4, "Fix [a]"), NumberedLine(5, "  [a]: https://a.example")])

    assert lines == [NumberedLine(4, "Fix [a](https://a.example)"), NumberedLine(5, "")]


def test_without_definitions_nothing_changes() -> None:
    assert linked("Fix [it][one]", "[one]: not an address") == "Fix [it][one]"


def test_items_carry_the_addresses_and_keep_their_words() -> None:
    text = (
        "## Action items\n\n"
        "- [x] Merge the fix ([#7])\n"
        "- [ ] Read [the guide][guide] aloud\n\n"
        "[#7]: https://a.example/7\n"
        "[guide]: https://a.example/guide\n"
    )

    report = parse_report(text, name="x.md", today=date(2024, 5, 15))

    assert [(item.title, item.links) for item in report.items] == [
        ("Merge the fix", ("#7", "https://a.example/7")),
        ("Read the guide aloud", ("https://a.example/guide",)),
    ]
