"""The masthead as a page shows it: read once by each process, and anew when its stamp has grown.

A page's first query asks for the stamp as well (`with_masthead`), so that a masthead that is known
costs no query, and one that has changed shows at once in every process.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final, TypeVar

from django.conf import settings
from django.db.models import Func, Model, PositiveBigIntegerField, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from articles.models.correction import Correction
from articles.models.masthead import Masthead, StaticPage
from articles.pictures.shown import ShownPicture, shown_picture

_Row = TypeVar("_Row", bound=Model)
# As an edition of the row it is asked for has it: `edition.masthead_stamp`.
STAMP: Final = "masthead_stamp"
# The stamp of a site whose masthead nobody has touched.
_NONE: Final = 0


@dataclass(frozen=True, slots=True)
class MastheadLink:
    """Lead from a name in the navigation or the footer to an address."""

    name: str
    address: str


@dataclass(frozen=True)
class ShownMasthead:
    """Hold what each page shows of the masthead; empty where the desk says nothing.

    `footer` ends with the static pages that are public and want to be there.
    """

    stamp: int = _NONE
    own_name: str = ""
    tagline: str = ""
    picture: ShownPicture | None = None
    picture_until: date | None = None
    accent: str = ""
    accent_on_dark: str = ""
    navigation: tuple[MastheadLink, ...] = ()
    footer: tuple[MastheadLink, ...] = ()
    former_hosts: tuple[str, ...] = ()
    has_corrections: bool = False

    @property
    def name(self) -> str:
        return self.own_name or str(settings.SITE_NAME)

    @property
    def logo(self) -> ShownPicture | None:
        """Return the picture that stands for the name, as long as the rights to it last."""
        is_past = self.picture_until is not None and self.picture_until < localdate()
        return None if is_past else self.picture

    @cached_property
    def addresses(self) -> frozenset[str]:
        """Return where links of the frame lead, those of each site too."""
        links = (each.address for each in (*self.navigation, *self.footer))
        return frozenset((*links, reverse("feeds")))

    @property
    def has_colours(self) -> bool:
        return bool(self.accent or self.accent_on_dark)


# What this process read last; replaced as a whole, so that no thread sees half of it.
_known = ShownMasthead()


class _Stamp(Func):
    """Ask for the stamp beside whatever else a row has; no parameter of its own."""

    template = f"COALESCE((SELECT stamp FROM {Masthead._meta.db_table}), {_NONE})"  # noqa: S608
    output_field = PositiveBigIntegerField()


def with_masthead(rows: QuerySet[_Row, Any]) -> QuerySet[_Row, Any]:
    """Return the same rows, each with `masthead_stamp`."""
    stamped: QuerySet[_Row, Any] = rows.annotate(**{STAMP: _Stamp()})
    return stamped


def stamp_of(rows: Iterable[Model]) -> int | None:
    """Return the stamp that came with rows of `with_masthead`; None where there are no rows."""
    return next((getattr(row, STAMP) for row in rows), None)


def current_stamp() -> int:
    """Return the stamp by a query of its own, for pages whose first query finds no row."""
    found = Masthead.objects.values_list("stamp", flat=True).first()
    return _NONE if found is None else found


def masthead(stamp: int | None = None) -> ShownMasthead:
    """Return the masthead under a stamp; without one, under that of this moment (one query)."""
    global _known
    if stamp is None:
        stamp = current_stamp()
    known = _known
    if known.stamp != stamp:
        # In this order: what is read of the pages is never older than the stamp they are kept by.
        known = _known = _read()
    return known


def _read() -> ShownMasthead:
    row = Masthead.objects.select_related("logo").first()
    if row is None:
        return ShownMasthead()
    pages = StaticPage.objects.filter(is_public=True, in_footer=True).only("slug", "title")
    return ShownMasthead(
        stamp=row.stamp,
        own_name=row.name,
        tagline=row.tagline,
        picture=shown_picture(row.logo) if row.logo and row.logo.is_showable else None,
        picture_until=row.logo.rights_until if row.logo else None,
        accent=row.accent,
        accent_on_dark=row.accent_on_dark,
        navigation=_links(row.navigation),
        footer=(
            *_links(row.footer),
            *(MastheadLink(page.title, page.get_absolute_url()) for page in pages),
        ),
        former_hosts=tuple(row.former_hosts),
        has_corrections=Correction.objects.shown().exists(),
    )


def _links(stored: Iterable[tuple[str, str]]) -> tuple[MastheadLink, ...]:
    return tuple(MastheadLink(name, address) for name, address in stored)
