"""Version -> edition: what readers see from a moment on, and how it ends."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from articles.models import Article, Edition, Version


@transaction.atomic
def publish(
    article: Article, *, by: AbstractBaseUser | None = None, live_from: datetime | None = None
) -> Edition:
    """Publish the article as it stands, now or from `live_from` on.

    The edition that is open until then ends at that moment; one that shows the same stays.
    """
    now = timezone.now()
    begins = max(live_from or now, now)
    article = Article.objects.select_for_update().get(pk=article.pk)
    version = Version.objects.get(article=article, number=article.version)
    open_edition = article.editions.filter(live_until__isnull=True).first()
    if open_edition and open_edition.live_from <= begins and _shows(open_edition, article, version):
        return open_edition
    _end_open(article, begins)
    document = version.document()
    return Edition.objects.create(
        article=article,
        version=version,
        slug=article.slug,
        headline=article.headline,
        standfirst=article.standfirst,
        bylines=list(document.bylines),
        language=document.language,
        body=render_to_string("articles/edition_body.html", {"document": document}),
        first_published_at=_first_published(article, begins),
        live_from=begins,
        published_by_id=by.pk if by else None,
    )


@transaction.atomic
def withdraw(article: Article) -> int:
    """End what is live and cancel what is scheduled; gives the number of editions ended."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    scheduled, _ = article.editions.filter(live_from__gt=now).delete()
    return scheduled + article.editions.live().update(live_until=now)


def _shows(edition: Edition, article: Article, version: Version) -> bool:
    return edition.version_id == version.pk and edition.slug == article.slug


def _end_open(article: Article, moment: datetime) -> None:
    """Whatever was to begin at that moment or later never does."""
    article.editions.filter(live_from__gte=moment).delete()
    article.editions.filter(live_until__isnull=True).update(live_until=moment)


def _first_published(article: Article, begins: datetime) -> datetime:
    """When the article first appeared: here, or where it came from if that was earlier."""
    earliest = article.editions.order_by("first_published_at").first()
    if earliest:
        return earliest.first_published_at
    source = article.source
    if source and source.published_at and source.published_at < begins:
        return source.published_at
    return begins
