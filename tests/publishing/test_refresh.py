"""A picture that readers may see no longer leaves live pages, and comes back where it stood."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.documents.article.kinds import Kind
from articles.models import Article, Edition, Picture
from articles.pictures.withdraw import bring_back_picture, withdraw_picture
from articles.publishing.publish import publish
from articles.publishing.refresh import refresh_pictures
from articles.publishing.work import take_out_pictures
from tests.make import make_article
from tests.pictures.make import make_picture
from tests.store.pictured import pictured

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture() -> Picture:
    return make_picture(alt="A pier in fog")


@pytest.fixture
def article(picture: Picture) -> Article:
    made = make_article(pictured(picture.sha256))
    publish(made)
    return made


def get(client: Client, article: Article, **headers: Any) -> Any:
    return client.get(f"/articles/{article.slug}/", headers=headers)


def test_one_that_is_withdrawn_leaves_its_page_and_lists(
    client: Client, article: Article, picture: Picture
) -> None:
    before = get(client, article)
    assert f"/pictures/{picture.sha256}/" in before.content.decode()
    withdraw_picture(picture, "The agency asked for it.")
    assert refresh_pictures([picture.sha256]) == 1
    after = get(client, article, if_none_match=before.headers["ETag"])
    assert after.status_code == 200
    assert picture.sha256 not in after.content.decode()
    assert picture.sha256 not in client.get("/").content.decode()


def test_one_that_comes_back_stands_where_it_stood(article: Article, picture: Picture) -> None:
    edition = article.editions.get()
    withdraw_picture(picture, "")
    refresh_pictures([picture.sha256])
    bring_back_picture(picture)
    refresh_pictures([picture.sha256])
    again = article.editions.get()
    assert (again.body, again.picture) == (edition.body, edition.picture)


def test_a_page_that_reads_the_same_is_left(article: Article, picture: Picture) -> None:
    assert refresh_pictures([picture.sha256]) == 0
    assert article.editions.get().linked_at is None


def test_a_scheduled_page_is_written_anew_too(picture: Picture) -> None:
    made = make_article(pictured(picture.sha256))
    publish(made, live_from=timezone.now() + timedelta(days=1))
    withdraw_picture(picture, "")
    assert refresh_pictures([picture.sha256]) == 1
    assert picture.sha256 not in Edition.objects.get().body


def test_links_still_lead_to_pages_here(picture: Picture) -> None:
    """Of a page that is written anew, each leads where it led."""
    text = 'See <a href="https://hesk.example/ferry">the ferry</a>.'
    made = make_article(pictured(picture.sha256).with_paragraph("p1", Kind.BODY, text))
    publish(made)
    led = Edition.objects.get().body
    withdraw_picture(picture, "")
    refresh_pictures([picture.sha256])
    assert "https://hesk.example/ferry" in led
    link = led.partition("See ")[2].partition("</a>")[0]
    assert link in Edition.objects.get().body


@pytest.mark.parametrize(("days", "changed"), [(-1, 1), (0, 0), (-14, 1), (-15, 0)])
def test_rights_that_are_over_take_it_out_by_night(
    article: Article, picture: Picture, days: int, changed: int
) -> None:
    picture.rights_until = timezone.localdate() + timedelta(days=days)
    picture.save()
    assert take_out_pictures.call() == changed
