"""Regular work: once over all machines, at its time, and once where its time was missed."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest
from pytest_django.fixtures import Settings

from articles.models import Job
from articles.tasks import schedule
from articles.tasks.schedule import Daily, Hourly, enqueue_due, every_day, load_work
from tests.tasks import chores

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "_entries", {})
    every_day(at=time(3, 15))(chores.refuse)


@pytest.mark.django_db
@pytest.mark.usefixtures("_alone")
def test_a_daily_task_is_enqueued_once_a_day_and_made_up_for_once() -> None:
    path = chores.refuse.module_path
    assert enqueue_due(NOON) == []
    assert enqueue_due(NOON + timedelta(hours=15)) == []
    at_last = NOON + timedelta(hours=15, minutes=15)
    assert enqueue_due(at_last) == [path]
    assert enqueue_due(at_last) == []
    Job.objects.all().delete()
    assert enqueue_due(NOON + timedelta(days=9)) == [path]
    # One that still waits is not asked for twice.
    assert enqueue_due(NOON + timedelta(days=12)) == []
    assert Job.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("_alone")
def test_a_clock_that_was_years_ahead_for_a_while_stops_no_task() -> None:
    path = chores.refuse.module_path
    for moment in (NOON, NOON + timedelta(days=900)):
        enqueue_due(moment)
    Job.objects.all().delete()
    assert enqueue_due(NOON) == []
    assert enqueue_due(NOON + timedelta(days=1)) == [path]


@pytest.mark.django_db
@pytest.mark.usefixtures("_alone")
def test_machines_whose_clocks_differ_a_little_ask_once() -> None:
    enqueue_due(NOON)
    due = NOON + timedelta(hours=15, minutes=15)
    enqueue_due(due)
    Job.objects.all().delete()
    assert enqueue_due(due - timedelta(minutes=5)) == []
    assert enqueue_due(due + timedelta(minutes=5)) == []


def test_the_work_of_each_chapter_is_found() -> None:
    load_work()
    assert {"articles.store.work.purge_trash", "articles.tasks.work.forget_ended_jobs"} <= set(
        schedule._entries
    )


def test_a_day_goes_by_the_clock_of_the_site(settings: Settings) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    assert Daily(time(3)).latest(NOON) == datetime(2026, 3, 9, 18, tzinfo=UTC)
    assert Daily(time(23)).latest(NOON) == datetime(2026, 3, 9, 14, tzinfo=UTC)


def test_an_hour_is_any_hour() -> None:
    assert Hourly(20).latest(NOON) == datetime(2026, 3, 10, 11, 20, tzinfo=UTC)
    assert Hourly(0).latest(NOON) == NOON
