"""The addresses of the site in parts of at most five thousand, by ranges of keys: none is counted.

An article has a page at most, so a range of articles' keys has no more addresses than keys. Written
as joined strings: a template takes forty times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from articles.models.correction import Correction
from articles.models.edition import Edition, EditionQuerySet
from articles.models.listing import ListedEdition, Listing, ListingKind
from articles.models.masthead import StaticPage
from articles.models.policy import Canonical
from articles.site.feeds.xml import XML_DECLARATION, xml_text

A_PART: Final = 5_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PAGES: Final = ("front_page", "archive", "feeds")
_SOME: Final = "some-slug"
# From one range that has a live edition to the next: an index leads to each.
_PARTS: Final = """
WITH RECURSIVE part(number) AS (
    SELECT (SELECT article_id / {size} FROM {table} WHERE {live} ORDER BY article_id LIMIT 1)
    UNION ALL
    SELECT (
        SELECT article_id / {size} FROM {table}
        WHERE article_id >= (part.number + 1) * {size} AND {live} ORDER BY article_id LIMIT 1
    )
    FROM part WHERE part.number IS NOT NULL
)
SELECT number FROM part WHERE number IS NOT NULL
"""
_LIVE: Final = (
    "live_from <= %s AND (live_until IS NULL OR live_until > %s) AND (canonical = '' OR url = '')"
)


def canonical_here() -> EditionQuerySet:
    """Return the live editions whose page here is the one that search engines are to show."""
    return Edition.objects.live().filter(Q(canonical=Canonical.HERE) | Q(url=""))


def parts_of_articles() -> list[int]:
    """Return the numbers of the parts that have an address. One query."""
    sql = _PARTS.format(table=Edition._meta.db_table, size=A_PART, live=_LIVE)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    with connection.cursor() as cursor:
        cursor.execute(sql, [now] * 4)
        return [number for (number,) in cursor.fetchall()]


def parts_of_listings() -> list[int]:
    """Return the numbers of the parts of topics, authors and publishers that may have any."""
    last = Listing.objects.order_by("-pk").values_list("pk", flat=True).first()
    return [] if last is None else list(range(last // A_PART + 1))


def index_of_parts(base: str, names: Iterable[str]) -> str:
    """Return the index of parts by their names; `base` is the site's absolute address."""
    parts = "".join(
        f"<sitemap><loc>{xml_text(base + reverse('sitemap_part', args=[name]))}</loc></sitemap>\n"
        for name in names
    )
    return f'{XML_DECLARATION}<sitemapindex xmlns="{_NAMESPACE}">\n{parts}</sitemapindex>\n'


def part_of_articles(base: str, number: int) -> str:
    """Return a part of articles, each with when it was last changed; "" for none. One query."""
    before, _, after = reverse("article", args=[_SOME]).partition(_SOME)
    rows = canonical_here().filter(article__gte=number * A_PART, article__lt=(number + 1) * A_PART)
    values = rows.order_by("article_id").values_list("slug", "updated_at", "first_published_at")
    return _urlset(
        _url(f"{base}{before}{quote(slug)}{after}", updated or published)
        for slug, updated, published in values
    )


def part_of_listings(base: str, number: int) -> str:
    """Return a part of the topics, authors and publishers under which anything is live."""
    around = {kind: reverse(kind, args=[_SOME]).split(_SOME) for kind in ListingKind.values}
    live = Edition.objects.live().filter(pk=OuterRef("edition"))
    listed = ListedEdition.objects.filter(Exists(live), listing=OuterRef("pk"))
    rows = Listing.objects.filter(
        Exists(listed), pk__gte=number * A_PART, pk__lt=(number + 1) * A_PART
    )
    return _urlset(
        _url(f"{base}{quote(slug).join(around[kind])}")
        for kind, slug in rows.order_by("pk").values_list("kind", "slug")
    )


def part_of_pages(base: str) -> str:
    """Return the front page, the archive and the static pages."""
    pages = StaticPage.objects.filter(is_public=True).order_by("pk")
    return _urlset(
        [
            *(_url(base + reverse(name)) for name in _PAGES),
            *(
                [_url(f"{base}{reverse('corrections')}")]
                if Correction.objects.shown().exists()
                else []
            ),
            *(_url(base + page.get_absolute_url(), page.changed_at) for page in pages),
        ]
    )


def _urlset(urls: Iterable[str]) -> str:
    """Return a part; "" where there is no address: the schema has no empty one."""
    joined = "".join(urls)
    if not joined:
        return ""
    return f'{XML_DECLARATION}<urlset xmlns="{_NAMESPACE}">\n{joined}</urlset>\n'


def _url(address: str, changed: datetime | None = None) -> str:
    # Nothing in an address that was quoted needs to be escaped.
    told = f"<lastmod>{changed.isoformat(timespec='seconds')}</lastmod>" if changed else ""
    return f"<url><loc>{address}</loc>{told}</url>\n"
