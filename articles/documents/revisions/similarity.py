"""Decide whether two documents can be the same article, before and after a correction."""

from __future__ import annotations

from typing import Final

from articles.documents.article.model import ArticleDocument, Kind
from articles.documents.revisions.words import split_words

_TOGETHER: Final = 4
# The share of shingles in common, of the text that has fewer. A corrected article keeps most of
# them; no two of 283 different real pages share more than .074.
_SHARED: Final = 0.1
# Fewer shingles decide nothing.
_FEWEST: Final = 10


def may_be_same_article(one: ArticleDocument, other: ArticleDocument) -> bool:
    """Return whether enough of the wording is the same; True where there are too few words."""
    shingles, others = _shingles(one), _shingles(other)
    fewest = min(len(shingles), len(others))
    return fewest < _FEWEST or len(shingles & others) >= _SHARED * fewest


def _shingles(document: ArticleDocument) -> set[tuple[str, ...]]:
    """Return every `_TOGETHER` consecutive words of what a reader sees."""
    shown = (paragraph for paragraph in document.paragraphs() if paragraph.kind is not Kind.NOISE)
    return {shingle for paragraph in shown for shingle in _shingles_of(paragraph.text)}


def _shingles_of(text: str) -> set[tuple[str, ...]]:
    words = split_words(text)
    return set(zip(*(words[start:] for start in range(_TOGETHER)), strict=False))
