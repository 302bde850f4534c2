"""Source documents are what came in, byte for byte: their digests are worked out anew."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from articles.documents.source import digest_of
from articles.documents.urls.canonical import url_hash
from articles.models import SourceDocument
from articles.safekeeping.soundness.fault import (
    Fault,
    Faults,
    as_stored,
    in_batches,
    unpacked_bytes,
)

# One may be large.
_TOGETHER: Final = 20


def check_sources() -> Faults:
    """Yield the faults of each source document."""
    rows = SourceDocument.objects.values_list(
        "pk", "digest", "size", "url", "url_hash", "erasure", as_stored("content")
    )
    for batch in in_batches(rows, _TOGETHER):
        yield from map(_faults, batch)


def _faults(row: tuple[Any, ...]) -> list[Fault]:
    key, digest, size, url, number, erasure, stored = row
    content = unpacked_bytes(stored)
    words = []
    if content is None:
        words.append(_("its content cannot be unpacked"))
    elif len(content) != size:
        words.append(
            _("its content has %(found)d bytes, not the %(size)d that came in")
            % {"found": len(content), "size": size}
        )
    # One that was redacted may have a mark in the place of its digest.
    elif erasure is None and digest_of(content) != digest:
        words.append(_("its content is not what came in: it has another digest"))
    if (url_hash(url) if url else None) != number:
        words.append(_("the number of its address is not that of the address"))
    remedy = _("Restore a back-up of before, or import the document again under another key")
    return [Fault(SourceDocument._meta.label, key, each, remedy) for each in words]
