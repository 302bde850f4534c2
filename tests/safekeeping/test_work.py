"""Back-ups are made every day, and tried once a week."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_tasks import TaskResultStatus
from pytest_django.fixtures import Settings

from articles.models import Article, Job
from articles.safekeeping.elsewhere import database_at
from articles.safekeeping.manifest import BackupUnusable
from articles.safekeeping.work import make_backup, try_backup_weekly
from articles.tasks.queue import GiveUp
from articles.tasks.schedule import enqueue_due, load_work
from tests.make import make_article


@pytest.mark.django_db
def test_they_are_due_every_day() -> None:
    load_work()
    now = timezone.now()
    enqueue_due(now)
    due = enqueue_due(now + timedelta(days=1))
    assert {make_backup.module_path, try_backup_weekly.module_path} <= set(due)


@pytest.fixture
def on_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 5, 3))


@pytest.mark.django_db(transaction=True)
def test_the_newest_is_tried_on_sundays(on_sunday: None, request: pytest.FixtureRequest) -> None:
    """On a database of the test's own: one in memory has no place beside it."""
    with database_beside(request):
        make_article()
        name = make_backup.call()
        assert try_backup_weekly.call() == name
        Article.objects.update(headline="Another")
        faulty = make_backup.call()
        with pytest.raises(GiveUp, match="its lines are not those of its version 1") as failed:
            try_backup_weekly.call()
        assert str(failed.value).startswith(faulty)


@pytest.fixture
def on_monday(monkeypatch: pytest.MonkeyPatch, settings: Settings, tmp_path: Path) -> None:
    """There is no back-up, so that to try one fails."""
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 5, 4))
    settings.BACKUP_DIR = tmp_path


def make_try(status: TaskResultStatus, name: str | None, *, days_ago: int) -> None:
    try_backup_weekly.enqueue()
    ended = timezone.now() - timedelta(days=days_ago)
    Job.objects.filter(finished_at=None).update(status=status, return_value=name, finished_at=ended)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "name"), [(TaskResultStatus.SUCCESSFUL, "one"), (TaskResultStatus.FAILED, None)]
)
def test_on_other_days_nothing_is_tried(
    on_monday: None, status: TaskResultStatus, name: str | None
) -> None:
    make_try(status, name, days_ago=1)
    assert try_backup_weekly.call() == ""


@pytest.mark.django_db
def test_a_sunday_that_was_missed_is_made_up_for(on_monday: None) -> None:
    make_try(TaskResultStatus.SUCCESSFUL, "one", days_ago=8)
    make_try(TaskResultStatus.SUCCESSFUL, "", days_ago=2)
    with pytest.raises(BackupUnusable):
        try_backup_weekly.call()


@contextmanager
def database_beside(request: pytest.FixtureRequest) -> Iterator[None]:
    if connection.vendor == "postgresql":
        yield
        return
    environment = request.getfixturevalue("environment")
    with database_at(environment["DATABASE_URL"].removeprefix("sqlite:///")):
        yield
