"""An editor's decision on changes of a source -> the article, and the changes closed."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.conflict import Passage
from articles.documents.revisions.resolve import resolve, with_current_origins
from articles.models import Article, Conflict, Version
from articles.models.conflict import Resolution
from articles.models.version import Reason
from articles.review.conflicts import close_conflict, conflict_of
from articles.store.save import Saved, load, save


class AlreadyResolved(Exception):
    """Somebody else, or an import, closed the change meanwhile; `change` says who and how."""

    def __init__(self, change: Conflict) -> None:
        super().__init__(change.get_resolution_display())
        self.change = change


def imported_document(article: Article) -> ArticleDocument | None:
    """Return the document as imported from the article's source: the base of the next merge."""
    version = (
        Version.objects.filter(article=article, source=article.source_id, source__isnull=False)
        .order_by("-number")
        .first()
    )
    return version.imported_document() if version else None


@transaction.atomic
def resolve_conflict(
    change: Conflict,
    choice: Resolution,
    *,
    base: int,
    author: AbstractBaseUser | None,
    manual: Sequence[Passage] = (),
) -> Saved:
    """Keep the current text, take the source's, or write `manual` (clean markup) in its place.

    `base` is the article's version that the decision was made from. Raises `StaleSave` if that is
    history, `AlreadyDecided` if the change is closed.
    """
    article = Article.objects.select_for_update().get(pk=change.article_id)
    change = Conflict.objects.select_related("resolved_by").get(pk=change.pk)
    if change.resolved_at:
        raise AlreadyResolved(change)
    return _decide(article, [change], choice, base, author, manual)


@transaction.atomic
def resolve_conflicts(
    article_id: int, choice: Resolution, *, base: int, author: AbstractBaseUser | None
) -> tuple[Saved, list[Conflict]]:
    """Keep the current text, or take the source's, wherever an article waits for a decision.

    Raises `StaleSave` as `decide` does; an import cannot ask anything more without a new version.
    """
    article = Article.objects.select_for_update().get(pk=article_id)
    changes = list(Conflict.objects.open().filter(article=article))
    return _decide(article, changes, choice, base, author), changes


def _decide(
    article: Article,
    changes: Sequence[Conflict],
    choice: Resolution,
    base: int,
    author: AbstractBaseUser | None,
    manual: Sequence[Passage] = (),
) -> Saved:
    document = load(article)
    if choice is not Resolution.OURS:
        imported = imported_document(article) or document
        for change in changes:
            conflict = with_current_origins(conflict_of(change), imported)
            passages = conflict.theirs if choice is Resolution.THEIRS else manual
            document = resolve(document, conflict, passages, imported)
    for change in changes:
        close_conflict(change, choice, author)
    return save(article.pk, document, base=base, reason=Reason.EDIT, author=author)
