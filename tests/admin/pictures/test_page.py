"""The page of a picture: words, focus, rights, where it is used, and the ways out and back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse

from articles import store
from articles.admin.pictures import anew
from articles.documents.article.kinds import Kind
from articles.models import Article, Picture
from articles.pictures.use import add_edition_pictures, set_article_pictures
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_editor
from tests.pictures.make import make_picture
from tests.store.pictured import pictured
from tests.worked import work_off

FIELDS = {
    "alt": "", "caption": "", "credit": "", "copyright": "", "source": "", "licence": "",
    "rights_until": "", "focus_x": "0.5", "focus_y": "0.5",
}  # fmt: skip


def address(picture: Picture, page: str = "change") -> str:
    return reverse(f"admin:articles_picture_{page}", args=[picture.pk])


def save(library: Client, picture: Picture, **fields: str) -> Any:
    return library.post(address(picture), {**FIELDS, **fields}, follow=True)


def test_its_words_rights_and_focus_are_saved(library: Client) -> None:
    picture = make_picture()
    save(library, picture, alt="A pier", rights_until="2030-12-31", focus_x="0.25", focus_y="1")
    picture.refresh_from_db()
    assert (picture.alt, picture.focus_x, picture.focus_y) == ("A pier", 0.25, 1)
    assert str(picture.rights_until) == "2030-12-31"


def test_no_alternative_text_is_made_up(library: Client) -> None:
    picture = make_picture(caption="Fog at the pier.")
    save(library, picture, caption="Fog at the pier.")
    picture.refresh_from_db()
    assert (picture.alt, picture.is_decorative) == ("", False)


def test_a_decorative_picture_has_no_alternative_text(library: Client) -> None:
    picture = make_picture()
    response = save(library, picture, alt="A pier", is_decorative="on")
    assert b"leave one of the two" in response.content
    save(library, picture, is_decorative="on")
    picture.refresh_from_db()
    assert picture.is_decorative


@pytest.mark.parametrize("focus", ["-0.1", "1.1", "nan", "x", ""])
def test_a_focus_outside_of_it_is_refused(library: Client, focus: str) -> None:
    picture = make_picture()
    response = save(library, picture, focus_x=focus)
    assert b"Please correct" in response.content
    picture.refresh_from_db()
    assert picture.focus_x == 0.5


def test_without_a_script_two_sliders_set_the_focus(library: Client) -> None:
    page = library.get(address(make_picture(focus_x=0.25))).content.decode()
    for axis in "xy":
        assert f'type="range" name="focus_{axis}"' in page
    assert 'class="picture-crop picture-wide focus-x2 focus-y5"' in page


def test_it_tells_where_it_is_used(library: Client) -> None:
    picture = make_picture()
    draft, live, trashed = make_article(), make_article(), make_article()
    set_article_pictures({each.pk: [picture.sha256] for each in (draft, live, trashed)})
    add_edition_pictures({publish(live).pk: [picture.sha256]})
    store.delete([trashed.pk], by=make_editor())
    page = library.get(address(picture)).content.decode()
    for article, words in ((draft, "on the desk only"), (live, "readers see it, or will")):
        link = f'href="/admin/articles/article/{article.pk}/change/"'
        assert words in page.partition(link)[2].partition("</li>")[0]
    assert f"/article/{trashed.pk}/" not in page
    assert "in the trash" in page


def test_it_is_withdrawn_with_a_reason_and_brought_back(library: Client) -> None:
    picture = make_picture()
    library.post(address(picture, "withdraw"), {"reason": "The agency asked for it."})
    picture.refresh_from_db()
    assert picture.withdrawn_reason == "The agency asked for it."
    assert b"The agency asked for it." in library.get(address(picture)).content
    library.post(address(picture, "bring_back"))
    picture.refresh_from_db()
    assert picture.is_showable
    said = LogEntry.objects.order_by("pk").values_list("change_message", flat=True)
    assert list(said) == ["Withdrawn.", "Brought back."]


def test_without_a_reason_it_is_not_withdrawn(library: Client) -> None:
    picture = make_picture()
    response = library.post(address(picture, "withdraw"), {"reason": " "}, follow=True)
    assert b"Write why it is withdrawn" in response.content
    picture.refresh_from_db()
    assert picture.is_showable


def with_picture(picture: Picture, **said: str) -> Article:
    """An article whose picture has no words of the article but these."""
    attributes = {"picture": picture.sha256, **said}
    figure = make_paragraph("f1", "", kind=Kind.PICTURE, attributes=attributes)
    section = make_section("s1", make_paragraph("p1", "A text."), figure)
    return make_article(make_document(section))


def test_what_is_changed_of_it_shows_on_live_pages(library: Client) -> None:
    picture = make_picture(alt="A pear")
    article, other = with_picture(picture), with_picture(picture, alt="The pier at night")
    publish(article)
    publish(other)
    response = save(library, picture, alt="A pier", caption="Fog.", credit="Ann Berg")
    assert "2 pages of readers show it now." in response.content.decode()
    shown = library.get(f"/articles/{article.slug}/").content.decode()
    for words in ('alt="A pier"', "Fog.", '<span class="credit">Ann Berg</span>'):
        assert words in shown
    # What an article says itself stands.
    assert 'alt="The pier at night"' in library.get(f"/articles/{other.slug}/").content.decode()


def test_what_no_page_shows_writes_none_anew(library: Client) -> None:
    picture = make_picture()
    publish(make_article(pictured(picture.sha256)))
    response = save(library, picture, source="An agency")
    assert "of readers" not in response.content.decode()


def test_many_pages_are_written_anew_by_a_worker(
    library: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anew, "MOST_AT_ONCE", 1)
    picture = make_picture()
    articles = [make_article(pictured(picture.sha256)) for _ in range(2)]
    for each in articles:
        publish(each)
    response = save(library, picture, alt="A pier")
    assert "2 pages of readers are written anew in the background." in response.content.decode()
    pages = [f"/articles/{each.slug}/" for each in articles]
    assert all('alt="A pier"' not in library.get(page).content.decode() for page in pages)
    assert work_off() == 1
    assert all('alt="A pier"' in library.get(page).content.decode() for page in pages)


def test_one_that_is_used_is_not_deleted(library: Client) -> None:
    picture = make_picture()
    set_article_pictures({make_article().pk: [picture.sha256]})
    for method in (library.get, library.post):
        response = method(address(picture, "delete"), {"post": "yes"}, follow=True)
        assert response.redirect_chain[0][0] == address(picture)
        assert b"take it out of those articles first" in response.content
    assert Picture.objects.exists()


def test_one_that_is_not_used_is_deleted(library: Client) -> None:
    picture = make_picture()
    assert b"cannot be brought back" in library.get(address(picture, "delete")).content
    library.post(address(picture, "delete"), {"post": "yes"})
    assert not Picture.objects.exists()


@pytest.mark.parametrize("page", ["change", "withdraw", "bring_back", "delete"])
def test_who_may_only_look_changes_nothing(client: Client, db: None, page: str) -> None:
    client.force_login(make_editor("view_picture"))
    picture = make_picture()
    sent = {**FIELDS, "alt": "A pier", "reason": "None", "post": "yes"}
    assert client.post(address(picture, page), sent).status_code == 403
    seen = client.get(address(picture)).content
    assert b"withdraw/" not in seen
    assert Picture.objects.get() == picture
