"""Parts of an article lead to blocks of its source document, which have to be there."""

from __future__ import annotations

import zlib
from typing import Final

from django.db.models import F
from django.utils.translation import gettext as _

from articles.documents.article.model import ArticleDocument
from articles.documents.pipeline import PARSER_VERSION
from articles.documents.reading import contents_of
from articles.documents.source import DocumentRejected
from articles.models import Article, SourceDocument, Version
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
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
        for key, source in batch:
            last = _last_origin(unpacked_document(stored[key])) if key in stored else None
            yield [] if source is None or last is None else _faults(key, source, last)


def _last_origin(document: ArticleDocument | str) -> int | None:
    if isinstance(document, str):
        return None
    origins = [line.origin for line in document.lines()]
    origins += [paragraph.origin for paragraph in document.paragraphs()]
    return max((origin for origin in origins if origin is not None), default=None)


def _faults(article: int, source: int, last: int) -> list[Fault]:
    rows = SourceDocument.objects.filter(
        pk=source, erasure=None, parser_version=PARSER_VERSION, size__gt=0
    )
    try:
        found = rows.first()
        blocks = len(contents_of(found.received()).pieces) if found else None
    except (zlib.error, DocumentRejected):
        # The first is a fault of the source document; the second was imported by another release.
        return []
    if blocks is None or last < blocks:
        return []
    words = _(
        "a part of it comes from block %(block)d of source document %(source)d, which has %(n)d"
    )
    names = {"block": last, "source": source, "n": blocks}
    remedy = _("Parse its source document again, with reparse")
    return [Fault(Article._meta.label, article, words % names, remedy)]
