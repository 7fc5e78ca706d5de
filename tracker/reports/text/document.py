# ruff: noqa: RUF001 - letters of other scripts are data here
"""A text as lines that know their shape: headings, bullets, table rows, plain words, with their numbers.

A scanner, not a Markdown parser: reports are Markdown by half, and what matters here (a line that names a
group, a line that is a task) has no syntax. Code blocks, comments and front matter are taken out; raw HTML is
read for the few tags that make blocks. Cost: one pass, a few bounded patterns a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import TYPE_CHECKING

from tracker.reports.text.conflicts import NumberedLine, first_sides
from tracker.reports.text.html_tables import as_rows
from tracker.reports.text.references import with_addresses
from tracker.reports.text.visible import visible_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 10_000
"""Characters of one line that are looked at: nobody writes more, and a file of one line must cost little."""


MOST_LINES = 20_000
"""Lines of one report that are looked at: the longest postmortems have some hundreds."""


class Shape(IntEnum):
    """What a line looks like, before anything is known of its meaning."""

    BLANK = auto()
    HEADING = auto()
    BULLET = auto()
    ROW = auto()
    TEXT = auto()
    RULE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `text` without its heading, bullet or quote marks, `indent` in columns.

    `level` is a heading's. `marker` is a bullet's kind ("-", "1", ...); `checked` its box: None without one.
    """

    number: int
    text: str
    shape: Shape
    indent: int = 0
    level: int = 0
    marker: str = ""
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The lines that can mean something, the front matter's lines, and what the reader should be told."""

    lines: tuple[Line, ...]
    front_matter: tuple[NumberedLine, ...] = ()
    fence: str = ""
    """The line above the front matter: "---" is YAML, "+++" TOML."""
    warnings: tuple[str, ...] = ()


def read_document(text: str) -> Document:
    """Return the lines of a text with their shapes. Never raises."""
    every = list(_numbered(text))
    numbered, warnings = first_sides(every[:MOST_LINES])
    if len(every) > MOST_LINES:
        warnings = (*warnings, f"{len(every)} lines: those from {MOST_LINES + 1} on were not read")
    long = [line.number for line in every[:MOST_LINES] if len(line.text) == LONGEST_LINE]
    if long:
        warnings = (*warnings, f"line {long[0]} is very long: only its first {LONGEST_LINE} characters were read")
    front_matter, body = _split_front_matter(numbered)
    lines = _shaped(with_addresses(as_rows(list(visible_lines(body)))))
    fence = numbered[0].text.strip() if front_matter else ""
    return Document(tuple(lines), front_matter, fence, warnings)


