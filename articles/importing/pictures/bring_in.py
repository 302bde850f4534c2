"""Wanted pictures -> the library, and a new version of each article that named them.

Fetching takes its time and holds no lock; a batch of articles is one transaction then. What an
editor changed meanwhile stays: only paragraphs get a picture that still name its address.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import store
from articles.importing.fetched import with_pictures
from articles.importing.incoming import Result
from articles.importing.pictures.gathering import Gathering
from articles.importing.pictures.wanted import (
    TOGETHER,
    WantedPictures,
    Whose,
    fetched_pictures,
    known_addresses,
    wanted_pictures,
)
from articles.importing.pipeline import UndoneMeanwhile
from articles.importing.plan import Options
from articles.importing.record import RunRecord, begin_run
from articles.importing.write import import_lock, write_items
from articles.models import Article, ImportRun, PictureAddress
from articles.models.import_run import SILENCE, Outcome, RunKind, RunState
from articles.models.picture_address import AddressState
from articles.models.policy import Policies, Updates
from articles.models.version import Reason
from articles.pictures.fetching.fetcher import Fetcher, Manners
from articles.pictures.fetching.public_addresses import Endpoint
from articles.pictures.fetching.side_by_side import SideBySide
from articles.publishing.publish import publish_updates

# Of the site, in what hosts are told.
_AGENT: Final = "Newsroom/1 ({site}; {contact})"
_NOT_NAMED: Final = "does not name the picture any more"
# Long before it would be taken for dead.
_SIGN_OF_LIFE: Final = SILENCE / 5
# Articles that wait for pictures: so many may wait for one slow host before others wait with them.
_MOST_OPEN: Final = 200


class NotStarted(Exception):
    """Say why pictures are not fetched, and what to do, in sentences for people."""


def site_manners() -> Manners:
    """Return how this site visits hosts. Raises `NotStarted` where it names no contact."""
    if not settings.CONTACT:
        words = _("Set NEWSROOM_CONTACT to an address or a page: hosts are told whom to write to.")
        raise NotStarted(words)
    agent = _AGENT.format(site=settings.SITE_NAME, contact=settings.CONTACT)
    allowed = frozenset(Endpoint(*each) for each in settings.FETCH_FROM)
    ascii_only = agent.encode("ascii", "replace").decode()
    return Manners(agent=ascii_only, pause=float(settings.FETCH_PAUSE), allowed=allowed)


def begin_pictures(options: Options) -> ImportRun:
    """Make a run that is to be done. Raises `NotStarted` while there is another: a host is visited
    by one of them at a time.
    """
    site_manners()
    with import_lock():
        if going := run_at_work():
            words = _(
                "%(run)s is at work. Wait for its end; one that was killed counts as ended after "
                "%(minutes)d minutes."
            )
            names = {"run": going.name, "minutes": SILENCE.total_seconds() // 60}
            raise NotStarted(words % names)
        return begin_run(RunKind.PICTURES, options)


def run_at_work() -> ImportRun | None:
    """Return the run that fetches pictures now, or is about to."""
    others = ImportRun.objects.filter(kind=RunKind.PICTURES, finished_at=None)
    return next((each for each in others if each.state is RunState.RUNNING), None)


def go_on_with_pictures(run: ImportRun, fetcher: Fetcher | None = None) -> PictureRun:
    """Return the run that was begun, or the rest of it where it was stopped."""
    return PictureRun(run, fetcher or Fetcher(site_manners()))


@dataclass(slots=True)
class PictureRun:
    """Bring pictures in: iterate over it for the results, an article each."""

    run: ImportRun
    fetcher: Fetcher
    _record: RunRecord = field(init=False)
    _seen: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._record = RunRecord.gone_on_with(self.run)

    @property
    def counts(self) -> Mapping[Outcome, int]:
        return self._record.counts

    def __iter__(self) -> Iterator[Result]:
        """Yield what became of each article. Raises `UndoneMeanwhile`."""
        try:
            self._count()
            with SideBySide(self.fetcher) as hosts:
                for batch in self._answered(Gathering(hosts)):
                    yield from self._brought_in(batch)
            self._record.finish()
        except BaseException:
            self._record.stop()
            raise

    def _count(self) -> None:
        """Tell how many articles there are, of a run that has no bound of its own."""
        if self._most is None:
            found = sum(len(batch) for batch in wanted_pictures(self._scope))
            self.run.total = self.run.done + found
            self.run.save(update_fields=["total"])

    @property
    def _scope(self) -> Whose:
        return Whose.of(self.run.arguments)

    @property
    def _most(self) -> int | None:
        most: int | None = self.run.arguments.get("limit")
        return most

    def _answered(self, gathering: Gathering) -> Iterator[list[WantedPictures]]:
        """Yield articles whose pictures came, or do not: as many as are stored together."""
        for wanted in self._within_limit(gathering):
            gathering.add(wanted)
            while gathering.waiting >= _MOST_OPEN:
                self._take_answer(gathering)
            yield from gathering.complete(TOGETHER)
        while gathering.waiting:
            self._take_answer(gathering)
            yield from gathering.complete(TOGETHER)
        yield from gathering.complete(1)

    def _within_limit(self, gathering: Gathering) -> Iterator[WantedPictures]:
        for batch in wanted_pictures(self._scope):
            for wanted in batch:
                if self._most is not None and gathering.asked >= self._most:
                    return
                yield wanted

    def _take_answer(self, gathering: Gathering) -> None:
        gathering.take_answer(_SIGN_OF_LIFE.total_seconds())
        self._give_sign()

    def _give_sign(self) -> None:
        """Tell that the run is alive, now and then."""
        if time.monotonic() - self._seen > _SIGN_OF_LIFE.total_seconds():
            self._seen = time.monotonic()
            ImportRun.objects.filter(pk=self.run.pk).update(seen_at=timezone.now())

    def _brought_in(self, batch: Sequence[WantedPictures]) -> list[Result]:
        """Store a batch whole, or not at all."""
        known = known_addresses([each for wanted in batch for each in wanted.addresses])
        with import_lock():
            if ImportRun.objects.filter(pk=self.run.pk, undone_at__isnull=False).exists():
                raise UndoneMeanwhile(self.run)
            locked = store.lock_articles([wanted.article for wanted in batch])
            changes = _changes(locked, fetched_pictures(known))
            store.save_many(list(changes.values()), run=self.run)
            published = publish_updates(_to_publish(locked, changes))
            results = [_result(each, locked, changes, known) for each in batch]
            write_items(results, self.run)
            self._record.write(results, published)
        self._record.count(results, published)
        return results


def _changes(
    locked: Mapping[int, store.LockedArticle], pictures: Mapping[str, str]
) -> dict[int, store.ArticleChange]:
    """Return, by their keys, the articles that get a picture."""
    found = {}
    for key, standing in locked.items():
        document = with_pictures(standing.document, pictures)
        if document != standing.document:
            found[key] = store.ArticleChange(standing, document, Reason.PICTURES)
    return found


def _to_publish(
    locked: Mapping[int, store.LockedArticle], changes: Mapping[int, store.ArticleChange]
) -> list[int]:
    """Return the articles whose readers may see their pictures at once."""
    policies = Policies.load()
    rows = Article.objects.filter(pk__in=changes).select_related("source")
    return [
        article.pk
        for article in rows.order_by("pk")
        if policies.of(
            article.source.publisher if article.source else article.publisher, article.external_id
        ).updates
        != Updates.NEVER
    ]


def _result(
    wanted: WantedPictures,
    locked: Mapping[int, store.LockedArticle],
    changes: Mapping[int, store.ArticleChange],
    known: Mapping[str, PictureAddress],
) -> Result:
    standing, change = locked.get(wanted.article), changes.get(wanted.article)
    failed = [known[each] for each in wanted.addresses if each in known and known[each].problem]
    after = standing.article.version if standing else 0
    before = after - 1 if change else after
    return Result(
        _outcome(change is not None, failed),
        failed[0].address if failed else wanted.addresses[0],
        external_id=wanted.key,
        headline=wanted.headline,
        article=wanted.article if standing else None,
        before=before,
        after=after,
        reason=failed[0].problem.rstrip(".") if failed else "" if change else _NOT_NAMED,
        hint=_("It is asked for again later.") if failed and failed[0].next_at else "",
    )


def _outcome(is_changed: bool, failed: Sequence[PictureAddress]) -> Outcome:
    if is_changed:
        return Outcome.UPDATED
    may_come = all(each.state == AddressState.LATER for each in failed)
    return Outcome.SKIPPED if may_come else Outcome.REJECTED
