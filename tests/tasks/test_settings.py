"""One variable says how jobs come to workers; a wrong one stops the start with a sentence."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError
from pytest_django.fixtures import Settings

from articles import checks
from articles.tasks import patience
from newsroom import tasks
from newsroom.tasks import queue_at


def test_without_a_broker_jobs_wait_in_the_database() -> None:
    assert queue_at("")["default"]["BACKEND"] == "articles.tasks.queue.Queue"


@pytest.mark.parametrize("address", ["amqp://guest@host/", "redis://host:6379/1"])
def test_a_broker_is_named_by_its_address(address: str) -> None:
    assert queue_at(address)["default"]["BACKEND"] == "articles.tasks.broker.BrokerQueue"


@pytest.mark.parametrize("address", ["rabbit", "http://user:secret@host/"])
def test_what_is_no_broker_stops_the_start_and_its_password_is_not_told(address: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="write amqp://") as stopped:
        queue_at(address)
    assert "secret" not in str(stopped.value)


def test_a_broker_without_its_packages_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "find_spec", lambda name: None)
    with pytest.raises(ImproperlyConfigured, match="pip install 'celery"):
        queue_at("redis://host/1")


def test_a_broker_over_sqlite_is_warned_of(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.BROKER = "redis://host/1"
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor="sqlite"))
    assert [each.id for each in checks.check_broker(None)] == ["articles.W002"]
    monkeypatch.setattr(checks, "connection", SimpleNamespace(vendor="postgresql"))
    assert checks.check_broker(None) == []


@pytest.mark.django_db
def test_what_a_locked_database_does_not_take_is_tried_until_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(patience, "PAUSE", 0)
    errors = [OperationalError("database is locked")] * 3

    def write() -> str:
        if errors:
            raise errors.pop()
        return "written"

    assert patience.patiently(write) == "written"
