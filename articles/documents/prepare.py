"""Prepare source documents for storing: everything that is to be stored of them, as plain values.

This is the work of worker processes: read, clean, label, structure, and make the rows. It knows no
database.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from articles.documents.article.rows import ArticleRows, PackedDocument, article_rows
from articles.documents.editing.origins import labels_by_origin
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.site_rules import SiteRules
from articles.documents.pipeline import ParsedDocument, parse_documents
from articles.documents.revisions.unsaid import Unsaid
from articles.documents.source import (
    DocumentLeftOut,
    DocumentRejected,
    PublishingStatus,
    Source,
    compressed,
)
from articles.documents.urls.canonical import url_hash


class UnsureLabel(NamedTuple):
    """A label that waits for an editor's review."""

    origin: int
    label: str
    alternative: str
    reason: str
    confidence: float


@dataclass(slots=True)
class PreparedDocument:
    """One document, ready to be stored.

    `content` is the received bytes, compressed; `unsure_labels` are of blocks with visible text,
    whether or not their part still has that label; `labels` has the current label of each block,
    where there are unsure ones; `removed` counts what cleaning removed by sort and name; `loss` is
    the share of the visible text that is noise, from 0 to 1; `repeats` are the lines that other
    documents have, too, with the number of documents. `updated`, `version`, `status` and
    `embargoed` are what the document says of itself, as `SourceMetadata` has them; `unsaid` is what
    it does not say; `is_section`: it is a page that leads to others, and no article;
    `lacks_pictures`: it names some that may lie beside it, and are not here.
    """

    packed: PackedDocument
    content: bytes
    url: str = ""
    url_hash: int | None = None
    publisher: str = ""
    published: datetime | None = None
    updated: datetime | None = None
    version: int | None = None
    status: PublishingStatus = PublishingStatus.USABLE
    embargoed: datetime | None = None
    unsaid: Unsaid = field(default=Unsaid())
    unsure_labels: tuple[UnsureLabel, ...] = ()
    labels: dict[int, str] = field(default_factory=dict)
    removed: Counter[tuple[str, str]] = field(default_factory=Counter)
    loss: float = 0.0
    repeats: dict[str, int] = field(default_factory=dict)
    is_section: bool = False
    lacks_pictures: bool = False
    _rows: ArticleRows | None = field(default=None, compare=False)

    @property
    def document(self) -> ArticleDocument:
        """Return the document as it was parsed."""
        return self.packed.document

    @property
    def rows(self) -> ArticleRows:
        """Return its rows, made when first asked for: what is merged has others."""
        if self._rows is None:
            self._rows = article_rows(self.document, self.packed)
        return self._rows

    @property
    def headline(self) -> str:
        return self._rows.headline if self._rows else self.document.headline.text

    def names_in_pictures(self, names: Collection[str]) -> bool:
        """Return whether a picture has one of these attributes, by whatever is at hand."""
        if self._rows:
            pictures = (row[6] for row in self._rows.paragraphs if row[2] == Kind.PICTURE.value)
            return any(f'"{name}":' in written for written in pictures for name in names)
        return any(
            not paragraph.attributes.keys().isdisjoint(names)
            for paragraph in self.document.paragraphs()
            if paragraph.kind is Kind.PICTURE
        )

    def replace_document(self, document: ArticleDocument) -> None:
        """Take another document in its place."""
        self.packed, self._rows = PackedDocument(document), None

    def make_rows(self) -> None:
        """Make what storing it as a new article takes, before anybody has to wait for that."""
        assert self.rows.packed.json

    def __getstate__(self) -> object:
        # Rows cross to another process at less cost than a document that is yet to be made rows.
        self.make_rows()
        return object.__getstate__(self)

    @property
    def is_cut(self) -> bool:
        """Return whether the document says that there is more of its text elsewhere."""
        return any(what == "cut" for what, _ in self.removed)

    def unsure_labels_in(self, labels: dict[int, str]) -> Iterator[UnsureLabel]:
        """Yield those whose block still has that label, given the current label of each block.

        Where the structure had no room for a label (a second standfirst), nothing waits for review.
        """
        return (each for each in self.unsure_labels if labels.get(each.origin) == each.label)


class RejectedDocument(NamedTuple):
    """The reason why a document was rejected, the hint what to do, and the position inside it.

    `is_left_out`: it can be read, but is not wanted.
    """

    reason: str
    hint: str
    position: str = ""
    is_left_out: bool = False


def prepare(
    sources: Sequence[Source], rules: SiteRules = SiteRules()
) -> list[PreparedDocument | RejectedDocument]:
    """Return the documents of one batch, prepared or rejected, in order."""
    with without_collecting():
        return [
            _rejected(parsed) if isinstance(parsed, DocumentRejected) else prepared(parsed)
            for parsed in parse_documents(sources, rules)
        ]


def _rejected(why: DocumentRejected) -> RejectedDocument:
    is_left_out = isinstance(why, DocumentLeftOut)
    return RejectedDocument(why.reason, why.hint, why.position, is_left_out)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Suspend garbage collection, which would take a tenth of the time.

    What is made here are thousands of small objects without cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def collecting_new_only() -> Iterator[None]:
    """Let garbage collection look through nothing that is there already, such as all modules.

    To go through those once takes as long as to import some hundred documents.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def prepared(parsed: ParsedDocument) -> PreparedDocument:
    """Return a parsed document as it is stored."""
    metadata = parsed.metadata
    unsure = tuple(_unsure_labels(parsed.blocks))
    return PreparedDocument(
        packed=PackedDocument(parsed.document),
        content=compressed(parsed.source.content),
        url=metadata.url,
        url_hash=url_hash(metadata.url) if metadata.url else None,
        publisher=metadata.publisher,
        published=metadata.published,
        updated=metadata.updated,
        version=metadata.version,
        status=metadata.status,
        embargoed=metadata.embargoed,
        unsaid=Unsaid(metadata.emptied, is_language_detected=parsed.is_language_detected),
        unsure_labels=unsure,
        labels=labels_by_origin(parsed.document) if unsure else {},
        removed=_removed(parsed),
        loss=_loss(parsed.blocks),
        repeats=dict(parsed.repeats),
        is_section=parsed.is_section,
    )


def _removed(parsed: ParsedDocument) -> Counter[tuple[str, str]]:
    found = Counter((removal.what, removal.name) for removal in parsed.removed)
    found.update(
        (removal.what, removal.name) for item in parsed.blocks for removal in item.block.removed
    )
    return found


def _unsure_labels(blocks: Sequence[LabelledBlock]) -> Iterator[UnsureLabel]:
    for item in blocks:
        if item.is_unsure and item.block.text:
            assert item.alternative
            yield UnsureLabel(
                item.block.index,
                item.label.value,
                item.alternative.value,
                item.reason,
                item.confidence,
            )


def _loss(blocks: Sequence[LabelledBlock]) -> float:
    lengths = [(item.label is Label.NOISE, len(item.block.text)) for item in blocks]
    total = sum(length for _, length in lengths)
    return sum(length for is_noise, length in lengths if is_noise) / total if total else 0.0
