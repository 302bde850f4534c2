"""Groups -> arrangements: the draft that editors share, and what readers see from a moment on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import ArrangedGroup, ArrangedSlot, Arrangement, Article
from articles.publishing.front.groups import (
    NO_GROUPS,
    FrontGroup,
    Groups,
    headlines_of,
    with_headlines,
)
from articles.publishing.publish import check_moment
from articles.publishing.work import purge_front_soon


class StaleDraft(Exception):
    """Somebody else saved the draft since it was opened; `draft` is as they left it."""

    def __init__(self, draft: Arrangement) -> None:
        super().__init__(_("The front page was saved by somebody else."))
        self.draft = draft


def current_draft() -> tuple[Arrangement | None, Groups]:
    """Return the draft and its groups; where nobody has begun one, those that readers see."""
    draft = Arrangement.objects.select_related("changed_by").filter(is_draft=True).first()
    shown = draft or Arrangement.objects.begun().first()
    return draft, arranged_groups(shown) if shown else NO_GROUPS


def arranged_groups(arrangement: Arrangement) -> Groups:
    """Return the groups of an arrangement. Two queries."""
    slots: dict[int, list[int]] = {}
    headlines: dict[int, str] = {}
    rows = arrangement.slots.order_by("position").values_list("group", "article", "headline")
    for group, article, headline in rows:
        slots.setdefault(group, []).append(article)
        headlines[article] = headline
    groups = tuple(
        FrontGroup(group.name, group.form, group.listing_id, tuple(slots.get(group.pk, ())))
        for group in arrangement.groups.order_by("position")
    )
    return with_headlines(groups, headlines)


@transaction.atomic
def save_draft(groups: Groups, base: int, by: AbstractBaseUser | None = None) -> Arrangement:
    """Save the draft that was opened under this number; raise `StaleDraft` if it has another."""
    Arrangement.objects.get_or_create(is_draft=True)
    draft = Arrangement.objects.select_for_update().get(is_draft=True)
    if draft.number != base:
        raise StaleDraft(draft)
    if not draft.number or arranged_groups(draft) != groups:
        draft.number += 1
        draft.changed_at = timezone.now()
        draft.changed_by_id = by.pk if by else None
        draft.save()
        draft.groups.all().delete()
        _write(draft, groups)
    return draft


@transaction.atomic
def begin_arrangement(
    groups: Groups, base: int, at: datetime | None = None, by: AbstractBaseUser | None = None
) -> Arrangement:
    """Save the draft, and have readers see it from a moment on: at once where none is given.

    Raise `MomentPassed` for a moment in the past.
    """
    check_moment(at)
    draft = save_draft(groups, base, by)
    begun = Arrangement.objects.create(
        number=draft.number, begins_at=at or timezone.now(), changed_by_id=by.pk if by else None
    )
    _write(begun, groups)
    purge_front_soon(at=at)
    return begun


def cancel_arrangement(key: int) -> bool:
    """Cancel one that is scheduled; return False where it has begun, or was cancelled before."""
    return bool(Arrangement.objects.ahead().filter(pk=key).update(cancelled_at=timezone.now()))


def take_up(key: int, base: int, by: AbstractBaseUser | None = None) -> Arrangement:
    """Make an earlier arrangement the draft; raise `StaleDraft` as a save does."""
    earlier = Arrangement.objects.get(pk=key, is_draft=False)
    return save_draft(arranged_groups(earlier), base, by)


def _write(arrangement: Arrangement, groups: Groups) -> None:
    made = ArrangedGroup.objects.bulk_create(
        ArrangedGroup(
            arrangement=arrangement,
            position=position,
            name=group.name,
            form=group.form,
            listing_id=group.listing,
        )
        for position, group in enumerate(groups)
    )
    named = [article for group in groups for article in group.articles]
    # One that was deleted for good since has no place any more.
    there = _keys(Article.with_deleted.filter(pk__in=named))
    headlines = headlines_of(groups)
    ArrangedSlot.objects.bulk_create(
        ArrangedSlot(
            group=row,
            arrangement=arrangement,
            position=position,
            article_id=article,
            headline=headlines.get(article, ""),
        )
        for row, group in zip(made, groups, strict=True)
        for position, article in enumerate(group.articles)
        if article in there
    )


def _keys(rows: Iterable[Model]) -> set[int]:
    return {row.pk for row in rows}
