"""However many editions there are, an index leads to each row that a page shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition, Version
from articles.models.version import Reason
from tests.plans import analyse, plans_of, slow_steps

pytestmark = pytest.mark.django_db

EDITIONS = 3000


@pytest.fixture
def filled() -> None:
    """An archive: of three editions one is live, one ended and one was withdrawn."""
    now = timezone.now()
    articles = Article.objects.bulk_create(
        Article(headline=f"Headline {index}", slug=f"slug-{index}") for index in range(EDITIONS)
    )
    versions = Version.objects.bulk_create(
        Version(article=article, number=1, content={}, reason=Reason.IMPORT) for article in articles
    )
    Edition.objects.bulk_create(
        Edition(
            article=version.article,
            version=version,
            slug=version.article.slug,
            headline=version.article.headline,
            body="<section><p>Hundreds came to the quay.</p></section>",
            first_published_at=now - timedelta(hours=index),
            live_from=now - timedelta(hours=index),
            live_until=now if index % 3 else None,
        )
        for index, version in enumerate(versions)
    )
    analyse()


def pages(client: Client) -> dict[str, Callable[[], object]]:
    first = client.get("/").context["page"]
    addresses = {
        "front page": "/",
        "its next": f"/{first.next_address()}",
        "its last": "/?before=",
        "an article": "/articles/slug-3/",
        "a departed article": "/articles/slug-4/",
        "what never was": "/articles/never-published/",
        "a wrong address": "/no-such-page/",
    }
    return {name: partial(client.get, address) for name, address in addresses.items()}


@pytest.mark.usefixtures("filled")
def test_no_page_reads_a_whole_table_or_sorts_one(client: Client) -> None:
    found = {name: slow_steps(page) for name, page in pages(client).items()}
    assert found == {name: [] for name in found}


@pytest.mark.usefixtures("filled")
def test_the_front_page_reads_what_is_live_by_its_index(client: Client) -> None:
    front = pages(client)
    for name in ("front page", "its next", "its last"):
        [plan] = plans_of(front[name])
        assert "edition_live_newest_first" in plan, name
