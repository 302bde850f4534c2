"""The documents of a run -> lines that may belong to their publishers' pages.

Counted as the documents are stored, in bounded memory whatever their number (Misra and Gries,
"Finding repeated elements", 1982): a line that stands in more than a few thousandths of them is
always found, a rarer one unless very many others come between.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from heapq import nlargest
from operator import itemgetter
from typing import Final

from articles.documents.article.rows import ArticleRows

# Lines that recur in articles as well ("What happens next?") are shorter; longer ones are none.
SHORTEST: Final = 25
LONGEST: Final = 2_000
# So many lines are held at once, about 20 MB at the most of real ones.
MOST_HELD: Final = 30_000
# Of so few documents each line is looked up: others may stand in what came in before.
FEW: Final = 50


class Recurrence:
    """Counts the documents of a publisher that hold each line."""

    def __init__(self) -> None:
        self._times: dict[str, Counter[str]] = defaultdict(Counter)
        self._held = 0
        self._documents = 0

    @property
    def documents(self) -> int:
        """Return how many documents it has seen."""
        return self._documents

    def add(self, publisher: str, article: ArticleRows) -> None:
        """Count the lines of one document; one without a publisher is left out."""
        if not publisher:
            return
        self._documents += 1
        times = self._times[publisher]
        before = len(times)
        times.update(_lines(article))
        self._held += len(times) - before
        if self._held > MOST_HELD:
            self._forget_rare()

    def candidates(self, most: int) -> list[tuple[str, str]]:
        """Return publishers and lines that may recur, the most frequent first."""
        fewest = 1 if self._documents <= FEW else 2
        found = [
            (count, (publisher, line))
            for publisher, times in self._times.items()
            for line, count in times.items()
            if count >= fewest
        ]
        return [line for _, line in nlargest(most, found, key=itemgetter(0))]

    def _forget_rare(self) -> None:
        """Take the same from every count until a half of the room is free."""
        while self._held > MOST_HELD // 2:
            for publisher, times in list(self._times.items()):
                kept = Counter({line: count - 1 for line, count in times.items() if count > 1})
                if kept:
                    self._times[publisher] = kept
                else:
                    del self._times[publisher]
            self._held = sum(map(len, self._times.values()))


def _lines(article: ArticleRows) -> set[str]:
    """Return what may recur of a document, each once. It is asked of every document: be fast."""
    found = {
        line
        for _, _, _, markup, unmarked, *_ in article.paragraphs
        if SHORTEST <= len(line := unmarked or markup) <= LONGEST
    }
    others = [heading for _, heading, _, _, _ in article.sections]
    others.append(article.standfirst)
    found.update([line for line in others if SHORTEST <= len(line) <= LONGEST])
    return found
