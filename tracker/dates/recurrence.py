"""How often work is done: "Conduct monthly backup tests" -> an RFC 5545 rule.

Only where the word says how often the *work* is done. "Establish a quarterly schedule" is done once: so a
frequency before a noun counts only when the sentence opens with a verb for work that repeats.
"""

from __future__ import annotations

import re
from functools import cache

RECURRENCES: tuple[tuple[str, str, str], ...] = (
    # name, how the words spell it, rule
    (
        "daily",
        (
            r"daily|every (?:day|night|morning)|each day|täglich|diari[oa](?:mente)?|"
            r"quotidien(?:ne)?|每天|毎日|日次|매일"
        ),
        "FREQ=DAILY",
    ),
    ("every two weeks", r"bi-?weekly|fortnightly|every (?:two|2|other) weeks?", "FREQ=WEEKLY;INTERVAL=2"),
    (
        "weekly",
        (
            r"weekly|every week|each week|wöchentlich|semanal(?:mente)?|hebdomadaire|mingguan|"
            r"еженедельно|每周|毎週|週次|매주|주 ?1회"
        ),
        "FREQ=WEEKLY",
    ),
    ("every two months", r"bi-?monthly|every (?:two|2|other) months?", "FREQ=MONTHLY;INTERVAL=2"),
    ("every six months", r"half-yearly|semi-?annual(?:ly)?|every (?:six|6) months", "FREQ=MONTHLY;INTERVAL=6"),
    (
        "quarterly",
        (
            r"quarterly|every (?:quarter|three months|3 months)|each quarter|vierteljährlich|"
            r"trimestral(?:mente)?|trimestriel(?:le)?|ежеквартально|每季度|四半期ごと|매 ?분기|분기 ?1회"
        ),
        "FREQ=MONTHLY;INTERVAL=3",
    ),
    (
        "monthly",
        (
            r"monthly|every month|each month|monatlich|mensual(?:mente)?|mensal(?:mente)?|"
            r"mensuel(?:le)?|bulanan|ежемесячно|每月|毎月|月次|매월|월 ?1회"
        ),
        "FREQ=MONTHLY",
    ),
    (
        "yearly",
        (
            r"yearly|annual(?:ly)?|every year|each year|jährlich|anual(?:mente)?|annuel(?:le)?|"
            r"ежегодно|每年|毎年|年次|매년"
        ),
        "FREQ=YEARLY",
    ),
)
"""How words say a rhythm, in the order of trial."""

_WORK = (
    r"(?:conduct|perform|run|hold|do|execute|review|test|check|rotate|verify|carry out|"
    r"organi[sz]e|practi[cs]e|"
    r"durchführen|realizar|ejecutar|efetuar|executar|effectuer|réaliser|melakukan|проводить)"
)


@cache
def _any_word() -> re.Pattern[str]:
    """Return what finds any of the words: most sentences have none, and are done at once."""
    return re.compile("|".join(words for _name, words, _rule in RECURRENCES), re.IGNORECASE)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], re.Pattern[str], str], ...]:
    """Return for each rule how a sentence opens with it and how it ends with it, made ready at first use."""
    front = rf"^\W{{0,3}}(?:we will |to )?{_WORK}(?:ing)?\s(?:an?\s|regular\s)?"
    return tuple(
        (
            re.compile(
                rf"{front}(?:{words})(?![^\W\d_])|^\W{{0,3}}(?:{words})(?:[でに]|(?<=회)\s)", re.IGNORECASE
            ),
            re.compile(
                rf"(?<![^\W\d_])(?:{words})(?:\W{{0,4}}$|\s{{1,3}}(?:by|until|from|starting)\b)", re.IGNORECASE
            ),
            rule,
        )
        for _name, words, rule in RECURRENCES
    )


def recurrence_of(text: str) -> str | None:
    """Return the RFC 5545 rule of work that repeats, or None: "Run monthly restore tests" -> "FREQ=MONTHLY"."""
    if not _any_word().search(text):
        return None
    for opening, closing, rule in _patterns():
        if opening.search(text) or closing.search(text):
            return rule
    return None
