"""Read files into source documents: choose the reader that suits a file.

Reading stops at what an import needs to know whether a document is new to it: its external id and
its bytes. `contents_of` parses them.

A format is a module beside this one (see `reader.Reader`); to add one, list it in `READERS`.
Archives and compressed files are opened on the way (`archives.unpack`), and their members are read
by the same rules.
"""

from __future__ import annotations

from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Set
from dataclasses import replace
from typing import BinaryIO

from articles.documents.messages import gettext_noop
from articles.documents.reading import plain_text, python_literal
from articles.documents.reading.archives.container import Bounds, Trouble, is_passed_over
from articles.documents.reading.archives.unpack import (
    CONTAINERS,
    NO_FORMAT,
    Choice,
    Plain,
    unpacked,
)
from articles.documents.reading.bounds import DOCUMENT_BYTES, LONGEST_EXTERNAL_ID, STRINGS
from articles.documents.reading.json import fundus, json_document, json_lines, ninjs, scraped
from articles.documents.reading.lead_picture import with_lead_picture
from articles.documents.reading.pages import html_page
from articles.documents.reading.reader import (
    STANDARD_INPUT,
    BoundedReader,
    Described,
    Fit,
    Reader,
    TypedReader,
    parse_checked,
)
from articles.documents.reading.strings import with_shaped_strings
from articles.documents.reading.tables import csv_table, workbook, xlsx_table
from articles.documents.reading.unread import rejection_of_unread
from articles.documents.reading.xml import feeds, wordpress
from articles.documents.source import Contents, DocumentRejected, Rejection, Source

__all__ = [
    "CONTAINERS",
    "DOCUMENT_BYTES",
    "FORMATS",
    "LONGEST_EXTERNAL_ID",
    "NO_FORMAT",
    "READERS",
    "STANDARD_INPUT",
    "STRINGS",
    "SUFFIXES",
    "Bounds",
    "contents_of",
    "holds_many",
    "is_passed_over",
    "read_documents",
]

# Where two suit a file equally well, the earlier one reads it.
READERS: tuple[Reader, ...] = (
    wordpress,
    feeds,
    html_page,
    json_lines,
    fundus,
    ninjs,
    scraped,
    json_document,
    python_literal,
    csv_table,
    xlsx_table,
    plain_text,
)
_BY_NAME = {reader.NAME: reader for reader in READERS}

# The choices of --format, each with one line of help.
FORMATS: dict[str, str] = {reader.NAME: reader.DESCRIPTION for reader in READERS}
_ALL: tuple[Described, ...] = (*READERS, *CONTAINERS)
# What a folder is searched for, and an archive.
SUFFIXES: tuple[str, ...] = tuple(sorted({suffix for each in _ALL for suffix in each.SUFFIXES}))
_MANY = tuple(suffix for each in _ALL if each.MANY for suffix in each.SUFFIXES)
_CHOICE = Choice(SUFFIXES, workbook.is_workbook)


def holds_many(name: str) -> bool:
    """Return whether a file of this name may hold any number of documents."""
    return name.lower().endswith(_MANY)


def read_documents(
    stream: BinaryIO,
    name: str,
    format: str | None = None,
    bounds: Bounds = Bounds(),
    post_types: Set[str] = frozenset(),
) -> Iterator[Source | Rejection]:
    """Yield each document of a buffered binary stream, or why it is not taken, in order.

    `name` is the path as the operator wrote it, or STANDARD_INPUT; `format` is one of FORMATS,
    where no file is to be asked what it is. Of an archive no more is unpacked than `bounds` allow.
    Of a site's export what is of these `post_types` is taken, too, whatever is no article else.
    Raises the stream's own OSError and nothing else.
    """
    for found in unpacked(stream, name, _CHOICE, bounds):
        if isinstance(found, Rejection):
            yield found
        else:
            yield from _documents_in(found, format, bounds, post_types)


def _documents_in(
    plain: Plain, format: str | None, bounds: Bounds, post_types: Set[str]
) -> Iterator[Source | Rejection]:
    try:
        for found in _read(plain, format, bounds, post_types):
            yield found if plain.file == plain.name else replace(found, file=plain.file)
    except Trouble as trouble:
        yield from trouble.rejections(plain.file)


def _read(
    plain: Plain, format: str | None, bounds: Bounds, post_types: Set[str]
) -> Iterator[Source | Rejection]:
    try:
        _check_opening(plain.head)
        reader = _BY_NAME[format] if format else _reader_for(plain.head, plain.name)
        if plain.is_inside and reader.NAME in bounds.closed:
            raise DocumentRejected(
                f"is of the format {reader.NAME}, which is not read from archives here",
                gettext_noop("Send it by itself."),
            )
    except DocumentRejected as rejected:
        yield rejected.at(plain.name)
        return
    if bounds.workbook and isinstance(reader, BoundedReader):
        yield from reader.read_within(plain.stream, plain.name, bounds.workbook)
    elif post_types and isinstance(reader, TypedReader):
        yield from reader.read_types(plain.stream, plain.name, post_types)
    else:
        yield from reader.read(plain.stream, plain.name)


def contents_of(source: Source) -> Contents:
    """Return the contents of a document's bytes.

    Raises DocumentRejected where they cannot be read, with the position inside the document; the
    document's own position in its file is `source.position`.
    """
    if source.format not in _BY_NAME:
        raise DocumentRejected(
            f"is in a format that is not read here any more: {source.format}",
            gettext_noop("Import the article again, in a format that is."),
        )
    try:
        parse = _BY_NAME[source.format].parse
        # Only here, since who asks a document for its id alone wants nothing of its strings.
        return with_lead_picture(
            parse_checked(source.content, lambda content: with_shaped_strings(parse(content)))
        )
    except DocumentRejected as rejected:
        if source.position:  # one line of a file: "line 1" would contradict it
            rejected.position = rejected.position.removeprefix("line 1, ")
        raise


def _check_opening(head: bytes) -> None:
    if not head.removeprefix(b"\xef\xbb\xbf").strip():
        raise DocumentRejected(
            gettext_noop("is empty"), gettext_noop("Leave it out, or fetch the article again.")
        )
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) or 0 in head[:2]:
        raise DocumentRejected(
            gettext_noop("is UTF-16 or no text at all"),
            gettext_noop("Convert it: iconv -f UTF-16 -t UTF-8."),
            "byte 0",
        )


def _reader_for(head: bytes, name: str) -> Reader:
    best, suits = READERS[0], Fit.NO
    for reader in READERS:
        fit = reader.recognise(head, name)
        if fit is Fit.CERTAIN:
            return reader
        if fit > suits:
            best, suits = reader, fit
    if suits is Fit.NO:
        raise rejection_of_unread(head, name) or DocumentRejected(
            NO_FORMAT,
            f"Send one of these: {', '.join(FORMATS)} (import_articles --list-formats says more).",
        )
    return best
