"""An article's page leads to those of its authors, topics and publisher."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.site.listings.make import html_of, make_listed
from tests.site.make import make_edition

pytestmark = pytest.mark.django_db


def test_bylines_topics_and_publisher_lead_to_their_pages(client: Client) -> None:
    make_listed("live", bylines=("NELL ASHBY", "█"), topics=("Coast & sea",))
    html = html_of(client, "/articles/live/")
    assert '<bdi><a rel="author" href="/authors/nell-ashby/">NELL ASHBY</a></bdi>' in html
    assert "<bdi>█</bdi>" in html
    assert '<a rel="tag" href="/topics/coast-sea/">Coast &amp; sea</a>' in html
    assert '<a href="/publishers/the-hesk-post/"><bdi>The Hesk Post</bdi></a>' in html


def test_names_that_are_not_listed_yet_stand_without_a_link(client: Client) -> None:
    make_edition("older", bylines=("Nell Ashby",), topics=("Coast",), publisher="The Hesk Post")
    html = html_of(client, "/articles/older/")
    assert "<bdi>Nell Ashby</bdi>" in html
    assert "More from" not in html


def test_it_takes_no_query_more(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_listed("live")
    client.get("/")
    with django_assert_num_queries(1):
        client.get("/articles/live/")
