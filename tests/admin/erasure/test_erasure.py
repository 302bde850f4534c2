"""The page that erases: a right of its own, every place before the question, then the act."""

from __future__ import annotations

from typing import Any, Final

import pytest
from django.test import Client
from django.utils import timezone

from articles import store
from articles.models import Article, Duplicate, Erasure
from articles.models.duplicate import CopyVerdict
from tests.admin.page import address, messages_of
from tests.erasure.everything import NAME, holders, make_redaction, make_told
from tests.make import EDITOR, make_editor, make_imported
from tests.review.stories import story

NAMED = make_redaction(NAME)
GROUND: Final = "4 O 17/26"
PASSAGE: Final = {"what": "passage", "passage": NAME, "ground": GROUND}


@pytest.fixture
def erasing(client: Client, db: None) -> Client:
    """The browser of an editor who may erase."""
    client.force_login(make_editor(*EDITOR, "erase_article", "view_erasure"))
    return client


def page_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/erase/"


def send(client: Client, article: Article, **fields: str) -> Any:
    return client.post(page_of(article), {**PASSAGE, **fields})


def test_it_is_a_right_of_its_own(desk: Client) -> None:
    article = make_told()
    assert desk.get(page_of(article)).status_code == 403
    assert send(desk, article, confirm="yes").status_code == 403
    assert "Erase…" not in desk.get(address(article)).content.decode()
    assert not Erasure.objects.exists()


def test_the_article_leads_to_it(erasing: Client) -> None:
    article = make_told()
    assert page_of(article) in erasing.get(address(article)).content.decode()
    assert "Show every place" in erasing.get(page_of(article)).content.decode()


def test_it_leads_to_the_same_story_of_another_article(erasing: Client) -> None:
    article = make_imported(*story(), external_id="wire-1")
    other = make_imported(*story(), external_id="daily-1")
    assert page_of(other) in erasing.get(page_of(article)).content.decode()
    store.delete([article.pk])
    assert page_of(other) in send(erasing, article, what="article").content.decode()
    Duplicate.objects.update(verdict=CopyVerdict.DIFFERENT, decided_at=timezone.now())
    assert page_of(other) not in erasing.get(page_of(article)).content.decode()


def test_the_other_article_is_named_after_the_act_too(erasing: Client) -> None:
    article = make_imported(*story(), external_id="wire-1")
    other = make_imported(*story(), external_id="daily-1")
    done = send(erasing, article, what="article", confirm="yes")
    assert any(page_of(other) in text for text in messages_of(erasing, done))


def test_it_shows_every_place_before_it_asks(erasing: Client) -> None:
    article = make_told()
    held = holders(NAMED)
    page = send(erasing, article).content.decode()
    assert "articles.SourceDocument" in page
    assert "Erase for good" in page
    assert holders(NAMED) == held


def test_it_erases_what_is_confirmed_and_shows_the_record(erasing: Client) -> None:
    article = make_told()
    response = send(erasing, article, confirm="yes")
    erasure = Erasure.objects.get()
    assert response["Location"] == f"/admin/articles/erasure/{erasure.pk}/change/"
    page = erasing.get(response["Location"]).content.decode()
    assert GROUND in page
    assert "Source document: 1" in page
    assert holders(NAMED) == set()


def test_it_erases_a_whole_article_of_the_trash(erasing: Client) -> None:
    article = make_told()
    store.delete([article.pk])
    trashed = f"/admin/articles/trashedarticle/{article.pk}/change/"
    assert erasing.get(trashed).status_code == 403
    erasing.force_login(make_editor("change_article", "delete_article", "erase_article"))
    assert page_of(article) in erasing.get(trashed).content.decode()
    assert erasing.get(page_of(article)).status_code == 200
    send(erasing, article, what="article", passage="", confirm="yes")
    assert not Article.with_deleted.exists()
    assert holders(NAMED) == set()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"passage": " "}, "Write the passage to erase."),
        ({"ground": ""}, "This field is required."),
        ({"ground": f"{NAME} asked"}, "The ground repeats what is erased"),
        ({"passage": "Nobody at all"}, "This passage stands nowhere there"),
    ],
)
def test_what_cannot_be_done_is_said(erasing: Client, fields: dict[str, str], words: str) -> None:
    article = make_told()
    assert words in send(erasing, article, confirm="yes", **fields).content.decode()
    assert not Erasure.objects.exists()
