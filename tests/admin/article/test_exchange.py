"""Articles out of the desk and back in, in every format, as a member of staff does it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from articles import store
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line
from articles.documents.article.rows import article_rows
from articles.exchange import csv_file
from articles.exchange.formats import CSV, JSON, XLSX, ExchangeFormat
from articles.exchange.table import COLUMNS
from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.importing.sources.find import find, read_all
from articles.models import (
    Article,
    ImportRun,
    Link,
    Paragraph,
    Section,
    SourceDocument,
    Version,
)
from articles.models.version import Reason
from tests.admin.article.exchanged import (
    EXPORT,
    confirm,
    export,
    number_of,
    outcomes,
    preview,
    texts_of,
)
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import EDITOR, make_article, make_editor

pytestmark = pytest.mark.django_db

TABLES = pytest.mark.parametrize("table", [XLSX, CSV], ids=["xlsx", "csv"])
EXPORTED = pytest.mark.parametrize("exported", [XLSX, CSV, JSON], ids=["xlsx", "csv", "json"])

State = dict[tuple[str, str], ArticleDocument]


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(make_editor(*EDITOR))
    return client


def state() -> State:
    return {(a.external_id, a.slug): store.load(a) for a in Article.objects.all()}


def clear() -> None:
    """Empty the site of all articles and their sources."""
    for model in (Link, Paragraph, Section, Version, Article, SourceDocument, ImportRun):
        model.objects.all().delete()


def import_seeds(seeds: Path) -> State:
    for _ in import_documents(read_all(find([seeds])), Options()):
        pass
    return state()


def edited(content: bytes, old: str, new: str) -> bytes:
    assert content.count(old.encode()) == 1
    return content.replace(old.encode(), new.encode())


@EXPORTED
def test_exported_articles_come_back_the_same(
    editor: Client, seeds: Path, exported: type[ExchangeFormat]
) -> None:
    before = import_seeds(seeds)
    content = export(editor, exported)
    clear()
    confirm(editor, preview(editor, exported, content))
    assert len(before) > 10
    assert state() == before


@EXPORTED
def test_what_is_exported_and_not_touched_is_unchanged(
    editor: Client, seeds: Path, exported: type[ExchangeFormat]
) -> None:
    before = import_seeds(seeds)
    previewed = preview(editor, exported, export(editor, exported))
    assert set(outcomes(previewed)) == {"unchanged"}
    assert "confirm_form" not in previewed.context
    assert state() == before


@EXPORTED
def test_odd_texts_come_back_the_same(editor: Client, exported: type[ExchangeFormat]) -> None:
    document = make_document(
        make_section(
            "s1",
            make_paragraph("a", "=1+1"),
            make_paragraph("b", "'=1+1", kind=Kind.QUOTE),
            make_paragraph("c", "#REF!", noise=True, origin=0),
            make_paragraph("d", 'He said "no";<br>and, then, left', kind=Kind.LIST_ITEM),
            heading=Line("@home", 3),
            byline=Line("-30-"),
        ),
        make_section("s2", make_paragraph("e", "0012"), heading=Line("+44 is a code")),
        make_section("s3", heading=Line("Nothing below"), paragraphs=()),
        headline=Line("'=", 0),
        headline_provisional=True,
        bylines=("A; B", '"C" D', "[E]"),
        language="ar",
    )
    make_article(document, slug="odd")
    content = export(editor, exported)
    clear()
    confirm(editor, preview(editor, exported, content))
    assert state() == {("", "odd"): document}


def test_an_export_holds_what_the_list_was_filtered_to(editor: Client) -> None:
    make_article(slug="one")
    make_article(make_document(headline=Line("Rain")), slug="two")
    content = export(editor, CSV, "?q=Rain").decode()
    assert "two" in content
    assert "one" not in content


def test_an_export_takes_one_query_for_all_articles(
    editor: Client, seeds: Path, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    import_seeds(seeds)
    with django_assert_max_num_queries(16):
        export(editor, JSON)


def test_a_table_has_one_row_for_each_paragraph(editor: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("a"), make_paragraph("b"))))
    sheet = load_workbook(io.BytesIO(export(editor, XLSX))).active
    assert sheet.max_row == 1 + 2


def test_a_paragraph_too_long_for_a_cell_stands_on_several_rows(editor: Client) -> None:
    long = "=\N{GRINNING FACE}" + "word " * 8_000 + "end"
    make_article(make_document(make_section("s1", make_paragraph("a", long), make_paragraph("b"))))
    content = export(editor, XLSX)
    sheet = load_workbook(io.BytesIO(content)).active
    assert max(len(cell.value or "") for row in sheet.rows for cell in row) < 32_767
    assert outcomes(preview(editor, XLSX, content)) == ["unchanged"]


@pytest.mark.parametrize("text", ["x" * 32_768, "\N{GRINNING FACE}" * 16_400, "a\rb", "a\x01b"])
def test_a_text_that_xlsx_would_cut_or_change_is_refused_by_name(editor: Client, text: str) -> None:
    make_article(make_document(standfirst=Line(text)))
    response = editor.post(reverse(EXPORT), {"resource": 0, "format": number_of(XLSX)})
    assert "standfirst" in texts_of(response)[0]
    assert "CSV or JSON" in texts_of(response)[0]


def test_csv_carries_what_xlsx_cannot(editor: Client) -> None:
    make_article(make_document(standfirst=Line("x" * 32_768)))
    assert outcomes(preview(editor, CSV, export(editor, CSV))) == ["unchanged"]


def test_an_edited_table_changes_the_article_once_it_is_confirmed(editor: Client) -> None:
    article = make_article(make_document(make_section("s1", make_paragraph("a", "An old boat."))))
    content = edited(export(editor, CSV), "An old boat.", "A new boat.")
    previewed = preview(editor, CSV, content)
    assert outcomes(previewed) == ["updated"]
    confirm(editor, previewed)
    version = article.versions.get(number=2)
    assert [p.markup for p in version.document().paragraphs()] == ["A new boat."]
    assert version.reason == Reason.EDIT
    assert str(version.created_by) in str(LogEntry.objects.get().user)


def test_a_preview_stores_nothing(editor: Client) -> None:
    make_article(
        make_document(make_section("s1", make_paragraph("a", "An old boat."))), slug="boat"
    )
    before = state()
    content = edited(export(editor, CSV), "An old boat.", "A new boat.")
    preview(editor, CSV, content)
    preview(editor, JSON, export(editor, JSON).replace(b"boat", b"ship"))
    assert state() == before
    assert Version.objects.count() == 1
    assert not ImportRun.objects.exists()
    assert not LogEntry.objects.exists()


def test_a_preview_marks_the_words_that_change(editor: Client) -> None:
    make_article(
        make_document(make_section("s1", make_paragraph("a", "An <strong>old</strong> boat sank.")))
    )
    content = edited(export(editor, CSV), "boat sank", "ship sank")
    page = preview(editor, CSV, content).content.decode()
    assert "An <strong>old</strong> <del>boat</del> <ins>ship</ins> sank." in page


def test_a_preview_shows_where_a_link_leads_if_that_changes(editor: Client) -> None:
    link = '<a href="https://one.example/">Read on</a>'
    make_article(make_document(make_section("s1", make_paragraph("a", link))))
    content = edited(export(editor, JSON), "one.example", "two.example")
    page = preview(editor, JSON, content).content.decode()
    assert "<del>https://one.example/</del><ins>https://two.example/</ins>" in page


def test_a_preview_does_not_run_what_it_shows(editor: Client) -> None:
    make_article(make_document(headline=Line("Boats")))
    content = edited(export(editor, CSV), "Boats", "<script>alert(1)</script>")
    page = preview(editor, CSV, content).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


@EXPORTED
def test_an_article_changed_since_its_export_is_rejected(
    editor: Client, exported: type[ExchangeFormat]
) -> None:
    article = make_article(make_document(headline=Line("Boats")))
    content = export(editor, exported)
    store.save(article.pk, make_document(headline=Line("Ships")), base=1, reason=Reason.EDIT)
    previewed = preview(editor, exported, content)
    assert outcomes(previewed) == ["rejected"]
    assert "made from version 1, but version 2 is current" in previewed.content.decode()


def test_an_article_changed_between_preview_and_confirmation_stays(editor: Client) -> None:
    article = make_article(make_document(headline=Line("Boats")))
    previewed = preview(editor, CSV, edited(export(editor, CSV), "Boats", "Rafts"))
    store.save(article.pk, make_document(headline=Line("Ships")), base=1, reason=Reason.EDIT)
    response = confirm(editor, previewed)
    assert Article.objects.get().headline == "Ships"
    assert any("version 2 is current" in text for text in texts_of(response))


def test_an_article_without_a_version_never_replaces_one(editor: Client) -> None:
    make_article(make_document(headline=Line("Boats")))
    content = export(editor, JSON).replace(b'"version": 1', b'"version": null')
    previewed = preview(editor, JSON, edited(content, "Boats", "Rafts"))
    assert outcomes(previewed) == ["rejected"]
    assert "does not say which version" in previewed.content.decode()


def test_a_rejected_article_costs_only_itself(editor: Client) -> None:
    make_article(make_document(headline=Line("Boats")), slug="boats")
    make_article(make_document(make_section("s1", make_paragraph("a", "Fog."))), slug="fog")
    content = edited(export(editor, CSV), "Fog.", "Mist.")
    content = edited(
        content, ",yes," if b",yes," in content else "boats,1,Boats,", "boats,x,Boats,"
    )
    previewed = preview(editor, CSV, content)
    assert outcomes(previewed) == ["rejected", "updated"]
    assert "row 2" in previewed.content.decode()
    confirm(editor, previewed)
    assert Paragraph.objects.filter(markup="Mist.").exists()


def test_an_article_is_matched_by_its_key_before_its_slug(editor: Client) -> None:
    new = store.NewArticle(
        article_rows(make_document(headline=Line("Boats"))), "boats", "boats.txt"
    )
    article = store.create(new, reason=Reason.IMPORT)
    content = export(editor, CSV)
    Article.objects.filter(pk=article.pk).update(external_id="other.txt")
    previewed = preview(editor, CSV, content)
    assert outcomes(previewed) == ["rejected"]
    assert "another article has its slug" in previewed.content.decode()


def test_an_import_does_not_change_a_slug(editor: Client) -> None:
    new = store.NewArticle(
        article_rows(make_document(headline=Line("Boats"))), "boats", "boats.txt"
    )
    store.create(new, reason=Reason.IMPORT)
    content = edited(export(editor, CSV), "boats.txt,boats,", "boats.txt,ships,")
    previewed = preview(editor, CSV, content)
    assert outcomes(previewed) == ["rejected"]
    assert "has the slug ships, but its article has boats" in previewed.content.decode()


def test_imported_markup_is_cleaned_and_the_preview_says_so(editor: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("a", "Fog."))))
    content = edited(export(editor, CSV), "Fog.", "<b onclick=go()>Mist<script>x()</script></b>")
    previewed = preview(editor, CSV, content)
    assert "onclick" in previewed.content.decode()
    confirm(editor, previewed)
    assert Paragraph.objects.get().markup == "<strong>Mist</strong>"


def test_json_markup_is_cleaned(editor: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("a", "Fog."))))
    content = edited(export(editor, JSON), "Fog.", "<i>Mist</i><img src=x onerror=go()>")
    confirm(editor, preview(editor, JSON, content))
    assert Paragraph.objects.get().markup == "<em>Mist</em>"


@pytest.mark.parametrize("exchanged", [CSV, JSON], ids=["csv", "json"])
def test_a_line_comes_in_as_one_clean_line(editor: Client, exchanged: type[ExchangeFormat]) -> None:
    section = make_section("s", heading=Line("Boats"), byline=Line("By Ann"))
    make_article(make_document(section, standfirst=Line("In short"), bylines=("Ada",)))
    content = export(editor, exchanged)
    odd = {"Boats": " A\nB\x02", "By Ann": "By\tC", "In short": "  D ", "Ada": "E\x1fF"}
    for name, text in odd.items():
        content = in_place(exchanged, content, name, text)
    previewed = preview(editor, exchanged, content)
    assert "U+0002" in previewed.content.decode()
    confirm(editor, previewed)
    article = Article.objects.get()
    read = store.load(article)
    assert read.standfirst.text == article.standfirst == "D"
    assert (read.sections[0].heading.text, read.sections[0].byline.text) == ("A B", "By C")
    assert read.bylines == ("E F",)


def in_place(exchanged: type[ExchangeFormat], content: bytes, old: str, new: str) -> bytes:
    """The value `old` replaced: as JSON writes it, or in a cell of a table."""
    if exchanged is JSON:
        return edited(content, json.dumps(old), json.dumps(new))
    rows = [row for _, row in csv_file.read(content)]
    quoted = json.dumps([old]), json.dumps([new])
    cells = {old: new, quoted[0]: quoted[1]}
    return csv_file.write([rows[0], *([cells.get(cell, cell) for cell in row] for row in rows[1:])])


def test_a_headline_of_control_characters_is_none(editor: Client) -> None:
    make_article(make_document(headline=Line("Boats")))
    content = edited(export(editor, JSON), "Boats", r"\u0001 \n")
    assert outcomes(preview(editor, JSON, content)) == ["rejected"]


@pytest.mark.parametrize("exchanged", [CSV, JSON], ids=["csv", "json"])
@pytest.mark.parametrize("heading", ["", "\x02", " "])
def test_a_later_section_without_a_heading_is_rejected(
    editor: Client, exchanged: type[ExchangeFormat], heading: str
) -> None:
    first = make_section("s", make_paragraph("a"))
    second = make_section("t", make_paragraph("b"), heading=Line("Boats"))
    make_article(make_document(first, second))
    content = in_place(exchanged, export(editor, exchanged), "Boats", heading)
    previewed = preview(editor, exchanged, content)
    assert outcomes(previewed) == ["rejected"]
    assert "heading" in previewed.context["result"].rows[0].reason


@pytest.mark.parametrize("uid", ['a" onload="go()', "x" * 33, "s1.byline", "naïve"])
def test_an_identifier_that_could_break_a_page_is_rejected(editor: Client, uid: str) -> None:
    make_article(make_document(make_section("s1", make_paragraph("uidinfile"))))
    content = export(editor, JSON).decode().replace("uidinfile", uid.replace('"', '\\"')).encode()
    assert outcomes(preview(editor, JSON, content)) == ["rejected"]


def test_a_new_row_becomes_a_new_paragraph(editor: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("a", "Fog."))), slug="fog")
    said = {"slug": "fog", "section": "1", "markup": "Rain."}
    row = ",".join(said.get(column, "") for column in COLUMNS)
    content = export(editor, CSV) + f"{row}\r\n".encode()
    confirm(editor, preview(editor, CSV, content))
    assert list(Paragraph.objects.values_list("markup", "kind")) == [
        ("Fog.", "body"),
        ("Rain.", "body"),
    ]


@TABLES
def test_a_file_with_columns_missing_says_which(
    editor: Client, table: type[ExchangeFormat]
) -> None:
    make_article()
    content = export(editor, CSV).replace(b"markup", b"mark-up", 1)
    if table is XLSX:
        workbook = load_workbook(io.BytesIO(export(editor, XLSX)))
        workbook.active.delete_cols(COLUMNS.index("markup") + 1)
        stream = io.BytesIO()
        workbook.save(stream)
        content = stream.getvalue()
    [error] = preview(editor, table, content).context["form"].errors["import_file"]
    assert "lacks these columns" in error
    assert "markup" in error


def test_a_table_of_before_there_were_details_is_taken(editor: Client) -> None:
    article = make_article(make_document(metadata=Metadata(topics=("Sea",))), slug="fog")
    lines = csv.reader(io.StringIO(export(editor, CSV).decode("utf-8-sig")))
    kept = [[*line[:10], *line[17:]] for line in lines]
    assert "topics" not in kept[0]
    stream = io.StringIO()
    csv.writer(stream).writerows(kept)
    confirm(editor, preview(editor, CSV, stream.getvalue().encode()))
    article.refresh_from_db()
    assert article.topics == []


def test_a_preview_says_what_became_of_each_part(editor: Client) -> None:
    make_article(make_document(make_section("s1", make_paragraph("a", "An <em>old</em> boat."))))
    content = edited(export(editor, CSV), "<em>old</em>", "old")
    page = preview(editor, CSV, content).content.decode()
    assert "<dt>Style</dt>" in page
    assert "No longer italic: “old”" in page
