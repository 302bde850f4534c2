"""Pictures that were fetched from the addresses in an article: they follow those, not an editor.

For a merge they are taken off and put back, so that one goes when the source names another address,
and none counts as an editor's change. A picture that an editor chose is none of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.models import PictureAddress

# The SHA-256 of pictures, by the addresses that they were fetched from.
Fetched = Mapping[str, str]


def fetched_in(documents: Iterable[ArticleDocument]) -> Fetched:
    """Return the pictures of these documents that were fetched. One query, or none without any."""
    named = sorted({pair for document in documents for pair in _pairs(document)})
    if not named:
        return {}
    rows = PictureAddress.objects.of([address for address, _ in named])
    known = {(row.address, row.sha256) for row in rows}
    return {address: sha256 for address, sha256 in named if (address, sha256) in known}


def of_document(document: ArticleDocument, fetched: Fetched) -> Fetched:
    """Return those of a document among the fetched pictures of many."""
    if not fetched:
        return fetched
    return {
        address: sha256 for address, sha256 in _pairs(document) if fetched.get(address) == sha256
    }


def _pairs(document: ArticleDocument) -> set[tuple[str, str]]:
    found = (paragraph.attributes for paragraph in document.paragraphs() if paragraph.attributes)
    return {
        (each["source"], each["picture"]) for each in found if each.keys() >= {"source", "picture"}
    }


def with_pictures(document: ArticleDocument, fetched: Fetched) -> ArticleDocument:
    """Return a document whose pictures are ours where their addresses were fetched."""

    def pictured(paragraph: Paragraph) -> Paragraph:
        attributes = paragraph.attributes
        sha256 = fetched.get(attributes.get("source", ""))
        if paragraph.kind is not Kind.PICTURE or not sha256 or attributes.get("picture"):
            return paragraph
        return replace(paragraph, attributes=attributes.with_values(picture=sha256))

    return document.with_each_paragraph(pictured) if fetched else document


def without_pictures(document: ArticleDocument, fetched: Fetched) -> ArticleDocument:
    """Return a document as it was before these pictures were fetched."""

    def bare(paragraph: Paragraph) -> Paragraph:
        attributes = paragraph.attributes
        sha256 = attributes.get("picture")
        if not sha256 or fetched.get(attributes.get("source", "")) != sha256:
            return paragraph
        return replace(paragraph, attributes=attributes.with_values(picture=None))

    return document.with_each_paragraph(bare) if fetched else document
