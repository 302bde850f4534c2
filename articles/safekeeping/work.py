"""What is done for the site's safety by itself."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from articles.models import Job
from articles.models.job import JobState
from articles.safekeeping.backup import back_up
from articles.safekeeping.backups import LATEST, find_backup
from articles.safekeeping.restore import tried
from articles.safekeeping.soundness.check import ArchiveCheck
from articles.tasks.current import tell_progress
from articles.tasks.queue import GiveUp
from articles.tasks.schedule import every_day

# As `date.weekday` counts.
_SUNDAY: Final = 6
_MOST_NAMED: Final = 20


# Before the trash is emptied.
@every_day(at=time(2, 45))
@task()
def make_backup() -> str:
    """Make the day's back-up; return its name."""
    return back_up().name


@every_day(at=time(3, 45))
@task()
def try_backup_weekly() -> str:
    """On Sundays, restore the newest back-up beside the site and check it; return its name.

    A Sunday that was missed is made up for. What is wrong with it is why the job has failed.
    """
    if timezone.localdate().weekday() != _SUNDAY and _is_tried_this_week():
        return ""
    backup = find_backup(settings.BACKUP_DIR, LATEST)
    with tried(backup, lambda text: None) as loaded, loaded.opened():
        faults = _faults()
    if faults:
        raise GiveUp("\n".join((backup.name, *faults[:_MOST_NAMED])))
    return backup.name


def _is_tried_this_week() -> bool:
    jobs = Job.objects.of_task(try_backup_weekly.module_path)
    ended = jobs.filter(finished_at__gte=timezone.now() - timedelta(days=7))
    # One that has failed has tried; one of another day has returned "".
    return any(job.state is JobState.FAILED or job.return_value for job in ended)


def _faults() -> list[str]:
    check = ArchiveCheck()
    total = check.total
    faults: list[str] = []
    for number, found in enumerate(check, 1):
        faults += [str(fault) for fault in found[: _MOST_NAMED - len(faults)]]
        tell_progress(number, total)
    return faults
