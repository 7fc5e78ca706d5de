# ruff: noqa: RUF001 - letters of other scripts are data here
"""Headings: what holds items in many languages, what never does, and what works as a heading."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.reports import parse_report
from tracker.reports.outline.sections import SECTIONS, Holds, names_a_section, section_of
from tracker.words import Kind


@pytest.mark.parametrize(
    "heading",
    [
        "Action items",
        "6. Action Items",
        "Actions Items",
        "📋 Follow-ups",
        "FOLLOW‑UP",
        "Corrective and preventative measures:",
        "Next steps",
        "Remediation items",
        "To-dos",
        "Recommendations",
        "Tasks to address the issue",
        "How do we prevent this?",
        "Actions",
        "Lessons learned and action items",
        "Acciones correctivas",
        "Plan de acción",
        "Ações corretivas",
        "8. Plano de Ação",
        "Actions correctives",
        "Recommandations à court terme",
        "Maßnahmen",
        "Korrekturmaßnahmen",
        "Empfehlungen",
        "Tindakan Perbaikan (action items)",
        "Tindak lanjut",
        "План действий",
        "Корректирующие меры",
        "再発防止策",
        "今後の対応",
        "アクションアイテム",
        "재발 방지 대책",
        "후속 조치",
        "改进措施",
        "行动项",
        "后续计划",
    ],
)
def test_heading_holds_tasks(heading: str) -> None:
    section = section_of(heading)

    assert section is not None
    assert section.holds is Holds.TASKS


@pytest.mark.parametrize(
    "heading",
    [
        "Timeline",
        "Summary",
        "Root cause",
        "Lessons learned",
        "What went well",
        "What could have been improved",
        "Actions taken",
        "Conclusion",
        "Impact",
        "Table of contents",
        "Resumen",
        "Lecciones aprendidas",
        "Linha do tempo",
        "Identificação",
        "Comunicação",
        "Chronologie",
        "Causes racines",
        "Ursachen",
        "Kronologi",
        "Хронология",
        "タイムライン",
        "根本原因",
        "타임라인",
        "时间线",
        "Ações de mitigação",
        "Sofortmaßnahmen",
        "Recovery checklist",
    ],
)
def test_heading_holds_no_tasks(heading: str) -> None:
    section = section_of(heading)

    assert section is None or section.holds in {Holds.NOTHING, Holds.PART}


@pytest.mark.parametrize(
    "heading", ["Improvements", "What can be improved", "Opportunities for improvement", "Mejoras", "改善点"]
)
def test_heading_holds_improvements(heading: str) -> None:
    section = section_of(heading)

    assert section is not None
    assert section.holds is Holds.IMPROVEMENTS


@pytest.mark.parametrize(
    "line",
    ["Prevention of outages is hard.", "We met to agree on the next steps and on who does what", "Detection"],
)
def test_line_of_prose_is_no_heading(line: str) -> None:
    assert names_a_section(line) is None


def test_names_of_rows_are_unique() -> None:
    assert len({section.name for section in SECTIONS}) == len(SECTIONS)


@pytest.mark.parametrize(
    "heading",
    [
        "## Action items",
        "##Action items",
        "## Action items ##",
        "Action items\n------------",
        "Action items\n~~~~~~~~~~~~",
        "**Action items**",
        "__Action items:__",
        "Action items:",
        "Action items",
        "\t\tAction items",
        "* Action items:",
        "<h3>Action items</h3>",
        "> ## Action items",
    ],
)
def test_whatever_works_as_a_heading_opens_the_list(heading: str) -> None:
    report = parse_report(f"Words before.\n\n{heading}\n\n- Add alerts\n", name="x.md", today=date(2024, 5, 15))

    assert [item.title for item in report.items] == ["Add alerts"]
    assert report.items[0].section == "Action items"


def test_unknown_heading_of_the_same_level_ends_the_list() -> None:
    text = "## Action items\n- Add a\n### Database\n- Add b\n## Gallery\n- Picture c\n"

    report = parse_report(text, name="x.md", today=date(2024, 5, 15))

    assert [item.title for item in report.items] == ["Add a", "Add b"]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# Action items of the outage in May\n\n- Add a\n\n## Chart\n", ["Add a"]),
        ("# The queue that took action items in May\n\n- the disk\n- the pool\n\n## Chart\n", []),
        ("# Action items of the outage in May\n\n- the disk\n\n## Next steps\n\n- Add b\n", ["Add b"]),
    ],
    ids=["begins with it", "has the words", "has a list below"],
)
def test_title_opens_a_list_only_where_it_begins_with_its_name(text: str, titles: list[str]) -> None:
    assert [item.title for item in parse_report(text, name="x.md", today=date(2024, 5, 15)).items] == titles


@pytest.mark.parametrize(
    ("heading", "kind"), [("Process improvements", Kind.TASK), ("Improvements", Kind.IMPROVEMENT)]
)
def test_kind_of_improvement_under_action_items_is_a_part_of_them(heading: str, kind: Kind) -> None:
    text = f"# Mail\n\n## Action items\n\n### {heading}\n\n- Better graphs\n"

    assert [item.kind for item in parse_report(text, name="x.md", today=date(2024, 5, 15)).items] == [kind]
