"""What an import makes of a document, told from what is stored under its key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from articles.documents.source import Rejection, Source
from articles.models import Version
from articles.models.run import Outcome
from articles.models.version import Reason


@dataclass(frozen=True, slots=True)
class Stored:
    """What an import needs to know of the article that a key has already."""

    article_id: int
    version: int
    digest: str
    saved_as: str
    saved_at: datetime
    saved_by: str | None


def stored_under(keys: Collection[str]) -> dict[str, Stored]:
    """The articles of those keys. One query."""
    rows = Version.objects.filter(article__key__in=keys, number=F("article__version")).values_list(
        "article__key",
        "article_id",
        "number",
        "article__source__digest",
        "reason",
        "created_at",
        "created_by__username",
    )
    return {row[0]: Stored(*row[1:]) for row in rows}


def decide(source: Source, stored: Stored | None) -> Outcome | Rejection:
    """An article that somebody saved since its import is left as it is."""
    if stored is None:
        return Outcome.CREATED
    if stored.digest == source.digest:
        return Outcome.UNCHANGED
    if stored.saved_as == Reason.IMPORT:
        return Outcome.UPDATED
    who = stored.saved_by or "somebody"
    return Rejection(
        source.file,
        source.position,
        "differs from what was imported, but the article was edited since, "
        f"by {who} on {stored.saved_at:%d %B %Y}",
        f"Take the difference over by hand in article {stored.article_id}; it was left as it is.",
    )
