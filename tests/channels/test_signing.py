"""Signatures, checked by the receiver's side of Standard Webhooks as others wrote it."""

from __future__ import annotations

import base64
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from tracker.channels.signing import check_secret, sign
from tracker.errors import ConfigurationProblem
from tracker.words import Secret

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def secret_of(length: int) -> str:
    return "whsec_" + base64.b64encode(bytes(range(length))).decode()


def test_official_vector() -> None:
    headers = sign(Secret(SECRET), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}')

    assert headers == {
        "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "webhook-timestamp": "1614265330",
        "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    }


@given(st.text(), st.binary(min_size=24, max_size=64))
def test_receiver_verifies_any_body(text: str, key: bytes) -> None:
    body = text.encode(errors="replace")
    secret = "whsec_" + base64.b64encode(key).decode()

    headers = sign(Secret(secret), "msg_1", int(time.time()), body)  # noqa: TID251  # the library reads the clock

    Webhook(secret).verify(body, headers, json_parse=False)


def test_receiver_refuses_a_changed_body() -> None:
    headers = sign(Secret(SECRET), "msg_1", int(time.time()), b"{}")  # noqa: TID251  # likewise

    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(b"{ }", headers, json_parse=False)


@pytest.mark.parametrize("known", [SECRET, secret_of(32)])
def test_both_secrets_sign_while_one_is_replaced(known: str) -> None:
    headers = sign(Secret(f"{secret_of(32)} {SECRET}"), "msg_1", int(time.time()), b"")  # noqa: TID251  # likewise

    Webhook(known).verify(b"", headers, json_parse=False)


def test_without_a_secret_the_other_headers_stay() -> None:
    assert sign(None, "msg_1", 1614265330, b"{}") == {
        "webhook-id": "msg_1",
        "webhook-timestamp": "1614265330",
    }


@pytest.mark.parametrize(
    "text", [secret_of(24), secret_of(64), secret_of(25).rstrip("="), f"{SECRET}  {secret_of(40)}\n"]
)
def test_good_secret_has_no_problem(text: str) -> None:
    assert check_secret(text) is None


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "there are 0 secrets"),
        ("   ", "there are 0 secrets"),
        ("hunter2-hunter2", "does not begin with whsec_"),
        (SECRET.removeprefix("whsec_"), "does not begin with whsec_"),
        ("whsec_hunter2-hunter2", "is not base64"),
        ("whsec_hünter2", "is not base64"),
        ("whsec_aGk", "it holds 2 bytes"),
        (secret_of(23), "it holds 23 bytes"),
        (secret_of(65), "it holds 65 bytes"),
        ("whsec_", "it holds 0 bytes"),
        (f"{SECRET} hunter2", "does not begin with whsec_"),
        (f"{SECRET} {SECRET} {SECRET}", "there are 3 secrets"),
    ],
)
def test_bad_secret_is_explained_without_a_letter_of_it(text: str, problem: str) -> None:
    explained = str(check_secret(text))

    assert problem in explained
    assert "openssl rand" in explained
    assert "nter2" not in explained
    with pytest.raises(ConfigurationProblem, match="whsec_"):
        sign(Secret(text), "msg_1", 1614265330, b"{}")
