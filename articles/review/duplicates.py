"""Texts that are stored -> the articles that carry the same story, for editors to choose from.

Every text that is created or changed comes by here, many at a time: its long sentences are looked
up, those articles that have one of them as well are compared, and it is indexed itself. What has no
such neighbour costs two statements a batch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.bulk import insert, rows_among
from articles.documents.copies import (
    KEPT,
    Wording,
    shared_part,
    telling_numbers,
    wording_of,
)
from articles.models import Article, Duplicate, ImportRun, Paragraph, TellingSentence
from articles.models.duplicate import CopyVerdict

# A sentence that so many articles have is a publisher's own and tells nothing; and of a story that
# is carried more often, editors see so many.
MOST_HOLDERS: Final = 20
# So many articles at the most are compared with one.
MOST_COMPARED: Final = 8
# Where an article has so much of its sentences in common with another, as with twenty others, it is
# compared with that one: a form has less of them.
_OF_CROWDED: Final = 0.5

_INDEXED: Final = ("number", "article")
BATCH: Final = 200

Pair = tuple[int, int]


def look_for_duplicates(
    texts: Mapping[int, Sequence[str]], run: ImportRun | None = None, *, are_new: bool = False
) -> None:
    """Find what carries the same story as these articles, given their paragraphs as readers see
    them, by primary key; index them. Inside a transaction only.

    `are_new`: nothing is indexed or asked of them yet.
    """
    if not texts:
        return
    search = StorySearch(texts)
    before = {} if are_new else _waiting(texts)
    found = compared(sorted(search.pairs | before.keys()), texts)
    search.write(are_new=are_new)
    gone = [before[pair] for pair in before.keys() - found.keys()]
    if gone:
        Duplicate.objects.filter(pk__in=gone).delete()
    _raise(found, run)


def _waiting(article_ids: Collection[int]) -> dict[Pair, int]:
    """Return the open duplicates of articles."""
    rows = Duplicate.objects.open().of(article_ids).order_by()
    return {
        (earlier, later): pk for pk, earlier, later in rows.values_list("pk", "earlier", "later")
    }


def _raise(found: Mapping[Pair, float], run: ImportRun | None) -> None:
    """Store what was found; what was found before, or decided, stays as it is.

    In their order, so that two who find the same at one moment do not wait for each other.
    """
    now = timezone.now()
    Duplicate.objects.bulk_create(
        (
            Duplicate.between(pair, part, run=run, found_at=now)
            for pair, part in sorted(found.items())
        ),
        ignore_conflicts=True,
    )


class StorySearch:
    """The articles that have a sentence in common with those of a batch, and with one another.

    `others` are indexed nowhere, and found all the same: articles by the numbers of sentences.
    """

    def __init__(
        self,
        texts: Mapping[int, Sequence[str]],
        others: Mapping[int, Sequence[int]] = MappingProxyType({}),
    ) -> None:
        self._asked = {article: telling_numbers(text) for article, text in texts.items()}
        self._holders = self._stored_holders()
        for number in others.keys() & set(chain.from_iterable(self._asked.values())):
            self._holders[number] += others[number]
        self.kept: dict[int, list[int]] = {}
        self.pairs: set[Pair] = set()
        for article in self._asked:
            self.pairs.update(self._neighbours(article))
            self._keep(article)

    def _stored_holders(self) -> dict[int, list[int]]:
        """Return the other articles that are indexed under the numbers of these."""
        holders: dict[int, list[int]] = defaultdict(list)
        numbers = set(chain.from_iterable(self._asked.values()))
        for number, article in rows_among(TellingSentence, _INDEXED, "number", numbers):
            if article not in self._asked:
                holders[number].append(article)
        return holders

    def _neighbours(self, article: int) -> Iterator[Pair]:
        """Yield the pairs of an article with those that it has most in common with."""
        common: Counter[int] = Counter()
        crowded: Counter[int] = Counter()
        for number in self._asked[article]:
            holders = self._holders.get(number, ())
            (common if len(holders) < MOST_HOLDERS else crowded).update(holders)
        others = [other for other, _ in common.most_common(MOST_COMPARED)]
        if crowded and not others:
            # The earliest of a story that is carried more often.
            first = min(crowded, key=lambda other: (-crowded[other], other))
            if crowded[first] >= _OF_CROWDED * len(self._asked[article]):
                others = [first]
        for other in others:
            yield min(article, other), max(article, other)

    def _keep(self, article: int) -> None:
        """Let the articles that come after it find it."""
        telling = (
            number
            for number in self._asked[article]
            if len(self._holders.get(number, ())) < MOST_HOLDERS
        )
        self.kept[article] = [number for number, _ in zip(telling, range(KEPT), strict=False)]
        for number in self.kept[article]:
            self._holders[number].append(article)

    def write(self, *, are_new: bool) -> None:
        """Store under which numbers they are found."""
        wanted = {(number, article) for article, kept in self.kept.items() for number in kept}
        if not are_new:
            indexed = set(rows_among(TellingSentence, _INDEXED, "article", self.kept))
            others = {article for _, article in indexed - wanted}
            TellingSentence.objects.filter(article__in=others).delete()
            wanted -= {row for row in indexed if row[1] not in others}
        insert(TellingSentence, _INDEXED, sorted(wanted))


def compared(pairs: Sequence[Pair], texts: Mapping[int, Sequence[str]]) -> dict[Pair, float]:
    """Return the pairs that carry the same story, and what part of it they share."""
    if not pairs:
        return {}
    known = {**stored_texts(set(chain.from_iterable(pairs)) - texts.keys()), **texts}
    wordings: dict[int, Wording] = {}
    found = {}
    for pair in pairs:
        for article in pair:
            if article not in wordings:
                wordings[article] = wording_of(known.get(article, ()))
        if part := shared_part(wordings[pair[0]], wordings[pair[1]]):
            found[pair] = part
    return found


def stored_texts(article_ids: Collection[int]) -> dict[int, list[str]]:
    """Return what readers see of stored articles, paragraph by paragraph."""
    texts: dict[int, list[str]] = {}
    rows = (
        Paragraph.objects.content().filter(article__in=article_ids).order_by("article", "position")
    )
    for article, unmarked, markup in rows.values_list("article_id", "unmarked", "markup"):
        texts.setdefault(article, []).append(unmarked or markup)
    return texts


def index_stored(after: int = 0) -> Generator[int]:
    """Index the articles that are not yet, in batches, each stored whole; yield how many were done.

    They are those of a site that is older than the index, and those without a long sentence. It
    goes on with those whose primary keys are above `after`.
    """
    while True:
        with transaction.atomic():
            batch = _not_indexed(after)
            stored = stored_texts(batch)
            look_for_duplicates({article: stored.get(article, []) for article in batch})
        if not batch:
            return
        after = batch[-1]
        yield len(batch)


def _not_indexed(after: int) -> list[int]:
    indexed = TellingSentence.objects.values("article")
    waiting = Article.objects.for_change().exclude(pk__in=indexed).filter(pk__gt=after)
    return list(waiting.order_by("pk").values_list("pk", flat=True)[:BATCH])


def open_groups() -> Iterator[list[Article]]:
    """Yield the articles that carry the same story and wait for an editor, a story at a time."""
    stories: dict[int, set[int]] = {}
    for pair in Duplicate.objects.open().order_by("pk").values_list("earlier", "later"):
        story = set(pair).union(*(stories.get(article, ()) for article in pair))
        stories.update(dict.fromkeys(story, story))
    for story in {min(story): story for story in stories.values()}.values():
        yield list(Article.objects.with_state().filter(pk__in=story).order_by("pk"))


@transaction.atomic
def decide_duplicate(
    duplicate: Duplicate, verdict: CopyVerdict | None, by: AbstractBaseUser | None
) -> None:
    """Record an editor's verdict for good; None takes one back, and the two are asked about again.

    Where one of the two does not stand, nothing is left to be asked of it: its other copies stand
    as well.
    """
    _settle(duplicate, verdict, by)
    if verdict not in (CopyVerdict.EARLIER, CopyVerdict.LATER):
        return
    loser = duplicate.later_id if verdict is CopyVerdict.EARLIER else duplicate.earlier_id
    for other in Duplicate.objects.open().of([loser]):
        is_later = other.later_id == loser
        _settle(other, CopyVerdict.EARLIER if is_later else CopyVerdict.LATER, by)


def _settle(duplicate: Duplicate, verdict: CopyVerdict | None, by: AbstractBaseUser | None) -> None:
    duplicate.verdict = verdict or ""
    duplicate.decided_at = timezone.now() if verdict else None
    duplicate.decided_by_id = by.pk if by and verdict else None
    duplicate.save(update_fields=["verdict", "decided_at", "decided_by"])
