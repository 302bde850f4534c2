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


class SiteFigures(Collector):
    """Asked at each look, so they are right whichever process answers."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield _gauge("disk_free_bytes", "Room for the data folder.", _free())
        try:
            yield from list(_from_database())
        except DatabaseError:
            yield _gauge("database_up", "Whether the database answers.", 0)


def _from_database() -> Iterator[GaugeMetricFamily]:
    yield _gauge("live_articles", "Articles that readers see.", Edition.objects.live().count())
    yield _gauge("running_runs", "Imports and re-parses that go on.", _running())
    yield _gauge("database_up", "Whether the database answers.", 1)


def _running() -> int:
    goes_on = ImportRun.objects.filter(finished_at=None, stopped_at=None, undone_at=None)
    return goes_on.filter(seen_at__gt=timezone.now() - SILENCE).count()


def _free() -> int:
    return shutil.disk_usage(settings.DATA_DIR).free


def _gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"newsroom_{name}", words, value)
