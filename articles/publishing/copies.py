"""Articles whose story is live already, as another article: whether they may go live unasked."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils import timezone

from articles.models import Article, Duplicate, Edition
from articles.models.duplicate import CopyVerdict
from articles.models.policy import Copies, Policies


def held_as_copies(article_ids: Collection[int]) -> dict[int, Article]:
    """Return the articles that nobody publishes unasked, each with the one that stands or is live.

    These are the articles in whose place an editor let another stand and, where a policy asks for
    one live copy, those whose story is live or scheduled as another article, or goes live with them
    as an earlier one. What both editors and readers know as two is not held: what was decided, and
    what was live before it was found.
    """
    if not article_ids:
        return {}
    pairs = (
        Duplicate.objects.of(article_ids)
        .out_of_trash()
        .exclude(verdict__in=(CopyVerdict.BOTH, CopyVerdict.DIFFERENT))
    )
    duplicates = list(pairs.select_related("earlier__source", "later__source").order_by("pk"))
    if not duplicates:
        return {}
    return _Copies(duplicates, article_ids).held()


class _Copies:
    """Pairs of articles that carry the same story, and who of them is live."""

    def __init__(self, duplicates: Sequence[Duplicate], going: Collection[int]) -> None:
        self._duplicates = duplicates
        self._going = set(going)
        self._policies = Policies.load()
        ids = {each for pair in duplicates for each in (pair.earlier_id, pair.later_id)}
        # Those scheduled count from now on.
        editions = (
            Edition.objects.open_at(timezone.now()).filter(article__in=ids).order_by("live_from")
        )
        self._live_from = dict(editions.values_list("article_id", "live_from"))

    def held(self) -> dict[int, Article]:
        found: dict[int, Article] = {}
        for duplicate in self._duplicates:
            for mine, other in _both_ways(duplicate):
                if mine.pk in self._going and self._is_held(duplicate, mine, other):
                    found.setdefault(mine.pk, other)
        return found

    def _is_held(self, duplicate: Duplicate, mine: Article, other: Article) -> bool:
        if duplicate.verdict:
            return duplicate.is_lost_by(mine.pk)
        since = self._live_from.get(mine.pk)
        if since and since >= duplicate.found_at:
            return False
        goes_first = other.pk in self._going and other.pk < mine.pk
        return (goes_first or other.pk in self._live_from) and self._asks(mine)

    def _asks(self, article: Article) -> bool:
        """Return whether the closest policy wants one live copy."""
        publisher = article.source.publisher if article.source else article.publisher
        return self._policies.of(publisher, article.external_id).copies == Copies.ASK


def _both_ways(duplicate: Duplicate) -> tuple[tuple[Article, Article], ...]:
    earlier, later = duplicate.earlier, duplicate.later
    return (earlier, later), (later, earlier)
