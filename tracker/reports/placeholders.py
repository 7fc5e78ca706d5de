# ruff: noqa: RUF001 - letters of other scripts are data here
"""PLACEHOLDERS: the words of templates that nobody has filled in, which are never items."""

from __future__ import annotations

import re

from tracker.reports.markup import plain

PLACEHOLDERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no words", re.compile(r"[^\w]*|[\W\d_]*")),
    (
        "placeholder",
        re.compile(
            (
                r"\W{0,4}(?:tbd|tba|todo|n/?a|none(?: yet)?|nothing|xxx+|lorem ipsum.*|placeholder.*|"
                r"…|\.\.\.|etc|aucune?|ninguna?|nenhuma?|keine?|无|なし|없음|нет)\W{0,4}"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        "numbered placeholder",
        re.compile(
            r"\W{0,3}(?:action(?: item)?|task|item|improvement|follow[- ]?up|todo|step|"
            r"recommendation|acción|ação|tarea|tarefa|tâche|maßnahme|aufgabe|tindakan|действие|"
            r"задача|行动项|行動項|措施|アクション|対策|조치)"
            r"\s{0,2}(?:#|no\.)?\s{0,2}(?:\d{1,2}|[a-c]|n|x|one|two|three)?\W{0,3}(?:[(（][^()（）]{0,80}[)）]?|:)?",
            re.IGNORECASE,
        ),
    ),
    (
        "horizon without a task",
        re.compile(
            r"\W{0,3}(?:immediate(?:ly)?|(?:short|medium|mid|long)(?:er)?[\s-]term)(?:\s\([^()]{0,100}\))?\W{0,3}",
            re.IGNORECASE,
        ),
    ),
    (
        "bracketed placeholder",
        re.compile(
            r"\W{0,3}(?:\[[^\[\]]{1,300}\](?![(\[])|<[^<>]{1,300}>|\{\{?[^{}]{1,300}\}?\}|"
            r"【[^【】]{1,100}】|__{1,60})(?:\s\([^()]{0,100}\))?\W{0,3}"
        ),
    ),
    (
        "instruction",
        re.compile(
            r"(?:list (?:the |all |any |out |here |of (?:the )?)|describe |what (?:can|should|"
            r"could|will|actions|are|would|do|did|is|was|went)\b.{0,200}\?|how (?:can|should|"
            r"could|will|do|did)\b.{0,200}\?|insert |"
            r"(?:add|fill in|write|enter|put|include|document|provide|link to) (?:the |any |your |"
            r"all |here|as many|more|links? )?(?:action items?|tasks?|tickets?|follow[- ]?ups?|"
            r"details here|owners?|links? here|description|rows?)\b|"
            r"e\.g\.|for example[,:]|example[:：]|ejemplo[:：]|exemplo[:：]|exemple\s?[:：]|"
            r"beispiel[:：]|contoh[:：]|例[:：]|(?:this|the) section |each (?:action|item|task) "
            r"(?:should|must|needs)|every action item|"
            r"action items? (?:should|must)|make sure (?:every|each|all) action|use (?:the "
            r")?smart|please (?:list|add|fill|describe)|optional[:：]|\(optional\))",
            re.IGNORECASE,
        ),
    ),
)
"""What is no item although it stands where items stand, in the order of trial."""

_WHOLE = frozenset({"instruction"})
_ITALIC = re.compile(r"(?:_[^_\n]{12,1000}_|\*(?!\*)[^*\n]{12,1000}\*)[.:]?")


def placeholder(text: str) -> str | None:
    """Return the name of the rule that says these words are a template's, or None."""
    stripped = text.strip()
    if _ITALIC.fullmatch(stripped):
        return "instruction in italics"
    for words in (stripped, plain(stripped)):
        for name, pattern in PLACEHOLDERS:
            if pattern.match(words) if name in _WHOLE else pattern.fullmatch(words):
                return name
    return None
