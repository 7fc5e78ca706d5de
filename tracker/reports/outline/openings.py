# ruff: noqa: RUF001 - letters of other scripts are data here
"""OPENINGS: which lines open a section or a part of one, row by row, in the order of trial.

Each row looks at a `Spot`, a line among its neighbours and below the headings that stand open, and answers
with the heading that it opens, or None.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tracker.reports.outline.sections import (
    Holds,
    Section,
    is_counted,
    is_counted_below,
    names_a_section,
    section_of,
)
from tracker.reports.text.document import Line, Shape
from tracker.reports.text.markup import is_bold, plain, run_in_label
from tracker.reports.vocabulary.placeholders import HORIZON, placeholder
from tracker.reports.vocabulary.verbs import opens_with_verb, orders

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LABEL_LEVEL = 8
"""Where a known label stands ("Tasks:", a bold line): below every Markdown heading."""
PART_LEVEL = 9
"""Where a label stands that only names a part of the list it is in ("Short-term:")."""
ITEMS = frozenset({Holds.TASKS, Holds.IMPROVEMENTS})
_MOST_LABEL_WORDS = 9
_COLONS = (":", "：")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading or label as it stands open: `holds` is its own or what it inherits."""

    text: str
    level: int
    holds: Holds
    rule: str
    known: bool = False
    bold: bool = False
    marker: str = ""
    indent: int = 0
    number: int = 0


@dataclass(slots=True)
class Spot:
    """A line where it stands: among the lines of its document, below the headings that are open."""

    lines: Sequence[Line]
    place: int
    above: Sequence[Heading]
    line: Line = field(init=False)
    text: str = field(init=False)
    """The line's words without markup."""
    is_bold: bool = field(init=False)
    """Whether all of it is bold."""

    def __post_init__(self) -> None:
        """Look once at what every row asks for."""
        self.line = self.lines[self.place]
        self.text = plain(self.line.text)
        self.is_bold = is_bold(self.line.text)

    @property
    def has_colon(self) -> bool:
        """Whether it ends in a colon."""
        return self.text.endswith(_COLONS)

    @property
    def is_short(self) -> bool:
        """Whether it is no longer than a label."""
        return len(self.text.split()) <= _MOST_LABEL_WORDS and ". " not in self.text

    @property
    def before(self) -> Shape:
        """The shape of the line above."""
        return self.lines[self.place - 1].shape if self.place else Shape.BLANK

    @property
    def following(self) -> Line | None:
        """The next line with words, if it is near."""
        near = self.lines[self.place + 1 : self.place + 4]
        return next((line for line in near if line.shape is not Shape.BLANK), None)

    @property
    def is_in_items(self) -> bool:
        """Whether the open heading holds items."""
        return bool(self.above) and self.above[-1].holds in ITEMS

    def heading(self, section: Section | None, level: int, text: str = "") -> Heading:
        """Return the heading that this line opens."""
        is_bullet = self.line.shape is Shape.BULLET
        return Heading(
            (text or self.text).strip(" :："),
            level,
            section.holds if section else Holds.UNKNOWN,
            section.name if section else "unknown heading",
            known=section is not None,
            bold=self.is_bold,
            marker=self.line.marker if is_bullet else "",
            indent=self.line.indent,
            number=self.line.number,
        )


def markdown_heading(spot: Spot) -> Heading | None:
    """A line that its markup makes a heading: "## Action items"."""
    section = None if is_counted(spot.text) else section_of(spot.text)
    return spot.heading(section, spot.line.level)


def known_label(spot: Spot) -> Heading | None:
    """A bold line, or one that ends in a colon, whose words the vocabulary knows: "Action items:"."""
    if not spot.is_short or not (spot.is_bold or spot.has_colon):
        return None
    if spot.is_bold or names_a_section(spot.text, label=True):
        section = section_of(spot.text)
    elif not spot.is_in_items and _opens_list(spot):
        found = section_of(spot.text)  # a sentence, "To avoid this we will:"; one of the account tells nothing
        section = found if found and found.holds is not Holds.NOTHING else None
    else:
        section = None
    return spot.heading(section, LABEL_LEVEL) if section else None


