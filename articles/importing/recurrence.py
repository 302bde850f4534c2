"""The documents of a run -> lines that may belong to their publishers' pages.

Counted as the documents are stored, in bounded memory whatever their number (Misra and Gries,
"Finding repeated elements", 1982): a line that stands in more than a few thousandths of them is
always found, a rarer one unless very many others come between.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from articles.documents.flat import FlatArticle

# Lines that recur in articles as well ("What happens next?") are shorter; longer ones are none.
SHORTEST: Final = 25
LONGEST: Final = 2_000
# So many lines are held at once, about 20 MB at the most of real ones.
MOST_HELD: Final = 30_000
# Of so few documents each line is looked up: others may stand in what came in before.
FEW: Final = 50


class Recurrence:
    """Counts in how many documents of a publisher each line stands."""

    def __init__(self) -> None:
        self._times: dict[tuple[str, str], int] = {}
        self._documents = 0

    @property
    def documents(self) -> int:
        """How many documents it has seen."""
        return self._documents

    def add(self, publisher: str, article: FlatArticle) -> None:
        """Count the lines of one document; without a publisher, they are nobody's."""
        if not publisher:
            return
        self._documents += 1
        times = self._times
        for text in set(_texts(article)):
            if SHORTEST <= len(text) <= LONGEST:
                line = (publisher, text)
                times[line] = times.get(line, 0) + 1
        if len(times) > MOST_HELD:
            self._forget_rare()

    def candidates(self, most: int) -> list[tuple[str, str]]:
        """Publishers and lines that may recur, the most frequent first."""
        fewest = 1 if self._documents <= FEW else 2
        found = [line for line, times in self._times.items() if times >= fewest]
        return sorted(found, key=self._times.__getitem__, reverse=True)[:most]

    def _forget_rare(self) -> None:
        """Take the same from every count until a half of the room is free."""
        while len(self._times) > MOST_HELD // 2:
            self._times = {line: times - 1 for line, times in self._times.items() if times > 1}


def _texts(article: FlatArticle) -> Iterator[str]:
    for _, _, _, markup, unmarked, _ in article.paragraphs:
        yield unmarked or markup
    for _, heading, _, _, _ in article.sections:
        yield heading
    yield article.standfirst
