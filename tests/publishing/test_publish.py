from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles import store
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line, Paragraph, Section
from articles.models import Article, Edition
from articles.models.version import Reason
from articles.publishing.publish import (
    PublishRefused,
    SlugPublished,
    bring_back,
    cancel_schedule,
    publish,
    publish_new,
    publish_updates,
    withdraw,
)
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article, make_source_document

pytestmark = pytest.mark.django_db


def publish_imported(keys: list[int]) -> None:
    publish_new(keys)
    publish_updates(keys)


def state(article: Article) -> str:
    return Article.objects.with_state().get(pk=article.pk).state


def change(article: Article, headline: str = "Changed") -> None:
    article.refresh_from_db()
    document = replace(store.load(article), headline=Line(headline))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def test_an_article_goes_from_draft_to_live_to_changed_to_live_to_withdrawn() -> None:
    article = make_article()
    seen = [state(article)]
    publish(article)
    seen.append(state(article))
    change(article)
    seen.append(state(article))
    publish(article)
    seen.append(state(article))
    withdraw(article)
    seen.append(state(article))
    assert seen == ["draft", "live", "changed", "live", "withdrawn"]


def test_an_edition_shows_the_article_as_it_was_published() -> None:
    article = make_article()
    edition = publish(article)
    change(article)
    assert edition in Edition.objects.live()
    assert edition.headline != article.headline


def test_agencies_are_credited_after_the_authors() -> None:
    document = replace(make_document(), bylines=("Nell Ashby",))
    article = make_article(replace(document, metadata=Metadata(agencies=("dpa", "AFP"))))
    assert publish(article).bylines == ["Nell Ashby", "dpa", "AFP"]


def test_noise_is_in_no_edition() -> None:
    noise = make_paragraph("n", "Subscribe!", noise=True)
    article = make_article(make_document(make_section("s", make_paragraph("a"), noise)))
    assert "Subscribe" not in publish(article).body


def test_publishing_the_same_twice_keeps_the_edition() -> None:
    article = make_article()
    assert publish(article) == publish(article)


def test_a_new_edition_ends_the_one_before_and_keeps_the_first_date() -> None:
    article = make_article()
    first = publish(article)
    change(article)
    second = publish(article)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert second.first_published_at == first.first_published_at
    assert Edition.objects.live().get() == second


def test_a_scheduled_edition_is_not_live_before_its_time_and_replaces_at_its_time() -> None:
    article = make_article()
    first = publish(article)
    change(article)
    later = timezone.now() + timedelta(hours=1)
    second = publish(article, live_from=later)
    first.refresh_from_db()
    assert Edition.objects.live().get() == first
    assert (first.live_until, second.live_from) == (later, later)


def test_a_first_schedule_is_told_from_a_draft() -> None:
    article = make_article()
    publish(article, live_from=timezone.now() + timedelta(hours=1))
    assert state(article) == "scheduled"


def test_withdrawing_cancels_what_is_scheduled() -> None:
    article = make_article()
    publish(article)
    change(article)
    publish(article, live_from=timezone.now() + timedelta(hours=1))
    assert withdraw(article) == 2
    assert state(article) == "withdrawn"


def test_withdrawing_a_draft_does_nothing() -> None:
    assert withdraw(make_article()) == 0


def test_an_article_can_be_published_again_after_it_was_withdrawn() -> None:
    article = make_article()
    publish(article)
    withdraw(article)
    publish(article)
    assert state(article) == "live"


def test_an_address_that_readers_know_another_article_by_is_refused() -> None:
    first = make_article(slug="ferry")
    publish(first)
    Article.objects.filter(pk=first.pk).update(slug="old-ferry")
    with pytest.raises(SlugPublished, match="A ferry leaves"):
        publish(make_article(slug="ferry"))


def test_a_new_slug_is_a_change_that_readers_do_not_see_yet() -> None:
    article = make_article()
    publish(article)
    Article.objects.filter(pk=article.pk).update(slug="elsewhere")
    assert state(article) == "changed"


def test_only_a_later_edition_is_an_update() -> None:
    article = make_article()
    first = publish(article)
    change(article)
    second = publish(article)
    assert (first.updated_at, second.updated_at) == (None, second.live_from)