def _opens_list(spot: Spot) -> bool:
    """Whether a bullet or a table follows, at most one blank line below."""
    following = spot.following
    return following is not None and following.shape in {Shape.BULLET, Shape.ROW}


def part_label(spot: Spot) -> Heading | None:
    """A bold line or one with a colon that the vocabulary does not know: a part of the list it stands in.

    A bold line where bold lines are the document's headings is a section of its own instead, unless it is a time
    or its number says otherwise.
    """
    is_label = (spot.is_bold or spot.has_colon) and spot.is_short
    if not is_label or not spot.is_in_items or not _stands_apart(spot):
        return None
    owner = _owner(spot)
    is_part = is_counted_below(spot.text, owner.text) or placeholder(spot.text) == HORIZON
    return spot.heading(None, LABEL_LEVEL if spot.is_bold and owner.bold and not is_part else PART_LEVEL)


def _owner(spot: Spot) -> Heading:
    """Return the heading whose list the line stands in; one of markup is not bold, whatever its words are."""
    known = (heading for heading in reversed(spot.above) if heading.known or heading.level < LABEL_LEVEL)
    owner = next(known, spot.above[-1])
    return owner if owner.level == LABEL_LEVEL else replace(owner, bold=False)


def _stands_apart(spot: Spot) -> bool:
    """Whether a line does not just go on with the bullet or line above it."""
    goes_on = spot.before in {Shape.BULLET, Shape.TEXT} and spot.line.text[:1].islower()
    return spot.line.indent == 0 and not goes_on


_LONGEST_HEADING = 120


def plain_heading(spot: Spot) -> Heading | None:
    """A line that is nothing but a heading's words, without any mark: "Corrective Measures"."""
    if len(spot.text) > _LONGEST_HEADING or "\t" in spot.line.text:
        return None
    above = spot.lines[spot.place - 1].text if spot.before is Shape.TEXT else ""
    is_titled = spot.text.isupper() or _is_titled(spot.text)
    if above and len(spot.line.text) >= len(above) // 2 and not is_titled:
        return None
    section = names_a_section(spot.text, label=is_titled) or _section_with_subtitle(spot)
    return spot.heading(section, LABEL_LEVEL) if section else None


_LEAST_TITLED = 2


def _is_titled(text: str) -> bool:
    """Whether words are written as a title's, "Corrective and Preventive Measures": no line of a story is."""
    words = [word for word in text.split() if len(word) > len("and")]
    return len(words) >= _LEAST_TITLED and all(word[0].isupper() for word in words)


_MOST_SUBTITLE_WORDS = 6


def _section_with_subtitle(spot: Spot) -> Section | None:
    """Return the row for a heading with a subtitle over a blank line: "Corrective measures: never again"."""
    label, colon, subtitle = spot.text.partition(":")
    below = spot.lines[spot.place + 1 : spot.place + 2]
    if not colon or not below or below[0].shape is not Shape.BLANK:
        return None
    if spot.is_in_items or opens_with_verb(subtitle):  # then the words behind the label are the item
        return None
    is_short = len(subtitle.split()) <= _MOST_SUBTITLE_WORDS and not subtitle.endswith(".")
    return names_a_section(label) if is_short else None


def bold_run_in(spot: Spot) -> Heading | None:
    """Bold words that open a line of text: "**Fix.** One row per order"."""
    label = run_in_label(spot.line.text)
    section = names_a_section(label) if label else None
    if label is None or section is None or section.holds is Holds.IMPROVEMENTS:
        return None
    return replace(spot.heading(section, LABEL_LEVEL, label), bold=True)


_COLON_RUN_IN = re.compile(r"([^:：.]{3,50})[:：]\s")


def colon_run_in(spot: Spot) -> Heading | None:
    """A label in front, in a list of items: "Conclusion: it was short", "Improvements: stricter checks"."""
    match = _COLON_RUN_IN.match(spot.text)
    section = names_a_section(match[1]) if match else None
    if match is None or section is None:
        return None
    if spot.is_in_items:
        is_ours = section.holds in {Holds.NOTHING, *ITEMS}
    else:
        is_ours = section.holds is Holds.TASKS and " " in match[1].strip()  # "Action: sent" is part of a log
    if not is_ours:
        return None
    return spot.heading(section, LABEL_LEVEL, match[1])


