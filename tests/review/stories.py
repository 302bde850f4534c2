"""Long texts, each with its number, as copies of a story need them."""

from __future__ import annotations

from ast import literal_eval
from typing import Any

from articles.documents.article.model import ArticleDocument
from tests.bench.documents import document
from tests.documents.make import make_document, make_paragraph, make_section


def story(number: int = 1, *, without: int = 0) -> list[str]:
    """A long text that no other number has, from some paragraph on."""
    strings = [text for text in literal_eval(document(number).decode()) if "<" not in text]
    return strings[4 + without : 16]


def document_of(texts: list[str], **fields: Any) -> ArticleDocument:
    paragraphs = [make_paragraph(f"p{n}", text) for n, text in enumerate(texts)]
    return make_document(make_section("s1", *paragraphs), **fields)
