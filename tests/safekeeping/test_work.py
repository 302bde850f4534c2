"""Back-ups are made every day, and tried once a week."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article
from articles.safekeeping.elsewhere import database_at
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


@pytest.mark.django_db
def test_on_other_days_nothing_is_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 5, 4))
    assert try_backup_weekly.call() == ""


@contextmanager
def database_beside(request: pytest.FixtureRequest) -> Iterator[None]:
    if connection.vendor == "postgresql":
        yield
        return
    environment = request.getfixturevalue("environment")
    with database_at(environment["DATABASE_URL"].removeprefix("sqlite:///")):
        yield