def numbered_heading(spot: Spot) -> Heading | None:
    """A numbered line with a heading's words and no next number below: "3. Corrective Measures"."""
    following = spot.following
    if not _is_number(spot.line) or following is None or _is_number(following):
        return None
    section = names_a_section(spot.text)
    return replace(spot.heading(section, LABEL_LEVEL), marker="") if section else None


def bullet_label(spot: Spot) -> Heading | None:
    """A bullet that is only a known label: "* Improvements:"; others end it where bullets are the headings."""
    if not _is_bullet_label(spot):
        return None
    section = names_a_section(spot.text, label=spot.has_colon)
    by_bullet = any(heading.marker and heading.level == LABEL_LEVEL for heading in spot.above)
    is_ours = section is not None and (section.holds in ITEMS or by_bullet)
    return spot.heading(section, LABEL_LEVEL) if is_ours else None


def bullet_part(spot: Spot) -> Heading | None:
    """A bullet that only names a part of the list: "1. Testing:" over bullets of another kind."""
    is_part = _is_bullet_label(spot) and spot.is_in_items and spot.is_short and _other_kind_follows(spot)
    return spot.heading(None, PART_LEVEL) if is_part and not _is_over_how(spot) else None


def _is_over_how(spot: Spot) -> bool:
    """Whether a bullet is the work itself, over bullets that only say how: "1. Rotate keys:" over "- Stripe"."""
    below = spot.following
    is_bullet = below is not None and below.shape is Shape.BULLET and below.indent > spot.line.indent
    return is_bullet and orders(spot.text) and not opens_with_verb(plain(below.text if below else ""))


def _is_bullet_label(spot: Spot) -> bool:
    """Whether a bullet can be a label: without a box, ending in a colon, or bold and no task."""
    if spot.line.checked is not None:
        return False
    return spot.has_colon or (spot.is_bold and not opens_with_verb(spot.text))


def _is_number(line: Line) -> bool:
    return line.shape is Shape.BULLET and line.marker == "1"


def _other_kind_follows(spot: Spot) -> bool:
    """Whether the next words are no sibling: bullets with another mark or deeper, or bare lines below a colon."""
    following = spot.following
    if following is None or following.shape not in {Shape.BULLET, Shape.TEXT}:
        return False
    if following.shape is Shape.TEXT:
        return following.indent == 0 and spot.has_colon
    is_deeper = following.indent > spot.line.indent + 1 and spot.has_colon
    is_other = following.indent >= spot.line.indent and _is_number(following) != _is_number(spot.line)
    return is_deeper or is_other


OPENINGS: tuple[tuple[str, Shape, Callable[[Spot], Heading | None]], ...] = (
    ("Markdown heading", Shape.HEADING, markdown_heading),
    ("known label", Shape.TEXT, known_label),
    ("label of a part", Shape.TEXT, part_label),
    ("plain heading", Shape.TEXT, plain_heading),
    ("bold words in front", Shape.TEXT, bold_run_in),
    ("label in front", Shape.TEXT, colon_run_in),
    ("numbered heading", Shape.BULLET, numbered_heading),
    ("bullet as a label", Shape.BULLET, bullet_label),
    ("bullet that names a part", Shape.BULLET, bullet_part),
)
"""What opens a section, for lines of one shape each, in the order of trial."""


_BY_SHAPE: dict[Shape, list[Callable[[Spot], Heading | None]]] = {
    shape: [row for _, of_shape, row in OPENINGS if of_shape is shape] for _, shape, _ in OPENINGS
}


def opening(lines: Sequence[Line], place: int, above: Sequence[Heading]) -> Heading | None:
    """Return the heading that a line opens below the open ones, or None when it opens none."""
    rows = _BY_SHAPE.get(lines[place].shape)
    if rows is None:
        return None
    spot = Spot(lines, place, above)
    return next((heading for row in rows if (heading := row(spot)) is not None), None)