def test_an_article_has_one_open_edition_at_most() -> None:
    edition = publish(make_article())
    edition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_an_edition_cannot_end_before_it_begins() -> None:
    edition = publish(make_article())
    edition.live_until = edition.live_from - timedelta(seconds=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save()


def hours(number: int) -> datetime:
    return timezone.now() + timedelta(hours=number)


def live_at(moment: datetime) -> list[str]:
    """The headlines that readers see at a moment, whatever is decided until then."""
    begun = Edition.objects.filter(live_from__lte=moment)
    open_then = begun.filter(Q(live_until__isnull=True) | Q(live_until__gt=moment))
    return list(open_then.values_list("headline", flat=True))


def test_publishing_now_takes_the_place_of_a_schedule() -> None:
    article = make_article()
    publish(article)
    change(article, "Scheduled")
    publish(article, live_from=hours(1))
    change(article, "Corrected")
    publish(article)
    assert [live_at(hours(number)) for number in (0, 2)] == [["Corrected"], ["Corrected"]]


def test_a_schedule_can_be_postponed_and_brought_forward() -> None:
    article = make_article(make_document(headline=Line("Embargoed")))
    publish(article, live_from=hours(1))
    publish(article, live_from=hours(5))
    assert [live_at(hours(number)) for number in (2, 6)] == [[], ["Embargoed"]]
    change(article, "Corrected")
    publish(article, live_from=hours(3))
    assert [live_at(hours(number)) for number in (2, 4, 6)] == [[], ["Corrected"], ["Corrected"]]


def test_a_schedule_that_never_began_dates_nothing() -> None:
    article = make_article()
    publish(article, live_from=hours(72))
    edition = publish(article)
    assert edition.first_published_at == edition.live_from <= timezone.now()
    assert edition.updated_at is None


def test_publishing_what_is_live_cancels_the_change_that_was_scheduled() -> None:
    article = make_article(make_document(headline=Line("First")))
    publish(article)
    change(article, "Second")
    publish(article, live_from=hours(1))
    change(article, "First")
    Article.objects.filter(pk=article.pk).update(version=1)
    publish(article)
    assert live_at(hours(2)) == ["First"]


def test_a_cancelled_schedule_leaves_a_draft_that_an_import_does_not_publish() -> None:
    article = make_article(reason=Reason.IMPORT)
    publish(article, live_from=hours(1))
    withdraw(article)
    publish_imported([article.pk])
    assert (state(article), live_at(hours(2))) == ("draft", [])


def test_an_import_leaves_a_schedule_and_a_new_slug_to_the_editor() -> None:
    scheduled, renamed = (make_article(slug=slug, reason=Reason.IMPORT) for slug in "ab")
    for article in (scheduled, renamed):
        publish(article)
        document = make_document(headline=Line("Changed source"))
        store.save(article.pk, document, base=1, reason=Reason.IMPORT)
    scheduled.refresh_from_db()
    publish(scheduled, live_from=hours(1))
    Article.objects.filter(pk=renamed.pk).update(slug="c")
    publish_imported([scheduled.pk, renamed.pk])
    assert "Changed source" not in live_at(hours(0))
    assert live_at(hours(2)).count("Changed source") == 1


def test_an_import_does_not_publish_under_an_address_that_is_taken() -> None:
    known = make_article(slug="ferry")
    publish(known)
    Article.objects.filter(pk=known.pk).update(slug="old-ferry")
    late = make_article(slug="ferry", reason=Reason.IMPORT)
    publish_imported([late.pk])
    assert Edition.objects.live().get().article == known


def test_the_database_keeps_two_open_editions_from_one_slug() -> None:
    first = publish(make_article(slug="ferry"))
    other = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=publish(other).pk).update(slug=first.slug)


def test_an_import_does_not_publish_an_empty_page() -> None:
    noise = make_document(make_section("s", make_paragraph("p", "Share", noise=True)))
    article = make_article(noise, reason=Reason.IMPORT)
    publish_new([article.pk])
    assert not article.editions.exists()


@pytest.mark.parametrize("paragraphs", [(), (make_paragraph("p", "Share", noise=True),)])
def test_a_text_without_words_is_not_published(paragraphs: tuple[Paragraph, ...]) -> None:
    article = make_article(make_document(Section("s", paragraphs=paragraphs)))
    for live_from in (None, hours(1)):
        with pytest.raises(PublishRefused, match="no text that readers would see"):
            publish(article, live_from=live_from)
    assert not article.editions.exists()


def test_a_text_that_lost_its_words_leaves_what_is_live() -> None:
    article = make_article()
    publish(article)
    document = replace(store.load(article), sections=())
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    with pytest.raises(PublishRefused):
        publish(article)
    assert len(live_at(hours(1))) == 1


@pytest.mark.parametrize("ago", [timedelta(minutes=1), timedelta(hours=4), timedelta(days=366)])
def test_a_moment_in_the_past_is_refused(ago: timedelta) -> None:
    article = make_article()
    with pytest.raises(PublishRefused, match=r"has passed: it is .* \(time zone UTC\)"):
        publish(article, live_from=timezone.now() - ago)
    assert not article.editions.exists()


def test_the_minute_that_runs_is_now() -> None:
    this_minute = timezone.now().replace(second=0, microsecond=0)
    edition = publish(make_article(), live_from=this_minute)
    assert edition in Edition.objects.live()
    assert edition.live_from >= this_minute


