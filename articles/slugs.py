"""Slugs: the readable last part of an article's address, in any script."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from typing import Final

from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, Edition

LONGEST: Final = 80


def slug_from(headline: str) -> str:
    """A headline as a slug of whole words and at most 80 characters."""
    slug = slugify(headline, allow_unicode=True)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    return slug.strip("-_") or "article"


def new_slug(headline: str, key: str) -> str:
    """A free slug for one article."""
    return new_slugs([(headline, key)])[0]


def new_slugs(articles: Sequence[tuple[str, str]]) -> list[str]:
    """A free slug for each headline and key, none given twice.

    Where a headline's own slug is taken it gets six digits that depend on the key alone, so that
    importing into an empty site gives the same addresses again.
    """
    choices = [list(_choices(headline, key)) for headline, key in articles]
    taken = taken_slugs([slug for slugs in choices for slug in slugs])
    found = []
    for slugs in choices:
        slug = next(slug for slug in slugs if slug not in taken)
        taken.add(slug)
        found.append(slug)
    return found


def taken_slugs(slugs: Collection[str], apart_from: Article | None = None) -> set[str]:
    """Those that an article has, or is or will be published under; one may be left aside."""
    articles = Article.objects.filter(slug__in=slugs)
    editions = Edition.objects.open_at(timezone.now()).filter(slug__in=slugs)
    if apart_from:
        articles = articles.exclude(pk=apart_from.pk)
        editions = editions.exclude(article=apart_from)
    return {slug for rows in (articles, editions) for slug in rows.values_list("slug", flat=True)}


def _choices(headline: str, key: str) -> Iterator[str]:
    """In the order of preference; of the last, 64 bits long, none is ever taken."""
    slug = slug_from(headline)
    yield slug
    for digits in (3, 8):
        yield f"{slug}-{blake2b(key.encode(), digest_size=digits).hexdigest()}"
