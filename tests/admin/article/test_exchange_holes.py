"""Holes that import-export leaves open by default, each closed here."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.documents import markup
from articles.documents.article.model import Line
from articles.exchange import workbook
from articles.exchange.bounds import MOST_ARTICLES, MOST_WORK, TO_DOCUMENTS, WORKBOOK
from articles.exchange.entry import Entry
from articles.exchange.formats import (
    CSV,
    FORMATS,
    JSON,
    XLSX,
    ExchangeFormat,
)
from articles.exchange.report import Report
from articles.exchange.resources import ArticleResource
from articles.models import Article, Upload
from articles.reporting.formulas import escaped, unescaped
from tests.admin.article.exchanged import (
    CONFIRM,
    EXPORT,
    IMPORT,
    confirm,
    export,
    number_of,
    outcomes,
    preview,
    texts_of,
)
from tests.documents.make import make_document, make_paragraph, make_section
from tests.documents.reading.packing import packed_workbook, zipped
from tests.documents.reading.tables.make import as_xlsx
from tests.make import EDITOR, make_article, make_editor

pytestmark = pytest.mark.django_db

SHEET = "xl/worksheets/sheet1.xml"
ARTICLE = JSON().write([Entry("articles.file", "", None, make_document())])


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*EDITOR))
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def key_of(previewed: Any) -> str:
    return str(previewed.context["confirm_form"]["import_file_name"].value())


def error_of(editor: Client, exchanged: type[ExchangeFormat], content: bytes) -> str:
    response = preview(editor, exchanged, content)
    assert response.status_code == 200
    [error] = response.context["form"].errors["import_file"]
    return str(error)


@pytest.mark.parametrize("name", [IMPORT, EXPORT])
@pytest.mark.parametrize("codenames", [("view_link",), ("delete_article",)])
def test_staff_without_the_permissions_get_neither_page(
    name: str, codenames: tuple[str, ...]
) -> None:
    assert signed_in(make_editor(*codenames)).get(reverse(name)).status_code == 403


@pytest.mark.parametrize(
    "codenames", [("view_article",), ("change_article",), ("add_article", "view_article")]
)
def test_an_import_takes_the_permissions_to_add_and_to_change(codenames: tuple[str, ...]) -> None:
    client = signed_in(make_editor(*codenames))
    assert client.get(reverse(IMPORT)).status_code == 403
    assert preview(client, JSON, ARTICLE).status_code == 403
    assert not Upload.objects.exists()


def test_staff_who_lost_the_permission_cannot_confirm(editor: Client) -> None:
    key = key_of(preview(editor, JSON, ARTICLE))
    User.objects.get().user_permissions.clear()
    response = editor.post(reverse(CONFIRM), {"import_file_name": key})
    assert response.status_code == 403
    assert not Article.objects.exists()


def test_an_export_takes_the_permission_to_view() -> None:
    make_article()
    client = signed_in(make_editor("add_article"))
    response = client.post(reverse(EXPORT), {"resource": 0, "format": number_of(CSV)})
    assert response.status_code == 403


def test_a_confirmation_reads_and_deletes_no_file(editor: Client) -> None:
    with tempfile.NamedTemporaryFile(suffix=".txt") as file:
        file.write(ARTICLE)
        file.flush()
        data = {
            "import_file_name": Path(file.name).name,
            "original_file_name": "a.txt",
            "format": number_of(JSON),
        }
        response = editor.post(reverse(CONFIRM), data)
        assert Path(file.name).exists()
    assert response.status_code == 302
    assert "upload the file again" in texts_of(response)[0]
    assert not Article.objects.exists()


def test_nobody_confirms_the_upload_of_another(editor: Client) -> None:
    key = key_of(preview(editor, JSON, ARTICLE))
    response = signed_in(make_editor(*EDITOR)).post(reverse(CONFIRM), {"import_file_name": key})
    assert response.status_code == 302
    assert not Article.objects.exists()
    assert Upload.objects.exists()


def test_the_key_of_an_upload_cannot_be_guessed(editor: Client) -> None:
    keys = {key_of(preview(editor, JSON, ARTICLE)) for _ in range(3)}
    assert len(keys) == 3
    assert all(len(key) == 43 for key in keys)


def test_an_upload_expires_and_the_next_one_purges_it(editor: Client) -> None:
    previewed = preview(editor, JSON, ARTICLE)
    Upload.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    confirm(editor, previewed)
    assert not Article.objects.exists()
    fresh = key_of(preview(editor, JSON, ARTICLE))
    assert [upload.key for upload in Upload.objects.all()] == [fresh]


def test_an_upload_is_gone_once_it_is_confirmed(editor: Client) -> None:
    previewed = preview(editor, JSON, ARTICLE)
    confirm(editor, previewed)
    assert not Upload.objects.exists()
    assert "upload the file again" in texts_of(confirm(editor, previewed))[-1]
    assert Article.objects.count() == 1


def test_an_upload_is_claimed_before_it_is_imported(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article(slug="boats")
    content = export(editor, JSON).replace(b"boats", b"")
    Article.objects.all().delete()
    previewed = preview(editor, JSON, content)
    others: list[Any] = []
    import_data = ArticleResource.import_data

    def meanwhile(*arguments: Any, **named: Any) -> Report:
        monkeypatch.undo()
        others.append(confirm(editor, previewed))
        return import_data(*arguments, **named)

    monkeypatch.setattr(ArticleResource, "import_data", meanwhile)
    confirm(editor, previewed)
    assert "upload the file again" in texts_of(others[0])[-1]
    assert Article.objects.count() == 1


def test_an_upload_waits_on_where_its_import_fails(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    previewed = preview(editor, JSON, ARTICLE)
    editor.raise_request_exception = False
    monkeypatch.setattr(ArticleResource, "import_data", Mock(side_effect=RuntimeError))
    assert confirm(editor, previewed).status_code == 500
    monkeypatch.undo()
    confirm(editor, previewed)
    assert Article.objects.count() == 1


def test_a_confirmation_keeps_the_format_of_the_preview(editor: Client) -> None:
    key = key_of(preview(editor, JSON, ARTICLE))
    data = {"import_file_name": key, "format": "0", "original_file_name": "x", "resource": "7"}
    editor.post(reverse(CONFIRM), data)
    assert Article.objects.get().external_id == "articles.file"


def test_a_confirmation_is_posted(editor: Client) -> None:
    assert editor.get(reverse(CONFIRM)).status_code == 405


@pytest.mark.parametrize("exchanged", FORMATS)
def test_a_format_takes_an_encoding(exchanged: type[ExchangeFormat]) -> None:
    assert exchanged(encoding="utf-8-sig").can_import()


@pytest.mark.parametrize("name", [IMPORT, EXPORT])
def test_the_forms_have_no_inline_script_or_style(editor: Client, name: str) -> None:
    assert inline(editor.get(reverse(name)).content.decode()) == []


def test_the_preview_has_no_inline_script_or_style(editor: Client) -> None:
    make_article(make_document(headline=Line("Boats")))
    content = export(editor, CSV).replace(b"Boats", b"Rafts")
    page = preview(editor, CSV, content).content.decode()
    assert "<ins>Rafts</ins>" in page
    assert inline(page) == []


def inline(page: str) -> list[str]:
    return re.findall(r"<style|<script(?![^>]*\bsrc=)|<[^>]*\s(?:style|on\w+)=", page)


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1", "''", "'", "", "a=1",
     "'a", "'\t", "= ", "'＠"],
)  # fmt: skip
def test_escaping_of_formulas_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert escaped(text)[:1] not in tuple("=+-@\t\r\n＝")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_an_exported_cell_never_begins_a_formula(editor: Client, start: str) -> None:
    make_article(make_document(headline=Line(f"{start}cmd|'/c calc'!A1")))
    assert f"'{start}cmd" in export(editor, CSV).decode("utf-8-sig")


def test_an_exported_workbook_holds_texts_alone(editor: Client) -> None:
    make_article(make_document(headline=Line("=1+1"), standfirst=Line("#REF!")))
    sheet = sheet_of(export(editor, XLSX))
    assert b"<f>" not in sheet
    assert b't="e"' not in sheet


def sheet_of(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(SHEET)


def with_sheet(content: bytes, sheet: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if name == SHEET else old.read(name))
    return stream.getvalue()


def test_a_file_over_the_bound_points_to_the_command(editor: Client) -> None:
    assert "import_articles" in error_of(editor, CSV, b" " * (2 * 2**20 + 1))
    assert not Upload.objects.exists()


def test_more_articles_than_the_bound_point_to_the_command(editor: Client) -> None:
    entries = [Entry(str(n), "", None, make_document()) for n in range(MOST_ARTICLES + 1)]
    assert "import_articles" in error_of(editor, JSON, JSON().write(entries))
    assert not Upload.objects.exists()


def test_an_article_of_too_many_paragraphs_is_rejected(editor: Client) -> None:
    rows = [",".join(CSV_COLUMNS), "k,,,H", *["k,,,,,,,,,,1,,,,,,,,x,"] * 5_000]
    previewed = preview(editor, CSV, "\r\n".join(rows).encode())
    assert "more than 5,000 sections and paragraphs" in previewed.content.decode()


@pytest.mark.parametrize(
    ("html", "strings", "what"),
    [("<b>a</b>" * 800, 10, "tags and entities"), ("a", 4_000, "sections and paragraphs")],
)
@pytest.mark.parametrize("exchanged", [CSV, JSON], ids=["csv", "json"])
def test_an_upload_that_would_take_long_is_refused_before_it_does(
    editor: Client,
    monkeypatch: pytest.MonkeyPatch,
    exchanged: type[ExchangeFormat],
    html: str,
    strings: int,
    what: str,
) -> None:
    clean = Mock(wraps=markup.clean)
    monkeypatch.setattr(markup, "clean", clean)
    content = many_articles(exchanged, [html] * strings)
    error = error_of(editor, exchanged, content)
    assert what in error
    assert "import_articles" in error
    assert sum(markup.complexity(call.args[0]) for call in clean.call_args_list) <= MOST_WORK
    assert not Upload.objects.exists()


def many_articles(exchanged: type[ExchangeFormat], strings: list[str]) -> bytes:
    numbers = range(4)
    if exchanged is CSV:
        rows = [f"{n},,,Boats,,,,,,,,,,,,,,,{html}," for n in numbers for html in strings]
        return "\r\n".join([",".join(CSV_COLUMNS), *rows]).encode()
    paragraphs = [make_paragraph(f"p{index}", html) for index, html in enumerate(strings)]
    document = make_document(make_section("s", *paragraphs)).to_json()
    return json.dumps([{"key": str(number), "document": document} for number in numbers]).encode()


def test_a_sheet_of_too_many_rows_points_to_the_command(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_article()
    content = export(editor, XLSX)
    monkeypatch.setattr(workbook, "WORKBOOK", replace(WORKBOOK, rows=1))
    assert "import_articles" in error_of(editor, XLSX, content)


def test_a_bomb_is_refused_by_its_declared_size(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("openpyxl.load_workbook")
    error = error_of(editor, XLSX, packed_workbook(b"0" * 9 * 2**20))
    assert "unpacks to more than" in error
    assert "import_articles" in error


def test_a_bomb_that_lies_about_its_size_is_refused(
    editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("openpyxl.load_workbook")
    content = packed_workbook(b"0" * 9 * 2**20)
    lying = content.replace((9 * 2**20).to_bytes(4, "little"), (9).to_bytes(4, "little"))
    assert lying != content
    assert "not a readable XLSX file" in error_of(editor, XLSX, lying)


def test_a_sheet_that_claims_to_be_enormous_costs_nothing(editor: Client) -> None:
    make_article()
    content = export(editor, XLSX)
    claim = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    claiming = sheet_of(content).replace(b"<sheetData>", claim)
    assert outcomes(preview(editor, XLSX, with_sheet(content, claiming))) == ["unchanged"]


def test_a_workbook_whose_sheet_is_broken_gets_a_clear_error(editor: Client) -> None:
    content = export(editor, XLSX)
    broken = sheet_of(content).replace(b"<sheetData>", b"<sheetData")
    assert "not a readable XLSX file" in error_of(editor, XLSX, with_sheet(content, broken))


@pytest.mark.parametrize(
    ("exchanged", "content", "reason"),
    [
        (XLSX, b"no zip at all", "not a readable XLSX file"),
        (XLSX, packed_workbook(b"<x/>"), "not a readable XLSX file"),
        (XLSX, packed_workbook(b"<x/>")[:60], "not a readable XLSX file"),
        (CSV, "key,slug\nnaïve,x".encode("latin-1"), "not UTF-8"),
        (CSV, b"key,slug\na,b", "lacks these columns"),
        (CSV, b'key,"slug\na,b', "not valid CSV"),
        (CSV, b"\0", "NUL"),
        (JSON, b"{", "not valid JSON"),
        (JSON, b"{}", "not a JSON array"),
        (JSON, b"[" * 100_000, "not JSON"),
        (JSON, b"\xff\xfe{\0}\0", "not UTF-8"),
        (JSON, b"[]", "No valid data"),
    ],
)
def test_a_malformed_file_gets_a_clear_error(
    editor: Client, exchanged: type[ExchangeFormat], content: bytes, reason: str
) -> None:
    assert reason in error_of(editor, exchanged, content)


@pytest.mark.parametrize(
    "item",
    [
        "3", "null", "{}", '{"document": 3}', '{"document": {}}', '{"document": {"schema": 1}}',
        '{"key": 3, "document": DOCUMENT}', '{"slug": "a b", "document": DOCUMENT}',
        '{"version": "1", "document": DOCUMENT}', '{"version": -1, "document": DOCUMENT}',
        '{"document": SECTION 3}', '{"document": SECTION []}', '{"document": SECTION {}}',
        '{"document": PARAGRAPH []}', '{"document": PARAGRAPH [[], "body", "x", null]}',
        '{"document": PARAGRAPH ["a", "heading", "x", null]}',
        '{"document": PARAGRAPH ["a", "body", 3, null]}',
        '{"document": PARAGRAPH ["a", "body", "", null]}',
        '{"document": PARAGRAPH ["a", "body", "\\u0000", null]}',
        '{"document": PARAGRAPH ["a", "body", "\\ud800", 99999999999]}',
        '{"document": PARAGRAPH ["s", "body", "x", null]}',
        '{"document": PARAGRAPH ["a", "body", "x", 1.5]}',
    ],
)  # fmt: skip
def test_a_malformed_article_is_rejected_with_its_reason(editor: Client, item: str) -> None:
    head = (
        '{"schema": 1, "headline": ["H", null], "headline_provisional": false, '
        '"standfirst": ["", null], "bylines": [], "language": "", "sections": '
    )
    section = '[{"uid": "s", "heading": ["", null], "byline": ["", null], "paragraphs": '
    item = item.replace("DOCUMENT", f"{head}[]}}")
    if "SECTION" in item:
        item = item.replace("SECTION", f"{head}[") + "]}"
        item = item.replace("}]}", "]}}", 1) if item.endswith("}]}") else item
    if "PARAGRAPH" in item:
        start, _, rest = item.partition("PARAGRAPH ")
        item = f"{start}{head}{section}[{rest[:-1]}]}}]}}}}"
    previewed = preview(editor, JSON, f"[{item}]".encode())
    assert outcomes(previewed) == ["rejected"]
    assert previewed.context["result"].rows[0].where.startswith("article 1")


@pytest.mark.parametrize(
    ("rows", "where", "reason"),
    [
        (["k,,1,H"], "row 2", ""),
        ([",,1,H,,,,,,,1,,,,,,,,Text"], "row 2", "names no article"),
        (["k,,1,"], "row 2", "has no headline"),
        (["k,,one,H"], "row 2", "column version"),
        (["k,,,H,,,,,,English!"], "row 2", "has the language"),
        (["k,,,H,,maybe"], "row 2", "column provisional"),
        (["k,,,H,,,,,[3"], "row 2", "bylines"),
        (["k,,,H,,,,,,,1,,,,,,,,Text", "k,,,I"], "row 3", "another headline"),
        (["k,,,H,,,,,,,2,,,,,,,,Text", "k,,,,,,,,,,1,,,,,,,,Text"], "row 3", "goes back"),
        (["k,,,H,,,,,,,1,,,,,,a,,One", "k,,,,,,,,,,1,,,,,,a,body,Two"], "row 2", "used twice"),
        (["k,,,H,,,,,,,1,,,,,,a,odd,One"], "row 2", "of the kind"),
        (["k,,,H,,,,,,,1,,,,,,a,body,"], "row 2", "without text"),
        (["k,,,H", "j,,,J", "k,,,H"], "row 4", "further up"),
    ],
)
def test_a_wrong_row_is_named_with_its_reason(
    editor: Client, rows: list[str], where: str, reason: str
) -> None:
    content = "\r\n".join([",".join(CSV_COLUMNS), *rows])
    found = preview(editor, CSV, content.encode()).context["result"].rows
    rejected = [row for row in found if row.reason]
    if not reason:
        assert not rejected
        return
    assert [row.where.partition(" (")[0] for row in rejected] == [where]
    assert reason in rejected[0].reason


CSV_COLUMNS = (
    "key", "slug", "version", "headline", "headline_origin", "provisional", "standfirst",
    "standfirst_origin", "bylines", "language", "section", "section_uid", "heading",
    "heading_origin", "section_byline", "section_byline_origin", "uid", "kind", "markup", "origin",
)  # fmt: skip


@pytest.mark.parametrize(
    ("exchanged", "content", "name"),
    [
        (CSV, b"['One paragraph of text.']", "ferry.txt"),
        (CSV, b"title,text\nBoats,One.", "articles.csv"),
        (JSON, b"['One paragraph of text.']", "ferry.txt"),
        (JSON, b'{"id": "a", "paragraphs": ["One."]}', "a.json"),
        (
            JSON,
            b'{"id": "a", "paragraphs": ["One."]}\n{"id": "b", "paragraphs": ["Two."]}',
            "a.jsonl",
        ),
        (XLSX, b"<html><title>Boats</title><p>One paragraph.</p></html>", "page.html"),
        (XLSX, zipped({"a.txt": b"['One.']"}), "a.zip"),
        (XLSX, as_xlsx([["title", "text"], ["Boats", "One."]]), "a.xlsx"),
    ],
    ids=["strings", "table", "literal", "object", "lines", "page", "archive", "workbook"],
)
def test_documents_are_pointed_to_their_page(
    editor: Client, exchanged: type[ExchangeFormat], content: bytes, name: str
) -> None:
    response = preview(editor, exchanged, content, name)
    [error] = response.context["form"].errors["import_file"]
    assert error.endswith(TO_DOCUMENTS)
    assert error.count(TO_DOCUMENTS) == 1
    assert f'href="{reverse("admin:articles_importrun_import")}"' in response.content.decode()


def test_strings_of_a_document_are_pointed_to_their_page(editor: Client) -> None:
    previewed = preview(editor, JSON, b'["One paragraph of text."]')
    assert outcomes(previewed) == ["rejected"]
    assert previewed.context["result"].rows[0].hint == TO_DOCUMENTS


def test_a_broken_table_is_not_taken_for_documents(editor: Client) -> None:
    content = (
        CSV().write([Entry("a", "", None, make_document())]).replace(b"version", b"edition", 1)
    )
    assert "Keep the first row as it was exported" in error_of(editor, CSV, content)
    assert TO_DOCUMENTS not in error_of(editor, CSV, content)


def test_the_upload_of_documents_is_not_confirmed_as_a_table(editor: Client) -> None:
    upload = Upload.objects.create(user=User.objects.get(), name="a", format="documents")
    response = editor.post(reverse(CONFIRM), {"import_file_name": upload.key})
    assert "upload the file again" in texts_of(response)[0]
    assert Upload.objects.exists()
