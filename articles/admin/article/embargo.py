"""Who may publish under an embargo, and whether they confirmed it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article

# The tick box beside the buttons.
_FIELD: Final = "despite_embargo"


def may_break_embargo(request: HttpRequest) -> bool:
    return request.user.has_perm("articles.publish_under_embargo")


def confirms_embargo(request: HttpRequest) -> bool:
    """Return whether the user may publish under an embargo, and has said so for this time."""
    return _FIELD in request.POST and may_break_embargo(request)


def embargo_ahead(article: Article) -> datetime | None:
    """Return until when an article, loaded with its source, is under an embargo; None if not."""
    until = article.source.embargoed_until if article.source else None
    return until if until and until > timezone.now() else None


def embargoed(articles: Iterable[Article]) -> int:
    """Return how many of the articles, loaded with their sources, are under an embargo."""
    return sum(embargo_ahead(article) is not None for article in articles)
