# ruff: noqa: RUF001 - letters of other scripts are data here
"""COLUMNS: what a table, or a label before a value, may call the fields of an item, as data.

The first row whose words stand in a column's header decides. The same words read "Owner: Ana" lines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from tracker.reports.vocabulary import spellings


class Column(StrEnum):
    """A field of an item as a table's column."""

    NUMBER = "number"
    TASK = "task"
    OWNER = "owner"
    TEAM = "team"
    DUE = "due"
    STATUS = "status"
    PRIORITY = "priority"
    TYPE = "type"
    TICKET = "ticket"
    NOTES = "notes"


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """One row: a field and the words that headers use for it."""

    column: Column
    pattern: re.Pattern[str]


def _row(column: Column, words: str) -> ColumnWords:
    return ColumnWords(column, spellings(words))


COLUMNS: tuple[ColumnWords, ...] = (
    _row(
        Column.NUMBER,
        r"""
        ^(?:#|no\.?|nr\.?|n[º°o]\.?|№|id|item (?:#|no\.?|number|id)|番号|編號|编号|序号|번호)$ |
        ^(?:s\.?\s?no\.?|ref #|action (?:id|#|no\.?)|ai #?)$
    """,
    ),
    _row(
        Column.DUE,
        r"""
        due | deadline | target | (?<![^\W\d_])eta(?![^\W\d_]) | by when | ^when$ | completion | ^dates?$ |
        time\s?(?:frame|line|scale) | end date | resolve by | prazo | fecha | vencimiento | plazo |
        échéance | délai | ^quand | frist | fällig | ^termin$ | bis wann | ^datum$ | scadenza | tenggat |
        batas waktu | срок | дедлайн | ^дата$ | 期限 | 締[め]?切 | 期日 | 予定日 | 截止 |
        完成(?:时间|日期) | 기한 | 마감 | 예정일 |
        data limite | ^data$ | quando
    """,
    ),
    _row(
        Column.OWNER,
        r"""
        owner | assign | ^who | responsib | (?<![^\W\d_])dri(?![^\W\d_]) | ^lead$ |
        (?<![^\W\d_])poc(?![^\W\d_]) | ^person | champion | accountable | contact |
        respons[aá]v?[be] | propietario | encargad | ^dono$ | dueño | qui[eé]n | ^quem$ | ^qui$ | porteur |
        verantwortlich | zuständig | ^wer | responsabile | penanggung | (?<![^\W\d_])pic(?![^\W\d_]) |
        ответственн | исполнител | ^кто | владелец | 担当 | 責任者 |
        オーナー | 담당 | 책임 | 负责 | 責任人 | 责任人 | 執行人
    """,
    ),
    _row(
        Column.TEAM,
        r"""
        ^teams?$ | ^(?:owning|responsible) team$ | ^squad$ | ^group$ | equipo$ | ^equipe$ | équipe |
        ^tim$ | ^команда$ | ^チーム$ | ^팀$ | ^团队$
    """,
    ),
    _row(
        Column.PRIORITY,
        r"""
        priorit | ^prio | приоритет | 優先 | 우선 | 优先 | ^urgency | ^importance | ^severity | ^sev$ |
        dringlichkeit | 重要度 | ^impact$ | prioritas
    """,
    ),
    _row(
        Column.STATUS,
        r"""
        status | ^state$ | progress | ^done\??$ | ^completed?\??$ | ^estado | statut | ^état | ^stand$ |
        ^stato$ | статус | состояни | 状態 | 状況 | ステータス | 상태 | 状态 | 进度 | 進捗 |
        outcome | situação |
        avancement | ^fait
    """,
    ),
    _row(
        Column.TYPE,
        r"""
        type | categor | ^kind | ^tipo | ^typ$ | kategori | ^jenis | ^тип | категори | 種別 |
        分類 | 유형 | 类型 |
        ^class | ^área | ^area$
    """,
    ),
    _row(
        Column.TICKET,
        r"""
        tickets? | ^bugs? | ^issues? | jira | ^links?$ | tracking | ^ref(?:erence)?s?\.?$ | ^prs?$ |
        pull request | ^url$ | github | tracker | тикет | チケット | 工单 | 티켓 | ^story | ^card$ |
        chamado
    """,
    ),
    _row(
        Column.NOTES,
        r"""
        ^(?:notes?|comments?|remarks?|details?|rationale|reason|why|impact|effort|success|estimate) |
        ^(?:verification|benefit|metric|expected|evidence|lesson|root cause|finding) |
        ^(?:observaç|observaciones|notas?|comentarios?|commentaires?|remarques?|bemerkung|anmerkung) |
        ^(?:kommentar|catatan|примечани|комментари|備考|비고|备注|説明)
    """,
    ),
    _row(
        Column.TASK,
        r"""
        actions? | tasks? | items? | what | title | follow | measure | remediation | recommend |
        improvement | to-?do | work | descri | mitigation | ^step | fix | prevent | acci[oó]n |
        aç(?:ão|ões) | ^acao | tarea | tarefa | medida | recomenda | mejora | melhoria | mesure | tâche |
        maßnahme | massnahme | aufgabe | ^was$ | azione | tindakan | langkah | kegiatan | rencana |
        действи | ^мер[аы] | задач | мероприяти | что сделать | 対策 |
        アクション | 内容 | タスク | 施策 | 対応 | 項目 | 조치 |
        항목 | 작업 | 내용 | 액션 | 措施 | 行动 | 任务 | 事项 | 改进 | 整改 | 项目
    """,
    ),
)
"""What headers are called, in the order of trial: "Action owner" is an owner, "Due action" a date."""

_MARKS = re.compile(r"[*_`~\[\]]|\([^()]{0,60}\)|（[^（）]{0,60}）")
_LONGEST_HEADER = 60


def column_of(header: str) -> Column | None:
    """Return the field that a header names, or None."""
    words = _MARKS.sub(" ", header).strip(" :：?").lower()
    if not words or len(words) > _LONGEST_HEADER:
        return None
    return next((row.column for row in COLUMNS if row.pattern.search(words)), None)
