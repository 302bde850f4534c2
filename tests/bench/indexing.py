"""What it costs to make articles findable: their words made and stored, as an import does it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.documents.article.rows import ArticleRows, article_rows
from articles.importing.pipeline import TOGETHER
from articles.models import ArticleWords, Version
from articles.search.index import add_article_words
from articles.search.texts import words_for_editors
from tests.bench.timing import timed


def time_indexing(count: int) -> float:
    """Index the newest `count` articles once more, in as many at a time; return CPU seconds."""
    current = Version.objects.filter(number=F("article__version")).select_related("article")
    articles = {
        each.article_id: (article_rows(each.document()), each.article.slug)
        for each in current.order_by("-article")[:count]
    }
    ArticleWords.objects.filter(article__in=articles).delete()
    return timed(lambda: _index(articles)).cpu


def _index(articles: Mapping[int, tuple[ArticleRows, str]]) -> None:
    keys = list(articles)
    for start in range(0, len(keys), TOGETHER):
        words = {key: words_for_editors(*articles[key]) for key in keys[start : start + TOGETHER]}
        # Committed: SQLite writes its index then.
        with transaction.atomic():
            add_article_words(words, timezone.now())
