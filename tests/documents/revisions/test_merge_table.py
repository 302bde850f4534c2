from __future__ import annotations

import pytest
from hypothesis import given, settings

from articles.documents.article.table import Row, Rows
from articles.documents.revisions.merge_table import merged_rows
from tests.documents.rich import rows

HEAD: Row = ("Party", "Seats")
RED: Row = ("Red", "12")
BLUE: Row = ("Blue", "9")
GREEN: Row = ("Green", "4")
BASE: Rows = (HEAD, RED, BLUE)


@pytest.mark.parametrize(
    ("ours", "theirs", "merged"),
    [
        (
            (HEAD, ("Red", "13"), BLUE),
            (HEAD, RED, ("Blue", "8")),
            (HEAD, ("Red", "13"), ("Blue", "8")),
        ),
        ((HEAD, RED, BLUE, GREEN), (HEAD, BLUE), (HEAD, BLUE, GREEN)),
        ((HEAD, ("Reds", "12"), BLUE), (HEAD, ("Red", "13"), BLUE), (HEAD, ("Reds", "13"), BLUE)),
        ((HEAD, RED, GREEN, BLUE), (HEAD, RED, GREEN, BLUE), (HEAD, RED, GREEN, BLUE)),
        ((HEAD, BLUE, RED), (HEAD, ("Red", "14"), BLUE), (HEAD, BLUE, ("Red", "14"))),
    ],
)
def test_what_only_one_side_changed_is_so(ours: Rows, theirs: Rows, merged: Rows) -> None:
    assert merged_rows(BASE, ours, theirs) == (merged, merged)


def test_a_cell_that_both_changed_is_that_of_either_side() -> None:
    ours, theirs = (HEAD, ("Red", "13"), BLUE), (HEAD, ("Red", "14"), ("Blue", "8"))
    mine, other = merged_rows(BASE, ours, theirs)
    assert mine == (HEAD, ("Red", "13"), ("Blue", "8"))
    assert other == (HEAD, ("Red", "14"), ("Blue", "8"))


def test_a_row_deleted_here_and_changed_there_is_kept_by_whom_takes_theirs() -> None:
    mine, other = merged_rows(BASE, (HEAD, BLUE), (HEAD, ("Red", "13"), BLUE))
    assert mine == (HEAD, BLUE)
    assert ("Red", "13") in other


@given(rows(), rows(), rows())
@settings(deadline=None)
def test_nothing_that_a_side_wrote_is_lost(base: Rows, ours: Rows, theirs: Rows) -> None:
    mine, other = merged_rows(base, ours, theirs)
    assert merged_rows(base, base, theirs) == (theirs, theirs)
    assert merged_rows(base, ours, base) == (ours, ours)
    written = {cell for row in theirs for cell in row}
    known = {cell for row in base for cell in row}
    assert written - known <= {cell for row in (*mine, *other) for cell in row}
