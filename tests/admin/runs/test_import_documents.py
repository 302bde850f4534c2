"""Documents uploaded on the desk: chosen, looked at, imported once."""

from __future__ import annotations

import io
import json
import os
import re
import zipfile
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.text import capfirst
from pytest_django import DjangoAssertNumQueries

from articles import store
from articles.admin.runs import import_documents as importing
from articles.admin.runs.changes import MOST_ROWS
from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Line
from articles.exchange import documents as uploads
from articles.exchange.bounds import MOST_ARTICLES, MOST_WORK
from articles.exchange.entry import Entry
from articles.exchange.formats import CSV, JSON, XLSX, ExchangeFormat
from articles.importing import pipeline
from articles.importing.write import write_items
from articles.models import (
    Article,
    ImportRun,
    Job,
    Picture,
    RunItem,
    SourceDocument,
    Upload,
    Version,
)
from articles.models.import_run import Outcome, RunKind, RunState
from articles.models.version import Reason
from articles.reporting.words import format_outcome
from tests.admin.page import messages_of
from tests.cpu import counted_calls
from tests.documents.make import SENTENCE, make_document
from tests.documents.reading.packing import packed_workbook, zipped
from tests.documents.reading.pages.make import make_section_page
from tests.make import EDITOR, make_article, make_editor, make_run
from tests.pictures.make import make_file as make_picture_file
from tests.worked import work_off

pytestmark = pytest.mark.django_db

RIGHTS = (*EDITOR, "view_importrun")
ADDRESS = "/admin/articles/importrun/import/"
SECOND = "And the captain, who had slept until noon, could tell nobody what had happened at all."
THIRD = "A third thing was said in the harbour by a man who sold fish and had seen it all before."
DOCUMENT = repr([SENTENCE, SECOND]).encode()


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*RIGHTS))
    return client


def signed_in(*codenames: str) -> Client:
    client = Client()
    client.force_login(make_editor(*codenames))
    return client


def upload(client: Client, content: bytes = DOCUMENT, name: str = "ferry.txt") -> Any:
    return client.post(ADDRESS, {"file": SimpleUploadedFile(name, content)})


def previewed(client: Client, content: bytes = DOCUMENT, name: str = "ferry.txt") -> ImportRun:
    """Upload a file; gives the run of its preview."""
    response = upload(client, content, name)
    assert response.status_code == 302, response.context["form"].errors
    run = ImportRun.objects.filter(kind=RunKind.IMPORT_PREVIEW).latest("pk")
    assert response["Location"] == f"{ADDRESS}{run.pk}/"
    return run


def shown(client: Client, run: ImportRun, query: str = "") -> str:
    return client.get(f"{ADDRESS}{run.pk}/{query}").content.decode()


def confirm(client: Client, run: ImportRun) -> Any:
    return client.post(f"{ADDRESS}{run.pk}/confirm/")


def discard(client: Client, run: ImportRun) -> Any:
    return client.post(f"{ADDRESS}{run.pk}/discard/")


def error_of(client: Client, content: bytes, name: str = "ferry.txt") -> str:
    response = upload(client, content, name)
    assert response.status_code == 200
    [error] = response.context["form"].errors["file"]
    assert not Upload.objects.exists()
    assert not ImportRun.objects.exists()
    return str(error)


def outcomes(run: ImportRun) -> list[str]:
    return [item.outcome for item in run.items.order_by("pk")]


def lines(*documents: dict[str, Any]) -> bytes:
    return "\n".join(map(json.dumps, documents)).encode()


def many(number: int, strings: Sequence[str] = (SENTENCE,)) -> bytes:
    return lines(*({"id": f"wire-{n:02}", "paragraphs": list(strings)} for n in range(number)))


def imported(client: Client, content: bytes = DOCUMENT, name: str = "ferry.txt") -> ImportRun:
    confirm(client, previewed(client, content, name))
    return ImportRun.objects.filter(kind=RunKind.IMPORT).latest("pk")


def edit(article: Article, position: int) -> None:
    row = article.paragraphs.get(position=position)
    document = store.load(article).with_paragraph(row.uid, Kind.BODY, f"{row.markup} By hand.")
    store.save(article.pk, document, base=article.version, reason=Reason.EDIT)


