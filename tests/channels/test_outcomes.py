"""What answers mean."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.channels.outcomes import (
    ERROR_LIMIT,
    LEAST_WAIT,
    LONGEST_WAIT,
    Outcome,
    outcome_of,
    retry_after,
    unanswered,
    unsendable,
)

NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)

AGAIN = {408, 425, 429}


def answered(status: int, body: str = "", refusal: str | None = None, **headers: str) -> Outcome:
    return outcome_of(status, body, headers, refusal, NOW)


@pytest.mark.parametrize("status", range(200, 300))
def test_success_is_accepted(status: int) -> None:
    assert answered(status, "ok") == Outcome(accepted=True, status=status)


@pytest.mark.parametrize("status", [*range(300, 400), *(set(range(400, 500)) - AGAIN)])
def test_redirect_and_client_error_are_final(status: int) -> None:
    outcome = answered(status)

    assert (outcome.accepted, outcome.retry, outcome.ambiguous) == (False, False, False)
    assert outcome.disable is (status == 410)
    assert str(outcome.error).startswith(f"{status} ")


@pytest.mark.parametrize("status", [*range(100, 200), *AGAIN, *range(500, 600), 600, 999])
def test_server_error_and_not_now_are_tried_again(status: int) -> None:
    outcome = answered(status)

    assert (outcome.accepted, outcome.retry, outcome.disable) == (False, True, False)
    assert str(outcome.error).startswith(f"{status} ")


def test_refusal_in_the_body_of_a_success_is_a_failure() -> None:
    outcome = answered(200, "<html>Sign in</html>", "the answer is not Slack's `ok`")

    assert (outcome.accepted, outcome.retry) == (False, True)
    assert outcome.error == "200 the answer is not Slack's `ok`: <html>Sign in</html>"


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (302, "", "302 redirects, which is not followed; update the channel's URL"),
        (400, "invalid_payload", "400 Bad Request: invalid_payload"),
        (404, "no_service", "404 nothing is there; check the channel's URL: no_service"),
        (410, "", "410 the receiver wants no more messages; the channel is disabled"),
        (413, "", "413 the message is too long for the receiver"),
        (499, "", "499 is no status that HTTP knows"),
        (503, "try\r\n later\x1b[31m\u202e", "503 Service Unavailable: try later [31m"),
        (
            500,
            "see https://u:pw@host.test:8/secret?x=1#y now",
            "500 Internal Server Error: see https://host.test:8 now",
        ),
    ],
)
def test_error_says_what_it_means_in_one_line(status: int, body: str, error: str) -> None:
    assert answered(status, body).error == error


@given(st.integers(300, 599), st.text())
def test_error_is_short_and_printable(status: int, body: str) -> None:
    error = answered(status, body).error

    assert error is not None
    assert len(error) <= ERROR_LIMIT
    assert error.isprintable()


def test_error_quotes_at_most_200_bytes_of_the_answer() -> None:
    error = answered(400, "é" * 5000).error

    # 400 Bad Request: and 100 letters of two bytes.
    assert error == "400 Bad Request: " + "é" * 100


def test_unanswered_request_is_ambiguous_only_when_something_was_sent() -> None:
    assert unanswered("no answer in time", sent=True).ambiguous
    assert not unanswered("connection refused", sent=False).ambiguous
    assert unanswered("connection refused", sent=False).retry


def test_unsendable_message_is_final() -> None:
    assert unsendable("url: it is not a valid URL") == Outcome(accepted=False, error="url: it is not a valid URL")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("1.5", 1.5),  # Discord
        ("0", 1),
        ("-5", 1),
        ("-90000000000000", 1),
        ("86400", 86400),
        ("86401", 86400),
        ("9" * 5000, 86400),
        ("7, 30", 30),  # two headers
        ("Tue, 04 Mar 2025 09:02:00 GMT", 120),
        ("Tue, 04 Mar 2025 10:02:00 +0100", 120),
        ("Tuesday, 04-Mar-25 09:02:00 GMT", 120),  # RFC 850
        ("Tue Mar  4 09:02:00 2025", 120),  # asctime
        ("Tue, 04 Mar 2025 08:00:00 GMT", 1),  # past
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        ("", None),
        ("soon", None),
        ("12 minutes", None),
        ("5,", None),
        ("inf", None),
        ("nan", None),
        ("1e9", None),
        ("٣", None),
        ("Tue, 99 Mar 2025 09:00:00 GMT", None),
        ("\x00", None),
    ],
)
def test_retry_after_in_seconds_and_dates(value: str, seconds: float | None) -> None:
    expected = None if seconds is None else timedelta(seconds=seconds)

    assert retry_after({"Retry-After": value}, NOW) == expected


@given(st.one_of(st.text(), st.from_regex(r"-?[0-9]+(\.[0-9]+)?"), st.datetimes().map(str)))
def test_retry_after_is_nothing_or_within_its_bounds(value: str) -> None:
    asked = retry_after({"retry-after": value}, NOW)

    assert asked is None or LEAST_WAIT <= asked <= LONGEST_WAIT


def test_retry_after_of_a_final_answer_means_nothing() -> None:
    assert answered(404, **{"Retry-After": "5"}).retry_after is None
    assert answered(503, **{"retry-after": "5"}).retry_after == timedelta(seconds=5)
