"""The library shows all pictures, finds those that are meant, and sets credits of many at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.admin.pictures import picker
from articles.models import Picture
from articles.pictures.use import add_edition_pictures, set_article_pictures
from articles.publishing.publish import publish, withdraw
from tests.make import make_article, make_editor
from tests.pictures.make import make_picture
from tests.store.pictured import pictured

LIST = "/admin/articles/picture/"
PICK = "/admin/articles/picture/pick/"


def found(library: Client, **asked: str) -> set[Picture]:
    return set(library.get(LIST, asked).context["cl"].result_list)


def credit(library: Client, *pictures: Picture, credit: str) -> Any:
    data = {
        "action": "set_credit",
        "credit": credit,
        "_selected_action": [picture.pk for picture in pictures],
    }
    return library.post(LIST, data, follow=True)


def test_each_is_shown_by_its_rendition_and_its_words(library: Client) -> None:
    picture = make_picture(alt="A pier <in> fog", credit="Pia Lowen")
    page = library.get(LIST).content.decode()
    assert f'src="/admin/articles/picture/{picture.sha256}/480/"' in page
    assert 'alt="A pier &lt;in&gt; fog"' in page
    assert "Pia Lowen" in page
    assert "no alternative text" not in page


def test_a_credit_of_many_shows_on_live_pages(library: Client) -> None:
    picture = make_picture()
    article = make_article(pictured(picture.sha256))
    publish(article)
    response = credit(library, picture, credit="Pia Lowen")
    assert "1 page of readers shows it now." in response.content.decode()
    page = library.get(f"/articles/{article.slug}/").content.decode()
    assert '<span class="credit">Pia Lowen</span>' in page


def test_it_names_what_is_amiss(library: Client) -> None:
    make_picture(withdrawn_at=timezone.now(), rights_until=timezone.localdate() - timedelta(days=1))
    page = library.get(LIST).content.decode()
    for words in ("no alternative text", "withdrawn", "rights are over", "no credit"):
        assert f">{words}<" in page


def test_it_finds_those_without_an_alternative_text(library: Client) -> None:
    bare, told, decorative = (
        make_picture(),
        make_picture(alt="A pier"),
        make_picture(is_decorative=True),
    )
    assert found(library, alt="none") == {bare}
    assert found(library, alt="there") == {told, decorative}


def test_it_finds_those_that_are_used(library: Client) -> None:
    on_desk, live, ended, unused = (make_picture() for _ in range(4))
    set_article_pictures({make_article().pk: [on_desk.sha256]})
    gone = make_article()
    add_edition_pictures({publish(make_article()).pk: [live.sha256]})
    add_edition_pictures({publish(gone).pk: [ended.sha256]})
    withdraw(gone)
    assert found(library, use="used") == {on_desk, live}
    assert found(library, use="unused") == {ended, unused}


def test_it_finds_those_that_readers_may_not_see(library: Client) -> None:
    shown, withdrawn = make_picture(), make_picture(withdrawn_at=timezone.now())
    assert found(library, readers="see") == {shown}
    assert found(library, readers="not") == {withdrawn}


@pytest.mark.parametrize("field", ["name", "alt", "caption", "credit", "copyright", "source"])
def test_it_searches_the_words(library: Client, field: str) -> None:
    make_picture()
    words: dict[str, Any] = {field: "The Quiet Annet"}
    named = make_picture(**words)
    assert found(library, q="quiet annet") == {named}


def test_one_credit_is_set_for_many(library: Client) -> None:
    pictures = [make_picture(), make_picture(), make_picture()]
    response = credit(library, *pictures[:2], credit="  Pia   Lowen ")
    assert [Picture.objects.get(pk=each.pk).credit for each in pictures] == [
        "Pia Lowen", "Pia Lowen", "",
    ]  # fmt: skip
    assert "2 pictures have the credit" in response.content.decode()


def test_an_empty_credit_changes_nothing(library: Client) -> None:
    picture = make_picture(credit="Pia Lowen")
    assert "Nothing was changed" in credit(library, picture, credit=" ").content.decode()
    assert Picture.objects.get().credit == "Pia Lowen"


def test_who_may_only_look_sets_no_credit(client: Client, db: None) -> None:
    client.force_login(make_editor("view_picture"))
    picture = make_picture()
    credit(client, picture, credit="Pia Lowen")
    assert Picture.objects.get().credit == ""


def test_none_is_deleted_from_the_list(library: Client) -> None:
    page = library.get(LIST).content.decode()
    assert "delete_selected" not in page
    make_picture()
    library.post(LIST, {"action": "delete_selected", "_selected_action": ["1"], "post": "yes"})
    assert Picture.objects.exists()


def test_a_page_of_the_list_takes_as_many_queries_for_more(
    library: Client, django_assert_max_num_queries: Any
) -> None:
    for _ in range(6):
        make_picture()
    library.get(LIST)
    with django_assert_max_num_queries(20):
        library.get(LIST)


def test_a_script_picks_from_the_newest_and_finds_by_words(library: Client) -> None:
    first, second = make_picture(alt="The Annet"), make_picture()
    gone = make_picture(withdrawn_at=timezone.now())
    answer = library.get(PICK).json()
    assert [each["picture"] for each in answer["pictures"]] == [second.sha256, first.sha256]
    assert answer["next"] is None
    assert [each["alt"] for each in library.get(PICK, {"q": "annet"}).json()["pictures"]] == [
        "The Annet"
    ]
    asked = library.get(PICK, {"sha256": [gone.sha256, "nonsense"]}).json()["pictures"]
    assert [(each["picture"], each["showable"]) for each in asked] == [(gone.sha256, False)]


def test_a_script_picks_a_page_at_a_time(library: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picker, "ON_A_PAGE", 1)
    first, second = make_picture(), make_picture()
    assert library.get(PICK).json()["next"] == 2
    last = library.get(PICK, {"page": "2"}).json()
    assert ([each["picture"] for each in last["pictures"]], last["next"]) == ([first.sha256], None)
    assert second.sha256 in str(library.get(PICK, {"page": "x"}).json())


def test_only_who_may_look_picks(client: Client, db: None) -> None:
    client.force_login(make_editor("add_picture"))
    assert client.get(PICK).status_code == 403
