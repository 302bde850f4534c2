"""What people deleted or detached, an import leaves so, and says why."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from articles import store
from articles.documents.source import Source
from articles.importing.incoming import Result
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options
from articles.importing.reparse import reparse_documents
from articles.importing.sources.selection import Selection
from articles.models import Article, Edition, SourceDocument, Tombstone, Version
from articles.models.import_run import Outcome
from tests.documents.make import SENTENCE, make_source
from tests.make import make_article

pytestmark = pytest.mark.django_db

FIRST = make_source(SENTENCE)
CORRECTED = make_source(SENTENCE, "A correction.")


def run(*documents: Source, **options: Any) -> list[Result]:
    return list(import_documents(documents, Options(**options)))


def bring(purged: bool = False) -> Article:
    """An article that came in, and that ilse deleted."""
    [result] = run(FIRST)
    article = Article.objects.get(pk=result.article or 0)
    store.delete([article.pk], by=User.objects.create_user("ilse"))
    if purged:
        store.purge([article.pk])
    return article


@pytest.mark.parametrize("purged", [False, True])
@pytest.mark.parametrize("source", [FIRST, CORRECTED])
def test_what_was_deleted_does_not_come_back(source: Source, *, purged: bool) -> None:
    bring(purged)
    [result] = run(source, publish=True)
    assert result.outcome is Outcome.DELETED
    assert result.reason.startswith("was deleted here by ilse on ")
    assert "import again" in result.hint
    assert not Article.objects.exists()
    assert not Edition.objects.exists()
    assert SourceDocument.objects.count() == 1


def test_a_dry_run_says_the_same() -> None:
    bring()
    [result] = import_documents([CORRECTED], Options(), IMPORT.dry())
    assert result.outcome is Outcome.DELETED


def test_a_document_that_comes_twice_is_deleted_twice() -> None:
    bring()
    assert [each.outcome for each in run(FIRST, CORRECTED)] == [Outcome.DELETED] * 2


def test_what_is_restored_follows_its_source_again() -> None:
    article = bring()
    run(CORRECTED)
    store.undelete(article.pk)
    [result] = run(CORRECTED)
    assert result.outcome is Outcome.UPDATED


def test_what_is_lifted_comes_in_again() -> None:
    bring(purged=True)
    Tombstone.objects.all().delete()
    [result] = run(CORRECTED)
    assert result.outcome is Outcome.CREATED


def test_an_import_that_was_undone_can_be_repeated() -> None:
    [result] = run(FIRST)
    store.discard([result.article or 0])
    assert [each.outcome for each in run(FIRST)] == [Outcome.CREATED]


def make_detached() -> Article:
    [result] = run(FIRST)
    article = Article.objects.get(pk=result.article or 0)
    assert store.detach(article.pk)
    return article


def test_a_detached_article_stays_as_it_is() -> None:
    article = make_detached()
    [result] = run(CORRECTED, publish=True)
    assert (result.outcome, result.article) == (Outcome.DETACHED, article.pk)
    assert result.reason.startswith("its article goes its own way since ")
    assert not Edition.objects.exists()
    assert Version.objects.count() == 1


def test_a_detached_article_is_not_parsed_again() -> None:
    make_detached()
    assert not list(reparse_documents(Selection(), Options()))


def test_an_attached_article_follows_the_newest_source() -> None:
    article = make_detached()
    run(CORRECTED)
    assert store.attach(article.pk)
    assert [each.outcome for each in run(CORRECTED)] == [Outcome.UPDATED]


def test_what_has_no_source_is_not_detached() -> None:
    article = make_article()
    assert not store.detach(article.pk)
    assert not store.attach(article.pk)
