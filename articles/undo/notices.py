"""The notices of a run that is undone -> none; readers see again what was withdrawn for them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from articles.models import Edition, ImportRun, SourceNotice
from articles.models.source_notice import NoticeDecision
from articles.publishing.publish import PublishRefused, bring_back_withdrawn


def take_back_notices(article_ids: Collection[int], run: ImportRun) -> None:
    """Delete the notices that the run raised of these articles; open those that it closed."""
    mine = SourceNotice.objects.filter(article__in=article_ids)
    mine.filter(decided_in=run).update(
        decision="", decided_at=None, decided_by=None, decided_in=None
    )
    raised = mine.filter(run=run)
    # What a person wants withdrawn stays so, whoever takes back the reason.
    acted = raised.exclude(edition=None).exclude(decision=NoticeDecision.WITHDRAWN)
    withdrawn = Edition.objects.filter(pk__in=acted.values("edition"))
    editions = list(withdrawn.select_related("article"))
    raised.delete()
    for edition in editions:
        since = Edition.objects.not_cancelled().filter(article=edition.article_id)
        # Somebody has published it since, and withdrawn it perhaps, or another at its address.
        if not since.filter(pk__gt=edition.pk).exists():
            with suppress(PublishRefused):
                bring_back_withdrawn(edition)
