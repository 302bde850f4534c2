from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from articles import store
from articles.documents.article.model import Kind, Line
from articles.models import Article, Edition
from articles.models.version import Reason
from articles.publishing import publish as publishing
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db


def publish_imported(keys: list[int]) -> None:
    publishing.publish_new(keys)
    publishing.publish_updates(keys)


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
    publishing.publish(article)
    seen.append(state(article))
    change(article)
    seen.append(state(article))
    publishing.publish(article)
    seen.append(state(article))
    publishing.withdraw(article)
    seen.append(state(article))
    assert seen == ["draft", "live", "changed", "live", "withdrawn"]


def test_an_edition_shows_the_article_as_it_was_published() -> None:
    article = make_article()
    edition = publishing.publish(article)
    change(article)
    assert edition in Edition.objects.live()
    assert edition.headline != article.headline


def test_noise_is_in_no_edition() -> None:
    noise = make_paragraph("n", "Subscribe!", kind=Kind.NOISE)
    article = make_article(make_document(make_section("s", make_paragraph("a"), noise)))
    assert "Subscribe" not in publishing.publish(article).body


def test_publishing_the_same_twice_keeps_the_edition() -> None:
    article = make_article()
    assert publishing.publish(article) == publishing.publish(article)


def test_a_new_edition_ends_the_one_before_and_keeps_the_first_date() -> None:
    article = make_article()
    first = publishing.publish(article)
    change(article)
    second = publishing.publish(article)
    first.refresh_from_db()
    assert first.live_until == second.live_from
    assert second.first_published_at == first.first_published_at
    assert Edition.objects.live().get() == second


def test_a_scheduled_edition_is_not_live_before_its_time_and_replaces_at_its_time() -> None:
    article = make_article()
    first = publishing.publish(article)
    change(article)
    later = timezone.now() + timedelta(hours=1)
    second = publishing.publish(article, live_from=later)
    first.refresh_from_db()
    assert Edition.objects.live().get() == first
    assert (first.live_until, second.live_from) == (later, later)


def test_a_first_schedule_is_told_from_a_draft() -> None:
    article = make_article()
    publishing.publish(article, live_from=timezone.now() + timedelta(hours=1))
    assert state(article) == "scheduled"


def test_withdrawing_cancels_what_is_scheduled() -> None:
    article = make_article()
    publishing.publish(article)
    change(article)
    publishing.publish(article, live_from=timezone.now() + timedelta(hours=1))
    assert publishing.withdraw(article) == 2
    assert state(article) == "withdrawn"


def test_withdrawing_a_draft_does_nothing() -> None:
    assert publishing.withdraw(make_article()) == 0


def test_an_article_can_be_published_again_after_it_was_withdrawn() -> None:
    article = make_article()
    publishing.publish(article)
    publishing.withdraw(article)
    publishing.publish(article)
    assert state(article) == "live"


def test_an_address_that_readers_know_another_article_by_is_refused() -> None:
    first = make_article(slug="ferry")
    publishing.publish(first)
    Article.objects.filter(pk=first.pk).update(slug="old-ferry")
    with pytest.raises(publishing.SlugPublished, match="A ferry leaves"):
        publishing.publish(make_article(slug="ferry"))


def test_a_new_slug_is_a_change_that_readers_do_not_see_yet() -> None:
    article = make_article()
    publishing.publish(article)
    Article.objects.filter(pk=article.pk).update(slug="elsewhere")
    assert state(article) == "changed"


def test_only_a_later_edition_is_an_update() -> None:
    article = make_article()
    first = publishing.publish(article)
    change(article)
    second = publishing.publish(article)
    assert (first.updated_at, second.updated_at) == (None, second.live_from)


def test_an_article_has_one_open_edition_at_most() -> None:
    edition = publishing.publish(make_article())
    edition.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        edition.save(force_insert=True)


def test_an_edition_cannot_end_before_it_begins() -> None:
    edition = publishing.publish(make_article())
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
    publishing.publish(article)
    change(article, "Scheduled")
    publishing.publish(article, live_from=hours(1))
    change(article, "Corrected")
    publishing.publish(article)
    assert [live_at(hours(number)) for number in (0, 2)] == [["Corrected"], ["Corrected"]]


def test_a_schedule_can_be_postponed_and_brought_forward() -> None:
    article = make_article(make_document(headline=Line("Embargoed")))
    publishing.publish(article, live_from=hours(1))
    publishing.publish(article, live_from=hours(5))
    assert [live_at(hours(number)) for number in (2, 6)] == [[], ["Embargoed"]]
    change(article, "Corrected")
    publishing.publish(article, live_from=hours(3))
    assert [live_at(hours(number)) for number in (2, 4, 6)] == [[], ["Corrected"], ["Corrected"]]


def test_a_schedule_that_never_began_dates_nothing() -> None:
    article = make_article()
    publishing.publish(article, live_from=hours(72))
    edition = publishing.publish(article)
    assert edition.first_published_at == edition.live_from <= timezone.now()
    assert edition.updated_at is None


def test_publishing_what_is_live_cancels_the_change_that_was_scheduled() -> None:
    article = make_article(make_document(headline=Line("First")))
    publishing.publish(article)
    change(article, "Second")
    publishing.publish(article, live_from=hours(1))
    change(article, "First")
    Article.objects.filter(pk=article.pk).update(version=1)
    publishing.publish(article)
    assert live_at(hours(2)) == ["First"]


def test_a_cancelled_schedule_leaves_a_draft_that_an_import_does_not_publish() -> None:
    article = make_article(reason=Reason.IMPORT)
    publishing.publish(article, live_from=hours(1))
    publishing.withdraw(article)
    publish_imported([article.pk])
    assert (state(article), live_at(hours(2))) == ("draft", [])


def test_an_import_leaves_a_schedule_and_a_new_slug_to_the_editor() -> None:
    scheduled, renamed = (make_article(slug=slug, reason=Reason.IMPORT) for slug in "ab")
    for article in (scheduled, renamed):
        publishing.publish(article)
        document = make_document(headline=Line("Changed source"))
        store.save(article.pk, document, base=1, reason=Reason.IMPORT)
    scheduled.refresh_from_db()
    publishing.publish(scheduled, live_from=hours(1))
    Article.objects.filter(pk=renamed.pk).update(slug="c")
    publish_imported([scheduled.pk, renamed.pk])
    assert "Changed source" not in live_at(hours(0))
    assert live_at(hours(2)).count("Changed source") == 1


def test_an_import_does_not_publish_under_an_address_that_is_taken() -> None:
    known = make_article(slug="ferry")
    publishing.publish(known)
    Article.objects.filter(pk=known.pk).update(slug="old-ferry")
    late = make_article(slug="ferry", reason=Reason.IMPORT)
    publish_imported([late.pk])
    assert Edition.objects.live().get().article == known


def test_the_database_keeps_two_open_editions_from_one_slug() -> None:
    first = publishing.publish(make_article(slug="ferry"))
    other = make_article()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=publishing.publish(other).pk).update(slug=first.slug)


def test_an_import_does_not_publish_an_empty_page() -> None:
    noise = make_document(make_section("s", make_paragraph("p", "Share", kind=Kind.NOISE)))
    article = make_article(noise, reason=Reason.IMPORT)
    publishing.publish_new([article.pk])
    assert not article.editions.exists()
