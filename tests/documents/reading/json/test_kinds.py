"""JSON documents whose strings are of a kind, with attributes."""

from __future__ import annotations

import json
from typing import Any

import pytest

from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.pipeline import parse_document
from articles.documents.source import Source
from tests.documents.make import SENTENCE


def paragraphs(*items: Any) -> list[Paragraph]:
    content = json.dumps({"title": "A ferry", "paragraphs": items}).encode()
    return list(parse_document(Source("a", "a.json", "json", content)).document.paragraphs())


@pytest.mark.parametrize(
    ("kind", "html", "attributes"),
    [
        (Kind.PICTURE, "The quay", {"source": "https://p.example/a.jpg", "credit": "Ann"}),
        (Kind.TABLE, "Seats", {"rows": (("Red", "12"),)}),
        (Kind.EMBED, "", {"url": "https://v.example/1"}),
        (Kind.PREFORMATTED, "", {"text": "a\n  b"}),
        (Kind.RULE, "", {}),
        (Kind.LIST_ITEM, "Bread", {"list": "ol", "level": 2}),
        (Kind.QUOTE, "Never.", {"by": "Ann", "pull": True}),
        (Kind.BODY, "Short.", {}),
    ],
)
def test_a_string_is_of_the_kind_that_it_names(
    kind: Kind, html: str, attributes: dict[str, Any]
) -> None:
    item = {"html": html, "kind": kind.value, "attributes": attributes}
    found = paragraphs(SENTENCE, item, SENTENCE + " Ever.")[1]
    assert (found.kind, found.markup, found.attributes) == (kind, html, attributes)


def test_a_kind_that_is_none_says_nothing() -> None:
    [found] = paragraphs({"html": SENTENCE, "kind": "paragraph", "attributes": ["x"]})
    assert (found.kind, found.markup) == (Kind.BODY, SENTENCE)


def test_what_is_marked_as_noise_is_noise() -> None:
    found = paragraphs({"html": SENTENCE, "attributes": {"noise": True}}, SENTENCE + " Ever.")
    assert [each.noise for each in found] == [True, False]
