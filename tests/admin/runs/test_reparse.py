"""The desk's way to parse stored documents again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.admin.runs import reparse as reparsing
from articles.documents.article.model import Line
from articles.documents.pipeline import PARSER_VERSION
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun, SourceDocument, Version
from articles.models.import_run import RunKind, RunState
from articles.models.version import Reason
from articles.undo.undo import Undo
from tests.admin.page import messages_of
from tests.documents.make import SENTENCE, make_source
from tests.make import EDITOR, make_editor, make_run, make_running
from tests.worked import work_off

RIGHTS = (*EDITOR, "view_importrun", "reparse_importrun")
ADDRESS = "/admin/articles/importrun/reparse/"
SECOND = "And the captain, who had slept until noon, could tell nobody what had happened at all."


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    """The browser of somebody who may parse documents again."""
    client.force_login(make_editor(*RIGHTS))
    return client


def bring(*keys: str) -> None:
    """Articles of which today's parser reads more than was imported."""
    list(import_documents([make_source(SENTENCE, external_id=key) for key in keys], Options()))
    for key in keys:
        source = make_source(SENTENCE, SECOND, external_id=key)
        kept = SourceDocument.objects.filter(external_id=key)
        kept.update(content=source.content, digest=source.digest, parser_version=1)


def ask(client: Client, **fields: Any) -> Any:
    return client.post(ADDRESS, fields)


def previewed(client: Client, **fields: Any) -> ImportRun:
    """Ask for a preview; gives its run."""
    response = ask(client, **fields)
    assert response.status_code == 302, response.context["form"].errors
    run = ImportRun.objects.get(kind=RunKind.PREVIEW)
    assert response["Location"] == page_of(run)
    return run


def page_of(run: ImportRun, name: str = "change") -> str:
    return reverse(f"admin:articles_importrun_{name}", args=[run.pk])


def shown(client: Client, run: ImportRun, query: str = "") -> str:
    return client.get(page_of(run) + query).content.decode()


def texts(key: str) -> list[str]:
    return [row.markup for row in Article.objects.get(external_id=key).paragraphs.all()]


def test_it_shows_word_by_word_what_would_change_and_changes_nothing(operator: Client) -> None:
    bring("a", "b")
    run = previewed(operator)
    page = shown(operator, run)
    assert "2 articles would change. Nothing has been stored yet." in page
    assert page.count(f"<ins>{SECOND}</ins>") == 2
    assert (texts("a"), Version.objects.count()) == ([SENTENCE], 2)


def test_what_was_shown_is_stored_with_a_click_and_leads_to_the_run(operator: Client) -> None:
    bring("a", "b")
    shown_run = previewed(operator, keys="a")
    response = operator.post(page_of(shown_run, "apply"))
    run = ImportRun.objects.get(kind=RunKind.REPARSE)
    assert response["Location"] == page_of(run)
    assert (run.updated, run.arguments, run.started_by) == (1, {"keys": "a"}, shown_run.started_by)
    assert (texts("a"), texts("b")) == ([SENTENCE, SECOND], [SENTENCE])
    page = shown(operator, run)
    assert f"<h1>Re-parse {run.pk} " in page
    assert "Undo" not in page


def test_a_preview_says_once_it_was_stored_and_asks_again_after_an_undo(operator: Client) -> None:
    bring("a")
    run = previewed(operator)
    operator.post(page_of(run, "apply"))
    stored = ImportRun.objects.get(kind=RunKind.REPARSE)
    page = shown(operator, run)
    assert f'<a href="{page_of(stored)}">{stored.name}</a> has stored this since.' in page
    assert "Nothing has been stored" not in page
    assert "Store the changes" not in page
    list(Undo(stored))
    assert "Store the changes" in shown(operator, run)


def test_an_editors_work_is_not_in_what_would_change(operator: Client) -> None:
    bring("a")
    article = Article.objects.get()
    document = replace(store.load(article), headline=Line("By hand"))
    store.save(article.pk, document, base=1, reason=Reason.EDIT)
    run = previewed(operator)
    assert run.merged == 1
    assert "<del>" not in shown(operator, run)
    operator.post(page_of(run, "apply"))
    assert Article.objects.get().headline == "By hand"


