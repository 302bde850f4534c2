"""Policies -> what editions carry of them: how much feeds have of each, whose page is canonical.

So no page, feed or sitemap asks for policies. A policy holds for what is published after it, and
`refresh_policies` writes it to what is live or scheduled already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.bulk import datetime_value, update
from articles.locks import publish_lock
from articles.models import Edition
from articles.models.masthead import renew_masthead
from articles.models.policy import Policies

# Of one transaction: whoever publishes waits for it.
_TOGETHER: Final = 5_000


def apply_policies(editions: Iterable[Edition]) -> None:
    """Set what policies say of editions that are not stored yet. One query."""
    policies = Policies.load()
    for edition in editions:
        policy = policies.of(edition.publisher, edition.article.external_id)
        edition.feeds, edition.canonical = policy.feeds, policy.canonical
        edition.provenance = policy.provenance


def refresh_policies() -> int:
    """Write what policies say now to open editions; return how many are another now.

    Browsers ask for the pages anew of those.
    """
    changed = 0
    last: int | None = 0
    while last is not None:
        some, last = _refresh_after(last)
        changed += some
    return changed


@transaction.atomic
def _refresh_after(last: int) -> tuple[int, int | None]:
    """Refresh the next editions by their keys; return how many changed, and the last key."""
    # What is published meanwhile was published by the policies of before: it is seen here.
    publish_lock()
    now = timezone.now()
    rows = Edition.objects.open_at(now).filter(pk__gt=last).order_by("pk")
    named = rows.annotate(key=F("article__external_id"))
    found = list(named.values_list("pk", "publisher", "key", "feeds", "canonical")[:_TOGETHER])
    policies = Policies.load()
    moment = datetime_value(now)
    changes: list[Sequence[object]] = []
    for pk, publisher, key, *kept in found:
        policy = policies.of(publisher, key)
        said = [policy.feeds, policy.canonical]
        if said != kept:
            changes.append((*said, moment, pk))
    update(Edition, ("feeds", "canonical", "linked_at"), changes)
    if changes:
        # Stored sitemaps do not know: the same editions are live.
        renew_masthead()
    return len(changes), found[-1][0] if found else None
