"""Where a policy asks for one live copy, only an editor puts a second one before readers."""

from __future__ import annotations

import pytest

from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, Duplicate, Edition, Policy
from articles.models.duplicate import CopyVerdict
from articles.models.policy import Copies
from articles.publishing.copies import held_as_copies
from articles.publishing.publish import CopyLive, publish
from articles.review.duplicates import decide_duplicate
from tests.documents.make import make_source
from tests.make import make_article
from tests.review.stories import document_of, story

pytestmark = pytest.mark.django_db


def publish_import(**texts: list[str]) -> None:
    """Import and publish documents, by their keys."""
    sources = [make_source(*each, external_id=key) for key, each in texts.items()]
    for _ in import_documents(sources, Options(publish=True)):
        pass


def live_keys() -> list[str]:
    live = Edition.objects.live().order_by("article__external_id")
    return list(live.values_list("article__external_id", flat=True))


def make_copies() -> tuple[Article, Article]:
    return make_article(document_of(story())), make_article(document_of(story()))


@pytest.fixture
def one_live_copy() -> Policy:
    return Policy.objects.create(copies=Copies.ASK)


def test_without_a_policy_both_are_published() -> None:
    publish_import(a=story(), b=story(without=1), c=story(2))
    assert live_keys() == ["a", "b", "c"]
    first, _ = make_copies()
    publish(first)


@pytest.mark.usefixtures("one_live_copy")
def test_of_two_that_come_together_the_first_goes_live() -> None:
    publish_import(a=story(), b=story(without=1), c=story(2))
    assert live_keys() == ["a", "c"]


@pytest.mark.usefixtures("one_live_copy")
def test_what_is_live_already_stays_the_one() -> None:
    publish_import(b=story())
    publish_import(a=story(without=1))
    publish_import(a=story(without=1), b=story())
    assert live_keys() == ["b"]


@pytest.mark.usefixtures("one_live_copy")
def test_the_other_goes_live_once_the_first_is_no_copy_any_more() -> None:
    publish_import(b=story())
    publish_import(a=story(without=1))
    publish_import(a=story(3))
    assert live_keys() == ["a", "b"]


@pytest.mark.usefixtures("one_live_copy")
def test_an_update_that_becomes_a_copy_waits_for_an_editor() -> None:
    publish_import(a=story(), b=story(2))
    publish_import(b=story())
    assert live_keys() == ["a", "b"]
    assert Edition.objects.live().get(article__external_id="b").version.number == 1


def test_an_update_of_what_readers_know_as_two_goes_live() -> None:
    publish_import(a=story(), b=story())
    Policy.objects.create(copies=Copies.ASK)
    publish_import(b=story(without=1))
    assert Edition.objects.live().get(article__external_id="b").version.number == 2


def test_the_closest_policy_counts() -> None:
    Policy.objects.create(copies=Copies.ASK)
    Policy.objects.create(external_ids="b*", copies=Copies.SHOWN)
    publish_import(a=story(), b=story(), c=story())
    assert live_keys() == ["a", "b"]


@pytest.mark.usefixtures("one_live_copy")
def test_an_editor_has_to_confirm() -> None:
    first, second = make_copies()
    publish(first)
    with pytest.raises(CopyLive, match="carries the same story") as refused:
        publish(second)
    assert refused.value.other == first
    publish(second, despite_copy=True)
    assert Edition.objects.live().count() == 2


@pytest.mark.parametrize("verdict", [CopyVerdict.BOTH, CopyVerdict.DIFFERENT])
@pytest.mark.usefixtures("one_live_copy")
def test_what_editors_know_as_two_is_not_held(verdict: CopyVerdict) -> None:
    first, second = make_copies()
    publish(first)
    decide_duplicate(Duplicate.objects.get(), verdict, None)
    assert held_as_copies([second.pk]) == {}


def test_what_does_not_stand_is_held_with_and_without_a_policy() -> None:
    publish_import(b=story())
    publish_import()
    Edition.objects.all().delete()
    other = make_article(document_of(story()))
    decide_duplicate(Duplicate.objects.get(), CopyVerdict.LATER, None)
    publish_import(b=story())
    assert live_keys() == []
    article = Article.objects.get(external_id="b")
    assert held_as_copies([article.pk, other.pk]) == {article.pk: other}


def test_what_stands_goes_live() -> None:
    first, second = make_copies()
    decide_duplicate(Duplicate.objects.get(), CopyVerdict.LATER, None)
    assert held_as_copies([first.pk, second.pk]) == {first.pk: second}
