"""Read the date of publication that a page shows its readers, where it tells machines none.

What marks one is taken in the order of how sure it is: microdata and microformats, `<time>`,
classes that designers call date, lines that hold a date and little else. The date of a change is no
date of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from articles.documents.metadata.dates import parse_datetime
from articles.documents.metadata.names import DAYS
from articles.documents.metadata.written_dates import MONTH, date_written_in
from articles.documents.reading.pages.page_head import (
    PageHead,
    called,
    own_text,
    said_in,
    text_before,
)

# Before it there was no web to publish on.
_FIRST_YEAR: Final = 1990
_LONGEST_DATE: Final = 120
_LONGEST_LINE: Final = 60
_LONGEST_REST: Final = 30

_DATE: Final = re.compile(
    r"(?i)(?:^|[\s_-])(?:\w*date(?:time|line)?|datum|fecha|data|dato|dt-published|publish\w*|posted"
    r"(?:-on)?|pub-?date|time(?:stamp)?|post-?(?:meta|info|time)|entry-meta|meta)(?=$|[\s_-])"
)
_UPDATED: Final = re.compile(
    r"(?i)\b(?:updat\w*|modif\w*|aktualis\w*|geändert|bearbeitet|mis(?:e)? à jour|actualiz\w*|"
    r"aggiorna\w*|atualiz\w*|bijgewerkt|oppdatert|opdateret|uppdaterad\w*|päivitetty|review(?:ed)?"
    r"|last (?:edited|changed|revised)|stand\b:?)"
)
_PUBLISHED: Final = re.compile(r"(?i)(?:^|\s)(?:dt-)?published(?=$|\s)")
_CHANGED: Final = re.compile(r"(?i)updated|modified")
_DIGIT: Final = re.compile(r"\d")
# Where the date comes before the author or after it.
_WHEN: Final = re.compile(
    rf"(?i)\W*\b(?:(?:{DAYS}|{MONTH})\b\.?,?\s*|(?:on|am|le|el|den|um|at|uhr|am|pm|posted|published|"
    r"veröffentlicht|publié|publicado)\b\s*|[\d.:/,-]+(?:st|nd|rd|th|h)?\b\s*)+\W*"
)


def shown_date(head: PageHead, language: str) -> str:
    """Return the moment or day, in ISO 8601, at which a page says it was published; "" for none."""
    found: list[tuple[tuple[bool, int, bool, int], str]] = []
    for number, element in enumerate(head.elements):
        is_at_head = head.is_at_head(number)
        for strength, text in _moments(element, is_at_head):
            is_near = strength < 2 or head.is_by_heading(number)
            if is_near and (moment := _moment(text, language)):
                # Above the heading may be today's date.
                is_above = strength > 1 and number < head.heading
                found.append(((not is_at_head, strength, is_above, number), moment))
                break
    return min(found)[1] if found else ""


def _moments(element: Any, is_at_head: bool) -> Iterator[tuple[int, str]]:
    """Yield what an element says of a date of publication, the surest first."""
    classes = called(element, "class")
    said = element.get("datetime") or element.get("content") or element.get("title") or ""
    itemprop = called(element, "itemprop", "property").lower()
    if "datepublished" in itemprop or _PUBLISHED.search(classes):
        yield 0, said or said_in(element, _LONGEST_DATE)
    is_marked = element.tag == "time" or (element.tag == "abbr" and said)
    if is_marked and (is_at_head or element.get("pubdate") is not None):
        if not _is_updated(element):
            yield 1, said
            yield 1, said_in(element, _LONGEST_DATE)
    elif is_at_head:
        yield from _moments_in_words(element)


def _moments_in_words(element: Any) -> Iterator[tuple[int, str]]:
    if _DATE.search(called(element, "class", "id", "data-testid")) and not _is_updated(element):
        yield 2, said_in(element, _LONGEST_DATE)
    text = own_text(element)
    is_date = _DIGIT.search(text[:_LONGEST_LINE]) and len(without_date(text)) <= _LONGEST_REST
    if is_date and not _is_updated(element):
        yield 3, text


def _is_updated(element: Any) -> bool:
    """Return whether a date is that of a change, by what it is called or what is said before it."""
    named = called(element, "class", "itemprop", "id")
    is_called_so = _CHANGED.search(named) and not _PUBLISHED.search(named)
    label = text_before(element)
    return bool(is_called_so or (_UPDATED.search(label) and not _DIGIT.search(label)))


def _moment(text: str, language: str) -> str:
    """Return the moment that a text tells, or the day; "" where that is one of a change."""
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST_DATE:
        return ""
    if "T" in text or ":" in text:
        moment = parse_datetime(text)
        if moment and moment.year >= _FIRST_YEAR:
            return text
    written = date_written_in(text, language)
    if written is None or _UPDATED.search(text[: written[1]]):
        return ""
    return written[0].isoformat()


def without_date(text: str) -> str:
    """Return what a line says besides a date and a time."""
    return _WHEN.sub("", text)
