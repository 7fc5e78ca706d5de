"""What `pmtrack import` tells, report by report: as text for a person, or as one JSON document."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Protocol

from tracker.cli.input.options import Place
from tracker.cli.output import (
    BOLD,
    DIM,
    RED,
    YELLOW,
    Screen,
    cells,
    cut,
    note,
    plain,
    say,
    say_json,
    screen,
    wrapped,
)
from tracker.cli.output.listing import day
from tracker.dates.wording import describe_due
from tracker.words import Kind, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from tracker.merging import MergedItem
    from tracker.usecases.import_report import ImportedReport
    from tracker.words import ParsedItem


class Telling(Protocol):
    """A way to tell of an import, report by report."""

    failures: int
    """Reports that could not be read."""

    def imported(self, report: ImportedReport) -> None:
        """Tell what came of a report."""

    def failed(self, path: str, reason: str) -> None:
        """Tell that a report could not be read."""

    def skipped(self, path: str, reason: str) -> None:
        """Tell that a walk passed over something."""

    def interrupted(self) -> None:
        """Tell that no further report is imported."""

    def end(self, ending: Ending) -> None:
        """Tell what it came to."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How an import was done: whether it stored anything, where, and whether what is new is kept silent."""

    dry_run: bool
    database: Path
    backlog: bool = False
    place: Place = field(default_factory=Place)


@dataclass
class JsonTelling:
    """Tells one JSON document at the end."""

    today: date
    failures: int = 0
    _change_set: int | None = None
    _counts: Counter[str] = field(default_factory=Counter)
    _reports: list[dict[str, Any]] = field(default_factory=list)
    _skipped: list[dict[str, str]] = field(default_factory=list)

    def imported(self, report: ImportedReport) -> None:
        """Keep a report for the document."""
        parsed = report.parsed
        self._change_set = report.change_set or self._change_set
        self._counts.update(counts(report, self.today))
        self._reports.append(
            {
                "path": report.given.path,
                "title": parsed.title,
                "incident_on": day(parsed.incident_on),
                "reported_on": day(parsed.reported_on),
                "severity": parsed.severity,
                "warnings": list(parsed.warnings),
                "error": None,
                "items": item_documents(report),
                "id": report.report_id,
                "gone": [{"id": gone.id, "title": gone.ours["title"]} for gone in report.changes.gone],
            }
        )

    def failed(self, path: str, reason: str) -> None:
        """Keep a report that could not be read, in the same shape."""
        self.failures += 1
        empty = dict.fromkeys(("title", "incident_on", "reported_on", "severity"))
        document: dict[str, Any] = {
            "path": path,
            **empty,
            "warnings": [],
            "error": reason,
            "items": [],
            "id": None,
            "gone": [],
        }
        self._reports.append(document)

    def skipped(self, path: str, reason: str) -> None:
        """Keep what a walk passed over."""
        self._skipped.append({"path": path, "reason": reason})

    def interrupted(self) -> None:
        """Print nothing: half a document is none."""

    def end(self, ending: Ending) -> None:
        """Print the document."""
        silent = self._counts["open"] if ending.backlog and not ending.dry_run else 0
        counted = {
            "reports": len(self._reports) - self.failures,
            "failed": self.failures,
            "skipped": len(self._skipped),
            **{name: self._counts[name] for name in (*COUNTED, "overdue")},
            "silent": silent,
        }
        say_json(
            {
                "reports": self._reports,
                "skipped": self._skipped,
                "change": self._change_set,
                "counts": counted,
            }
        )


def item_documents(report: ImportedReport) -> list[dict[str, Any]]:
    """Return the items of a report as JSON tells them: what was read, the number, and what became of each."""
    merged = {item.parsed: item for item in report.changes.kept}
    return [
        parsed_document(item) | {"id": report.numbers.get(item)} | outcome_document(merged.get(item))
        for item in report.parsed.items
    ]


def outcome_document(merged: MergedItem | None) -> dict[str, Any]:
    """Return what became of an item: new, or merged with the stored one; fields that both changed stay ours."""
    if merged is None:
        return {"outcome": "new", "changes": {}, "conflicts": {}}
    changes = {name: {"old": merged.stored.ours[name], "new": new} for name, new in merged.take.items()}
    if merged.stored.gone:
        changes["gone"] = {"old": True, "new": False}
    return {
        "outcome": "changed" if merged.is_changed else "unchanged",
        "changes": changes,
        "conflicts": {each.field: {"ours": each.ours, "theirs": each.theirs} for each in merged.conflicts},
    }


