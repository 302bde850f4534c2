"""Articles -> the trash, back out of it, or deleted for good with a tombstone in their place."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.listings.change import forget_unlisted, listings_of_articles
from articles.locks import publish_lock
from articles.models import Article, Edition, SourceNotice, Tombstone
from articles.models.article import ArticleQuerySet
from articles.models.masthead import renew_masthead
from articles.publishing.links import apply_due_links, turn_links, url_hashes_of
from articles.publishing.publish import withdraw_many
from articles.search.rebuild import index_articles
from articles.slugs import new_slug, taken_slugs

_TOGETHER: Final = 200


@dataclass(frozen=True, slots=True)
class Undeleted:
    """An article that is out of the trash; `lost_slug` is the one that another has now, or ""."""

    article: Article
    lost_slug: str = ""


@transaction.atomic
def delete(article_ids: Collection[int], *, by: AbstractBaseUser | None = None) -> int:
    """Put articles into the trash, out of readers' sight; return how many were not there yet."""
    withdraw_many(article_ids)
    # From now on a person wants them withdrawn: no undo of a retraction brings them back.
    SourceNotice.objects.filter(article__in=article_ids).update(edition=None)
    here = Article.objects.filter(pk__in=article_ids)
    return here.update(deleted_at=timezone.now(), deleted_by=by.pk if by else None)


@transaction.atomic
def undelete(article_id: int, *, by: AbstractBaseUser | None = None) -> Undeleted:
    """Take an article out of the trash as it was, but withdrawn.

    Where another has taken its slug since, it gets a new one. Raises `Article.DoesNotExist`.
    """
    # Others look for a free slug under it, too.
    publish_lock()
    article = Article.with_deleted.in_trash().for_change().get(pk=article_id)
    lost = article.slug if article.slug in taken_slugs([article.slug]) else ""
    if lost:
        article.slug = new_slug(article.headline, article.external_id or str(article.pk))
        article.changed_at = timezone.now()
        article.changed_by_id = by.pk if by else None
    article.deleted_at = article.deleted_by = None
    article.save(update_fields=["slug", "changed_at", "changed_by", "deleted_at", "deleted_by"])
    if lost:
        index_articles([article.pk])
    return Undeleted(article, lost)


@transaction.atomic
def purge(article_ids: Collection[int], *, by: AbstractBaseUser | None = None) -> int:
    """Delete articles that are in the trash for good; return how many.

    A tombstone keeps imports from bringing each back: as deleted by who put it into the trash or,
    if that is not known, by who purges it.
    """
    publish_lock()
    found = list(
        Article.with_deleted.in_trash().for_change().filter(pk__in=article_ids).order_by("pk")
    )
    Tombstone.objects.bulk_create(
        [
            Tombstone(
                external_id=article.external_id,
                headline=article.headline,
                deleted_at=article.deleted_at or timezone.now(),
                deleted_by_id=article.deleted_by_id or (by.pk if by else None),
            )
            for article in found
            if article.external_id
        ],
        update_conflicts=True,
        unique_fields=["external_id"],
        update_fields=["headline", "deleted_at", "deleted_by"],
    )
    discard([article.pk for article in found])
    return len(found)


def purge_older(days: int) -> int:
    """Delete for good what has been in the trash for longer; return how many articles."""
    due, number = in_trash_longer(days).order_by("pk"), 0
    while keys := list(due.values_list("pk", flat=True)[:_TOGETHER]):
        number += purge(keys)
    return number


def in_trash_longer(days: int) -> ArticleQuerySet:
    """Return the articles that were put into the trash more than so many days ago."""
    return Article.with_deleted.in_trash().filter(
        deleted_at__lt=timezone.now() - timedelta(days=days)
    )


@transaction.atomic
def discard(article_ids: Collection[int]) -> None:
    """Delete articles with all that hangs on them, as if they had never been here.

    Editions go, too. Their source documents stay, and no tombstone does: an import brings them
    back.
    """
    apply_due_links()
    addresses = url_hashes_of(article_ids)
    listings = listings_of_articles(article_ids)
    if Edition.objects.live().filter(article__in=article_ids).exists():
        # Nothing of them is left by which stored sitemaps would know.
        renew_masthead()
    Article.with_deleted.filter(pk__in=article_ids).delete()
    forget_unlisted(listings)
    turn_links(addresses)
