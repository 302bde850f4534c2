"""The lead picture that a format names beside its text: a part before the text, once."""

from __future__ import annotations

import json

import pytest

from articles.documents.article.kinds import Kind
from articles.documents.pipeline import parse_document
from articles.documents.reading.lead_picture import are_one_picture
from articles.documents.source import Piece, Source
from tests.documents.make import SENTENCE
from tests.documents.reading.received import contents_of

LEAD = "https://coast.example/img/ferry-1024x576.jpg"


def pieces(picture: str, html: str = f"<p>{SENTENCE}</p>", **more: str) -> tuple[Piece, ...]:
    return contents_of(json.dumps({"picture": picture, "html": html, "title": "a", **more})).pieces


def test_it_stands_before_the_first_text() -> None:
    lead, text = pieces(LEAD)
    assert (lead.kind, lead.attributes, text.html) == ("picture", {"source": LEAD}, SENTENCE)


def test_it_is_not_there_twice() -> None:
    article = {
        "title": "a",
        "picture": LEAD,
        "content_html": f'<p>{SENTENCE}</p><img src="https://www.coast.example/img/ferry.jpg?w=9">',
    }
    content = json.dumps(article)
    assert [piece.kind for piece in contents_of(content).pieces] == ["", "picture"]


@pytest.mark.parametrize(
    "picture",
    [
        "",
        "https://coast.example/logo.png",
        "https://coast.example/img/default-share.jpg",
        "data:image/png;base64,AAAA",
    ],
)
def test_the_sites_own_sign_is_no_picture_of_the_article(picture: str) -> None:
    assert [piece.kind for piece in pieces(picture)] == [""]


def test_it_is_shown_without_a_question() -> None:
    content = json.dumps({"title": "a", "picture": LEAD, "text": SENTENCE}).encode()
    parsed = parse_document(Source("a", "a.json", "json", content))
    assert [p.kind for p in parsed.document.paragraphs()] == [Kind.PICTURE, Kind.BODY]
    assert not any(block.is_unsure for block in parsed.blocks[:1])


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("https://a.example/x.jpg", "http://www.a.example/x-300x200.jpg", True),
        ("https://a.example/x.jpg?w=300", "https://a.example/x.jpg", True),
        ("https://a.example/i?id=1&w=300", "https://a.example/i?id=1&w=900", True),
        ("https://a.example/i?id=1", "https://a.example/i?id=2", False),
        ("https://a.example/3/harbour-of-holm.jpg", "https://b.example/harbour-of-holm.jpg", True),
        ("https://a.example/300/1.jpg", "https://a.example/900/1.jpg", False),
    ],
)  # fmt: skip
def test_a_picture_is_known_in_another_size(one: str, other: str, is_same: bool) -> None:
    assert are_one_picture(one, other) is is_same
