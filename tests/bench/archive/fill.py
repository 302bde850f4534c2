"""A database with so many articles as years of work leave it: read, published, changed, withdrawn.

Rows are written by the functions that an import calls in the end; what comes before, reading and
labelling, is left out. The clock is moved, so that each of them has a moment of its own. Of very
many articles most are copies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from unittest.mock import patch

from django.db import transaction
from django.utils import timezone

from articles import store
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.article.rows import article_rows
from articles.models import Article, Conflict, ImportRun, LabelReview, SourceDocument
from articles.models.version import Reason
from articles.publishing.publish import publish, publish_new, withdraw_many
from tests.bench.archive.multiply import multiply
from tests.bench.archive.writing import RARE_IN, Writing

# Beyond so many, articles are copied.
WRITTEN: Final = 20_000
_TOGETHER: Final = 200
_YEARS: Final = timedelta(days=730)


def fill(first: int, last: int, written: int = WRITTEN) -> None:
    """Add the articles of these numbers, the last left out; copies beyond those to be written."""
    if first < written:
        _write(first, min(last, written))
    if last > written:
        multiply(last, RARE_IN)


def _write(first: int, last: int) -> None:
    writing = Writing()
    run = ImportRun.objects.create(parser_version=1, finished_at=timezone.now())
    now = timezone.now()
    numbers = range(first, last)
    for start in range(first, last, _TOGETHER):
        moment = now - _YEARS * ((last - start) / len(numbers))
        with _clock_at(moment), transaction.atomic():
            _add(writing, numbers[start - first : start - first + _TOGETHER], run, now)


@contextmanager
def _clock_at(moment: datetime) -> Iterator[None]:
    with patch("django.utils.timezone.now", return_value=moment):
        yield


def _add(writing: Writing, numbers: Sequence[int], run: ImportRun, now: datetime) -> None:
    moment = timezone.now()
    documents = [
        writing.article(
            number, (moment - timedelta(seconds=number % 86_400)).astimezone(UTC),
            with_rare=number < RARE_IN,
        )
        for number in numbers
    ]  # fmt: skip
    sources = _add_sources(numbers, documents, run)
    keys = store.create_many(
        [
            store.NewArticle(article_rows(document), f"article-{number}", _key(number), source)
            for number, document, source in zip(numbers, documents, sources, strict=True)
        ],
        reason=Reason.IMPORT,
        run=run,
    )
    _live(Random(numbers[0]), dict(zip(keys, documents, strict=True)), sources, run, now)


def _live(
    random: Random,
    articles: dict[int, ArticleDocument],
    sources: Sequence[int],
    run: ImportRun,
    now: datetime,
) -> None:
    """Do with articles what a newsroom does: of a hundred, 95 are live in the end."""
    fates = random.choices(
        ["live", "draft", "withdrawn", "changed", "published again", "scheduled"],
        [93.6, 3, 2, 0.6, 0.6, 0.2],
        k=len(articles),
    )
    of = {
        fate: [key for key, each in zip(articles, fates, strict=True) if each == fate]
        for fate in fates
    }
    unpublished = {*of.get("draft", ()), *of.get("scheduled", ())}
    publish_new([key for key in articles if key not in unpublished])
    withdraw_many(of.get("withdrawn", []))
    for key in (*of.get("changed", ()), *of.get("published again", ())):
        headline = f"{articles[key].headline.text} again"
        changed = replace(articles[key], headline=Line(headline))
        store.save(key, changed, base=1, reason=Reason.EDIT)
    for key in of.get("published again", ()):
        publish(Article.objects.get(pk=key))
    for key in of.get("scheduled", ()):
        publish(Article.objects.get(pk=key), live_from=now + timedelta(days=1 + key % 30))
    waiting = [pair for pair in zip(articles, sources, strict=True) if random.random() < 0.04]
    LabelReview.objects.bulk_create(
        LabelReview(
            article_id=key, source_id=source, origin=3, label="body", alternative="noise",
            reason="Reads so", confidence=0.6,
        )
        for key, source in waiting
    )  # fmt: skip
    Conflict.objects.bulk_create(
        Conflict(article_id=key, part="headline", run=run) for key, _ in waiting[::4]
    )


def _add_sources(
    numbers: Sequence[int], documents: Sequence[ArticleDocument], run: ImportRun
) -> Sequence[int]:
    sources = SourceDocument.objects.bulk_create(
        SourceDocument(
            external_id=_key(number), digest=f"{number:032x}", file=f"wire/{_key(number)}",
            format="json" if number % 3 else "literal", content=document.headline.text.encode(),
            size=len(document.headline.text), url=document.metadata.url,
            publisher=document.metadata.publisher, parser_version=1, run=run,
            published_at=datetime.fromisoformat(document.metadata.published),
        )
        for number, document in zip(numbers, documents, strict=True)
    )  # fmt: skip
    return [source.pk for source in sources]


def _key(number: int) -> str:
    return f"{number:07}.json"
