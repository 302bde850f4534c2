"""Tables made in tests."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook


def as_csv(rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue().encode()


def as_xlsx(rows: list[list[Any]], **others: list[list[Any]]) -> bytes:
    """A workbook with a first sheet of these rows, and others by their titles."""
    workbook = Workbook()
    assert workbook.active
    sheets = [workbook.active, *(workbook.create_sheet(title) for title in others)]
    for sheet, own in zip(sheets, [rows, *others.values()], strict=True):
        for row in own:
            sheet.append(row)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()
