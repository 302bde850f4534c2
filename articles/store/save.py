"""An article -> the article as a new document has it, if it was made from the current version."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.bulk import datetime_value, insert, json_value, update
from articles.documents.article.metadata import METADATA_COLUMNS, column_values
from articles.documents.article.model import ArticleDocument
from articles.documents.article.rows import article_rows, packed_json
from articles.documents.copies import shown_texts
from articles.documents.editing.origins import with_origins_of_only
from articles.models import Article, ImportRun, Version
from articles.models.version import Reason
from articles.pictures.use import pictures_of_paragraphs, set_article_pictures
from articles.publishing.states import keep_changed, keep_states
from articles.review.conflicts import resolve_adopted
from articles.review.duplicates import look_for_duplicates
from articles.review.label_reviews import ReviewCounts, record_reviews
from articles.search.index import set_article_words
from articles.search.rebuild import index_articles
from articles.search.texts import words_for_editors
from articles.slugs import taken_slugs
from articles.store.create import VERSION_FIELDS, metadata_values
from articles.store.sync import sync_rows

_CHANGED_FIELDS = (
    "headline", "headline_origin", "headline_provisional", "standfirst", "standfirst_origin",
    "bylines", "language", *METADATA_COLUMNS, "version", "source", "changed_at", "changed_by",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: the article's version now, whether there was anything to write, answers."""

    version: int
    changed: bool
    answered: ReviewCounts = ReviewCounts()


class StaleSave(Exception):
    """The article was saved by someone else since; `current` is its document now."""

    def __init__(self, base: int, article: Article, current: ArticleDocument) -> None:
        super().__init__(f"made from version {base}, but version {article.version} is current")
        self.base = base
        self.article = article
        self.current = current


class SlugTaken(Exception):
    """Another article has the slug, or readers know another article by it."""


@dataclass(frozen=True, slots=True)
class LockedArticle:
    """An article under a lock, and its document as of now."""

    article: Article
    document: ArticleDocument


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """What a locked article is to become, and why.

    With `source_id` it follows that source from now on; `imported` is what that source says, where
    it is not the document itself. With `forgets_source` it follows none, as before any import.
    `reads_anew`: the source is the same, but what is imported of it is not. `parser_version` is
    that of the parser whose reading it is.
    """

    locked: LockedArticle
    document: ArticleDocument
    reason: Reason
    source_id: int | None = None
    imported: ArticleDocument | None = None
    forgets_source: bool = False
    reads_anew: bool = False
    parser_version: int | None = None

    @property
    def follows(self) -> int | None:
        """Return the source that the article follows from now on."""
        if self.forgets_source:
            return None
        return self.source_id or self.locked.article.source_id

    @property
    def changes_source(self) -> bool:
        return self.follows != self.locked.article.source_id

    @property
    def changes_text(self) -> bool:
        return self.document.sections != self.locked.document.sections

    @property
    def changes_pictures(self) -> bool:
        before, after = self.locked.document.paragraphs(), self.document.paragraphs()
        return self.changes_text and pictures_of_paragraphs(before) != pictures_of_paragraphs(after)

    @property
    def changes_anything(self) -> bool:
        return self.changes_source or self.reads_anew or self.document != self.locked.document


def load(article: Article) -> ArticleDocument:
    """Return the article's current document. One query."""
    return Version.objects.get(article=article, number=article.version).document()


def lock_articles(article_ids: Collection[int]) -> dict[int, LockedArticle]:
    """Lock articles, in the order of their keys, and load them. Inside a transaction only."""
    rows = Article.objects.for_change().filter(pk__in=article_ids).order_by("pk")
    articles = {article.pk: article for article in rows}
    versions = Version.objects.filter(article__in=articles, number=F("article__version"))
    return {
        version.article_id: LockedArticle(articles[version.article_id], version.document())
        for version in versions
    }


def with_origins_of_source(
    article: Article, document: ArticleDocument, made_from: int
) -> ArticleDocument:
    """Return `document`, made from that version, with blocks of the article's source of now.

    An import may have brought another source since, in which the same number is another block.
    """
    imported = Version.objects.filter(
        article=article, source__isnull=False, number__gt=made_from
    ).order_by("-number")
    last = imported.first()
    return with_origins_of_only(document, last.document()) if last else document


