"""What an answer, or the lack of one, means for a delivery: accepted, try again, or final.

The rules are Standard Webhooks' (2xx success, 3xx failure, 410 disables, 429 and 5xx wait) and those of
RFC 9110 section 15 for statuses that nobody has heard of. Texts in an outcome are stored and shown: they are
one line, short, and hold no more of an address than scheme and host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from tracker.channels.wording import cut

if TYPE_CHECKING:
    from collections.abc import Mapping

ERROR_LIMIT = 200
"""Characters of an error, and bytes of an answer's body in it: enough for `invalid_payload` and its like."""

BODY_WINDOW = 4000
"""Characters of a body that are looked at for an error's sake."""

LEAST_WAIT, LONGEST_WAIT = timedelta(seconds=1), timedelta(hours=24)
"""What a Retry-After may ask for: no hammering, and no silence that outlasts the reason for the message."""

SUCCESSFUL, REDIRECTING, NEEDS_A_PERSON = range(200, 300), range(300, 400), range(300, 500)
"""Classes of statuses; redirections and client errors do not go away by themselves."""

TRIED_AGAIN = frozenset({408, 425, 429})
"""Of the 4xx, those that say "not now" (RFC 9110, RFC 8470, RFC 6585); the others say "not this"."""

SENTENCES = {
    401: "the receiver does not know the sender; check the channel's URL and secret",
    403: "the receiver does not allow this; check the channel's URL and secret",
    404: "nothing is there; check the channel's URL",
    410: "the receiver wants no more messages; the channel is disabled",
    413: "the message is too long for the receiver",
    429: "the receiver asks for fewer messages",
}
"""What a status means here, in words that name the cure; the rest have the name that HTTP gives them."""

SECONDS = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
ADDRESS = re.compile(r"(?i)(https?)://(?:[^\s/?#@\"'<>]*@)?([^\s/?#@\"'<>]*)[^\s\"'<>]*")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one attempt ended.

    `accepted`, or else `error` says why not. `retry`: the same message may be accepted later, not before
    `retry_after`. `disable`: the receiver wants nothing more at all. `ambiguous`: the request was sent and no
    answer came, so that the receiver may have it.
    """

    accepted: bool
    retry: bool = False
    disable: bool = False
    status: int | None = None
    retry_after: timedelta | None = None
    error: str | None = None
    ambiguous: bool = False


def outcome_of(status: int, body: str, headers: Mapping[str, str], refusal: str | None, now: datetime) -> Outcome:
    """Return what an answer means.

    Args:
        status: of the answer.
        body: of the answer, as far as it was read.
        headers: of the answer, in any case.
        refusal: the service's own no in a 2xx (`ChannelKind.refusal`), else None.
        now: aware; dates in Retry-After count from it.
    """
    if is_success(status) and refusal is None:
        return Outcome(accepted=True, status=status)
    retry = is_tried_again(status)
    return Outcome(
        accepted=False,
        retry=retry,
        disable=status == HTTPStatus.GONE,
        status=status,
        retry_after=retry_after(headers, now) if retry else None,
        error=describe_answer(status, body, refusal),
    )


def unanswered(reason: str, *, sent: bool, status: int | None = None) -> Outcome:
    """Return the outcome of an attempt that got no (whole) answer; `sent`: something of it left here."""
    return Outcome(accepted=False, retry=True, status=status, error=one_line(reason), ambiguous=sent)


def unsendable(reason: str) -> Outcome:
    """Return the outcome of a message that cannot be sent as the channel is configured: final."""
    return Outcome(accepted=False, error=one_line(reason))


def is_success(status: int) -> bool:
    """Whether a status says yes."""
    return status in SUCCESSFUL


def is_tried_again(status: int) -> bool:
    """Whether the same request may fare better later.

    A 2xx comes here when the service refused in its own words: then something else answered in its place (a
    gateway's page), or it is unwell. Below 200 nothing was answered yet, and what lies above 599 counts as
    5xx (RFC 9110 section 15). The 3xx and most 4xx need a person.
    """
    return status in TRIED_AGAIN or status not in NEEDS_A_PERSON


def describe_answer(status: int, body: str, refusal: str | None) -> str:
    """Return why an answer is no yes, in one line: `404 nothing is there; …: no_service`."""
    meaning = refusal or SENTENCES.get(status) or _class_sentence(status)
    said = excerpt(body)
    return one_line(f"{status} {meaning}" + (f": {said}" if said else ""))


def _class_sentence(status: int) -> str:
    if status in REDIRECTING:
        return "redirects, which is not followed; update the channel's URL"
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "is no status that HTTP knows"


def excerpt(body: str) -> str:
    """Return the start of an answer's body in one line, at most 200 bytes of it."""
    return one_line(body[:BODY_WINDOW]).encode()[:ERROR_LIMIT].decode(errors="ignore")


def one_line(text: str) -> str:
    """Return text for an error: printable, one line, short, every address cut down to scheme and host."""
    bare = ADDRESS.sub(r"\1://\2", text)
    printable = "".join(letter if letter.isprintable() else " " for letter in bare)
    return cut(" ".join(printable.split()), ERROR_LIMIT)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return how long the receiver asks to be left alone, from 1 s to 24 h; None when it does not say.

    Retry-After holds seconds or a date (RFC 9110 section 10.2.3). Some send fractions; several headers come
    as one with commas, and the longest wait counts. What is neither means nothing.
    """
    text = next((value.strip() for name, value in headers.items() if name.lower() == "retry-after"), "")
    parts = [part.strip() for part in text.split(",")]
    if all(map(SECONDS.fullmatch, parts)):
        return _within_bounds(max(map(float, parts)))
    moment = _http_date(text)
    return None if moment is None else _within_bounds((moment - now).total_seconds())


def _within_bounds(seconds: float) -> timedelta:
    # In seconds, since a number of twenty digits is no timedelta and one of a thousand is infinite.
    return timedelta(seconds=min(max(seconds, LEAST_WAIT.total_seconds()), LONGEST_WAIT.total_seconds()))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
