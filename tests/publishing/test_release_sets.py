"""The articles of a set go live at one moment, all or none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles import store
from articles.documents.article.model import Line
from articles.models import Article, Edition, ReleaseSet
from articles.models.version import Reason
from articles.publishing.publish import MomentPassed, cancel_schedule, publish
from articles.publishing.release_sets import (
    SetRefused,
    add_to_set,
    cancel_release,
    is_with_set,
    refusal_of,
    release_together,
    take_newest,
    take_out,
)
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article

pytestmark = pytest.mark.django_db


def hours(number: float) -> datetime:
    return timezone.now() + timedelta(hours=number)


@pytest.fixture
def made(admin_user: User) -> Callable[..., ReleaseSet]:
    def make(*articles: Article) -> ReleaseSet:
        row = ReleaseSet.objects.create(name="Election night")
        add_to_set(row, articles, admin_user)
        return row

    return make


def change(article: Article, headline: str = "Changed") -> None:
    article.refresh_from_db()
    document = replace(store.load(article), headline=Line(headline))
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)
    article.refresh_from_db()


def empty() -> Article:
    return make_article(make_document(make_section("s1", make_paragraph(noise=True))))


def moments() -> set[datetime]:
    return set(Edition.objects.not_cancelled().values_list("live_from", flat=True))


Made = Callable[..., ReleaseSet]


def test_all_of_it_begins_at_one_moment(made: Made, admin_user: User) -> None:
    row = made(make_article(), make_article(), make_article())
    begins = release_together(row, by=admin_user)
    row.refresh_from_db()
    assert (Edition.objects.live().count(), moments(), row.at) == (3, {begins}, begins)


def test_one_that_is_refused_stops_all_and_each_is_told(made: Made, admin_user: User) -> None:
    first, nothing = make_article(), empty()
    row = made(first, nothing)
    with pytest.raises(SetRefused) as refused:
        release_together(row, by=admin_user, at=hours(2))
    row.refresh_from_db()
    assert list(refused.value.refusals) == [nothing.pk]
    assert "It has no text" in refused.value.refusals[nothing.pk]
    assert (Edition.objects.count(), row.at) == (0, None)


def test_what_would_stop_it_is_known_before_and_writes_nothing(made: Made) -> None:
    good, nothing = make_article(), empty()
    assert refusal_of(good, timezone.now()) == ""
    assert "It has no text" in refusal_of(nothing, timezone.now())
    assert not Edition.objects.exists()


def test_one_in_the_trash_stops_it(made: Made, admin_user: User) -> None:
    article, other = make_article(), make_article()
    row = made(article, other)
    store.delete([article.pk], by=admin_user)
    with pytest.raises(SetRefused) as refused:
        release_together(row, by=admin_user)
    assert refused.value.refusals == {article.pk: "It is in the trash."}
    assert not Edition.objects.exists()


def test_an_empty_set_is_not_released(made: Made, admin_user: User) -> None:
    with pytest.raises(SetRefused, match="no article"):
        release_together(made(), by=admin_user)


def test_a_moment_that_has_passed_is_refused(made: Made, admin_user: User) -> None:
    with pytest.raises(MomentPassed):
        release_together(made(make_article()), by=admin_user, at=hours(-2))


def test_a_new_moment_is_that_of_all_and_keeps_the_versions(made: Made, admin_user: User) -> None:
    first, second = make_article(), make_article()
    row = made(first, second)
    release_together(row, by=admin_user, at=hours(2))
    change(first, "Not in the set yet")
    later = hours(3)
    release_together(row, by=admin_user, at=later)
    assert moments() == {later}
    scheduled = Edition.objects.scheduled().get(article=first)
    assert (scheduled.version.number, scheduled.headline) == (1, "A ferry leaves on time")


def test_the_newest_version_is_taken_in_when_asked_for(made: Made, admin_user: User) -> None:
    first, second = make_article(), make_article()
    row = made(first, second)
    begins = release_together(row, by=admin_user, at=hours(2))
    change(first, "In the set now")
    take_newest(row, first.pk, by=admin_user)
    scheduled = Edition.objects.scheduled().get(article=first)
    assert (scheduled.headline, scheduled.live_from) == ("In the set now", begins)
    assert Edition.objects.scheduled().count() == 2


def test_an_article_added_to_a_scheduled_set_is_in_it_once_it_is_taken(
    made: Made, admin_user: User
) -> None:
    row = made(make_article())
    begins = release_together(row, by=admin_user, at=hours(2))
    late = make_article()
    add_to_set(row, [late], admin_user)
    before = Edition.objects.filter(article=late).count()
    take_newest(row, late.pk, by=admin_user)
    assert (before, moments()) == (0, {begins})


def test_cancelling_goes_for_all_and_what_is_live_stays(made: Made, admin_user: User) -> None:
    live, new = make_article(), make_article()
    shown = publish(live)
    change(live)
    row = made(live, new)
    release_together(row, by=admin_user, at=hours(2))
    cancel_release(row)
    row.refresh_from_db()
    shown.refresh_from_db()
    assert (Edition.objects.scheduled().count(), row.at) == (0, None)
    assert shown.live_until is None


def test_what_was_cancelled_on_its_own_is_not_with_the_set(made: Made, admin_user: User) -> None:
    article, other = make_article(), make_article()
    row = made(article, other)
    release_together(row, by=admin_user, at=hours(2))
    cancel_schedule(article)
    row.refresh_from_db()
    states = {entry.article_id: is_with_set(entry.edition, row) for entry in row.entries.all()}
    assert states == {article.pk: False, other.pk: True}


def test_an_article_is_in_one_set_until_that_is_released(made: Made, admin_user: User) -> None:
    article = make_article()
    row = made(article)
    second = ReleaseSet.objects.create(name="Later")
    _, left = add_to_set(second, [article], admin_user)
    release_together(row, by=admin_user)
    added, _ = add_to_set(second, [article], admin_user)
    assert [(each.pk, why) for each, why in left] == [
        (article.pk, "It is in the set “Election night” already.")
    ]
    assert added == [article]


def test_one_taken_out_is_not_scheduled_any_more(made: Made, admin_user: User) -> None:
    article, other = make_article(), make_article()
    row = made(article, other)
    release_together(row, by=admin_user, at=hours(2))
    take_out(row, article.pk)
    assert [each.article_id for each in Edition.objects.scheduled()] == [other.pk]


def test_a_released_set_stays_as_it_is(made: Made, admin_user: User) -> None:
    row = made(make_article())
    release_together(row, by=admin_user)
    with pytest.raises(SetRefused):
        cancel_release(row)
    with pytest.raises(SetRefused):
        add_to_set(row, [make_article()], admin_user)
    with pytest.raises(SetRefused):
        take_out(row, row.entries.get().article_id)
    assert Edition.objects.live().count() == 1