@transaction.atomic
def save(
    article_id: int,
    document: ArticleDocument,
    *,
    base: int,
    reason: Reason,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
    source_id: int | None = None,
    parser_version: int | None = None,
    reviewed: Collection[int] = (),
) -> Saved:
    """Save `document`, which was made from version `base`; raise `StaleSave` if that is history.

    An equal document makes no version. With `source_id` the article follows that source from now
    on. `reviewed` names the blocks whose labels the author confirms, as they are now.
    """
    locked = lock_articles([article_id]).get(article_id)
    if locked is None:
        raise Article.DoesNotExist(f"There is no article {article_id} any more")
    article = locked.article
    if article.version != base:
        raise StaleSave(base, article, locked.document)
    change = ArticleChange(locked, document, reason, source_id, parser_version=parser_version)
    answered = ReviewCounts()
    if reason is not Reason.IMPORT:
        answered = record_reviews(article, document, reviewed, author)
        resolve_adopted(article, document, author)
    changed = change.changes_anything
    save_many([change], author=author, run=run)
    return Saved(article.version, changed=changed, answered=answered)


@transaction.atomic
def save_many(
    changes: Sequence[ArticleChange],
    *,
    author: AbstractBaseUser | None = None,
    run: ImportRun | None = None,
) -> None:
    """Write changes of locked articles, each as a new version; what changes nothing is left."""
    changes = [change for change in changes if change.changes_anything]
    if not changes:
        return
    now = timezone.now()
    author_id = author.pk if author else None
    for change in changes:
        _stamp(change, now, author_id)
    flat = {change.locked.article.pk: article_rows(change.document) for change in changes}
    sync_rows(flat)
    set_article_pictures(
        {
            change.locked.article.pk: pictures_of_paragraphs(change.document.paragraphs())
            for change in changes
            if change.changes_pictures
        }
    )
    look_for_duplicates(
        {
            change.locked.article.pk: shown_texts(flat[change.locked.article.pk])
            for change in changes
            if change.changes_text
        },
        run,
    )
    set_article_words(
        {
            article.pk: words_for_editors(flat[article.pk], article.slug, article.external_id)
            for article in (change.locked.article for change in changes)
        },
        now,
    )
    update(
        Article,
        _CHANGED_FIELDS,
        [
            (
                *(getattr(article, name) for name in _CHANGED_FIELDS[:5]),
                json_value(article.bylines),
                article.language,
                *metadata_values(flat[article.pk].metadata),
                article.version,
                article.source_id,
                datetime_value(now),
                author_id,
                article.pk,
            )
            for article in (change.locked.article for change in changes)
        ],
    )
    insert(
        Version,
        VERSION_FIELDS,
        [
            (
                change.locked.article.pk,
                change.locked.article.version,
                flat[change.locked.article.pk].packed.json,
                change.reason.value,
                datetime_value(now),
                author_id,
                run.pk if run else None,
                change.source_id,
                change.parser_version,
                _imported(change),
            )
            for change in changes
        ],
    )
    keep_changed([change.locked.article.pk for change in changes])


def _stamp(change: ArticleChange, now: datetime, author_id: int | None) -> None:
    """Bring the article in line that the caller holds, too."""
    article, document = change.locked.article, change.document
    article.version += 1
    article.changed_at = now
    article.changed_by_id = author_id
    article.source_id = change.follows
    article.headline = document.headline.text
    article.headline_origin = document.headline.origin
    article.headline_provisional = document.headline_provisional
    article.standfirst = document.standfirst.text
    article.standfirst_origin = document.standfirst.origin
    article.bylines = list(document.bylines)
    article.language = document.language
    for column, value in zip(METADATA_COLUMNS, column_values(document.metadata), strict=True):
        setattr(article, column, value)


def _imported(change: ArticleChange) -> bytes | None:
    if change.imported in (None, change.document):
        return None
    assert change.imported
    return packed_json(change.imported.to_json())


@transaction.atomic
def rename(article_id: int, slug: str, *, author: AbstractBaseUser | None = None) -> None:
    """Give an article another slug; readers see it when it is published. Raises `SlugTaken`."""
    article = Article.objects.for_change().get(pk=article_id)
    if slug == article.slug:
        return
    if slug in taken_slugs([slug], apart_from=article):
        raise SlugTaken(slug)
    article.slug = slug
    article.changed_at = timezone.now()
    article.changed_by_id = author.pk if author else None
    article.save(update_fields=["slug", "changed_at", "changed_by"])
    keep_states([article_id])
    index_articles([article.pk])


@transaction.atomic
def detach(article_id: int) -> bool:
    """Let an article go its own way: imports leave it. Return False where it did already."""
    attached = Article.objects.filter(pk=article_id, detached_at=None, source__isnull=False)
    return bool(attached.update(detached_at=timezone.now()))


@transaction.atomic
def attach(article_id: int) -> bool:
    """Let an article follow its source again: the next import merges what is new there."""
    detached = Article.objects.filter(pk=article_id, detached_at__isnull=False)
    return bool(detached.update(detached_at=None))
