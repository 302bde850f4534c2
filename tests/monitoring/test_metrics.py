"""What Prometheus reads of the site."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django.fixtures import Settings

from articles.models.edition import Edition
from articles.models.import_run import ImportRun, RunKind
from articles.models.job import Worker
from articles.safekeeping.manifest import Manifest, write_manifest
from tests.site.make import make_edition
from tests.tasks.chores import refuse

LOCAL: Final[dict[str, Any]] = {"headers": {"host": "localhost:8000"}}

pytestmark = pytest.mark.django_db


def figures(client: Client) -> dict[str, float]:
    """Return each figure under its name with its labels."""
    text = client.get("/metrics", **LOCAL).content.decode()
    return {
        " ".join([sample.name, *map("=".join, sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_requests_are_counted_by_route_and_never_by_path(client: Client) -> None:
    name = "newsroom_requests_total method=GET route=article status=404"
    before = figures(client).get(name, 0)
    client.get("/articles/who-reads-this/")
    after = figures(client)
    assert after[name] == before + 1
    assert "newsroom_request_seconds_count route=article" in after
    assert not [each for each in after if "who-reads" in each]


def test_what_anybody_makes_up_makes_no_new_figures(client: Client) -> None:
    client.generic("MAKE-UP", "/nowhere/at/all/")
    client.get("/static/no-such.css")
    names = figures(client)
    assert "newsroom_requests_total method=other route=unknown status=404" in names
    assert "newsroom_requests_total method=GET route=static status=404" in names


def test_it_knows_the_site(client: Client) -> None:
    make_edition()
    ImportRun.objects.create(kind=RunKind.IMPORT, parser_version=1)
    Worker.objects.create(name="here")
    refuse.enqueue()
    found = figures(client)
    assert found["newsroom_jobs state=waiting"] == 1
    assert found["newsroom_jobs state=failed"] == 0
    assert 0 < found["newsroom_oldest_job_seconds"] < 60
    assert found["newsroom_workers"] == 1
    assert found["newsroom_live_articles"] == Edition.objects.live().count() == 1
    assert found["newsroom_running_runs"] == 1
    assert found["newsroom_database_up"] == 1
    assert found["newsroom_disk_free_bytes"] > 0


def test_the_age_of_the_newest_back_up_is_told(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.BACKUP_DIR = tmp_path
    assert "newsroom_backup_age_seconds" not in figures(client)
    for days in (3, 1):
        (tmp_path / f"of-day-{days}").mkdir()
        made_at = timezone.now() - timedelta(days=days)
        manifest = Manifest(made_at, vendor="sqlite", server="", migrations={}, files=())
        write_manifest(tmp_path / f"of-day-{days}", manifest)
    assert figures(client)["newsroom_backup_age_seconds"] == pytest.approx(86_400, abs=60)


def test_without_the_database_it_still_tells_the_rest(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*args: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Edition.objects, "live", fail)
    found = figures(client)
    assert found["newsroom_database_up"] == 0
    assert "newsroom_live_articles" not in found


def test_they_are_for_nobody_else(client: Client) -> None:
    response = client.get("/metrics", REMOTE_ADDR="203.0.113.9")
    assert response.status_code == 403
    assert b"newsroom_" not in response.content
    assert not response.cookies
