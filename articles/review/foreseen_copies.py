"""Documents of a preview, which are stored nowhere -> those that carry a story that is here."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from articles.documents.source import compressed
from articles.models import Article
from articles.review.duplicates import StorySearch, compared

# So many documents of a preview are compared with those that come after them.
MOST_KEPT: Final = 5_000
_LINE_END: Final = "\n"


@dataclass(frozen=True, slots=True)
class ForeseenText:
    """A document that would become an article: its headline, and what readers would see of it."""

    headline: str
    paragraphs: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Kept:
    headline: str
    text: bytes
    numbers: Sequence[int]

    @property
    def paragraphs(self) -> list[str]:
        return zlib.decompress(self.text).decode().split(_LINE_END)


class ForeseenCopies:
    """The documents of a preview that came before, by numbers below zero, in little memory."""

    def __init__(self) -> None:
        self._last = 0
        self._kept: dict[int, _Kept] = {}
        self._by_number: dict[int, list[int]] = defaultdict(list)

    def find(self, documents: Sequence[ForeseenText]) -> dict[int, str]:
        """Return which of the documents carry a story that is here, or came before, by place.

        Each has the headline that the story has there.
        """
        numbers = {self._last - place - 1: each for place, each in enumerate(documents)}
        texts = {number: each.paragraphs for number, each in numbers.items()}
        search = StorySearch(texts, self._by_number)
        before = {
            each: self._kept[each].paragraphs
            for pair in search.pairs
            for each in pair
            if each in self._kept
        }
        found = compared(sorted(search.pairs), {**before, **texts})
        # The one that is here; else the first that came.
        others: dict[int, int] = {}
        for pair in found:
            later, other = min(pair), max(pair)
            others[later] = max(others.get(later, other), other)
        headlines = self._headlines(set(others.values()), numbers)
        for number, each in numbers.items():
            self._keep(number, each, search.kept[number])
        start, self._last = self._last, self._last - len(documents)
        return {start - number - 1: headlines[other] for number, other in others.items()}

    def _headlines(self, numbers: set[int], new: Mapping[int, ForeseenText]) -> dict[int, str]:
        # Those in the trash, too: their sentences are searched with the others.
        stored = Article.with_deleted.filter(pk__in=[each for each in numbers if each > 0])
        found = dict(stored.order_by().values_list("pk", "headline")) if numbers else {}
        for each in numbers:
            if each < 0:
                found[each] = (new.get(each) or self._kept[each]).headline
        return found

    def _keep(self, number: int, document: ForeseenText, sentences: Sequence[int]) -> None:
        text = compressed(_LINE_END.join(document.paragraphs).encode())
        self._kept[number] = _Kept(document.headline, text, sentences)
        for sentence in sentences:
            self._by_number[sentence].append(number)
        if len(self._kept) > MOST_KEPT:
            oldest = next(iter(self._kept))
            for sentence in self._kept.pop(oldest).numbers:
                self._by_number[sentence].remove(oldest)
                if not self._by_number[sentence]:
                    del self._by_number[sentence]
