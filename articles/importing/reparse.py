"""Stored documents -> their articles, as parser, house rules and policies make them today.

A re-parse is an import of what is stored already: the same documents are read anew and merged, so
that an editor's work stays. What it changes nothing of is counted and not listed.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.documents.article.model import ArticleDocument
from articles.documents.labels.site_rules import SiteRules
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.source import Rejection, Source
from articles.importing.incoming import Decision, IncomingDocument, Result, StoredDocument
from articles.importing.merge import DocumentMerge, merge_all
from articles.importing.pipeline import Batch, Import, Options
from articles.importing.selection import Selection
from articles.importing.site_rules import site_rules
from articles.importing.write import record_readings, write_items
from articles.models import ImportRun
from articles.models.import_run import Outcome, RunKind
from articles.publishing.publish import carry_over
from articles.review.label_reviews import SourceSwitch, refresh_label_reviews


@dataclass(slots=True)
class Again(IncomingDocument):
    """A stored document that is read anew."""

    def decide(self, stored: StoredDocument | None) -> None:
        """Merge it, unless an import brought another meanwhile, or its article is gone."""
        self.stored = stored
        self.article_id = stored.article_id if stored else None
        self.after = stored.version if stored else 0
        if self.outcome is Outcome.REJECTED:
            return
        is_followed = stored is not None and stored.digest == self.source.digest
        self.decision = Decision.MERGE if is_followed else Decision.NOTHING
        self.outcome = None if is_followed else Outcome.UNCHANGED

    def lose(self, *, was_deleted: bool = True) -> None:
        """Nothing of it is left to be read anew."""
        if was_deleted:
            self.article_id, self.after = None, 0
        self.outcome = Outcome.UNCHANGED


class ReparsedDocument(NamedTuple):
    """An article that a re-parse changes, as it stood before, and as the re-parse has it."""

    before: ArticleDocument
    after: ArticleDocument


class Reparse(Import):
    """One re-parse: iterate over it for the results. With `dry_run` nothing at all is stored.

    Of the kind PREVIEW it stores what would change, as a run to look at, and touches no article;
    with `run` it does the work of a run that was begun for it. Without `rules`, the site's hold.
    """

    def __init__(
        self,
        selection: Selection,
        options: Options,
        *,
        rules: SiteRules | None = None,
        kind: RunKind = RunKind.REPARSE,
        run: ImportRun | None = None,
    ) -> None:
        super().__init__(selection.sources(), options)
        self._given_rules = rules
        self._kind = kind
        self._given_run = run
        self._mergings: dict[int, DocumentMerge] = {}

    def reread(self, result: Result) -> ReparsedDocument | None:
        """The article of the result that was given last; None where it stays as it is."""
        merging = self._mergings.get(result.article or 0)
        if merging is None or not merging.reads_anew:
            return None
        return ReparsedDocument(merging.locked.document, merging.merged.document)

    def _house_rules(self) -> SiteRules:
        return site_rules() if self._given_rules is None else self._given_rules

    def _begun_run(self) -> ImportRun:
        return self._given_run or begin_run(self._kind, self._options)

    def _received(
        self, documents: Sequence[Source | Rejection]
    ) -> list[IncomingDocument | Rejection]:
        # Each article has one document: none comes twice.
        return [Again(each) if isinstance(each, Source) else each for each in documents]

    def _release(self, batch: Batch) -> None:
        """Nothing is held."""

    def _merged(self, changed: Sequence[IncomingDocument]) -> list[DocumentMerge]:
        mergings = merge_all(changed, self._policies, again=True)
        self._mergings = {each.locked.article.pk: each for each in mergings}
        for merging in self._unchanged:
            merging.incoming.outcome = Outcome.UNCHANGED
        return [merging for merging in mergings if merging.reads_anew]

    @property
    def _unchanged(self) -> list[DocumentMerge]:
        return [merging for merging in self._mergings.values() if not merging.reads_anew]

    def _told(self, results: Sequence[Result]) -> Sequence[Result]:
        return [result for result in results if result.outcome is not Outcome.UNCHANGED]

    def _foreseen(self, batch: Batch) -> list[Result]:
        results = super()._foreseen(batch)
        if self.run:
            with transaction.atomic():
                write_items(self._told(results), self.run)
                self._record()
        return results

    def _written(self, batch: Batch, run: ImportRun) -> list[Result]:
        self._mergings = {}
        results = super()._written(batch, run)
        refresh_label_reviews([_still_followed(each) for each in self._unchanged])
        record_readings([(each.source_id, each.incoming.prepared) for each in self._unchanged], run)
        return results

    def _publish(self, arrivals: Sequence[IncomingDocument]) -> int:
        mergings = self._mergings.values()
        carry_over([each.locked.article.pk for each in mergings if each.reads_anew])
        return super()._publish(arrivals)

    def _follows(self, arrival: IncomingDocument) -> bool:
        return arrival.outcome is not Outcome.UNCHANGED and super()._follows(arrival)


# Nobody looks at an older preview, since what it shows may have changed.
_PREVIEWS_KEPT: Final = timedelta(days=1)


def begin_run(kind: RunKind, options: Options) -> ImportRun:
    """A run that is to be done; its page can be looked at from now on."""
    if kind == RunKind.PREVIEW:
        before = timezone.now() - _PREVIEWS_KEPT
        ImportRun.objects.filter(kind=kind, started_at__lt=before).delete()
    return ImportRun.objects.create(
        kind=kind,
        started_by=options.started_by,
        arguments=options.arguments,
        parser_version=PARSER_VERSION,
        total=options.total,
    )


def _still_followed(merging: DocumentMerge) -> SourceSwitch:
    standing, prepared = merging.locked, merging.incoming.prepared
    article, document = standing.article, standing.document
    return SourceSwitch(
        article.pk, document, article.source_id, document, article.source_id, prepared
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a re-parse would make of some articles: how many of each outcome, and what changes."""

    counts: Mapping[Outcome, int]
    changes: Sequence[tuple[Result, ReparsedDocument]]
    rejected: Sequence[Result]


def preview(article_ids: Collection[int], rules: SiteRules | None = None) -> Preview:
    """Parse the documents of these articles again, here and now; nothing is stored.

    `rules` are those to try out; without, the site's.
    """
    reparse = Reparse(Selection(articles=tuple(article_ids)), Options(dry_run=True), rules=rules)
    changes, refused = [], []
    for result in reparse:
        if reread := reparse.reread(result):
            changes.append((result, reread))
        elif result.outcome is Outcome.REJECTED:
            refused.append(result)
    return Preview(dict(reparse.counts), changes, refused)


def apply(
    article_ids: Collection[int],
    rules: SiteRules | None = None,
    *,
    by: User | None = None,
    arguments: Mapping[str, Any] | None = None,
) -> ImportRun:
    """Parse the documents of these articles again, here and now; gives the run, to be undone by.

    `arguments` are kept with the run, which shows them: what it was for.
    """
    options = Options(started_by=by, arguments=dict(arguments or {}), total=len(set(article_ids)))
    reparse = Reparse(Selection(articles=tuple(article_ids)), options, rules=rules)
    for _ in reparse:
        pass
    assert reparse.run
    return reparse.run
