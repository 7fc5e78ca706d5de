# ruff: noqa: RUF001 - letters of other scripts are data here
"""What the rows of `phrases` are made of: the row itself, and pieces of pattern that several rows share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

from tracker.words import DueConfidence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tracker.dates import resolving

SP: Final = r"\s{0,3}"
GAP: Final = r"[\s,.\-/]{0,3}"
YEAR: Final = r"(?P<year>(?:19|20)\d\d|'\d\d)"
DAY: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?(?!\d)"
OF: Final = r"(?:of|de|del|di|-)?"
TIME: Final = r"(?:[T ]\d{1,2}:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+-]\d\d:?\d\d)?)?"
END_OF: Final = (
    r"(?:(?:the )?end of(?: the)?|(?:the )?close of|eo|ende(?: des)?|la fin (?:de |du )?|"
    r"fin (?:de |du |d')?|finales de|fim (?:de |do )|"
    r"final (?:de |do |del )|fine|akhir|конец|конца|конце|к концу)"
)
EARLY: Final = r"(?:early|beginning of|start of|anfang|début|principios de|in[ií]cio de|inizio|awal|начал[оае])"
MID: Final = r"(?:mid|middle of|mitte|mi|mediados de|meados de|metà|pertengahan|середин[аеы])"
PART: Final = rf"(?P<part>{EARLY}|{MID}|late|{END_OF})"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying a date. `example` is words that its pattern takes whole."""

    name: str
    source: str
    resolve: Callable[[re.Match[str], resolving.Reference], date | None]
    confidence: DueConfidence
    example: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern made ready, at its first use: commands that only say dates need none of them."""
        return _ready(self.source)


@cache
def _ready(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)


EXPLICIT, RELATIVE, VAGUE = DueConfidence.EXPLICIT, DueConfidence.RELATIVE, DueConfidence.VAGUE

THIS: Final = r"(?:this|the|current|diese[rsnm]?|est[ea]|cette|ce|questo|questa|ini|эт[аоу][йт]?)"
