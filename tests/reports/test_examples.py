"""The example reports: each is read into exactly what stands beside it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tracker.reports import parse_report

if TYPE_CHECKING:
    from tracker.words import ParsedItem

EXAMPLES = Path(__file__).parent.parent / "examples" / "reports"
REPORTS = sorted(path for path in EXAMPLES.iterdir() if path.suffix != ".json")
TODAY = date(2024, 12, 1)


def item_as_written(item: ParsedItem) -> dict[str, Any]:
    return {
        "line": item.line,
        "kind": item.kind,
        "title": item.title,
        "due": item.due and item.due.isoformat(),
        "due_text": item.due_text,
        "due_confidence": item.due_confidence,
        "owners": list(item.owners),
        "status": item.status,
        "priority": item.priority,
        "type": item.type,
        "links": list(item.links),
        "recurrence": item.recurrence,
    }


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_example_holds_the_items_that_stand_beside_it(path: Path) -> None:
    expected = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))

    report = parse_report(path.read_text(encoding="utf-8"), name=path.name, today=TODAY)

    assert [item_as_written(item) for item in report.items] == expected["items"]
    assert report.title == expected["title"]
    assert (report.incident_on and report.incident_on.isoformat()) == expected["incident_on"]
    assert report.severity == expected["severity"]
    assert list(report.warnings) == expected["warnings"]


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_every_item_tells_which_rules_read_it(path: Path) -> None:
    report = parse_report(path.read_text(encoding="utf-8"), name=path.name, today=TODAY)

    for item in report.items:
        assert item.trace[0].rule.startswith("section: ")
        assert all(step.rule for step in item.trace)


def test_every_example_has_its_answer() -> None:
    assert len(REPORTS) >= 12
    assert {path.stem for path in EXAMPLES.glob("*.json")} == {path.stem for path in REPORTS}
