"""Readers get renditions of pictures that live editions show, and nothing else of any picture."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image
from pytest_django import DjangoAssertNumQueries

from articles.models import Picture
from articles.pictures.shown import address
from articles.pictures.stored import original_name, picture_storage, rendition_name
from articles.pictures.use import add_edition_pictures, set_article_pictures
from articles.pictures.withdraw import bring_back_picture, withdraw_picture
from articles.publishing.publish import publish, withdraw
from newsroom.security import POLICY
from tests.make import make_article
from tests.pictures.make import make_file, make_picture

pytestmark = pytest.mark.django_db


def make_published(picture: Picture | None = None, **options: Any) -> Picture:
    """A picture that an edition shows, live at once or as `publish` is told."""
    picture = picture or make_picture()
    edition = publish(make_article(), **options)
    add_edition_pictures({edition.pk: [picture.sha256]})
    return picture


def get(client: Client, picture: Picture, name: str = "480.jpg", **headers: str) -> Any:
    return client.get(f"/pictures/{picture.sha256}/{name}", headers=headers)


@pytest.mark.parametrize(("suffix", "media_type"), [("jpg", "image/jpeg"), ("avif", "image/avif")])
def test_a_live_editions_picture_is_served(client: Client, suffix: str, media_type: str) -> None:
    picture = make_published(make_picture(make_file(1000, 500)))
    response = client.get(address(picture.sha256, 960, suffix))
    assert response.status_code == 200
    assert Image.open(BytesIO(response.content)).size == (960, 480)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"] == POLICY
    assert "Set-Cookie" not in response.headers
    assert "Cookie" not in response.headers.get("Vary", "")


def test_it_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    picture = make_published()
    with django_assert_num_queries(1):
        assert get(client, picture).status_code == 200


def test_caches_keep_it_for_an_hour_and_then_ask(client: Client) -> None:
    picture = make_published()
    response = get(client, picture)
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    again = get(client, picture, if_none_match=response.headers["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    withdraw_picture(picture, "")
    assert get(client, picture, if_none_match=response.headers["ETag"]).status_code == 410


def test_before_an_edition_shows_it_nobody_gets_it(client: Client) -> None:
    picture = make_picture()
    set_article_pictures({make_article().pk: [picture.sha256]})
    response = get(client, picture)
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_a_schedule_needs_no_job(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now() + timedelta(hours=1)
    picture = make_published(live_from=moment)
    assert get(client, picture).status_code == 404
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert get(client, picture).status_code == 200


def test_when_its_article_is_withdrawn_it_is_gone(client: Client) -> None:
    picture, article = make_picture(), make_article()
    add_edition_pictures({publish(article).pk: [picture.sha256]})
    withdraw(article)
    response = get(client, picture)
    assert (response.status_code, response.headers["Content-Type"]) == (410, "text/plain")
    assert response.headers["Cache-Control"] == "public, no-cache"


def test_while_it_is_withdrawn_it_is_gone(client: Client) -> None:
    picture = make_published()
    withdraw_picture(picture, "The agency asked for it.")
    assert get(client, picture).status_code == 410
    bring_back_picture(picture)
    assert get(client, picture).status_code == 200


def test_after_its_rights_it_is_gone(client: Client) -> None:
    picture = make_published(make_picture(rights_until=timezone.localdate()))
    assert get(client, picture).status_code == 200
    Picture.objects.update(rights_until=timezone.localdate() - timedelta(days=1))
    assert get(client, picture).status_code == 410


@pytest.mark.parametrize(
    "name", ["481.jpg", "960.jpg", "480.png", "480.html", "600.jpg", "480", "480.", "original"]
)
def test_nothing_but_its_renditions_is_served(client: Client, name: str) -> None:
    assert get(client, make_published(), name).status_code == 404


def test_an_original_has_no_address(client: Client) -> None:
    picture = make_published()
    for path in (original_name(picture.sha256), rendition_name(picture.sha256, 480, "jpg")):
        assert picture_storage().exists(path)
        for folder in ("", "pictures/", "media/", "media/pictures/", "static/"):
            assert client.get(f"/{folder}{path}").status_code == 404


def test_one_whose_file_is_lost_is_not_found(client: Client) -> None:
    picture = make_published()
    picture_storage().delete(rendition_name(picture.sha256, 480, "jpg"))
    assert get(client, picture).status_code == 404


@pytest.mark.parametrize("digest", ["0" * 64, "0" * 63, "../" * 8, "G" * 64])
def test_one_that_is_not_here_is_not_found(client: Client, digest: str) -> None:
    assert client.get(f"/pictures/{digest}/480.jpg").status_code == 404


def test_it_is_only_read(client: Client) -> None:
    assert client.post(address(make_published().sha256, 480, "jpg")).status_code == 405
