"""Import reports: read each, compare it with what is stored, store the difference; one report, one transaction.

The store is imported when there is one: a dry run without a database pays for no object-relational mapper.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from tracker.errors import UnreadableReport
from tracker.merging import Changes, plan_changes
from tracker.reports import decode
from tracker.usecases.read_ahead import Fault, ReportText, read

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime, tzinfo

    from sqlmodel import Session

    from tracker.store.engine import Store
    from tracker.store.models import Report
    from tracker.words import Actor, ParsedItem, ParsedReport

STANDARD_INPUT = "-"
"""The source of a report that came through a pipe; its title says which one it is."""


@dataclass(frozen=True, slots=True)
class GivenReport:
    """A report as it was handed in: its bytes, and the names it goes by.

    `path` is what the person typed, `source` how it will be called, `identity` what makes it the same again.
    """

    path: str
    source: str
    identity: str
    data: bytes
    earlier_identity: str | None = None
    """What the same file was known by before its folder became a work tree."""
    walked: bool = False
    """Found in a folder, and not named itself: what was forgotten stays so then."""

    @property
    def identities(self) -> tuple[str, ...]:
        """All that the file may be known by, the present one first."""
        return (self.identity,) if self.earlier_identity is None else (self.identity, self.earlier_identity)

    @property
    def digest(self) -> str:
        """What tells two texts apart."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Prepared:
    """A report that is ready to be read."""

    given: GivenReport
    text: ReportText


@dataclass(frozen=True, slots=True)
class ImportedReport:
    """What came of one report: what it says, what that changed, and the numbers of its stored items."""

    given: GivenReport
    parsed: ParsedReport
    changes: Changes
    numbers: dict[ParsedItem, int]
    report_id: int | None = None
    """The number of the report; None where it is not stored."""
    change_set: int | None = None
    """What its changes belong to; None where there were none."""


