# ruff: noqa: RUF001 - letters of other scripts are data here
"""COUNTED: the rows of `phrases` for words that are counted from a day: "next Friday", "in two weeks", "EOM".

Where nobody knows from which day, they name none; the other rows need a reference for the year at most.
"""

from __future__ import annotations

from tracker.dates import resolving
from tracker.dates.names import NUMBER, UNIT, WEEKDAY
from tracker.dates.rows import END_OF, RELATIVE, THIS, VAGUE, Phrase

COUNTED: tuple[Phrase, ...] = (
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
        rf"\d{{1,3}}\s?(?:-|–|to|or|à|a|bis|до|o|ou|e|~|〜|～|から)\s?{NUMBER}[\s-]?{UNIT}",
        resolving.counted,
        RELATIVE,
        "1-2 weeks",
    ),
    Phrase(
        "letter and number",
        r"(?:j|d|t|day|jour|tag) ?\+ ?(?P<number>\d{1,3})(?P<unit>)(?!\d| ?[a-z]{2})",
        resolving.counted_days,
        RELATIVE,
        "J+7",
    ),
    Phrase(
        "month and number",
        r"m ?\+ ?(?P<number>\d{1,2})(?P<unit>)(?!\d| ?[a-z]{2})",
        resolving.counted_months,
        RELATIVE,
        "M+3",
    ),
    Phrase(
        "number of units",
        rf"(?:t?\+\s?)?{NUMBER}\+?[\s-]{{0,3}}{UNIT}(?: from now| time)?(?:以内|内|後|以内に| ?이내| ?내)?",
        resolving.counted,
        RELATIVE,
        "two weeks",
    ),
)
"""Words that are counted from the reference, the more exact ones first."""
