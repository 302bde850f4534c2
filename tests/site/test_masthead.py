"""What the desk says of the site shows on each page at once; once known, it costs no query."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Masthead, StaticPage
from articles.publishing.masthead import ShownMasthead, masthead
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
