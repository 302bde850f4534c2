"""The external ids that a run has met: two documents of one id must not replace each other."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import blake2b
from typing import NamedTuple

from articles.documents.source import Source
from articles.models import ImportRun, RunItem
from articles.models.import_run import Outcome

_EARLIER = "an earlier document"


class FirstDocument(NamedTuple):
    """The document that a key came with first; `digest` is "" where it is not known any more."""

    file: str
    digest: str


class KeyRegistry:
    """The external ids of a run, each with its first document, in little memory.

    What is stored is asked of the database; only what is not stored yet is kept here. A preview,
    which stores nothing, keeps a few bytes of each document.
    """

    def __init__(self, run: ImportRun | None) -> None:
        self._run = run
        self._held: dict[str, FirstDocument] = {}
        self._marks: set[bytes] = set()

    def among(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        """Return those ids of the sources that came before, each with its first document."""
        stored = self._stored(sources) if self._run else self._marked(sources)
        held = {source.external_id for source in sources} & self._held.keys()
        return stored | {key: self._held[key] for key in held}

    def _stored(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        keys = [source.external_id for source in sources]
        taken = RunItem.objects.filter(run=self._run, external_id__in=keys)
        items = taken.exclude(outcome=Outcome.REJECTED).order_by("-pk")
        rows = items.values_list("external_id", "file", "article__source__digest")
        return {key: FirstDocument(file, digest or "") for key, file, digest in rows}

    def _marked(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        return {
            source.external_id: FirstDocument(
                _EARLIER,
                source.digest if _mark(source.external_id, source.digest) in self._marks else "",
            )
            for source in sources
            if _mark(source.external_id) in self._marks
        }

    def hold(self, source: Source) -> FirstDocument:
        """Add a document that is not stored yet."""
        first = self._held[source.external_id] = FirstDocument(source.file, source.digest)
        return first

    def release(self, sources: Collection[Source]) -> None:
        """Remove documents that are stored now, or that a preview is done with."""
        for source in sources:
            self._held.pop(source.external_id, None)
            if self._run is None:
                self._marks |= {_mark(source.external_id), _mark(source.external_id, source.digest)}


def _mark(*parts: str) -> bytes:
    return blake2b("\0".join(parts).encode(), digest_size=8).digest()
