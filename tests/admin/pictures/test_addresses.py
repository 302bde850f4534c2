"""The desk tells what came of each address of a picture."""

from __future__ import annotations

import pytest
from django.test import Client

from articles.models import PictureAddress
from articles.models.picture_address import AddressState
from tests.make import make_editor
from tests.pictures.make import make_picture_address

LIST = "/admin/articles/pictureaddress/"
GONE = "The host has no picture there (404)."

pytestmark = pytest.mark.django_db


def ask_again(client: Client, row: PictureAddress) -> None:
    client.post(LIST, {"action": "ask_again", "_selected_action": [row.pk]})
    row.refresh_from_db()


def test_it_says_why_a_picture_did_not_come(client: Client) -> None:
    make_picture_address("https://press.example/a.jpg", problem=GONE)
    client.force_login(make_editor("view_picture"))
    page = client.get(LIST).content.decode()
    assert "https://press.example/a.jpg" in page
    assert GONE in page


def test_one_that_was_given_up_is_asked_for_again_on_demand(client: Client) -> None:
    row = make_picture_address("https://press.example/a.jpg", problem=GONE, attempts=7)
    client.force_login(make_editor("view_picture", "change_picture"))
    ask_again(client, row)
    assert (row.state, row.attempts, row.is_due) == (AddressState.LATER, 0, True)


def test_one_that_came_is_left(client: Client) -> None:
    fetched = {"state": AddressState.FETCHED, "sha256": "a" * 64}
    row = make_picture_address("https://press.example/a.jpg", **fetched)
    client.force_login(make_editor("view_picture", "change_picture"))
    ask_again(client, row)
    assert row.state == AddressState.FETCHED


def test_who_only_looks_asks_nobody(client: Client) -> None:
    row = make_picture_address("https://press.example/a.jpg")
    client.force_login(make_editor("view_picture"))
    ask_again(client, row)
    assert row.state == AddressState.GONE


def test_who_sees_no_pictures_sees_no_addresses(client: Client) -> None:
    client.force_login(make_editor("view_article"))
    assert client.get(LIST).status_code == 403
