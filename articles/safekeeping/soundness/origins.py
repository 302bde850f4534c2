"""Parts of an article lead to blocks of its source document, which have to be there."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from articles.documents.article.model import ArticleDocument
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.reading import contents_of
from articles.documents.source import DocumentRejected, Source
from articles.models import Article, SourceDocument, Version
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
    unpacked_bytes,
    unpacked_document,
)

_TOGETHER: Final = 20


def check_origins() -> Faults:
    """Yield the faults of each article's way back to its source document.

    Another parser may have counted the blocks of a document in another way, and one that was
    redacted may have fewer: of those nothing is said.
    """
    for batch in in_batches(Article.with_deleted.values_list("pk", "source"), _TOGETHER):
        newest = Version.objects.filter(
            article__in=[key for key, _source in batch], number=F("article__version")
        )
        stored = dict(newest.values_list("article", as_stored("content")))
        blocks = _blocks({source for _key, source in batch})
        for key, source in batch:
            last = _last_origin(unpacked_document(stored[key])) if key in stored else -1
            is_there = source not in blocks or last < blocks[source]
            yield [] if is_there else [_lost(key, source, last, blocks[source])]


def _last_origin(document: ArticleDocument | str) -> int:
    """Return the last block that a part of it comes from; -1 for none."""
    if isinstance(document, str):
        return -1
    origins = [line.origin for line in document.lines()]
    origins += [paragraph.origin for paragraph in document.paragraphs()]
    return max((origin for origin in origins if origin is not None), default=-1)


def _blocks(keys: Collection[int | None]) -> dict[int, int]:
    """Return how many blocks source documents have, of those of which that can be told."""
    rows = SourceDocument.objects.filter(
        pk__in=[key for key in keys if key],
        erasure=None,
        parser_version=PARSER_VERSION,
        size__gt=0,
    )
    found = {}
    for key, name, file, format_name, position, stored in rows.order_by("pk").values_list(
        "pk", "external_id", "file", "format", "position", as_stored("content")
    ):
        content = unpacked_bytes(stored)
        if content is None:
            # A fault of the source document, which is named there.
            continue
        try:
            found[key] = len(contents_of(Source(name, file, format_name, content, position)).pieces)
        except DocumentRejected:
            # Another release has read it.
            continue
    return found


def _lost(article: int, source: int, last: int, blocks: int) -> Fault:
    words = _("a part of it comes from block %(last)d of source document %(source)d")
    told = words % {"last": last, "source": source}
    more = _("which has %(blocks)d") % {"blocks": blocks}
    remedy = _("Parse its source document again, with reparse")
    return Fault(Article._meta.label, article, f"{told}, {more}", remedy)
