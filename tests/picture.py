"""A terminal's output as a picture: text and the program's few colours in, SVG out.

Each character stands in the cells that a terminal would give it, whatever font shows it: runs of narrow characters
are stretched to their cells, and what is wide stands by itself. The picture names no address and needs no font of
its own, so that it looks the same offline.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from wcwidth import iter_graphemes, wcswidth

if TYPE_CHECKING:
    from collections.abc import Iterator

CELL, LINE, SIZE = 8.4, 20, 14
"""The width of a cell, the height of a line, the size of the letters, in pixels."""

MARGIN, BAR = 20, 40
"""The room around the text, and the bar with the title above it."""

CLASSES = {"1": "bold", "2": "dim", "31": "red", "33": "yellow"}
"""The codes that the program prints (SGR of ECMA-48), by the name of their style."""

CODES = re.compile(r"\x1b\[([0-9;]*)m")

PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" \
role="img" aria-label="{title}">
<title>{title}</title>
<style>
text {{ font: {size}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; \
fill: #d5dae1; white-space: pre; }}
.bold {{ font-weight: bold; fill: #f5f7fa; }}
.dim {{ fill: #8b949e; }}
.red {{ fill: #ff7b72; }}
.yellow {{ fill: #e3b341; }}
</style>
<rect width="{width}" height="{height}" rx="8" fill="#1c2128"/>
<circle cx="20" cy="20" r="6" fill="#4b535d"/><circle cx="40" cy="20" r="6" fill="#4b535d"/>\
<circle cx="60" cy="20" r="6" fill="#4b535d"/>
<text x="{middle}" y="25" text-anchor="middle" class="dim">{title}</text>
{texts}
</svg>
"""


def picture(printed: str, title: str, columns: int) -> str:
    """Return what a terminal of so many columns shows as SVG."""
    lines = printed.rstrip("\n").split("\n")
    width, height = round(columns * CELL + 2 * MARGIN), BAR + len(lines) * LINE + MARGIN
    texts = "\n".join(tag for row, line in enumerate(lines) for tag in tags(line, BAR + row * LINE + SIZE))
    return PICTURE.format(
        width=width, height=height, middle=width // 2, size=SIZE, title=escape(title), texts=texts
    )


def tags(line: str, y: int) -> Iterator[str]:
    """Yield the texts of one line, each at its cell."""
    column = 0
    for text, style in styled(line):
        for run in runs(text):
            taken = wcswidth(run)
            if run.strip():
                at = f'x="{MARGIN + column * CELL:.1f}" y="{y}" textLength="{taken * CELL:.1f}"'
                named = f' class="{style}"' if style else ""
                yield f'<text {at} lengthAdjust="spacingAndGlyphs"{named}>{escape(run)}</text>'
            column += taken


def styled(line: str) -> Iterator[tuple[str, str]]:
    """Yield the parts of a line, each with the names of its styles."""
    style = ""
    for number, part in enumerate(CODES.split(line)):
        if number % 2:
            style = " ".join(CLASSES[code] for code in part.split(";") if code in CLASSES)
        elif part:
            yield part, style


def runs(text: str) -> Iterator[str]:
    """Yield a text in runs of narrow characters, parted at gaps, and in single wide ones."""
    for run in re.split(r"(  +)", text):
        narrow = ""
        for grapheme in iter_graphemes(run):
            if wcswidth(grapheme) == len(grapheme) == 1:
                narrow += grapheme
                continue
            yield from filter(None, (narrow, grapheme))
            narrow = ""
        if narrow:
            yield narrow
