"""Everything that is printed goes through here: the one place that cleans text for a terminal.

Results go to standard output, everything else to standard error. Texts out of reports are hostile: no control
character, escape sequence or direction override of theirs reaches a terminal.

`tables`      rows that fit a screen; `grouping` puts them in groups
`formats`     table, plain, csv, json, markdown: one answer in each of them; `markdown` escapes a page's signs
`listing`     what a list says of an item; `details` one item whole
`histories`   what happened to an item, and to everything
`changes`     what a command changed, and how to take it back
`imports`     what an import did, report by report; `progress` how far it is
"""

from __future__ import annotations

import os
import re
import shutil
import sys
from typing import NamedTuple

REPLACED = "\N{REPLACEMENT CHARACTER}"

HOSTILE: dict[int, str] = {
    **dict.fromkeys((*range(32), *range(127, 160)), REPLACED),  # C0, DEL, C1: escape sequences begin here
    **dict.fromkeys((9, 10, 11, 12, 13, 133, 8232, 8233), " "),  # line breaks of all sorts
    **dict.fromkeys((1564, 8206, 8207, *range(8234, 8239), *range(8294, 8298)), ""),  # bidi
    **dict.fromkeys((8203, 8288, 65279, *range(917504, 917632)), ""),  # invisible
    **dict.fromkeys(range(55296, 57344), REPLACED),  # lone surrogates cannot be encoded
}
"""What must not reach a terminal, and what is printed instead."""

NARROW = re.compile(r"[ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027]*")
"""Texts whose characters take one cell each, so that the tables of all scripts (48 ms) need not be loaded."""

UNLIMITED = 10_000
"""The width of a pipe: whoever reads it cuts for himself."""


def plain(text: str) -> str:
    """Return a text that does nothing to a terminal but appear in it, on one line."""
    return text if text.isascii() and text.isprintable() else text.translate(HOSTILE)


def say(text: str = "") -> None:
    """Print a line of the result; the caller has cleaned what came out of a report."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """Print a line about the run: on standard error, cleaned."""
    sys.stderr.write(f"{plain(text)}\n")


def say_json(document: object) -> None:
    """Print one JSON document; whatever the data, it is valid and does nothing to a terminal."""
    import json  # noqa: PLC0415 - most commands print text

    text = json.dumps(document, ensure_ascii=False, indent=1 if is_terminal() else None)
    if not text.isascii():
        # JSON's own escapes say what is hostile without losing it; what is ASCII is escaped or harmless already.
        text = text.translate({code: json.dumps(chr(code))[1:-1] for code in HOSTILE if code > LAST_ASCII})
    say(text.replace("\x7f", "\\u007f"))


LAST_ASCII = 0x7F


def is_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


class Screen(NamedTuple):
    """Where a person reads: how wide it is, and whether it shows colours."""

    width: int
    has_colour: bool

    def paint(self, text: str, *codes: int) -> str:
        """Return a text in a colour, where there are colours (SGR codes of ECMA-48)."""
        if not self.has_colour or not codes or not text:
            return text
        return f"\x1b[{';'.join(map(str, codes))}m{text}\x1b[0m"


BOLD, DIM, RED, YELLOW = 1, 2, 31, 33


def screen(in_pipe: int = UNLIMITED) -> Screen:
    """Return the terminal that standard output is, by COLUMNS, NO_COLOR (https://no-color.org) and TERM.

    A pipe is as wide as COLUMNS says, else `in_pipe`.
    """
    # A terminal that does not know its width says 0, and gets what terminals are when nobody says otherwise.
    width = shutil.get_terminal_size().columns if is_terminal() or has_columns() else in_pipe
    colours = is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Screen(max(width, NARROWEST), colours)


NARROWEST = 20


def has_columns() -> bool:
    """Whether COLUMNS says how wide the output is."""
    return os.environ.get("COLUMNS", "").isdecimal()


def cells(text: str) -> int:
    """Return how many terminal cells a cleaned text takes."""
    if NARROW.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # noqa: PLC0415 - only for other scripts

    return max(0, wcswidth(text))


def fit(text: str, width: int) -> str:
    """Return a text cut or filled to exactly that many cells."""
    text = cut(text, width).rstrip(JOINER)
    return text + " " * (width - cells(text))


JOINER = "\N{ZERO WIDTH JOINER}"
"""Ties two signs into one; at an end it would tie the blank behind it."""


def cut(text: str, width: int) -> str:
    """Return a text in at most that many cells; what is cut ends in an ellipsis."""
    if cells(text) <= width:
        return text
    return f"{head(text, width - 1)}…" if width > 1 else head(text, width)


def head(text: str, width: int) -> str:
    """Return as much of a text's beginning as goes into that many cells, never half of what is seen as one."""
    if NARROW.fullmatch(text, 0, max(width, 0) + 1):  # with the sign behind the end: it may be an accent
        return text[: max(width, 0)]
    from wcwidth import iter_graphemes  # noqa: PLC0415 - only for other scripts

    taken = ""
    for grapheme in iter_graphemes(text):
        if cells(taken + grapheme) > width:
            break
        taken += grapheme
    return taken


CLOSING = frozenset("、。，．：；！？）］｝」』】〉》〕ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")  # noqa: RUF001 - the wide ones are meant
"""What no line begins with where words are not parted by blanks (JIS X 4051, "kinsoku")."""


SOLID = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]"
"""A letter of a script that puts no blanks between words (Thai, Lao, Burmese, Khmer, Chinese, Japanese): its lines
end anywhere."""


