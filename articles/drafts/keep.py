"""A draft that came in -> its writer's row; and the rows that are done with, gone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone

from articles.drafts.received import ReceivedDraft
from articles.models import WorkingDraft

# JavaScript and JSON know milliseconds.
_AS_TOLD = timedelta(milliseconds=1)


@transaction.atomic
def receive_draft(
    draft: ReceivedDraft, *, owner: AbstractBaseUser, article_id: int | None
) -> datetime | None:
    """Do what an opening of a form asks for; return when its text was kept, None where none was."""
    kept_at = None
    if draft.fields is not None:
        kept_at = keep_draft(draft, owner=owner, article_id=article_id)
    forget_drafts(draft.forget, owner=owner)
    return kept_at


def keep_draft(
    draft: ReceivedDraft, *, owner: AbstractBaseUser, article_id: int | None = None
) -> datetime:
    """Keep the text of an opening of a form, in the place of what it sent before."""
    now = timezone.now()
    values = {
        "article_id": article_id,
        "base": draft.base,
        "fields": dict(draft.fields or {}),
        "serial": draft.serial,
        "kept_at": now,
    }
    same = WorkingDraft.objects.of(owner).filter(key=draft.key)
    if not same.filter(serial__lte=draft.serial).update(**values):
        # A row that is there is newer, and stays.
        row = WorkingDraft(owner_id=owner.pk, key=draft.key, **values)
        WorkingDraft.objects.bulk_create([row], ignore_conflicts=True)
    return now


def forget_drafts(named: Mapping[str, datetime], *, owner: AbstractBaseUser) -> None:
    """Delete drafts, unless another window wrote on in them after the moment that is named."""
    for key, moment in named.items():
        drafts = WorkingDraft.objects.of(owner).filter(key=key, kept_at__lt=moment + _AS_TOLD)
        drafts.delete()


def forget_saved(key: str, *, owner: AbstractBaseUser) -> None:
    """Delete the draft of an opening whose text is saved now."""
    WorkingDraft.objects.of(owner).filter(key=key).delete()


def thin_out(days: int) -> int:
    """Delete the drafts that nobody wrote on in for so many days; return how many."""
    abandoned = WorkingDraft.objects.filter(kept_at__lt=timezone.now() - timedelta(days=days))
    deleted, _each = abandoned.delete()
    return deleted
