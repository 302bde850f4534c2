"""`jobs`: what goes on in the background, on a terminal."""

from __future__ import annotations

import io

import pytest
from django.core.management import CommandError, call_command

from articles.models import Job, Worker
from articles.models.job import JobState
from tests.tasks import chores
from tests.worked import work_off

pytestmark = pytest.mark.django_db


def jobs(*arguments: str) -> str:
    out = io.StringIO()
    call_command("jobs", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def test_it_shows_what_failed_and_why_and_tries_it_again() -> None:
    chores.refuse.enqueue()
    work_off()
    told = jobs()
    assert "failed     refuse  There is no such article" in told
    assert "No worker answers." in told
    key = str(Job.objects.get().pk)
    jobs("again", key)
    assert Job.objects.get().state is JobState.WAITING
    jobs("cancel", key)
    assert Job.objects.get().state is JobState.CANCELLED
    with pytest.raises(CommandError, match="It is cancelled"):
        jobs("cancel", key)


def test_it_watches_until_nothing_runs_or_waits() -> None:
    Worker.objects.create(name="here")
    assert jobs("watch") == ""


def test_who_watches_is_told_that_nobody_works() -> None:
    assert "No worker answers." in jobs("watch")


def test_a_job_that_is_none_is_told() -> None:
    with pytest.raises(CommandError, match="There is no job"):
        jobs("cancel", "00000000-0000-0000-0000-000000000000")
