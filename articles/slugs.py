"""Slugs: the readable last part of an article's address, in any script."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from typing import Final

from django.utils.text import slugify

LONGEST: Final = 80


def slug_from(headline: str) -> str:
    """A headline as a slug of whole words and at most 80 characters."""
    slug = slugify(headline, allow_unicode=True)
    if len(slug) > LONGEST:
        slug = slug[: LONGEST + 1].rsplit("-", 1)[0][:LONGEST]
    return slug.strip("-_") or "article"


def free_slug(headline: str, key: str, taken: Iterable[str]) -> str:
    """The headline's slug; where it is taken, with six digits that only depend on the key."""
    slug = slug_from(headline)
    if slug not in taken:
        return slug
    return f"{slug}-{blake2b(key.encode(), digest_size=3).hexdigest()}"
