"""An edition -> its teaser: what lists show of it, in the form that the list asks for.

A process remembers teasers by all that they show, so what it remembers is right at any moment and
nothing needs to be emptied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models.edition import Edition
from articles.publishing.page import text_direction

# What `only()` of a list's query names.
TEASER_FIELDS: Final = (
    "slug", "headline", "standfirst", "language", "kicker", "bylines", "topics", "picture",
    "minutes", "first_published_at",
)  # fmt: skip

# Some kilobytes each.
_REMEMBERED: Final = 2048
# A longer topic is no word to put above a headline.
_LONGEST_KICKER: Final = 30


@dataclass(frozen=True, slots=True)
class TeaserForm:
    """Say how a teaser looks: its class, its picture's `sizes`, and what stands where."""

    classes: str
    sizes: str = ""
    has_text: bool = True
    has_kicker_above: bool = False
    is_dated_first: bool = False
    is_first_seen: bool = False


_ACROSS: Final = "(min-width: 38rem) 50vw"
LEAD: Final = TeaserForm(
    "teaser lead",
    "(min-width: 78rem) 46rem, (min-width: 48rem) 60vw, 100vw",
    has_kicker_above=True,
    is_first_seen=True,
)
CARD: Final = TeaserForm(
    "teaser", f"(min-width: 48rem) 24rem, {_ACROSS}, 100vw", has_kicker_above=True
)
# On a phone, the cards after a group's first are rows.
LATER_CARD: Final = TeaserForm(
    "teaser", f"(min-width: 48rem) 24rem, {_ACROSS}, 5.5rem", has_kicker_above=True
)
# The first of a feature, beside which the others stand as items.
HEAD: Final = TeaserForm(
    "teaser", f"(min-width: 78rem) 31rem, {_ACROSS}, 100vw", has_kicker_above=True
)
ITEM: Final = TeaserForm("teaser")
ROW: Final = TeaserForm("teaser row", "(min-width: 38rem) 9rem, 5.5rem", is_dated_first=True)
# A row without its standfirst.
LINE: Final = TeaserForm("teaser row", ROW.sizes, has_text=False, is_dated_first=True)


class Dated(StrEnum):
    """Say how much of its date a teaser tells: Django's name of the format."""

    NOT = ""
    TIME = "TIME_FORMAT"
    DAY = "MONTH_DAY_FORMAT"
    DATE = "DATE_FORMAT"


class Said(NamedTuple):
    """What a teaser says instead of its edition's headline and standfirst: HTML that is clean."""

    headline: SafeString
    text: SafeString


def teaser(
    edition: Edition,
    form: TeaserForm,
    *,
    level: int = 3,
    dated: Dated = Dated.NOT,
    within: str = "",
) -> SafeString:
    """Return an edition's teaser, as remembered; its headline is an `h2` or another level's.

    `within` is the name of the list that it stands in, which neither its kicker nor
    its names repeat.
    """
    return _remembered(form, level, dated, within, translation.get_language(), *_shown(edition))


def teaser_with(edition: Edition, form: TeaserForm, said: Said, *, level: int = 2) -> SafeString:
    """Return the teaser of one that was found, with what was looked for marked in its words."""
    language = translation.get_language()
    return _rendered(form, level, Dated.DATE, "", language, _Shown(*_shown(edition)), said)


class _Shown(NamedTuple):
    """All that a teaser shows of its edition."""

    slug: str
    headline: str
    standfirst: str
    language: str
    kicker: str
    bylines: tuple[str, ...]
    published: datetime
    minutes: int | None
    picture: tuple[tuple[str, Any], ...]


def _shown(edition: Edition) -> tuple[Any, ...]:
    return (
        edition.slug,
        edition.headline,
        edition.standfirst,
        edition.language,
        edition.kicker or _short_topic(edition.topics),
        tuple(edition.bylines),
        edition.first_published_at,
        edition.minutes,
        tuple(edition.picture.items()),
    )