def test_documents_take_the_way_of_the_command(editor: Client, seeds: Path) -> None:
    content = (seeds / "10_live-blog.txt").read_bytes()
    preview = previewed(editor, content, "10_live-blog.txt")
    assert outcomes(preview) == ["created"]
    confirm(editor, preview)
    article = Article.objects.get()
    assert article.external_id == "10_live-blog.txt"
    assert bytes(SourceDocument.objects.get(articles=article).content) == content
    run = ImportRun.objects.get(kind=RunKind.IMPORT)
    assert (run.started_by, run.arguments) == (User.objects.get(), {"upload": "10_live-blog.txt"})
    assert run.preview == preview
    [entry] = LogEntry.objects.all()
    assert (entry.object_id, entry.action_flag) == (str(article.pk), ADDITION)


def test_a_preview_stores_nothing(editor: Client) -> None:
    imported(editor)
    before = (list(Article.objects.values()), Version.objects.count())
    stored = SourceDocument.objects.count()
    LogEntry.objects.all().delete()
    run = previewed(editor, repr([SENTENCE, SECOND + " Corrected."]).encode())
    shown(editor, run)
    assert (list(Article.objects.values()), Version.objects.count()) == before
    assert SourceDocument.objects.count() == stored
    assert not LogEntry.objects.exists()
    assert ImportRun.objects.storing().count() == 1


def test_the_preview_counts_and_leads_on_to_the_run(editor: Client) -> None:
    preview = previewed(editor, many(2))
    page = shown(editor, preview)
    assert "<h1>Import 2 articles?</h1>" in page
    assert "2 documents. Nothing is imported until you confirm it." in page
    response = confirm(editor, preview)
    run = ImportRun.objects.get(kind=RunKind.IMPORT)
    assert response["Location"] == f"/admin/articles/importrun/{run.pk}/change/"
    assert messages_of(editor, response) == ["Import finished: 2 created."]


def test_documents_imported_again_are_unchanged_or_updated(editor: Client) -> None:
    imported(editor)
    assert outcomes(previewed(editor)) == ["unchanged"]
    changed = previewed(editor, repr([SENTENCE, SECOND, "More."]).encode())
    assert outcomes(changed) == ["updated"]
    confirm(editor, changed)
    assert LogEntry.objects.filter(action_flag=CHANGE).count() == 1


def test_where_nothing_would_change_there_is_nothing_to_import(editor: Client) -> None:
    imported(editor)
    page = shown(editor, previewed(editor))
    assert "Nothing would change, so there is nothing to import." in page
    assert "confirm/" in page
    assert ">Import</button>" not in page
    assert ">Discard</button>" in page


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome"),
    [(0, 1, Outcome.MERGED), (1, 1, Outcome.CONFLICT)],
    ids=["merged", "conflict"],
)
def test_documents_of_an_edited_article_are_merged(
    editor: Client, ours: int, theirs: int, outcome: Outcome
) -> None:
    imported(editor)
    edit(Article.objects.get(), ours)
    strings = [SENTENCE, SECOND]
    strings[theirs] += " Corrected."
    preview = previewed(editor, repr(strings).encode())
    assert outcomes(preview) == [outcome]
    told = messages_of(editor, confirm(editor, preview))[-1]
    assert told == f"Import finished: 1 {format_outcome(outcome)}."


def test_it_marks_the_words_that_change(editor: Client) -> None:
    imported(editor)
    page = shown(editor, previewed(editor, repr([SENTENCE, f"{SECOND} Corrected."]).encode()))
    assert " <ins>Corrected.</ins>" in page


def test_of_thousands_of_changes_in_an_article_the_first_are_shown(editor: Client) -> None:
    imported(editor, many(1, [f"Passenger {n} wanted her money back." for n in range(250)]))
    changed = many(1, [f"Passenger {n} wanted all her money back." for n in range(250)])
    page = shown(editor, previewed(editor, changed))
    assert page.count(" <ins>all</ins>") == MOST_ROWS
    assert "And 51 more changes." in page


