"""What readers see of articles whose import is undone: what they saw before it.

An editor's decision stands: to publish, to schedule, to withdraw, to give an article another slug.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from django.db.models import F, Q

from articles.models import Edition, ImportRun, RunItem, Version
from articles.publishing.publish import NothingToShow, UnderEmbargo, bring_back, erase, publish
from articles.undo.lineage import Lineage, saved_at


def republish(items: Sequence[RunItem], lineage: Lineage, run: ImportRun) -> None:
    """Publish what readers saw before the run, once its articles are restored. In a transaction."""
    by_article = {item.article_id: item for item in items}
    live = Edition.objects.live().filter(article__in=by_article)
    restored = {
        version.article_id: version
        for version in Version.objects.filter(
            article__in=by_article, number=F("article__version")
        ).defer("content", "imported")
    }
    moments = saved_at(items)
    for edition in live.select_related("version", "article").order_by("article"):
        key = edition.article_id
        shown = _Shown(edition, by_article[key], restored[key], lineage)
        shown.settle(moments[key], run)


class _Shown:
    """The live edition of one article that was restored."""

    def __init__(
        self, edition: Edition, item: RunItem, restored: Version, lineage: Lineage
    ) -> None:
        self._edition = edition
        self._item = item
        self._restored = restored
        self._lineage = lineage

    def settle(self, moment: datetime, run: ImportRun) -> None:
        """Restore what readers saw before; `moment` is when the run saved the article."""
        edition = self._edition
        if self._reads_as_restored(edition):
            if edition.version != self._restored:
                bring_back(edition, self._restored, instead_of=edition)
        elif self._is_an_imports():
            self._take_back(moment, run)
        elif self._is_since() and edition.version.content == self._restored.content:
            # A run that changed nothing that readers see carried an editor's edition over.
            bring_back(edition, self._restored, instead_of=edition)

    def _reads_as_restored(self, edition: Edition) -> bool:
        article_id = self._item.article_id or 0
        before = self._lineage.of(article_id, self._item.before)
        return self._lineage.of(article_id, edition.version.number) == before

    def _is_an_imports(self) -> bool:
        """Whether this run, or one after it, let readers see it, and no editor said otherwise."""
        edition = self._edition
        return (
            edition.published_by_id is None
            and edition.slug == edition.article.slug
            and self._is_since()
            and not edition.article.editions.scheduled().exists()
        )

    def _is_since(self) -> bool:
        """Whether it is of what the run made, or of something later."""
        edition = self._edition
        of = self._lineage.of(edition.article_id, edition.version.number)
        return of >= self._item.after

    def _take_back(self, moment: datetime, run: ImportRun) -> None:
        edition = self._edition
        was_live = Q(live_until__isnull=True) | Q(live_until__gt=moment)
        earlier = edition.article.editions.filter(was_live, live_from__lte=moment)
        if before := earlier.select_related("version").first():
            same = self._reads_as_restored(before)
            version = self._restored if same else before.version
            bring_back(before, version, instead_of=edition)
        else:
            self._was_a_draft(moment, run)

    def _was_a_draft(self, moment: datetime, run: ImportRun) -> None:
        since = self._edition.article.editions.filter(live_from__gte=moment)
        made_by_run = since.filter(live_from__lte=run.seen_at).exists()
        if made_by_run and not since.filter(published_by__isnull=False).exists():
            # Ended editions would look like an editor's withdrawal to the next import.
            erase(since)
        else:
            # Somebody else wanted readers to see the article, whatever it read. If nothing of it is
            # left to read, what they see stays.
            with suppress(NothingToShow, UnderEmbargo):
                publish(self._edition.article)
