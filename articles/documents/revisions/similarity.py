"""Decide whether two documents can be the same article, before and after a correction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from articles.documents.article.model import ArticleDocument
from articles.documents.revisions.words import split_words

_TOGETHER: Final = 4
# The share of shingles in common, of the text that has fewer. A corrected article keeps most of
# them; no two of 283 different real pages share more than .074.
_SHARED: Final = 0.1
# Fewer shingles decide nothing: then it is the share of words by their letters, of the text that
# has fewer. Short texts on other things have the small words of their language in common.
_FEWEST: Final = 10
_SHARED_LETTERS: Final = 0.5


def may_be_same_article(one: ArticleDocument, other: ArticleDocument) -> bool:
    """Return whether enough of the wording is the same; True where one has no text."""
    texts, others = _shown(one), _shown(other)
    if _have_enough_in_common(texts, others):
        return True
    shingles, other_shingles = _shingles(texts), _shingles(others)
    fewest = min(len(shingles), len(other_shingles))
    if fewest < _FEWEST:
        return _share_words(texts, others)
    return len(shingles & other_shingles) >= _SHARED * fewest


def _share_words(texts: Iterable[str], others: Iterable[str]) -> bool:
    words, other_words = _words(texts), _words(others)
    fewest = min(_letters(words), _letters(other_words))
    return _letters(words & other_words) >= _SHARED_LETTERS * fewest


def _letters(words: Iterable[str]) -> int:
    return sum(map(len, words))


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in split_words(text)}


def _have_enough_in_common(texts: set[str], others: set[str]) -> bool:
    """Return whether texts that both have tell already; False may be wrong.

    Most of a correction is the same, so that a few of its texts are all that must be looked at.
    """
    fewer = min(texts, others, key=lambda each: sum(map(len, each)))
    # No text has as many shingles as words.
    enough = _SHARED * sum(len(split_words(text)) for text in fewer)
    shared: set[tuple[str, ...]] = set()
    for text in texts & others:
        shared |= _shingles_of(text)
        if len(shared) >= enough:
            return True
    return False


def _shown(document: ArticleDocument) -> set[str]:
    """Return the texts that a reader sees."""
    return {p.text for p in document.paragraphs() if not p.noise}


def _shingles(texts: Iterable[str]) -> set[tuple[str, ...]]:
    """Return every `_TOGETHER` consecutive words of texts."""
    return {shingle for text in texts for shingle in _shingles_of(text)}


def _shingles_of(text: str) -> set[tuple[str, ...]]:
    words = split_words(text)
    return set(zip(*(words[start:] for start in range(_TOGETHER)), strict=False))
