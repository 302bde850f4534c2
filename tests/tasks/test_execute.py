"""What becomes of a job: it ends once, is tried again after a failure, and says why it failed."""

from __future__ import annotations

import signal
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import transaction
from django.utils import timezone

from articles.models import Job, Tombstone, Worker
from articles.models.job import JobState
from articles.reporting.words import describe_failure
from articles.tasks import current, elsewhere
from articles.tasks.execute import execute, take, take_next
from articles.tasks.queue import cancel, try_again
from articles.tasks.sweep import KEPT, prune, release_jobs_of, sweep_jobs
from tests.tasks import chores
from tests.worked import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_turned_down(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_rests", {})
    monkeypatch.setattr(elsewhere, "_turned_down", Counter())


def only_job() -> Job:
    return Job.objects.get()


def test_a_job_is_done_and_its_row_says_so(tmp_path: Path) -> None:
    chores.leave_a_mark.enqueue(7, folder=str(tmp_path))
    assert only_job().state is JobState.WAITING
    work_off()
    job = only_job()
    assert (job.state, job.return_value, job.worker) == (JobState.FINISHED, 7, "here")
    assert Tombstone.objects.count() == 1


def test_what_is_rolled_back_enqueues_nothing() -> None:
    with transaction.atomic():
        chores.refuse.enqueue()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_failure_is_tried_again_and_at_last_tells_why() -> None:
    chores.stumble.enqueue()
    work_off()
    job = only_job()
    assert (job.state, job.attempts) == (JobState.FAILED, 2)
    assert job.error == "ValueError: over a stone"


def test_the_next_attempt_waits_longer_each_time() -> None:
    chores.stumble_and_rest.enqueue()
    for rest in (60, 240):
        started = timezone.now()
        work_off()
        job = only_job()
        assert job.state is JobState.WAITING
        assert job.run_after - started == pytest.approx(
            timedelta(seconds=rest), abs=timedelta(seconds=5)
        )
        Job.objects.update(run_after=timezone.now())


def test_what_no_attempt_would_help_is_tried_once() -> None:
    chores.refuse.enqueue()
    work_off()
    assert (only_job().state, only_job().attempts) == (JobState.FAILED, 1)
    assert "no such article" in only_job().error


@pytest.fixture
def _rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """What this process turned down, it may take up again."""
    monkeypatch.setattr(elsewhere, "REST", 0)


def enqueue_unknown() -> None:
    chores.refuse.enqueue()
    Job.objects.update(task_path="articles.store.work.gone")


def test_a_task_that_this_release_lacks_is_left_to_a_worker_that_has_it() -> None:
    enqueue_unknown()
    chores.count_attempts.enqueue()
    assert work_off() == 2
    job = Job.objects.get(task_path="articles.store.work.gone")
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert describe_failure(job) == "This release has no task articles.store.work.gone."
    # It does not snatch it from the other again and again.
    assert work_off() == 0


@pytest.mark.usefixtures("_rested")
def test_what_no_worker_comes_for_fails_with_a_sentence() -> None:
    enqueue_unknown()
    assert work_off() == elsewhere.MOST
    job = only_job()
    assert (job.state, job.error) == (
        JobState.FAILED, "This release has no task articles.store.work.gone.",
    )  # fmt: skip


def test_an_older_release_gives_the_job_of_a_dead_worker_back() -> None:
    enqueue_unknown()
    take_next("killed")
    release_jobs_of("killed")
    assert only_job().state is JobState.WAITING


def test_a_person_lets_a_failed_job_run_anew() -> None:
    chores.count_attempts.enqueue()
    job = only_job()
    assert not try_again(job)
    assert cancel(job, by="anna")
    assert (only_job().state, only_job().error) == (JobState.CANCELLED, "anna")
    assert try_again(job)
    work_off()
    assert (only_job().state, only_job().return_value) == (JobState.FINISHED, 1)
    assert not cancel(job)


def test_a_job_is_claimed_by_one_worker() -> None:
    chores.count_attempts.enqueue()
    job = take_next("one")
    assert job
    assert take_next("other") is None
    assert take(job.pk, "other") is None


def test_what_a_silent_worker_did_goes_to_another_and_its_own_end_does_not_count() -> None:
    chores.count_attempts.enqueue()
    Worker.objects.create(name="silent")
    theirs = take_next("silent")
    assert theirs
    sweep_jobs()
    assert only_job().state is JobState.RUNNING
    Worker.objects.update(seen_at=timezone.now() - timedelta(hours=1))
    sweep_jobs()
    ours = take_next("here")
    assert ours
    execute(theirs)
    assert only_job().state is JobState.RUNNING
    execute(ours)
    assert (only_job().state, only_job().return_value) == (JobState.FINISHED, 2)


def test_a_job_that_ends_every_worker_is_not_tried_for_ever() -> None:
    chores.stumble.enqueue()
    for _attempt in range(2):
        take_next("killed")
        release_jobs_of("killed")
    assert only_job().state is JobState.FAILED
    assert "Its worker ended" in only_job().error


def test_what_ended_long_ago_is_forgotten() -> None:
    chores.refuse.enqueue()
    chores.stumble_and_rest.enqueue()
    work_off()
    assert prune() == 0
    Job.objects.update(finished_at=timezone.now() - 2 * KEPT)
    assert prune() == 2


def test_only_the_job_that_is_meant_is_interrupted() -> None:
    """It may have ended, and the next one begun, since it was looked at."""
    chores.count_attempts.enqueue()
    ended = take_next("here")
    assert ended
    before = signal.getsignal(current.SIGNAL)
    current.listen()
    try:
        interrupted_in(ended, Job())
        with pytest.raises(current.Interrupted):
            interrupted_in(ended, ended)
    finally:
        signal.signal(current.SIGNAL, before)


def interrupted_in(meant: Job, done: Job) -> None:
    with current.doing(done):
        current.interrupt(meant)
        # A signal is heeded by the next line.
        assert current.current_job() is done
