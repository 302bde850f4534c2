"""The keys of documents without an id: as much of their path as tells their files apart.

The base name, where no other file of that name came in; else the shortest end of the path that no
other document has, nor the path of the document that has the base name: 2010/03/index.html. A key
that a document has once got stays its own, so that importing again finds it, wherever the folder
has moved: the longest end of its path under which something is stored.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Final, NamedTuple

from articles.documents.reading import LONGEST_EXTERNAL_ID
from articles.documents.reading.reader import NAMED_ALIKE
from articles.documents.source import Rejection, Source
from articles.models import Article, ImportRun, RunItem
from articles.models.import_run import NOT_TAKEN

# So many folders are looked at above a file.
_MOST_FOLDERS: Final = 8
# So many documents are looked up together, of so many bytes at the most.
_TOGETHER: Final = 200
_TOGETHER_BYTES: Final = 8 * 2**20
# Of so many files it is known without a query which came last under a name.
_RECENT: Final = 10_000
# A filter of so many bits, four for a name: of a million names it mistakes one in forty.
_BITS: Final = 2**23
_NUMBER: Final = re.compile(r":\d+\Z")


class Holder(NamedTuple):
    """The file that a key came from, and the digest of the document."""

    file: str
    digest: str

    def has(self, source: Source) -> bool:
        """Return whether that is the document's own file, or the same document elsewhere."""
        return self.digest == source.digest or is_same_file(self.file, source.file)


def is_same_file(one: str, other: str) -> bool:
    """Return whether two paths lead to one file, however they are written."""
    return one == other or os.path.abspath(one) == os.path.abspath(other)


def is_file_key(external_id: str, file: str) -> bool:
    """Return whether a key is an end of the file's path, with or without a number behind it."""
    if _is_end(external_id, file):
        return True
    if os.path.basename(file) not in external_id:
        return False
    name = _NUMBER.sub("", external_id)
    return any(_is_end(end, path) for end in (external_id, name) for path in _paths(file))


def is_lengthened(external_id: str) -> bool:
    """Return whether a key has more of the path than the one that the document came with."""
    folders = external_id.count("/")
    return folders > 1 or (
        folders == 1 and not NAMED_ALIKE.fullmatch(os.path.basename(external_id))
    )


def base_key(external_id: str, file: str) -> str:
    """Return the key that a document came with: the base name of its file, whatever it got here."""
    return os.path.basename(external_id) if is_file_key(external_id, file) else external_id


def longer_keys(source: Source) -> list[str]:
    """Return the longer keys that a document of such a key may have, the shortest first."""
    number = _NUMBER.search(source.external_id)
    base = os.path.basename(source.file)
    end = number[0] if number and not base.endswith(number[0]) else ""
    parts = [part for part in _path(source.file).split(os.sep) if part]
    counts = range(2, min(len(parts), _MOST_FOLDERS + 1) + 1)
    keys = ("/".join(parts[-count:]) + end for count in counts)
    return [key for key in keys if len(key) <= LONGEST_EXTERNAL_ID]


def holders_of(keys: Collection[str]) -> dict[str, Holder]:
    """Return the documents that articles with these keys follow, in the trash too. One query."""
    rows = (
        Article.with_deleted.with_external_ids(keys)
        .order_by()
        .values_list("external_id", "source__file", "source__digest")
    )
    return {key: Holder(file or "", digest or "") for key, file, digest in rows}


def own_key(source: Source, holders: Mapping[str, Holder], met: Collection[str] = ()) -> str:
    """Return the key that a document has already, the longest; "" if it has none.

    That of its own file, or of the same bytes; else one that no other file of this run has `met`.
    """
    keys = longer_keys(source)[::-1]
    stored = [key for key in (*keys, source.external_id) if key in holders]
    own = next((key for key in stored if holders[key].has(source)), "")
    return own or next((key for key in stored if key in keys and key not in met), "")


def free_key(source: Source, taken: Collection[str], holder: str) -> str:
    """Return the shortest longer key that is free, and that the `holder` could not have; or ""."""
    return next(
        (key for key in longer_keys(source) if key not in taken and not is_file_key(key, holder)),
        "",
    )


