"""Rows for tests of the public pages, with defaults for what a test does not care about."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count

from django.utils import timezone

from articles.models import Article, Edition, Version
from articles.models.version import Reason

_numbers = count(1)


def hours(number: float) -> datetime:
    """The moment so many hours from now; negative for the past."""
    return timezone.now() + timedelta(hours=number)


def make_article(slug: str = "") -> Article:
    number = next(_numbers)
    article = Article.objects.create(headline=f"Draft {number}", slug=slug or f"draft-{number}")
    Version.objects.create(article=article, number=1, content={}, reason=Reason.IMPORT)
    return article


def make_edition(
    slug: str = "the-lighthouse",
    *,
    article: Article | None = None,
    headline: str = "The lighthouse is lit again",
    standfirst: str = "",
    kicker: str = "",
    bylines: tuple[str, ...] = (),
    language: str = "",
    publisher: str = "",
    address: str = "",
    topics: tuple[str, ...] = (),
    body: str = '<section>\n<p id="p-1">Hundreds came to the quay.</p>\n</section>',
    first_published_at: datetime | None = None,
    live_from: datetime | None = None,
    live_until: datetime | None = None,
    updated_at: datetime | None = None,
) -> Edition:
    article = article or make_article(slug)
    begins = live_from or hours(-1)
    return Edition.objects.create(
        article=article,
        version=article.versions.get(),
        slug=slug,
        headline=headline,
        standfirst=standfirst,
        kicker=kicker,
        bylines=list(bylines),
        language=language,
        publisher=publisher,
        url=address,
        topics=list(topics),
        body=body,
        first_published_at=first_published_at or begins,
        live_from=begins,
        live_until=live_until,
        updated_at=updated_at,
    )
