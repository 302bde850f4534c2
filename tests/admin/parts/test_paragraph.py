"""A paragraph changed from its own page, through the same saving function."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.admin.models import LogEntry
from django.test import Client

from articles import store
from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph as ParagraphOfDocument
from articles.models import Article, Paragraph, Version
from tests.admin.page import address, fields_of, messages_of, press, send
from tests.documents.make import make_document, make_paragraph, make_section
from tests.make import make_article


def make_row() -> Paragraph:
    parts = [make_paragraph("p1", "One.", origin=3), make_paragraph("p2", "Two.", origin=4)]
    return make_article(make_document(make_section("s1", *parts))).paragraphs.get(uid="p2")


def test_it_saves_the_article(desk: Client) -> None:
    row = make_row()
    press(desk, row, markup='Two, <a href="https://example.org/">linked</a>.', kind="quote")
    row.refresh_from_db()
    assert (row.text, row.kind, row.origin) == ("Two, linked.", Kind.QUOTE, 4)
    assert row.links.get().host == "example.org"
    assert Version.objects.latest("number").document().sections[0].paragraphs[1].kind is Kind.QUOTE


def test_a_table_stays_one_with_all_its_cells(desk: Client) -> None:
    table = ParagraphOfDocument("t1", Kind.TABLE, "Seats", 3, Attributes(rows=[["Red", "12"]]))
    article = make_article(make_document(make_section("s1", table)))
    row = article.paragraphs.get()
    page = send(desk, row, fields_of(desk, address(row)) | {"kind": "body"}).content.decode()
    assert "Select a valid choice" in page
    press(desk, row, markup="Seats by party", noise="on")
    [saved] = store.load(Article.objects.get()).paragraphs()
    assert saved == replace(table, markup="Seats by party", noise=True)


def test_an_unchanged_save_writes_nothing(desk: Client) -> None:
    row = make_row()
    response = press(desk, row)
    assert Version.objects.count() == 1
    assert not LogEntry.objects.exists()
    assert messages_of(desk, response) == ["Nothing was changed."]


def test_it_is_refused_when_stale(desk: Client) -> None:
    row = make_row()
    fields = fields_of(desk, address(row))
    press(desk, row, markup="Two of theirs.")
    page = send(desk, row, fields | {"markup": "Two of mine."}).content.decode()
    assert "Two of theirs." in page
    assert "Two of mine." in page
    assert Paragraph.objects.get(pk=row.pk).markup == "Two of theirs."


def test_hostile_markup_is_cleaned_and_reported(desk: Client) -> None:
    row = make_row()
    response = press(desk, row, markup='<a href="javascript:alert(1)">Two</a>')
    assert Paragraph.objects.get(pk=row.pk).markup == "Two"
    assert "refused address" in messages_of(desk, response)[-1]


def test_it_cannot_be_emptied(desk: Client) -> None:
    row = make_row()
    assert press(desk, row, markup="<br>").status_code == 200
    assert Version.objects.count() == 1