class FileKeys:
    """The names of the files of a run, in little memory: those of one name are told apart."""

    def __init__(self, run: ImportRun | None) -> None:
        self._run = run
        self._seen = _Filter()
        self._recent: dict[str, Holder] = {}
        # Of the keys that the documents which come together may have.
        self._holders: dict[str, Holder] = {}
        self._earlier: dict[str, Holder] = {}

    def told_apart(
        self, documents: Iterable[Source | Rejection], together: int = _TOGETHER
    ) -> Iterator[Source | Rejection]:
        """Yield the documents, those of another file of one name under a longer key.

        So many are taken `together`, and looked up with two queries at the most.
        """
        for some in _some_together(documents, together):
            named = {
                place: each
                for place, each in enumerate(some)
                if isinstance(each, Source) and is_file_key(each.external_id, each.file)
            }
            self._look_up(named.values())
            for place, each in enumerate(some):
                yield self._told_apart(named[place]) if place in named else each

    def _look_up(self, sources: Iterable[Source]) -> None:
        """Find what has the keys of those documents whose names came before, or come twice."""
        met: set[str] = set()
        keys: set[str] = set()
        for source in sources:
            if source.external_id in met or source.external_id in self._seen:
                keys.update((source.external_id, *longer_keys(source)))
            met.add(source.external_id)
        self._holders = holders_of(keys) if keys else {}
        self._earlier = self._met(keys) if keys else {}

    def _told_apart(self, source: Source) -> Source:
        key = source.external_id
        if self._seen.add(key) and (first := self._first(key)) and not first.has(source):
            key = self._key_beside(source, first)
        if key != source.external_id:
            source = replace(source, external_id=key)
            self._seen.add(key)
        self._remember(source)
        return source

    def note(self, source: Source) -> None:
        """Take in that a document of this run has its key."""
        self._seen.add(source.external_id)
        self._remember(source)

    def _remember(self, source: Source) -> None:
        key = source.external_id
        self._recent.pop(key, None)
        self._recent[key] = Holder(source.file, source.digest)
        if len(self._recent) > _RECENT:
            del self._recent[next(iter(self._recent))]

    def found_for(self, sources: Sequence[Source]) -> dict[int, str]:
        """Return the longer keys under which documents came in before, by their places here."""
        keys = {key for source in sources for key in longer_keys(source)}
        holders = holders_of(keys) if keys else {}
        if not holders:
            return {}
        met = self.met(holders)
        found = {place: own_key(source, holders, met) for place, source in enumerate(sources)}
        return {
            place: key for place, key in found.items() if key and key != sources[place].external_id
        }

    def free_for(self, source: Source, holder: str) -> str:
        """Return a free key for a document whose own belongs to that file; "" if there is none."""
        keys = longer_keys(source)
        taken = {*holders_of(keys), *self.met(keys)} if keys else set()
        return free_key(source, taken, holder)

    def _first(self, key: str) -> Holder | None:
        """Return the last document of this run with a key; of a preview it may be unknown."""
        if key in self._recent:
            return self._recent[key]
        return self._earlier.get(key) if self._run else Holder("", "")

    def _key_beside(self, source: Source, first: Holder) -> str:
        keys = [source.external_id, *longer_keys(source)]
        holders = {key: self._holders[key] for key in keys if key in self._holders}
        # Most are here already, by file or bytes, whatever else this run has met.
        if own := own_key(source, holders, keys):
            return own
        met = {key for key in keys if key in self._recent or key in self._earlier}
        own = own_key(source, holders, met)
        return own or free_key(source, {*holders, *met}, first.file) or source.external_id

    def met(self, keys: Collection[str]) -> set[str]:
        """Return those of the keys that a document of this run has."""
        return {key for key in keys if key in self._recent} | self._met(keys).keys()

    def _met(self, keys: Collection[str]) -> dict[str, Holder]:
        if not self._run:
            return {}
        items = RunItem.objects.filter(run=self._run, external_id__among=keys)
        rows = items.exclude(outcome__in=NOT_TAKEN).order_by("pk")
        found = rows.values_list("external_id", "file", "article__source__digest")
        return {key: Holder(file, digest or "") for key, file, digest in found}


class _Filter:
    """A Bloom filter: whether a text was there before, of which a few are mistaken for others."""

    def __init__(self) -> None:
        self._bits = bytearray(_BITS // 8)

    def __contains__(self, text: str) -> bool:
        return all(self._bits[at] >> bit & 1 for at, bit in _places(text))

    def add(self, text: str) -> bool:
        """Add a text, and return whether it was there before, or seems so."""
        was_there = True
        for at, bit in _places(text):
            was_there = was_there and bool(self._bits[at] >> bit & 1)
            self._bits[at] |= 1 << bit
        return was_there


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Yield the bytes and bits that stand for a text in the filter."""
    digest = int.from_bytes(blake2b(text.encode("utf-8", "replace"), digest_size=12).digest())
    return (divmod((digest >> shift) % _BITS, 8) for shift in (0, 23, 46, 69))


def _some_together(
    documents: Iterable[Source | Rejection], most: int
) -> Iterator[list[Source | Rejection]]:
    some: list[Source | Rejection] = []
    held = 0
    for document in documents:
        some.append(document)
        held += len(document.content) if isinstance(document, Source) else 0
        if len(some) >= most or held >= _TOGETHER_BYTES:
            yield some
            some, held = [], 0
    if some:
        yield some


def _is_end(end: str, path: str) -> bool:
    return path == end or path.endswith(f"/{end}")


def _paths(file: str) -> Iterator[str]:
    yield file
    yield os.path.abspath(file)


def _path(file: str) -> str:
    """Return a path with the folders above it, if there is such a file; a member has its own."""
    return os.path.abspath(file) if os.path.exists(file) else os.path.normpath(file)