def test_what_both_changed_is_shown_as_the_source_has_it(editor: Client) -> None:
    imported(editor)
    edit(Article.objects.get(), 0)
    edit(Article.objects.get(), 1)
    page = shown(editor, previewed(editor, repr([SENTENCE, f"{SECOND} Corrected."]).encode()))
    assert "It stays as it is until somebody decides" in page
    assert page.count(" <del>By hand") == 1
    assert " <del>By hand</del> <ins>Corrected</ins>" in page
    assert "It reads the same" not in page


@pytest.mark.parametrize(
    ("theirs", "marked"),
    [
        ([f"{SENTENCE} Corrected.", f"{SECOND} Corrected."], 2),
        ([f"{SENTENCE} {SECOND} Corrected."], 2),
        ([f"{SENTENCE[:40]} Corrected.", f"{SENTENCE[40:]} Corrected.", f"{SECOND} Corrected."], 3),
    ],
    ids=["each", "joined", "split"],
)
def test_all_paragraphs_that_both_changed_are_shown(
    editor: Client, theirs: list[str], marked: int
) -> None:
    imported(editor, repr([SENTENCE, SECOND, THIRD]).encode())
    edit(Article.objects.get(), 0)
    edit(Article.objects.get(), 1)
    preview = previewed(editor, repr([*theirs, THIRD]).encode())
    [change] = editor.get(f"{ADDRESS}{preview.pk}/").context["changes"]
    assert change.item.outcome == Outcome.CONFLICT
    assert len(change.disputed) == marked


def test_a_document_that_reads_the_same_says_so(editor: Client) -> None:
    imported(editor)
    page = shown(editor, previewed(editor, repr([SENTENCE, "", SECOND]).encode()))
    assert "It reads the same" in page


def test_the_text_of_a_new_article_is_shown_as_it_will_be(editor: Client) -> None:
    promo = "Get the Hesk app for the tides, the ferries and the weather every morning."
    strings = [SENTENCE, "<b onclick=go()>Why it happened</b>", SECOND, promo, "© 2026 The Courier"]
    document = {"id": "a", "title": "A <ferry>", "authors": ["Pia Holm"], "paragraphs": strings}
    run = previewed(editor, lines(document), "a.json")
    page = shown(editor, run)
    assert "<bdi>A &lt;ferry&gt;</bdi>" in page
    assert "Pia Holm" in page
    assert "Why it happened</h3>" in page
    assert SECOND in page
    assert re.search(r"2 sections, \d paragraphs, \d of them noise", page)
    assert "1 attribute onclick of &lt;b&gt;" in page
    confirm(editor, run)
    [article] = Article.objects.all()
    assert [section.heading for section in article.sections.all()] == ["", "Why it happened"]


def test_what_cleaning_removed_in_all_documents_is_counted(editor: Client) -> None:
    page = shown(editor, previewed(editor, many(3, ["<b onclick=go()>Fog</b> in Hesk."])))
    assert "Cleaning removed 3 attributes." in page


def test_it_does_not_run_what_it_shows(editor: Client) -> None:
    document = {"id": "<script>alert(1)</script>", "title": "<script>alert(2)</script>",
                "paragraphs": ["<script>alert(3)</script>Fog &lt;script&gt;alert(4)"]}  # fmt: skip
    page = shown(editor, previewed(editor, lines(document), "<script>alert(5).json"))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_a_rejected_document_names_its_line_reason_and_hint(editor: Client) -> None:
    content = b'{"id": "a", "paragraphs": ["One."]}\n{"id": "b", "paragraphs": 3}\n'
    preview = previewed(editor, content, "two.jsonl")
    assert outcomes(preview) == ["created", "rejected"]
    item = preview.items.get(outcome=Outcome.REJECTED)
    page = shown(editor, preview, "?outcome=rejected")
    assert item.where == "two.jsonl, line 2"
    assert "two.jsonl, line 2" in page
    assert escape(capfirst(item.reason)) in page
    assert escape(item.hint) in page


