"""Real postmortems, where they are at hand: PMTRACK_CORPUS names the folder that holds `dev/docs`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import CommandLine

CORPUS = os.environ.get("PMTRACK_CORPUS", "")

pytestmark = pytest.mark.skipif(not CORPUS, reason="PMTRACK_CORPUS names no folder of real postmortems")

GADGETHUB = "gadgethub-conflicted.md"


def documents() -> Path:
    """Return the folder of the development set, however near to it the variable points."""
    places = [Path(CORPUS) / "dev" / "docs", Path(CORPUS) / "docs", Path(CORPUS)]
    return next(place for place in places if place.is_dir() and any(place.glob("*.md")))


def test_every_document_is_read_in_one_call_without_an_error(cli: CommandLine) -> None:
    files = sorted(path for path in documents().iterdir() if path.is_file())

    result = cli("import", *files, "--dry-run", "--json")

    reports = json.loads(result.stdout)["reports"]
    assert result.exit_code == 0
    assert [report["path"] for report in reports] == [str(path) for path in files]
    assert [report["path"] for report in reports if report["error"]] == []


def test_the_conflicted_report_has_four_tasks_and_three_improvements(cli: CommandLine) -> None:
    result = cli("import", documents() / GADGETHUB, "--json")

    (report,) = json.loads(result.stdout)["reports"]
    tasks = [(item["due"], item["recurrence"]) for item in report["items"] if item["kind"] == "task"]
    assert tasks == [
        ("2023-07-31", None),
        ("2023-08-15", None),
        ("2023-07-15", "FREQ=MONTHLY"),
        ("2023-07-31", None),
    ]
    assert [item["kind"] for item in report["items"]].count("improvement") == 3
    assert len(report["warnings"]) == 1


@pytest.mark.parametrize(
    ("words", "count"), [(["--as-of", "2023-08-01"], 3), (["--as-of", "2023-07-31"], 1), ([], 4)], ids=str
)
def test_the_conflicted_report_is_overdue_day_by_day(cli: CommandLine, words: list[str], count: int) -> None:
    cli("import", documents() / GADGETHUB)

    items = json.loads(cli("list", "--overdue", "--json", *words).stdout)["items"]

    assert len(items) == count
    assert {item["kind"] for item in items} == {"task"}
