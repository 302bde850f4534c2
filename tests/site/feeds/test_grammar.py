"""Feeds are held to the grammar of their formats, whatever articles are in them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from lxml import etree

from articles.documents.article.metadata import Metadata
from articles.documents.article.model import Line
from articles.models import Correction, Policy
from articles.publishing.publish import publish
from tests.documents.make import make_document
from tests.make import make_article
from tests.pictures.make import make_file, make_picture
from tests.rich_article import rich_document
from tests.site.feeds.make import read_feed
from tests.site.make import make_edition

HERE: Final = Path(__file__).parent


@pytest.fixture
def site(client: Client, db: None) -> Client:
    """A site with articles of every kind: rich, bare, right to left, in no language, of others."""
    picture = make_picture(make_file(1500, 1000), alt="A lamp & a gull").sha256
    Policy.objects.create(publisher="The Courier", feeds="full")
    metadata = Metadata(publisher="The Wire", url="https://wire.example/a?b=1&c=2", rights="© & ®")
    for document in (
        rich_document([picture]),
        rich_document([picture], language="ar", headline=Line("منارة")),
        rich_document(language="", headline_provisional=True),
        make_document(metadata=metadata),
        make_document(bylines=("Ana & Lee", "B <C>")),
    ):
        article = make_article(document)
        Correction.objects.create(
            article=article, note="4 < 5, & so on.", before_number=1, after_number=1
        )
        publish(article)
    make_edition(headline="A\x0b ]]> <i>", topics=("a", "a", "b & c"), body="<p>One\x1f.</p>")
    return client


def test_atom_is_what_rfc_4287_calls_so(site: Client) -> None:
    grammar = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    root = etree.fromstring(site.get("/feeds/atom.xml").content)
    grammar.assertValid(root)
    assert len(root.findall("{*}entry")) == 6


def test_json_feed_is_what_its_version_1_1_calls_so(site: Client) -> None:
    schema = json.loads((HERE / "json_feed.schema.json").read_text(encoding="utf-8"))
    feed = json.loads(site.get("/feeds/feed.json").content)
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(feed)] == []
    assert len({item["id"] for item in feed["items"]}) == 6


@pytest.mark.parametrize("name", ["rss.xml", "atom.xml"])
def test_feedparser_has_no_complaint(site: Client, name: str) -> None:
    entries = read_feed(site, f"/feeds/{name}").entries
    assert len({each.id for each in entries}) == len(entries) == 6
    assert all(each.link.startswith("http://testserver/articles/") for each in entries)


def test_what_is_wrong_is_noticed(site: Client) -> None:
    grammar = etree.RelaxNG(etree.parse(HERE / "atom.rng"))
    for tag in ("id", "title", "updated", "link", "author"):
        root = etree.fromstring(site.get("/feeds/atom.xml").content)
        for found in root.findall(f"{{*}}{tag}"):
            root.remove(found)
        assert not grammar.validate(root), tag
