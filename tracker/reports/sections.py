# ruff: noqa: RUF001 - letters of other scripts are data here
"""SECTIONS: what headings are called that hold action items, and those that never do.

An ordered table of vocabulary, as data: the first row whose words stand in a heading decides. Add a word
where its siblings stand, and a report to `tests/examples/reports/` that needs it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from tracker.reports.vocabulary import spellings


class Holds(Enum):
    """What stands under a heading."""

    TASKS = auto()
    IMPROVEMENTS = auto()
    CHECKS = auto()
    """The solution: no list of tasks, but check boxes still open in it are."""
    NOTHING = auto()
    """Timeline, impact, lessons: never items."""
    PART = auto()
    """Nothing by itself, but under a heading of tasks it names a part of them: "Detection"."""
    UNKNOWN = auto()


@dataclass(frozen=True, slots=True)
class Section:
    """One row: words that headings have, and what they hold."""

    name: str
    holds: Holds
    pattern: re.Pattern[str]


def _row(name: str, holds: Holds, words: str) -> Section:
    return Section(name, holds, spellings(words, whole_words=True))


SECTIONS: tuple[Section, ...] = (
    _row(
        "measures already taken",
        Holds.TASKS,
        r"""
        (?:corrective|preventi(?:ve|on)|preventative)[^:]{0,40}(?:measures?|actions?)[^:]{0,20}(?:taken|implemented)
    """,
    ),
    _row(
        "what was done",
        Holds.NOTHING,
        r"""
        (?:actions?|steps|measures)(?: that were| we| already)? taken |
        immediate (?:response|mitigation|fix) | mitigation (?:actions|steps) | action required |
        emergency actions? | acciones (?:tomadas|realizadas|inmediatas) |
        aç(?:ões|ão) (?:tomadas?|realizadas?|imediatas?|de mitigação) | acciones de mitigación |
        solución aplicada | solução aplicada | actions? (?:prises?|menées?|immédiates?|réalisées?) |
        ergriffene maßnahmen | sofortmaßnahmen | принятые меры |
        выполненные действия |
        tindakan yang (?:telah )?dilakukan | 復旧手順 | 対応内容 | 対応履歴 | 처리 과정 | 处理过程 | 解決策
    """,
    ),
    _row(
        "what went",
        Holds.NOTHING,
        r"""
        wh(?:at|ere|ich)(?: things)? (?:went|worked|did|was|should have|could(?:'ve| have)) |
        wh(?:at|ere|ich) (?:we got|did we|got|happened|is|caused) |
        went (?:well|wrong|poorly|bad) | could have (?:been|gone) | got lucky |
        qu[eé] (?:funcion|sali|no funcion|pas) | o que (?:funcionou|deu|aconteceu) | ce qui (?:a|s) |
        was (?:lief|gut|schlecht) | yang berjalan |
        что (?:прошло|сработало|пошло|произошло|случилось) |
        うまくいった | よかったこと | 良かった | 잘된 | 做得好
    """,
    ),
    _row(
        "action items",
        Holds.TASKS,
        r"""
        action(?:s|able)?[\s-]{1,2}(?:items?|points?|plans?|list|steps|to-?do) | plans? of action |
        action log | (?<![^\W\d_])ais?(?![^\W\d_])(?=\s?$) | follow[\s‑-]?ups? | corrective |
        preventi(?:ve|tive|on) | preventative | remediation | remedial | remedy items |
        next (?:steps|actions) | (?:going|moving|path|way) forward | what'?s next | what happens next |
        what (?:we|are we|will we)(?: are|'re)? (?:doing|going to do|changing|do) |
        how (?:are we|we are|we're) (?:addressing|fixing) |
        future (?:plans?|prevention|improvements? plan) | hardening | changes (?:planned|to make|we) |
        (?:specific|concrete|further) tasks |
        things to (?:do|fix) | long[\s-]term solutions? | permanent fix(?:es)? | safeguards? |
        (?<![^\W\d_])to[\s-]?do'?s?(?![^\W\d_]) | recommend(?:ation|ed) |
        improvement (?:actions?|tasks?|items?|plans?|measures?) |
        post[\s-]incident (?:actions|tasks|items) | (?<![^\W\d_])tasks?(?![^\W\d_]) |
        counter[\s-]?measures |
        (?:further|future|planned|required|proposed|outstanding) (?:actions?|work|fix(?:es)?|steps|measures?) |
        (?:pending|remaining|long[\s-]term|short[\s-]term|improvement) (?:actions?|work|fix(?:es)?|steps) |
        mitigation (?:plan|measures|items) | action and improvement | repair items |
        (?:^|and |& )(?<![^\W\d_])actions?$ | ^actions? (?:and|&|/|for|to) | ^measures?$ | work items |
        tickets? (?:created|raised|filed) | how (?:to|can we|do we|will we|we will|we) (?:prevent|avoid) |
        prevent(?:ing)? (?:recurrence|future|this|similar) | avoid(?:ing)? (?:recurrence|this|future)
    """,
    ),
    _row(
        "action items in other languages",
        Holds.TASKS,
        r"""
        acciones | plan de acci[oó]n | medidas | recomendaciones | pr[oó]ximos pasos | tareas |
        pendientes | prevenci[oó]n | seguimiento | mejoras propuestas | aç(?:ões|ão) | plano de ação |
        recomendações | recomendacoes | próximos passos | tarefas | prevenção | pendências |
        acoes corretivas | actions? (?:correctives?|préventives?|à|de suivi|d'amélioration) |
        plan d'actions? | recommandations | mesures | prochaines étapes | pr[ée]vention | suivi | tâches |
        \w{0,30}ma(?:ß|ss)nahmen | empfehlungen | nächste schritte | aktionspunkte | aufgaben |
        folgeaktionen | prävention | vorbeugung | offene punkte | azioni | prossimi passi |
        raccomandazioni | misure | tindakan (?:perbaikan|pencegahan|lanjut|korektif) | tindak lanjut |
        rencana (?:aksi|tindakan|perbaikan) | rekomendasi |
        langkah (?:selanjutnya|berikutnya|perbaikan|pencegahan) | pencegahan | item aksi |
        план (?:действий|работ|мероприятий) | мероприятия |
        корректирующие | предотвращени[ея] |
        профилактик | дальнейшие (?:действия|шаги) |
        следующие шаги | задачи | рекомендации | ^меры |
        экшен | 再発防止 | アクション | 今後の(?:対応|対策|課題) | 恒久対[応策] | 対策 |
        改善(?:策|項目|アクション|案) | 次のステップ | タスク | 予防 |
        やること | 재발 ?방지 | 액션 | 후속 | 개선 ?(?:사항|계획|조치|방안) | 향후 | 대책 | 할 ?일 |
        조치 ?(?:사항|계획) | 예방 |
        行[动動](?:项|項|计划) | 改进(?:措施|项|计划) | 整改 | 后续 | 後續 | 预防 | 預防 | 待办 | 下一步 |
        改善措施 | 措施 | 跟进 | 任务
    """,
    ),
    _row(
        "improvements",
        Holds.IMPROVEMENTS,
        r"""
        improvements? | (?:can|could|should|to) (?:be |we )?(?:improved?|fixed|do better) | what can we |
        mejoras? | (?:qué|que) (?:se puede|podemos) mejorar | melhorias? |
        o que (?:pode|podemos) melhorar | améliorations? | verbesserungen | verbesser(?:n|t) |
        miglioramenti | perbaikan | улучшения | что (?:можно )?улучшить | 改善点 |
        개선점 | 可以改进
    """,
    ),
    _row(
        "lessons",
        Holds.NOTHING,
        r"""
        lessons? | learn(?:ings?|ed|t) | takeaways? | lecciones | aprendizaje | lições | aprendizados |
        leçons | enseignements | lehren | erkenntnisse | lezioni | pelajaran | уроки | выводы |
        教訓 | 学び |
        振り返り | 교훈 | 배운 | 经验 | 教训
    """,
    ),
    _row(
        "the account",
        Holds.NOTHING,
        r"""
        time[\s-]?line | chronolog | summary | overview | root[\s-]?causes? | conclusion | contents |
        background | references? | appendix | attendees | participants | authors?$ | glossary |
        contributing factors? | five whys | 5 whys | ^whys | trigger |
        supporting (?:documents?|information|data|evidence) | open questions | evidence | graphs?$ |
        metrics | stats | statistics | thank | about (?:the|us) | related | links?$ | approvals? |
        sign[\s-]?off | contacts?$ | check-?list | verification | environment | error budget | toil |
        resources$ | requirements$ | resumen | l[ií]nea de tiempo | cronolog[ií]a | causa ra[ií]z |
        conclus | antecedentes | linha do tempo | resumo | aprovações | résumé | chronologie | causes? |
        zusammenfassung | zeit(?:leiste|ablauf|linie|verlauf) | \w{0,20}ursachen? | fazit | hintergrund |
        riepilogo | ringkasan | kronologi | akar masalah | kesimpulan | хронология |
        резюме | причин |
        вывод | итог | заключение | 概要 | 経緯 | タイムライン | 時系列 | 原因 | まとめ |
        事実 | 요약 | 개요 | 타임라인 | 원인 | 결론 |
        摘要 | 时间线 | 总结 | 背景 | 现象 | 排查 | 目录
    """,
    ),
    _row(
        "the solution",
        Holds.CHECKS,
        r"""
        ^solutions?$ | resolution | ^fix(?:es)?$ | lösung | soluci[oó]n | solução | résolution
    """,
    ),
    _row(
        "parts of an incident",
        Holds.PART,
        r"""
        detect | response | recover | impact | mitigat | communicat | monitoring | investigation |
        escalation | leadup | fault | backlog | recurrence | impacto | dampak | auswirkung | 影響 | 影响 |
        영향 |
        resolución | resolução | resolusi | решение | влияние | 復旧 | 対応 | description |
        symptoms? |
        debugging | diagnosis | status$ | severity | ^date | duration
    """,
    ),
)
"""Headings and what they hold, in the order of trial."""

_DECORATION = re.compile(r"^[^\w(\[]+|[^\w)\]?]+$")
_NUMBERING = re.compile(
    (
        r"^(?:(?:step|part|section|partie|teil|parte|bagian|"
        r"раздел)\s)?(?:\(?\d{1,2}(?:\.\d{1,2}){0,3}[.):]?(?=\s)|\d{1,2}[.)、．]|"
        r"[ivx]{1,4}[.)]|[a-h][.)]|[一二三四五六七八九十]{1,2}[、.])\s{0,6}"
    ),
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(\[（【][^()\[\]（）【】]{0,100}[)\]）】]")
_SPLIT = re.compile(r"\s{0,3}\|\s{0,3}")


def heading_words(text: str) -> str:
    """Return a heading's own words in lower case: no numbering, emoji, closing colon."""
    words = text.replace("’", "'")
    for _ in range(3):
        stripped = _NUMBERING.sub("", _DECORATION.sub("", words))
        if stripped == words:
            break
        words = stripped
    return words.strip(" :：.-–—*_").lower()


def section_of(text: str) -> Section | None:
    """Return the row for a heading, or None when no row knows it. What stands in brackets counts last."""
    words = heading_words(text)
    bare = _BRACKETS.sub(" ", words).strip()
    for part in (bare, words):
        for section in SECTIONS:
            if part and section.pattern.search(part):
                return section
    return None


_MOST_WORDS = 7
_LEAST_COVER = 0.55


_FILLERS = re.compile(r"measures|actions|and|the|of|for|[\s/&,]", re.IGNORECASE)


def names_a_section(text: str, *, label: bool = False) -> Section | None:
    """Return the row for a plain line that is nothing but a heading's words: "Corrective Measures".

    A `label` ends in a colon, so it is enough that it begins with them: "Tasks to address the issue:".
    """
    words = heading_words(text)
    if not words or len(words.split()) > _MOST_WORDS or text.rstrip().endswith((".", ",", ";", "!")):
        return None
    section = section_of(text)
    if section is None or section.holds is Holds.PART:
        return None
    matches = list(section.pattern.finditer(words))
    if label and matches and matches[0].start() == 0:
        return section
    covered = sum(len(match[0]) for match in matches)
    return section if covered >= _LEAST_COVER * len(_FILLERS.sub("", words)) else None
