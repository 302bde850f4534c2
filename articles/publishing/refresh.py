"""What is said of a picture, or whether readers may see it, has changed -> so do its pages.

What is withdrawn is refused at once, whatever a page says; here its place on the page goes, too.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.utils import timezone

from articles.models import Edition, EditionPicture
from articles.models.edition import EditionQuerySet
from articles.publishing.editions import draw_pictures
from articles.publishing.links import apply_due_links, lead_links_of_draft
from articles.publishing.static_pages import show_pictures_around

# Of one transaction: whoever else writes waits for it.
_TOGETHER: Final = 50


def editions_with(sha256s: Collection[str]) -> EditionQuerySet:
    """Return the editions, live and scheduled, that have any of these pictures."""
    holders = EditionPicture.objects.filter(sha256__in=sha256s).values("edition")
    return Edition.objects.open_at(timezone.now()).filter(pk__in=holders)


def refresh_pictures(sha256s: Collection[str]) -> int:
    """Write the editions anew that have these pictures; return how many are another now.

    What reads the same is left. Browsers ask for a page anew that has changed.
    """
    show_pictures_around(sha256s)
    keys = list(editions_with(sha256s).order_by("pk").values_list("pk", flat=True))
    return sum(
        _refresh_some(keys[first : first + _TOGETHER]) for first in range(0, len(keys), _TOGETHER)
    )


@transaction.atomic
def _refresh_some(keys: Collection[int]) -> int:
    apply_due_links()
    rows = Edition.objects.open_at(timezone.now()).filter(pk__in=keys).select_related("version")
    return sum(_refresh(edition) for edition in rows.order_by("pk"))


def _refresh(edition: Edition) -> bool:
    before = edition.body, edition.picture
    draw_pictures(edition)
    lead_links_of_draft(edition)
    if before == (edition.body, edition.picture):
        return False
    edition.linked_at = timezone.now()
    edition.save(update_fields=["body", "picture", "linked_at"])
    return True
