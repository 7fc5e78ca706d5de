# ruff: noqa: RUF001 - letters of other scripts are data here
"""STATUSES: how reports say where an item stands, as data: words, check marks, and places for them."""

from __future__ import annotations

import re

from tracker.words import Status

STATUSES: tuple[tuple[Status, re.Pattern[str]], ...] = tuple(
    (status, re.compile(pattern, re.IGNORECASE))
    for status, pattern in (
        (
            Status.CANCELLED,
            (
                r"cancell?ed|won'?t (?:do|fix)|wontfix|rejected|abandoned|dropped|obsolete|not "
                r"planned|cancelad[oa]|annulé|verworfen|abgebrochen|dibatalkan|отмен[её]н|中止|取消|"
                r"취소"
            ),
        ),
        (
            Status.OPEN,
            (
                r"not (?:started|done|yet|fixed|implemented|resolved|complete)|(?:^|"
                r"[^\w])(?:to[\s-]?do|open|pending|planned|backlog|proposed|scheduled|new|queued|"
                r"deferred|later|blocked|incomplete)(?![\w])|pendiente|pendente|abierto|aberto|a "
                r"fazer|por hacer|à faire|a faire|ouverte?|offen|geplant|ausstehend|belum|terbuka|"
                r"открыт|не начат|запланирован|未着手|未対応|未完了|予定|미착수|예정|미완료|未开始|"
                r"待办|待处理|未完成|待定|[⬜☐❌✗✘🔲🔴]|\[ \]"
            ),
        ),
        (
            Status.IN_PROGRESS,
            (
                r"in[\s-]?progress|(?:^|[^\w])(?:wip|on-?going|started|underway|in review|"
                r"partial(?:ly)?|doing|active|in work)(?![\w])|en (?:proceso|progreso|curso)|em "
                r"(?:andamento|progresso|curso)|en cours|in (?:arbeit|bearbeitung)|begonnen|in corso|"
                r"berjalan|dalam proses|в работе|в процессе|進行中|対応中|着手|실행 중|진행 ?중|"
                r"进行中|處理中|处理中|[🔄🚧⏳🟡]"
            ),
        ),
        (
            Status.DONE,
            (
                r"(?:^|[^\w])(?:done|completed?|closed|fixed|resolved|merged|implemented|shipped|"
                r"deployed|finished|accomplished|delivered|released|yes|live)(?![\w])|hech[oa]|"
                r"completad[oa]|cerrad[oa]|realizad[oa]|conclu[ií]d[oa]|feit[oa]|fechad[oa]|"
                r"resolvid[oa]|(?:^|[^\w])fait(?:e)?(?![\w])|terminée?|clôturé|effectué|erledigt|"
                r"fertig|abgeschlossen|umgesetzt|behoben|completat[oa]|fatto|selesai|сделано|выполнен|"
                r"готово|закрыт|завершен|完了|実施済|対応済|済み?|완료|已完成|完成|已解决|已修复|"
                r"[✅☑✔✓🟢]|\[x\]"
            ),
        ),
    )
)
"""How a state is said, in the order of trial: "not done" before "done", "進行中" before "完了"."""


def status_of(text: str) -> Status | None:
    """Return the state that a cell or mark names, or None."""
    return next((status for status, pattern in STATUSES if pattern.search(text)), None)


_HEADING = re.compile(
    (
        r"[(\[（]([^()\[\]（）]{2,30})[)\]）]|^\W{0,4}(done|completed?(?: actions?| items?| "
        r"tasks?)?|already (?:done|implemented|completed)|implemented|in progress|pending|"
        r"planned|open|to do|outstanding|erledigt|fait|hecho|feito|完了|已完成|완료)\W{0,4}$|"
        r"([✅☑✔⬜🔄])️?\W{0,3}$"
    ),
    re.IGNORECASE,
)


def status_of_heading(text: str) -> Status | None:
    """Return the state that a heading gives to all below it: "Completed", "Immédiat (Fait)"."""
    for match in _HEADING.finditer(text):
        found = status_of(next(group for group in match.groups() if group))
        if found is not None:
            return found
    return None


_DONE_WORD = (
    r"(?:done|completed?|closed|fixed|resolved|merged|implemented|shipped|deployed|"
    r"accomplished|added|hecho|completado|feito|concluído|fait|terminé|erledigt|selesai|"
    r"сделано|выполнено|完了|済|実施済み?|対応済み?|완료|已完成)"
)
_STATE_WORD = (
    rf"(?:{_DONE_WORD}|in[\s-]progress|wip|ongoing|open|todo|to do|pending|not started|"
    r"planned|won'?t (?:do|fix)|cancell?ed|en proceso|em andamento|en cours|in arbeit|"
    r"進行中|対応中|진행 ?중|进行中|pendiente|pendente|à faire|offen|未対応|未着手)"
)
MARKS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "state in front",
        re.compile(
            (
                rf"\W{{0,3}}(?:[\[(]({_STATE_WORD})[\])]\s{{0,2}}[-:]?|({_STATE_WORD})\s?[:：-]|"
                rf"([✅☑✔🔄🚧⬜☐])️?)\s{{1,3}}"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "state in brackets",
        re.compile(
            rf"\s{{0,3}}[(\[（]\W{{0,2}}({_STATE_WORD}(?:[\s.,:!][^()\[\]（）]{{0,160}})?)[)\]）][.\s]{{0,3}}$",
            re.IGNORECASE,
        ),
    ),
    (
        "state behind a dash",
        re.compile(rf"\s{{0,3}}(?:[-–—|:;,.]|->|→)\s{{1,3}}({_STATE_WORD})[.!\s]{{0,3}}$", re.IGNORECASE),
    ),
    ("state at the end", re.compile(r"\s{0,3}([✅☑✔🔄🚧⬜])️?\s{0,3}$")),
    (
        "state in capitals",
        re.compile(r"\s{1,3}(DONE|TODO|WIP|FIXED|COMPLETED?|IN PROGRESS|OPEN|CLOSED)[.!\s]{0,3}$"),
    ),
    (
        "state as a sentence",
        re.compile(
            (
                rf"(?<=[.!?])\s{{1,3}}((?:{_DONE_WORD})\b(?:\s(?:in|by|via|with|on|as|"
                rf"through)\s[^.!?]{{1,100}}(?:\.\w[^.!?]{{0,60}}){{0,4}})?)\.?\s{{0,3}}$"
            ),
            re.IGNORECASE,
        ),
    ),
)
"""Places in a line where a state is said; the first group that took part is the state's words."""
