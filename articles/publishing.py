"""Version -> edition: what readers see from a moment on, and how it ends."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F, Min
from django.template.loader import render_to_string
from django.utils import timezone

from articles.documents.article import ArticleDocument
from articles.models import Article, Edition, Version
from articles.models.version import Reason
from articles.models.working import State


class AddressTaken(Exception):
    """Another article is live, or will be, under the slug of the one to publish."""

    def __init__(self, other: Edition) -> None:
        super().__init__(f"“{other.headline}” is published at this address")
        self.other = other


@transaction.atomic
def publish(
    article: Article, *, by: AbstractBaseUser | None = None, live_from: datetime | None = None
) -> Edition:
    """Publish the article as it stands, now or from `live_from` on.

    The edition that is open until then ends at that moment; one that shows the same stays. Raises
    `AddressTaken`.
    """
    now = timezone.now()
    begins = max(live_from or now, now)
    article = Article.objects.select_for_update().get(pk=article.pk)
    version = Version.objects.get(article=article, number=article.version)
    open_edition = article.editions.filter(live_until__isnull=True).first()
    if open_edition and open_edition.live_from <= begins and _shows(open_edition, article, version):
        return open_edition
    taken = Edition.objects.open_at(begins).filter(slug=article.slug).exclude(article=article)
    if other := taken.first():
        raise AddressTaken(other)
    edition = _edition(article, version, begins, by)
    _end_open(article, begins)
    edition.save()
    return edition


@transaction.atomic
def publish_imported(article_ids: Collection[int]) -> None:
    """Publish after an import, without undoing what an editor decided.

    Articles never published appear; those that are live follow their source; those withdrawn stay
    withdrawn; and what an editor has saved since is the editor's to publish.
    """
    as_imported = Version.objects.filter(
        article__in=article_ids, number=F("article__version"), reason=Reason.IMPORT
    )
    now = timezone.now()
    first = as_imported.filter(article__editions__isnull=True).select_related("article__source")
    Edition.objects.bulk_create([_edition(v.article, v, now) for v in first])
    behind = Article.objects.in_state(State.CHANGED)
    for article in behind.filter(pk__in=as_imported.values("article")):
        # An address that another article has taken meanwhile is an editor's to sort out.
        with suppress(AddressTaken):
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
    earlier = article.editions.aggregate(first=Min("first_published_at"))["first"]
    return Edition(
        article=article,
        version=version,
        slug=article.slug,
        headline=document.headline.text,
        standfirst=document.standfirst.text,
        bylines=list(document.bylines),
        language=document.language,
        body=render_to_string("articles/edition_body.html", {"document": document}),
        first_published_at=earlier or _first_published(article, begins),
        updated_at=begins if earlier else None,
        live_from=begins,
        published_by_id=by.pk if by else None,
    )


def _first_published(article: Article, begins: datetime) -> datetime:
    """When the article first appeared: where it came from, if that is known and was earlier."""
    received = article.source.published_at if article.source else None
    return min(begins, received or begins)
