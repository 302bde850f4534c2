"""The masthead on the desk: one row, its links without scripts, colours that can be read."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from articles.admin.masthead.form import DARK_PAPER, LIGHT_PAPER, contrast
from articles.models import Listing, Masthead
from articles.models.listing import ListingKind
from tests.admin.page import errors_of
from tests.make import make_editor
from tests.pictures.make import make_picture

LIST = "/admin/articles/masthead/"
PAGE = f"{LIST}1/change/"
RIGHTS = ("view_masthead", "change_masthead", "view_picture")


@pytest.fixture
def publisher(client: Client, db: None) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def rows(name: str, *links: tuple[str, str, str]) -> dict[str, list[str]]:
    return {
        f"{name}_{column}": [link[place] for link in links]
        for place, column in enumerate(("place", "name", "address"))
    }


def save(desk: Client, **fields: object) -> Masthead:
    response = desk.post(PAGE, fields)
    assert response.status_code == 302, errors_of(response)
    return Masthead.objects.get()


def refusal(desk: Client, **fields: object) -> str:
    response = desk.post(PAGE, fields)
    assert response.status_code == 200
    return errors_of(response)


def test_the_menu_leads_straight_to_it(publisher: Client) -> None:
    response = publisher.get(LIST)
    assert (response.status_code, response.headers["Location"]) == (302, PAGE)
    assert publisher.get(PAGE).status_code == 200


def test_there_is_only_one(publisher: Client) -> None:
    assert publisher.get(f"{LIST}add/").status_code == 403
    assert publisher.get(f"{LIST}2/change/").status_code == 302
    assert publisher.get(f"{LIST}1/delete/").status_code == 403


def test_it_is_kept(publisher: Client) -> None:
    picture = make_picture()
    saved = save(publisher, name="The Courier", tagline="since 1871", logo=picture.pk)
    assert (saved.name, saved.tagline, saved.logo) == ("The Courier", "since 1871", picture)


def test_its_logo_is_looked_up_by_name_without_another_window(publisher: Client) -> None:
    html = publisher.get(PAGE).content.decode()
    assert re.search(r'<select name="logo"[^>]*class="[^"]*admin-autocomplete', html)
    assert "related-widget-wrapper" not in html
    make_picture(name="masthead.png")
    asked = {
        "app_label": "articles",
        "model_name": "masthead",
        "field_name": "logo",
        "term": "mast",
    }
    [found] = publisher.get("/admin/autocomplete/", asked).json()["results"]
    assert found["text"] == "masthead.png"


def test_what_is_not_allowed_is_said_on_the_desk(publisher: Client) -> None:
    response = publisher.get("/admin/articles/article/add/")
    html = response.content.decode()
    assert response.status_code == 403
    assert "Who manages logins can let you." in html
    assert 'action="/admin/logout/"' in html
    publisher.logout()
    assert publisher.get("/admin/articles/article/add/").status_code == 302


def test_rows_are_put_in_order_by_their_numbers(publisher: Client) -> None:
    links = rows("navigation", ("2", "Coast", "/topics/coast/"), ("1", "Front", "/"), ("", "", ""))
    saved = save(publisher, **links)
    assert saved.navigation == [["Front", "/"], ["Coast", "/topics/coast/"]]
    html = publisher.get(PAGE).content.decode()
    assert html.index('value="Front"') < html.index('value="Coast"')


def test_a_page_can_be_chosen_by_its_name(publisher: Client) -> None:
    Listing.objects.create(kind=ListingKind.TOPIC, name="Coast", slug="coast")
    saved = save(publisher, **rows("footer", ("1", "", "coast"), ("2", "The sea", "Coast")))
    assert saved.footer == [["Coast", "/topics/coast/"], ["The sea", "/topics/coast/"]]


@pytest.mark.parametrize("address", ["nowhere", "javascript://x/%0aalert(1)", "//evil.example/"])
def test_an_address_that_leads_nowhere_is_refused(publisher: Client, address: str) -> None:
    assert "leads nowhere" in refusal(publisher, **rows("footer", ("1", "There", address)))
    assert not Masthead.objects.exists()


@pytest.mark.parametrize(
    ("field", "colour", "advice"),
    [
        ("accent", "#90cad2", "Choose a darker one."),
        ("accent_on_dark", "#0d5562", "Choose a lighter one."),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused(
    publisher: Client, field: str, colour: str, advice: str
) -> None:
    assert advice in refusal(publisher, **{field: colour})


def test_the_usual_colours_can_be_read() -> None:
    assert round(contrast("#0d5562", LIGHT_PAPER), 1) == 8.2
    assert round(contrast("#90cad2", DARK_PAPER), 1) == 9.9
    assert round(contrast("#000000", "#ffffff")) == 21


def test_hosts_are_written_in_any_way(publisher: Client) -> None:
    typed = "https://Old-Blog.example/2014/\n\nbücher.example\nold-blog.example:8080"
    saved = save(publisher, former_hosts=typed)
    assert saved.former_hosts == ["old-blog.example", "xn--bcher-kva.example"]


def test_what_is_no_host_is_refused(publisher: Client) -> None:
    assert "is no host" in refusal(publisher, former_hosts="localhost")


def test_without_the_right_nobody_sees_it(client: Client, db: None) -> None:
    client.force_login(make_editor("view_article"))
    assert client.get(PAGE).status_code == 403


def test_who_may_only_see_it_changes_nothing(client: Client, db: None) -> None:
    client.force_login(make_editor("view_masthead"))
    assert client.get(PAGE).status_code == 200
    assert client.post(PAGE, {"name": "Mine"}).status_code == 403
