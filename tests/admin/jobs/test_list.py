"""The desk's list of background work."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.importing.plan import Options
from articles.importing.record import begin_run
from articles.importing.work import hand_over
from articles.models import ImportRun, Job, Worker
from articles.models.import_run import RunKind, RunState
from articles.models.job import JobState
from articles.tasks.execute import take_next
from tests.admin.page import messages_of
from tests.make import make_editor
from tests.tasks import chores
from tests.worked import work_off

pytestmark = pytest.mark.django_db
ADDRESS = "/admin/articles/job/"


@pytest.fixture
def operator(client: Client) -> Client:
    client.force_login(make_editor("view_job", "change_job"))
    return client


def shown(client: Client, **query: str) -> str:
    return client.get(ADDRESS, query).content.decode()


def press(client: Client, action: str) -> list[str]:
    return list(messages_of(client, client.post(ADDRESS, chosen(action))))


def chosen(action: str) -> dict[str, Any]:
    return {"action": action, "_selected_action": [Job.objects.get().pk]}


def test_it_shows_what_runs_and_how_far_it_is(operator: Client) -> None:
    chores.count_attempts.enqueue()
    job = take_next("here")
    assert job
    Worker.objects.create(name="here", job=job.pk, done=3, total=4)
    page = shown(operator)
    assert 'max="4" value="3"' in page
    assert "1 worker answers." in page


def test_it_shows_what_failed_and_why_and_tries_it_again(operator: Client) -> None:
    chores.stumble.enqueue()
    work_off()
    assert "ValueError: over a stone" in shown(operator, state="failed")
    assert "over a stone" not in shown(operator, state="waiting")
    page = reverse("admin:articles_job_change", args=[Job.objects.get().pk])
    assert "Traceback" in operator.get(page).content.decode()
    assert press(operator, "try_selected_again") == ["Done, for 1 job."]
    assert Job.objects.get().state is JobState.WAITING


def test_it_cancels_a_run_that_waits_and_says_who_did(operator: Client) -> None:
    hand_over(begin_run(RunKind.PREVIEW, Options()))
    assert "No worker answers. The server starts one with itself; or run:" in shown(operator)
    assert press(operator, "cancel_selected") == ["Done, for 1 job."]
    assert ImportRun.objects.get().state is RunState.STOPPED
    assert "by editor" in shown(operator, state="cancelled")
    assert press(operator, "cancel_selected") == ["Only what waits or runs can be cancelled."]
    press(operator, "try_selected_again")
    assert ImportRun.objects.get().is_waiting


def test_who_may_only_look_cannot_cancel(client: Client) -> None:
    client.force_login(make_editor("view_job"))
    chores.refuse.enqueue()
    assert "cancel_selected" not in shown(client)
    client.post(ADDRESS, chosen("cancel_selected"))
    assert Job.objects.get().state is JobState.WAITING
    client.force_login(make_editor("view_article"))
    assert client.get(ADDRESS).status_code == 403


@pytest.mark.parametrize("number", [1, 9])
def test_the_list_takes_as_many_queries_for_any_number_of_jobs(
    operator: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        chores.stumble.enqueue()
    work_off()
    with django_assert_num_queries(8):
        shown(operator)
