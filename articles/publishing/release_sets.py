"""Release sets: the editions of all their articles begin at one moment, in one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, ReleaseEntry, ReleaseSet
from articles.publishing.links import apply_due_links
from articles.publishing.publish import (
    PublishRefused,
    cancel_schedule,
    check_moment,
    check_publishable,
    publish,
)

_NOTHING: Final[Mapping[int, str]] = {}


class SetRefused(Exception):
    """Why nothing of a set was done; `refusals` says it of each article, by its key."""

    def __init__(self, text: str, refusals: Mapping[int, str] = _NOTHING) -> None:
        super().__init__(text)
        self.refusals = refusals


def sets_of(article: Article) -> list[ReleaseSet]:
    """Return the sets, not released yet, that an article is in."""
    return list(ReleaseSet.objects.ahead().filter(entries__article=article))


@transaction.atomic
def add_to_set(
    release_set: ReleaseSet, articles: Iterable[Article], by: AbstractBaseUser
) -> tuple[list[Article], list[tuple[Article, str]]]:
    """Add articles to a set; return those added, and the others each with why it was not.

    One that is in a set that is not released is in no other: there each would undo the other's.
    """
    locked = ReleaseSet.objects.select_for_update().get(pk=release_set.pk)
    if locked.is_released(timezone.now()):
        raise SetRefused(_("It is released already. Make another set."))
    added, left = [], []
    for article in articles:
        if others := sets_of(article):
            text = _("It is in the set “%(name)s” already.") % {"name": others[0].name}
            left.append((article, text))
        else:
            ReleaseEntry.objects.create(release_set=locked, article=article, added_by_id=by.pk)
            added.append(article)
    return added, left


def refusal_of(article: Article, begins: datetime) -> str:
    """Return why an article could not go live at a moment, in words for editors; "" if it could."""
    if article.deleted_at:
        return _("It is in the trash.")
    try:
        check_publishable(article, begins)
    except PublishRefused as refused:
        return str(refused)
    return ""


@transaction.atomic
def release_together(
    release_set: ReleaseSet, *, by: AbstractBaseUser, at: datetime | None = None
) -> datetime:
    """Publish all articles of a set now, or schedule them for a moment; return the moment.

    What was scheduled with the set keeps its versions and moves to the new moment. Raises
    `PublishRefused` for a moment that has passed, and `SetRefused` where any article stops it:
    then nothing of it is done.
    """
    check_moment(at)
    locked = _locked(release_set)
    begins = max(at or timezone.now(), timezone.now())
    entries = _entries(locked)
    if not entries:
        raise SetRefused(_("There is no article in it. Add some first."))
    refusals = {
        entry.article_id: refusal
        for entry in entries
        if (refusal := _published(entry, begins, by, number=_number_of(entry)))
    }
    if refusals:
        raise SetRefused(_("Nothing is published: one of its articles stops it."), refusals)
    ReleaseSet.objects.filter(pk=locked.pk).update(at=begins)
    return begins


@transaction.atomic
def take_newest(release_set: ReleaseSet, article_id: int, *, by: AbstractBaseUser) -> None:
    """Schedule the newest version of an article with a set that is scheduled.

    Raises `SetRefused`.
    """
    locked = _locked(release_set)
    if not locked.is_scheduled(timezone.now()):
        raise SetRefused(_("The set is not scheduled any more. Look at it again."))
    assert locked.at
    for entry in _entries(locked, [article_id]):
        if refusal := _published(entry, locked.at, by):
            raise SetRefused(refusal, {article_id: refusal})


@transaction.atomic
def cancel_release(release_set: ReleaseSet) -> None:
    """Cancel what is scheduled with a set, all of it; raises `SetRefused` where that cannot be."""
    locked = _locked(release_set)
    if not locked.is_scheduled(timezone.now()):
        raise SetRefused(_("The set is not scheduled any more. Look at it again."))
    entries = _entries(locked)
    refusals = {
        entry.article_id: refusal for entry in entries if (refusal := _cancelled(entry, locked))
    }
    if refusals:
        raise SetRefused(_("Nothing is cancelled: one of its articles stops it."), refusals)
    locked.entries.update(edition=None)
    ReleaseSet.objects.filter(pk=locked.pk).update(at=None)


@transaction.atomic
def take_out(release_set: ReleaseSet, article_id: int) -> None:
    """Take an article out of a set; what is scheduled of it with the set is cancelled."""
    locked = _locked(release_set)
    if locked.is_released(timezone.now()):
        raise SetRefused(_("It is released already. Make another set."))
    for entry in _entries(locked, [article_id]):
        if refusal := _cancelled(entry, locked):
            raise SetRefused(refusal, {article_id: refusal})
        entry.delete()
    if not locked.entries.exists():
        ReleaseSet.objects.filter(pk=locked.pk).update(at=None)


def is_with_set(edition: Edition | None, release_set: ReleaseSet) -> bool:
    """Return whether an edition goes live, or went, with its set: nobody changed its schedule."""
    if edition is None or release_set.at is None:
        return False
    is_cancelled = edition.live_until == edition.live_from
    return not is_cancelled and edition.live_from <= release_set.at


def _locked(release_set: ReleaseSet) -> ReleaseSet:
    """Take the publish lock, then return the set as it is now."""
    apply_due_links()
    return ReleaseSet.objects.select_for_update().get(pk=release_set.pk)


def _entries(release_set: ReleaseSet, article_ids: Collection[int] = ()) -> list[ReleaseEntry]:
    entries = release_set.entries.select_related("article", "edition__version")
    return list(entries.filter(article__in=article_ids) if article_ids else entries)


def _number_of(entry: ReleaseEntry) -> int | None:
    """Return the version that was scheduled with the set; None where none was."""
    edition = entry.edition
    if edition is None or edition.live_until == edition.live_from:
        return None
    return edition.version.number


def _published(
    entry: ReleaseEntry, begins: datetime, by: AbstractBaseUser, *, number: int | None = None
) -> str:
    """Publish an article of a set; return why not, or "" if it is published."""
    if entry.article.deleted_at:
        return _("It is in the trash.")
    try:
        # What was written of it before it was refused is undone by whoever raises.
        entry.edition = publish(entry.article, by=by, begins=begins, number=number)
    except PublishRefused as refused:
        return str(refused)
    entry.save(update_fields=["edition"])
    return ""


def _cancelled(entry: ReleaseEntry, release_set: ReleaseSet) -> str:
    """Cancel an article's schedule, if it is the set's; return why not, or ""."""
    edition = entry.edition
    if not edition or not is_with_set(edition, release_set) or edition.live_from < timezone.now():
        return ""
    try:
        cancel_schedule(entry.article)
    except PublishRefused as refused:
        return str(refused)
    return ""
