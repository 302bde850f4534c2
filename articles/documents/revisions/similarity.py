"""Two documents -> whether they can be the same article, before and after a correction."""

from __future__ import annotations

import re
from typing import Final

from articles.documents.article.model import ArticleDocument, Kind

# In scripts without spaces each character is a word.
_WORD: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|\w+")
_TOGETHER: Final = 4
# Of the runs of so many words, of the text that has fewer. A corrected article keeps most of them;
# no two of 283 different real pages share more than .074.
_SHARED: Final = 0.1
# Too few to tell.
_FEWEST: Final = 10


def may_be_same_article(one: ArticleDocument, other: ArticleDocument) -> bool:
    """Whether enough of the wording is the same; in doubt, yes."""
    runs, others = _runs(one), _runs(other)
    fewest = min(len(runs), len(others))
    return fewest < _FEWEST or len(runs & others) >= _SHARED * fewest


def _runs(document: ArticleDocument) -> set[tuple[str, ...]]:
    """Every so many words that stand together in what a reader sees."""
    shown = (paragraph for paragraph in document.paragraphs() if paragraph.kind is not Kind.NOISE)
    return {run for paragraph in shown for run in _runs_of(paragraph.text)}


def _runs_of(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text.lower())
    return set(zip(*(words[start:] for start in range(_TOGETHER)), strict=False))
