"""How the databases find what feeds and sitemaps ask for: by indexes, beside a million editions."""

from __future__ import annotations

import pytest

from articles.site.feeds.newest import newest_of_listing, newest_of_site
from articles.site.sitemaps.addresses import part_of_articles
from articles.site.sitemaps.live_set import live_set
from articles.site.sitemaps.news import news_sitemap
from tests.bench.archive.fill import fill
from tests.plans import plan_as_for_many, plans_of, slow_steps

pytestmark = pytest.mark.django_db


ACTS = {
    "feed of the site": newest_of_site,
    "feed of a listing": lambda: newest_of_listing("topic", "ferries"),
    "part": lambda: part_of_articles("http://testserver", 0),
    "news": lambda: news_sitemap("http://testserver", "Newsroom"),
}


def test_nothing_is_read_whole_sorted_or_counted() -> None:
    fill(0, 2_000, written=100)
    plan_as_for_many()
    assert {name: found for name, act in ACTS.items() if (found := slow_steps(act))} == {}
    [plan] = plans_of(live_set)
    assert "edition_live_from" in plan
    assert "edition_live_until" in plan
