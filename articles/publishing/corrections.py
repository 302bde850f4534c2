"""Corrections -> what editions tell of them: each goes live with the edition that brings it.

An edition keeps what its page says, so that the page stays one query; later editions are told the
same again. Under the publish lock, as all that writes editions.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Correction, Edition
from articles.models.correction import CorrectionKind, CorrectionQuerySet
from articles.models.masthead import renew_masthead
from articles.publishing.links import apply_due_links
from articles.publishing.work import renew_masthead_at, tell_soon

_NEWEST_FIRST: Final = ("-shown_from", "-made_at", "-pk")


def tell_corrections(
    editions: Sequence[Edition], begins: datetime, *, with_waiting: bool = False
) -> None:
    """Set what editions, which are not stored yet, tell of corrections from a moment on."""
    found = Correction.objects.standing().filter(article__in=[each.article_id for each in editions])
    rows = list(found.order_by(*_NEWEST_FIRST))
    for edition in editions:
        mine = [row for row in rows if row.article_id == edition.article_id]
        edition.corrections = _told(mine, begins, with_waiting=with_waiting)


def bring_corrections(editions: Iterable[Edition]) -> None:
    """Have stored editions bring the corrections that wait for them, as they tell already."""
    for edition in editions:
        is_first = not Correction.objects.shown().exists()
        waiting = waiting_of(edition.article_id)
        if waiting.update(edition=edition, shown_from=edition.live_from) and is_first:
            # The foot of every page leads to them from then on.
            renew_masthead_at(edition.live_from)


def keep_waiting(cancelled: QuerySet[Edition]) -> None:
    """Have the corrections of editions that are about to be cancelled wait for the next one."""
    brought = Correction.objects.filter(edition__in=cancelled.order_by().values("pk"))
    brought.update(edition=None, shown_from=None)


@transaction.atomic
def reword_correction(
    correction: Correction, kind: CorrectionKind, note: str, quotes: list[Any]
) -> bool:
    """Change what readers are told; return whether anything is another now."""
    apply_due_links()
    new = (kind, note, quotes)
    if new == (correction.kind, correction.note, correction.quotes):
        return False
    correction.kind, correction.note, correction.quotes = new
    correction.save(update_fields=["kind", "note", "quotes"])
    _tell_anew([correction.article_id])
    return True


@transaction.atomic
def withdraw_correction(correction: Correction, by: AbstractBaseUser) -> bool:
    """Tell readers no more of it; return whether they were to be told until now."""
    apply_due_links()
    standing = Correction.objects.standing().filter(pk=correction.pk)
    if not standing.update(withdrawn_at=timezone.now(), withdrawn_by=by.pk):
        return False
    _tell_anew([correction.article_id])
    if not Correction.objects.shown().exists():
        renew_masthead()
    return True


def _tell_anew(article_ids: Collection[int]) -> None:
    """Write what open editions tell of corrections anew."""
    now = timezone.now()
    for edition in Edition.objects.open_at(now).filter(article__in=article_ids).defer("body"):
        before = edition.corrections
        tell_corrections([edition], edition.live_from)
        if edition.corrections != before:
            edition.linked_at = now
            edition.save(update_fields=["corrections", "linked_at"])
    tell_soon(article_ids)


def waiting_of(article_id: int) -> CorrectionQuerySet:
    """Return the corrections that an article's next edition brings."""
    return Correction.objects.waiting().filter(article=article_id)


def _told(rows: Iterable[Correction], begins: datetime, *, with_waiting: bool) -> list[Any]:
    told = []
    for row in rows:
        shown_from = row.shown_from or (begins if with_waiting else None)
        if shown_from and shown_from <= begins:
            told.append(
                {
                    "id": row.pk,
                    "kind": row.kind,
                    "at": shown_from.isoformat(),
                    "note": row.note,
                    "quotes": row.quotes,
                }
            )
    return sorted(told, key=lambda each: each["at"], reverse=True)
