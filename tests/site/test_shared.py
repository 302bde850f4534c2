"""What a page tells those who show a link to it: its picture, and facts for machines."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client

from articles.models import Edition, Picture
from articles.pictures.withdraw import withdraw_picture
from articles.publishing.publish import publish
from articles.publishing.refresh import refresh_pictures
from tests.make import make_article
from tests.pictures.make import make_file, make_picture
from tests.site.make import make_edition
from tests.store.pictured import pictured

pytestmark = pytest.mark.django_db


def page_with(client: Client, picture: Picture) -> str:
    article = make_article(pictured(picture.sha256))
    publish(article)
    return client.get(f"/articles/{article.slug}/").content.decode()


def said(html: str, name: str) -> str | None:
    found = re.search(rf'<meta (?:property|name)="{name}" content="([^"]*)">', html)
    return found and found[1]


def facts(html: str) -> Any:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    [article, crumbs] = json.loads(found[1])
    assert crumbs["@type"] == "BreadcrumbList"
    return article


@pytest.mark.parametrize(
    ("size", "shown"),
    [((2400, 1600), (1440, 960)), ((1300, 650), (960, 480)), ((300, 200), (300, 200))],
)
def test_it_names_a_rendition_that_there_is(
    client: Client, size: tuple[int, int], shown: tuple[int, int]
) -> None:
    picture = make_picture(make_file(*size))
    html = page_with(client, picture)
    address = said(html, "og:image")
    assert address == f"http://testserver/pictures/{picture.sha256}/{shown[0]}.jpg"
    assert (said(html, "og:image:width"), said(html, "og:image:height")) == tuple(map(str, shown))
    assert said(html, "twitter:card") == "summary_large_image"
    [image] = facts(html)["image"]
    assert (image["url"], image["width"], image["height"]) == (address, *shown)
    assert client.get(urlsplit(address).path).status_code == 200


def test_one_that_readers_may_not_see_is_not_named(client: Client) -> None:
    picture = make_picture()
    html = page_with(client, picture)
    assert picture.sha256 in html
    withdraw_picture(picture, "")
    refresh_pictures([picture.sha256])
    html = client.get(f"/articles/{Edition.objects.live().get().slug}/").content.decode()
    assert picture.sha256 not in html
    assert said(html, "og:image") is None
    assert said(html, "twitter:card") == "summary"
    assert "image" not in facts(html)


def test_its_facts_end_nothing_on_the_page(client: Client) -> None:
    hostile = "</script><i>&'\u2028"
    make_edition(headline=hostile, bylines=(hostile,), topics=("Sea",))
    html = client.get("/articles/the-lighthouse/").content.decode()
    assert "<i>" not in html
    told = facts(html)
    assert (told["@type"], told["headline"]) == ("NewsArticle", hostile)
    assert told["author"] == [{"@type": "Person", "name": hostile}]
    assert told["mainEntityOfPage"] == "http://testserver/articles/the-lighthouse/"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", told["datePublished"])
    assert "dateModified" not in told
