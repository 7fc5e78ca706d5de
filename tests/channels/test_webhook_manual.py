"""The receiver in `docs/webhook.md` works as it is printed."""

from __future__ import annotations

import json
import re
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tracker.channels import CHANNELS
from tracker.channels.signing import sign
from tracker.words import Secret

if TYPE_CHECKING:
    from collections.abc import Callable

MANUAL = (Path(__file__).parents[2] / "docs" / "webhook.md").read_text("utf-8")
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
NOW = datetime(2025, 3, 4, 9, 0, tzinfo=UTC)


def block(language: str) -> str:
    """Return the manual's block of code in a language."""
    found = re.search(rf"```{language}\n(.*?)```", MANUAL, re.DOTALL)
    assert found
    return found.group(1)


@pytest.fixture
def receive(monkeypatch: pytest.MonkeyPatch) -> Callable[[dict[str, str], bytes], int]:
    monkeypatch.setenv("PMTRACK_WEBHOOK_SECRET", SECRET)
    names: dict[str, Callable[[dict[str, str], bytes], int]] = {}
    exec(block("python"), names)
    return names["receive"]


def signed(body: bytes) -> dict[str, str]:
    return sign(Secret(SECRET), "msg_1", int(time.time()), body)  # noqa: TID251  # the library reads the clock


def test_receiver_takes_the_printed_message_once(
    receive: Callable[[dict[str, str], bytes], int], capsys: pytest.CaptureFixture[str]
) -> None:
    body = block("json").encode()

    assert receive(signed(body), body) == 204
    assert receive(signed(body), body) == 204
    assert capsys.readouterr().out == "#7 Alert on disk usage above 80 %: 3 days overdue\n"


def test_receiver_takes_the_test_message(receive: Callable[[dict[str, str], bytes], int]) -> None:
    body = CHANNELS["webhook"].test_payload(NOW)

    assert receive(signed(body), body) == 204


def test_receiver_refuses_a_changed_message(receive: Callable[[dict[str, str], bytes], int]) -> None:
    assert receive(signed(b"{}"), b'{"type": "x"}') == 401


def test_printed_message_has_the_fields_of_the_real_one() -> None:
    example = Path(__file__).parents[1] / "examples" / "channels" / "webhook.json"
    printed, real = json.loads(block("json")), json.loads(example.read_text("utf-8"))

    assert printed.keys() == real.keys()
    assert printed["data"].keys() == real["data"].keys()
    assert printed["data"]["items"][0].keys() == real["data"]["items"][0].keys()
    assert printed["data"]["items"][0]["report"].keys() == real["data"]["items"][0]["report"].keys()
