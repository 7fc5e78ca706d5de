# ruff: noqa: RUF001 - letters of other scripts are data here
"""PLACEHOLDERS: the words of templates that nobody has filled in, which are never items.

They stand in the table `[placeholders]` of each language, `languages/*.toml`.
"""

from __future__ import annotations

import re

from tracker.reports.text.markup import plain
from tracker.reports.vocabulary.spellings import either

HORIZON = "horizon without a task"
"""The name of the row for a time alone, which may also name a part of a list: "Short-term"."""

PLACEHOLDERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("no words", re.compile(r"[^\w]*|[\W\d_]*")),
    (
        "placeholder",
        re.compile(rf"\W{{0,4}}(?:{either('placeholders', 'nothing')}|…|\.\.\.)\W{{0,4}}", re.IGNORECASE),
    ),
    (
        "numbered placeholder",
        re.compile(
            rf"\W{{0,3}}(?:{either('placeholders', 'numbered')})\s{{0,2}}(?:#|no\.)?\s{{0,2}}"
            r"(?:\d{1,2}|[a-c]|n|x|one|two|three)?\W{0,3}(?:[(（][^()（）]{0,80}[)）]?|:)?",
            re.IGNORECASE,
        ),
    ),
    (
        HORIZON,
        re.compile(
            rf"\W{{0,3}}(?:{either('placeholders', 'horizon')})(?:\s\([^()]{{0,100}}\))?\W{{0,3}}", re.IGNORECASE
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
        # "Runbook update: [which runbook needs revision]"; a link, a box and a figure are none.
        "bracket to fill in",
        re.compile(
            r"(?:[^\[\]]{0,200}[:：–—-]\s{0,3}|)(?:\w{1,12}\s){0,3}\[(?:[a-z]\w{1,30}(?:[\s/-]{1,3}[\w/,'-]{1,30}){1,12})\](?![(\[])\W{0,3}"
        ),
    ),
    ("words to go on with", re.compile(r".{0,200}[:：-]\s{0,3}(?:\.{3}|…|_{3,200})\W{0,3}")),
    (
        "instruction",
        re.compile(rf"\W{{0,4}}(?:{either('placeholders', 'instruction')})", re.IGNORECASE),
    ),
)
"""What is no item although it stands where items stand, in the order of trial."""

_EXAMPLE = re.compile(rf"\W{{0,4}}(?:{either('placeholders', 'example')})\W{{0,4}}", re.IGNORECASE)


def announces_examples(header: str) -> bool:
    """Whether a column is called "Example": its table shows kinds of items, and lists none."""
    return _EXAMPLE.fullmatch(header) is not None


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
