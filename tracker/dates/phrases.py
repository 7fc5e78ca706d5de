"""PHRASES: the ordered table of words that mean a date, each row with its name, pattern and an example.

A new way of saying a date is one row here and one line in `tests/examples/phrases.md`. Rows are tried from
the top: the more exact ones come first. Patterns are tried at one place of the text, know no nested
repetition, and bound each repeated part, so that hostile words cost no more than their length.
"""

from __future__ import annotations

from tracker.dates import resolving
from tracker.dates.counted import COUNTED
from tracker.dates.names import MONTH
from tracker.dates.rows import END_OF, GAP, PART, SP, VAGUE, YEAR, Phrase
from tracker.dates.written import WRITTEN

PHRASES: tuple[Phrase, ...] = (
    *WRITTEN,
    # Weeks, months, quarters, halves and years.
    Phrase(
        "week number",
        r"(?:(?P<year>\d{4})-?w|(?:calendar week|week|kw|cw|w)\s?)(?P<week>\d{1,2})(?!\d)",
        resolving.iso_week,
        VAGUE,
        "2023-W30",
    ),
    Phrase(
        "part of a month",
        rf"{PART}[\s-]{{0,3}}(?:of )?{MONTH}(?:{GAP}(?:de |del |of )?{YEAR})?",
        resolving.part_of_month,
        VAGUE,
        "mid-September",
    ),
    Phrase(
        "month of a year",
        rf"(?P<part>){MONTH}{GAP}(?:de |del |of )?{YEAR}",
        resolving.part_of_month,
        VAGUE,
        "July 2023",
    ),
    Phrase(
        "month in figures",
        r"(?P<part>)(?P<year>20\d\d)[-/](?P<month>\d{1,2})",
        resolving.part_of_month,
        VAGUE,
        "2023-07",
    ),
    Phrase(
        "Chinese, Japanese and Korean month",
        (
            rf"(?:(?P<year>\d{{4}}){SP}[年년]{SP})?(?P<month>\d{{1,2}}){SP}[月월]{SP}(?P<part>末|"
            r"底|中旬|上旬|下旬|初|말)?"
        ),
        resolving.part_of_month,
        VAGUE,
        "7月末",
    ),
    Phrase("month", rf"(?P<part>)(?P<year>){MONTH}", resolving.part_of_month, VAGUE, "July"),
    Phrase(
        "quarter",
        rf"(?:{END_OF} )?q(?P<quarter>[1-4])(?:{GAP}(?P<year>20\d\d|'?\d\d))?(?!\d)",
        resolving.quarter,
        VAGUE,
        "end of Q3 2023",
    ),
    Phrase(
        "trimestre of a year",
        (
            r"(?:t(?P<quarter>[1-4])[\s/-]{0,2}|"
            r"(?P<first>[1-4])(?:º|er|e|ème)?[\s-]?t(?:rimestre)?[\s/-]{0,2}(?:de |del )?)(?P<year>20\d\d)"
        ),
        resolving.quarter,
        VAGUE,
        "T1 2027",
    ),
    Phrase(
        "quarter of a year",
        rf"(?:{END_OF} )?(?P<year>20\d\d)[\s-]?q(?P<quarter>[1-4])",
        resolving.quarter,
        VAGUE,
        "2023 Q3",
    ),
    Phrase(
        "half-year", rf"(?:{END_OF} )?h(?P<half>[12])(?:{GAP}(?P<year>20\d\d))?", resolving.half, VAGUE, "H2 2023"
    ),
    Phrase(
        "year",
        (
            r"(?:(?P<part>early|beginning of|start of|mid|middle of|late|(?:the )?end of|ende|fin|"
            r"final de|fim de)[\s-]{1,3})?(?P<year>20\d\d)"
        ),
        resolving.part_of_year,
        VAGUE,
        "end of 2023",
    ),
    *COUNTED,
    # Words in the place of a date.
    Phrase(
        "sprint",
        (
            r"(?:(?:this|the|next|current|following|upcoming|pr[oó]ximo|nächster|prochain) "
            r")?(?:sprint|iteration|release|milestone|cycle|drop)(?: \d{1,4})?|次スプリント|"
            r"下个?(?:迭代|版本)|다음 스프린트"
        ),
        resolving.no_day,
        VAGUE,
        "next sprint",
    ),
    Phrase(
        "at once",
        (
            r"(?:asap|a\.s\.a\.p|as soon as possible|immediate(?:ly)?(?: actions?)?|right away|"
            r"urgent(?:ly)?|now|sofort|so schnell wie möglich|inmediat[oa]|(?:lo )?antes posible|"
            r"imediat[oa]|o quanto antes|imm[ée]diat(?:ement)?|dès que possible|immediat[oa]|"
            r"subito|segera|срочно|немедленно|как можно скорее|至急|即時|速やかに|早急に|立即|"
            r"尽快|马上|즉시|최대한 빨리)"
        ),
        resolving.no_day,
        VAGUE,
        "ASAP",
    ),
    Phrase(
        "going on",
        (
            r"(?:on-?going|continuous(?:ly)?|continual(?:ly)?|rolling|recurring|fortlaufend|"
            r"laufend|continu[oa]|contínu[oa]|en cours|en continu|berkelanjutan|постоянно|継続的?|"
            r"随時|持续|상시)"
        ),
        resolving.no_day,
        VAGUE,
        "ongoing",
    ),
    Phrase(
        "some time",
        (
            r"(?:in the |the )?(?:near(?:est)? future|soon|short(?:er)?[- ]term|medium[- ]term|"
            r"mid[- ]term|long(?:er)?[- ]term|future|later|backlog|kurzfristig|mittelfristig|"
            r"langfristig|(?:a )?corto plazo|(?:a )?medio plazo|(?:a )?largo plazo|(?:a )?curto "
            r"prazo|(?:a )?médio prazo|(?:a )?longo prazo|(?:à )?court terme|(?:à )?moyen terme|"
            r"(?:à )?long terme|jangka pendek|jangka menengah|jangka panjang|短期|中期|長期|长期|"
            r"단기|중기|장기)"
        ),
        resolving.no_day,
        VAGUE,
        "in the near future",
    ),
)
"""Every way of saying a date that is known, in the order of trial."""
