"""What exports hold beside text, from their files to the pages that readers see."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.test import Client

from articles import store
from articles.documents import reading
from articles.documents.article.kinds import Kind
from articles.documents.source import Source
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, Options
from articles.models import Article, Edition
from tests.documents.make import SENTENCE
from tests.documents.reading.xml.make import export, item

pytestmark = pytest.mark.django_db

GALLERY = """<!-- wp:gallery {"linkTo":"none"} -->
<figure class="wp-block-gallery has-nested-images columns-2">
<!-- wp:image {"id":11} --><figure class="wp-block-image"><img
 src="https://paper.example/uploads/quay.jpg" alt="A quay in fog"/><figcaption
 class="wp-element-caption">The quay</figcaption></figure><!-- /wp:image -->
<!-- wp:image {"id":12} --><figure class="wp-block-image"><img
 src="https://paper.example/uploads/ferry.jpg" alt="A ferry"/><figcaption
 class="wp-element-caption">%s</figcaption></figure><!-- /wp:image -->
</figure>
<!-- /wp:gallery -->"""
LIST = """<!-- wp:list {"ordered":true} --><ol>
<!-- wp:list-item --><li>Measure the lake<!-- wp:list --><ul>
<!-- wp:list-item --><li>at the old quay</li><!-- /wp:list-item --></ul><!-- /wp:list --></li>
<!-- /wp:list-item --><!-- wp:list-item --><li>Ask the town</li><!-- /wp:list-item -->
</ol><!-- /wp:list -->"""
TABLE = """<!-- wp:table --><figure class="wp-block-table"><table><thead><tr><th>Party</th>
<th>For</th></tr></thead><tbody><tr><td>Progress</td><td>55</td></tr><tr><td>Land League</td>
<td>2</td></tr></tbody></table><figcaption>How they voted</figcaption></figure>
<!-- /wp:table -->"""
EMBED = """<!-- wp:embed {"url":"https://www.youtube.com/watch?v=abcdefghijk"} -->
<figure class="wp-block-embed is-provider-youtube"><div class="wp-block-embed__wrapper">
https://www.youtube.com/watch?v=abcdefghijk
</div><figcaption>The count</figcaption></figure><!-- /wp:embed -->"""
TEXT = f"<!-- wp:paragraph --><p>{SENTENCE}</p><!-- /wp:paragraph -->"


def wxr(caption: str = "The ferry") -> bytes:
    body = "\n".join((TEXT, GALLERY % caption, LIST, TABLE, EMBED))
    posted = item(body, post_id="7").replace("<item>", "<item><title>A ferry</title>")
    return export(posted).encode()


def ninjs() -> bytes:
    def pictured(name: str) -> dict[str, Any]:
        href = f"https://agency.example/{name}.jpg"
        return {
            "type": "picture", "headline": name, "description_text": f"The {name}",
            "byline": "Pia Lowen", "renditions": {"original": {"href": href, "width": 1200}},
        }  # fmt: skip

    written = {
        "guid": "urn:7", "uri": "urn:7", "type": "text", "pubstatus": "usable",
        "headline": "A ferry", "versioncreated": "2026-11-01T00:00:00Z",
        "body_html": f"<p>{SENTENCE}</p><p>{SENTENCE[:-1]}, too.</p>",
        "associations": {"featuremedia": pictured("ferry"), "second": pictured("quay")},
    }  # fmt: skip
    return json.dumps(written).encode()


def run(content: bytes, name: str) -> list[str]:
    found = list(reading.read_documents(io.BytesIO(content), name))
    documents = [each for each in found if isinstance(each, Source)]
    results = list(import_documents(documents, Options(publish=True), IMPORT))
    return [result.outcome.value for result in results]


def words_of_page(client: Client) -> str:
    page = client.get(Edition.objects.live().get().get_absolute_url()).content.decode()
    return " ".join(re.sub(r"<[^>]*>", " ", page).split())


def kinds() -> list[Kind]:
    return [each.kind for each in store.load(Article.objects.get()).paragraphs()]


def test_readers_see_what_a_post_of_wordpress_holds(client: Client) -> None:
    assert run(wxr(), "a.xml") == ["created"]
    words = words_of_page(client)
    for said in ("The quay", "The ferry", "at the old quay", "How they voted", "Land League"):
        assert said in words
    assert kinds().count(Kind.PICTURE) == 2
    galleries = {
        each.attributes["gallery"]
        for each in store.load(Article.objects.get()).paragraphs()
        if each.kind is Kind.PICTURE
    }
    assert len(galleries) == 1


def test_a_post_that_comes_again_changes_nothing_but_what_was_corrected(client: Client) -> None:
    run(wxr(), "a.xml")
    before = store.load(Article.objects.get())
    assert run(wxr(), "a.xml") == ["unchanged"]
    assert run(wxr("The new ferry"), "a.xml") == ["updated"]
    after = store.load(Article.objects.get())
    changed = [
        (old.markup, new.markup)
        for old, new in zip(before.paragraphs(), after.paragraphs(), strict=True)
        if old != new
    ]
    assert changed == [("The ferry", "The new ferry")]
    assert "The new ferry" in words_of_page(client)


def test_readers_see_the_pictures_that_go_with_an_item_of_ninjs(client: Client) -> None:
    assert run(ninjs(), "a.json") == ["created"]
    assert kinds().count(Kind.PICTURE) == 2
    words = words_of_page(client)
    assert "The ferry" in words
    assert "Pia Lowen" in words
    assert run(ninjs(), "a.json") == ["unchanged"]
