"""The rejected documents as files."""

from __future__ import annotations

import csv
import json

import pytest

from articles.models.import_run import Outcome
from articles.reporting.files import csv_lines, json_lines
from tests.make import make_item, make_run

pytestmark = pytest.mark.django_db


def test_a_table_says_where_and_why() -> None:
    item = make_item(make_run(), Outcome.REJECTED, position="line 3", reason='is "odd",\nvery')
    text = "".join(csv_lines([item]))
    assert text.startswith("\ufefffile,position,key,reason,remedy\r\n")
    [row] = csv.DictReader(text.removeprefix("\ufeff").splitlines(keepends=True))
    assert row["reason"] == 'is "odd",\nvery'
    assert (row["file"], row["position"], row["key"]) == (item.file, "line 3", item.external_id)


@pytest.mark.parametrize("field", ["file", "position", "external_id", "reason", "hint"])
def test_no_cell_of_a_table_is_a_formula(field: str) -> None:
    item = make_item(make_run(), Outcome.REJECTED, **{field: "=1+1"})
    _, line = csv_lines([item])
    assert "'=1+1" in line


def test_a_line_is_an_object() -> None:
    run = make_run()
    item = make_item(run, Outcome.REJECTED, file="=1+1\n.txt")
    [line] = json_lines([item])
    assert line.count("\n") == 1
    found = json.loads(line)
    assert (found["run"], found["outcome"], found["file"]) == (run.pk, "rejected", "=1+1\n.txt")
    assert (found["key"], found["reason"]) == (item.external_id, item.reason)
