"""What publishers say of their articles beside the text -> notices, and what is withdrawn at once.

The document is kept, and the article does not follow it.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from articles.importing.precede import Notice
from articles.importing.write import store_sources
from articles.models import Edition, ImportRun, SourceNotice
from articles.models.source_notice import NoticeDecision
from articles.publishing.publish import withdraw


def give_notice(notices: Sequence[Notice], run: ImportRun) -> None:
    """Store what was noticed, and withdraw what is to be. Inside `import_lock()` only."""
    if not notices:
        return
    documents = [each.incoming for each in notices]
    source_ids = store_sources(documents, run)
    live = _live([each.article_id for each in documents if each.article_id])
    for each in notices:
        article_id = each.incoming.article_id
        assert article_id
        edition = live.get(article_id) if each.acts else None
        if edition:
            withdraw(edition.article)
        SourceNotice.objects.get_or_create(
            article_id=article_id,
            source_id=source_ids[each.incoming.source.external_id],
            defaults={"kind": each.kind, "run": run, "edition": edition},
        )


def settle_notices(article_ids: Sequence[int], run: ImportRun) -> None:
    """Close what waits of articles that follow a newer version from now on."""
    if article_ids:
        SourceNotice.objects.open().filter(article__in=article_ids).update(
            decision=NoticeDecision.GONE, decided_at=timezone.now(), decided_in=run
        )


def _live(article_ids: Sequence[int]) -> dict[int, Edition]:
    """Return what readers see of the articles, or will: the last edition that has not ended."""
    editions = Edition.objects.open_at(timezone.now()).filter(article__in=article_ids)
    ordered = editions.select_related("article").defer("body").order_by("-live_from")
    return {edition.article_id: edition for edition in ordered}
