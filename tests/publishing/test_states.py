"""Kept states are what the editions say, whatever was done and whenever one looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.documents.article.model import Line
from articles.erasure.erase import erase_passage
from articles.models import Article, Edition, StateTurn
from articles.models.article import State
from articles.models.version import Reason
from articles.publishing import publish as publishing
from articles.publishing.states import keep_live, keep_states, settle_states
from tests.documents.make import make_document
from tests.make import make_article
from tests.undo.histories import of_the_database

pytestmark = pytest.mark.django_db


class Clock:
    """What the site takes for the time, which tests move on."""

    def __init__(self) -> None:
        self.now = timezone.now()

    def __call__(self) -> object:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(timezone, "now", made)
    return made


Act = Callable[[Article, Clock], object]


def later(hours: int) -> Act:
    def act(article: Article, clock: Clock) -> None:
        clock.now += timedelta(hours=hours)

    return act


def scheduled(hours: int) -> Act:
    return lambda article, clock: publishing.publish(
        article, live_from=clock.now + timedelta(hours=hours)
    )


def saved(headline: str, reason: Reason) -> Act:
    def act(article: Article, clock: Clock) -> None:
        document = replace(store.load(article), headline=Line(headline))
        store.save(article.pk, document, base=article.version, reason=reason)

    return act


def renamed(slug: str) -> Act:
    return lambda article, clock: store.rename(article.pk, f"{slug}-{article.pk}")


def published(article: Article, clock: Clock) -> None:
    publishing.publish(article)


def imported(article: Article, clock: Clock) -> None:
    publishing.publish_new([article.pk])
    publishing.publish_updates([article.pk])


def carried_over(article: Article, clock: Clock) -> None:
    publishing.carry_over([article.pk])


def withdrawn(article: Article, clock: Clock) -> None:
    publishing.withdraw(article)


def cancelled(article: Article, clock: Clock) -> None:
    publishing.cancel_schedule(article)


def brought_back(article: Article, clock: Clock) -> None:
    editions = Edition.objects.filter(article=article)
    last = editions.begun().order_by("-live_from", "-pk").first()
    if last and not Edition.objects.open_at(clock.now).filter(article=article).exists():
        publishing.bring_back_withdrawn(last)


def unpublished(article: Article, clock: Clock) -> None:
    publishing.erase(Edition.objects.filter(article=article))


def trashed_and_back(article: Article, clock: Clock) -> None:
    store.delete([article.pk])
    store.undelete(article.pk)


acts: st.SearchStrategy[Act] = st.one_of(
    st.builds(later, st.integers(0, 5)),
    st.builds(scheduled, st.integers(1, 4)),
    st.builds(saved, st.sampled_from("abc"), st.sampled_from([Reason.EDIT, Reason.IMPORT])),
    st.builds(renamed, st.sampled_from(["here", "there"])),
    st.sampled_from(
        [
            published, imported, carried_over, withdrawn, cancelled, brought_back, unpublished,
            trashed_and_back,
        ]
    ),
)  # fmt: skip


def kept() -> list[object]:
    """Return what is kept of each article, once what has passed is settled."""
    settle_states()
    return list(Article.objects.order_by("pk").values_list("pk", "kept_state", "kept_state_at"))


def told() -> list[object]:
    articles: Any = Article.objects.with_state_at().order_by("pk")
    return list(articles.values_list("pk", "state", "state_at"))


@pytest.mark.long
@given(st.lists(st.tuples(st.booleans(), acts), max_size=16))
@of_the_database
def test_what_is_kept_is_what_the_editions_say(walk: Sequence[tuple[bool, Act]]) -> None:
    with pytest.MonkeyPatch.context() as patch, transaction.atomic():
        clock = Clock()
        patch.setattr(timezone, "now", clock)
        keys = [make_article(reason=Reason.IMPORT).pk for _ in range(2)]
        for which, act in walk:
            clock.now += timedelta(seconds=1)
            with suppress(publishing.PublishRefused, store.SlugTaken):
                act(Article.objects.get(pk=keys[which]), clock)
            assert kept() == told()
        transaction.set_rollback(True)


@pytest.mark.skipif(connection.vendor == "sqlite", reason="nobody writes beside who publishes")
def test_what_is_saved_while_an_import_publishes_it_is_changed() -> None:
    article = make_article()
    edition = publishing.publish(article)
    newer = make_document(headline=Line("Something else"))
    store.save(article.pk, newer, base=1, reason=Reason.EDIT)
    keep_live([edition])
    assert kept() == told()


def test_a_state_turns_the_moment_its_edition_begins_and_ends(clock: Clock) -> None:
    article = make_article()
    begins = clock.now + timedelta(hours=1)
    edition = publishing.publish(article, live_from=begins)
    Edition.objects.filter(pk=edition.pk).update(live_until=begins + timedelta(hours=1))
    keep_states([article.pk])
    seen = []
    for moment in (-1, 0, 3599, 3600):
        clock.now = begins + timedelta(seconds=moment)
        settle_states()
        article.refresh_from_db()
        seen.append(article.kept_state)
    assert seen == [State.SCHEDULED, State.LIVE, State.LIVE, State.WITHDRAWN]
    assert not StateTurn.objects.exists()


def test_what_has_not_turned_costs_one_query(
    clock: Clock, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    publishing.publish(make_article(), live_from=clock.now + timedelta(hours=1))
    with django_assert_num_queries(1):
        settle_states()


def test_what_is_published_over_and_again_leaves_no_moment_behind(clock: Clock) -> None:
    article = make_article()
    for hours in (3, 5, 2):
        publishing.publish(article, live_from=clock.now + timedelta(hours=hours))
    assert [turn.at for turn in StateTurn.objects.all()] == [clock.now + timedelta(hours=2)]
    publishing.withdraw(article)
    assert not StateTurn.objects.exists()


def test_a_slug_that_is_erased_is_another_state() -> None:
    article = make_article(make_document(headline=Line("Something else")), slug="pia-lowen-writes")
    publishing.publish(article)
    Edition.objects.update(slug="something-else")
    keep_states([article.pk])
    erase_passage("Pia Lowen writes", None, ground="Court of Hesk, 4 O 17/26")
    assert kept() == told()


def test_an_article_goes_with_its_moments() -> None:
    article = make_article()
    publishing.publish(article, live_from=timezone.now() + timedelta(hours=1))
    store.discard([article.pk])
    assert not StateTurn.objects.exists()
