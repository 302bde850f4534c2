"""Groups and editions -> the sections of the front page, each with its teasers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from articles.models.arrangement import GroupForm
from articles.models.edition import Edition
from articles.publishing.front.made_of import MadeOf
from articles.publishing.teasers import (
    CARD,
    HEAD,
    ITEM,
    LATER_CARD,
    LEAD,
    LINE,
    ROW,
    TEASER_FIELDS,
    Dated,
    TeaserForm,
    teaser,
)

# After the groups; without any, so many make the page.
NEWEST_BELOW_GROUPS: Final = 10
NEWEST_ALONE: Final = 20
_CARDS_ALONE: Final = 3
_DAYS: Final = 2
# Begins a standfirst that takes up where a provisional headline stopped.
_GOES_ON: Final = "…"
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class FrontSection:
    """A section as the page shows it: its teasers, the first of them apart where it stands out."""

    form: str
    first: SafeString
    others: Sequence[SafeString]
    name: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group and the editions that are live of it."""

    name: str
    form: str
    address: str
    editions: Sequence[Edition]


def editions_shown(made: MadeOf) -> Mapping[int, Edition]:
    """Return the editions of a page by their keys, with what teasers show. One query at most."""
    if not made.editions:
        return {}
    return Edition.objects.only(*TEASER_FIELDS).order_by().in_bulk(made.editions)


def front_sections(groups: Iterable[ShownGroup], newest: Sequence[Edition]) -> list[FrontSection]:
    """Return the sections of the page: the groups that show something, then what is newest."""
    arranged = [_section(group) for group in groups if group.editions]
    if arranged:
        return [*arranged, *_newest(_("Newest"), newest[:NEWEST_BELOW_GROUPS], LINE)]
    if not newest:
        return []
    lead, cards = newest[0], newest[1 : 1 + _CARDS_ALONE]
    sections = [_section(ShownGroup("", GroupForm.LEAD, "", [lead]))]
    if cards:
        sections.append(_section(ShownGroup(_("Newest"), GroupForm.CARDS, "", cards), dated=True))
    return [*sections, *_newest(_("Earlier"), newest[1 + _CARDS_ALONE : NEWEST_ALONE], ROW)]


def groups_of_page(made: MadeOf, editions: Mapping[int, Edition]) -> Iterable[ShownGroup]:
    """Yield the groups of the live arrangement, each with those of its editions that are there."""
    for number, name, form, kind, slug in made.groups:
        keys = ((each[2], each[-1]) for each in made.placed if each[0] == number)
        shown = [headed(editions[key], own) for key, own in keys if key in editions]
        yield ShownGroup(name, form, address_of_listing(kind, slug), shown)


def headed(edition: Edition, headline: str) -> Edition:
    """Return an edition under the headline that it has on the front page alone, if any."""
    if headline:
        edition.headline = headline
        if edition.standfirst.startswith(_GOES_ON):
            # What went on from the other headline has nothing to go on from.
            edition.standfirst = ""
    return edition


def address_of_listing(kind: str, slug: str) -> str:
    return reverse(kind, args=[slug]) if kind else ""


def as_dated(edition: Edition, today: date) -> Dated:
    """Return how a list tells when an edition was published: today's by the time alone."""
    published = localdate(edition.first_published_at)
    if published == today:
        return Dated.TIME
    return Dated.DAY if published.year == today.year else Dated.DATE


def days_of(newest: Sequence[Edition]) -> list[tuple[str, str]]:
    """Return how the last days with something are called, and where the archive has them."""
    days = dict.fromkeys(localdate(each.first_published_at) for each in newest)
    return [
        (_name_of(day), reverse("archive_day", args=[day.year, day.month, day.day]))
        for day in list(days)[:_DAYS]
    ]


def _name_of(day: date) -> str:
    """Return the day of the week for one that is not long ago, else the date."""
    is_near = (localdate() - day).days < _WEEK
    return date_format(day, "l" if is_near else "DATE_FORMAT")


def _section(group: ShownGroup, *, dated: bool = False) -> FrontSection:
    today = localdate()
    level = 3 if group.name and group.form != GroupForm.LEAD else 2
    teasers = [
        teaser(
            edition,
            form,
            level=level if number == 0 or group.form != GroupForm.LEAD else 3,
            dated=as_dated(edition, today) if dated else Dated.NOT,
            within=group.name,
        )
        for number, (edition, form) in enumerate(zip(group.editions, _forms(group), strict=True))
    ]
    return FrontSection(group.form, teasers[0], teasers[1:], group.name, group.address)


def _forms(group: ShownGroup) -> list[TeaserForm]:
    first, others = {
        GroupForm.LEAD: (LEAD, LATER_CARD),
        GroupForm.CARDS: (CARD, LATER_CARD),
        GroupForm.FEATURE: (HEAD, ITEM),
        GroupForm.LIST: (ROW, ROW),
    }[GroupForm(group.form)]
    return [first, *[others] * (len(group.editions) - 1)]


def _newest(name: str, editions: Sequence[Edition], form: TeaserForm) -> list[FrontSection]:
    today = localdate()
    rows = [teaser(each, form, dated=as_dated(each, today)) for each in editions]
    return [FrontSection(GroupForm.LIST, rows[0], rows[1:], name)] if rows else []