def test_a_scheduled_update_is_cancelled_alone() -> None:
    article = make_article(make_document(headline=Line("First")))
    publish(article)
    change(article, "Second")
    publish(article, live_from=hours(1))
    assert cancel_schedule(article) == 1
    assert [live_at(hours(number)) for number in (0, 2)] == [["First"], ["First"]]
    assert state(article) == "changed"
    assert cancel_schedule(article) == 0


def test_a_schedule_is_not_cancelled_over_another_articles_address() -> None:
    article = make_article(slug="ferry")
    publish(article)
    Article.objects.filter(pk=article.pk).update(slug="new-ferry")
    change(article, "Second")
    publish(article, live_from=hours(1))
    publish(make_article(make_document(headline=Line("Other")), slug="ferry"), live_from=hours(2))
    with pytest.raises(SlugPublished):
        cancel_schedule(article)
    assert sorted(live_at(hours(3))) == ["Other", "Second"]


def test_what_is_live_until_another_takes_its_address_is_not_published_for_good() -> None:
    article = make_article(slug="ferry")
    publish(article)
    Article.objects.filter(pk=article.pk).update(slug="new-ferry")
    publish(article, live_from=hours(1))
    publish(make_article(slug="ferry"), live_from=hours(2))
    Article.objects.filter(slug="ferry").update(slug="old-ferry")
    Article.objects.filter(pk=article.pk).update(slug="ferry")
    with pytest.raises(SlugPublished):
        publish(article)


def test_an_import_leaves_an_update_at_an_address_that_another_is_to_take() -> None:
    article = make_article(slug="ferry", reason=Reason.IMPORT)
    publish(article)
    Edition.objects.filter(article=article).update(live_until=hours(2))
    other = make_article(slug="other")
    Article.objects.filter(pk=other.pk).update(slug="ferry-2")
    scheduled = publish(other, live_from=hours(2))
    Edition.objects.filter(pk=scheduled.pk).update(slug="ferry")
    store.save(
        article.pk,
        replace(store.load(article), headline=Line("Corrected")),
        base=1,
        reason=Reason.IMPORT,
    )
    assert publish_updates([article.pk]) == 0
    assert live_at(hours(0)) != ["Corrected"]


def test_updates_of_many_articles_take_no_more_queries(
    django_assert_max_num_queries: Any,
) -> None:
    for count in (2, 20):
        articles = [make_article(reason=Reason.IMPORT) for _ in range(count)]
        publish_new([article.pk for article in articles])
        for article in articles:
            document = replace(store.load(article), headline=Line("Corrected"))
            store.save(article.pk, document, base=1, reason=Reason.IMPORT)
        with django_assert_max_num_queries(26):
            assert publish_updates([article.pk for article in articles]) == count
        assert Edition.objects.live().filter(headline="Corrected").count() == count
        store.delete([article.pk for article in articles])


def test_an_update_keeps_when_it_was_first_published() -> None:
    article = make_article(reason=Reason.IMPORT)
    first = publish(article)
    document = replace(store.load(article), headline=Line("Corrected"))
    store.save(article.pk, document, base=1, reason=Reason.IMPORT)
    publish_updates([article.pk])
    now = Edition.objects.live().get()
    assert now.first_published_at == first.first_published_at
    assert now.updated_at == now.live_from > first.live_from


def test_an_import_publishes_an_update_of_which_only_a_heading_is_left() -> None:
    article = make_article(reason=Reason.IMPORT)
    publish(article)
    noise = make_section("s1", make_paragraph("p1", "Share", noise=True), heading=Line("Closed"))
    store.save(article.pk, make_document(noise), base=1, reason=Reason.IMPORT)
    assert publish_updates([article.pk]) == 1
    assert "Closed" in Edition.objects.live().get().body


@pytest.mark.parametrize(("shown", "published"), [(1, 0), (2, 1)])
def test_an_import_publishes_a_merge_only_where_readers_saw_what_it_was_merged_with(
    shown: int, published: int
) -> None:
    article = make_article(reason=Reason.IMPORT)
    publish(article)
    change(article, "By hand")
    if shown == 2:
        publish(article)
    source = make_source_document()
    document = replace(store.load(article), standfirst=Line("Corrected"))
    store.save(article.pk, document, base=2, reason=Reason.MERGE, source_id=source.pk)
    assert publish_updates([article.pk]) == published


def test_what_is_carried_over_ends_when_its_update_is_scheduled() -> None:
    article = make_article(make_document(headline=Line("First")))
    first = publish(article)
    change(article, "Second")
    publish(article, live_from=hours(1))
    first.refresh_from_db()
    bring_back(first, first.version, instead_of=first)
    assert [live_at(hours(number)) for number in (0, 2)] == [["First"], ["Second"]]
    assert Edition.objects.live().get().updated_at is None
