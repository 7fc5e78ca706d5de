# ruff: noqa: RUF001 - letters of other scripts are data here
"""Inline markup: taken off the words, links and tickets kept beside them."""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,600}\)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,14}(?:\s[^<>\n]{0,300})?/?>")
_CODE = re.compile(r"(`{1,3})([^`\n]{1,500})\1")
RST_LINK = re.compile(r"`([^`<\n]{1,200})\s<([^>\n]{1,400})>`__?")
_STRONG = re.compile(r"(\*{1,3})(?=\S)([^*\n]{1,1000}?)(?<=\S)\1")
_UNDERSCORE = re.compile(r"(?<![\w])(_{1,3})(?=\S)([^_\n]{1,1000}?)(?<=\S)\1(?![\w])")
_STRIKE = re.compile(r"~~([^~\n]{1,2000})~~")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&@/])")
_FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,40}\]")

_MARKUP = re.compile(r"[*_`~<\[\\!&\ue000]")
"""Letters without which a text has no markup: most lines have none, and are done at once."""
_HIDDEN = "\ue000"
_KEPT = re.compile(f"{_HIDDEN}(\\d{{1,5}}){_HIDDEN}")
"""Stands for a letter inside code while the markup around it is taken off: nobody writes it."""


@lru_cache(maxsize=1024)
def plain(text: str) -> str:
    """Return the words without markup: no emphasis, code marks, tags, images; code keeps its letters.

    Several steps ask for the same line; and each pattern is only tried where its first letter stands.
    """
    if not _MARKUP.search(text):
        return " ".join(text.split())
    kept: list[str] = []

    def hide(match: re.Match[str]) -> str:
        kept.append(match[2])
        return f"{_HIDDEN}{len(kept) - 1}{_HIDDEN}"

    text = IMAGE.sub("", text.replace(_HIDDEN, ""))
    if "`" in text:
        text = _CODE.sub(hide, RST_LINK.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "[^" in text:
        text = _FOOTNOTE.sub("", text)
    text = unescape(_ESCAPE.sub(r"\1", _without_emphasis(text)))
    if kept:
        text = _KEPT.sub(lambda match: kept[int(match[1])] if int(match[1]) < len(kept) else "", text)
    return " ".join(text.split())


def _without_emphasis(text: str) -> str:
    """Take the marks of emphasis off, also those within others."""
    if "~" in text:
        text = _STRIKE.sub(r"\1", text)
    for _ in range(2):
        if "*" in text:
            text = _STRONG.sub(r"\2", text)
        if "_" in text:
            text = _UNDERSCORE.sub(r"\2", text)
    return text


_BOLD_LINE = re.compile(r"(?:\*\*[^*\n]{1,400}\*\*|__[^_\n]{1,400}__)")


def is_bold(text: str) -> bool:
    """Whether the whole line is bold; a colon or period may stand behind it."""
    return _BOLD_LINE.fullmatch(text.strip().rstrip(":.：").strip()) is not None


_RUN_IN = re.compile(r"(?:\*\*|__)([^*_\n]{2,80}?)[:.]?\s?(?:\*\*|__)\s{0,2}[:.]?")


def run_in_label(text: str) -> str | None:
    """Return the bold words that open a line of text: "**Fix.** One row per order" -> "Fix"."""
    match = _RUN_IN.match(text)
    return match[1].strip() if match else None
