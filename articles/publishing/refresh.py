"""Pictures that readers may see no longer, or may see again -> out of live pages, or back in them.

What is withdrawn is refused at once, whatever a page says; here its place on the page goes, too.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from articles.models import Edition, EditionPicture
from articles.publishing.editions import draw_pictures
from articles.publishing.links import apply_due_links, lead_links_of_draft


@transaction.atomic
def refresh_pictures(sha256s: Collection[str]) -> int:
    """Write the editions anew, live and scheduled, that have these pictures; return how many.

    What reads the same is left. Browsers ask for a page anew that has changed.
    """
    apply_due_links()
    now = timezone.now()
    holders = EditionPicture.objects.filter(sha256__in=sha256s).values("edition")
    rows = Edition.objects.open_at(now).filter(pk__in=holders).select_related("version")
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
