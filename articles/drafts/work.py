"""What is done every day for text that was never saved."""

from __future__ import annotations

from datetime import time

from django.conf import settings
from django_tasks import task

from articles.drafts.keep import thin_out
from articles.tasks.schedule import every_day


@every_day(at=time(4, 0))
@task()
def thin_out_drafts() -> int:
    """Delete working drafts that were abandoned long ago; return how many."""
    return thin_out(settings.DRAFT_DAYS)
