"""Real reports, where a folder of them is at hand: PMTRACK_CORPUS names it (`dev/docs/`, `dev/gold/`)."""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path

import pytest

from tracker.reports import decode, parse_report

CORPUS = os.environ.get("PMTRACK_CORPUS")
FOLDER = Path(CORPUS or "") / "dev"
pytestmark = pytest.mark.skipif(not CORPUS, reason="PMTRACK_CORPUS names no folder of real reports")


def documents() -> list[Path]:
    return sorted((FOLDER / "docs").iterdir()) if CORPUS else []


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.stem)
def test_every_report_gets_an_answer(path: Path) -> None:
    report = parse_report(decode(path.read_bytes()), name=path.name, today=date(2024, 5, 15))

    assert report.title
    assert [item.line for item in report.items] == sorted({item.line for item in report.items})


def test_conflicted_report_gives_exactly_its_items() -> None:
    name = "gadgethub-conflicted"
    gold = json.loads((FOLDER / "gold" / f"{name}.json").read_text(encoding="utf-8"))["items"]

    text = decode((FOLDER / "docs" / f"{name}.md").read_bytes())
    report = parse_report(text, name=f"{name}.md", today=date(2024, 5, 15))

    fields = ("line", "title", "due", "due_text", "due_confidence", "recurrence")
    assert [
        (item.kind, *(str(value) if (value := getattr(item, field)) is not None else None for field in fields))
        for item in report.items
    ] == [
        (item["class"], *(str(item[field]) if item[field] is not None else None for field in fields))
        for item in gold
    ]
    assert report.warnings == ("unresolved merge conflicts in lines 1-25, 38-44: the first side was read",)
