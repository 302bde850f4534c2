"""Originals and what readers do not see yet are for those who may see pictures on the desk."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from PIL import Image

from articles.admin.pictures.files import picture_address
from articles.models import Picture
from articles.pictures.stored import original_name, picture_storage
from articles.pictures.withdraw import withdraw_picture
from tests.make import make_editor
from tests.pictures.make import make_file, make_picture


def original(picture: Picture) -> str:
    return reverse("admin:articles_picture_original", args=[picture.pk])


@pytest.mark.parametrize(("width", "found"), [(1, 480), (480, 480), (959, 480), (5_000, 960)])
def test_the_desk_shows_the_fitting_rendition(library: Client, width: int, found: int) -> None:
    picture = make_picture(make_file(1000, 600))
    withdraw_picture(picture, "The agency asked for it.")
    response = library.get(picture_address(picture.sha256, width))
    assert Image.open(BytesIO(response.content)).width == found
    assert response.headers["Cache-Control"] == "private, max-age=3600"


def test_an_original_is_kept_and_not_shown(library: Client) -> None:
    data = make_file(format="PNG")
    picture = make_picture(data)
    response = library.get(original(picture))
    assert response.content == data
    name = f"{picture.sha256[:12]}.png"
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("right", "status"), [("add_picture", 403), ("view_article", 200), ("change_article", 200)]
)
def test_others_get_no_original_and_who_sees_articles_what_is_shown_in_them(
    client: Client, db: None, right: str, status: int
) -> None:
    picture = make_picture()
    assert client.get(original(picture)).status_code == 302
    client.force_login(make_editor(right))
    assert client.get(original(picture)).status_code == 403
    assert client.get(picture_address(picture.sha256)).status_code == status


def test_what_is_not_there_is_not_found(library: Client) -> None:
    picture = make_picture()
    assert library.get(picture_address("0" * 64)).status_code == 404
    picture_storage().delete(original_name(picture.sha256))
    assert library.get(original(picture)).status_code == 404
