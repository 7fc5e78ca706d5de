# ruff: noqa: RUF001 - marks of other scripts are data here
"""The same report in another dress: how headings, bullets and tables are drawn changes no item."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.reports import parse_report

if TYPE_CHECKING:
    from collections.abc import Callable

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
REPORTS = sorted(EXAMPLES.glob("*.md"))
TODAY = date(2024, 12, 1)

HEADING = re.compile(r"(#{2,6}) +(.+?)$", re.MULTILINE)
BULLET = re.compile(r"^([ \t]*)[-*+] (?=\S)(?!\[[ xX]\])", re.MULTILINE)
BARS = re.compile(r"^\|(.+)\|[ \t]*$", re.MULTILINE)
LINE = re.compile(r"(?<=\S)$", re.MULTILINE)

DRESSES: dict[str, Callable[[str], str]] = {
    "## Closed ##": lambda text: HEADING.sub(r"\1 \2 \1", text),
    "##Tight": lambda text: HEADING.sub(r"\1\2", text),
    "### A level deeper": lambda text: HEADING.sub(r"#\1 \2", text) if "######" not in text else text,
    "## With a colon:": lambda text: HEADING.sub(lambda found: f"{found[1]} {found[2].rstrip(':')}:", text),
    "## **Bold**": lambda text: HEADING.sub(
        lambda found: f"{found[1]} **{found[2].replace('**', '').strip()}**", text
    ),
    "## 🛠️ With an emoji": lambda text: HEADING.sub(r"\1 🛠️ \2", text),
    "## With an anchor {#anchor}": lambda text: HEADING.sub(r"\1 \2 {#anchor}", text),
    "<h2>HTML</h2>": lambda text: HEADING.sub(
        lambda found: f"<h{len(found[1])}>{found[2]}</h{len(found[1])}>", text
    ),
    "Underlined": lambda text: re.sub(
        r"(?<=\n\n)## +(.+)$",
        lambda found: f"{found[1].strip()}\n{'-' * len(found[1].strip())}",
        text,
        flags=re.MULTILINE,
    ),
    "* bullet": lambda text: BULLET.sub(r"\1* ", text),
    "+ bullet": lambda text: BULLET.sub(r"\1+ ", text),
    "• bullet": lambda text: BULLET.sub(r"\1• ", text),
    "– bullet": lambda text: BULLET.sub(r"\1– ", text),
    "1. bullet": lambda text: BULLET.sub(r"\g<1>1. ", text),
    "1) bullet": lambda text: BULLET.sub(r"\g<1>1) ", text),
    "| no | bars outside |": lambda text: BARS.sub(r"\1", text),
    "blanks at the end": lambda text: LINE.sub("  ", text),
    "two blank lines": lambda text: re.sub(r"\n\n", "\n\n\n", text),
    "line ends of Windows": lambda text: text.replace("\n", "\r\n"),
}


def titles(text: str, path: Path) -> list[str]:
    return [item.title for item in parse_report(text, name=path.name, today=TODAY).items]


def body_redressed(text: str, dress: Callable[[str], str]) -> str:
    """Return the text with all but its front matter and its code changed."""
    opening = re.match(r"---\n.*?\n---\n|\+\+\+\n.*?\n\+\+\+\n", text, re.DOTALL)
    front = opening[0] if opening else ""
    parts = re.split(r"(^[ ]{0,3}```.*?^[ ]{0,3}```$)", text[len(front) :], flags=re.DOTALL | re.MULTILINE)
    return front + "".join(part if place % 2 else dress(part) for place, part in enumerate(parts))


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES.keys())
def test_example_keeps_its_items_in_another_dress(dress: Callable[[str], str]) -> None:
    changed = 0
    for path in REPORTS:
        text = path.read_text(encoding="utf-8")
        redressed = body_redressed(text, dress)
        changed += redressed != text

        assert titles(redressed, path) == titles(text, path), path.name
    assert changed > 1  # a dress that no example wears shows nothing
