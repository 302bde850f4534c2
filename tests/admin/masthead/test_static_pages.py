"""Static pages on the desk: written as articles are, cleaned as they are, found under any slug."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Picture, StaticPage
from articles.publishing.refresh import refresh_pictures
from tests.make import make_editor
from tests.pictures.make import make_picture

LIST = "/admin/articles/staticpage/"
RIGHTS = tuple(f"{act}_staticpage" for act in ("view", "add", "change", "delete"))


@pytest.fixture
def publisher(client: Client, db: None) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def fields(**changed: object) -> dict[str, object]:
    given = {"title": "About us", "slug": "about", "written": "<p>We are.</p>", "position": "0"}
    return {**given, "is_public": "on", "in_footer": "on", **changed}


def make(desk: Client, **changed: object) -> StaticPage:
    assert desk.post(f"{LIST}add/", fields(**changed)).status_code == 302
    return StaticPage.objects.get()


def test_a_page_is_shown_as_it_was_written(publisher: Client) -> None:
    make(publisher, written="<h2>Who</h2><p>We <em>are</em>.</p><ul><li>One</li></ul>")
    html = publisher.get("/pages/about/").content.decode()
    assert "<h1>About us</h1>" in html
    assert ">Who</h2>" in html
    assert "We <em>are</em>." in html


def test_what_is_not_allowed_is_cleaned_away(publisher: Client) -> None:
    page = make(publisher, written='<p onclick="x()">Hello<script>alert(1)</script></p>')
    for html in (page.markup, publisher.get("/pages/about/").content.decode()):
        assert "alert(1)" not in html
        assert "onclick" not in html


def test_it_can_be_written_on(publisher: Client) -> None:
    page = make(publisher)
    form = publisher.get(f"{LIST}{page.pk}/change/").content.decode()
    assert "We are." in form
    publisher.post(f"{LIST}{page.pk}/change/", fields(written=f"{page.written}<p>Still.</p>"))
    html = publisher.get("/pages/about/").content.decode()
    assert html.index("We are.") < html.index("Still.")


def test_a_page_that_is_not_public_is_not_found(publisher: Client) -> None:
    make(publisher, is_public="")
    assert publisher.get("/pages/about/").status_code == 404


def test_its_former_slugs_lead_on(publisher: Client) -> None:
    page = make(publisher)
    for slug in ("about-us", "who-we-are"):
        publisher.post(f"{LIST}{page.pk}/change/", fields(slug=slug))
    for former in ("about", "about-us"):
        response = publisher.get(f"/pages/{former}/")
        assert (response.status_code, response.headers["Location"]) == (301, "/pages/who-we-are/")


def test_a_slug_that_comes_back_leads_nowhere_else(publisher: Client) -> None:
    page = make(publisher)
    publisher.post(f"{LIST}{page.pk}/change/", fields(slug="about-us"))
    publisher.post(f"{LIST}{page.pk}/change/", fields())
    assert publisher.get("/pages/about/").status_code == 200
    assert StaticPage.objects.get().former_slugs == ["about-us"]


def test_readers_get_its_pictures_while_it_is_public(publisher: Client) -> None:
    picture = make_picture()
    figure = f'<figure data-kind="picture" data-picture="{picture.sha256}"></figure>'
    page = make(publisher, written=f"<p>We are.</p>{figure}")
    assert picture.sha256 in page.markup
    assert list(Picture.objects.published()) == [picture]
    publisher.post(f"{LIST}{page.pk}/change/", fields(written=page.written, is_public=""))
    assert not Picture.objects.published().exists()


def test_it_is_written_anew_when_a_picture_of_it_changes(publisher: Client) -> None:
    picture = make_picture()
    figure = f'<figure data-kind="picture" data-picture="{picture.sha256}"></figure>'
    page = make(publisher, written=f"<p>We are.</p>{figure}")
    assert picture.sha256 in publisher.get("/pages/about/").content.decode()
    Picture.objects.filter(pk=picture.pk).update(withdrawn_at=timezone.now())
    refresh_pictures([picture.sha256])
    assert picture.sha256 not in publisher.get("/pages/about/").content.decode()
    Picture.objects.filter(pk=picture.pk).update(withdrawn_at=None)
    refresh_pictures([picture.sha256])
    assert picture.sha256 in publisher.get("/pages/about/").content.decode()
    page.refresh_from_db()
    assert "We are." in page.markup