@dataclass
class Import:
    """One call of import, which takes report after report.

    Without a store everything is new. With `dry_run` everything is compared, and nothing kept. A report without a
    date counts "in two weeks" from the day of its first import in `zone`; `exists` says whether an identity still
    has a file.
    """

    store: Store | None
    by: Actor
    zone: tzinfo
    exists: Callable[[str], bool]
    dry_run: bool = False
    backlog: bool = False
    """Nobody is reminded of the new items until somebody has accepted, dated or closed them."""
    _run: int | None = field(default=None, init=False)
    """The number of the change set, once a report has been stored under it."""

    def take(self, given: GivenReport) -> ImportedReport:
        """Import one report, all of it or nothing.

        Raises:
            UnreadableReport: the bytes are no text.
        """
        prepared = self.prepare(given)
        return self.keep(prepared, read(prepared.text))

    def prepare(self, given: GivenReport) -> Prepared:
        """Return what the reader needs of a report; nothing is stored, and nothing locked behind it.

        Raises:
            UnreadableReport: the bytes are no text.
        """
        try:
            text = decode(given.data)
        except ValueError as error:
            raise UnreadableReport(given.path, str(error)) from error
        return Prepared(given, ReportText(given.source, text, self._reference_day(given)))

    def keep(self, prepared: Prepared, outcome: ParsedReport | Fault) -> ImportedReport:
        """Compare a report that was read with what is stored, and store the difference: all of it or nothing.

        Raises:
            UnreadableReport: the reader failed on it, or it was forgotten.
        """
        given, parsed = prepared.given, read_well(prepared.given, outcome)
        if given.source == STANDARD_INPUT:
            given = replace(given, identity=f"{STANDARD_INPUT}:{parsed.title}")
        if self.store is None:
            return ImportedReport(given, parsed, Changes(parsed.items, (), ()), {})
        with self.store.session() as session:
            imported = self._compare(session, given, prepared.text, parsed)
            if not self.dry_run:
                session.commit()
        return imported

    def _reference_day(self, given: GivenReport) -> date:
        """Return the day that a report without a date counts from: its first import, for ever, else today.

        Asked before the report is read, so that nobody waits for the reader while the database is locked.
        """
        if self.store is None:
            return self._day(self.by.at)
        from tracker.store import reports  # noqa: PLC0415 - see the module's docstring

        with self.store.session() as session:
            known = reports.report_by_identity(session, *given.identities)
            return self._day(known.imported_at if known else self.by.at)

    def _change_set(self, session: Session) -> int:
        """Return the change set that all of this call's changes belong to; the first change makes it."""
        from tracker.store import history  # noqa: PLC0415 - see the module's docstring

        if self._run is None or history.change_set(session, self._run) is None:
            self._run = history.begin_change_set(session, self.by, history.IMPORT)
        return self._run

    def _day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def _compare(
        self, session: Session, given: GivenReport, text: ReportText, parsed: ParsedReport
    ) -> ImportedReport:
        from tracker.store import reports  # noqa: PLC0415 - see the module's docstring

        known = reports.report_by_identity(session, *given.identities)
        notes: list[str] = []
        if known is None:
            twins = reports.reports_with_text(session, given.digest)
            known = next((twin for twin in twins if not self.exists(twin.identity)), None)
            if known is None:
                copies = [f"the same text as {twin.source}: this is a second report" for twin in twins]
                return self._add(session, given, with_warnings(parsed, copies))
            notes = [f"moved here from {known.source}"]
        known.identity, known.source = given.identity, given.source
        session.add(known)
        first_day = self._day(known.imported_at)
        if first_day != text.day:  # it was known by another name: it moved, or came through a pipe
            parsed = read_well(given, read(text._replace(day=first_day)))
        back = self._bring_back(session, given, known)
        parsed = with_warnings(parsed, notes + back)
        if known.sha256 == given.digest:
            left = self._leave(session, given, parsed, known)
            return replace(left, change_set=self._run) if back and not self.dry_run else left
        return self._merge(session, given, parsed, known)

    def _bring_back(self, session: Session, given: GivenReport, known: Report) -> list[str]:
        """Bring a report back that was forgotten; return what there is to tell of it.

        Raises:
            UnreadableReport: nobody has named it: an import of its folder each night must not bring it back.
        """
        if known.forgotten_at is None:
            return []
        from tracker.usecases.forget import remember  # noqa: PLC0415 - see the module's docstring

        forgotten = f"forgotten on {self._day(known.forgotten_at)}"
        if given.walked:
            raise UnreadableReport(given.path, f"{forgotten}; name the file itself to bring it back")
        remember(session, known, self.by, self._change_set(session))
        return [f"{forgotten}, and back now with the numbers that its items had"]

    def _add(self, session: Session, given: GivenReport, parsed: ParsedReport) -> ImportedReport:
        """Store a report that was not known."""
        from tracker.store import items, reports  # noqa: PLC0415 - see the module's docstring

        report = reports.add_report(session, parsed, given.identity, given.source, given.digest, self.by.at)
        run = self._change_set(session)
        numbers = items.add_new(session, report, parsed.items, self.by, run, backlog=self.backlog)
        changes = Changes(parsed.items, (), ())
        if self.dry_run:
            return ImportedReport(given, parsed, changes, {})
        return ImportedReport(given, parsed, changes, numbers, report.id, run)

    def _leave(self, session: Session, given: GivenReport, parsed: ParsedReport, known: Report) -> ImportedReport:
        """Say what is stored of a text that is the same as before; nothing is written."""
        changes = self._changes(session, known, parsed)
        same = tuple(replace(item, take={}, conflicts=()) for item in changes.kept)
        return ImportedReport(given, parsed, Changes((), same, ()), _numbers(changes), known.id)

    def _merge(self, session: Session, given: GivenReport, parsed: ParsedReport, known: Report) -> ImportedReport:
        """Merge a text that has changed."""
        from tracker.store import items, reports  # noqa: PLC0415 - see the module's docstring

        changes = self._changes(session, known, parsed)
        if reports.update_report(known, parsed, given.source, given.digest, self.by.at):
            items.check_all_open(session, self.by.at, known.id)
        run = self._change_set(session)
        added = items.add_new(session, known, changes.new, self.by, run, backlog=self.backlog)
        items.apply_changes(session, changes, self.by, run)
        if self.dry_run:
            return ImportedReport(given, parsed, changes, _numbers(changes), known.id)
        return ImportedReport(given, parsed, changes, _numbers(changes) | added, known.id, run)

    @staticmethod
    def _changes(session: Session, known: Report, parsed: ParsedReport) -> Changes:
        from tracker.store import items  # noqa: PLC0415 - see the module's docstring

        stored = [items.stored_item(row) for row in items.items_of_report(session, known.id or 0)]
        return plan_changes(stored, parsed.items)


def read_well(given: GivenReport, outcome: ParsedReport | Fault) -> ParsedReport:
    """Return what a report says.

    Raises:
        UnreadableReport: the reader failed on it.
    """
    if isinstance(outcome, Fault):
        raise UnreadableReport(given.path, outcome.reason)
    return outcome


def with_warnings(parsed: ParsedReport, warnings: list[str]) -> ParsedReport:
    """Return a report with more to warn of."""
    return replace(parsed, warnings=(*parsed.warnings, *warnings))


def _numbers(changes: Changes) -> dict[ParsedItem, int]:
    return {item.parsed: item.stored.id for item in changes.kept}
