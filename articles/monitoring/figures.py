"""Figures of the whole site, which the database knows: the same from each of its machines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

from django.conf import settings
from django.db import DatabaseError
from django.utils import timezone
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from articles.models.edition import Edition
from articles.models.import_run import SILENCE, ImportRun
from articles.models.job import Job, Worker
from articles.safekeeping.backups import list_backups


class SiteFigures(Collector):
    """Asked at each look, so they are right whichever process answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("disk_free_bytes", "Room for the data folder.", _free())
        # Without a back-up there is no figure, which an alarm can ask for.
        for backup in list_backups(settings.BACKUP_DIR)[:1]:
            age = (timezone.now() - backup.manifest.made_at).total_seconds()
            yield _gauge("backup_age_seconds", "How old the newest back-up is.", age)
        try:
            yield from list(_from_database())
        except DatabaseError:
            yield _gauge("database_up", "Whether the database answers.", 0)


def _from_database() -> Iterator[GaugeMetricFamily]:
    yield _gauge("live_articles", "Articles that readers see.", Edition.objects.live().count())
    yield _gauge("running_runs", "Imports and re-parses that go on.", _running())
    yield _jobs()
    yield _gauge("oldest_job_seconds", "How long a job waits that is due.", _oldest_wait())
    yield _gauge("workers", "Workers that were heard of lately.", Worker.objects.alive().count())
    yield _gauge("database_up", "Whether the database answers.", 1)


def _jobs() -> GaugeMetricFamily:
    jobs = Job.objects
    counts = {"waiting": jobs.waiting(), "running": jobs.running(), "failed": jobs.failed()}
    family = GaugeMetricFamily("newsroom_jobs", "Background jobs by state.", labels=["state"])
    for state, found in counts.items():
        family.add_metric([state], found.count())
    return family


def _oldest_wait() -> float:
    """Return for how many seconds the job has waited that has waited longest; 0 without one."""
    since = Job.objects.due_since()
    return (timezone.now() - since).total_seconds() if since else 0


def _running() -> int:
    goes_on = ImportRun.objects.filter(finished_at=None, stopped_at=None, undone_at=None)
    return goes_on.filter(seen_at__gt=timezone.now() - SILENCE).count()


def _free() -> int:
    return shutil.disk_usage(settings.DATA_DIR).free


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"newsroom_{name}", words, value)
