"""One article as JSON: an array of its strings, or an object with them under "paragraphs".

A string may be an object {"tag": "h2", "html": "..."} instead, which keeps the tag it was in, and
may have a "kind" with "attributes", those of `article.kinds`: so a picture stays one. A file may be
an array of articles as objects, too, of any length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import BinaryIO

from articles.documents.article.kinds import Kind
from articles.documents.messages import gettext_noop
from articles.documents.reading.bounds import STRINGS, decoded, start_of, whole_document
from articles.documents.reading.json import fundus, json_objects, ninjs, scraped
from articles.documents.reading.json.json_values import (
    first_items,
    first_object,
    is_array,
    is_json,
    kind_of,
    loaded,
    wrapped_array,
)
from articles.documents.reading.metadata import checked_metadata, id_of
from articles.documents.reading.reader import (
    Fit,
    from_the_start,
    has_suffix,
    make_source,
    own_external_id,
)
from articles.documents.source import (
    Contents,
    DocumentRejected,
    Piece,
    PublishingStatus,
    Rejection,
    Source,
    SourceMetadata,
)

NAME = "json"
DESCRIPTION = (
    'a JSON array of strings or of {"tag", "html"}, or an object with "paragraphs", or an array of '
    "such objects"
)
SUFFIXES: tuple[str, ...] = (".json",)
KEEPS = (
    "each string's tag, or its kind and attributes (pictures, tables, embeds); of an object id, "
    "title, url, published, updated, authors, language, publisher, topics, picture"
)
NEEDS = ""
MANY = False

_OPENS_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")
# The second group is what JSON never has: seen at a glance, a literal is not parsed as JSON first.
_OPENS = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:(\{|\[\s*\{)|\[(\s*')?)")

# How objects of other formats are recognised, and parsed.
_SHAPES = (
    (fundus.is_fundus_article, fundus.article_contents),
    (ninjs.is_news_item, ninjs.news_item_contents),
    (scraped.is_scraped, scraped.scraped_contents),
    (scraped.is_feed, scraped.scraped_contents),
)
_KINDS = frozenset(kind.value for kind in Kind)
# The tag and the label of each kind of text.
_TAGS_OF_TEXTS = {
    Kind.BODY.value: ("p", "body"),
    Kind.LIST_ITEM.value: ("li", "list_item"),
    Kind.QUOTE.value: ("blockquote", "quote"),
    Kind.SUBHEADING.value: ("h3", "heading"),
}
_TAG = re.compile(r"[a-z][a-z0-9-]{0,49}|")


def recognise(head: bytes, name: str) -> Fit:
    """Return how well the file suits: CERTAIN if it is an object, or JSON that is an array."""
    opens = _OPENS.match(head)
    if opens and (opens[1] or (not opens[2] and is_json(head))):
        return Fit.CERTAIN
    return Fit(bool(opens) + has_suffix(name, SUFFIXES))


def read(stream: BinaryIO, name: str) -> Iterator[Source | Rejection]:
    """Yield the file's documents."""
    head = start_of(stream)
    whole = from_the_start(stream, head)
    try:
        if scraped.is_ghost_export(head):
            raise DocumentRejected(
                gettext_noop("is a Ghost export, which is not read yet"),
                gettext_noop(
                    'Until then send its posts as JSON Lines: {"id", "title", "html", "url", '
                    '"published_at", "authors"}, a post a line.'
                ),
            )
        if _is_of_documents(head):
            yield from json_objects.read_objects(
                whole, name, NAME, parse, _is_document, scraped.shared_by_feed
            )
            return
        content = whole_document(whole)
        # An array of strings has no id, and may prove unchanged: it is not parsed for that.
        is_object = _OPENS_OBJECT.match(content)
        yield make_source(content, name, NAME, own_external_id(content, parse) if is_object else "")
    except DocumentRejected as rejected:
        yield rejected.at(name)


def _is_of_documents(head: bytes) -> bool:
    """Return whether a file is an array of documents, not one document that is an array.

    The array may be that of an object.
    """
    if not is_array(head):
        if not wrapped_array(head):
            return False
        first = first_object(head)
        return not (first and _is_document(first)) and any(map(_is_document, first_items(head)))
    return any(not _is_piece(item) and _is_document(item) for item in first_items(head))


