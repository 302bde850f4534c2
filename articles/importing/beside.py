"""The pictures that documents name and that lie beside them -> the library, and their articles.

The files come first, and the articles after them: where an import is killed in between, a picture
is in the library that nothing shows yet. A picture that cannot be had costs its document nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import User

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Paragraph
from articles.documents.prepare import PreparedDocument
from articles.documents.reading.xml import wordpress
from articles.documents.source import DocumentRejected, Source
from articles.importing.incoming import IncomingDocument
from articles.importing.sources.beside.files import FilesBeside, FoundBeside, is_of_site
from articles.models import Paragraph as ParagraphRow
from articles.pictures.original import MOST_BYTES, PictureRefused, open_original
from articles.pictures.take import take_picture

# As many as the longest gallery has; who names more of one file is no author.
MOST_PICTURES: Final = 500
# Of those that did not come in, so many are named.
_MOST_NAMED: Final = 3
_PICTURE: Final = Kind.PICTURE.value
# As JSON has them.
_SHA: Final = '"picture":'

# By what a picture is known: the name of the attribute, and its value.
Named = tuple[str, str]


class NotBrought(NamedTuple):
    """A picture that did not come in: its file, why, and what to do."""

    file: str
    why: str
    hint: str


@dataclass(slots=True)
class PicturesBeside:
    """Brings in what lies beside documents; without `files`, nothing does.

    Where it does not store, it looks at the files and says what would come of them.
    """

    files: FilesBeside | None
    stores: bool
    by: User | None = None

    def bring_in(self, documents: Iterable[IncomingDocument]) -> None:
        """Give prepared documents the pictures that lie beside them."""
        for each in documents:
            if each.prepared and _may_name_files(each.prepared, each.source):
                each.prepared.lacks_pictures = True
                if self.files:
                    self._bring_in(each, each.prepared, self.files)

    def _bring_in(
        self, incoming: IncomingDocument, prepared: PreparedDocument, files: FilesBeside
    ) -> None:
        document = prepared.document
        wanted = list(_wanted(document, incoming.source, prepared.url))
        brought: dict[Named, str] = {}
        failed: list[NotBrought] = []
        for attributes in wanted[:MOST_PICTURES]:
            try:
                if digest := self._taken(incoming.source, attributes, files):
                    brought |= dict.fromkeys(_names(attributes), digest)
                elif "source" not in attributes:
                    failed.append(_missing(attributes["file"]))
            except (DocumentRejected, PictureRefused) as error:
                failed.append(_failed(attributes, error))
        prepared.lacks_pictures = len(brought) < len(wanted)
        incoming.tell_of_pictures(frozenset(brought.values()), *_told(failed))
        if brought:
            prepared.replace_document(with_named_pictures(document, brought))

    def _taken(self, source: Source, attributes: Mapping[str, Any], files: FilesBeside) -> str:
        """Return the SHA-256 of a picture that is beside the document; "" where none is."""
        found = _found(source, attributes, files)
        if found is None:
            return ""
        if self.stores:
            address = attributes.get("source", "")
            taken = take_picture(found.data, name=found.name, by=self.by, fetched_from=address)
            return taken.picture.sha256
        open_original(found.data)
        return sha256(found.data).hexdigest()

    def waiting_for(self, documents: Collection[IncomingDocument]) -> Iterator[IncomingDocument]:
        """Yield those of unchanged documents whose missing pictures are there by now.

        One query, and that only where a document lacks a picture.
        """
        if self.files is None:
            return
        lacking = {
            each.stored.article_id: each
            for each in documents
            if each.stored and each.stored.lacks_pictures
        }
        if not lacking:
            return
        rows = ParagraphRow.objects.content().filter(article__in=lacking, kind=_PICTURE)
        without = rows.exclude(attributes__contains=_SHA).order_by("article", "position")
        named: dict[int, list[dict[str, Any]]] = {}
        for key, attributes in without.values_list("article_id", "attributes"):
            named.setdefault(key, []).append(json.loads(attributes or "{}"))
        for key, wanted in named.items():
            if any(self._is_there(lacking[key], each) for each in wanted[:MOST_PICTURES]):
                yield lacking[key]

    def _is_there(self, incoming: IncomingDocument, attributes: Mapping[str, Any]) -> bool:
        assert self.files
        assert incoming.stored
        if not _is_wanted(attributes, incoming.source, incoming.stored.url or ""):
            return False
        try:
            found = _found(incoming.source, attributes, self.files)
            return found is not None and bool(open_original(found.data))
        except (DocumentRejected, PictureRefused):
            return False


def _may_name_files(prepared: PreparedDocument, source: Source) -> bool:
    """Return whether a document may have a picture that lies beside it, at a glance."""
    is_export = source.format == wordpress.NAME
    return prepared.names_in_pictures(("file", "source") if is_export else ("file",))


def _wanted(document: ArticleDocument, source: Source, url: str) -> Iterator[Mapping[str, Any]]:
    """Yield the attributes of the pictures that may lie beside a document, each file once."""
    seen: set[Named] = set()
    for paragraph in document.paragraphs():
        attributes = paragraph.attributes
        if paragraph.kind is not Kind.PICTURE or paragraph.noise:
            continue
        if _is_wanted(attributes, source, url) and seen.isdisjoint(_names(attributes)):
            seen.update(_names(attributes))
            yield attributes


def _is_wanted(attributes: Mapping[str, Any], source: Source, url: str) -> bool:
    if "picture" in attributes:
        return False
    if "file" in attributes:
        return True
    is_export = source.format == wordpress.NAME
    return is_export and "source" in attributes and is_of_site(attributes["source"], url)


def _names(attributes: Mapping[str, Any]) -> list[Named]:
    """Return by what a picture is known: its file, else its address."""
    return [(name, attributes[name]) for name in ("file", "source") if name in attributes][:1]


def _found(source: Source, attributes: Mapping[str, Any], files: FilesBeside) -> FoundBeside | None:
    found = None
    if "file" in attributes:
        found = files.read(source.file, attributes["file"], MOST_BYTES)
    if found is None and source.format == wordpress.NAME and "source" in attributes:
        found = files.read_upload(source.file, attributes["source"], MOST_BYTES)
    return found


def with_named_pictures(document: ArticleDocument, known: Mapping[Named, str]) -> ArticleDocument:
    """Return a document with those pictures, by their SHA-256, where it has none of ours."""

    def pictured(paragraph: Paragraph) -> Paragraph:
        if paragraph.kind is not Kind.PICTURE or "picture" in paragraph.attributes:
            return paragraph
        found = next(filter(None, map(known.get, _names(paragraph.attributes))), None)
        if not found:
            return paragraph
        return replace(paragraph, attributes=paragraph.attributes.with_values(picture=found))

    return document.with_each_paragraph(pictured) if known else document


def with_pictures_of(document: ArticleDocument, before: ArticleDocument) -> ArticleDocument:
    """Return a document with the pictures that the one before it had from beside it.

    The files may be gone by now, as they are when a stored document is parsed again.
    """
    known = {
        name: paragraph.attributes["picture"]
        for paragraph in before.paragraphs()
        if paragraph.kind is Kind.PICTURE and "picture" in paragraph.attributes
        for name in _names(paragraph.attributes)
    }
    return with_named_pictures(document, known)


def _missing(file: str) -> NotBrought:
    return NotBrought(file, "is not beside it", "Put it there and import the document again.")


def _failed(attributes: Mapping[str, Any], error: DocumentRejected | PictureRefused) -> NotBrought:
    file = attributes.get("file") or attributes["source"]
    if isinstance(error, DocumentRejected):
        return NotBrought(file, error.reason, error.hint)
    why, _, hint = str(error).partition(". ")
    return NotBrought(file, why.rstrip("."), hint)


def _told(failed: Collection[NotBrought]) -> tuple[str, str]:
    """Return why pictures did not come in, and what to do; empty where all did."""
    if not failed:
        return "", ""
    each = [f"{file} ({why})" for file, why, _ in failed]
    more = f" and {len(each) - _MOST_NAMED:,} more" if len(each) > _MOST_NAMED else ""
    what = "a picture" if len(each) == 1 else f"{len(each):,} pictures"
    hints = dict.fromkeys(hint for _, _, hint in failed if hint)
    return f"is here without {what}: {', '.join(each[:_MOST_NAMED])}{more}", " ".join(hints)
