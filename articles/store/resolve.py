"""An editor's decision on conflicts -> the article, and the conflicts closed."""

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
    """Somebody else, or an import, closed the conflict meanwhile; `conflict` has who and how."""

    def __init__(self, conflict: Conflict) -> None:
        super().__init__(conflict.get_resolution_display())
        self.conflict = conflict


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
    conflict: Conflict,
    choice: Resolution,
    *,
    base: int,
    author: AbstractBaseUser | None,
    manual: Sequence[Passage] = (),
) -> Saved:
    """Keep the current text, take the source's, or write `manual` (clean markup) in its place.

    `base` is the article's version that the decision was made from. Raises `StaleSave` if that is
    history, `AlreadyResolved` if the conflict is closed.
    """
    article = Article.objects.for_change().get(pk=conflict.article_id)
    conflict = Conflict.objects.select_related("resolved_by").get(pk=conflict.pk)
    if conflict.resolved_at:
        raise AlreadyResolved(conflict)
    return _decide(article, [conflict], choice, base, author, manual)


@transaction.atomic
def resolve_conflicts(
    article_id: int, choice: Resolution, *, base: int, author: AbstractBaseUser | None
) -> tuple[Saved, list[Conflict]]:
    """Keep the current text, or take the source's, wherever an article waits for a decision.

    Raises `StaleSave` as `resolve_conflict` does; an import cannot ask anything more without a new
    version.
    """
    article = Article.objects.for_change().get(pk=article_id)
    conflicts = list(Conflict.objects.open().filter(article=article))
    return _decide(article, conflicts, choice, base, author), conflicts


def _decide(
    article: Article,
    conflicts: Sequence[Conflict],
    choice: Resolution,
    base: int,
    author: AbstractBaseUser | None,
    manual: Sequence[Passage] = (),
) -> Saved:
    document = load(article)
    if choice is not Resolution.OURS:
        imported = imported_document(article) or document
        for conflict in conflicts:
            merged = with_current_origins(conflict_of(conflict), imported)
            passages = merged.theirs if choice is Resolution.THEIRS else manual
            document = resolve(document, merged, passages, imported)
    for conflict in conflicts:
        close_conflict(conflict, choice, author)
    return save(article.pk, document, base=base, reason=Reason.EDIT, author=author)
