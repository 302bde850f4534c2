"""The desk's way to take an import back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.admin.runs import undo as undoing
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun, Job
from articles.models.version import Reason
from tests.admin.page import messages_of
from tests.documents.make import SENTENCE, make_document, make_source
from tests.make import EDITOR, make_editor
from tests.worked import work_off

RIGHTS = (*EDITOR, "view_importrun", "undo_importrun")


@pytest.fixture
def operator(client: Client, db: None) -> Client:
    """The browser of somebody who may undo imports."""
    client.force_login(make_editor(*RIGHTS))
    return client


def run(*keys: str, text: str = SENTENCE) -> ImportRun:
    importing = import_documents([make_source(text, external_id=key) for key in keys], Options())
    list(importing)
    assert importing.run
    return importing.run


def edit(key: str) -> None:
    article = Article.objects.get(external_id=key)
    store.save(article.pk, make_document(), base=article.version, reason=Reason.EDIT)


def page_of(record: ImportRun, name: str = "undo") -> str:
    return reverse(f"admin:articles_importrun_{name}", args=[record.pk])


def shown(client: Client, record: ImportRun) -> str:
    return client.get(page_of(record)).content.decode()


def press(client: Client, record: ImportRun, **fields: str) -> Any:
    return client.post(page_of(record), fields)


def test_it_tells_what_would_happen_and_changes_nothing(operator: Client) -> None:
    run("a", "b")
    record = run("a", "b", "c", text="New words.")
    edit("b")
    page = shown(operator, record)
    assert "1 article that it made would be deleted" in page
    assert "1 article that it changed would be as before" in page
    assert "1 article was changed since and would be left" in page
    assert "A ferry leaves on time</bdi></a>: version 3 was saved by somebody on " in page
    assert Article.objects.count() == 3


def test_the_button_undoes_it_in_the_name_of_who_pressed_it(operator: Client) -> None:
    record = run("a", "b")
    response = press(operator, record)
    assert response["Location"] == page_of(record, "change")
    assert messages_of(operator, response) == ["Undone: 2 deleted."]
    record.refresh_from_db()
    assert record.undone_by == response.wsgi_request.user
    assert not Article.objects.exists()


def test_what_was_changed_since_is_left_until_it_is_asked_for(operator: Client) -> None:
    record = run("a", "b")
    edit("b")
    response = press(operator, record)
    assert messages_of(operator, response) == ["Undone: 1 deleted, 1 left."]
    assert response["Location"] == page_of(record)
    assert "It was undone on " in shown(operator, record)
    press(operator, record, force="on")
    assert not Article.objects.exists()
    assert "There is nothing left to undo" in shown(operator, record)


def test_one_that_is_running_cannot_be_undone(operator: Client) -> None:
    record = run("a")
    ImportRun.objects.update(finished_at=None)
    assert "still running" in shown(operator, record)
    press(operator, record)
    assert Article.objects.exists()


def test_a_large_one_is_left_to_a_worker(operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undoing, "MOST_AT_ONCE", 1)
    record = run("a", "b")
    assert f"import_runs undo {record.pk} --dry-run" in shown(operator, record)
    press(operator, record)
    assert Article.objects.count() == 2
    work_off()
    assert not Article.objects.exists()
    assert Job.objects.get().return_value == "2 deleted"


@pytest.mark.parametrize("missing", ["view_importrun", "undo_importrun"])
def test_it_needs_a_right_of_its_own(client: Client, db: None, missing: str) -> None:
    client.force_login(make_editor(*(right for right in RIGHTS if right != missing)))
    record = run("a")
    assert client.get(page_of(record)).status_code == 403
    assert press(client, record).status_code == 403
    assert client.get("/admin/articles/importrun/999999/undo/").status_code == 403
    assert Article.objects.exists()


def test_the_run_leads_to_it_who_may(operator: Client) -> None:
    record = run("a")
    assert page_of(record) in operator.get(page_of(record, "change")).content.decode()
    operator.force_login(make_editor("view_importrun"))
    assert page_of(record) not in operator.get(page_of(record, "change")).content.decode()


def test_there_must_be_such_a_run(operator: Client) -> None:
    assert operator.get("/admin/articles/importrun/999999/undo/").status_code == 404


def test_it_takes_as_many_queries_for_any_length(
    operator: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for keys in ("a", "bcdef"):
        record = run(*keys)
        edit(keys[-1])
        with django_assert_num_queries(25):
            shown(operator, record)
