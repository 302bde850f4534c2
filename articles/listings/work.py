"""What listings leave to the background."""

from __future__ import annotations

from django_tasks import task

from articles.listings.change import lead_names
from articles.models import Listing


@task()
def lead_names_anew(listing: int) -> int:
    """Lead the names on articles to where a listing is now; return how many changed."""
    found = Listing.objects.filter(pk=listing).first()
    return lead_names(found) if found else 0