def _numbered(text: str) -> Iterator[NumberedLine]:
    """Yield the lines as an editor counts them: form feeds and odd separators end none."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        yield NumberedLine(number, line[:LONGEST_LINE])


_LONGEST_FRONT_MATTER = 200


def _split_front_matter(lines: list[NumberedLine]) -> tuple[tuple[NumberedLine, ...], list[NumberedLine]]:
    """Return the YAML or TOML block at the top, and the rest."""
    if not lines or lines[0].text.strip() not in {"---", "+++"}:
        return (), lines
    fence = lines[0].text.strip()
    for place, line in enumerate(lines[1 : _LONGEST_FRONT_MATTER + 1], start=1):
        if line.text.strip() in {fence, "..."}:
            return tuple(lines[1:place]), lines[place + 1 :]
        if line.text.startswith("#"):
            break
    return (), lines


_HTML_HEADING = re.compile(r"\s{0,8}<h([1-6])\b[^>]{0,200}>(.{0,300}?)(?:</h[1-6]>|$)", re.IGNORECASE)
_HTML_ITEM = re.compile(
    r"\s{0,12}(?:<[uo]l\b[^>]{0,200}>\s{0,4})?<(?:li|ul|ol)\b[^>]{0,200}>\s{0,4}(?=[^\s<]|<(?!/?[uo]l|/li))",
    re.IGNORECASE,
)
_HTML_BLOCK_TAG = re.compile(
    (
        r"</?(?:ul|ol|li|div|section|article|details|summary|body|html|center|table|tbody|tr|"
        r"td|th|p|hr|br)\b[^>]{0,200}/?>"
    ),
    re.IGNORECASE,
)
_ATX = re.compile(r"\s{0,3}(#{1,6})(?:(?!#)\s{1,8}|(?=[^\s\d#!.])|(?<=##)(?=\d))(.{1,400})$")
"""The blank may be missing, but "#5" is a number."""
_PROSE = re.compile(r"\s{0,12}(?![IVX]{1,4}[.)])[^\W\d_]{2}")
"""How most lines begin: with a word, which none of the marks below does, save a Roman number."""
_NO_WORDS = re.compile(r"\W*")
_BOX_RULE = re.compile(r"\s{0,3}#{1,6}\s{0,8}([=*~_#-])\1{2,200}\s*$")
"""The lines over and under a heading that is drawn as a box: "# ====="."""
_WIKI_HEADING = re.compile(r"(={1,6})\s{1,4}(\S.{0,300}?)(?:\s{1,4}=+)?\s*$|h([1-6])\.\s{1,4}(\S.{0,300})$")
_CLOSING_HASHES = re.compile(r"\s{1,4}#{1,6}\s{0,4}$")
_ATTRIBUTES = re.compile(r"\s{0,4}\{:?\s{0,2}[#.][^{}]{1,80}\}\s{0,4}$")
"""The anchor that some give a heading: "## Follow-up {#follow-up}"."""
_QUOTE = re.compile(r"(?:\s{0,3}>\s?){1,5}")
_BULLET = re.compile(
    r"(\s*)(?:([-*+•·▪◦‣○●■➢➤►→–—✓✔✗✘✅❌☑☐⬜🔲🔳🟢🟡🔴⏳🔄🚧])|([(（]?\d{1,3}[.)）、]|#\.(?=\s)|"
    r"(?:[a-z]|[IVX]{1,4})[.)]|[①-⑳]|\d{1,2}️⃣))(?:\s{1,8}|(?<=[）、•·▪◦‣○●■➢➤►✅❌☑☐⬜①-⑳⃣])️?)(?=\S)"
)
_BRACKET_BULLET = re.compile(r"(\s*)\[(?:(\d{1,2})|([ xX✓✔✅☐]))\]:?\s{1,8}(?=\S)")
"""A bullet that is only its number or box in brackets: "[1] Add alerts", "[x] Fix it"."""
_TIGHT_BULLET = re.compile(
    r"(\s*)(?:([-–—*\uf0b7§])|(\(?\d{1,2}[.)]))(?=[^\W\d_a-z][^\W\d_A-Z])(?![^*]{0,9999}\*)"
)
"""A bullet that lacks its blank: "-Add alerts", "1.Fix it"; no emphasis may begin there."""
_BOX = re.compile(r"\\?\[([ xX*✓✔✅_-]?)\\?\]\s{1,3}(?=\S)|([✅☑✔✓❌✗✘⬜☐🔲⏳])️?\s{0,3}(?=\S)")
_ROW = re.compile(r"\s{0,12}\|.{1,9999}|(?::?-[^|\n]{0,2000}|[^|\n:]{1,2000})(?<!\\)\|[^|\n]{1,2000}(?<!\\)\|")
_RULE = re.compile(r"\s{0,3}(?:([-*_=~^\"'+`#.:])\s{0,2})(?:\1\s{0,2}){2,200}$")
_UNDERLINE = re.compile(r"\s{0,3}([=\-~^\"'*+#])\1{2,200}\s{0,4}$")
_TABLE_RULE = re.compile(r"[\s|:-]{3,2000}$")
_PLAIN_BULLET = re.compile(r"\s*[-*+]\s")

_DONE_BOXES = frozenset("xX*✓✔✅☑")


def _shaped(lines: list[NumberedLine]) -> Iterator[Line]:
    """Yield each line with its shape; an underlined one is a heading, and its underline is gone."""
    skip, above, in_table = -1, "", False
    for place, (number, text) in enumerate(lines):
        if place == skip:
            continue
        below = lines[place + 1].text if place + 1 < len(lines) else ""
        in_table = "|" in text and (in_table or _is_table_head(text, below))
        underline = _UNDERLINE.match(below)
        if in_table:
            yield Line(number, _without_quote(text).strip(), Shape.ROW)
        elif underline and _can_be_underlined(above, text, below):
            skip = place + 1
            yield Line(number, text.strip(), Shape.HEADING, level=1 if underline[1] == "=" else 2)
        else:
            yield _shape(number, text)
        above = text


def _is_table_head(text: str, below: str) -> bool:
    """Whether a table begins: its columns' names over as many dashes. Its rows need no outer bars then.

    https://github.github.com/gfm/#tables-extension-
    """
    if "-" not in below or not _TABLE_RULE.match(_without_quote(below)):
        return False
    return "|" in below and _bars(text) == _bars(below)


def _bars(row: str) -> int:
    """Count the bars between a row's cells."""
    return _without_quote(row).strip().strip("|").replace("\\|", "").count("|")


