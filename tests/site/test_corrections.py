"""What readers are told of corrections: on the article's page, in its data, feeds and on a list."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Correction
from articles.publishing.publish import publish, withdraw
from articles.site.corrections import ON_A_PAGE_OF_CORRECTIONS
from tests.make import make_article
from tests.site.make import hours, make_edition

pytestmark = pytest.mark.django_db

TEXT = "The ferry to Hesk"
NOTE = "The light was lit in 1843, <not> 1834."


def corrected(slug: str = "the-lighthouse", **fields: Any) -> Article:
    """An article that went live, and then with a note."""
    article = make_article(slug=slug)
    publish(article)
    values = {"note": NOTE, "before_number": 1, "after_number": 1, **fields}
    Correction.objects.create(article=article, **values)
    publish(article)
    return article


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_the_page_shows_it_after_the_text_with_what_was_quoted(client: Client) -> None:
    article = corrected(quotes=[["Lit in 1834.", "Lit in 1843."], ["", "A new one."]])
    html = text(client, "/articles/the-lighthouse/")
    number = Correction.objects.filter(article=article).get().pk
    assert f'<a href="#correction-{number}">Corrected</a>' in html
    assert f'<div class="note" id="correction-{number}"><h2' in html
    assert "lit in 1843, &lt;not&gt; 1834" in html
    assert "<del>Lit in 1834.</del>" in html
    assert html.count("<ins>") == 2
    assert html.count("<del>") == 1
    assert html.index('class="after"') < html.index('class="note"') < html.index('class="about"')


def test_the_page_stays_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    corrected()
    text(client, "/articles/the-lighthouse/")
    with django_assert_num_queries(1):
        text(client, "/articles/the-lighthouse/")


def test_its_data_has_it_as_a_comment_but_not_an_update(client: Client) -> None:
    article = corrected()
    Correction.objects.create(
        article=article, kind="update", note="More.", before_number=1, after_number=1
    )
    publish(article)
    html = text(client, "/articles/the-lighthouse/")
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    assert found
    [comment] = json.loads(found[1])[0]["correction"]
    first = Correction.objects.filter(article=article).get(kind="correction")
    assert comment["@type"] == "CorrectionComment"
    assert comment["text"] == NOTE
    assert comment["url"].endswith(f"/articles/the-lighthouse/#correction-{first.pk}")
    assert datetime.fromisoformat(comment["datePublished"])
    assert "What is new</a>" in html


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml", "feed.json"])
def test_feeds_have_it_before_the_text(client: Client, name: str) -> None:
    corrected()
    entry = text(client, f"/feeds/{name}").partition("the-lighthouse")[2]
    assert "lit in 1843" in entry
    assert entry.index("Correction, ") < entry.index("lit in 1843") < entry.rindex(TEXT)


def test_a_feed_tells_when_it_was_updated(client: Client) -> None:
    article = corrected()
    [item] = json.loads(text(client, "/feeds/feed.json"))["items"]
    shown_from = Correction.objects.filter(article=article).get().shown_from
    assert shown_from
    modified = datetime.fromisoformat(item["date_modified"])
    assert modified == shown_from.replace(microsecond=0).astimezone(UTC)
    assert item["content_html"].startswith("<p><strong>Correction, ")


def test_the_list_leads_to_the_note_on_the_page(client: Client) -> None:
    article = corrected()
    html = text(client, "/corrections/")
    correction = Correction.objects.get(article=article)
    anchor = f"/articles/the-lighthouse/#correction-{correction.pk}"
    assert f'<a href="{anchor}">' in html
    assert "lit in 1843, &lt;not&gt; 1834" in html


def test_the_list_is_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    corrected()
    text(client, "/corrections/")
    with django_assert_num_queries(1):
        text(client, "/corrections/")


def test_the_list_has_nothing_that_waits_is_scheduled_taken_back_or_of_what_was_withdrawn(
    client: Client,
) -> None:
    edition = make_edition("plain")
    fields = {"article": edition.article, "before_number": 1, "after_number": 1}
    Correction.objects.create(note="Waits.", **fields)
    Correction.objects.create(note="Ahead.", shown_from=hours(1), **fields)
    Correction.objects.create(
        note="Taken back.", shown_from=hours(-1), withdrawn_at=hours(0), **fields
    )
    withdraw(corrected("gone", note="Withdrawn."))
    html = text(client, "/corrections/")
    assert [word for word in ("Waits", "Ahead", "Taken", "Withdrawn") if word in html] == []
    assert "Nothing has been corrected yet." in html


def test_the_list_goes_on_by_keys(client: Client) -> None:
    edition = make_edition("plain")
    number = ON_A_PAGE_OF_CORRECTIONS + 3
    Correction.objects.bulk_create(
        Correction(
            article=edition.article,
            note=f"Number {each}.",
            shown_from=hours(-each),
            before_number=1,
            after_number=1,
        )
        for each in range(1, number + 1)
    )
    first = text(client, "/corrections/")
    found = re.search(r'rel="next" href="([^"]+)"', first)
    assert found
    second = text(client, "/corrections/" + found[1].replace("&amp;", "&"))
    assert first.count('class="teaser"') == ON_A_PAGE_OF_CORRECTIONS
    assert second.count('class="teaser"') == 3
    assert '<meta name="robots" content="noindex, follow">' in second
    assert client.get("/corrections/?after=nonsense").status_code in (200, 302)


def test_the_sitemap_names_the_list_once_there_is_one(client: Client) -> None:
    before = text(client, "/sitemaps/pages.xml")
    corrected()
    assert "/corrections/" not in before
    assert "/corrections/" in text(client, "/sitemaps/pages.xml")