def test_ten_articles_are_shown_on_a_page(operator: Client) -> None:
    bring(*(f"wire-{number:02}" for number in range(12)))
    run = previewed(operator)
    first = operator.get(page_of(run))
    assert [each.item.external_id for each in first.context["changes"]][-1] == "wire-09"
    second = operator.get(page_of(run) + first.context["next"])
    assert [each.item.external_id for each in second.context["changes"]] == ["wire-10", "wire-11"]


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_takes_as_many_queries_for_any_number_of_articles(
    operator: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    bring(*(f"wire-{each}" for each in range(number)))
    run = previewed(operator)
    with django_assert_num_queries(24):
        shown(operator, run)


def test_one_outcome_can_be_asked_for(operator: Client) -> None:
    bring("a", "b")
    SourceDocument.objects.filter(external_id="b").update(format="papyrus")
    run = previewed(operator)
    page = shown(operator, run, "?outcome=rejected")
    assert "papyrus" in page
    assert SECOND not in page


def test_what_was_changed_since_is_shown_as_it_is_now(operator: Client) -> None:
    bring("a")
    run = previewed(operator)
    operator.post(page_of(run, "apply"))
    assert "Nothing would change in it any more." in shown(operator, run)


def test_where_nothing_would_change_there_is_nothing_to_store_but_that_it_was_read(
    operator: Client,
) -> None:
    list(import_documents([make_source(SENTENCE)], Options()))
    SourceDocument.objects.update(parser_version=1)
    page = shown(operator, previewed(operator, outdated="on"))
    assert "Nothing would change." in page
    assert f"Record that parser {PARSER_VERSION} has read them" in page


@pytest.mark.parametrize("fields", [{"publisher": "Nobody"}, {"keys": "none-*"}, {"keys": "a\0"}])
def test_what_fits_no_document_is_told_on_the_form(
    operator: Client, fields: dict[str, str]
) -> None:
    bring("a")
    assert ask(operator, **fields).context["form"].errors
    assert not ImportRun.objects.filter(kind=RunKind.PREVIEW).exists()


def test_it_tells_whether_nothing_fits_or_nothing_is_outdated(operator: Client) -> None:
    list(import_documents([make_source(SENTENCE)], Options()))
    for fields, told in (
        ({"publisher": "Nobody", "outdated": "on"}, "No article follows a document that fits."),
        ({"outdated": "on"}, f"Parser {PARSER_VERSION} has read every document already."),
    ):
        assert told in ask(operator, **fields).content.decode()


def test_only_those_with_the_right_see_the_pages(client: Client, db: None) -> None:
    bring("a")
    preview = make_run(kind=RunKind.PREVIEW)
    client.force_login(make_editor(*EDITOR, "view_importrun"))
    assert "Parse again" not in client.get("/admin/articles/importrun/").content.decode()
    assert client.get(ADDRESS).status_code == 403
    assert client.get(page_of(preview)).status_code == 403
    assert client.post(page_of(preview, "apply")).status_code == 403


def test_the_list_leads_to_it_and_leaves_previews_out(operator: Client) -> None:
    make_run(kind=RunKind.PREVIEW, arguments={"keys": "nobody-sees-this"})
    page = operator.get("/admin/articles/importrun/").content.decode()
    assert ADDRESS in page
    assert "nobody-sees-this" not in page


def test_a_link_cannot_store_anything(operator: Client) -> None:
    run = make_run(kind=RunKind.PREVIEW)
    assert operator.get(page_of(run, "apply")).status_code == 405


def test_only_what_was_shown_can_be_stored(operator: Client) -> None:
    assert operator.post(page_of(make_run(), "apply")).status_code == 404


@pytest.mark.parametrize("how", ["running", "stopped"])
def test_what_was_not_looked_at_to_the_end_cannot_be_stored(operator: Client, how: str) -> None:
    bring("a")
    ended = timezone.now() if how == "stopped" else None
    run = make_running(kind=RunKind.PREVIEW, unchanged=1, stopped_at=ended)
    [told] = messages_of(operator, operator.post(page_of(run, "apply")))
    assert told.startswith("Nothing was done")
    assert not ImportRun.objects.filter(kind=RunKind.REPARSE).exists()


def test_many_documents_are_left_to_a_worker_and_the_page_says_if_there_is_none(
    operator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring("a")
    monkeypatch.setattr(reparsing, "MOST_AT_ONCE", 0)
    ask(operator)
    run = ImportRun.objects.get(kind=RunKind.PREVIEW)
    # However long it waits.
    ImportRun.objects.update(seen_at=timezone.now() - timedelta(days=1))
    assert run.state is RunState.RUNNING
    page = shown(operator, run)
    assert "No worker has begun with it yet. No worker answers." in page
    work_off()
    run.refresh_from_db()
    assert (run.state, run.updated + run.unchanged) == (RunState.FINISHED, 1)


def test_the_history_says_by_which_parser_a_version_was_read(operator: Client) -> None:
    bring("a")
    operator.post(page_of(previewed(operator), "apply"))
    address = reverse("admin:articles_article_history", args=[Article.objects.get().pk])
    page = operator.get(address).content.decode()
    assert f'Re-parse <span class="quiet">parser {PARSER_VERSION}</span>' in page