def test_the_rejected_are_named_after_the_import_to_those_who_see_no_runs() -> None:
    client = signed_in(*EDITOR)
    content = b'{"id": "a", "paragraphs": ["One."]}\n{"id": "b", "paragraphs": 3}\n'
    run = previewed(client, content, "two.jsonl")
    page = shown(client, run)
    assert "Import 1 article?" in page
    assert 'href="/admin/articles/importrun/"' not in page
    response = confirm(client, run)
    assert response["Location"] == reverse("admin:articles_article_changelist")
    finished, rejected = messages_of(client, response)
    assert finished == "Import finished: 1 created, 1 rejected."
    assert rejected.startswith("two.jsonl, line 2: ")


def test_articles_are_found_by_outcome_and_walked_through(editor: Client) -> None:
    run = previewed(editor, many(12) + b'\n{"id": "x", "paragraphs": 3}')
    first = editor.get(f"{ADDRESS}{run.pk}/?outcome=created")
    assert [each.item.external_id for each in first.context["changes"]][-1] == "wire-09"
    second = editor.get(f"{ADDRESS}{run.pk}/{first.context['next']}")
    assert [each.item.external_id for each in second.context["changes"]] == ["wire-10", "wire-11"]
    assert all(each.text for each in second.context["changes"])


@pytest.mark.parametrize("number", [1, 12])
def test_a_page_takes_as_many_queries_for_any_number_of_articles(
    editor: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    imported(editor, many(number))
    run = previewed(editor, many(number, [SENTENCE, SECOND]))
    with django_assert_num_queries(22):
        shown(editor, run)


def test_what_was_changed_since_the_preview_is_decided_anew_and_told(editor: Client) -> None:
    imported(editor)
    preview = previewed(editor, repr([SENTENCE, f"{SECOND} Corrected."]).encode())
    edit(Article.objects.get(), 1)
    assert "by now it would be in conflict" in shown(editor, preview)
    response = confirm(editor, preview)
    page = editor.get(response["Location"]).content.decode()
    assert "Articles were changed after the preview, which had shown: 1 updated." in page
    assert ImportRun.objects.latest("pk").conflict == 1
    assert "By hand." in Article.objects.get().paragraphs.get(position=1).markup


def test_it_is_told_to_those_who_see_no_runs_too() -> None:
    client = signed_in(*EDITOR)
    confirm(client, previewed(client))
    preview = previewed(client, repr([SENTENCE, f"{SECOND} Corrected."]).encode())
    edit(Article.objects.get(), 1)
    told = messages_of(client, confirm(client, preview))
    assert told[-1].startswith("Articles were changed after the preview")


def test_a_run_as_it_was_previewed_says_nothing_of_that(editor: Client) -> None:
    response = confirm(editor, previewed(editor))
    assert "after the preview" not in editor.get(response["Location"]).content.decode()


def test_two_documents_of_one_key_are_told_apart(editor: Client) -> None:
    content = lines(
        {"id": "a", "title": "First", "paragraphs": [SENTENCE]},
        {"id": "a", "title": "Second", "paragraphs": [SECOND]},
    )
    run = previewed(editor, content)
    assert outcomes(run) == ["created", "rejected"]
    page = shown(editor, run)
    assert "<bdi>First</bdi>" in page
    assert "has the same key" in page.lower()


def test_two_documents_at_one_place_are_told_apart(editor: Client) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.txt", DOCUMENT)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", repr(["Other."]))
    run = previewed(editor, stream.getvalue(), "a.zip")
    assert outcomes(run) == ["created", "rejected"]
    page = shown(editor, run, "?outcome=created")
    assert "Show the text" in page
    assert "by now it would be" not in page


@pytest.mark.parametrize(
    "codenames", [("view_article",), ("change_article",), ("add_article", "view_importrun")]
)
def test_an_import_takes_the_rights_to_add_and_to_change(codenames: tuple[str, ...]) -> None:
    client = signed_in(*codenames)
    assert client.get(ADDRESS).status_code == 403
    assert upload(client).status_code == 403
    assert not Upload.objects.exists()


def test_staff_who_lost_the_right_cannot_confirm(editor: Client) -> None:
    run = previewed(editor)
    User.objects.get().user_permissions.clear()
    assert confirm(editor, run).status_code == 403
    assert discard(editor, run).status_code == 403
    assert not Article.objects.exists()


