"""Tables without the desk: any article through cells and files, and back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from articles.documents import markup
from articles.documents.article.kinds import TEXT_KINDS
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.source import DocumentRejected
from articles.exchange import csv_file, workbook
from articles.exchange.bounds import Size
from articles.exchange.entry import Entry
from articles.exchange.formats import FORMATS, ExchangeFormat
from articles.reporting.formulas import escaped, unescaped
from tests.documents import rich

TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)
ODD = st.sampled_from(
    ["=1", "'=1", "''", "[", "#N/A", "0012", "a,b;c", 'say "x"', "\tx", " ", "TRUE"]
)
LINE = st.builds(Line, st.one_of(TEXT, ODD).map(markup.one_line), st.none() | st.integers(0, 99))
MARKUP = st.one_of(TEXT, ODD).map(markup.plain).filter(bool)
TEXTS = sorted(TEXT_KINDS)


def texts_of(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]


DETAILS = st.builds(
    Metadata,
    publisher=LINE.map(lambda line: line.text),
    kicker=LINE.map(lambda line: line.text),
    sign_off=LINE.map(lambda line: line.text),
    url=st.sampled_from(["", "https://news.example/ferry?page=2"]),
    published=st.sampled_from(["", "2024-05-31T09:30:00+00:00"]),
    topics=st.lists(LINE.filter(bool), max_size=3).map(texts_of).map(tuple),
)


@st.composite
def documents(draw: Callable[[Any], Any]) -> ArticleDocument:
    uids = (f"u{number}" for number in range(1_000))
    sections = tuple(
        Section(
            next(uids),
            draw(LINE.filter(bool) if number else LINE),
            draw(LINE),
            tuple(
                Paragraph(next(uids), draw(st.sampled_from(TEXTS)), draw(MARKUP), draw(LINE).origin)
                for _ in range(draw(st.integers(0, 4)))
            ),
        )
        for number in range(draw(st.integers(0, 3)))
    )
    return ArticleDocument(
        headline=draw(LINE.filter(bool)),
        headline_provisional=draw(st.booleans()),
        standfirst=draw(LINE),
        bylines=tuple(draw(st.lists(LINE.filter(bool), max_size=3).map(texts_of))),
        language=draw(st.sampled_from(["", "ar", "en-GB"])),
        metadata=draw(DETAILS),
        sections=sections,
    )


@pytest.mark.parametrize("exchanged", FORMATS, ids=lambda each: each.NAME)
@settings(max_examples=60, deadline=None)
@given(document=documents())
def test_any_article_comes_back_the_same(
    exchanged: type[ExchangeFormat], document: ArticleDocument
) -> None:
    entry = Entry("=key", "slug", 3, document)
    [read] = exchanged().read(exchanged().write([entry]), "file", Size())
    assert isinstance(read, Entry)
    assert (read.key, read.slug, read.version, read.document) == ("=key", "slug", 3, document)


@pytest.mark.parametrize("exchanged", FORMATS, ids=lambda each: each.NAME)
@settings(max_examples=60, deadline=None)
@given(document=rich.documents())
def test_every_kind_comes_back_with_its_attributes(
    exchanged: type[ExchangeFormat], document: ArticleDocument
) -> None:
    entry = Entry("=key", "slug", 3, document)
    [read] = exchanged().read(exchanged().write([entry]), "file", Size())
    assert isinstance(read, Entry)
    assert read.document == document


@given(st.text("='\t\r＋a", max_size=6))
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text


def test_a_table_with_semicolons_is_read() -> None:
    rows = csv_file.read("\ufeffkey;slug\r\na;'b,c'\r\n".encode())
    assert [row for _, row in rows] == [["key", "slug"], ["a", "'b,c'"]]


def test_a_spreadsheet_makes_numbers_and_dates_of_what_looks_so() -> None:
    sheet = Workbook()
    sheet.active.append([2024, 3.0, 2.5, True, None, "text"])
    stream = io.BytesIO()
    sheet.save(stream)
    [(_, row)] = workbook.read(stream.getvalue())
    assert row == ["2024", "3", "2.5", "yes", "", "text"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/styles.xml", b" " * (2**17 + 1)),
        ("xl/sheet.xml", b"<" * 400_001),
        ("xl/sheet.xml", b"<" * 300_000 + b"sheetId" * 4),
        ("xl/image.png", b"\0" * (8 * 2**20 + 1)),
    ],
)
def test_a_workbook_that_would_cost_minutes_is_not_parsed(
    name: str, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr("openpyxl.load_workbook")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    with pytest.raises(DocumentRejected, match="unpacks to more"):
        list(workbook.read(stream.getvalue()))


def test_a_cell_may_be_longer_than_pythons_csv_takes_by_itself() -> None:
    long = "word " * 40_000
    assert list(csv_file.read(csv_file.write([[long, "x"]]))) == [(1, [long, "x"])]
