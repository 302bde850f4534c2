"""Help on the desk: the handbook's chapters as pages, with a search."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.admin.help.chapters import PICTURES, chapters
from tests.make import make_editor

pytestmark = pytest.mark.django_db

CONTENTS = "/admin/help/"
POLICIES = "/admin/help/administrators/policies/"


@pytest.fixture
def staff() -> Client:
    """Somebody who may open the desk and do nothing else."""
    client = Client()
    client.force_login(make_editor())
    return client


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_header_leads_to_help(staff: Client) -> None:
    assert f'<a href="{CONTENTS}">Help</a>' in text_of(staff, "/admin/")


def test_the_contents_list_every_chapter_in_its_group(staff: Client) -> None:
    page = text_of(staff, CONTENTS)
    for name, chapter in chapters().items():
        assert f'<a href="/admin/help/{name}/">{chapter.title}</a>' in page
    assert page.index("For operators") < page.index("operators/start") < page.index("For editors")


@pytest.mark.parametrize("name", chapters())
def test_a_chapter_has_its_page(staff: Client, name: str) -> None:
    page = text_of(staff, f"/admin/help/{name}/")
    assert f"<h1>{chapters()[name].title}</h1>" in page
    assert ".md" not in page.partition('<article class="help-text">')[2].replace("README.md", "")


@pytest.mark.parametrize("address", [CONTENTS, POLICIES, "/admin/help/pictures/run.png"])
def test_it_asks_for_a_login(client: Client, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('admin:login')}?next={address}",
    )


@pytest.mark.parametrize(
    "address",
    [
        "operators/nothing/",
        "README/",
        "../settings/",
        "pictures/none.png",
        "pictures/../README.md/",
    ],
)
def test_what_is_no_chapter_and_no_picture_is_not_found(staff: Client, address: str) -> None:
    assert staff.get(CONTENTS + address).status_code == 404


def test_it_serves_the_pictures(staff: Client) -> None:
    for file in PICTURES.iterdir():
        response = staff.get(f"/admin/help/pictures/{file.name}")
        assert response["Content-Type"] == "image/png"
        assert b"".join(response) == file.read_bytes()


def test_links_between_chapters_lead_to_pages_of_the_desk(staff: Client) -> None:
    page = text_of(staff, "/admin/help/operators/import-again/")
    assert f'<a href="{POLICIES}">policy</a>' in page
    assert '<a href="/admin/help/editors/source-updates/">Source updates</a>' in page


def test_a_search_leads_to_the_place_that_holds_the_words(staff: Client) -> None:
    page = text_of(staff, f"{CONTENTS}?q=FBCLID+removed")
    assert f"{POLICIES}#tracking-parameters" in page
    assert "<mark>fbclid</mark>" in page
    assert 'id="tracking-parameters"' in text_of(staff, POLICIES)


def test_a_search_for_a_title_has_that_chapter_first(staff: Client) -> None:
    page = text_of(staff, f"{CONTENTS}?q=noise+rules")
    hits = page.partition('class="help-hits"')[2]
    assert hits.index("/admin/help/editors/noise-rules/") == hits.index("/admin/help/")


def test_a_search_without_a_hit_shows_the_chapters(staff: Client) -> None:
    page = text_of(staff, f"{CONTENTS}?q=%3Cb%3Ezeppelin")
    assert "0 places with “&lt;b&gt;zeppelin”" in page
    assert "help-groups" in page


def test_a_chapter_asks_the_database_only_who_reads_it_and_their_rights(
    staff: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(4):
        staff.get(POLICIES)
