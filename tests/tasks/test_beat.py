"""Who is taken for dead: one that is silent, by a clock that may be set while workers live."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Job, Worker
from articles.models.job import JobState, silence
from articles.tasks.beat import Beat
from articles.tasks.execute import take_next
from tests.tasks import chores

pytestmark = pytest.mark.django_db


@pytest.fixture
def _silent_neighbour() -> None:
    chores.count_attempts.enqueue()
    take_next("neighbour")
    Worker.objects.create(name="neighbour", seen_at=timezone.now() - 2 * silence())


@pytest.mark.usefixtures("_silent_neighbour")
def test_a_silent_workers_job_goes_to_another() -> None:
    Beat("here")._beat()
    assert Job.objects.get().state is JobState.WAITING


@pytest.mark.usefixtures("_silent_neighbour")
@pytest.mark.parametrize("hours", [2, -2])
def test_nobody_is_taken_for_dead_right_after_the_clock_was_set(
    monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    """All others seem silent then, or of the future, until they have spoken again."""
    beat = Beat("here")
    now = time.time
    monkeypatch.setattr(time, "time", lambda: now() + hours * 3600)
    beat._beat()
    assert Job.objects.get().state is JobState.RUNNING


def test_who_was_last_heard_of_by_a_clock_that_was_ahead_is_not_alive() -> None:
    Worker.objects.create(name="dead", seen_at=timezone.now() + timedelta(days=400))
    Worker.objects.create(name="a little ahead", seen_at=timezone.now() + silence() / 2)
    assert [each.name for each in Worker.objects.alive()] == ["a little ahead"]
    assert [each.name for each in Worker.objects.abandoned()] == ["dead"]
