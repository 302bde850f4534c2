"""Slugs: the readable last part of an article's address, in any script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from itertools import chain
from typing import Final

from django.utils import timezone
from django.utils.text import slugify

from articles.models import Article, Edition

LONGEST: Final = 80


def slug_from(headline: str, otherwise: str = "article") -> str:
    """Return a headline as a slug of whole words and at most 80 characters."""
    slug = slugify(headline, allow_unicode=True)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    return slug.strip("-_") or otherwise


def new_slug(headline: str, key: str) -> str:
    """Return a free slug for one article."""
    return new_slugs([(headline, key)])[0]


def new_slugs(articles: Sequence[tuple[str, str]]) -> list[str]:
    """Return a free slug for each headline and key, none given twice.

    Where a headline's own slug is taken it gets six digits that depend on the key alone, so that
    importing into an empty site gives the same addresses again.
    """
    firsts = [slug_from(headline) for headline, _ in articles]
    taken = taken_slugs(firsts)
    times = Counter(firsts)
    choices = [
        # Few slugs are taken, so of most articles only the first choice is looked at.
        (slug, *other_slugs(slug, key)) if slug in taken or times[slug] > 1 else (slug,)
        for slug, (_, key) in zip(firsts, articles, strict=True)
    ]
    taken |= taken_slugs([slug for _, *others in choices for slug in others])
    found = []
    for (first, *others), (_, key) in zip(choices, articles, strict=True):
        # All of them for a slug that another of these articles was just given.
        rest = others or other_slugs(first, key)
        slug = next(slug for slug in chain([first], rest) if slug not in taken)
        taken.add(slug)
        found.append(slug)
    return found


def taken_slugs(slugs: Collection[str], apart_from: Article | None = None) -> set[str]:
    """Return those that an article has, or is or will be published under; one may be left aside."""
    if not slugs:
        return set()
    articles = Article.objects.filter(slug__among=slugs)
    editions = Edition.objects.open_at(timezone.now()).filter(slug__among=slugs)
    if apart_from:
        articles = articles.exclude(pk=apart_from.pk)
        editions = editions.exclude(article=apart_from)
    return {slug for rows in (articles, editions) for slug in rows.values_list("slug", flat=True)}


def other_slugs(slug: str, key: str) -> Iterator[str]:
    """Yield slugs in order of preference; of the last, 64 bits long, none is ever taken."""
    for digits in (3, 8):
        yield f"{slug}-{blake2b(key.encode(), digest_size=digits).hexdigest()}"
