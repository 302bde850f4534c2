"""However many articles a topic has, or the site, an index leads to each row of these pages."""

from __future__ import annotations

from functools import partial

import pytest
from django.test import Client

from articles.models import Edition, ListedEdition, Listing
from tests.bench.archive.fill import fill
from tests.plans import plan_as_for_many, plans_of, slow_steps

pytestmark = pytest.mark.django_db

WRITTEN, ARTICLES = 200, 6_000


def test_an_index_leads_to_each_row_of_a_page(client: Client) -> None:
    fill(0, ARTICLES, written=WRITTEN)
    topic = Listing.objects.filter(kind="topic").first()
    assert topic
    ListedEdition.objects.bulk_create(
        (
            ListedEdition(listing=topic, edition_id=pk, first_published_at=moment)
            for pk, moment in Edition.objects.values_list("pk", "first_published_at")
        ),
        ignore_conflicts=True,
        batch_size=500,
    )
    plan_as_for_many()
    address = topic.get_absolute_url()
    older = address + client.get(address).content.decode().split('rel="next" href="')[1]
    older = older.partition('"')[0]
    day = Edition.objects.live().newest_first()[50].first_published_at
    for page in (
        address,
        older,
        "/archive/",
        f"/archive/{day:%Y}/",
        f"/archive/{day:%Y/%m}/",
        f"/archive/{day:%Y/%m/%d}/",
    ):
        assert client.get(page).status_code == 200, page
        assert slow_steps(partial(client.get, page)) == [], page
    for page in (address, older):
        plans = plans_of(partial(client.get, page))
        # The topic has all that is live, so that PostgreSQL may as well take the front page's.
        assert any("newest_first" in plan for plan in plans), "\n".join(plans)
