"""A site as its desk and its readers see it, to be compared before and after."""

from __future__ import annotations

from typing import Any, Final

from articles import store
from articles.models import Article

# As if another parser read more in the same documents.
READ_MORE: Final = """
from dataclasses import replace
from articles.models import SourceDocument
for kept in SourceDocument.objects.all():
    content = bytes(kept.content).replace(b"]", b", 'And more.']")
    kept.digest = replace(kept.received(), content=content).digest
    kept.content = content
    kept.save()
"""


def state_of_the_site() -> dict[str, dict[str, Any]]:
    """Each article by its key: what it reads, and all that can be told from outside."""
    return {article.external_id: _state_of(article) for article in Article.objects.with_state()}


def _state_of(article: Article) -> dict[str, Any]:
    live = article.editions.live()
    changes = article.conflicts.open()
    return {
        "document": store.load(article),
        "rows": list(article.paragraphs.values_list("uid", "kind", "markup", "origin")),
        "slug": article.slug,
        "state": article.state,
        "source": article.source.digest if article.source else None,
        "imported": store.imported_document(article),
        "doubts": list(
            article.label_reviews.open().values_list(
                "source__digest", "origin", "label", "alternative"
            )
        ),
        "changes": sorted(changes.values_list("part", "uids", "base", "theirs"), key=repr),
        "live": list(
            live.values_list("slug", "headline", "body", "first_published_at", "published_by")
        ),
    }
