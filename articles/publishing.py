"""Version -> edition: what readers see from a moment on, and how it ends."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Min
from django.template.loader import render_to_string
from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.models import Article, Edition, Version
from articles.models.working import State


@transaction.atomic
def publish(
    article: Article, *, by: AbstractBaseUser | None = None, live_from: datetime | None = None
) -> Edition:
    """Publish the article as it stands, now or from `live_from` on.

    The edition that is open until then ends at that moment; one that shows the same stays.
    """
    now = timezone.now()
    begins = max(live_from or now, now)
    article = Article.objects.select_for_update().select_related("source").get(pk=article.pk)
    version = Version.objects.get(article=article, number=article.version)
    open_edition = article.editions.filter(live_until__isnull=True).first()
    if open_edition and open_edition.live_from <= begins and _shows(open_edition, article, version):
        return open_edition
    edition = _edition(article, version, begins, by)
    _end_open(article, begins)
    edition.save()
    return edition


@transaction.atomic
def publish_imported(article_ids: Collection[int]) -> None:
    """Publish after an import, without undoing what an editor decided.

    Articles never published appear; those that are live follow; those withdrawn stay withdrawn.
    """
    articles = Article.objects.filter(pk__in=article_ids)
    now = timezone.now()
    first = Version.objects.filter(
        article__in=articles.filter(editions__isnull=True), number=F("article__version")
    ).select_related("article__source")
    Edition.objects.bulk_create([_edition(v.article, v, now) for v in first])
    for article in articles.with_state().filter(state=State.CHANGED):
        publish(article)


@transaction.atomic
def withdraw(article: Article) -> int:
    """End what is live and cancel what is scheduled; gives the number of editions ended."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    now = timezone.now()
    scheduled, _ = article.editions.filter(live_from__gt=now).delete()
    return scheduled + article.editions.live().update(live_until=now)


def draft_edition(article: Article, document: ArticleDocument) -> Edition:
    """What readers would see if `document` were published now. It is not stored."""
    unsaved = Version(article=article, content=document.to_json())
    return _edition(article, unsaved, timezone.now())


def _shows(edition: Edition, article: Article, version: Version) -> bool:
    return edition.version_id == version.pk and edition.slug == article.slug


def _end_open(article: Article, moment: datetime) -> None:
    """Whatever was to begin at that moment or later never does."""
    article.editions.filter(live_from__gte=moment).delete()
    article.editions.filter(live_until__isnull=True).update(live_until=moment)


def _edition(
    article: Article, version: Version, begins: datetime, by: AbstractBaseUser | None = None
) -> Edition:
    document = version.document()
    return Edition(
        article=article,
        version=version,
        slug=article.slug,
        headline=document.headline.text,
        standfirst=document.standfirst.text,
        bylines=list(document.bylines),
        language=document.language,
        body=render_to_string("articles/edition_body.html", {"document": document}),
        first_published_at=_first_published(article, begins),
        live_from=begins,
        published_by_id=by.pk if by else None,
    )


def _first_published(article: Article, begins: datetime) -> datetime:
    """When the article first appeared: here, or where it came from if that was earlier."""
    source = article.source
    received = source.published_at if source else None
    earliest = article.editions.aggregate(at=Min("first_published_at"))["at"]
    return min(filter(None, (earliest, received, begins)))
