"""Find parts of two documents that are one under two identifiers: cut and pasted, or typed anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final, Protocol

from articles.documents.revisions.align import count_words, similarity

# The share of words in common of a text that was typed anew in its place, from 0 to 1.
_ALIKE: Final = 0.5
# So many pairs are compared of one stretch, in some milliseconds.
_MOST_PAIRS: Final = 400


class ComparedPart(Protocol):
    """A part as it is recognised: by an identity of its own, or by its words."""

    @property
    def text(self) -> str: ...

    @property
    def identity(self) -> object: ...


Parts = Mapping[str, ComparedPart]


def same_parts(before: Parts, after: Parts) -> Mapping[str, str]:
    """Return keys of the earlier document by those of the later, where a part has two."""
    gone = {key: part for key, part in before.items() if key not in after and part.identity}
    came = {key: part for key, part in after.items() if key not in before and part.identity}
    if not gone or not came:
        return {}
    found = dict(_same(gone, came))
    taken = set(found.values())
    known = before.keys() & after.keys()
    old_stretches = _stretches(before, known, [key for key in gone if key not in taken])
    for place, new in _stretches(after, known, [key for key in came if key not in found]).items():
        found |= _alike(gone, came, old_stretches.get(place, ()), new)
    return found


def _same(gone: Parts, came: Parts) -> Iterator[tuple[str, str]]:
    waiting: dict[object, list[str]] = {}
    for key, part in gone.items():
        waiting.setdefault(part.identity, []).append(key)
    for key, part in came.items():
        if keys := waiting.get(part.identity):
            yield key, keys.pop(0)


def _stretches(parts: Parts, known: set[str], wanted: Sequence[str]) -> dict[str, list[str]]:
    """Return the wanted keys by the part of both documents that they come after."""
    found: dict[str, list[str]] = {}
    place, of = "", set(wanted)
    for key in parts:
        if key in known:
            place = key
        elif key in of:
            found.setdefault(place, []).append(key)
    return found


def _alike(gone: Parts, came: Parts, old: Sequence[str], new: Sequence[str]) -> dict[str, str]:
    if len(old) * len(new) > _MOST_PAIRS:
        return {}
    words = {key: count_words(gone[key].text) for key in old}
    others = {key: count_words(came[key].text) for key in new}
    found: dict[str, str] = {}
    pairs = (
        (-similarity(words[one], others[other]), one, other) for one, other in product(old, new)
    )
    for like, one, other in sorted(pairs):
        if -like >= _ALIKE and other not in found and one not in found.values():
            found[other] = one
    return found
