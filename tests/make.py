"""Rows for tests, with defaults: articles as the store writes them, and people of the desk."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.contrib.auth.models import Permission, User
from django.utils import timezone

from articles import store
from articles.documents.article.model import ArticleDocument
from articles.documents.article.rows import article_rows
from articles.documents.source import Piece
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import (
    Article,
    Conflict,
    ImportRun,
    LabelReview,
    NoiseRule,
    RunItem,
    SourceDocument,
)
from articles.models.import_run import NOT_TAKEN, Outcome
from articles.models.noise_rule import NoiseState
from articles.models.version import Reason
from tests.documents.make import make_document, make_source

EDITOR = (
    "view_article", "add_article", "change_article", "publish_article", "view_sourcedocument",
)  # fmt: skip

_numbers = count(1)


def make_article(
    document: ArticleDocument | None = None, *, slug: str = "", reason: Reason = Reason.EDIT
) -> Article:
    new = store.NewArticle(
        article_rows(document or make_document()), slug or f"article-{next(_numbers)}"
    )
    return store.create(new, reason=reason)


def make_source_document(**fields: Any) -> SourceDocument:
    run = fields.pop("run", None) or make_run()
    values = {
        "external_id": f"source-{next(_numbers)}",
        "digest": "0",
        "format": "literal",
        "content": b"['One.']",
        **fields,
    }
    values = {"parser_version": run.parser_version, **values}
    return SourceDocument.objects.create(run=run, size=len(values["content"]), **values)


def make_change(article: Article, **fields: Any) -> Conflict:
    values = {"part": "headline", "run": make_run(), **fields}
    return Conflict.objects.create(article=article, **values)


def make_imported(*strings: str | Piece, **fields: Any) -> Article:
    """An article as an import of these strings makes it."""
    source = make_source(*strings, **{"external_id": f"source-{next(_numbers)}.txt", **fields})
    [result] = import_documents([source], Options())
    assert result.article
    return Article.objects.get(pk=result.article)


def follow(article: Article, document: ArticleDocument, **fields: Any) -> SourceDocument:
    """Let the article follow a newer source from now on, as this document."""
    source = make_source_document(**fields)
    store.save(
        article.pk,
        document,
        base=article.version,
        reason=Reason.IMPORT,
        run=source.run,
        source_id=source.pk,
    )
    article.refresh_from_db()
    return source


def make_label_review(article: Article, origin: int = 0, **fields: Any) -> LabelReview:
    """An open label review of the article's source, which it gets if it has none."""
    if article.source is None:
        article.source = make_source_document()
        Article.objects.filter(pk=article.pk).update(source=article.source)
    defaults = {"label": "body", "alternative": "noise", "reason": "Reads so", "confidence": 0.6}
    about = {"article": article, "source": article.source, "origin": origin}
    return LabelReview.objects.create(**{**defaults, **about, **fields})


def make_run(**fields: Any) -> ImportRun:
    """A run that took a minute and has ended, unless it is made otherwise."""
    now = timezone.now()
    ended = {"started_at": now - timedelta(minutes=1), "finished_at": now, "seen_at": now}
    return ImportRun.objects.create(**{"parser_version": 1, **ended, **fields})


def make_running(**fields: Any) -> ImportRun:
    return make_run(**{"finished_at": None, **fields})


def make_item(
    run: ImportRun | None = None, outcome: str = Outcome.CREATED, **fields: Any
) -> RunItem:
    """A document of the run, which counts it."""
    key = f"document-{next(_numbers)}.txt"
    why = {"reason": "is empty", "hint": "Remove it."} if outcome in NOT_TAKEN else {}
    run = run or make_run()
    if outcome in Outcome.values:
        setattr(run, outcome, getattr(run, outcome) + 1)
        run.save()
    defaults = {"outcome": outcome, "external_id": key, "file": f"seeds/{key}", **why}
    return RunItem.objects.create(run=run, **{**defaults, **fields})


def make_editor(*permissions: str) -> User:
    """A member of staff with these permissions of the articles app; without any: none."""
    user = User.objects.create_user(f"editor-{next(_numbers)}", is_staff=True)
    user.user_permissions.set(
        Permission.objects.filter(content_type__app_label="articles", codename__in=permissions)
    )
    return user


def make_noise_line(text: str, publisher: str = "", **fields: Any) -> NoiseRule:
    """A line that an editor called noise, unless it is made otherwise."""
    state = fields.setdefault("state", NoiseState.NOISE)
    decided = None if state == NoiseState.PROPOSED else timezone.now()
    return NoiseRule.objects.create(
        **{"text": text, "publisher": publisher, "decided_at": decided, **fields}
    )
