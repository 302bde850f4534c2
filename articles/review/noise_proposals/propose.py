"""Lines that recur in a publisher's articles -> proposals for editors to decide, once each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import compress, islice
from typing import Final

from django.db.models import Max

from articles.documents.labels.recurrence import different
from articles.models import Article, NoiseRule, Paragraph
from articles.models.noise_rule import line_digest
from articles.review.noise_proposals.occurrences import occurrences
from articles.review.noise_proposals.recurrence import MOST_HELD, SHORTEST, Recurrence

# In so many different articles at least. Three that come in together make a line noise there
# already; what is to hold for good needs more.
FEWEST: Final = 5
# So many lines of a run are looked at; others come with the next.
MOST: Final = 200
# So many are asked for at once whether they are decided.
_TOGETHER: Final = 2_000
# They are looked for in the newest articles: in so many at least and at most, else in twice as many
# as the run brought.
_FEWEST_ARTICLES, _MOST_ARTICLES = 2_000, 5_000
# So many of the articles that hold a line are compared. Of more, a line says nothing of any two.
_COMPARED: Final = 8
# What is marked of an article: it holds the line; it holds it as text.
_HELD, _AS_TEXT = 1, 3

# A publisher and a line.
Line = tuple[str, str]


class MarkedArticles:
    """The articles that hold a line, of those with primary keys in a range.

    A byte for each article there is: a line may stand in all of them.
    """

    def __init__(self, keys: range) -> None:
        self._keys = keys
        self._marks = bytearray(len(keys))

    def add(self, article_id: int, *, is_text: bool) -> None:
        # One may have come since the range was asked for.
        if article_id in self._keys:
            self._marks[article_id - self._keys.start] |= _AS_TEXT if is_text else _HELD

    @property
    def number(self) -> int:
        return len(self._marks) - self._marks.count(0)

    @property
    def number_as_text(self) -> int:
        return self._marks.count(_AS_TEXT)

    @property
    def some(self) -> list[int]:
        """Return a few from the whole range: neighbours may be one article sent twice."""
        keys = list(compress(self._keys, self._marks))
        step = max(len(keys) / _COMPARED, 1)
        return [keys[int(number * step)] for number in range(min(_COMPARED, len(keys)))]


def propose(recurrence: Recurrence) -> int:
    """Store proposals of lines that recur and are not decided yet; return how many.

    Seven queries at most, but where thousands of lines that recur are decided.
    """
    lines = list(islice(_undecided(recurrence.candidates(MOST_HELD)), MOST))
    if not lines:
        return 0
    found = _holders(lines, recurrence.documents)
    often = {line: each for line, each in found.items() if each.number >= FEWEST}
    some = {line: each.some for line, each in often.items()}
    own = _own_lines({key for keys in some.values() for key in keys}, often)
    proposed = [
        NoiseRule(
            publisher=publisher,
            text=text,
            documents=each.number,
            as_text=each.number_as_text,
        )
        for (publisher, text), each in often.items()
        if different([own[key] for key in some[publisher, text] if own[key]]) >= FEWEST
    ]
    NoiseRule.objects.bulk_create(proposed, ignore_conflicts=True)
    return len(proposed)


def _undecided(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield those that no editor has decided on, nor is asked to.

    A few at a time: the most frequent are known already where much is decided.
    """
    for start in range(0, len(lines), _TOGETHER):
        digests = {
            line: (line_digest(*line), line_digest("", line[1]))
            for line in lines[start : start + _TOGETHER]
        }
        asked = {digest for pair in digests.values() for digest in pair}
        known = set(
            NoiseRule.objects.filter(digest__in=asked).order_by().values_list("digest", flat=True)
        )
        yield from (line for line, pair in digests.items() if known.isdisjoint(pair))


def _holders(lines: Collection[Line], came: int) -> Mapping[Line, MarkedArticles]:
    """Return the newest articles that hold the lines."""
    last = Article.objects.aggregate(last=Max("pk"))["last"] or 0
    newest = min(max(2 * came, _FEWEST_ARTICLES), _MOST_ARTICLES)
    keys = range(max(last - newest, 0) + 1, last + 1)
    found = {line: MarkedArticles(keys) for line in lines}
    for article_id, publisher, text, is_text in occurrences(
        {t for _, t in lines}, since=keys.start
    ):
        if holders := found.get((publisher, text)):
            holders.add(article_id, is_text=is_text)
    return found


def _own_lines(
    article_ids: Collection[int], often: Mapping[Line, MarkedArticles]
) -> Mapping[int, frozenset[str]]:
    """Return what else articles read; nothing, where one article came many times.

    What is noise already is nobody's own: much of a page may be decided.
    """
    repeated = {text for _, text in often}
    rows = Paragraph.objects.filter(article__in=article_ids).content().order_by()
    texts: dict[int, set[str]] = defaultdict(set)
    for article_id, unmarked, markup in rows.values_list("article_id", "unmarked", "markup"):
        texts[article_id].add(unmarked or markup)
    return {
        key: frozenset(text for text in texts[key] - repeated if len(text) >= SHORTEST)
        for key in article_ids
    }
