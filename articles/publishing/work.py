"""What publishing does by itself."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.utils import timezone
from django_tasks import task

from articles.models import Picture
from articles.publishing.policies import refresh_policies
from articles.publishing.refresh import refresh_pictures
from articles.tasks.schedule import every_day

# So many days are made up for where nothing ran.
_DAYS: Final = 14


@task()
def show_pictures_anew(sha256s: list[str]) -> int:
    """Write live pages anew with what is said of these pictures now; return how many changed."""
    return refresh_pictures(sha256s)


@task()
def apply_policies_anew() -> int:
    """Write to live editions what policies say of them now; return how many changed."""
    return refresh_policies()


@every_day(at=time(0, 5))
@task()
def take_out_pictures() -> int:
    """Take pictures out of live pages whose rights are over; return how many pages changed.

    Nobody gets such a picture in any case: its place on the page goes.
    """
    today = timezone.localdate()
    over = Picture.objects.filter(
        rights_until__lt=today, rights_until__gte=today - timedelta(_DAYS)
    )
    return refresh_pictures(list(over.values_list("sha256", flat=True)))
