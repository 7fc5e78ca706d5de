"""Texts for a page that takes GitHub's Markdown: they appear as they are, and nothing in them comes alive.

No emphasis, link, image, HTML or formula is made of what a report says; nobody is notified because a title holds
"@somebody", and no issue is linked because it holds "#12". Punctuation is escaped as CommonMark says. What pages
find by themselves in the finished text (mentions, references, bare addresses, emoji's names) is parted by a
zero-width space: Markdown has no other way to stop them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tracker.cli.output import plain

if TYPE_CHECKING:
    from collections.abc import Iterable

PARTED = "&#8203;"

ALIVE = re.compile(
    r"(?P<markup>[&<>])"
    r"|(?P<sign>[\\`*_\[\]|~$])"
    r"|(?P<word>@(?=\S)|\#(?=\w)|:(?=//)|\bwww(?=\.)|\bGH(?=-\d)|:(?=[\w+-]+:))",
    re.IGNORECASE,
)
"""What would be more than a text: HTML, the signs of Markdown, and what pages make links and mentions of."""

ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def escaped(text: str) -> str:
    """Return a text of any origin for the inside of a line, or of a table's cell."""
    return ALIVE.sub(harmless, plain(text).strip())


def harmless(found: re.Match[str]) -> str:
    """Return what is written instead of a sign that would come alive."""
    sign = found[0]
    if found["markup"]:
        return ENTITIES[sign]
    return f"\\{sign}" if found["sign"] else f"{sign}{PARTED}"


def linked(text: str, address: str | None) -> str:
    """Return a text as a link on an address that `file_address` made, or as it is."""
    return f"[{escaped(text)}]({address})" if address else escaped(text)


def file_address(source: str, line: int | None) -> str | None:
    """Return the address of a line of a report, from the root of its repository; None where it is in none."""
    from urllib.parse import quote  # noqa: PLC0415 - for this format alone

    if source.startswith(("/", "-")):
        return None
    # Without ?plain=1 the page shows a Markdown file rendered, and has no lines to go to.
    return quote(source, safe="/") + (f"?plain=1#L{line}" if line is not None else "")


def row(texts: Iterable[str]) -> str:
    """Return a row of a table; the texts are escaped already."""
    return f"| {' | '.join(texts)} |"
