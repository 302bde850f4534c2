"""The article's history: its versions, and the way back to one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.test import Client

from articles import store
from articles.documents.pipeline import PARSER_VERSION
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun
from articles.models.version import Reason
from articles.undo.undo import Undo
from tests.admin.page import address, press
from tests.documents.make import SENTENCE, make_document, make_source
from tests.make import make_article


def version_page(article: Article, number: int) -> str:
    return f"/admin/articles/article/{article.pk}/history/{number}/"


def test_it_lists_every_version(desk: Client) -> None:
    article = make_article()
    press(desk, article, "_publish", headline="The second")
    page = desk.get(address(article, "history")).content.decode()
    assert "Version 1" in page
    assert "Version 2" in page
    assert "Live since" in page


def test_a_version_shows_what_it_changed(desk: Client) -> None:
    article = make_article()
    press(desk, article, headline="The second")
    page = desk.get(version_page(article, 2)).content.decode()
    assert "A ferry leaves on time" in page
    assert "The second" in page


def test_restoring_is_a_new_version(desk: Client) -> None:
    article = make_article()
    press(desk, article, headline="The second")
    desk.post(version_page(article, 1), {"base": "2"})
    article.refresh_from_db()
    assert store.load(article) == make_document()
    assert article.version == 3
    assert article.versions.get(number=3).reason == Reason.RESTORE


def test_restoring_over_a_newer_version_is_refused(desk: Client) -> None:
    article = make_article()
    press(desk, article, headline="The second")
    press(desk, article, headline="The third")
    response = desk.post(version_page(article, 1), {"base": "2"}, follow=True)
    assert "version 3 was saved meanwhile" in response.content.decode()
    assert Article.objects.get().headline == "The third"


def test_a_restored_block_is_one_of_the_source_that_came_since(desk: Client) -> None:
    for strings in ((SENTENCE, "Is it so?"), ("Something new.", SENTENCE)):
        list(import_documents([make_source(*strings)], Options()))
    article = Article.objects.get()
    desk.post(version_page(article, 1), {"base": "2"})
    assert list(article.paragraphs.values_list("markup", "origin")) == [
        (SENTENCE, 1),
        ("Is it so?", None),
    ]


def test_a_restored_version_says_by_which_parser_it_was_read(desk: Client) -> None:
    list(import_documents([make_source(SENTENCE)], Options()))
    article = Article.objects.get()
    press(desk, article, headline="By hand")
    desk.post(version_page(article, 1), {"base": "2"})
    assert article.versions.get(number=3).parser_version == PARSER_VERSION
    assert (
        f"as parser {PARSER_VERSION} reads" in desk.get(version_page(article, 3)).content.decode()
    )


def test_it_tells_the_undo_of_an_import_from_an_editors_restoring(desk: Client) -> None:
    for strings in ((SENTENCE,), (SENTENCE, "More.")):
        importing = import_documents([make_source(*strings)], Options())
        list(importing)
    assert importing.run
    list(Undo(importing.run))
    article = Article.objects.get()
    for page in (address(article, "history"), version_page(article, 3)):
        assert f"Undo of import {importing.run.pk}" in desk.get(page).content.decode()


def test_a_run_is_named_with_its_moment_as_the_rest_of_the_desk_shows_it(
    desk: Client, settings: Any
) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    importing = import_documents([make_source(SENTENCE)], Options())
    list(importing)
    ImportRun.objects.update(started_at=datetime(2026, 11, 27, 20, 5, tzinfo=UTC))
    page = desk.get(address(Article.objects.get(), "history")).content.decode()
    assert f"Import {ImportRun.objects.get().pk} of 28 Nov 2026, 05:05" in page


def test_a_base_that_is_no_version_restores_nothing(desk: Client) -> None:
    article = make_article()
    press(desk, article, headline="The second")
    for base in ("1" * 5000, "²", ""):
        response = desk.post(version_page(article, 1), {"base": base})
        assert response["Location"] == version_page(article, 1)
    assert Article.objects.get().headline == "The second"
