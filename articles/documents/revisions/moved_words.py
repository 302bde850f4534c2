"""Find the parts of an article between which an editor moved words: split, joined, pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from articles.documents.article.model import ArticleDocument, Section
from articles.documents.article.sequence import Part, sequence_of
from articles.documents.revisions.align import PartGroup
from articles.documents.revisions.words import split_words

# So many words in a row are no chance; of fewer, or of others between them, such a share of all
# that one part lost, or that the other got.
_RUN: Final = 3
_SHARE: Final = 0.5

Grams = Counter[tuple[str, ...]]


def moved_words(document: ArticleDocument, base: ArticleDocument) -> tuple[PartGroup, ...]:
    """Return the parts of `base` that lost words, with those that got them, by identifiers.

    All were changed; so it makes no question of what only one editor did.
    """
    before, after = sequence_of(base), sequence_of(document)
    changed = {uid for uid in before | after if before.get(uid) != after.get(uid)}
    old, new = _words(before, changed), _words(after, changed)
    pairs = {
        *_pairs(old, new, _RUN, 0),
        *_pairs(old, new, 1, _SHARE),
    }
    return tuple(
        PartGroup(
            tuple(uid for uid in before if uid in group),
            tuple(uid for uid in after if uid in group),
        )
        for group in _connected(pairs)
    )


def _connected(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    groups: list[set[str]] = []
    for pair in pairs:
        touching = [group for group in groups if group.intersection(pair)]
        groups = [group for group in groups if group not in touching]
        groups.append(set(pair).union(*touching))
    return groups


def _words(parts: Mapping[str, Part], changed: set[str]) -> dict[str, list[str]]:
    return {uid: split_words(_text(part)) for uid, part in parts.items() if uid in changed}


def _text(part: Part) -> str:
    if isinstance(part, Section):
        return f"{part.heading.text} {part.byline.text}"
    return part.text


def _pairs(
    old: Mapping[str, list[str]], new: Mapping[str, list[str]], length: int, share: float
) -> Iterator[tuple[str, str]]:
    """Yield the part that lost words and the one that got them: more than such a share of either.

    They are compared in runs of so many words.
    """
    before = {uid: _grams(words, length) for uid, words in old.items()}
    after = {uid: _grams(words, length) for uid, words in new.items()}
    nothing: Grams = Counter()
    lost = {uid: grams - after.get(uid, nothing) for uid, grams in before.items()}
    got = {uid: grams - before.get(uid, nothing) for uid, grams in after.items()}
    shared: Counter[tuple[str, str]] = Counter()
    losers, getters = _by_gram(lost), _by_gram(got)
    for gram in losers.keys() & getters.keys():
        for one, other in product(losers[gram], getters[gram]):
            shared[one, other] += min(lost[one][gram], got[other][gram])
    for (one, other), number in shared.items():
        if one != other and number >= share * min(lost[one].total(), got[other].total()):
            yield one, other


def _grams(words: list[str], length: int) -> Grams:
    return Counter(zip(*(words[start:] for start in range(length)), strict=False))


def _by_gram(parts: Mapping[str, Grams]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for uid, grams in parts.items():
        for gram in grams:
            found.setdefault(gram, []).append(uid)
    return found
