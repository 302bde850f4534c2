"""Read a date as people write it: "Friday, 1 March 2024", "1. März 2024", "2024年3月1日"."""

from __future__ import annotations

import re
from datetime import date
from typing import Final, NamedTuple

_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2100
# Of years of two digits, as POSIX has them but for 1969 (strptime, %y).
_FIRST_OF_1900: Final = 70
# In other texts than English a date in slashes has its day first; in English it may be either.
_EITHER_FIRST: Final = "en"

# A month a line, in the cases in which dates have them; abbreviations only where they are no part
# of a longer one. Croatian is left out: its listopad is October, of all others November.
_MONTHS: Final = (
    "jan january januar jänner januari janvier enero ene janeiro gennaio gen tammikuuta tammikuu "
    "stycznia leden ledna január januára ianuarie ocak января янв січня ιανουαρίου januára",
    "feb february februar feber februari février févr fév febrero fevereiro fev febbraio "
    "helmikuuta helmikuu lutego únor února február februára februarie şubat февраля фев лютого "
    "φεβρουαρίου",
    "mar march märz mär mrz mars marzo março maart mrt marts maaliskuuta maaliskuu marca březen "
    "března március martie mart марта мар березня μαρτίου",
    "apr april avril avr abril abr aprile huhtikuuta huhtikuu kwietnia duben dubna április apríla "
    "aprilie nisan апреля апр квітня απριλίου",
    "may mai mayo maio maggio mag mei maj toukokuuta toukokuu maja květen května május mája mayıs "
    "мая травня μαΐου",
    "jun june juni juin junio junho giugno giu kesäkuuta kesäkuu czerwca červen června június júna "
    "iunie haziran июня июн червня ιουνίου",
    "jul july juli juillet juil julio julho luglio lug heinäkuuta heinäkuu lipca červenec července "
    "július júla iulie temmuz июля июл липня ιουλίου",
    "aug august août aout agosto ago augustus augusti elokuuta elokuu sierpnia srpen srpna "
    "augusztus augusta ağustos августа авг серпня αυγούστου",
    "sep sept september septembre septiembre setiembre setembro set settembre syyskuuta syyskuu "
    "września září szeptember septembra septembrie eylül сентября сен вересня σεπτεμβρίου",
    "oct okt october oktober octobre octubre outubro out ottobre ott lokakuuta lokakuu "
    "października říjen října október októbra octombrie ekim октября окт жовтня οκτωβρίου",
    "nov november novembre noviembre novembro marraskuuta marraskuu listopada listopad listopadu "
    "novembra noiembrie kasım ноября ноя листопада νοεμβρίου",
    "dec dez dic december dezember décembre déc diciembre dezembro dicembre desember des "
    "joulukuuta joulukuu grudnia prosinec prosince decembra decembrie aralık декабря дек грудня "
    "δεκεμβρίου",
)
_NUMBER_OF: Final = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
MONTH: Final = "|".join(sorted(map(re.escape, _NUMBER_OF), key=len, reverse=True))
_NAMED: Final = rf"(?P<month>{MONTH})\b\.?"
_DAY: Final = r"(?P<day>0?[1-9]|[12]\d|3[01])"
_YEAR: Final = r"(?P<year>(?:19|20)\d\d)"
_IN_NUMBERS: Final = r"(?P<number>0?[1-9]|1[0-2])"
_ALONE: Final = r"(?<![\d/.,:-])"
_ENDS: Final = r"(?!\d)"

_SHAPES: Final = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"{_ALONE}{_YEAR}(?P<between>[-/.])\s?{_IN_NUMBERS}(?P=between)\s?{_DAY}{_ENDS}",
        rf"{_ALONE}{_YEAR}\s?[年년]\s?{_IN_NUMBERS}\s?[月월]\s?{_DAY}\s?[日일]",
        rf"{_ALONE}{_DAY}(?:st|nd|rd|th|er|º|°|\.)?\s?(?:of\s|de\s|d')?[-\s]?{_NAMED},?[-\s]?"
        rf"(?:de\s|del\s)?{_YEAR}{_ENDS}",
        rf"(?<!\w){_NAMED},?\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}{_ENDS}",
        rf"{_ALONE}{_YEAR}\.?\s{_NAMED}\s{_DAY}{_ENDS}",
        rf"{_ALONE}{_DAY}\.\s?{_IN_NUMBERS}\.\s?(?P<year>(?:19|20)?\d\d){_ENDS}(?![.:]\d)",
    )
)
_SLASHES: Final = re.compile(
    rf"{_ALONE}(\d{{1,2}})(?P<between>[/-])(\d{{1,2}})(?P=between){_YEAR}{_ENDS}"
)


class FoundDate(NamedTuple):
    """A day, and where in a text it begins and ends."""

    day: date
    start: int
    end: int


def date_written_in(text: str, language: str = "") -> tuple[date, int] | None:
    """Return the first date that a text holds and where it begins, None where it holds none.

    "03/04/2024" is none in English, whose readers disagree on which of the two is the month.
    """
    found = find_date(text, says_day_first(language))
    return (found.day, found.start) if found else None


def find_date(text: str, day_first: bool | None = None) -> FoundDate | None:
    """Return the first date that a text holds, None where it holds none.

    `day_first` tells of "03/04/2024" which of the two is the day; it is none where that is None.
    """
    found = [each for shape in _SHAPES if (each := shape.search(text))]
    for each in sorted(found, key=lambda each: each.start()):
        if told := _date(each):
            return FoundDate(told, each.start(), each.end())
    return _in_slashes(text, day_first)


def says_day_first(language: str) -> bool | None:
    """Return True where dates in slashes have their day first, None where that is open."""
    return True if language and language.split("-")[0].lower() != _EITHER_FIRST else None


def _date(found: re.Match[str]) -> date | None:
    parts = found.groupdict()
    number = parts.get("number") or _NUMBER_OF[parts["month"].casefold()]
    year = int(parts["year"])
    return _possible(whole_year(year), int(number), int(parts["day"]))


def whole_year(year: int) -> int:
    """Return the year that is meant where only its last two digits may be written."""
    if year > 99:
        return year
    return year + (1900 if year >= _FIRST_OF_1900 else 2000)


def _in_slashes(text: str, day_first: bool | None) -> FoundDate | None:
    found = _SLASHES.search(text)
    if not found:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found["year"])
    if first <= 12 and (second > 12 or day_first is False):
        day, month = second, first
    elif second <= 12 and (first > 12 or first == second or day_first):
        day, month = first, second
    else:
        return None
    told = _possible(year, month, day)
    return FoundDate(told, found.start(), found.end()) if told else None


def _possible(year: int, month: int, day: int) -> date | None:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
