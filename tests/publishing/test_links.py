"""Links between published articles lead to the pages here, and back where one goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.source import SourceMetadata
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.locks import PUBLISH_LOCK
from articles.models import Article, Edition, ImportRun, Link
from articles.models.edition import EditionLink
from articles.models.version import Reason
from articles.pictures.shown import address
from articles.publishing import links as linking
from articles.publishing import publish as publishing
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE, make_document, make_section, make_source
from tests.make import make_article, make_imported
from tests.publishing.linked import CREW, FERRY, body, led, make_at, out, page_of

PORT = "https://harbour.example/port"

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("first", ["ferry", "crew"])
def test_a_link_leads_to_the_article_whichever_was_published_first(first: str) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    for article in (ferry, crew) if first == "ferry" else (crew, ferry):
        publishing.publish(article)
    assert led(page_of(crew), CREW) in body(ferry)


def test_articles_of_one_import_lead_to_each_other() -> None:
    sources = [
        make_source(
            f'{SENTENCE} <a href="{to}" title="So">here</a>',
            external_id=url,
            metadata=SourceMetadata(url=url),
        )
        for url, to in ((FERRY, CREW), (CREW, FERRY))
    ]
    list(import_documents(sources, Options(publish=True)))
    ferry, crew = (Article.objects.get(external_id=url) for url in (FERRY, CREW))
    assert led(page_of(crew), CREW) in body(ferry)
    assert led(page_of(ferry), FERRY) in body(crew)


def test_a_draft_is_never_led_to() -> None:
    ferry, _ = make_at(FERRY, CREW), make_at(CREW)
    publishing.publish(ferry)
    assert out(CREW) in body(ferry)


def test_an_article_that_is_withdrawn_leaves_the_page_as_if_it_had_never_been() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    before = publishing.publish(ferry).body
    publishing.publish(crew)
    assert body(ferry) != before
    publishing.withdraw(crew)
    assert body(ferry) == before
    publishing.publish(crew)
    assert led(page_of(crew), CREW) in body(ferry)


def test_the_text_keeps_the_address_that_it_came_with() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    assert Link.objects.get().url == CREW
    assert f'href="{CREW}"' in ferry.paragraphs.get().markup
    ferry.refresh_from_db()
    assert ferry.version == 1


def test_a_link_follows_an_article_to_its_new_slug_once_readers_do() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW, slug="the-crew")
    for article in (ferry, crew):
        publishing.publish(article)
    store.rename(crew.pk, "all-hands")
    assert "/the-crew/" in body(ferry)
    publishing.publish(crew)
    assert "/all-hands/" in body(ferry)


def test_a_link_to_a_place_in_an_article_still_leads_to_it() -> None:
    ferry, crew = make_at(FERRY, f"{CREW}#cook", FERRY + "#top"), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    assert led(f"{page_of(crew)}#cook", f"{CREW}#cook") in body(ferry)
    assert led(f"{page_of(ferry)}#top", f"{FERRY}#top") in body(ferry)


def test_an_article_is_known_by_each_spelling_of_its_address() -> None:
    other = "http://www.harbour.example/crew/"
    ferry, crew = make_at(FERRY, other), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    assert led(page_of(crew), other) in body(ferry)


def test_of_two_articles_of_one_address_the_first_is_led_to_while_it_is_live() -> None:
    ferry = make_at(FERRY, CREW)
    first, second = (make_imported(SENTENCE, metadata=SourceMetadata(url=CREW)) for _ in "12")
    for article in (second, first, ferry):
        publishing.publish(article)
    assert led(page_of(first), CREW) in body(ferry)
    publishing.withdraw(first)
    assert led(page_of(second), CREW) in body(ferry)


def test_what_is_scheduled_is_led_to_from_the_next_act_after_it_began() -> None:
    ferry, crew, other = make_at(FERRY, CREW), make_at(CREW), make_article()
    publishing.publish(ferry)
    scheduled = publishing.publish(crew, live_from=timezone.now() + timedelta(hours=1))
    publishing.publish(other)
    assert out(CREW) in body(ferry)
    Edition.objects.filter(pk=scheduled.pk).update(live_from=timezone.now() - timedelta(hours=1))
    publishing.withdraw(other)
    assert led(page_of(crew), CREW) in body(ferry)
    assert not Edition.objects.filter(pk=scheduled.pk, links_due=True).exists()


def test_a_scheduled_edition_begins_with_the_links_of_its_time() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    scheduled = publishing.publish(ferry, live_from=timezone.now() + timedelta(hours=1))
    publishing.publish(crew)
    scheduled.refresh_from_db()
    assert led(page_of(crew), CREW) in scheduled.body
    publishing.withdraw(crew)
    scheduled.refresh_from_db()
    assert out(CREW) in scheduled.body


def act_of(name: str, article: Article) -> None:
    match name:
        case "publish":
            publishing.publish(article)
        case "publish new":
            publishing.publish_new([article.pk])
        case "publish updates":
            publishing.publish_updates([article.pk])
        case "withdraw":
            publishing.withdraw(article)
        case "delete":
            store.delete([article.pk])
        case "restore":
            Article.objects.filter(pk=article.pk).update(deleted_at=timezone.now())
            store.undelete(article.pk)
        case "discard":
            store.discard([article.pk])
        case "erase":
            publishing.erase(Edition.objects.filter(article=article))
        case _:
            list(
                import_documents(
                    [make_source(SENTENCE, external_id="other")], Options(publish=True)
                )
            )


@pytest.mark.skipif(connection.vendor != "postgresql", reason="one writes at a time")
@pytest.mark.parametrize(
    "name",
    [
        "publish",
        "publish new",
        "publish updates",
        "withdraw",
        "delete",
        "restore",
        "discard",
        "erase",
        "import",
    ],
)
def test_each_act_waits_for_its_turn_before_it_locks_a_row(name: str) -> None:
    article = make_at(FERRY)
    with CaptureQueriesContext(connection) as queries:
        act_of(name, article)
    statements = [query["sql"] for query in queries]
    turn = next(at for at, sql in enumerate(statements) if f"lock({PUBLISH_LOCK})" in sql)
    assert not any("FOR UPDATE" in sql for sql in statements[:turn])


def test_no_link_is_left_to_an_article_that_is_deleted() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    store.delete([crew.pk])
    assert out(CREW) in body(ferry)
    store.discard([ferry.pk])
    assert not EditionLink.objects.exists()


def test_no_link_is_left_to_an_article_whose_import_is_undone() -> None:
    ferry = make_at(FERRY, CREW)
    publishing.publish(ferry)
    source = make_source(SENTENCE, external_id="crew", metadata=SourceMetadata(url=CREW))
    list(import_documents([source], Options(publish=True)))
    assert "data-original" in body(ferry)
    list(Undo(ImportRun.objects.latest("pk")))
    assert out(CREW) in body(ferry)


def test_no_link_is_left_where_an_undo_makes_an_article_a_draft_again() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    publishing.publish(ferry)
    source = make_source(
        f"{SENTENCE} {SENTENCE}", external_id=crew.external_id, metadata=SourceMetadata(url=CREW)
    )
    list(import_documents([source], Options(publish=True)))
    assert "data-original" in body(ferry)
    list(Undo(ImportRun.objects.latest("pk")))
    assert not crew.editions.live().exists()
    assert out(CREW) in body(ferry)


def test_readers_follow_an_address_that_an_editor_changed_once_it_is_published() -> None:
    ferry, crew = make_at(FERRY, CREW, f"{CREW}-2"), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    document = store.load(crew)
    moved = replace(document, metadata=replace(document.metadata, url=f"{CREW}-2"))
    store.save(crew.pk, moved, base=1, reason=Reason.EDIT)
    assert led(page_of(crew), CREW) in body(ferry)
    publishing.publish(crew)
    assert out(CREW) in body(ferry)
    assert led(page_of(crew), f"{CREW}-2") in body(ferry)


def test_a_preview_leads_where_the_edition_would() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    publishing.publish(crew)
    preview = publishing.draft_edition(ferry, store.load(ferry), address)
    assert led(page_of(crew), CREW) in preview.body
    assert not ferry.editions.exists()


def test_text_that_only_looks_like_a_link_is_left_alone() -> None:
    shown = '&lt;a rel="noopener" href="https://harbour.example/crew"&gt;'
    ferry = make_imported(f"{SENTENCE} {shown}", metadata=SourceMetadata(url=FERRY))
    publishing.publish(ferry)
    publishing.publish(make_at(CREW))
    assert f'{shown}<a class="permalink"' in body(ferry)


def test_readers_who_have_the_page_are_told_that_it_changed(client: Client) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    address = publishing.publish(ferry).get_absolute_url()
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    publishing.publish(crew)
    response = client.get(address, headers={"If-None-Match": tag})
    assert response.status_code == 200
    assert page_of(crew) in response.content.decode()
    publishing.publish(make_article())
    assert client.get(address).headers["ETag"] == response.headers["ETag"]


def test_a_page_with_links_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    for article in (ferry, crew):
        publishing.publish(article)
    address = page_of(ferry)
    with django_assert_num_queries(1):
        client.get(address)


def test_many_articles_that_lead_to_each_other_take_no_more_queries(
    django_assert_max_num_queries: Any,
) -> None:
    def publish(count: int, site: str) -> None:
        urls = [f"https://{site}.example/{number}" for number in range(count)]
        articles = [
            make_at(url, *urls[max(0, number - 3) : number + 3]) for number, url in enumerate(urls)
        ]
        with django_assert_max_num_queries(40):
            publishing.publish_new([article.pk for article in articles])
        assert all("data-original" in body(article) for article in articles)

    publish(2, "few")
    publish(20, "many")


def test_an_article_without_an_address_or_a_link_is_published_as_before() -> None:
    edition = publishing.publish(make_article(make_document(make_section("s1"))))
    assert edition.url_hash is None
    assert not EditionLink.objects.exists()


def test_an_article_is_known_by_its_sources_address_where_its_text_names_none() -> None:
    ferry, crew = make_at(FERRY, CREW), make_at(CREW)
    document = store.load(crew)
    nameless = replace(document, metadata=replace(document.metadata, url=""))
    store.save(crew.pk, nameless, base=1, reason=Reason.EDIT)
    crew.refresh_from_db()
    for article in (ferry, crew):
        publishing.publish(article)
    assert led(page_of(crew), CREW) in body(ferry)


def test_however_many_pages_lead_to_an_article_none_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(linking, "_TOGETHER", 1)
    many = [make_at(f"{FERRY}/{number}", CREW, PORT) for number in range(3)]
    crew, port = make_at(CREW), make_at(PORT)
    for article in (*many, crew, port):
        publishing.publish(article)
    for article in many:
        assert led(page_of(crew), CREW) in body(article)
        assert led(page_of(port), PORT) in body(article)