def _short_topic(topics: list[str]) -> str:
    return topics[0] if topics and len(topics[0]) <= _LONGEST_KICKER else ""


@lru_cache(_REMEMBERED)
def _remembered(
    form: TeaserForm, level: int, dated: Dated, within: str, language: str | None, *values: Any
) -> SafeString:
    return _rendered(form, level, dated, within, language, _Shown(*values))


def _rendered(
    form: TeaserForm,
    level: int,
    dated: Dated,
    within: str,
    language: str | None,
    shown: _Shown,
    said: Said | None = None,
) -> SafeString:
    kicker = "" if _is_named(shown.kicker, within) else shown.kicker
    above = kicker if form.has_kicker_above else ""
    headline, text = said or Said(
        conditional_escape(shown.headline), conditional_escape(shown.standfirst)
    )
    return format_html(
        '<article class="{}"{}>\n{}<h{}><a href="{}">{}</a></h{}>\n{}{}{}</article>\n',
        form.classes,
        _tongue(shown.language, language or ""),
        _paragraph("kicker", above),
        level,
        reverse("article", args=[shown.slug]),
        headline,
        level,
        format_html("<p>{}</p>\n", text) if text and form.has_text else "",
        _meta(form, dated, ("" if above else kicker, _names(shown, within)), shown, language or ""),
        _picture(form, dict(shown.picture)),
    )


def _tongue(language: str, page_language: str) -> str:
    """Return the attributes of a teaser in another language than the page's, or an unknown one."""
    if language and language.partition("-")[0] == page_language.partition("-")[0]:
        return ""
    return format_html(' lang="{}" dir="{}"', language, text_direction(language))


def _paragraph(name: str, text: str) -> str:
    return format_html('<p class="{}">{}</p>\n', name, text) if text else ""


def _names(shown: _Shown, within: str) -> str:
    names = ", ".join(each for each in shown.bylines if not _is_named(each, within))
    return format_html("<bdi>{}</bdi>", names) if names else ""


def _is_named(name: str, within: str) -> bool:
    return name.casefold() == within.casefold()


@lru_cache(_REMEMBERED)
def _meta(
    form: TeaserForm, dated: Dated, told: tuple[str, str], shown: _Shown, page_language: str
) -> str:
    """Return the line of small print: when, about what, by whom, how long it takes to read."""
    date = _date(dated, shown.published)
    length = _("%(number)d min") % {"number": shown.minutes} if shown.minutes else ""
    parts = [date, *told, length] if form.is_dated_first else [*told, length, date]
    is_foreign = bool(_tongue(shown.language, page_language))
    language = format_html(' lang="{}"', page_language) if is_foreign else ""
    # Numbers and words would change places in a line that runs the other way.
    span = '<span dir="auto">{}</span>' if is_foreign else "<span>{}</span>"
    spans = format_html_join("", span, ((each,) for each in parts if each))
    return format_html('<p class="meta"{}>{}</p>\n', language, spans) if spans else ""


def _date(dated: Dated, published: datetime) -> str:
    if not dated:
        return ""
    local = localtime(published)
    machine = local.isoformat(timespec="minutes") if dated is Dated.TIME else f"{local:%Y-%m-%d}"
    text = date_format(local, dated)
    return format_html('<time dir="ltr" datetime="{}">{}</time>', machine, text)


def _picture(form: TeaserForm, picture: dict[str, Any]) -> str:
    if not picture or not form.sizes:
        return ""
    when = 'fetchpriority="high"' if form.is_first_seen else 'loading="lazy" decoding="async"'
    return format_html(
        '<picture><source type="image/avif" srcset="{}" sizes="{}">'
        '<img src="{}" srcset="{}" sizes="{}" alt="" width="{}" height="{}"{}'
        + f" {when}></picture>\n",
        picture["avif"],
        form.sizes,
        picture["src"],
        picture["jpeg"],
        form.sizes,
        picture["width"],
        picture["height"],
        format_html(' class="{}"', picture["focus"]) if picture["focus"] else "",
    )
