"""The notices of a run that is undone -> none; readers see again what was withdrawn for them."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress

from django.utils import timezone

from articles.models import Edition, ImportRun, SourceNotice
from articles.publishing.publish import PublishRefused, bring_back_withdrawn


def take_back_notices(article_ids: Collection[int], run: ImportRun) -> None:
    """Delete the notices that the run raised of these articles; open those that it closed."""
    mine = SourceNotice.objects.filter(article__in=article_ids)
    mine.filter(decided_in=run).update(
        decision="", decided_at=None, decided_by=None, decided_in=None
    )
    raised = mine.filter(run=run)
    withdrawn = Edition.objects.filter(pk__in=raised.exclude(edition=None).values("edition"))
    editions = list(withdrawn.select_related("article"))
    raised.delete()
    for edition in editions:
        # Somebody has published it since, or another at its address.
        if not Edition.objects.open_at(timezone.now()).filter(article=edition.article_id).exists():
            with suppress(PublishRefused):
                bring_back_withdrawn(edition)
