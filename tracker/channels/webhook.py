"""A plain webhook: the items as data, for a receiver of one's own. `docs/webhook.md` is its manual.

The document follows Standard Webhooks 1.0 (type, timestamp, data):
https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from tracker.channels.kinds import json_body
from tracker.channels.wording import cut, plain

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.messages import Message, MessageItem

LISTED_ITEMS = 100
"""At most so many items in one document. Standard Webhooks asks for small bodies (about 20 kB), which
hundred items of usual length come to twice; receivers' own limits begin at 100 kB (Express) and 1 MB (nginx)."""

TEXT_LIMIT = 500
"""Code points of one text: a paragraph that was read as a title must not make the body grow without end."""


def payload(message: Message) -> bytes:
    """Return the document of a message: type `action_items.reminder`, its items and how many more there are."""
    listed = message.items[:LISTED_ITEMS]
    data = {"items": [item_data(item) for item in listed], "more": len(message.items) - len(listed)}
    return json_body({"type": "action_items.reminder", "timestamp": instant(message.at), "data": data})


def test_payload(at: datetime) -> bytes:
    """Return a document that reminds of nothing: type `pmtrack.test`."""
    data = {"text": "A test of pmtrack: this channel works. Nothing is due."}
    return json_body({"type": "pmtrack.test", "timestamp": instant(at), "data": data})


def refusal(_status: int, _body: str) -> None:
    """Any 2xx is a yes: Standard Webhooks knows no other sign."""


def item_data(item: MessageItem) -> dict[str, object]:
    """Return an item as the document lists it; `report` is None for one that was added by hand."""
    return {
        "id": item.id,
        "uid": item.uid,
        "title": _text(item.title),
        "stage": item.stage.value,
        "due": item.due.isoformat(),
        "days_overdue": item.days_overdue,
        "owners": [_text(owner) for owner in item.owners],
        "people": [_text(person.name) for person in item.people],
        "priority": _text(item.priority),
        "report": report_data(item),
    }


def report_data(item: MessageItem) -> dict[str, object] | None:
    """Return where an item stands: the report's title, its source and the line; None without a report."""
    if item.report_source is None and item.report_title is None:
        return None
    return {
        "title": _text(item.report_title),
        "source": _text(item.report_source),
        "line": item.report_line,
    }


def instant(at: datetime) -> str:
    """Return an aware instant as ISO 8601 in UTC, to the second: `2025-03-04T09:00:00Z`."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str | None) -> str | None:
    return None if text is None else cut(plain(text), TEXT_LIMIT)
