"""A dataset of articles -> stored articles, by import-export's flow, through `store`.

A dry run does all that the real one does and is rolled back, so a preview cannot promise too much.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from import_export.resources import Resource
from tablib import Dataset

from articles import store
from articles.documents.article.rows import article_rows
from articles.documents.revisions.diff import differences
from articles.documents.source import DocumentRejected, Rejection
from articles.exchange.entry import Entry
from articles.exchange.formats import dataset_of
from articles.exchange.report import ArticleResult, Report, report_of
from articles.importing.barriers import barriers_of
from articles.importing.rules.erasures import ErasuresInForce
from articles.importing.write import import_lock
from articles.models import Article, Version
from articles.models.import_run import Outcome
from articles.models.version import Reason
from articles.slugs import new_slug, taken_slugs


class ArticleResource(Resource):
    """Import and export articles that were exported here or elsewhere, edited or not."""

    @classmethod
    def get_display_name(cls) -> str:
        return _("Articles")

    def export(self, queryset: QuerySet[Article] | None = None, **_: Any) -> Dataset:
        """Return every article of the queryset as it is now. One query."""
        articles = Article.objects.all() if queryset is None else queryset
        versions = Version.objects.filter(
            article__in=articles.order_by().values("pk"), number=F("article__version")
        ).select_related("article")
        return dataset_of(
            Entry(v.article.external_id, v.article.slug, v.number, v.document())
            for v in versions.order_by("article_id")
        )

    def import_data(
        self, dataset: Dataset, dry_run: bool = False, *_: Any, **kwargs: Any
    ) -> Report:
        author = kwargs.get("user")
        with import_lock():
            erasures = ErasuresInForce()
            erasures.refresh()
            report = report_of(_imported(item, author, erasures) for item in dataset["article"])
            if dry_run:
                transaction.set_rollback(True)
        return report


def _imported(
    item: Entry | Rejection, author: AbstractBaseUser | None, erasures: ErasuresInForce
) -> ArticleResult:
    result = ArticleResult()
    try:
        if isinstance(item, Rejection):
            raise DocumentRejected(item.reason, item.hint, item.position)
        result.where, result.headline = item.position, item.document.headline.text
        result.removed = item.removed
        _check_erased(item, erasures)
        _settle(item, result, author)
    except DocumentRejected as rejected:
        result.reject(rejected)
    return result


def _settle(entry: Entry, result: ArticleResult, author: AbstractBaseUser | None) -> None:
    """Create or update the entry's article; what cannot be either is rejected."""
    article = _match(entry)
    if article is None:
        result.set_outcome(Outcome.CREATED, _create(entry, author))
        return
    current = store.load(article)
    if entry.slug and entry.slug != article.slug:
        raise DocumentRejected(
            f"has the slug {entry.slug}, but its article has {article.slug}",
            "Slugs are changed on the article's own page.",
        )
    if entry.document == current:
        result.set_outcome(Outcome.UNCHANGED, article)
        return
    result.differences = differences(current, entry.document)
    _update(entry, article, author)
    result.set_outcome(Outcome.UPDATED, article)


def _check_erased(entry: Entry, erasures: ErasuresInForce) -> None:
    if erasures.bars(entry.key, entry.document):
        raise DocumentRejected(
            "holds what was erased here",
            "Take it out of the file. Erasures on the desk have the ground.",
        )


def _match(entry: Entry) -> Article | None:
    """Return the article of the entry's key, if it has one, else of its slug."""
    if entry.key:
        return Article.objects.with_external_ids([entry.key]).first()
    return Article.objects.filter(slug=entry.slug).first()


def _create(entry: Entry, author: AbstractBaseUser | None) -> Article:
    if entry.key and (barrier := barriers_of([entry.key]).get(entry.key)):
        raise DocumentRejected(barrier.reason, barrier.hint)
    if entry.slug in taken_slugs([entry.slug]):
        raise DocumentRejected(
            f"is new by its key, but another article has its slug, {entry.slug}",
            "Write another slug, or leave it empty to have one made.",
        )
    slug = entry.slug or new_slug(entry.document.headline.text, entry.key)
    try:
        # As an edit: a later import of its source must not take the place of what a person sent.
        return store.create(
            store.NewArticle(article_rows(entry.document), slug, entry.key),
            reason=Reason.EDIT,
            author=author,
        )
    except IntegrityError as error:
        raise _stored_meanwhile() from error


def _update(entry: Entry, article: Article, author: AbstractBaseUser | None) -> None:
    if entry.version is None:
        raise DocumentRejected(
            "is stored here already, and does not say which version it was made from",
            "Export the article and make the changes in that file.",
        )
    try:
        store.save(
            article.pk, entry.document, base=entry.version, reason=Reason.EDIT, author=author
        )
    except store.StaleSave as stale:
        raise DocumentRejected(
            f"was {stale}", "Export the article anew and make the changes in that file."
        ) from stale


def _stored_meanwhile() -> DocumentRejected:
    return DocumentRejected("was stored by somebody else just now", "Upload the file again.")
