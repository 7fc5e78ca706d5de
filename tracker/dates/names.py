"""The words that dates are made of, as data: months, weekdays, units and numbers in eleven languages.

A name stands once however many languages share it. Chinese, Japanese and Korean write months as numbers;
their patterns live with the rows of `phrases`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_MONTHS_BY_LANGUAGE: dict[str, str] = {
    # Twelve groups, January first; the spellings of one month are parted by a slash.
    "English": "january/jan february/feb march/mar april/apr may june/jun july/jul august/aug "
    "september/sept/sep october/oct november/nov december/dec",
    "Spanish": "enero/ene febrero marzo abril/abr mayo junio julio agosto/ago "
    "septiembre/setiembre octubre noviembre diciembre/dic",
    "Portuguese": "janeiro fevereiro/fev março/marco abril maio/mai junho julho agosto "
    "setembro/set outubro/out novembro dezembro/dez",
    "French": "janvier/janv février/fevrier/févr/fév mars avril/avr mai juin juillet/juil août/aout "
    "septembre octobre novembre décembre/decembre/déc",
    "German": "januar/jän/jänner februar märz/maerz/mär april mai juni juli august "
    "september oktober/okt november dezember",
    "Italian": "gennaio/gen febbraio marzo aprile maggio/mag giugno/giu luglio/lug agosto "
    "settembre ottobre/ott novembre dicembre",
    "Indonesian": (
        "januari februari maret april mei juni juli agustus/agu september oktober november desember/des"
    ),
    "Russian": "января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь "
    "июля/июль августа/август/авг сентября/сентябрь/сен октября/октябрь/окт ноября/ноябрь/ноя "
    "декабря/декабрь/дек",
}

_WEEKDAYS_BY_LANGUAGE: dict[str, str] = {
    # Seven groups, Monday first.
    "English": "monday/mon tuesday/tues/tue wednesday/wed thursday/thurs/thur/thu friday/fri saturday/sat "
    "sunday/sun",
    "Spanish": "lunes martes miércoles/miercoles jueves viernes sábado/sabado domingo",
    "Portuguese": "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
    "French": "lundi mardi mercredi jeudi vendredi samedi dimanche",
    "German": "montag dienstag mittwoch donnerstag freitag samstag/sonnabend sonntag",
    "Italian": (
        "lunedì/lunedi martedì/martedi mercoledì/mercoledi giovedì/giovedi venerdì/venerdi sabato domenica"
    ),
    "Indonesian": "senin selasa rabu kamis jumat/jum'at sabtu minggu",
    "Russian": "понедельник/понедельника вторник/вторника среда/среду/среды четверг/четверга "
    "пятница/пятницу/пятницы суббота/субботу/субботы воскресенье/воскресенья",
    "Chinese": (
        "周一/星期一/礼拜一 周二/星期二 周三/星期三 周四/星期四 周五/星期五 周六/星期六 周日/星期日/星期天"
    ),
    "Japanese": "月曜日/月曜 火曜日/火曜 水曜日/水曜 木曜日/木曜 金曜日/金曜 土曜日/土曜 日曜日/日曜",
    "Korean": "월요일 화요일 수요일 목요일 금요일 토요일 일요일",
}

_NUMBERS: dict[str, int] = {
    **dict.fromkeys(("a", "an", "one", "un", "una", "uno", "um", "uma", "une", "ein", "eine", "einem"), 1),
    **dict.fromkeys(("einen", "einer", "satu", "один", "одну", "одной", "一", "한"), 1),
    **dict.fromkeys(("two", "a couple of", "dos", "dois", "duas", "deux", "zwei", "dua", "два"), 2),
    **dict.fromkeys(("две", "двух", "couple", "二", "两", "兩", "두"), 2),
    **dict.fromkeys(
        ("three", "tres", "três", "trois", "drei", "tre", "tiga", "три", "трёх", "трех", "三", "세"), 3
    ),
    **dict.fromkeys(("four", "cuatro", "quatro", "quatre", "vier", "quattro", "empat", "четыре", "四", "네"), 4),
    **dict.fromkeys(("five", "cinco", "cinq", "fünf", "cinque", "lima", "пять", "五"), 5),
    **dict.fromkeys(("six", "seis", "sechs", "sei", "enam", "шесть", "六"), 6),
    **dict.fromkeys(("seven", "siete", "sete", "sept", "sieben", "sette", "tujuh", "семь", "七"), 7),
    **dict.fromkeys(("eight", "ocho", "oito", "huit", "acht", "otto", "delapan", "восемь", "八"), 8),
    **dict.fromkeys(("nine", "nueve", "nove", "neuf", "neun", "sembilan", "девять", "九"), 9),
    **dict.fromkeys(("ten", "diez", "dez", "dix", "zehn", "dieci", "sepuluh", "десять", "十"), 10),
}

_UNITS: dict[str, str] = {
    "hour": (
        "hours hour hrs hr h horas hora heures heure stunden stunde ore ora jam часов часа час 時間 小时 시간"
    ),
    "day": (
        "days day d días dias día dia jours jour tagen tage tag giorni giorno hari дней дня день 日間 日 天 일"
    ),
    "workday": "working-days working-day business-days business-day workdays workday werktagen werktage "
    "营业日 営業日 工作日 영업일",
    "week": "weeks week wks wk w semanas semana semaines semaine wochen woche settimane settimana minggu "
    "недель недели неделю 週間 週 周 个星期 주",
    "month": "months month mos mo meses mes mês mois monaten monate monat mesi mese bulan "
    "месяцев месяца месяц か月 ヶ月 ヵ月 カ月 个月 개월",
    "quarter": "quarters quarter trimestres trimestre quartale quartal kuartal кварталов квартала квартал",
    "year": ("years year yrs yr y años año anos ano ans an jahren jahre jahr anni anno tahun лет года год 年 년"),
    "sprint": "sprints sprint iterations iteration releases release",
}


def _by_name(languages: dict[str, str]) -> dict[str, int]:
    """Return every name of the groups with its place in the group, counted from 1."""
    table: dict[str, int] = {}
    for groups in languages.values():
        for place, spellings in enumerate(groups.split(), start=1):
            for name in spellings.split("/"):
                table.setdefault(name, place)
    return table


def _alternatives(names: Iterable[str]) -> str:
    """Return the names as one pattern, the longest first so that "sept" is not read as "sep"."""
    return "|".join(re.escape(name).replace(r"\-", "[- ]") for name in sorted(names, key=len, reverse=True))


MONTH_NUMBERS = _by_name(_MONTHS_BY_LANGUAGE)
"""Month name in lower case -> 1 to 12."""

WEEKDAY_NUMBERS = {name: place - 1 for name, place in _by_name(_WEEKDAYS_BY_LANGUAGE).items()}
"""Weekday name in lower case -> 0 (Monday) to 6."""

UNIT_NAMES = {name.replace("-", " "): unit for unit, names in _UNITS.items() for name in names.split()}
"""Spelling of a unit in lower case -> hour, day, workday, week, month, quarter, year, sprint."""

NUMBER_WORDS = _NUMBERS
"""Number word in lower case -> its value."""

MONTH = rf"(?P<month>{_alternatives(MONTH_NUMBERS)})\.?(?![^\W\d_])"
WEEKDAY = rf"(?P<weekday>{_alternatives(WEEKDAY_NUMBERS)})\.?(?![^\W\d_])"
UNIT = rf"(?P<unit>{_alternatives(UNIT_NAMES)})(?![a-zà-ÿа-яё])"
_PACKED = [word for word in NUMBER_WORDS if word > "\u3000"]
_SPACED = [word for word in NUMBER_WORDS if word not in _PACKED]
NUMBER = rf"(?P<number>\d{{1,3}}|(?:{_alternatives(_SPACED)})(?=[\s-])|{_alternatives(_PACKED)})"
