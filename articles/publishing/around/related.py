"""Articles just published -> the others that their readers may want next, and that lead to them.

By links to each other, shared topics and words that few others have. Copies of the same story are
not related to it. How much two are alike is the same both ways, so that an article that is new
takes its place among those of its neighbours at once, and no more of them are worked out anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from articles.bulk import insert
from articles.locks import publish_lock
from articles.models import Duplicate, Edition, RelatedArticle, RelatedDue
from articles.models.duplicate import CopyVerdict
from articles.models.edition import EditionLink, EditionQuerySet
from articles.models.related import KEPT_RELATED
from articles.search.likeness import (
    Telling,
    counted_words,
    holders,
    phrase_of_topic,
    telling_of,
)
from articles.search.normalise import index_words

# With so many others each is compared.
_COMPARED: Final = 10
# Per mille: what is less alike is not shown, what is more alike is the same story again.
_LEAST: Final = 95
_COPY: Final = 700
# What a link between two is worth, and a topic that they share.
_LINK: Final = 250
_TOPIC: Final = 60
_TOGETHER: Final = 100

Pair = tuple[int, int]
_FIELDS: Final = ("article", "related", "likeness")


@dataclass(frozen=True, slots=True)
class _Shown:
    """An edition that readers see, or will: what tells it from others."""

    key: int
    article: int
    topics: frozenset[str]
    url_hash: int | None
    telling: Telling


def relate(article_ids: Collection[int]) -> None:
    """Work out what is related to articles, and enter them with those that they are related to."""
    mine = _shown(Edition.objects.filter(article__in=article_ids))
    linked = _linked(mine)
    found = _alike(mine, _candidates(mine, linked), linked)
    # Nobody who publishes waits for more than this.
    with transaction.atomic():
        publish_lock()
        _store(article_ids, found)
        RelatedDue.objects.filter(article__in=article_ids).delete()


def relate_later(article_ids: Iterable[int]) -> None:
    """Leave it to background work: see `publishing.work`."""
    due = [RelatedDue(article_id=key) for key in article_ids]
    RelatedDue.objects.bulk_create(due, ignore_conflicts=True)


def relate_due() -> Iterator[int]:
    """Work out what was left; yield how many articles, some at a time. It can stop anywhere."""
    due = RelatedDue.objects.order_by("pk").values_list("article_id", flat=True)
    while keys := list(due[:_TOGETHER]):
        relate(keys)
        yield len(keys)


def _shown(editions: EditionQuerySet) -> dict[int, _Shown]:
    """Return what is open of these editions, by their keys: of each article the first."""
    rows = editions.open_at(timezone.now()).order_by("-live_from", "-pk")
    first = {row[1]: row for row in rows.values_list("pk", "article_id", "topics", "url_hash")}
    tellings = telling_of(counted_words([key for key, *_ in first.values()]))
    return {
        key: _Shown(key, article, frozenset(_phrases(topics)), url_hash, tellings[key])
        for key, article, topics, url_hash in first.values()
        if key in tellings
    }


def _phrases(topics: Iterable[str]) -> Iterator[str]:
    for topic in topics:
        if words := index_words(topic):
            yield phrase_of_topic(words)


def _linked(mine: Mapping[int, _Shown]) -> set[Pair]:
    """Return the pairs of editions of which one leads to the other, both ways."""
    at = {each.url_hash: each.key for each in mine.values() if each.url_hash}
    out = EditionLink.objects.filter(edition__in=mine).order_by()
    targets = defaultdict(list)
    for key, number in out.values_list("edition_id", "url_hash"):
        targets[number].append(key)
    pages = Edition.objects.open_at(timezone.now()).filter(url_hash__in=targets).order_by()
    pairs = {
        (key, page)
        for page, number in pages.values_list("pk", "url_hash")
        for key in targets[number or 0]
    }
    into = EditionLink.objects.filter(url_hash__in=at).order_by()
    pairs |= {(at[number], key) for key, number in into.values_list("edition_id", "url_hash")}
    return pairs | {(other, key) for key, other in pairs}


def _candidates(
    mine: Mapping[int, _Shown], linked: Collection[Pair]
) -> Mapping[int, Collection[int]]:
    """Return the editions that each is compared with, by keys."""
    held = holders(
        {phrase for each in mine.values() for phrase in (*each.telling.looked_up, *each.topics)}
    )
    found = {}
    for key, each in mine.items():
        score: dict[int, float] = defaultdict(float)
        for word in each.telling.looked_up:
            for other in held[word]:
                score[other] += each.telling.weights[word] ** 2
        for phrase in each.topics:
            for other in held[phrase]:
                score[other] += 1 / (5 + len(held[phrase]))
        score.pop(key, None)
        likeliest = sorted(score, key=lambda other: (-score[other], -other))[:_COMPARED]
        found[key] = {*likeliest, *(other for one, other in linked if one == key)}
    return found


def _alike(
    mine: Mapping[int, _Shown],
    candidates: Mapping[int, Collection[int]],
    linked: Collection[Pair],
) -> dict[Pair, int]:
    """Return the pairs of articles that are related, and how much."""
    wanted = set().union(*candidates.values()) - mine.keys()
    known = {**_shown(Edition.objects.filter(pk__in=wanted)), **mine}
    copies = _copies({each.article for each in mine.values()})
    found = {}
    for each in mine.values():
        for other in (known[key] for key in candidates[each.key] if key in known):
            pair = min(each.article, other.article), max(each.article, other.article)
            if each.article == other.article or pair in found or pair in copies:
                continue
            likeness = _likeness(each, other, is_linked=(each.key, other.key) in linked)
            if likeness >= _LEAST:
                found[pair] = likeness
    return found


def _likeness(one: _Shown, other: _Shown, *, is_linked: bool) -> int:
    """Return how much two are related, per mille; nothing for the same story once more."""
    if one.telling.language != other.telling.language:
        return _LINK if is_linked else 0
    alike = round(1000 * one.telling.likeness(other.telling))
    if alike >= _COPY:
        return 0
    shared = len(one.topics & other.topics)
    return alike + is_linked * _LINK + min(shared, 3) * _TOPIC


def _copies(article_ids: Collection[int]) -> set[Pair]:
    pairs = Duplicate.objects.of(article_ids).exclude(verdict=CopyVerdict.DIFFERENT)
    return set(pairs.order_by().values_list("earlier_id", "later_id"))


def _store(article_ids: Collection[int], found: Mapping[Pair, int]) -> None:
    """Write the pairs both ways; each article keeps those that are most like it."""
    RelatedArticle.objects.filter(article__in=article_ids).delete()
    RelatedArticle.objects.filter(related__in=article_ids).delete()
    new: dict[int, dict[int, int]] = defaultdict(dict)
    for (one, other), likeness in found.items():
        new[one][other] = new[other][one] = likeness
    before: dict[int, dict[int, int]] = defaultdict(dict)
    rows = RelatedArticle.objects.filter(article__in=new).order_by()
    for article, related, likeness in rows.values_list("article_id", "related_id", "likeness"):
        before[article][related] = likeness
    wanted = {article: _likest(before[article] | others) for article, others in new.items()}
    gone = [
        (article, related)
        for article, others in before.items()
        for related in others.keys() - wanted[article].keys()
    ]
    RelatedArticle.objects.filter(pk__in=gone).delete()
    insert(
        RelatedArticle,
        _FIELDS,
        [
            (article, related, likeness)
            for article, others in sorted(wanted.items())
            for related, likeness in others.items()
            if related not in before[article]
        ],
    )


def _likest(others: Mapping[int, int]) -> dict[int, int]:
    # Of those that are as like, the newer.
    ordered = sorted(others.items(), key=lambda item: (-item[1], -item[0]))
    return dict(ordered[:KEPT_RELATED])