def unbroken(line: str, rest: str) -> str:
    """Return the beginning of `rest` that makes a line, cut back from `line` to where a line may end."""
    is_solid = re.search(SOLID, line[-1:] + rest[len(line)])
    if " " in line and not is_solid:
        return line[: line.rindex(" ")]
    if rest[len(line)] not in CLOSING:
        return line
    from wcwidth import iter_graphemes  # noqa: PLC0415 - only for other scripts

    kept = list(iter_graphemes(line))
    behind = rest[len(line)]
    while kept and behind in CLOSING:
        behind = kept.pop()
    return "".join(kept) or line


def wrapped(text: str, width: int, most: int) -> list[str]:
    """Return a text in lines of at most `width` cells, at most `most` of them; what is cut ends in an ellipsis."""
    lines: list[str] = []
    rest = text.strip()
    while rest and len(lines) < most:
        line = head(rest, width)
        if len(line) < len(rest) and not rest[len(line)].isspace():
            line = unbroken(line, rest)
        line = line or rest[:1]
        lines.append(line.rstrip())
        rest = rest[len(line) :].lstrip()
    if rest and lines:
        lines[-1] = f"{head(lines[-1], width - 1)}…"
    return lines or [""]


def behind(front: str, text: str, width: int) -> list[str]:
    """Return a text behind its beginning, in lines of at most `width` cells; nothing of it is cut.

    It goes on under itself, where there is room for that; a word that fits on a line of its own is not broken.
    """
    room = width - len(front)
    starts_below = room < cells(text.partition(" ")[0]) <= width - INDENT
    first = "" if starts_below else wrapped(text, max(room, 1), len(text) + 1)[0]
    indent = INDENT if starts_below or room < ROOM or not front else len(front)
    rest = text.strip().removeprefix(first).strip()
    others = wrapped(rest, width - indent, len(rest) + 1) if rest else []
    return [(front + first).rstrip(), *(" " * indent + line for line in others)]


INDENT = 4
"""Cells in front of what goes on from the line before."""

ROOM = 24
"""Cells behind a beginning that are enough to go on under itself."""


def say_behind(front: str, text: str, width: int) -> None:
    """Print a text behind its beginning; the caller has cleaned it."""
    for line in behind(front, text, width):
        say(line)
