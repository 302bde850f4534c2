"""Slugs: the readable last part of an article's address, in any script."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from typing import Final

from django.utils.text import slugify

from articles.models import Article, Edition

LONGEST: Final = 80


def slug_from(headline: str) -> str:
    """A headline as a slug of whole words and at most 80 characters."""
    slug = slugify(headline, allow_unicode=True)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    return slug.strip("-_") or "article"


def taken_slugs(slugs: Collection[str]) -> set[str]:
    """Those that an article has, or that readers still know another article by."""
    articles = Article.objects.filter(slug__in=slugs).values_list("slug", flat=True)
    editions = Edition.objects.live().filter(slug__in=slugs).values_list("slug", flat=True)
    return {*articles, *editions}


def free_slug(headline: str, key: str, taken: Collection[str]) -> str:
    """The headline's slug; where it is taken, with six digits that only depend on the key."""
    slug = slug_from(headline)
    if slug not in taken:
        return slug
    return f"{slug}-{blake2b(key.encode(), digest_size=3).hexdigest()}"
