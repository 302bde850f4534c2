"""Whether the site is well, as machines ask for it: by number, in plain HTTP; who sees more."""

from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import timedelta
from typing import Any, Final

import pytest
from django.contrib.auth.models import User
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import get_date_max
from pytest_django.fixtures import Settings

from articles.models.job import Job, Worker
from newsroom.cache import cache_at
from tests.accounts.visits import demand_second_factor
from tests.served import free_port
from tests.tasks.chores import refuse

TOKEN: Final = "a-token-of-this-site"
LOCAL: Final[dict[str, Any]] = {"headers": {"host": "127.0.0.1:8000"}}
FAR: Final[dict[str, Any]] = {"REMOTE_ADDR": "203.0.113.9", "headers": {"host": "10.0.0.7:8000"}}
USAGE: Final = namedtuple("USAGE", "total used free")

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _worker() -> None:
    Worker.objects.create(name="here")


def fail(*args: object, **named: object) -> None:
    raise DatabaseError("no such host db.example")


def test_a_site_that_is_well_says_so_to_all(client: Client) -> None:
    response = client.get("/health", **FAR)
    assert (response.status_code, response.json()) == (200, {"status": "ok"})
    assert response.headers["Cache-Control"] == "no-store"


def test_it_touches_no_session(client: Client) -> None:
    response = client.get("/health", **LOCAL)
    assert not response.cookies
    assert "Vary" not in response.headers


def test_its_machine_sees_what_was_looked_at(client: Client) -> None:
    checks = client.get("/health", **LOCAL).json()["checks"]
    assert checks == dict.fromkeys(
        ("database", "migrations", "disk", "cache", "workers", "jobs"), "ok"
    )


@pytest.mark.parametrize(
    "sent",
    [
        FAR,
        {**LOCAL, "HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {**LOCAL, "HTTP_FORWARDED": "for=203.0.113.9"},
        {"headers": {"host": "rebound.example"}},
        {**LOCAL, "REMOTE_ADDR": ""},
        {**FAR, "HTTP_AUTHORIZATION": "Bearer a-token-of-another"},
        {**FAR, "HTTP_AUTHORIZATION": TOKEN},
        {**FAR, "HTTP_AUTHORIZATION": "Bearer "},
    ],
)
def test_others_do_not(client: Client, settings: Settings, sent: dict[str, Any]) -> None:
    settings.METRICS_TOKEN = TOKEN
    assert "checks" not in client.get("/health", **sent).json()


def test_whoever_knows_the_token_does(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = TOKEN
    sent = {**FAR, "HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}
    assert "checks" in client.get("/health", **sent).json()


def test_a_superuser_who_is_logged_in_does(client: Client, admin_client: Client) -> None:
    response = admin_client.get("/health", **FAR)
    assert "checks" in response.json()
    # The session is only read.
    assert not response.cookies
    client.cookies["sessionid"] = "made-up"
    assert "checks" not in client.get("/health", **FAR).json()


def test_an_editor_or_one_who_owes_a_second_factor_does_not(
    client: Client, admin_client: Client, admin_user: User
) -> None:
    client.force_login(User.objects.create_user("editor", is_staff=True))
    assert "checks" not in client.get("/health", **FAR).json()
    demand_second_factor(admin_user)
    assert "checks" not in admin_client.get("/health", **FAR).json()


def test_a_superuser_sees_no_more_where_the_database_is_gone(
    admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "cursor", fail)
    assert admin_client.get("/health", **FAR).json() == {"status": "failing"}


def test_without_a_token_an_empty_one_opens_nothing(client: Client, settings: Settings) -> None:
    settings.METRICS_TOKEN = ""
    sent = {**FAR, "HTTP_AUTHORIZATION": "Bearer "}
    assert "checks" not in client.get("/health", **sent).json()


def test_a_cache_that_is_gone_is_told_and_hinders_no_reader(
    client: Client, settings: Settings
) -> None:
    settings.CACHES = {"default": cache_at(f"redis://127.0.0.1:{free_port()}/0")}
    checks = client.get("/health", **LOCAL).json()["checks"]
    assert checks["cache"].startswith("It does not answer, so nobody can log in: ")
    assert client.get("/health/readers", **LOCAL).status_code == 200


def test_a_database_that_is_gone_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/health/readers", **LOCAL)
    assert response.status_code == 503
    assert response.json()["checks"] == {"database": "It does not answer: no such host db.example"}
    assert client.get("/health", **FAR).json() == {"status": "failing"}


def test_a_migration_that_is_missing_is_told(client: Client) -> None:
    MigrationRecorder(connection).record_unapplied("sessions", "0001_initial")
    response = client.get("/health/readers", **LOCAL)
    assert response.status_code == 503
    told = response.json()["checks"]["migrations"]
    assert told.startswith("1 are missing. Run: ")
    assert told.endswith("prepare_newsroom")


def test_a_full_disk_is_an_alarm_but_readers_are_still_served(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: USAGE(2**40, 0, 2**20))
    response = client.get("/health", **LOCAL)
    assert response.status_code == 503
    assert response.json()["checks"]["disk"].startswith("Only 1 MB are free")
    assert client.get("/health/readers", **LOCAL).status_code == 200


def test_a_site_without_a_worker_is_told(client: Client) -> None:
    Worker.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    response = client.get("/health", **LOCAL)
    assert response.status_code == 503
    assert response.json()["checks"]["workers"].endswith(" work")
    assert client.get("/health/readers", **LOCAL).status_code == 200


@pytest.mark.parametrize(
    ("enqueued", "timed", "status"), [(2, None, 503), (0.5, None, 200), (9, 2, 503), (9, 0.5, 200)]
)
def test_a_job_that_waits_too_long_is_told(
    client: Client, enqueued: float, timed: float | None, status: int
) -> None:
    now = timezone.now()
    job = refuse.enqueue()
    moment = get_date_max() if timed is None else now - timedelta(hours=timed)
    waiting = Job.objects.filter(pk=job.id)
    waiting.update(enqueued_at=now - timedelta(hours=enqueued), run_after=moment)
    assert client.get("/health", **LOCAL).status_code == status


def test_https_is_not_asked_for(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/", **LOCAL).status_code == 301
    settings.SECURE_REDIRECT_EXEMPT = ["^health(/readers)?$", "^metrics$"]
    for address in ("/health", "/health/readers", "/metrics"):
        assert Client().get(address, **LOCAL).status_code == 200
