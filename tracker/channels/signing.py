"""The headers of Standard Webhooks 1.0: who sent this, when, and that nobody changed it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

A secret is `whsec_` and the base64 of 24 to 64 random bytes. While one is being replaced the setting holds
both, with a space between, and both sign.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from typing import TYPE_CHECKING

from tracker.errors import UnusableConfiguration

if TYPE_CHECKING:
    from tracker.words import Secret

PREFIX = "whsec_"
KEY_BYTES = range(24, 65)
SECRETS_AT_ONCE = 2

FORM = (
    "a secret is whsec_ followed by the base64 of 24 to 64 random bytes: "
    '`echo "whsec_$(openssl rand -base64 32)"` makes one'
)


def sign(secret: Secret | None, webhook_id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """Return the headers of one attempt.

    Args:
        secret: one secret or two; without one the message goes unsigned, and the other headers stay.
        webhook_id: the same over all attempts, without a dot, since dots part what is signed.
        timestamp: the second of this attempt, since 1970.
        body: exactly the bytes that are sent.

    Raises:
        UnusableConfiguration: the secret is not of the form that `check_secret` asks for.
    """
    headers = {"webhook-id": webhook_id, "webhook-timestamp": str(timestamp)}
    if secret is None:
        return headers
    problem = check_secret(secret.reveal())
    if problem:
        raise UnusableConfiguration("secret", problem)
    content = f"{webhook_id}.{timestamp}.".encode() + body
    signatures = (_signature(key, content) for key in map(_key, secret.reveal().split()))
    return {**headers, "webhook-signature": " ".join(signatures)}


def check_secret(text: str) -> str | None:
    """Return what is wrong with a secret setting, without a letter of it, or None when it can sign."""
    secrets = text.split()
    if not 1 <= len(secrets) <= SECRETS_AT_ONCE:
        return f"there are {len(secrets)} secrets; one is needed, or two while one is being replaced; {FORM}"
    return next(filter(None, map(_problem, secrets)), None)


def _problem(secret: str) -> str | None:
    if not secret.startswith(PREFIX):
        return f"it does not begin with whsec_; {FORM}"
    try:
        length = len(_key(secret))
    except ValueError:
        return f"what follows whsec_ is not base64; {FORM}"
    return None if length in KEY_BYTES else f"it holds {length} bytes; {FORM}"


def _key(secret: str) -> bytes:
    """Return the bytes that sign; a secret may come without the `=` at its end.

    Raises:
        ValueError: it is not base64.
    """
    text = secret.removeprefix(PREFIX).rstrip("=")
    padding = "=" * (-len(text) % 4)
    try:
        return base64.b64decode(text + padding, validate=True)
    except binascii.Error as exc:
        raise ValueError from exc


def _signature(key: bytes, content: bytes) -> str:
    return "v1," + base64.b64encode(hmac.digest(key, content, hashlib.sha256)).decode("ascii")
