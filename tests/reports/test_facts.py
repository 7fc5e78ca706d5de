# ruff: noqa: RUF001 - letters of other scripts are data here
"""Facts of the report: its title or else its file's, days without a year, severity, and templates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reports import parse_report

if TYPE_CHECKING:
    from tracker.words import ParsedReport

ITEMS = "\n## Action items\n\n- Add a lock within two weeks\n"


def read(text: str, name: str = "outage.md") -> ParsedReport:
    return parse_report(f"{text}\n{ITEMS}", name=name, today=date(2024, 12, 1))


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# Postmortem: mail was down", "mail was down"),
        ("# Postmortem – mail was down", "mail was down"),
        ("# Blameless Postmortem: mail was down", "mail was down"),
        ("# Post-Incident Review: mail was down", "mail was down"),
        ("# RCA: mail was down", "mail was down"),
        ("# Vorfallsbericht: Mail stand still", "Mail stand still"),
        ("# Отчёт об инциденте: почта не работала", "почта не работала"),
        ("# 장애 보고서: 메일 중단", "메일 중단"),
        ("# Postmortem\n\n## Mail was down", "Mail was down"),
        ("# Postmortem\n\n## Summary\n\nIt broke.", "Postmortem"),
        ("# Incident report\n\n**Title:** Mail was down", "Mail was down"),
        ('---\ntitle: "Mail was down"\n---\n# Incident report', "Mail was down"),
        ("+++\ntitle = 'Mail was down'\n+++", "Mail was down"),
        ("Mail was down\n=============", "Mail was down"),
        ("= Mail was down\n:toc:", "Mail was down"),
        ("<h1>Mail was down</h1>", "Mail was down"),
        ("Mail was down\n\nIt was the disk.", "Mail was down"),
        ("# TBD", "outage"),
        ("# [Title of the incident]", "outage"),
        ("# {{ title }}", "outage"),
        ("# 2024-02-10", "outage"),
        ("https://wiki.example/outage", "outage"),
        ("", "outage"),
    ],
)
def test_title_is_the_incidents_own(text: str, title: str) -> None:
    assert read(text).title == title


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("outage.md", "outage"),
        ("2024/mail-down.md", "mail-down"),
        ("mail-down/README.md", "mail-down"),
        ("mail-down\\README.md", "mail-down"),
        ("a/mail-down/index.md", "mail-down"),
        ("mail-down/post-mortem.md", "mail-down"),
        ("mail-down/report.txt", "mail-down"),
        ("README.md", "README"),
        ("/README", "README"),
        (".md", ".md"),
    ],
)
def test_without_a_title_it_is_the_files_name_or_its_folders(name: str, title: str) -> None:
    assert read("", name).title == title


@pytest.mark.parametrize(
    ("text", "name", "day"),
    [
        ("# Mail was down on 12 April\n\nWe met in May 2024 to talk", "x.md", date(2024, 4, 12)),
        ("# Mail was down on 12 April", "2024-mail.md", date(2024, 4, 12)),
        ("---\nyear: 2024\n---\n# Mail was down on 12 April", "x.md", date(2024, 4, 12)),
        ("# Mail was down on 12 April", "x.md", None),
        ("# Mail was down on 12 April\n\nIn 2023 or 2024 or so", "x.md", None),
        ("# Mail was down\n\nVersion 1.2024 on 12 April", "x.md", None),
        ("# Mail was down on 12 April\n\nDate: 2023-05-01", "x.md", date(2023, 5, 1)),
    ],
)
def test_day_without_a_year_counts_where_one_year_is_told(text: str, name: str, day: date | None) -> None:
    assert read(text, name).incident_on == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("# Mail\n\nDate of incident: 13/2/2024", date(2024, 2, 13)),
        ("# Mail\n\n**Date:**\n2024-02-13", date(2024, 2, 13)),
        ("# Mail\n\n| Date | 2024-02-13 |\n|---|---|\n| Impact | none |", date(2024, 2, 13)),
        ("+++\ndate = 2024-02-13\n+++\n# Mail", date(2024, 2, 13)),
        ("# Mail (2024-02-13)", date(2024, 2, 13)),
        ("# Mail\n\nWhen: yesterday", None),
        ("# Mail\n\nDate: 2024-02-30", None),
    ],
)
def test_day_of_the_incident_stands_behind_its_label_or_anywhere_above_the_items(
    text: str, day: date | None
) -> None:
    assert read(text).incident_on == day


def test_day_below_the_items_is_when_something_is_due() -> None:
    report = parse_report(
        "# Mail\n\n## Action items\n\n- Add a lock by 2024-06-01\n", name="x.md", today=date(2024, 12, 1)
    )

    assert report.incident_on is None
    assert report.items[0].due == date(2024, 6, 1)


def test_the_files_name_dates_a_report_that_does_not() -> None:
    report = read("# Mail was down", "2024-02-13-mail.md")

    assert report.incident_on == date(2024, 2, 13)
    assert report.items[0].due == date(2024, 2, 27)


def test_words_are_counted_from_the_day_of_the_report_before_that_of_the_incident() -> None:
    report = read("# Mail\n\nIncident date: 2024-02-13\nReport date: 2024-02-20")

    assert (report.incident_on, report.reported_on) == (date(2024, 2, 13), date(2024, 2, 20))
    assert report.items[0].due == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("line", "severity"),
    [
        ("Severity: SEV-1", "SEV-1"),
        ("**Severity**: **Critical**", "Critical"),
        ("| Severity | P2 |", "P2"),
        ("Gravité : majeure", "majeure"),
        ("Severidade: Alta", "Alta"),
        ("심각도: 높음", "높음"),
        ("Severity: [level]", None),
        ("Impact: high", None),
    ],
)
def test_severity_is_as_written_behind_its_label(line: str, severity: str | None) -> None:
    assert read(f"# Mail\n\n{line}").severity == severity


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Postmortem template", "x.md"),
        ("# Template", "x.md"),
        ("# Mail", "postmortem-template.md"),
        ("# Mail", "template_of_reports.md"),
        ("# Mail", "Template.md"),
        ("# Incident report template", "x.md"),
        ("# Post\N{NON-BREAKING HYPHEN}mortem template", "x.md"),
        ("# Vorlage für Postmortems", "x.md"),
        ("# Plantilla de postmortem", "x.md"),
        ("# Modèle de post-mortem", "x.md"),
        ("# Шаблон постмортема", "x.md"),
        ("# ポストモーテムのテンプレート", "x.md"),
        ("# 复盘模板", "x.md"),
        ("# 포스트모템 템플릿", "x.md"),
    ],
)
def test_a_template_without_a_day_holds_no_items_and_says_why(text: str, name: str) -> None:
    report = read(text, name)

    assert report.items == ()
    assert [passed.rule for passed in report.passed_over] == ["a template without an incident's day"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Postmortem template\n\nDate: 2024-02-13", "x.md"),
        ("# Mail was down on 2024-02-13", "template.md"),
        ("# Mail", "templates/mail.md"),
        ("# Mail", "the-template-engine.md"),
        ("# Template engine crashed", "x.md"),
        ("# A report on how we lost our only template", "x.md"),
        ("# Mail\n\n## Template of reports", "x.md"),
        ("# Mail\n\nThis report follows our template.", "x.md"),
    ],
)
def test_a_report_that_was_filled_in_is_one_whatever_it_still_says(text: str, name: str) -> None:
    assert [item.title.split(" within")[0] for item in read(text, name).items] == ["Add a lock"]


def test_a_template_in_plain_words_is_one_by_its_first_line() -> None:
    text = "Postmortem template\n\nAction items:\n\n- Add a lock\n"

    assert parse_report(text, name="x.txt", today=date(2024, 12, 1)).items == ()


def test_day_may_stand_on_the_line_below_its_label() -> None:
    assert read("# Mail\n\nIncident date: 2024-02-13\n\n**Report date:**\n2024-02-20").reported_on == date(
        2024, 2, 20
    )


@pytest.mark.parametrize(
    ("items", "warnings"),
    [
        ("- Add a\n", ("it calls itself a template and tells of no day: 1 line passed over as samples",)),
        (
            "- Add a\n- Add b\n",
            ("it calls itself a template and tells of no day: 2 lines passed over as samples",),
        ),
        ("", ()),
    ],
)
def test_a_template_warns_of_the_samples_that_it_shows(items: str, warnings: tuple[str, ...]) -> None:
    report = parse_report(f"# Template\n\n## Action items\n\n{items}", name="x.md", today=date(2024, 12, 1))

    assert report.warnings == warnings


@pytest.mark.parametrize(
    "block",
    [
        "related:\n  - date: 2020-01-02\n    title: Other",
        "related:\n  date: 2020-01-02\n  title: Other",
        "related: |\n  Date: 2020-01-02\n  Title: Other",
    ],
)
def test_keys_inside_a_list_of_the_front_matter_are_not_the_reports_own(block: str) -> None:
    report = read(f"---\n{block}\n---\n# Mail was down")

    assert (report.title, report.incident_on) == ("Mail was down", None)


def test_a_year_inside_a_list_of_the_front_matter_is_not_the_only_one() -> None:
    report = read("---\nyear: 2024\nrelated:\n  - 2020\n---\n# Mail was down on 12 April")

    assert report.incident_on == date(2024, 4, 12)


@given(st.text(max_size=60), st.text(alphabet="ab-_. 7", max_size=30))
def test_every_report_has_a_title_when_its_file_has_a_name(text: str, name: str) -> None:
    assert read(text, f"x{name}").title.strip()
