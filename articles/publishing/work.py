"""What publishing does by itself."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, time, timedelta
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from articles.models import Job, Picture
from articles.models.masthead import renew_masthead
from articles.publishing.announce import tell_indexnow, tell_websub
from articles.publishing.around.receipts import refresh_receipts
from articles.publishing.around.related import relate_due
from articles.publishing.policies import refresh_policies
from articles.publishing.purge import addresses_to_purge, purge_at_proxies
from articles.publishing.refresh import refresh_pictures
from articles.tasks.schedule import every_day, every_hour

# So many days are made up for where nothing ran.
_DAYS: Final = 14


@task()
def show_pictures_anew(sha256s: list[str]) -> int:
    """Write live pages anew with what is said of these pictures now; return how many changed."""
    return refresh_pictures(sha256s)


@task()
def apply_policies_anew() -> int:
    """Write to live editions what policies say of them now; return how many changed."""
    return refresh_policies() + refresh_receipts()


@every_hour(minute=35)
@task()
def relate_articles() -> int:
    """Work out what is related to articles that an import published; return how many."""
    return sum(relate_due())


def relate_soon() -> None:
    """Have it done as soon as this is stored, unless it is to be done already."""
    if not Job.objects.waiting().of_task(relate_articles.module_path).exists():
        relate_articles.enqueue()


@every_day(at=time(0, 5))
@task()
def take_out_pictures() -> int:
    """Take pictures out of live pages whose rights are over; return how many pages changed.

    Nobody gets such a picture in any case: its place on the page goes.
    """
    today = timezone.localdate()
    over = Picture.objects.filter(
        rights_until__lt=today, rights_until__gte=today - timedelta(_DAYS)
    )
    return refresh_pictures(list(over.values_list("sha256", flat=True)))


@task()
def purge_addresses(addresses: list[str]) -> int:
    """Have proxies forget what they keep of these addresses; return how many they were asked for.

    It is done at once, and again at a scheduled moment.
    """
    return purge_at_proxies(addresses)


@task(attempts=5, pause=60)
def tell_search_engines(article_ids: list[int]) -> int:
    """Tell search engines which pages of articles have changed; return how many."""
    return tell_indexnow(article_ids)


@task(attempts=5, pause=60)
def tell_hub(article_ids: list[int]) -> int:
    """Tell the hub which feeds have changed with articles; return how many."""
    return tell_websub(article_ids)


def tell_soon(article_ids: Collection[int], *, at: datetime | None = None) -> None:
    """Tell all who keep something of these articles, once this transaction has ended.

    Proxies forget it; search engines and feeds' followers hear of it, at the moment `at` if that is
    still to come. Where settings name nobody it is nothing, and no query.
    """
    purge_soon(article_ids, at=at)
    wanted = {tell_search_engines: settings.INDEXNOW_KEY, tell_hub: settings.WEBSUB_HUB}
    for telling, is_set in wanted.items():
        if is_set and article_ids:
            is_ahead = at and at > timezone.now()
            due = telling.using(run_after=at) if is_ahead else telling
            due.enqueue(article_ids=sorted(article_ids))


def purge_front_soon(*, at: datetime | None = None) -> None:
    """Have proxies forget the front page, at the moment `at` if that is still to come."""
    if settings.PURGE:
        is_ahead = at and at > timezone.now()
        due = purge_addresses.using(run_after=at) if is_ahead else purge_addresses
        due.enqueue(addresses=[reverse("front_page")])


@task()
def renew_pages() -> None:
    """Have each page shown anew with what its foot leads to now."""
    renew_masthead()


def renew_masthead_at(moment: datetime) -> None:
    """Have each page shown anew with its foot, at a moment, or at once where it has passed."""
    if moment > timezone.now():
        renew_pages.using(run_after=moment).enqueue()
    else:
        renew_masthead()


def purge_soon(article_ids: Collection[int], *, at: datetime | None = None) -> None:
    """Have proxies forget what shows these articles, once this transaction has ended.

    Where they turn at a later moment `at`, also then. Without a proxy it is nothing, and no query.
    """
    if not settings.PURGE or not article_ids:
        return
    addresses = addresses_to_purge(article_ids)
    purge_addresses.enqueue(addresses=addresses)
    if at and at > timezone.now():
        purge_addresses.using(run_after=at).enqueue(addresses=addresses)
