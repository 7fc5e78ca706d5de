"""Text as every chat may show it: cleaned, cut, and how late an item is in words.

What a report says is hostile text. `plain` makes it one line that cannot move a cursor, turn the reading
direction or break an encoder; a channel then escapes its own markup.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from tracker.dates.wording import describe_due

if TYPE_CHECKING:
    from tracker.messages import MessageItem

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

NOT_TEXT = re.compile(
    "["
    "\x00-\x1f\x7f-\x9f"  # C0, DEL and C1: terminals act on them, and PostgreSQL refuses NUL in JSON
    "\ud800-\udfff"  # lone surrogates cannot be written in UTF-8
    "\u202a-\u202e\u2066-\u2069"  # embeddings, overrides and isolates turn the text around them
    "]"
)
"""Characters that are no text, after white space has become spaces."""


def plain(text: str) -> str:
    """Return text as one line: white space as single spaces, what is no text as U+FFFD."""
    return NOT_TEXT.sub(REPLACEMENT, " ".join(text.split()))


def cut(text: str, limit: int) -> str:
    """Return text of at most `limit` code points, with an ellipsis as the last where it was longer."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def how_late(item: MessageItem) -> str:
    """Return when an item is due, as every list says it: "3 days overdue", "due today", "due in 2 days"."""
    today = item.due + timedelta(days=item.days_overdue - item.days_left)
    return describe_due(item.due, today)
