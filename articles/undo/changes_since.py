"""What editors and other imports did to the articles of a run since: why an undo leaves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F, QuerySet

from articles.formats import format_datetime
from articles.models import Article, Conflict, Edition, LabelReview, RunItem, Version
from articles.models.article import State
from articles.models.import_run import Outcome
from articles.models.version import Reason
from articles.undo.lineage import Lineage, saved_at

DELETED = "it was deleted since"


@dataclass(frozen=True, slots=True)
class Judged:
    """An item of a run: its article as it stands, and why an undo would leave it ("" if not)."""

    item: RunItem
    article: Article | None
    reason: str = ""

    @property
    def is_new(self) -> bool:
        """Whether the run made the article, so that its undo deletes it."""
        return self.item.outcome == Outcome.CREATED


def judge(items: Sequence[RunItem]) -> list[Judged]:
    """Judge items of one run. As many queries for any number."""
    ids = [item.article_id for item in items if item.article_id]
    rows = Article.objects.with_state().filter(pk__in=ids).select_related("changed_by")
    articles = {article.pk: article for article in rows.order_by()}
    facts = _Facts(items, articles)
    return [_judged(item, articles.get(item.article_id or 0), facts) for item in items]


def _judged(item: RunItem, article: Article | None, facts: _Facts) -> Judged:
    if article:
        return Judged(item, article, next(facts.against(item, article), ""))
    # What the run made is not there, which is what its undo is about.
    return Judged(item, None, "" if item.outcome == Outcome.CREATED else DELETED)


class _Facts:
    """All that is asked of the articles of one batch."""

    def __init__(self, items: Sequence[RunItem], articles: Mapping[int, Article]) -> None:
        new = [item.article_id for item in items if item.outcome == Outcome.CREATED]
        self._lineage = Lineage(articles.keys())
        self._standing = _standing(articles.keys())
        self._stood_at = saved_at(items)
        self._published = _last(
            Edition.objects.filter(article__in=new, published_by__isnull=False),
            "live_from", "published_by__username",
        )  # fmt: skip
        self._answered = _last(
            LabelReview.objects.reviewed().filter(article__in=new),
            "reviewed_at",
            "reviewed_by__username",
        )
        self._edited = _last(
            Version.objects.filter(article__in=new, run__isnull=True),
            "created_at", "created_by__username",
        )  # fmt: skip
        self._decided = _last(
            Conflict.objects.filter(
                article__in=articles, resolved_at__isnull=False, resolved_in__isnull=True
            ),
            "resolved_at", "resolved_by__username",
        )  # fmt: skip

    def against(self, item: RunItem, article: Article) -> Iterator[str]:
        """Whatever speaks against undoing the item, the most telling first."""
        if self._lineage.of(article.pk, article.version) != item.after:
            yield self._version(article)
        stood_at, decided = self._stood_at[article.pk], self._decided.get(article.pk)
        if decided and decided[0] > stood_at:
            yield _told("{who} decided a change of its source on {when}", *decided)
        if item.outcome == Outcome.CREATED:
            yield from self._against_deleting(article)

    def _against_deleting(self, article: Article) -> Iterator[str]:
        if edited := self._edited.get(article.pk):
            # Undone by force since, perhaps; its history holds that work.
            yield _told("{who} edited it on {when}", *edited)
        if published := self._published.get(article.pk):
            yield _told("{who} published it on {when}", *published)
        if article.state == State.WITHDRAWN:
            yield "it was withdrawn"
        if answered := self._answered.get(article.pk):
            yield _told("{who} answered for its labels on {when}", *answered)
        # Every save stamps article and version alike; a new slug makes no version.
        if article.changed_at > self._standing[article.pk].created_at:
            by = article.changed_by.get_username() if article.changed_by else None
            yield _told("{who} gave it another slug on {when}", article.changed_at, by)

    def _version(self, article: Article) -> str:
        version = self._standing[article.pk]
        name = f"version {version.number} was saved"
        if version.run_id is None:
            by = version.created_by.get_username() if version.created_by else None
            return _told(name + " by {who} on {when}", version.created_at, by)
        assert version.run
        act = "the undo of " if version.reason == Reason.RESTORE else ""
        saved = f"{name} by {act}{version.run.name_in_sentence} on {{when}}"
        return _told(saved, version.created_at, None)


def _standing(article_ids: Collection[int]) -> dict[int, Version]:
    """The versions that stand, without what they read."""
    versions = Version.objects.filter(article__in=article_ids, number=F("article__version"))
    light = versions.select_related("created_by", "run").defer("content", "imported")
    return {version.article_id: version for version in light.order_by()}


def _last(rows: QuerySet[Any], moment: str, who: str) -> dict[int, tuple[datetime, str | None]]:
    """The last of what was done to each article, and who did it."""
    found = rows.order_by(moment).values_list("article_id", moment, who)
    return {article: (when, name) for article, when, name in found}


def _told(sentence: str, when: datetime, who: str | None) -> str:
    moment = format_datetime(when)
    return sentence.format(who=who or "somebody", when=moment)
