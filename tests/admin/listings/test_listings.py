"""Topics, authors and publishers on the desk."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from articles.models import Edition, FormerSlug, Listing, ListingSpelling
from tests.make import make_editor
from tests.pictures.make import make_picture
from tests.plans import slow_steps
from tests.site.listings.make import make_listed

pytestmark = pytest.mark.django_db

LIST = "/admin/articles/author/"
RIGHTS = ("view_author", "add_author", "change_author", "delete_author", "view_picture")


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def author(name: str = "Nell Ashby") -> Listing:
    return Listing.objects.get(kind="author", name=name)


def page(listing: Listing) -> str:
    return f"{LIST}{listing.pk}/change/"


def save(client: Client, address: str, **fields: Any) -> str:
    """Give the page's words where it is refused."""
    values = {"name": "Nell Ashby", "slug": "nell-ashby", "about": "", "picture": "", **fields}
    response = client.post(address, values)
    return "" if response.status_code == 302 else response.content.decode()


def told(client: Client) -> str:
    html = client.get(LIST).content.decode()
    return " ".join(re.findall(r"<li class=\"(?:success|warning|error)\">(.*?)</li>", html))


def test_the_list_has_each_with_its_articles(editor: Client) -> None:
    make_listed("one", bylines=("Nell Ashby", "Tom Rook"))
    make_listed("two")
    html = editor.get(LIST).content.decode()
    assert re.findall(r'field-articles">(\d+)<', html) == ["2", "1"]
    assert "Coast" not in html


@pytest.mark.parametrize(("typed", "number"), [("ASH", 1), ("nèll", 1), ("rook", 0), ("", 1)])
def test_it_is_searched_by_spellings(editor: Client, typed: str, number: int) -> None:
    make_listed("one")
    html = editor.get(LIST, {"q": typed}).content.decode()
    assert html.count("field-articles") == number


def test_a_change_of_the_slug_leads_articles_there(editor: Client) -> None:
    make_listed("one")
    assert not save(editor, page(author()), slug="nell", about="Writes.")
    assert Edition.objects.get(slug="one").listings[0] == ["author", "Nell Ashby", "nell"]
    assert FormerSlug.objects.get().slug == "nell-ashby"
    assert "1 article leads there now." in told(editor)
    assert editor.get("/authors/nell-ashby/").headers["Location"] == "/authors/nell/"


def test_a_rename_leaves_bylines_as_they_are_printed(editor: Client) -> None:
    make_listed("one")
    assert not save(editor, page(author()), name="Nell Marlow")
    assert Edition.objects.get(slug="one").bylines == ["Nell Ashby"]
    assert "Nell Marlow" in editor.get("/authors/nell-ashby/").content.decode()


def test_a_spelling_or_a_slug_of_another_is_refused(editor: Client) -> None:
    make_listed("one", bylines=("Nell Ashby", "Tom Rook"))
    assert "Merge the two on the list." in save(editor, page(author()), name="TOM ROOK")
    assert "This slug leads to “Tom Rook”." in save(editor, page(author()), slug="tom-rook")
    assert not save(editor, page(author("Tom Rook")), name="Tom Rook", slug="rook")
    assert "This slug leads to “Tom Rook”." in save(editor, page(author()), slug="tom-rook")
    assert "with a letter" in save(editor, page(author()), name="—")


def test_one_is_added_before_anything_is_published(editor: Client) -> None:
    picture = make_picture()
    assert not save(editor, f"{LIST}add/", name="Tom Rook", slug="", picture=picture.pk)
    listing = author("Tom Rook")
    assert (listing.slug, listing.picture) == ("tom-rook", picture)


def act(client: Client, *listings: Listing, **fields: Any) -> Any:
    chosen = [each.pk for each in listings]
    values = {"action": "merge_selected", "_selected_action": chosen, **fields}
    return client.post(LIST, values)


def test_a_merge_asks_which_one_stays(editor: Client) -> None:
    make_listed("one", bylines=("Nell Ashby", "N. Ashby"))
    make_listed("two")
    html = act(editor, author(), author("N. Ashby")).content.decode()
    assert f'value="{author().pk}" required checked' in html
    assert Listing.objects.filter(kind="author").count() == 2


def test_a_merge_says_how_to_take_it_back(editor: Client) -> None:
    make_listed("one", bylines=("Nell Ashby", "N. Ashby"))
    kept = author()
    act(editor, kept, author("N. Ashby"), kept=kept.pk)
    assert "Merged into “Nell Ashby”: N. Ashby." in told(editor)
    assert editor.get("/authors/n-ashby/").headers["Location"] == "/authors/nell-ashby/"
    spelling = ListingSpelling.objects.get(key="n. ashby")
    assert "Split off" in editor.get(page(kept)).content.decode()
    editor.post(f"{LIST}{kept.pk}/split/", {"spelling": spelling.pk})
    assert editor.get("/authors/n-ashby/").status_code == 200


def test_what_is_no_spelling_is_not_split_off(editor: Client) -> None:
    make_listed("one")
    address = f"{LIST}{author().pk}/split/"
    for spelling in ("x", "", "0", "9" * 30):
        assert editor.post(address, {"spelling": spelling}).status_code == 404


def test_one_alone_is_not_merged(editor: Client) -> None:
    make_listed("one")
    act(editor, author())
    assert "Choose two or more to merge." in told(editor)


def test_what_has_articles_is_not_deleted(editor: Client) -> None:
    make_listed("one")
    assert editor.post(f"{LIST}{author().pk}/delete/", {"post": "yes"}).status_code == 403
    author().listed.all().delete()
    editor.post(f"{LIST}{author().pk}/delete/", {"post": "yes"})
    assert not Listing.objects.filter(kind="author").exists()


def test_who_may_not_change_neither_merges_nor_splits(client: Client) -> None:
    client.force_login(make_editor("view_author"))
    make_listed("one", bylines=("Nell Ashby", "N. Ashby"))
    act(client, author(), author("N. Ashby"), kept=author().pk)
    assert client.post(f"{LIST}{author().pk}/split/", {"spelling": 1}).status_code == 403
    assert Listing.objects.filter(kind="author").count() == 2


def test_another_kind_is_another_right(editor: Client) -> None:
    assert editor.get("/admin/articles/topic/").status_code == 403


def test_the_list_reads_no_table_whole(editor: Client) -> None:
    make_listed("one")
    assert slow_steps(lambda: editor.get(LIST)) == []
