"""What people decided about articles that keeps an import away from them: deleted, or detached."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from articles.datetimes import format_datetime
from articles.models import Article, Tombstone
from articles.models.import_run import Outcome


@dataclass(frozen=True, slots=True)
class Barrier:
    """Why a document of some key is not taken, and what to do where it should be."""

    outcome: Outcome
    reason: str
    hint: str


def barriers_of(external_ids: Collection[str]) -> dict[str, Barrier]:
    """Return what stands before these keys. Two queries at most, none where there are no keys."""
    if not external_ids:
        return {}
    found = dict(_of_articles(external_ids))
    others = set(external_ids).difference(found)
    return found | dict(_of_tombstones(others)) if others else found


def _of_articles(external_ids: Collection[str]) -> Iterator[tuple[str, Barrier]]:
    kept_away = Article.with_deleted.with_external_ids(external_ids).filter(
        Q(deleted_at__isnull=False) | Q(detached_at__isnull=False)
    )
    rows = kept_away.order_by().values_list(
        "external_id", "deleted_at", "deleted_by__username", "detached_at"
    )
    for key, deleted_at, deleted_by, detached_at in rows:
        if deleted_at:
            yield key, deletion_barrier(deleted_at, deleted_by, is_in_trash=True)
        elif detached_at:
            yield key, _detachment(detached_at)


def _of_tombstones(external_ids: Collection[str]) -> Iterator[tuple[str, Barrier]]:
    stones = Tombstone.objects.filter(external_id__among=external_ids).order_by()
    for key, deleted_at, by in stones.values_list(
        "external_id", "deleted_at", "deleted_by__username"
    ):
        yield key, deletion_barrier(deleted_at, by, is_in_trash=False)


def deletion_barrier(deleted_at: datetime, by: str | None, *, is_in_trash: bool) -> Barrier:
    """Return the barrier of what a person deleted here."""
    words = _("was deleted here by %(who)s on %(when)s")
    names = {"who": by or _("somebody"), "when": format_datetime(deleted_at)}
    hint = (
        _("To have it again, restore it from the trash on the desk, then import again.")
        if is_in_trash
        else _("To have it again, lift its tombstone on the desk, then import again.")
    )
    return Barrier(Outcome.DELETED, words % names, hint)


def _detachment(detached_at: datetime) -> Barrier:
    words = _("its article goes its own way since %(when)s")
    return Barrier(
        Outcome.DETACHED,
        words % {"when": format_datetime(detached_at)},
        _("To have it follow its source, attach it on its page, then import again."),
    )
