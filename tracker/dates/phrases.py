"""PHRASES: the ordered table of words that mean a date, each row with its name, pattern and an example.

A new way of saying a date is one row here and one line in `tests/examples/phrases.md`. Rows are tried from
the top: the more exact ones come first. Patterns are tried at one place of the text, know no nested
repetition, and bound each repeated part, so that hostile words cost no more than their length.
"""

from __future__ import annotations

from tracker.dates import resolving
from tracker.dates.names import MONTH, NUMBER, UNIT, WEEKDAY
from tracker.dates.rows import END_OF, GAP, PART, RELATIVE, SP, THIS, VAGUE, YEAR, Phrase
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
    # Ends of periods, counted from the reference.
    Phrase(
        "end of next week", rf"{END_OF}\s?next week", resolving.period_end("week", 1), VAGUE, "end of next week"
    ),
    Phrase(
        "end of next month",
        rf"{END_OF}\s?next month",
        resolving.period_end("month", 1),
        VAGUE,
        "end of next month",
    ),
    Phrase(
        "end of next quarter",
        rf"{END_OF}\s?next quarter",
        resolving.period_end("quarter", 1),
        VAGUE,
        "end of next quarter",
    ),
    Phrase(
        "end of next year", rf"{END_OF}\s?next year", resolving.period_end("year", 1), VAGUE, "end of next year"
    ),
    Phrase(
        "end of a weekday",
        rf"(?P<next>)(?:eod|cob|end of (?:the )?day)(?: on)? {WEEKDAY}(?P<week> next week)?",
        resolving.weekday,
        RELATIVE,
        "EOD Friday",
    ),
    Phrase(
        "end of day",
        rf"(?:{END_OF}\s?(?:{THIS} )?(?:day|business|today|d)|eod today|cob)",
        resolving.period_end("day"),
        VAGUE,
        "EOD",
    ),
    Phrase(
        "end of week",
        (
            rf"(?:{END_OF}\s?(?:{THIS} )?(?:week|woche|semana|semaine|settimana|недели|minggu|w)|"
            r"今週中|今週末|本周内|本周末|이번 주)"
        ),
        resolving.period_end("week"),
        VAGUE,
        "EOW",
    ),
    Phrase(
        "end of month",
        (
            rf"(?:{END_OF}\s?(?:{THIS} )?(?:month|monats?|mese|mes|mês|mois|месяца|bulan|m)|"
            r"month[- ]end|今月中|今月末|月末|月底|本月内|本月底|월말|이번 달)"
        ),
        resolving.period_end("month"),
        VAGUE,
        "EOM",
    ),
    Phrase(
        "end of quarter",
        (
            rf"(?:{END_OF}\s?(?:{THIS} )?(?:quarter|quartals?|trimestre|квартала|kuartal|q)|"
            r"quarter[- ]end|季末|本季度末|今四半期|분기 말)"
        ),
        resolving.period_end("quarter"),
        VAGUE,
        "EOQ",
    ),
    Phrase(
        "end of year",
        (
            rf"(?:{END_OF}\s?(?:{THIS} )?(?:year|jahres?|año|ano|année|l'année|anno|года|tahun|"
            r"y)|year[- ]end|jahresende|年末|年底|年内|연말)"
        ),
        resolving.period_end("year"),
        VAGUE,
        "end of year",
    ),
    Phrase(
        "early next week",
        r"(?:early|beginning of|start of) next week",
        resolving.early_next_week,
        VAGUE,
        "early next week",
    ),
    Phrase(
        "next week",
        (
            r"(?:(?:mid |later |late )?next week|nächste[rn]? woche|kommende woche|(?:la "
            r")?(?:próxima|proxima) semana|(?:la )?semana que vi?em?e?|(?:la )?semaine prochaine|"
            r"(?:la )?settimana prossima|minggu depan|на следующей неделе|来週(?:中|末)?|下周|"
            r"다음 ?주)"
        ),
        resolving.period_end("week", 1),
        VAGUE,
        "next week",
    ),
    Phrase(
        "next month",
        (
            r"(?:(?:early |mid |later |late )?next month|nächste[nr]? monat|(?:el )?(?:próximo|"
            r"proximo) m[eê]s|(?:le )?mois prochain|(?:il )?mese prossimo|bulan depan|в следующем "
            r"месяце|来月(?:中|末)?|下个?月|다음 ?달)"
        ),
        resolving.period_end("month", 1),
        VAGUE,
        "next month",
    ),
    Phrase(
        "next quarter",
        (
            r"(?:(?:early |mid |later |late )?next quarter|nächstes quartal|(?:el )?(?:próximo|"
            r"proximo) trimestre|(?:le )?trimestre prochain|下季度|다음 분기)"
        ),
        resolving.period_end("quarter", 1),
        VAGUE,
        "next quarter",
    ),
    Phrase(
        "next year",
        (
            r"(?:(?:early |mid |later |late )?next year|nächstes jahr|(?:el )?(?:próximo|proximo) "
            r"a[ñn]o|(?:l')?an(?:née)? prochaine?|来年|明年|내년)"
        ),
        resolving.period_end("year", 1),
        VAGUE,
        "next year",
    ),
    Phrase(
        "this week",
        (
            r"(?:later |by )?(?:this week|diese woche|esta semana|cette semaine|questa settimana|"
            r"minggu ini|на этой неделе|今週|本周)"
        ),
        resolving.period_end("week"),
        VAGUE,
        "this week",
    ),
    Phrase(
        "this month",
        (
            r"(?:later |by )?(?:this month|diesen monat|este m[eê]s|ce mois|questo mese|bulan ini|"
            r"в этом месяце|今月|本月)"
        ),
        resolving.period_end("month"),
        VAGUE,
        "this month",
    ),
    Phrase(
        "this quarter",
        r"(?:later |by )?(?:this quarter|dieses quartal|este trimestre|ce trimestre|本季度)",
        resolving.period_end("quarter"),
        VAGUE,
        "this quarter",
    ),
    Phrase(
        "this year",
        (
            r"(?:later |by )?(?:this year|dieses jahr|este a[ñn]o|cette année|quest'anno|tahun "
            r"ini|в этом году|今年)"
        ),
        resolving.period_end("year"),
        VAGUE,
        "this year",
    ),
    Phrase(
        "day after tomorrow",
        (
            r"(?:(?:the )?day after tomorrow|übermorgen|pasado mañana|depois de amanhã|"
            r"après-demain|dopodomani|lusa|послезавтра|明後日|后天|모레)"
        ),
        resolving.days_on(2),
        RELATIVE,
        "the day after tomorrow",
    ),
    Phrase(
        "tomorrow",
        r"(?:tomorrow|morgen|mañana|amanhã|demain|domani|besok|завтра|明日|明天|내일)",
        resolving.days_on(1),
        RELATIVE,
        "tomorrow",
    ),
    Phrase(
        "today",
        r"(?:today|tonight|heute|hoy|hoje|aujourd'hui|oggi|hari ini|сегодня|今日中?|本日中?|今天|오늘)",
        resolving.days_on(0),
        RELATIVE,
        "today",
    ),
    Phrase(
        "weekday",
        rf"(?P<next>next |nächsten |próxim[oa] |)(?:this |coming |on )?{WEEKDAY}(?P<week> next week)?",
        resolving.weekday,
        RELATIVE,
        "next Friday",
    ),
    # A number of days, weeks, months.
    Phrase(
        "range of units",
        rf"\d{{1,3}}\s?(?:-|to|or)\s?{NUMBER}[\s-]?{UNIT}",
        resolving.counted,
        RELATIVE,
        "1-2 weeks",
    ),
    Phrase(
        "number of units",
        rf"(?:t?\+\s?)?{NUMBER}[\s-]{{0,3}}{UNIT}(?: from now| time)?(?:以内|内|後|以内に| ?이내| ?내)?",
        resolving.counted,
        RELATIVE,
        "two weeks",
    ),
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
