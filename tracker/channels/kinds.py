"""What a row of `CHANNELS` says of its kind, and the JSON that all kinds send."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tracker.messages import Message


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """How one kind of channel is spoken to; every member is pure.

    `payload` and `test_payload` return a JSON document in UTF-8. `refusal` is asked about an answer of 2xx
    only: it returns the service's own "no" in words, or None where the service accepted. `signed` kinds are
    sent the headers of Standard Webhooks.
    """

    name: str
    payload: Callable[[Message], bytes]
    test_payload: Callable[[datetime], bytes]
    refusal: Callable[[int, str], str | None]
    signed: bool


def json_body(document: dict[str, object]) -> bytes:
    """Return a document as compact JSON in UTF-8; its texts must be free of lone surrogates (`plain`)."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
