"""An editor's decision on a publisher's notice -> the article, and the notice closed."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from articles.importing.incoming import Result
from articles.importing.pipeline import Pipeline
from articles.importing.plan import TAKE, Options
from articles.models import SourceNotice
from articles.models.source_notice import NoticeDecision
from articles.publishing.publish import withdraw

# What an editor may decide of a retraction; of any other notice, whether to take the version.
OF_RETRACTIONS: Final = (NoticeDecision.WITHDRAWN, NoticeDecision.STANDS)
OF_OTHERS: Final = (NoticeDecision.TAKEN, NoticeDecision.STANDS)


class AlreadyDecided(Exception):
    """Somebody else, or an import, closed the notice meanwhile; `notice` has who and how."""

    def __init__(self, notice: SourceNotice) -> None:
        super().__init__(notice.get_decision_display())
        self.notice = notice


def choices_of(notice: SourceNotice) -> tuple[NoticeDecision, ...]:
    """Return what an editor may decide of a notice."""
    return OF_RETRACTIONS if notice.is_retraction else OF_OTHERS


def decide_notice(notice: SourceNotice, choice: NoticeDecision, by: User) -> Result | None:
    """Close a notice: withdraw the article, take the version, or leave all as it is.

    Returns the result of the import where the version is taken. Raises `AlreadyDecided`.
    """
    with transaction.atomic():
        notice = SourceNotice.objects.select_for_update().get(pk=notice.pk)
        if notice.decided_at:
            raise AlreadyDecided(notice)
        if choice is NoticeDecision.WITHDRAWN:
            withdraw(notice.article)
        if choice is not NoticeDecision.TAKEN:
            _close(notice, choice, by)
            return None
    # A run of its own, so that it is explained and can be undone.
    [result] = Pipeline([notice.source.received()], TAKE, Options(started_by=by, total=1))
    _close(notice, choice, by)
    return result


def _close(notice: SourceNotice, choice: NoticeDecision, by: User) -> None:
    SourceNotice.objects.filter(pk=notice.pk).update(
        decision=choice, decided_at=timezone.now(), decided_by=by
    )
