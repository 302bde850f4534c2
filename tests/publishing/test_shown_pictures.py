"""How a page shows pictures: those that are here, and those that are not."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.models import Edition
from articles.pictures.shown import ShownPicture
from articles.publishing.body import edition_body
from articles.publishing.publish import publish
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article
from tests.pictures.make import make_picture

SHA = "a" * 64


def make_shown(**fields: Any) -> ShownPicture:
    defaults = {
        "sha256": SHA, "avif": "/a.avif 480w", "jpeg": "/a.jpg 480w", "src": "/a.jpg",
        "largest": "/large.jpg", "width": 960, "height": 640, "alt": "", "is_decorative": False,
        "caption": "", "credit": "", "focus": "",
    }  # fmt: skip
    return ShownPicture(**{**defaults, **fields})


def pictured(*pictures: dict[str, Any], text_first: bool = False, **shown: Any) -> str:
    """The body of an article with these pictures, by their attributes."""
    paragraphs = [
        Paragraph(f"p{number}", Kind.PICTURE, "", attributes=Attributes(each))
        for number, each in enumerate(pictures)
    ]
    text = make_paragraph("text")
    content = [text, *paragraphs] if text_first else [*paragraphs, text]
    section = Section("s", paragraphs=tuple(content))
    document = ArticleDocument(Line("Headline"), sections=(section,))
    return edition_body(document, {SHA: make_shown(**shown)})


def alts(html: str) -> list[str]:
    return re.findall(r' alt="([^"]*)"', html)


def test_a_picture_has_its_size_and_every_width_of_its_file() -> None:
    html = pictured({"picture": SHA})
    assert '<source type="image/avif" srcset="/a.avif 480w"' in html
    assert 'width="960" height="640"' in html


def test_only_the_picture_before_any_text_is_not_waited_for() -> None:
    html = pictured({"picture": SHA}, {"picture": SHA})
    assert html.count('fetchpriority="high"') == html.count('loading="lazy"') == 1
    assert 'fetchpriority="high"' not in pictured({"picture": SHA}, text_first=True)


def test_the_words_for_those_who_cannot_see_it_are_the_articles_else_the_pictures() -> None:
    assert alts(pictured({"picture": SHA, "alt": "A pier"}, alt="Fog")) == ["A pier"]
    assert alts(pictured({"picture": SHA}, alt="Fog")) == ["Fog"]
    assert alts(pictured({"picture": SHA, "decorative": True}, alt="Fog")) == [""]
    assert alts(pictured({"picture": SHA})) == [""]


def test_what_is_cropped_keeps_the_focus_of_the_article() -> None:
    assert 'class="focus-x1 focus-y9"' in pictured({"picture": SHA, "focus": (0.1, 0.9)})
    assert 'class="focus-x2 focus-y3"' in pictured({"picture": SHA}, focus="focus-x2 focus-y3")


def test_a_picture_that_is_elsewhere_is_a_card_that_asks_its_host_for_nothing() -> None:
    html = pictured({"source": "https://pictures.example/a.jpg", "alt": "A pier", "credit": "Bo"})
    assert "<img" not in html
    assert "<p>A pier</p>" in html
    assert '<span class="credit">Bo</span>' in html
    assert 'href="https://pictures.example/a.jpg">Picture at pictures.example</a>' in html


def test_a_picture_that_was_withdrawn_leads_nowhere() -> None:
    html = pictured({"picture": "b" * 64, "source": "https://pictures.example/a.jpg"})
    assert "<img" not in html
    assert "pictures.example" not in html


def test_neighbours_of_a_gallery_are_one_and_lead_to_all_of_each_picture() -> None:
    html = pictured(*[{"picture": SHA, "gallery": "g"}] * 2, {"picture": SHA, "gallery": "h"})
    assert html.count('<div class="gallery">') == 1
    assert 'href="/large.jpg" aria-label="Picture 2 of 2"' in html
    assert html.count("/large.jpg") == 2


@pytest.mark.django_db
def test_an_edition_knows_the_picture_that_lists_show() -> None:
    picture = make_picture(focus_x=0.2)
    paragraph = Paragraph("p", Kind.PICTURE, "", attributes=Attributes(picture=picture.sha256))
    document = make_document(make_section("s", make_paragraph("t"), paragraph))
    edition = Edition.objects.get(pk=publish(make_article(document)).pk)
    assert picture.sha256 in edition.picture["src"]
    assert edition.picture["focus"] == "focus-x2 focus-y5"
    assert edition.picture["avif"] in edition.body


@pytest.mark.django_db
def test_an_article_without_pictures_asks_for_none() -> None:
    article = make_article()
    with CaptureQueriesContext(connection) as asked:
        publish(article)
    assert not [each for each in asked.captured_queries if "articles_picture" in each["sql"]]