def test_nobody_sees_or_has_the_upload_of_another(editor: Client) -> None:
    run = previewed(editor)
    other = signed_in(*RIGHTS)
    assert other.get(f"{ADDRESS}{run.pk}/").status_code == 404
    assert confirm(other, run).status_code == 404
    assert discard(other, run).status_code == 404
    assert not Article.objects.exists()
    assert Upload.objects.exists()
    assert other.get(f"/admin/articles/importrun/{run.pk}/change/", follow=True).status_code == 404


def test_the_page_of_runs_leads_to_the_preview(editor: Client) -> None:
    run = previewed(editor)
    response = editor.get(f"/admin/articles/importrun/{run.pk}/change/")
    assert response["Location"] == f"{ADDRESS}{run.pk}/"


@pytest.mark.parametrize("kind", [RunKind.IMPORT, RunKind.PREVIEW, RunKind.REPARSE])
def test_another_run_is_no_preview_of_an_upload(editor: Client, kind: RunKind) -> None:
    run = make_run(kind=kind, started_by=User.objects.get())
    assert editor.get(f"{ADDRESS}{run.pk}/").status_code == 404
    assert confirm(editor, run).status_code == 404


def test_a_preview_cannot_be_undone_or_parsed_again(editor: Client, admin_client: Client) -> None:
    run = previewed(editor)
    assert admin_client.post(f"/admin/articles/importrun/{run.pk}/apply/").status_code == 404
    page = admin_client.get(f"/admin/articles/importrun/{run.pk}/undo/").content.decode()
    assert "There is nothing to undo." in page


@pytest.mark.parametrize("name", ["confirm", "discard"])
def test_a_link_cannot_import_or_discard(editor: Client, name: str) -> None:
    run = previewed(editor)
    assert editor.get(f"{ADDRESS}{run.pk}/{name}/").status_code == 405


