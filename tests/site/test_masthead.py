"""What the desk says of the site shows on each page at once; once known, it costs no query."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from articles.models import Masthead, Picture, StaticPage
from articles.pictures.withdraw import withdraw_picture
from articles.publishing.masthead import ShownMasthead, masthead
from articles.publishing.refresh import refresh_pictures
from tests.pictures.make import make_picture
from tests.site.make import make_edition

pytestmark = pytest.mark.django_db

ADDRESS = "/articles/the-lighthouse/"


def make_masthead(**values: object) -> Masthead:
    made = Masthead.get()
    for name, value in values.items():
        setattr(made, name, value)
    made.save()
    return made


def make_static_page(slug: str = "about", title: str = "About us", **values: object) -> StaticPage:
    page = StaticPage(slug=slug, title=title, markup="<p>We are.</p>", is_public=True)
    for name, value in values.items():
        setattr(page, name, value)
    page.save()
    return page


def stamp() -> int:
    return masthead().stamp


@pytest.mark.parametrize("address", ["/", ADDRESS, "/search/?q=lighthouse", "/nowhere/"])
def test_its_name_shows_on_each_page(client: Client, address: str) -> None:
    make_edition()
    make_masthead(name="Bergen & Beyond")
    assert "Bergen &amp; Beyond" in client.get(address).content.decode()


def test_a_change_shows_at_once(client: Client) -> None:
    make_masthead(name="The Harbour")
    client.get("/")
    make_masthead(name="The Quay")
    assert "The Quay" in client.get("/").content.decode()


def test_without_one_the_site_is_called_as_its_settings_say() -> None:
    assert masthead() == ShownMasthead()
    assert masthead().name == "Newsroom"


def test_once_it_is_known_it_costs_no_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_edition()
    make_masthead(name="The Harbour")
    client.get("/")
    for address in ("/", ADDRESS):
        with django_assert_num_queries(1):
            client.get(address)


def test_who_has_a_page_with_another_masthead_gets_the_new_one(client: Client) -> None:
    make_edition()
    older = client.get(ADDRESS).headers["ETag"]
    make_masthead(name="The Harbour")
    assert client.get(ADDRESS, headers={"If-None-Match": older}).status_code == 200


def test_public_static_pages_stand_in_the_footer() -> None:
    make_static_page("imprint", "Imprint", position=2)
    make_static_page("about", "About us", position=1)
    make_static_page("draft", "Draft", is_public=False)
    make_static_page("hidden", "Hidden", in_footer=False)
    assert [each.name for each in masthead().footer] == ["About us", "Imprint"]
    assert masthead().footer[0].address == "/pages/about/"


def test_a_logo_that_is_withdrawn_gives_way_to_the_name(client: Client) -> None:
    picture = make_picture()
    make_masthead(name="The Harbour", logo=picture)
    assert picture.sha256 in client.get("/").content.decode()
    withdraw_picture(picture, "No rights.")
    refresh_pictures([picture.sha256])
    html = client.get("/").content.decode()
    assert picture.sha256 not in html
    assert ">The Harbour</a>" in html


def test_a_logo_goes_when_its_rights_end(client: Client) -> None:
    picture = make_picture()
    make_masthead(logo=picture)
    Picture.objects.update(rights_until=localdate() - timedelta(days=1))
    make_masthead(name="The Harbour")
    assert picture.sha256 not in client.get("/").content.decode()


def test_its_colours_are_a_style_sheet_that_is_kept_for_good(client: Client) -> None:
    stamp = make_masthead(accent="#8a1c3b") and masthead().stamp
    address = f"/masthead-{stamp}.css"
    assert f'<link rel="stylesheet" href="{address}">' in client.get("/").content.decode()
    sheet = client.get(address)
    assert "--accent: #8a1c3b" in sheet.content.decode()
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "immutable" not in client.get("/masthead-1.css").headers["Cache-Control"]


def test_each_change_of_a_static_page_raises_the_stamp() -> None:
    stamps = [stamp()]
    page = make_static_page()
    stamps.append(stamp())
    StaticPage.objects.update(title="About")
    stamps.append(stamp())
    page.delete()
    stamps.append(stamp())
    make_static_page("other")
    stamps.append(stamp())
    StaticPage.objects.all().delete()
    stamps.append(stamp())
    assert stamps == sorted(set(stamps))
