"""Source documents and articles without what was erased: a document is redacted with certainty, or
not at all.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import Any, Final

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, AttributeType, Kind, cleaned_attributes
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.table import map_cells
from articles.documents.markup import clean
from articles.documents.reading import LONGEST_EXTERNAL_ID, contents_of
from articles.documents.redaction import Redaction, compared_words, mark_of
from articles.documents.source import Contents, DocumentRejected, Source

_DECLARED_ENCODING: Final = re.compile(rb"(?:charset|encoding)\s*=\s*[\"']?([\w.:-]+)")
# A name that was redacted is told from others by so much of its mark.
_TOLD_APART_BY: Final = 8
_DATES: Final = ("published", "updated")


def redacted_source(source: Source, redaction: Redaction) -> Source | None:
    """Return the document without the passages, or itself where it holds none.

    None where it holds one and cannot be rewritten with certainty: it does not read the same then,
    or is not text.
    """
    named = replace(
        source,
        external_id=redacted_name(source.external_id, redaction),
        file=redaction.redacted(source.file),
        position=redaction.redacted(source.position),
        publisher=redaction.redacted(source.publisher),
    )
    if not holds_passage(source, redaction):
        return named
    content = _redacted_content(source.content, redaction)
    if content is None:
        return None
    rewritten = replace(named, content=content)
    if holds_passage(rewritten, redaction) or not _reads_alike(source, rewritten):
        return None
    return rewritten


def redacted_name(name: str, redaction: Redaction) -> str:
    """Return a key without the passages, and still told from others; the same for the same key."""
    if not redaction.is_in(name):
        return name
    kept = redaction.redacted(name)[: LONGEST_EXTERNAL_ID - _TOLD_APART_BY - 1]
    return f"{kept}~{mark_of(redaction.key, 'name', name)[:_TOLD_APART_BY]}"


def holds_passage(source: Source, redaction: Redaction) -> bool:
    """Return whether the bytes hold a passage, as they are or as they are read."""
    if any(redaction.is_in(text) for _, text in _decoded(source.content)):
        return True
    contents = _contents(source)
    return contents is not None and any(map(redaction.is_in, _texts(contents)))


def redacted_document(document: ArticleDocument, redaction: Redaction) -> ArticleDocument:
    """Return the article with a mark in the place of each passage; its identifiers stay."""

    def line(old: Line) -> Line:
        return replace(old, text=redaction.redacted(old.text))

    def paragraph(old: Paragraph) -> Paragraph:
        redacted = replace(
            old,
            markup=_redacted_markup(old.markup, redaction),
            attributes=redacted_attributes(old.kind, old.attributes, redaction),
        )
        return old if redacted == old else redacted

    def section(old: Section) -> Section:
        return Section(
            old.uid, line(old.heading), line(old.byline), tuple(map(paragraph, old.paragraphs))
        )

    return replace(
        document,
        headline=line(document.headline),
        standfirst=line(document.standfirst),
        bylines=tuple(redacted_names(document.bylines, redaction)),
        metadata=_redacted_metadata(document.metadata, redaction),
        sections=tuple(map(section, document.sections)),
    )


def _redacted_markup(text: str, redaction: Redaction) -> str:
    return clean(redaction.redacted(text)).markup if redaction.is_in(text) else text


def redacted_attributes(kind: Kind, attributes: Attributes, redaction: Redaction) -> Attributes:
    """Return the attributes of a paragraph without the passages: its words, and addresses."""
    if not attributes:
        return attributes
    values = dict(attributes)
    for name, value in attributes.items():
        if KINDS[kind].attributes[name].type is AttributeType.ROWS:
            values[name] = map_cells(value, lambda text: _redacted_markup(text, redaction))
        elif isinstance(value, str):
            values[name] = redaction.redacted(value)
    # What is no address any more is left out.
    return cleaned_attributes(kind, values)


def _redacted_metadata(metadata: Metadata, redaction: Redaction) -> Metadata:
    changed: dict[str, Any] = {}
    for each in fields(metadata):
        value = getattr(metadata, each.name)
        if each.name not in _DATES:
            is_one = isinstance(value, str)
            changed[each.name] = (
                redaction.redacted(value) if is_one else tuple(map(redaction.redacted, value))
            )
    changed["agencies"] = tuple(redacted_names(metadata.agencies, redaction))
    changed["topics"] = tuple(redacted_names(metadata.topics, redaction))
    return replace(metadata, **changed)


def redacted_names(names: Iterable[str], redaction: Redaction) -> list[str]:
    """Return names or topics without those of which nothing is left, as an import reads them."""
    redacted = ((name, redaction.redacted(name)) for name in names)
    return [new for old, new in redacted if new == old or compared_words(new)]


def _redacted_content(content: bytes, redaction: Redaction) -> bytes | None:
    for encoding, text in _decoded(content):
        if redaction.is_in(text):
            try:
                return redaction.redacted(text).encode(encoding)
            except UnicodeEncodeError:
                return None
    return None


def _decoded(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the bytes as a text, by each encoding that they may be in."""
    declared = [name.decode("ascii", "replace") for name in _DECLARED_ENCODING.findall(content)]
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        declared.insert(0, "utf-16")
    for encoding in ["utf-8", *dict.fromkeys(declared), "cp1252"]:
        try:
            text = content.decode(encoding)
        except (LookupError, UnicodeError):
            continue
        if text.encode(encoding, "replace") == content:
            yield encoding, text
        if encoding == "utf-8":
            return


def _contents(source: Source) -> Contents | None:
    try:
        return contents_of(source)
    except DocumentRejected:
        return None


def _texts(contents: Contents) -> Iterator[str]:
    yield from (piece.html for piece in contents.pieces)
    yield contents.id
    for each in fields(contents.metadata):
        value = getattr(contents.metadata, each.name)
        yield from [value] if isinstance(value, str) else map(str, _as_sequence(value))


def _as_sequence(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, tuple | list | frozenset) else ()


def _reads_alike(source: Source, rewritten: Source) -> bool:
    """Return whether both read as the same number of strings: nothing else was broken."""
    before, after = _contents(source), _contents(rewritten)
    if before is None or after is None:
        return False
    return len(before.pieces) == len(after.pieces)
