"""An article that is published until a moment: its end is kept, and everything follows it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from articles import store
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Article, Edition, StateTurn
from articles.models.version import Reason
from articles.publishing.links import apply_due_links
from articles.publishing.publish import (
    EndsTooSoon,
    cancel_schedule,
    publish,
    publish_updates,
)
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import follow, make_article, make_source_document

pytestmark = pytest.mark.django_db


def hours(number: float) -> datetime:
    return timezone.now() + timedelta(hours=number)


def pass_hours(number: float) -> None:
    """Let so much time pass for all that was published."""
    ago = timedelta(hours=number)
    Edition.objects.filter(live_until=None).update(
        live_from=F("live_from") - ago, first_published_at=F("first_published_at") - ago
    )
    Edition.objects.exclude(live_until=None).update(
        live_from=F("live_from") - ago,
        first_published_at=F("first_published_at") - ago,
        live_until=F("live_until") - ago,
    )


def edit(article: Article, headline: str) -> None:
    article.refresh_from_db()
    document = make_document(headline=Line(headline))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def test_it_ends_by_itself_everywhere(client: Client) -> None:
    document = make_document(headline=Line("Zeppelin"), metadata=Metadata(topics=("Airships",)))
    article = make_article(document, slug="zeppelin")
    publish(article, ends_at=hours(1))
    places = ["/", "/feeds/atom.xml", "/search/?q=zeppelin", "/sitemaps/articles-1.xml"]
    before = [place for place in places if "eppelin" in client.get(place).content.decode()]
    assert client.get("/articles/zeppelin/").status_code == 200
    pass_hours(2)
    after = [place for place in before if "eppelin</" in client.get(place).content.decode()]
    assert len(before) >= 3
    assert after == []
    assert client.get("/articles/zeppelin/").status_code == 410
    assert Article.objects.with_state().get(pk=article.pk).state == "withdrawn"


def test_lists_are_told_of_its_end() -> None:
    article, end = make_article(), hours(1)
    publish(article, ends_at=end)
    assert StateTurn.objects.get().at == end
    publish(article, keeps_end=False)
    assert not StateTurn.objects.exists()
    edit(article, "Changed")
    publish(article, ends_at=end)
    assert StateTurn.objects.get().at == end


@pytest.mark.parametrize("begins", [None, 3])
def test_it_does_not_end_before_it_begins(begins: float | None) -> None:
    live_from = hours(begins) if begins else None
    with pytest.raises(EndsTooSoon):
        publish(make_article(), live_from=live_from, ends_at=hours(2) if begins else hours(-1))


def test_the_end_of_what_is_live_is_chosen_and_taken_back() -> None:
    article = make_article()
    first = publish(article)
    end = hours(1)
    assert publish(article, ends_at=end) == first
    assert Edition.objects.get().live_until == end
    publish(article, keeps_end=False)
    assert Edition.objects.get().live_until is None


def test_another_version_ends_when_the_one_before_was_to() -> None:
    article, end = make_article(), hours(9)
    publish(article, ends_at=end)
    edit(article, "Changed")
    assert publish(article).live_until == end


def test_an_update_from_its_source_keeps_the_end() -> None:
    article, end = make_article(reason=Reason.IMPORT), hours(9)
    publish(article, ends_at=end)
    follow(article, make_document(headline=Line("As its source has it now")))
    assert publish_updates([article.pk]) == 1
    assert Edition.objects.live().get().live_until == end


def test_it_ends_before_a_later_update_begins_and_after_that_is_cancelled() -> None:
    article, end = make_article(), hours(2)
    publish(article, ends_at=end)
    edit(article, "Later")
    publish(article, live_from=hours(5), keeps_end=False)
    live = Edition.objects.live().get()
    assert live.live_until == end
    publish(article, live_from=hours(1), keeps_end=False)
    live.refresh_from_db()
    assert live.live_until is not None
    assert live.live_until < end
    cancel_schedule(article)
    live.refresh_from_db()
    assert live.live_until == end


def test_links_to_it_lead_to_its_source_again() -> None:
    source = make_source_document(url="https://ferry.example/a")
    there = make_article(make_document(metadata=Metadata(url="https://ferry.example/a")))
    Article.objects.filter(pk=there.pk).update(source=source)
    publish(there, ends_at=hours(1))
    link = make_paragraph("p", '<a href="https://ferry.example/a">the ferry</a> of old')
    holder = publish(make_article(make_document(make_section("s", link))))
    assert "data-original" in holder.body
    pass_hours(2)
    apply_due_links()
    holder.refresh_from_db()
    assert "data-original" not in holder.body
    assert not Edition.objects.filter(end_due=True).exists()