def _is_document(item: Mapping[str, object]) -> bool:
    return "paragraphs" in item or _shape(item) is not None


def _is_piece(item: Mapping[str, object]) -> bool:
    """Return whether an object of an array is a string of one document, and no document."""
    return isinstance(item.get("html"), str) and ("tag" in item or not scraped.is_scraped(item))


def parse(content: bytes) -> Contents:
    """Return the contents of one article."""
    match loaded(decoded(content)):
        case list() as items:
            return Contents(pieces_of(items), are_strings=True)
        case dict() as document if shape := _shape(document):
            return shape(document)
        case dict() as document:
            metadata = checked_metadata(document)
            own_id = id_of(document)
            if _is_notice(document, own_id, metadata):
                return Contents((), own_id, metadata)
            pieces = pieces_of(_paragraphs(document))
            return Contents(pieces, own_id, metadata, are_strings=True)
        case other:
            raise DocumentRejected(
                f"is {kind_of(other)}, not an array or an object",
                gettext_noop('Write ["first paragraph", "second paragraph"].'),
            )


def _shape(document: Mapping[str, object]) -> Callable[[Mapping[str, object]], Contents] | None:
    """Return the parser of an object that has another format's shape, None if it has none.

    A line of JSON Lines may have any.
    """
    if "paragraphs" in document:
        return None
    return next((parse for suits, parse in _SHAPES if suits(document)), None)


def _is_notice(document: dict[str, object], own_id: str, metadata: SourceMetadata) -> bool:
    """Return whether it only says that an article is retracted, as publishers do without a text."""
    has_name = bool(own_id or metadata.url)
    is_retracted = metadata.status is not PublishingStatus.USABLE
    return has_name and is_retracted and not document.get("paragraphs")


def _paragraphs(document: dict[str, object]) -> list[object]:
    paragraphs = document.get("paragraphs")
    if isinstance(paragraphs, list):
        return paragraphs
    if "paragraphs" not in document:
        raise scraped.no_text(document)
    raise DocumentRejected(
        gettext_noop('its "paragraphs" is not an array'),
        gettext_noop('Put the article\'s strings there: {"paragraphs": ["first", "second"]}.'),
    )


def pieces_of(items: list[object]) -> tuple[Piece, ...]:
    """Return the strings with their tags; raise DocumentRejected with the index of a wrong one."""
    # One over the bound is enough for the document to be refused; there may be millions.
    return tuple([_piece(item, index) for index, item in enumerate(items[: STRINGS + 1])])


def _piece(item: object, index: int) -> Piece:
    if isinstance(item, str):
        return Piece(item)
    if isinstance(item, dict):
        html, tag = item.get("html"), item.get("tag")
        if isinstance(html, str) and (tag is None or isinstance(tag, str)):
            return _shaped(Piece(html, _tag(tag or "", index)), item)
    raise DocumentRejected(
        f'is {kind_of(item)}, not a string or {{"tag": "...", "html": "..."}} with two strings',
        gettext_noop("Make one flat array of strings or of such objects."),
        f"string {index} (counted from 0)",
    )


def _shaped(piece: Piece, item: Mapping[str, object]) -> Piece:
    """Return a string as the kind that its object names; another name than those says nothing."""
    kind, attributes = item.get("kind"), item.get("attributes")
    if isinstance(attributes, dict) and attributes:
        label = "noise" if attributes.get("noise") is True else ""
        piece = piece._replace(attributes=attributes, label=label)
    if not isinstance(kind, str) or kind not in _KINDS:
        return piece
    if kind in _TAGS_OF_TEXTS:
        tag, label = _TAGS_OF_TEXTS[kind]
        return piece._replace(tag=piece.tag or tag, label=piece.label or label)
    return piece._replace(kind=kind)


def _tag(tag: str, index: int) -> str:
    tag = tag.strip().lower()
    if not _TAG.fullmatch(tag):
        raise DocumentRejected(
            gettext_noop("has a tag that is no name of an HTML element"),
            gettext_noop('Write the name alone, such as "h2".'),
            f"string {index} (counted from 0)",
        )
    return tag