def counts(report: ImportedReport, today: date) -> dict[str, int]:
    """Return how many items of a report are new, and what became of the others."""
    changes = report.changes
    return {
        "new": len(changes.new),
        "changed": len(changes.changed),
        "unchanged": len(changes.unchanged),
        "gone": len(changes.gone),
        "overdue": sum(is_late(item, today) for item in changes.new),
        "open": sum(item.status.is_open for item in changes.new),
    }


def is_late(item: ParsedItem, today: date) -> bool:
    """Whether an item is a task that is overdue."""
    is_open_task = item.kind is Kind.TASK and item.status.is_open
    return is_open_task and item.due is not None and item.due < today


def parsed_document(item: ParsedItem) -> dict[str, Any]:
    """Return an item as the reader saw it, as JSON tells it; the shape is promised stable."""
    return {
        "line": item.line,
        "kind": item.kind,
        "title": item.title,
        "due": day(item.due),
        "due_text": item.due_text,
        "due_confidence": item.due_confidence,
        "owners": item.owners,
        "team": item.team,
        "status": item.status,
        "priority": item.priority,
        "type": item.type,
        "links": item.links,
        "recurrence": item.recurrence,
        "section": item.section,
    }


@dataclass
class TextTelling:
    """Tells each report as it comes, item by item, and a line that counts at the end."""

    today: date
    explain: bool = False
    failures: int = 0
    on: Screen = field(default_factory=screen)
    _reports: int = 0
    _counts: Counter[str] = field(default_factory=Counter)

    def imported(self, report: ImportedReport) -> None:
        """Print a report and what is new, changed, unchanged and gone."""
        if self._reports:
            say()
        self._reports += 1
        parsed, changes = report.parsed, report.changes
        path = cut(plain(report.given.path), self.on.width)
        say(self.on.paint(path, BOLD) + cut(f"  {plain(parsed.title)}", max(0, self.on.width - cells(path))))
        for warning in parsed.warnings:
            note(f"{report.given.path}: warning: {warning}")
        if not parsed.items:
            say("  no action items found" + ("" if self.explain else "; --explain shows what was passed over"))
        for item in changes.new:
            self._say_item("new", item, report.numbers.get(item))
        for merged in changes.changed:
            self._say_item("changed", as_tracked(merged), merged.stored.id, change_lines(merged))
        if self.explain:
            for merged in changes.unchanged:
                self._say_item("unchanged", as_tracked(merged), merged.stored.id)
        elif changes.unchanged:
            say(f"  {len(changes.unchanged)} unchanged")
        for gone in changes.gone:
            told = f"  gone{f'#{gone.id}':>10}  (kept, no longer in the report) {plain(str(gone.ours['title']))}"
            say(cut(told, self.on.width))
        self._say_passed_over(report)
        self._counts.update(counts(report, self.today))

    def failed(self, path: str, reason: str) -> None:
        """Print a report that could not be read."""
        self.failures += 1
        note(f"pmtrack: {path}: {reason}")

    def skipped(self, path: str, reason: str) -> None:
        """Print what a walk passed over, to those who want to know everything."""
        self._counts["skipped"] += 1
        if self.explain:
            say(self.on.paint(cut(plain(f"{path}: skipped, {reason}"), self.on.width), DIM))

    def interrupted(self) -> None:
        """Print what is stored."""
        note(f"interrupted; {self._reports} {'report is' if self._reports == 1 else 'reports are'} imported")

    def end(self, ending: Ending) -> None:
        """Print the line that counts, and what to do next about what is kept silent."""
        reports = "1 report" if self._reports == 1 else f"{self._reports} reports"
        failed = f", {self.failures} could not be read" if self.failures else ""
        if self._counts["skipped"]:
            failed += f", {self._counts['skipped']} skipped{'' if self.explain else ' (--explain says why)'}"
        told = ", ".join(f"{self._counts[word]} {word}" for word in COUNTED if self._counts[word]) or "no items"
        is_stored = self._reports and not ending.dry_run
        where = f"in {ending.database}" if is_stored else "nothing was stored"
        items = f": {told}{self._late()}" if self._reports else ""
        note(f"{reports}{failed}{items}; {where}.")
        if is_stored:
            self._say_next(ending)

    def _late(self) -> str:
        return f" ({self._counts['overdue']} overdue)" if self._counts["overdue"] else ""

    def _say_next(self, ending: Ending) -> None:
        """Print what to do about new items that nobody is reminded of, or of which many are overdue."""
        command, silent = ending.place.command("triage"), self._counts["open"]
        if ending.backlog and silent:
            note(f"Kept silent: {silent} new{self._late()}. `{command}` accepts, dates or cancels them.")
        elif not ending.backlog and self._counts["overdue"] >= MANY and sys.stderr.isatty():
            note(
                f"{self._counts['overdue']} of the new ones are overdue, and reminders of them begin at once. "
                f"`{command}` goes through them; `pmtrack import --backlog` keeps what is new silent until then."
            )

    def _say_item(self, word: str, item: ParsedItem, number: int | None, more: Iterable[str] = ()) -> None:
        front = f"  {word:<9}{f'#{number}' if number else '':>5}  line {item.line:<4} "
        width = max(20, self.on.width - len(front))
        lines = wrapped(plain(item.title), width, TITLE_LINES)
        facts = "  ".join(plain(fact) for fact in self._facts(item))
        if facts:
            lines += [self.on.paint(line, self._colour(item)) for line in wrapped(facts, width, TITLE_LINES)]
        lines += [cut(plain(line), width) for line in more]
        if self.explain:
            steps = [cut(f"{step.rule}: {plain(step.words)}", width) for step in item.trace]
            lines += [self.on.paint(step, DIM) for step in steps]
        for line in lines:
            say(front + line)
            front = " " * len(front)

    def _colour(self, item: ParsedItem) -> int:
        if is_late(item, self.today):
            return RED
        return YELLOW if item.due and item.status.is_open else DIM

    def _facts(self, item: ParsedItem) -> Iterator[str]:
        if item.kind is Kind.IMPROVEMENT:
            yield "improvement"
        if item.status is not Status.OPEN:
            yield str(item.status)
        team = item.team if item.team not in item.owners else None
        yield from (word for word in (", ".join(item.owners), team, item.priority, item.recurrence) if word)
        if item.due:
            unsure = "" if item.due_confidence == "explicit" else f", from “{item.due_text}”"
            stands = f" ({describe_due(item.due, self.today)})" if item.status.is_open else ""
            yield f"due {item.due}{stands}{unsure}"
        elif item.due_text:
            yield f"“{item.due_text}” is no date"

    def _say_passed_over(self, report: ImportedReport) -> None:
        if self.explain:
            for line in report.parsed.passed_over:
                told = f"  passed        line {line.line:<4} [{line.rule}] {plain(line.words)}"
                say(self.on.paint(cut(told, self.on.width), DIM))


def as_tracked(merged: MergedItem) -> ParsedItem:
    """Return an item of a report with the status and the day that the tracker holds once it is merged."""
    fields = {**merged.stored.ours, **merged.take}
    due = fields["due"]
    return replace(
        merged.parsed,
        status=Status(str(fields["status"])),
        due=date.fromisoformat(due) if isinstance(due, str) else None,
    )


COUNTED = ("new", "changed", "unchanged", "gone")
"""What the last line counts, in its order."""

MANY = 10
"""From so many new overdue items on, a person is told how to keep them silent."""

TITLE_LINES = 3


def change_lines(merged: MergedItem) -> Iterator[str]:
    """Yield what the report changed in an item, and where it says otherwise than the tracker, which stays."""
    if merged.stored.gone:
        yield "back in the report"
    for name, value in merged.take.items():
        if name not in ("due_text", "due_confidence"):
            yield f"{name}: {merged.stored.ours[name] or 'nothing'} → {value or 'nothing'}"
    for conflict in merged.conflicts:
        ours, theirs = conflict.ours or "nothing", conflict.theirs or "nothing"
        yield f"{conflict.field}: kept {ours}; the report says {theirs}"