def _without_quote(text: str) -> str:
    quote = _QUOTE.match(text)
    return text[quote.end() :] if quote else text


_MOST_WORDS_UNDERLINED = 12


def _can_be_underlined(above: str, text: str, below: str) -> bool:
    """Whether a line over a row of dashes is a heading: short, of about its length, and no list or table.

    Markdown takes "1. Impact" for a list there; with nothing above and a line just as long it is a heading.
    """
    stripped = text.strip()
    if not stripped or _RULE.match(text) or "|" in text or _ATX.match(text):
        return False
    if _BULLET.match(text) and (
        above.strip() or _PLAIN_BULLET.match(text) or len(below.strip()) < len(stripped) - 1
    ):
        return False
    if stripped.endswith((".", ",", ";")) or len(stripped.split()) > _MOST_WORDS_UNDERLINED:
        return False
    return below.strip()[0] in "=-" or len(below.strip()) >= len(stripped)


def _shape(number: int, text: str) -> Line:
    """Return a line with its shape; a quote's marks and the tags of HTML blocks are taken off first."""
    if "|" not in text and "<" not in text and _PROSE.match(text):
        return _text(number, text.rstrip())
    text = _without_quote(text)
    if heading := _HTML_HEADING.match(text):
        return Line(number, heading[2].strip(), Shape.HEADING, level=int(heading[1]))
    if "<" in text:
        text = _HTML_BLOCK_TAG.sub(" ", _HTML_ITEM.sub("- ", text, count=1))
    if not text.strip() or _RULE.match(text) or _BOX_RULE.match(text):
        return Line(number, "", Shape.RULE if text.strip() else Shape.BLANK)
    return _marked_heading(number, text) or _words(number, text.rstrip())


def _marked_heading(number: int, text: str) -> Line | None:
    """Return the heading that its marks make of a line, in Markdown, AsciiDoc or a wiki's markup."""
    atx = _ATX.match(text)
    if atx and not _NO_WORDS.fullmatch(atx[2]):
        words = _CLOSING_HASHES.sub("", _ATTRIBUTES.sub("", atx[2])).strip()
        return Line(number, words, Shape.HEADING, level=len(atx[1]))
    wiki = _WIKI_HEADING.match(text)
    if wiki is None:
        return None
    level = int(wiki[3]) if wiki[3] else len(wiki[1])
    return Line(number, (wiki[2] or wiki[4]).strip(), Shape.HEADING, level=level)


def _words(number: int, text: str) -> Line:
    """Return a line of words as a bullet, a table's row or plain text."""
    if boxed := _BRACKET_BULLET.match(text):
        checked = None if boxed[2] else boxed[3] in _DONE_BOXES
        rest = text[boxed.end() :].strip()
        return Line(
            number, rest, Shape.BULLET, _columns(boxed[1]), marker="1" if boxed[2] else "-", checked=checked
        )
    if bullet := _BULLET.match(text) or _TIGHT_BULLET.match(text):
        return _bullet(number, text, bullet)
    if _ROW.match(text):
        return Line(number, text.lstrip(), Shape.ROW)
    return _text(number, text)


def _text(number: int, text: str) -> Line:
    stripped = text.lstrip()
    return Line(number, stripped, Shape.TEXT, indent=_columns(text[: len(text) - len(stripped)]))


def _bullet(number: int, text: str, match: re.Match[str]) -> Line:
    """Return the line of a bullet, its box read: "- [x] done", "☐ open"."""
    symbol = match[2] or "1"
    rest = text[match.end() :]
    checked: bool | None = None
    if symbol in "✅☑✔✓❌✗✘☐⬜🔲⏳":
        checked = symbol in _DONE_BOXES
        symbol = "-"
    elif symbol in "🔄🚧":
        rest, symbol = f"{symbol} {rest}", "-"  # a state that no box has: it stays with the words
    elif box := _BOX.match(rest):
        checked = (box[1] or box[2] or " ") in _DONE_BOXES
        rest = rest[box.end() :]
    return Line(number, rest.strip(), Shape.BULLET, _columns(match[1]), marker=symbol, checked=checked)


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(4))
