from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command

from articles import store
from articles.documents.article.model import Line
from articles.models import Article, ArticleWords, Edition, EditionWords
from articles.publishing.publish import publish
from articles.search.find import matching
from articles.search.query import parse_query
from articles.search.rebuild import ARTICLES, index_missing
from tests.documents.make import make_document
from tests.make import make_article

pytestmark = pytest.mark.django_db


def rebuild(*options: str) -> str:
    told = StringIO()
    call_command("rebuild_search", *options, stdout=told)
    return told.getvalue().strip()


def words() -> tuple[list[object], list[object]]:
    return (
        list(EditionWords.objects.order_by("pk").values_list("pk", "edition", "words")),
        list(ArticleWords.objects.order_by("pk").values_list("pk", "article", "words")),
    )


def make_some() -> None:
    publish(make_article(make_document(headline=Line("Pier closed"))))
    make_article(make_document(headline=Line("Pier draft")))
    store.delete([make_article(make_document(headline=Line("Pier deleted"))).pk])


def test_it_makes_the_very_words_that_were_stored() -> None:
    make_some()
    before = words()

    assert rebuild("--all") == "4 texts are indexed."

    assert words() == before
    assert matching(Edition.objects.live(), parse_query("pier")).count() == 1
    assert matching(Article.objects.all(), parse_query("pier")).count() == 2


def test_it_goes_on_where_it_stopped() -> None:
    make_some()
    before = words()
    ArticleWords.objects.exclude(article__headline="Pier draft").delete()

    assert rebuild() == "2 texts are indexed."

    assert words() == before
    assert rebuild() == "Everything is indexed."
    assert list(index_missing(ARTICLES)) == []


def test_a_prepared_site_finds_what_is_older_than_its_search() -> None:
    make_some()
    before = words()
    ArticleWords.objects.all().delete()
    EditionWords.objects.all().delete()

    call_command("prepare_newsroom", "--no-backup", stdout=StringIO())

    assert words() == before
