"""The list of import runs."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from tests.make import make_editor, make_run, make_running

LIST = "/admin/articles/importrun/"


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    client.force_login(make_editor("view_importrun"))
    return client


def page(client: Client) -> str:
    return client.get(LIST).content.decode()


def test_it_tells_of_a_run_what_was_asked_and_what_came_of_it(operator: Client) -> None:
    editor = make_editor()
    run = make_run(started_by=editor, created=1200, rejected=3, arguments={"paths": ["wire/x"]})
    shown = page(operator)
    assert f'href="{LIST}{run.pk}/change/"' in shown
    assert f"by {editor}" in shown
    assert "1,200" in shown
    assert "20 a second" in shown
    assert "wire/x" in shown


def test_the_newest_run_comes_first(operator: Client) -> None:
    old = make_run(started_at=timezone.now() - timedelta(days=1))
    new = make_run()
    older = make_run(started_at=timezone.now() - timedelta(days=2))
    assert list(operator.get(LIST).context["cl"].result_list) == [new, old, older]


def test_it_tells_how_each_run_stands(operator: Client) -> None:
    now = timezone.now()
    make_running(total=10, created=4)
    make_running(stopped_at=now)
    make_run(undone_at=now)
    make_run()
    shown = page(operator)
    for state in ("running", "stopped", "undone", "finished"):
        assert shown.count(f"state run-{state}") == 1
    assert "40 %" in shown


def test_a_run_that_fell_silent_is_not_told_to_be_running(operator: Client) -> None:
    make_running(seen_at=timezone.now() - timedelta(hours=1))
    assert "run-running" not in page(operator)


def test_a_path_is_no_markup(operator: Client) -> None:
    make_run(arguments={"paths": ["<b>bold</b>"]})
    assert "<b>bold" not in page(operator)


def test_the_list_takes_as_many_queries_for_any_number_of_runs(
    operator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(2):
        for _ in range(3):
            make_run(started_by=make_editor(), created=1)
        with django_assert_num_queries(9):
            operator.get(LIST)
