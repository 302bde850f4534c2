"""News articles as Fundus crawls them: one as `Article.to_json()` gives it, or an array of such.

The strings are plain text with known labels: the crawler has a parser for each publisher. Shape:
https://github.com/flairNLP/fundus, ArticleBody and Article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO, Final

from articles.documents.markup import escape
from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import STRINGS, decoded
from articles.documents.reading.json import json_objects
from articles.documents.reading.json.json_values import first_article, kind_of, loaded
from articles.documents.reading.lead_picture import lead_picture
from articles.documents.reading.metadata import metadata_claimed
from articles.documents.reading.reader import Fit
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    Rejection,
    Scope,
    Source,
    SourceMetadata,
)

NAME: Final = "fundus"
DESCRIPTION: Final = "JSON of Fundus: an article, its body (summary, sections), or an array of them"
KEEPS: Final = (
    "headline, authors, publishing date, language, topics, publisher, address, pictures with "
    "caption and credit; summary, headings and paragraphs as they are marked"
)
NEEDS: Final = ""
MANY: Final = False
SUFFIXES: tuple[str, ...] = (".json",)

_MOST_PICTURES: Final = 500
Image = Mapping[str, Any]

_ADDRESSES: Final = ("responded_url", "requested_url", "url")


def recognise(head: bytes, name: str) -> Fit:
    """Return whether the file begins with an object of this shape."""
    if b'"sections"' not in head and b'"publishing_date"' not in head:
        return Fit.NO
    return Fit.CERTAIN if first_article(head, is_fundus_article) else Fit.NO


def is_fundus_article(document: Mapping[str, object]) -> bool:
    """Return whether a JSON object has the shape of an article of Fundus, or of its body."""
    if "paragraphs" in document:
        return False
    body = document.get("body")
    if isinstance(body, dict):
        return isinstance(body.get("sections"), list)
    if body is None and "body" in document:
        return "publishing_date" in document
    return isinstance(document.get("sections"), list) and "summary" in document


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the file's documents."""
    yield from json_objects.read_objects(stream, name, NAME, parse, is_fundus_article)


def parse(content: bytes) -> Contents:
    """Return the contents of one article."""
    return article_contents(json_objects.object_of(loaded(decoded(content))))


def article_contents(document: Mapping[str, object]) -> Contents:
    """Return the contents of such an object; raise DocumentRejected where its body is none."""
    body = document.get("body", document)
    if not isinstance(body, dict) or not isinstance(body.get("sections"), list):
        raise DocumentRejected(
            gettext_noop('has no "body" with "sections"'),
            gettext_noop("Fundus found no text on this page; crawl it again, or leave it out."),
        )
    pieces = [
        Piece(html, "", "standfirst", Scope.EXTRACT)
        for html in _lines(body.get("summary"), "summary")
    ]
    for number, section in enumerate(body["sections"][: STRINGS + 1]):
        pieces += _section(section, number)
    return Contents(_with_pictures(pieces, document), "", _metadata(document))


def _section(section: object, number: int) -> Iterator[Piece]:
    where = f"section {number} (counted from 0)"
    if not isinstance(section, dict):
        raise DocumentRejected(
            f"is {kind_of(section)}, not an object",
            gettext_noop('Write {"headline": ["..."], "paragraphs": ["..."]}.'),
            where,
        )
    # Lines of one heading: each a heading of its own would be an empty section.
    if headline := "<br>".join(_lines(section.get("headline"), where)):
        yield Piece(headline, "h2", "heading", Scope.EXTRACT)
    for html in _lines(section.get("paragraphs"), where):
        yield Piece(html, "p", "body", Scope.EXTRACT)


def _lines(value: object, where: str) -> list[str]:
    """Return the strings of a list, as HTML; one string is a list of one."""
    values = [] if value is None else value if isinstance(value, list) else [value]
    return [escape(text) for text in (_string(value, where) for value in values) if text.strip()]


def _string(value: object, where: str) -> str:
    if isinstance(value, str):
        return value
    raise DocumentRejected(
        f"holds {kind_of(value)} where a string should be",
        gettext_noop("Write plain strings."),
        where,
    )


def _metadata(document: Mapping[str, object]) -> SourceMetadata:
    page = document.get("html")
    origin = {**page, **document} if isinstance(page, dict) else document
    source = origin.get("source_info")
    publisher = source.get("publisher") if isinstance(source, dict) else None
    return metadata_claimed(
        title=document.get("title"),
        url=next((origin[key] for key in _ADDRESSES if origin.get(key)), ""),
        published=document.get("publishing_date"),
        authors=_listed(document.get("authors")),
        language=document.get("lang") or document.get("language"),
        publisher=document.get("publisher") or publisher,
        topics=_listed(document.get("topics")),
        picture=_largest(_cover(_images(document))),
    )


def _with_pictures(pieces: list[Piece], document: Mapping[str, object]) -> tuple[Piece, ...]:
    """Return the pieces between the cover and the other pictures: of these no place is known."""
    if not pieces:
        return ()
    images = _images(document)
    cover = _cover(images)
    others = [image for image in images if image is not cover]
    gallery = {"gallery": "g1"} if len(others) > 1 else {}
    before = _picture_pieces([cover], {})
    return (*before, *pieces, *_picture_pieces(others, gallery))


def _picture_pieces(images: Iterable[Image], more: dict[str, str]) -> Iterator[Piece]:
    for image in images:
        if address := _largest(image):
            words = {
                "alt": image.get("description"),
                "credit": ", ".join(_texts(image.get("authors"))),
            }
            told = {name: text for name, text in words.items() if isinstance(text, str) and text}
            caption = escape("".join(_texts(image.get("caption"))[:1]))
            piece = lead_picture(address, caption, **told, **more)
            yield piece._replace(scope=Scope.EXTRACT)


def _texts(value: object) -> list[str]:
    return [each for each in _listed(value) if isinstance(each, str)]


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]


def _images(document: Mapping[str, object]) -> list[Image]:
    found: list[Image] = [
        each for each in _listed(document.get("images")) if isinstance(each, dict)
    ]
    return found[:_MOST_PICTURES]


def _cover(images: list[Image]) -> Image:
    """Return the cover, or the first picture."""
    return next((each for each in images if each.get("is_cover")), images[0] if images else {})


def _largest(image: Image) -> str:
    """Return the URL of a picture's last and largest version."""
    versions = _listed(image.get("versions") or image.get("urls") or image.get("url"))
    last = versions[-1] if versions else ""
    found = last.get("url") if isinstance(last, dict) else last
    return found if isinstance(found, str) else ""
