"""The trash: what is in it, who knows of it, and the ways out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import store
from articles.models import Article, Edition, Tombstone
from articles.models.article import ArticleQuerySet, State
from articles.publishing.publish import publish, withdraw
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE
from tests.make import (
    make_article,
    make_change,
    make_editor,
    make_imported,
    make_label_review,
)

pytestmark = pytest.mark.django_db

# How each named queryset is asked for an article under all that it could be asked for.
QUERYSETS: Final[dict[str, Callable[[Any, Article], Any]]] = {
    "with_external_ids": lambda q, article: q.with_external_ids([article.external_id]),
    "with_external_ids_like": lambda q, _: q.with_external_ids_like("*"),
    "following_a_source": lambda q, _: q.following_a_source(),
    "in_state": lambda q, _: q.in_state(State.DRAFT),
    "with_state": lambda q, _: q.with_state(),
    "with_state_at": lambda q, _: q.with_state_at(),
    "in_trash": lambda q, _: q.in_trash(),
    "for_change": lambda q, _: q.for_change(),
}


def make_deleted(article: Article | None = None) -> Article:
    article = article or make_article()
    store.delete([article.pk])
    return article


def test_every_named_queryset_is_asked_about_the_trash() -> None:
    named = {name for name in vars(ArticleQuerySet) if not name.startswith("_")}
    assert named == set(QUERYSETS)


@pytest.mark.parametrize("name", QUERYSETS)
def test_no_named_queryset_has_what_is_in_the_trash(name: str) -> None:
    article = make_imported(SENTENCE)
    make_label_review(article, 99)
    make_change(article)
    make_deleted(article)
    assert list(QUERYSETS[name](Article.objects, article)) == []


def test_who_changes_an_article_holds_up_nobody_who_refers_to_it() -> None:
    make_article()
    with CaptureQueriesContext(connection) as asked:
        list(Article.objects.for_change())
    [statement] = [each["sql"] for each in asked]
    is_locked = connection.vendor == "postgresql"
    assert statement.endswith("FOR NO KEY UPDATE") is is_locked


def test_its_source_knows_it_no_longer() -> None:
    article = make_deleted(make_imported(SENTENCE))
    assert article.source
    assert not article.source.articles.exists()


def test_what_is_deleted_keeps_who_deleted_it() -> None:
    article, editor = make_article(), make_editor()
    assert store.delete([article.pk], by=editor) == 1
    assert store.delete([article.pk], by=make_editor()) == 0
    assert Article.with_deleted.get().deleted_by == editor


def test_what_is_deleted_ends_for_its_readers_as_if_withdrawn() -> None:
    article = make_article()
    publish(article)
    make_deleted(article)
    assert Edition.objects.begun().exists()
    assert not Edition.objects.live().exists()


def test_it_is_neither_saved_nor_published() -> None:
    article = make_deleted()
    with pytest.raises(Article.DoesNotExist):
        publish(article)
    with pytest.raises(Article.DoesNotExist):
        store.save(article.pk, store.load(article), base=1, reason="edit")  # type: ignore[arg-type]


def test_it_comes_back_as_it_was_and_withdrawn() -> None:
    article = make_imported(SENTENCE, "More.")
    publish(article)
    conflict = make_change(article)
    uids = list(article.paragraphs.values_list("uid", flat=True))
    make_deleted(article)
    assert store.undelete(article.pk) == store.Undeleted(article)
    again = Article.objects.with_state().get()
    assert list(again.paragraphs.values_list("uid", flat=True)) == uids
    assert (again.slug, again.state) == (article.slug, State.WITHDRAWN)
    assert again.conflicts.get() == conflict


def test_its_slug_is_free_for_others_meanwhile() -> None:
    make_deleted(make_article(slug="ferry"))
    assert make_article(slug="ferry").slug == "ferry"


def test_it_gets_another_slug_where_its_own_is_taken() -> None:
    article = make_deleted(make_article(slug="ferry"))
    make_article(slug="ferry")
    restored = store.undelete(article.pk)
    assert restored.lost_slug == "ferry"
    assert Article.objects.get(pk=article.pk).slug == restored.article.slug != "ferry"


def test_it_gets_another_slug_where_readers_know_another_article_by_its_own() -> None:
    article = make_deleted(make_article(slug="ferry"))
    other = make_article(slug="ferry")
    publish(other)
    store.rename(other.pk, "boat")
    assert store.undelete(article.pk).lost_slug == "ferry"


def test_what_is_not_in_the_trash_is_not_restored() -> None:
    with pytest.raises(Article.DoesNotExist):
        store.undelete(make_article().pk)


def test_what_is_purged_leaves_a_tombstone_of_who_deleted_it() -> None:
    article, editor = make_imported(SENTENCE), make_editor()
    store.delete([article.pk], by=editor)
    assert store.purge([article.pk], by=make_editor()) == 1
    assert not Article.with_deleted.exists()
    stone = Tombstone.objects.get()
    assert (stone.external_id, stone.headline) == (article.external_id, article.headline)
    assert stone.deleted_by == editor


def test_what_never_came_from_a_document_leaves_no_tombstone() -> None:
    store.purge([make_deleted().pk])
    assert not Article.with_deleted.exists()
    assert not Tombstone.objects.exists()


def test_what_is_not_in_the_trash_is_not_purged() -> None:
    article = make_imported(SENTENCE)
    assert store.purge([article.pk]) == 0
    assert Article.objects.get() == article


def test_what_an_undo_deletes_leaves_no_tombstone() -> None:
    article = make_imported(SENTENCE)
    item = article.run_items.get()
    list(Undo(item.run))
    assert not Article.with_deleted.exists()
    assert not Tombstone.objects.exists()


def test_what_is_withdrawn_after_all_is_no_crash() -> None:
    assert withdraw(make_deleted()) == 0
