"""The external ids that a run has met: several documents of one id are versions of one article."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from articles.documents.revisions.precedence import Claim
from articles.documents.source import Source
from articles.models import ImportRun, RunItem
from articles.models.import_run import WRITTEN, Outcome

_EARLIER: Final = "an earlier document"
# Version, and updated and published as seconds (the least for none); marks of the longest
# paragraphs follow.
_PACKED: Final = struct.Struct("<qqq")
_MARK: Final = 8
_MARK_BYTES: Final = 4
_MOST_MARKS: Final = 4
_NONE: Final = -(2**63)


@dataclass(frozen=True, slots=True)
class FirstDocument:
    """The document that a key came with before in this run.

    `digest` is "" where it is not known any more; `chunk` is the part of a shared run that it came
    with.
    """

    file: str
    digest: str
    chunk: int | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """As little of a document as tells what a later one of its key would be."""

    claim: Claim
    paragraphs: frozenset[bytes]

    @classmethod
    def of(cls, claim: Claim, paragraphs: Iterable[str]) -> Sketch:
        """Return that of an article with these paragraphs."""
        longest = sorted(set(paragraphs), key=len, reverse=True)[:_MOST_MARKS]
        return cls(claim, frozenset(_mark(text)[:_MARK_BYTES] for text in longest))

    def is_like(self, other: Sketch) -> bool:
        """Return whether they have a long paragraph in common."""
        return not self.paragraphs.isdisjoint(other.paragraphs)

    def packed(self) -> bytes:
        claim = self.claim
        version = _NONE if claim.version is None else claim.version
        head = _PACKED.pack(version, _seconds(claim.updated), _seconds(claim.published))
        return head + b"".join(sorted(self.paragraphs))

    @classmethod
    def unpacked(cls, data: bytes) -> Sketch:
        version, updated, published = _PACKED.unpack_from(data)
        marks = data[_PACKED.size :]
        return cls(
            Claim(None if version == _NONE else version, _moment(updated), _moment(published)),
            frozenset(
                marks[start : start + _MARK_BYTES] for start in range(0, len(marks), _MARK_BYTES)
            ),
        )


def _seconds(moment: datetime | None) -> int:
    return _NONE if moment is None else int(moment.timestamp())


def _moment(seconds: int) -> datetime | None:
    return None if seconds == _NONE else datetime.fromtimestamp(seconds, UTC)


@dataclass(frozen=True, slots=True)
class ForeseenKey:
    """What a preview kept of the documents of a key, as a run would have stored them.

    `followed` is the one that its article would follow, None where that is as it is stored;
    `retracted` are those that retract the article. `is_known`: the same bytes are followed, or were
    passed over; `was_followed`: they were, until a newer version came.
    """

    followed: Sketch | None
    retracted: Sequence[Claim]
    is_known: bool
    was_followed: bool


class KeyRegistry:
    """The external ids of a run, each with a document of it, in little memory.

    What is stored is asked of the database; only what is not stored yet is kept here. A preview,
    which stores nothing, keeps a few bytes of each document.
    """

    def __init__(self, run: ImportRun | None) -> None:
        self._run = run
        self._held: dict[str, FirstDocument] = {}
        self._sketches: dict[bytes, bytes] = {}
        self._retracted: dict[bytes, list[Claim]] = {}
        self._apart: set[bytes] = set()
        self._overtaken: set[bytes] = set()

    def among(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        """Return those ids of the sources that came before, each with a document of it."""
        stored = self._stored(sources) if self._run else self._sketched(sources)
        held = {source.external_id for source in sources} & self._held.keys()
        return stored | {key: self._held[key] for key in held}

    def _stored(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        keys = [source.external_id for source in sources]
        taken = RunItem.objects.filter(run=self._run, external_id__among=keys)
        items = taken.exclude(outcome=Outcome.REJECTED).order_by("-pk")
        rows = items.values_list("external_id", "file", "article__source__digest", "chunk")
        return {key: FirstDocument(file, digest or "", at) for key, file, digest, at in rows}

    def later_than(self, chunk: int, sources: Collection[Source]) -> set[str]:
        """Return those ids of the sources that a later part of the run has stored. One query."""
        keys = [source.external_id for source in sources]
        items = RunItem.objects.filter(run=self._run, external_id__among=keys, chunk__gt=chunk)
        return set(items.filter(outcome__in=WRITTEN).values_list("external_id", flat=True))

    def _sketched(self, sources: Collection[Source]) -> dict[str, FirstDocument]:
        found = {}
        for source in sources:
            if before := self.foreseen(source):
                digest = source.digest if before.is_known else ""
                found[source.external_id] = FirstDocument(_EARLIER, digest)
        return found

    def foreseen(self, source: Source) -> ForeseenKey | None:
        """Return what a preview has kept of a document's key; None where that is nothing."""
        key, version = _mark(source.external_id), _mark(source.digest)
        packed = self._sketches.get(key)
        retracted = self._retracted.get(key, ())
        is_apart, was_followed = key + version in self._apart, key + version in self._overtaken
        if packed is None:
            is_met = retracted or is_apart
            return ForeseenKey(None, retracted, is_apart, was_followed) if is_met else None
        is_known = is_apart or packed[:_MARK] == version
        return ForeseenKey(Sketch.unpacked(packed[_MARK:]), retracted, is_known, was_followed)

    def hold(self, source: Source) -> FirstDocument:
        """Add a document that is not stored yet."""
        first = self._held[source.external_id] = FirstDocument(source.file, source.digest)
        return first

    def release(self, sources: Iterable[Source]) -> None:
        """Remove documents that are stored now, or that a preview is done with."""
        for source in sources:
            self._held.pop(source.external_id, None)

    def keep(self, source: Source, sketch: Sketch) -> None:
        """Keep what a preview has to know of a document that would be stored."""
        key = _mark(source.external_id)
        if before := self._sketches.get(key):
            self._overtaken.add(key + before[:_MARK])
        self._sketches[key] = _mark(source.digest) + sketch.packed()

    def keep_apart(self, source: Source) -> None:
        """Keep that a document would be stored, though no article would follow it."""
        self._apart.add(_mark(source.external_id) + _mark(source.digest))

    def retract(self, source: Source, claim: Claim) -> None:
        """Keep that a document retracts the article of its key."""
        self._retracted.setdefault(_mark(source.external_id), []).append(claim)


def _mark(text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_MARK).digest()
