"""Workbooks that say in few bytes that they are large: what comes out of them is counted."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import Any, Final

import pytest
from openpyxl import Workbook

from articles.documents.reading.tables.workbook import sheets
from articles.documents.source import DocumentRejected
from articles.exchange.bounds import WORKBOOK
from articles.exchange.documents import read_upload
from tests.documents.reading.tables.make import as_xlsx

HEADER: Final = ["headline", "text"]
_SHEET: Final = "xl/worksheets/sheet1.xml"


def reaching(row: int, sheets: int = 1) -> bytes:
    """A workbook of sheets with two documents each, the second in this row."""
    workbook = Workbook()
    for number in range(sheets):
        sheet: Any = workbook.create_sheet() if number else workbook.active
        sheet.append(HEADER)
        sheet.append(["One", "Hundreds came to the quay."])
        sheet.cell(row, 1, "Two")
        sheet.cell(row, 2, "They came again.")
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def with_sheet(content: bytes, before: bytes, after: bytes) -> bytes:
    """The workbook, with something else in its first sheet."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, part.replace(before, after) if name == _SHEET else part)
    return stream.getvalue()


def counted(content: bytes, **bounds: Any) -> int:
    """The cells that come out of a workbook, within the desk's bounds but for these."""
    found = sheets(io.BytesIO(content), replace(WORKBOOK, **bounds))
    return sum(len(cells) for sheet in found for _, cells in sheet.rows)


def test_rows_that_a_sheet_leaves_out_have_no_cells() -> None:
    assert counted(reaching(WORKBOOK.rows)) == 6


def test_an_upload_is_read_up_to_the_rows_of_the_desk_and_not_of_the_command() -> None:
    with pytest.raises(DocumentRejected, match="more than 20,000 rows") as refused:
        read_upload(reaching(WORKBOOK.rows + 1), "a.xlsx")
    assert "import_articles" in refused.value.hint


def test_the_rows_of_all_sheets_are_counted_together() -> None:
    content = reaching(row=150, sheets=3)
    assert counted(content, cells=460) == 18
    with pytest.raises(DocumentRejected, match="more than 400 cells"):
        counted(content, cells=400)


def test_cells_that_a_row_leaves_out_before_its_last_are_counted() -> None:
    content = as_xlsx([HEADER, *([None] * 59 + ["x"] for _ in range(3))])
    assert counted(content, cells=182) == 182
    with pytest.raises(DocumentRejected, match="more than 181 cells"):
        counted(content, cells=181)


def test_a_text_counts_in_each_cell_that_shows_it() -> None:
    content = as_xlsx([HEADER, *(["x" * 1_000] * 50 for _ in range(20))])
    assert counted(content, unpacked=1_100_000) == 1_002
    shared = with_sheet(content, b"x" * 1_000, b"y" * 2_000)
    with pytest.raises(DocumentRejected, match="unpacks to more than"):
        counted(shared, unpacked=1_100_000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_workbook_with_entities_is_not_parsed(
    monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.delattr("openpyxl.load_workbook")
    bomb = '<!DOCTYPE a [<!ENTITY b "cc">]><worksheet>&b;</worksheet>'.encode(encoding)
    content = with_sheet(as_xlsx([HEADER]), b"<worksheet", bomb + b"<worksheet")
    with pytest.raises(DocumentRejected, match="not a readable XLSX file"):
        counted(content)


def test_elements_of_any_depth_end_in_a_sentence() -> None:
    deep = b"<a>" * 50_000 + b"</a>" * 50_000
    content = with_sheet(as_xlsx([HEADER]), b"</sheetData>", deep + b"</sheetData>")
    assert counted(content) == 2


def test_what_stands_right_of_the_header_is_kept() -> None:
    [found] = read_upload(as_xlsx([[*HEADER, None], ["One", "Hundreds came.", "loose"]]), "a.xlsx")
    assert b'"(3)": "loose"' in found.content  # type: ignore[union-attr]
