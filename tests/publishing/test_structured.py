"""What pages are by schema.org's words, and whose page is the canonical one."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.test import Client

from articles.documents.article.metadata import Metadata
from articles.models import Edition, Policy
from articles.models.masthead import Masthead
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import make_article
from tests.pictures.make import make_file, make_picture
from tests.store.pictured import pictured

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


def published(**fields: Any) -> Edition:
    metadata = Metadata(**{"topics": ("Ferries", "Sea"), **fields})
    document = make_document(metadata=metadata, bylines=("Ana Lee",))
    return publish(make_article(document, slug="ferry"))


def facts_at(client: Client, path: str) -> list[Any]:
    html = client.get(path).content.decode()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', html, re.S)
    assert found
    return list(json.loads(found[1]))


def head_of(client: Client, path: str = "/articles/ferry/") -> str:
    return client.get(path).content.decode().partition("</head>")[0]


def test_an_article_tells_who_wrote_and_who_publishes_it(client: Client) -> None:
    published()
    logo = make_picture(make_file(600, 200))
    Masthead(name="The Harbour", logo=logo).save()
    article, crumbs = facts_at(client, "/articles/ferry/")
    assert article["author"] == [
        {"@type": "Person", "name": "Ana Lee", "url": f"{HOST}/authors/ana-lee/"}
    ]
    assert article["publisher"]["name"] == "The Harbour"
    assert article["publisher"]["logo"]["url"].startswith(f"{HOST}/pictures/{logo.sha256}/")
    assert (article["articleSection"], article["keywords"]) == ("Ferries", ["Ferries", "Sea"])
    assert article["isAccessibleForFree"] is True
    assert "isBasedOn" not in article
    steps = [(each["name"], each["item"]) for each in crumbs["itemListElement"]]
    assert steps == [
        ("Front page", f"{HOST}/"),
        ("Ferries", f"{HOST}/topics/ferries/"),
        ("A ferry leaves on time", f"{HOST}/articles/ferry/"),
    ]


def test_the_front_page_tells_what_the_site_is(client: Client) -> None:
    site, publisher = facts_at(client, "/")
    assert (site["@type"], site["name"], site["url"]) == ("WebSite", "Newsroom", f"{HOST}/")
    assert publisher["@type"] == "NewsMediaOrganization"
    assert '<meta property="og:type" content="website">' in head_of(client, "/")


def test_a_copy_names_its_source_and_stays_here(client: Client) -> None:
    published(publisher="The Wire", url="https://wire.example/ferry")
    [article, _] = facts_at(client, "/articles/ferry/")
    assert article["isBasedOn"] == "https://wire.example/ferry"
    assert article["sourceOrganization"]["name"] == "The Wire"
    assert f'<link rel="canonical" href="{HOST}/articles/ferry/">' in head_of(client)


def test_where_a_policy_says_so_the_canonical_page_is_the_source(client: Client) -> None:
    Policy.objects.create(publisher="The Wire", canonical="source")
    published(publisher="The Wire", url="https://wire.example/ferry?a=1&b=2")
    canonical = "https://wire.example/ferry?a=1&amp;b=2"
    assert f'<link rel="canonical" href="{canonical}">' in head_of(client)
    assert f'<meta property="og:url" content="{canonical}">' in head_of(client)
    [article, _] = facts_at(client, "/articles/ferry/")
    assert article["mainEntityOfPage"] == "https://wire.example/ferry?a=1&b=2"


def test_a_shared_picture_is_described(client: Client) -> None:
    picture = make_picture(make_file(1500, 1000), alt="A lamp & a gull")
    publish(make_article(pictured(picture.sha256), slug="ferry"))
    assert '<meta property="og:image:alt" content="A lamp &amp; a gull">' in head_of(client)
    [article, _] = facts_at(client, "/articles/ferry/")
    assert article["image"][0]["caption"] == "A lamp & a gull"
