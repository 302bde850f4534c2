"""Whether the site is well: for a load balancer, a container's health check, an operator's alarm.

It is answered before anything else, since those who ask know the machine by its number, speak plain
HTTP and mostly have no session.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils import timezone

from articles.models.job import Job, Worker
from articles.monitoring.access import may_see
from newsroom.outages import outage_of

# Below this the next import or back-up may not end.
_LEAST_FREE: Final = 256 * 2**20
# A large import may keep the only worker so long, and others wait meanwhile.
_LONGEST_WAIT: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """`problem` is empty where all is well, else says what is wrong and what to do."""

    name: str
    problem: str = ""


def find_for_readers() -> list[Finding]:
    """Return what readers cannot do without. Where the database is gone, nothing more is asked."""
    database = _look_at_database()
    return [database] if database.problem else [database, _look_at_migrations()]


def find_all() -> list[Finding]:
    findings = [*find_for_readers(), _look_at_disk(), _look_at_cache()]
    if any(finding.problem for finding in findings):
        return findings
    return [*findings, _look_at_workers(), _look_at_jobs()]


_ADDRESSES: Final[dict[str, Callable[[], list[Finding]]]] = {
    "/health": find_all,
    # For a load balancer: a full disk on all machines is no reason to leave readers with none.
    "/health/readers": find_for_readers,
}


class HealthMiddleware:
    """Answer the addresses of health, and leave all others to what follows."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        find = _ADDRESSES.get(request.path_info)
        return _tell(request, find()) if find else self.get_response(request)


def _tell(request: HttpRequest, findings: list[Finding]) -> HttpResponse:
    is_well = not any(finding.problem for finding in findings)
    told: dict[str, object] = {"status": "ok" if is_well else "failing"}
    if may_see(request):
        told["checks"] = {finding.name: finding.problem or "ok" for finding in findings}
    headers = {"Cache-Control": "no-store"}
    return JsonResponse(told, status=200 if is_well else 503, headers=headers)


def _look_at_database() -> Finding:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError as error:
        return Finding("database", f"It does not answer: {str(error).strip()}")
    return Finding("database")


def _look_at_migrations() -> Finding:
    missing = _count_missing(frozenset(MigrationRecorder(connection).applied_migrations()))
    if not missing:
        return Finding("migrations")
    words = f"{missing} are missing. Run: {settings.COMMAND} prepare_newsroom"
    return Finding("migrations", words)


@lru_cache(maxsize=1)
def _count_missing(applied: frozenset[tuple[str, str]]) -> int:
    """Return how many migrations of this release are to come; asked anew when some have come."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _look_at_cache() -> Finding:
    try:
        cache.get("health")
    except Exception as error:
        if outage_of(error) is None:
            raise
        return Finding("cache", f"It does not answer, so nobody can log in: {error}")
    return Finding("cache")


def _look_at_workers() -> Finding:
    if Worker.objects.alive().exists():
        return Finding("workers")
    return Finding("workers", f"No worker is heard of. Start one: {settings.COMMAND} work")


def _look_at_jobs() -> Finding:
    since = Job.objects.due_since()
    if since is None or timezone.now() - since < _LONGEST_WAIT:
        return Finding("jobs")
    return Finding("jobs", "One has waited for more than an hour. Look at the jobs on the desk.")


def _look_at_disk() -> Finding:
    free = shutil.disk_usage(settings.DATA_DIR).free
    if free >= _LEAST_FREE:
        return Finding("disk")
    words = f"Only {free // 2**20} MB are free for {settings.DATA_DIR}. Make room."
    return Finding("disk", words)
