"""What editors and other imports did to the articles of a run since: why an undo leaves them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.datetimes import format_datetime
from articles.models import (
    Article,
    Conflict,
    Duplicate,
    Edition,
    LabelReview,
    RunItem,
    SourceNotice,
    Version,
)
from articles.models.article import State
from articles.models.import_run import WRITTEN, Outcome
from articles.models.version import Reason
from articles.undo.lineage import Lineage, saved_at

DELETED: Final = gettext_lazy("it was deleted since")
# Restored, it is there again: its undo is still to be done.
IN_TRASH: Final = gettext_lazy("it is in the trash: restore it to undo its import")


@dataclass(frozen=True, slots=True)
class Judged:
    """An item of a run, its article as it is, and why an undo would leave it ("" if not).

    Where a run wrote an article more than once, `item` is the first of its items, and `others` are
    the rest: they are undone with it.
    """

    item: RunItem
    article: Article | None
    reason: str = ""
    others: tuple[RunItem, ...] = ()

    @property
    def is_new(self) -> bool:
        """Return whether the run made the article, so that its undo deletes it."""
        return self.item.outcome == Outcome.CREATED


def judge(items: Sequence[RunItem]) -> list[Judged]:
    """Return each item of one run with the reason to leave it. As many queries for any number.

    An item that is undone with an earlier one of its article is left out.
    """
    ids = [item.article_id for item in items if item.article_id]
    rows = Article.objects.with_state().filter(pk__in=ids).select_related("changed_by")
    articles = {article.pk: article for article in rows.order_by()}
    others = _others(items)
    firsts = [item for item in items if others.get(item.article_id or 0, [item])[0] == item]
    facts = _Facts(firsts, articles, others)
    return [
        _judged(
            item,
            articles.get(item.article_id or 0),
            facts,
            tuple(others.get(item.article_id or 0, [item])[1:]),
        )
        for item in firsts
    ]


def _others(items: Sequence[RunItem]) -> dict[int, list[RunItem]]:
    """Return all items of the articles that their run wrote, in order; first those with a text.

    A notice, which writes no version, is the first only of an article that has nothing else.
    """
    if not items:
        return {}
    mine = RunItem.objects.filter(
        run=items[0].run_id,
        article__in=[item.article_id for item in items if item.article_id],
        outcome__in=WRITTEN,
    )
    found: dict[int, list[RunItem]] = {}
    for item in sorted(mine.order_by("pk"), key=lambda item: item.before == item.after):
        found.setdefault(item.article_id or 0, []).append(item)
    return found


def _judged(
    item: RunItem, article: Article | None, facts: _Facts, others: tuple[RunItem, ...]
) -> Judged:
    if article:
        return Judged(item, article, next(facts.against(item, article), ""), others)
    if item.article_id:
        return Judged(item, None, str(IN_TRASH), others)
    # What the run made is not there, which is what its undo is about.
    return Judged(item, None, "" if item.outcome == Outcome.CREATED else str(DELETED), others)


class _Facts:
    """Load all that is asked of the articles of one batch."""

    def __init__(
        self,
        items: Sequence[RunItem],
        articles: Mapping[int, Article],
        others: Mapping[int, Sequence[RunItem]],
    ) -> None:
        self._after = {key: max(item.after for item in found) for key, found in others.items()}
        new = [item.article_id for item in items if item.outcome == Outcome.CREATED]
        self._lineage = Lineage(articles.keys())
        self._current = _current_versions(articles.keys())
        self._stood_at = saved_at(items)
        self._published = _last(
            Edition.objects.filter(article__in=new, published_by__isnull=False),
            "live_from", "published_by__username",
        )  # fmt: skip
        self._reviewed = _last(
            LabelReview.objects.reviewed().filter(article__in=new),
            "reviewed_at",
            "reviewed_by__username",
        )
        self._edited = _last(
            Version.objects.filter(article__in=new, run__isnull=True),
            "created_at", "created_by__username",
        )  # fmt: skip
        self._noticed = _last(
            SourceNotice.objects.filter(
                article__in=articles, run__in={item.run_id for item in items},
                decided_at__isnull=False, decided_in__isnull=True,
            ),
            "decided_at", "decided_by__username",
        )  # fmt: skip
        self._chosen = _last(
            Duplicate.objects.won_by([key for key in new if key]),
            "decided_at", "decided_by__username",
        )  # fmt: skip
        self._decided = _last(
            Conflict.objects.filter(
                article__in=articles, resolved_at__isnull=False, resolved_in__isnull=True
            ),
            "resolved_at", "resolved_by__username",
        )  # fmt: skip

    def against(self, item: RunItem, article: Article) -> Iterator[str]:
        """Yield the reasons against undoing the item, the strongest first."""
        after = self._after.get(article.pk, item.after)
        if self._lineage.of(article.pk, article.version) != after:
            yield self._version(article)
        stood_at, decided = self._stood_at[article.pk], self._decided.get(article.pk)
        if decided and decided[0] > stood_at:
            yield _sentence(_("%(who)s decided a source update on %(when)s"), *decided)
        if article.detached_at:
            words = _("it goes its own way since %(when)s")
            yield words % {"when": format_datetime(article.detached_at)}
        if noticed := self._noticed.get(article.pk):
            yield _sentence(_("%(who)s decided on its publisher's notice on %(when)s"), *noticed)
        if item.outcome == Outcome.CREATED:
            yield from self._against_deleting(article)

    def _against_deleting(self, article: Article) -> Iterator[str]:
        if edited := self._edited.get(article.pk):
            # Undone by force since, perhaps; its history holds that work.
            yield _sentence(_("%(who)s edited it on %(when)s"), *edited)
        if published := self._published.get(article.pk):
            yield _sentence(_("%(who)s published it on %(when)s"), *published)
        if chosen := self._chosen.get(article.pk):
            yield _sentence(_("%(who)s chose it from its copies on %(when)s"), *chosen)
        if article.state == State.WITHDRAWN:
            yield _("it was withdrawn")
        if reviewed := self._reviewed.get(article.pk):
            yield _sentence(_("%(who)s reviewed its labels on %(when)s"), *reviewed)
        # Every save stamps article and version alike; a new slug makes no version.
        if article.changed_at > self._current[article.pk].created_at:
            by = article.changed_by.get_username() if article.changed_by else None
            yield _sentence(_("%(who)s gave it another slug on %(when)s"), article.changed_at, by)

    def _version(self, article: Article) -> str:
        version = self._current[article.pk]
        if version.run_id is None:
            by = version.created_by.get_username() if version.created_by else None
            words = _("version %(number)s was saved by %(who)s on %(when)s")
            return _sentence(words, version.created_at, by, number=version.number)
        assert version.run
        if version.reason == Reason.RESTORE:
            words = _("version %(number)s was saved by the undo of %(run)s on %(when)s")
        else:
            words = _("version %(number)s was saved by %(run)s on %(when)s")
        names = {"number": version.number, "run": version.run.name_in_sentence}
        return _sentence(words, version.created_at, None, **names)


def _current_versions(article_ids: Collection[int]) -> dict[int, Version]:
    """Return the current versions, without what they read."""
    versions = Version.objects.filter(article__in=article_ids, number=F("article__version"))
    light = versions.select_related("created_by", "run").defer("content", "imported")
    return {version.article_id: version for version in light.order_by()}


def _last(rows: QuerySet[Any], moment: str, who: str) -> dict[int, tuple[datetime, str | None]]:
    """Return the last of what was done to each article, and who did it."""
    found = rows.order_by(moment).values_list("article_id", moment, who)
    return {article: (when, name) for article, when, name in found}


def _sentence(words: str, when: datetime, who: str | None, **names: Any) -> str:
    return words % {**names, "who": who or _("somebody"), "when": format_datetime(when)}