def test_a_large_upload_is_imported_by_a_worker_from_where_it_was_stopped(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(pipeline, "BATCH", 1)
    preview = previewed(editor, many(3))
    response = confirm(editor, preview)
    run = ImportRun.objects.get(kind=RunKind.IMPORT)
    assert response["Location"] == f"/admin/articles/importrun/{run.pk}/change/"
    assert "goes on in the background" in messages_of(editor, response)[-1]
    assert "No worker has begun with it yet." in editor.get(response["Location"]).content.decode()
    assert "confirmed already" in messages_of(editor, confirm(editor, preview))[-1]
    with monkeypatch.context() as stopping:
        stopping.setattr(pipeline, "write_items", stop_at_second(write_items))
        work_off()
    run.refresh_from_db()
    assert (run.state, run.created) == (RunState.STOPPED, 1)
    Job.objects.update(run_after=run.started_at)
    work_off()
    run.refresh_from_db()
    assert (run.state, run.created, run.items.count()) == (RunState.FINISHED, 3, 3)
    assert Article.objects.count() == LogEntry.objects.filter(action_flag=ADDITION).count() == 3
    assert not Upload.objects.exists()


def stop_at_second(act: Callable[..., None]) -> Callable[..., None]:
    calls = iter([act])

    def stopping(*args: Any) -> None:
        next(calls, stop)(*args)

    return stopping


def stop(*args: Any) -> None:
    raise RuntimeError("stopped")


def test_a_confirmed_upload_that_was_erased_is_told(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_AT_ONCE", 0)
    confirm(editor, previewed(editor))
    Upload.objects.all().delete()
    work_off()
    assert ImportRun.objects.get(kind=RunKind.IMPORT).state is RunState.STOPPED
    assert "Upload it again" in Job.objects.get().error


@pytest.mark.usefixtures("own_pictures")
def test_an_archive_brings_its_pictures(editor: Client) -> None:
    figure = '<figure><img src="images/a.jpg" alt="A ferry"></figure>'
    document = repr([SENTENCE, figure, SECOND]).encode()
    content = zipped({"a.txt": document, "images/a.jpg": make_picture_file()})
    preview = previewed(editor, content, "sent.zip")
    assert "1 picture would come in." in shown(editor, preview)
    assert not Picture.objects.exists()
    confirm(editor, preview)
    run = ImportRun.objects.get(kind=RunKind.IMPORT)
    assert (run.pictures, Picture.objects.count()) == (1, 1)
    assert Picture.objects.get().uploaded_by == User.objects.get()
    page = editor.get(f"/admin/articles/importrun/{run.pk}/change/").content.decode()
    assert "1 picture came in." in page


@pytest.mark.usefixtures("own_pictures")
def test_many_pictures_come_in_in_the_background(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "MOST_PICTURES_AT_ONCE", 0)
    figure = '<figure><img src="a.jpg" alt="A ferry"></figure>'
    document = repr([SENTENCE, figure, SECOND]).encode()
    preview = previewed(editor, zipped({"a.txt": document, "a.jpg": make_picture_file()}), "a.zip")
    confirm(editor, preview)
    assert not Picture.objects.exists()
    work_off()
    assert ImportRun.objects.get(kind=RunKind.IMPORT).pictures == 1


def test_an_upload_is_gone_once_it_is_confirmed(editor: Client) -> None:
    preview = previewed(editor)
    confirm(editor, preview)
    assert not Upload.objects.exists()
    response = confirm(editor, preview)
    assert "confirmed already" in messages_of(editor, response)[-1]
    assert Article.objects.count() == 1
    run = ImportRun.objects.get(kind=RunKind.IMPORT)
    page = shown(editor, preview)
    assert f'<a href="/admin/articles/importrun/{run.pk}/change/">{run.name}</a> has stored' in page
    assert ">Import</button>" not in page


def test_an_upload_expires_and_the_next_one_purges_it(editor: Client) -> None:
    preview = previewed(editor)
    Upload.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    response = confirm(editor, preview)
    assert "upload the file again" in messages_of(editor, response)[-1]
    assert not Article.objects.exists()
    page = shown(editor, preview)
    assert "kept for an hour and is gone" in page
    assert ">Import</button>" not in page
    fresh = previewed(editor)
    assert [upload.preview for upload in Upload.objects.all()] == [fresh]


def test_what_is_discarded_leaves_nothing(editor: Client) -> None:
    response = discard(editor, previewed(editor))
    assert response["Location"] == ADDRESS
    assert messages_of(editor, response) == ["Discarded. Nothing was imported."]
    assert not Upload.objects.exists()
    assert not ImportRun.objects.exists()
    assert not RunItem.objects.exists()


def test_what_was_imported_cannot_be_discarded(editor: Client) -> None:
    preview = previewed(editor)
    confirm(editor, preview)
    assert "confirmed already" in messages_of(editor, discard(editor, preview))[-1]
    assert Article.objects.exists()
    assert ImportRun.objects.filter(pk=preview.pk).exists()


def test_an_upload_is_claimed_before_it_is_imported(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = previewed(editor)
    others: list[Any] = []
    read_upload = uploads.read_upload

    def meanwhile(*arguments: Any) -> Any:
        monkeypatch.undo()
        others.append(confirm(editor, preview))
        return read_upload(*arguments)

    monkeypatch.setattr(uploads, "read_upload", meanwhile)
    confirm(editor, preview)
    assert "confirmed already" in str(*get_messages(others[0].wsgi_request))
    assert Article.objects.count() == 1
    assert ImportRun.objects.filter(kind=RunKind.IMPORT).count() == 1


def test_an_upload_waits_on_where_its_import_fails(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    preview = previewed(editor)
    editor.raise_request_exception = False
    monkeypatch.setattr("articles.importing.pipeline.write", Mock(side_effect=RuntimeError))
    assert confirm(editor, preview).status_code == 500
    monkeypatch.undo()
    assert not ImportRun.objects.filter(kind=RunKind.IMPORT).exists()
    confirm(editor, preview)
    assert Article.objects.count() == 1


def test_old_previews_go_with_the_next_one(editor: Client) -> None:
    old = previewed(editor)
    ImportRun.objects.update(started_at=timezone.now() - timedelta(days=2))
    previewed(editor)
    assert not ImportRun.objects.filter(pk=old.pk).exists()


def test_the_pages_have_no_inline_script_or_style(editor: Client) -> None:
    run = previewed(editor, many(12))
    for page in (editor.get(ADDRESS).content.decode(), shown(editor, run)):
        assert re.findall(r"<style|<script(?![^>]*\bsrc=)|<[^>]*\s(?:style|on\w+)=", page) == []


def test_the_lists_lead_to_it(editor: Client) -> None:
    for name in ("article", "importrun"):
        page = editor.get(f"/admin/articles/{name}/").content.decode()
        assert f'href="{ADDRESS}"' in page
    response = signed_in("view_article", "view_importrun").get("/admin/articles/importrun/")
    assert ADDRESS not in response.content.decode()


def test_previews_are_not_among_the_runs(editor: Client) -> None:
    previewed(editor, name="nobody-sees-this.txt")
    assert "nobody-sees-this" not in editor.get("/admin/articles/importrun/").content.decode()


@pytest.mark.parametrize("exchanged", [CSV, XLSX, JSON], ids=["csv", "xlsx", "json"])
def test_an_exported_table_is_pointed_to_its_page(
    editor: Client, exchanged: type[ExchangeFormat]
) -> None:
    entries = [Entry("a", "a", 1, make_document(headline=Line(name))) for name in ("One", "Two")]
    response = upload(editor, exchanged().write(entries), f"articles.{exchanged.NAME}")
    [error] = response.context["form"].errors["file"]
    assert "that the desk exported" in error
    assert "Import tables" in error
    assert f'href="{reverse("admin:articles_article_import")}"' in response.content.decode()


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"\xff\xfeN\0o\0", "a.txt", "UTF-16"),
        (b"   \n", "a.txt", "is empty"),
        (b"no document at all", "a.bin", "in no format that is read here"),
        (b'{"paragraphs": 3}', "a.json", "a.json"),
        (b"[" * 100_000, "a.json", ""),
        (b"['One.'", "a.txt", ""),
        (b"PK\x03\x04 broken", "a.zip", ""),
        (zipped({}), "a.zip", "document"),
        (zipped({"x/a.txt": b"  "}), "a.zip", "x/a.txt"),
    ],
    ids=["utf-16", "empty", "unknown", "wrong", "deep", "broken", "cut", "none", "inside"],
)
def test_a_file_without_a_document_is_refused_on_the_form(
    editor: Client, content: bytes, name: str, reason: str
) -> None:
    error = error_of(editor, content, name)
    assert error.startswith("The file ")
    assert reason.replace("a.json", "") in error


def test_no_file_is_told_on_the_form(editor: Client) -> None:
    assert editor.post(ADDRESS, {}).context["form"].errors["file"]
    assert error_of(editor, b"") == "The submitted file is empty."


def test_a_file_over_the_bound_points_to_the_command(editor: Client) -> None:
    assert "import_articles" in error_of(editor, b" " * (16 * 2**20 + 1))


def test_more_articles_than_the_bound_point_to_the_command(editor: Client) -> None:
    assert outcomes(previewed(editor, many(MOST_ARTICLES))) == ["created"] * MOST_ARTICLES
    discard(editor, ImportRun.objects.get())
    assert "import_articles" in error_of(editor, many(MOST_ARTICLES + 1))


@pytest.mark.parametrize(
    ("html", "strings", "what"),
    [("<b>a</b>" * 800, 10, "tags and entities"), ("a", 4_000, "sections and paragraphs")],
)
def test_an_upload_that_would_take_long_is_refused_before_it_does(
    editor: Client, monkeypatch: pytest.MonkeyPatch, html: str, strings: int, what: str
) -> None:
    clean = Mock(wraps=markup.clean)
    monkeypatch.setattr(markup, "clean", clean)
    error = error_of(editor, many(4, [html] * strings))
    assert what in error
    assert "import_articles" in error
    assert sum(markup.complexity(call.args[0]) for call in clean.call_args_list) <= MOST_WORK


def test_the_work_of_an_upload_grows_no_faster_than_its_parts(editor: Client) -> None:
    _warming_up, few, twice, four_times = (steps_of(editor, n) for n in (5, 50, 100, 200))
    for step, (first, second, third) in enumerate(zip(few, twice, four_times, strict=True)):
        assert third - second < 2.4 * (second - first), step


def steps_of(editor: Client, parts: int) -> list[int]:
    """The calls that an upload of so many parts takes, another that changes them all, its page."""
    strings = [f"Passenger {number} wanted her money back." for number in range(parts)]
    with counted_calls() as previewing:
        first = previewed(editor, lines({"id": f"of-{parts}", "paragraphs": strings}))
    confirm(editor, first)
    changed = [f"{string} At once." for string in strings]
    with counted_calls() as changing:
        second = previewed(editor, lines({"id": f"of-{parts}", "paragraphs": changed}))
    with counted_calls() as showing:
        assert "At once" in shown(editor, second)
    return [step.number for step in (previewing, changing, showing)]


def test_a_document_over_its_own_bound_costs_only_itself(editor: Client) -> None:
    heavy = {"id": "heavy", "paragraphs": ["<b>a</b>" * 800] * 30}
    run = previewed(editor, lines(heavy, {"id": "light", "paragraphs": ["One."]}))
    assert outcomes(run) == ["rejected", "created"]


def test_an_archive_of_documents_is_taken_within_the_bounds(editor: Client) -> None:
    run = previewed(editor, zipped({f"{name}.txt": DOCUMENT for name in "ab"}), "two.zip")
    assert [(item.outcome, item.where) for item in run.items.order_by("pk")] == [
        ("created", "two.zip/a.txt"), ("created", "two.zip/b.txt"),
    ]  # fmt: skip
    assert shown(editor, run).count("Show the text") == 2


def test_an_archive_of_too_many_documents_points_to_the_command(editor: Client) -> None:
    content = zipped({f"{number}.txt": DOCUMENT for number in range(MOST_ARTICLES + 1)})
    assert "import_articles" in error_of(editor, content, "a.zip")


def test_an_archive_that_is_a_bomb_is_read_no_further(editor: Client) -> None:
    blank = (b" " * 5_000 + b"\n") * 4_000
    content = zipped({"a.bin": os.urandom(2**18), "b.jsonl": b'["One."]\n' + blank})
    run = previewed(editor, content, "a.zip")
    assert outcomes(run) == ["skipped", "created", "rejected"]
    assert "unpacks to more than 16 MB" in shown(editor, run).lower().replace("mb", "MB")


def test_workbooks_of_documents_are_bounded_as_tables_are(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("openpyxl.load_workbook")
    content = packed_workbook(b"0" * 9 * 2**20)
    assert "unpacks to more than 8 MB" in error_of(editor, content, "a.xlsx")
    inside = error_of(editor, zipped({"a.xlsx": content}), "a.zip")
    assert "not read from archives here" in inside


def test_an_article_made_at_the_desk_stays_and_follows_the_document(editor: Client) -> None:
    article = make_article(make_document(headline=Line("Boats")))
    Article.objects.filter(pk=article.pk).update(external_id="ferry.txt")
    run = previewed(editor)
    shown(editor, run)
    confirm(editor, run)
    article.refresh_from_db()
    assert (article.headline, article.source_id is not None) == ("Boats", True)


def test_a_section_page_is_imported_only_where_that_is_ticked(editor: Client) -> None:
    page = make_section_page().encode()
    left_out = previewed(editor, page, "news.html")
    assert left_out.counts[Outcome.SKIPPED] == 1
    file = SimpleUploadedFile("news.html", page)
    editor.post(ADDRESS, {"file": file, "section_pages": "on"})
    wanted = ImportRun.objects.filter(kind=RunKind.IMPORT_PREVIEW).latest("pk")
    assert "The ferry of day 3 has sailed" in shown(editor, wanted)
    editor.post(f"{ADDRESS}{wanted.pk}/confirm/")
    assert Article.objects.count() == 1


def test_several_files_are_one_import(editor: Client) -> None:
    """Two of one name are two documents."""
    files = [
        SimpleUploadedFile("quay.txt", DOCUMENT),
        SimpleUploadedFile("quay.txt", repr([THIRD, SECOND]).encode()),
        SimpleUploadedFile("pier.txt", repr([SECOND, THIRD, SENTENCE]).encode()),
    ]
    preview = editor.post(ADDRESS, {"file": files})["Location"]
    page = editor.get(preview)
    assert page.context["name"] == "3 files.zip"
    assert page.context["run"].counts[Outcome.CREATED] == 3
    editor.post(f"{preview}confirm/")
    assert Article.objects.count() == 3
