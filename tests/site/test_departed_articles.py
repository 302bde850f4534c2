"""What a reader finds where an article once was."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.site.make import hours, make_article, make_edition

pytestmark = pytest.mark.django_db

OLD = "/articles/old-slug/"


def test_a_withdrawn_article_is_gone(client: Client) -> None:
    make_edition("old-slug", headline="Nobody may read this", live_until=hours(-0.5))
    response = client.get(OLD)
    assert response.status_code == 410
    assert "No longer available" in response.content.decode()
    assert "Nobody may read this" not in response.content.decode()


def test_a_withdrawn_article_with_a_scheduled_edition_is_gone_until_then(client: Client) -> None:
    edition = make_edition("old-slug", live_until=hours(-0.5))
    make_edition("old-slug", article=edition.article, live_from=hours(1))
    assert client.get(OLD).status_code == 410


def test_the_readers_of_an_older_slug_are_sent_on(client: Client) -> None:
    edition = make_edition("old-slug", live_from=hours(-9), live_until=hours(-3))
    make_edition("new-slug-新", article=edition.article, live_from=hours(-3))
    response = client.get(OLD)
    assert response.status_code == 301
    assert response.headers["Location"] == "/articles/new-slug-%E6%96%B0/"


def test_a_redirect_is_asked_for_again_because_a_slug_can_come_back(client: Client) -> None:
    edition = make_edition("old-slug", live_from=hours(-9), live_until=hours(-3))
    make_edition("new-slug", article=edition.article, live_from=hours(-3))
    assert client.get(OLD).headers["Cache-Control"] == "public, no-cache"


def test_nobody_is_sent_to_an_address_that_is_only_scheduled(client: Client) -> None:
    edition = make_edition("old-slug", live_from=hours(-9), live_until=hours(-3))
    make_edition("new-slug", article=edition.article, live_from=hours(3))
    assert client.get(OLD).status_code == 410
    assert client.get("/articles/new-slug/").status_code == 404


def test_an_older_slug_of_a_withdrawn_article_is_gone_too(client: Client) -> None:
    edition = make_edition("old-slug", live_from=hours(-9), live_until=hours(-3))
    make_edition("new-slug", article=edition.article, live_from=hours(-3), live_until=hours(-1))
    assert client.get(OLD).status_code == 410


def test_a_slug_belongs_to_the_article_that_is_live_under_it(client: Client) -> None:
    make_edition("old-slug", live_from=hours(-9), live_until=hours(-3), article=make_article("a"))
    make_edition("old-slug", headline="Mine now", article=make_article("b"))
    assert "<h1>Mine now</h1>" in client.get(OLD).content.decode()


def test_of_two_articles_live_under_one_slug_the_later_is_shown(client: Client) -> None:
    first, second = make_article("a"), make_article("b")
    make_edition("old-slug", headline="Later", live_from=hours(-1), article=first)
    make_edition(
        "old-slug", headline="Earlier", live_from=hours(-2), live_until=hours(1), article=second
    )
    assert "<h1>Later</h1>" in client.get(OLD).content.decode()


@pytest.mark.parametrize("live_until", [None, -0.5], ids=["never published", "withdrawn"])
def test_telling_it_takes_two_queries(
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    live_until: float | None,
) -> None:
    make_edition("another")
    if live_until:
        make_edition("old-slug", live_until=hours(live_until))
    with django_assert_num_queries(2):
        client.get(OLD)


def test_an_edition_that_was_cancelled_was_never_there(client: Client) -> None:
    moment = hours(-1)
    make_edition("old-slug", live_from=moment, live_until=moment)
    assert client.get(OLD).status_code == 404


def test_the_live_edition_is_shown_though_a_later_one_came_and_went(client: Client) -> None:
    make_edition("old-slug", headline="Stays", live_until=hours(1), article=make_article("a"))
    make_edition("old-slug", headline="Went", live_until=hours(-0.1), article=make_article("b"))
    assert "<h1>Stays</h1>" in client.get(OLD).content.decode()
