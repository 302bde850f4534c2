"""Articles that an import changed -> as they were before it: text, source and conflicts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import F, Q

from articles import store
from articles.bulk import update
from articles.documents.article.model import ArticleDocument
from articles.documents.prepare import PreparedDocument, prepare
from articles.importing.rules.site_rules import site_rules
from articles.models import Conflict, ImportRun, RunItem, SourceDocument, Version
from articles.models.import_run import WRITTEN
from articles.models.version import Reason
from articles.review.label_reviews import SourceSwitch, replace_label_reviews
from articles.undo.lineage import Lineage, saved_at
from articles.undo.republish import republish


@dataclass(frozen=True, slots=True)
class Earlier:
    """An article as it was before a run: its text, its source and what was imported of that."""

    item: RunItem
    document: ArticleDocument
    source_id: int | None
    parser_version: int | None
    imported: ArticleDocument | None

    def change(self, standing: store.LockedArticle) -> store.ArticleChange:
        return store.ArticleChange(
            standing,
            self.document,
            Reason.RESTORE,
            self.source_id,
            self.imported,
            forgets_source=self.source_id is None,
            # A source that is followed again, or the same one as another parser read it.
            reads_anew=True,
            parser_version=self.parser_version,
        )


def restore(
    items: Sequence[RunItem],
    standing: Mapping[int, store.LockedArticle],
    run: ImportRun,
    author: AbstractBaseUser | None,
) -> None:
    """Restore the locked articles of these items. Inside `import_lock()` only."""
    lineage = Lineage([item.article_id for item in items if item.article_id])
    earlier = _earlier(items, lineage)
    pairs = [(each, standing[each.item.article_id or 0]) for each in earlier]
    # Before the save, which brings what stands in line.
    followed = _followed(pairs)
    store.save_many([each.change(stands) for each, stands in pairs], author=author, run=run)
    replace_label_reviews(followed)
    _restore_readings(earlier)
    _restore_conflicts(items)
    republish(items, lineage, run)


class Past(NamedTuple):
    """A version of an article, without its content."""

    number: int
    pk: int
    source_id: int | None
    parser_version: int | None


def _earlier(items: Sequence[RunItem], lineage: Lineage) -> list[Earlier]:
    history = _history(items)
    found = [(item, *_before(item, history, lineage)) for item in items]
    keys = {past.pk for _, *pasts in found for past in pasts if past}
    versions = Version.objects.in_bulk(keys)
    return [
        Earlier(
            item,
            versions[stood.pk].document(),
            base.source_id if base else None,
            base.parser_version if base else None,
            versions[base.pk].imported_document() if base else None,
        )
        for item, stood, base in found
    ]


def _before(
    item: RunItem, history: Mapping[int, Sequence[Past]], lineage: Lineage
) -> tuple[Past, Past | None]:
    """Return the version before the run, and the last of the source that was followed then."""
    article_id = item.article_id or 0
    last = lineage.of(article_id, item.before)
    pasts = [past for past in history[article_id] if past.number <= last]
    return pasts[-1], next((past for past in reversed(pasts) if past.source_id), None)


def _history(items: Sequence[RunItem]) -> dict[int, list[Past]]:
    """Return the versions of each article up to that before the run, in order."""
    versions = Version.objects.filter(
        article__run_items__in=items, number__lte=F("article__run_items__before")
    ).order_by("number")
    found: dict[int, list[Past]] = {}
    rows = versions.values_list("article_id", "number", "pk", "source_id", "parser_version")
    for article_id, number, pk, source_id, parser_version in rows:
        found.setdefault(article_id, []).append(Past(number, pk, source_id, parser_version))
    return found


def _followed(pairs: Sequence[tuple[Earlier, store.LockedArticle]]) -> list[SourceSwitch]:
    prepared = _prepared_again({each.source_id for each, _ in pairs if each.source_id})
    return [
        SourceSwitch(
            stands.article.pk,
            stands.document,
            stands.article.source_id,
            each.document,
            each.source_id,
            prepared.get(each.source_id or 0),
        )
        for each, stands in pairs
    ]


def _prepared_again(source_ids: Collection[int]) -> dict[int, PreparedDocument]:
    """Prepare stored sources as an import would; leave out those that it would refuse now."""
    rows = SourceDocument.objects.filter(pk__in=source_ids).order_by("pk")
    prepared = prepare([row.received() for row in rows], site_rules())
    results = zip(rows, prepared, strict=True)
    return {row.pk: result for row, result in results if isinstance(result, PreparedDocument)}


def _restore_readings(earlier: Sequence[Earlier]) -> None:
    """Record the parser that articles read by again, so that they are found as outdated."""
    known = [each for each in earlier if each.source_id and each.parser_version]
    rows = [(each.parser_version, each.source_id) for each in known]
    update(SourceDocument, ["parser_version"], rows)


def _restore_conflicts(items: Sequence[RunItem]) -> None:
    """Delete conflicts that the run, or one after it, raised; open those that it closed."""
    changes = Conflict.objects.filter(article__run_items__in=items)
    asked = set(changes.order_by().values_list("article_id", flat=True))
    moments = saved_at(items)
    for item in items:
        if item.article_id in asked:
            _restore_conflicts_of(item, moments[item.article_id])


def _restore_conflicts_of(item: RunItem, moment: datetime) -> None:
    since = RunItem.objects.filter(
        article=item.article_id, outcome__in=WRITTEN, before__gte=item.before
    ).values("run")
    changes = Conflict.objects.filter(article=item.article_id)
    changes.filter(run__in=since).delete()
    by_editor = Q(resolved_in=None, resolved_at__gt=moment)
    closed = changes.filter(Q(resolved_in__in=since) | by_editor)
    closed.update(resolution="", resolved_at=None, resolved_by=None, resolved_in=None)
