# ruff: noqa: RUF001 - letters of other scripts are data here
"""Labels before a value: "Owner: Ana", "Deadline: May 2", alone on a line or inside one."""

from __future__ import annotations

import re
from typing import NamedTuple

from tracker.reports.columns import Column
from tracker.reports.markup import plain
from tracker.reports.vocabulary import spellings

LABELS: tuple[tuple[Column, str], ...] = tuple(
    (column, spellings(block).pattern)
    for column, block in (
        (
            Column.OWNER,
            r"""
            owners? | owned by | assignees? | assigned(?: to)? | responsible(?: party| person| team)? |
            responsibility | dri | poc | accountable | lead | champion | action owner | responsables? |
            respons[aá]vel | verantwortlich(?:er)? | zuständig | responsabile | penanggung jawab(?: peran)? |
            pic | ответственн(?:ый|ая|ые) | исполнитель | 担当者? | 責任者 | 담당자? | 负责人 | 責任人
        """,
        ),
        (Column.TEAM, r"(?:owning )?team | squad | equipo | équipe | команда | チーム | 팀 | 团队"),
        (
            Column.DUE,
            r"""
            due(?: date| by)? | deadline | target(?: date)? | eta | by when | completion date |
            expected(?: completion| by)? | timeline | time ?frame | prazo | fecha(?: l[ií]mite)? | plazo | vence |
            échéance | délai | frist | fällig(?: am)? | scadenza | tenggat(?: waktu)? | batas waktu | срок |
            дедлайн | 期限 | 締切 | 期日 | 截止(?:日期|时间)? | 기한 | 마감
        """,
        ),
        (
            Column.STATUS,
            r"""
            status | state | estado | statut | stato | статус | 状態 | 状況 | ステータス | 상태 | 状态
        """,
        ),
        (
            Column.PRIORITY,
            r"""
            priority | prio | prioridad | prioridade | priorité | priorität | priorità | prioritas | приоритет |
            優先度 | 우선순위 | 优先级
        """,
        ),
        (
            Column.TICKET,
            r"""
            tickets? | jira(?: ticket)? | issues? | tracking(?: issue)? | tracked (?:in|by|as|at) | bugs? | task |
            pr | pull request | github issue | ref(?:erence)? | link | тикет | チケット | 工单
        """,
        ),
        (Column.TYPE, r"type | category | tipo | typ | kategorie | тип | 種別 | 类型"),
    )
)
"""The labels that fields go by, in the order of trial."""

_NAMED = "|".join(f"(?P<{column.value}>{words})" for column, words in LABELS)
_WHOLE = re.compile(rf"\W{{0,6}}(?:{_NAMED})\W{{0,4}}[:：]\s{{0,4}}(?P<value>.{{1,300}})$", re.IGNORECASE)
_TASK = re.compile(
    (
        r"\W{0,6}(?:action|action item|task|what|acción|ação|aktion|description|tarea|tarefa|"
        r"対策|アクション|行动)\W{0,4}[:：]\s{0,4}(?P<value>.{4,2000})$"
    ),
    re.IGNORECASE,
)
INSIDE = re.compile(
    (
        rf"(?:(?P<open>[(\[（])|(?:^|\s[-–—|/]|[;,.。、，|(\[（])\s{{0,3}}|"
        rf"\s(?=\S{{3,30}}:))\s{{0,2}}(?<![^\W_])(?:{_NAMED})\s{{0,2}}[:：]\s{{0,3}}"
    ),
    re.IGNORECASE,
)
"""A label inside a line, behind a bracket, a dash, a comma or a full stop."""


def labelled(text: str) -> tuple[Column, str] | None:
    """Return the field and value of a line that is nothing else: "Owner: Ana" -> (OWNER, "Ana")."""
    words = plain(text)
    if task := _TASK.match(words):
        return Column.TASK, task["value"]
    match = _WHOLE.match(words)
    return None if match is None else (label_column(match), match["value"].strip())


_MOST_LABELS = 20
_VALUE_END = re.compile(r"\s[-–—|/]\s|[;|()\[\]（）。]|\.\s|$")


class Labelled(NamedTuple):
    """A labelled value inside a line, and the span that the line can lose."""

    column: Column
    value: str
    start: int
    end: int


def labels_in(text: str) -> list[Labelled]:
    """Return the labelled values of a line, in their order: "(Owner: Ana, due: May 2)"."""
    found = list(INSIDE.finditer(text))[:_MOST_LABELS]
    ends = [match.start() for match in found[1:]] + [len(text)]
    labels: list[Labelled] = []
    in_bracket = False
    for match, limit in zip(found, ends, strict=False):
        end = _VALUE_END.search(text, match.end(), limit)
        stop = end.start() if end else limit
        in_bracket = in_bracket or match["open"] is not None
        closes = in_bracket and text[stop : stop + 1] in {")", "]", "）"}
        in_bracket = in_bracket and not closes
        value = text[match.end() : stop].strip(" ,、，")
        if value:
            labels.append(Labelled(label_column(match), value, match.start(), stop + bool(closes)))
    return labels


def fields_of(text: str) -> dict[Column, str]:
    """Return the fields of a line that is nothing else: "Owner: Ana | Due: May 2"; empty when it is more."""
    first = labelled(text)
    if first is None or first[0] is Column.TASK:
        return {}
    inside = {label.column: label.value for label in reversed(labels_in(plain(text)))}
    return inside if first[0] in inside else {first[0]: first[1]}


def label_column(match: re.Match[str]) -> Column:
    """Return the field whose label a match of these patterns found."""
    return next(column for column, _ in LABELS if match[column.value])
