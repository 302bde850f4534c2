"""What the store does by itself."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django_tasks import task

from articles.store.trash import purge_older
from articles.tasks.schedule import every_day


@every_day(at=time(3, 15))
@task()
def purge_trash() -> int:
    """Delete for good what has been in the trash for long; return how many articles."""
    return purge_older(settings.TRASH_DAYS)
