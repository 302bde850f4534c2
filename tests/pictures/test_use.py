"""Where a picture is used is known, costs no query where there is none, and guards it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.models import ArticlePicture, Edition, EditionPicture, Picture
from articles.pictures.stored import names_of, picture_storage
from articles.pictures.use import (
    add_edition_pictures,
    articles_with_picture,
    open_editions_with_picture,
    set_article_pictures,
)
from articles.pictures.withdraw import (
    PictureUsed,
    bring_back_picture,
    delete_picture,
    withdraw_picture,
)
from articles.publishing.publish import publish, withdraw
from tests.make import make_article, make_editor
from tests.pictures.make import make_picture

pytestmark = pytest.mark.django_db

ONE, OTHER = "1" * 64, "2" * 64


def test_articles_have_the_pictures_that_they_are_said_to_have() -> None:
    first, second = make_article(), make_article()
    set_article_pictures({first.pk: [ONE, OTHER, ONE], second.pk: [ONE]})
    set_article_pictures({first.pk: [OTHER]})
    assert articles_with_picture(ONE) == [second]
    assert articles_with_picture(OTHER) == [first]


def test_many_articles_take_two_queries(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    articles = [make_article() for _ in range(5)]
    with django_assert_num_queries(2):
        set_article_pictures({article.pk: [ONE] for article in articles})
    assert ArticlePicture.objects.count() == 5


def test_articles_and_editions_without_pictures_take_none(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        set_article_pictures({1: [], 2: []}, are_new=True)
        set_article_pictures({})
        add_edition_pictures({1: [], 2: []})


def test_an_article_in_the_trash_still_has_its_pictures() -> None:
    article = make_article()
    set_article_pictures({article.pk: [ONE]})
    store.delete([article.pk], by=make_editor())
    assert [each.pk for each in articles_with_picture(ONE)] == [article.pk]


def test_an_edition_is_live_or_to_be_live_with_its_pictures() -> None:
    live, later, ended = make_article(), make_article(), make_article()
    editions = [
        publish(live),
        publish(later, live_from=timezone.now() + timedelta(days=1)),
        publish(ended),
    ]
    add_edition_pictures({each.pk: [ONE] for each in editions})
    withdraw(ended)
    assert {each.article_id for each in open_editions_with_picture(ONE)} == {live.pk, later.pk}
    assert {each.pk for each in articles_with_picture(ONE)} == {live.pk, later.pk, ended.pk}


def test_what_an_article_has_goes_with_it() -> None:
    article = make_article()
    set_article_pictures({article.pk: [ONE]})
    add_edition_pictures({publish(article).pk: [ONE]})
    store.discard([article.pk])
    assert not Edition.objects.exists()
    assert not ArticlePicture.objects.exists()
    assert not EditionPicture.objects.exists()


def test_one_that_an_article_has_is_not_deleted() -> None:
    picture = make_picture()
    set_article_pictures({make_article().pk: [picture.sha256]})
    with pytest.raises(PictureUsed, match="take it out of those articles first"):
        delete_picture(picture)
    assert picture_storage().exists(next(names_of(picture.sha256, picture.width)))


def test_one_that_a_live_page_shows_is_not_deleted() -> None:
    picture, article = make_picture(), make_article()
    add_edition_pictures({publish(article).pk: [picture.sha256]})
    with pytest.raises(PictureUsed):
        delete_picture(picture)
    withdraw(article)
    delete_picture(picture)


@pytest.mark.django_db(transaction=True)
def test_one_that_is_deleted_leaves_no_file() -> None:
    picture = make_picture()
    names = list(names_of(picture.sha256, picture.width))
    assert all(map(picture_storage().exists, names))
    delete_picture(picture)
    assert not Picture.objects.exists()
    assert not any(map(picture_storage().exists, names))


def test_one_that_is_withdrawn_comes_back() -> None:
    picture = make_picture()
    withdraw_picture(picture, " The agency asked for it. ")
    picture.refresh_from_db()
    assert picture.withdrawn_reason == "The agency asked for it."
    assert not Picture.objects.showable().exists()
    bring_back_picture(picture)
    assert Picture.objects.showable().get() == picture


@pytest.mark.parametrize(("days", "is_shown"), [(-1, False), (0, True), (1, True)])
def test_it_is_shown_until_the_last_day_of_its_rights(days: int, is_shown: bool) -> None:
    picture = make_picture(rights_until=timezone.localdate() + timedelta(days=days))
    assert picture.is_showable is is_shown
    assert Picture.objects.showable().exists() is is_shown
