"""Import runs and their documents -> rows and lines for spreadsheets and programs."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import Any, Final

from articles.models.import_run import ImportRun, RunItem
from articles.reporting.formulas import escaped
from articles.reporting.json_text import json_line

# The columns of a table, which others read, and what they hold of an item.
_COLUMNS: Final = {
    "file": "file",
    "position": "position",
    "key": "external_id",
    "reason": "reason",
    "remedy": "hint",
}


class _Line:
    """A file for the csv module, which hands on what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(items: Iterable[RunItem]) -> Iterator[str]:
    """Yield a CSV of rejected documents, with the mark by which spreadsheets know UTF-8."""
    writer = csv.writer(_Line())
    yield "\ufeff" + writer.writerow(_COLUMNS)
    for item in items:
        yield writer.writerow(escaped(getattr(item, name)) for name in _COLUMNS.values())


def json_lines(items: Iterable[RunItem]) -> Iterator[str]:
    for item in items:
        yield json_line(item_json(item))


def item_json(item: RunItem) -> dict[str, Any]:
    return {
        "run": item.run_id,
        "outcome": item.outcome,
        "file": item.file,
        "position": item.position,
        "key": item.external_id,
        "article": item.article_id,
        "before": item.before,
        "after": item.after,
        "reason": item.reason,
        "remedy": item.hint,
        "undone": item.undone,
    }


def run_json(run: ImportRun) -> dict[str, Any]:
    moments = ("started_at", "seen_at", "finished_at", "stopped_at", "undone_at")
    return {
        "run": run.pk,
        "kind": run.kind,
        "state": run.state.value,
        **{name: at.isoformat() if (at := getattr(run, name)) else None for name in moments},
        "seconds": round(run.duration.total_seconds(), 3),
        "started_by": run.started_by.get_username() if run.started_by else None,
        "undone_by": run.undone_by.get_username() if run.undone_by else None,
        "parser_version": run.parser_version,
        "total": run.total,
        "done": run.done,
        **{outcome.value: number for outcome, number in run.counts.items()},
        "pictures": run.pictures,
        "arguments": run.arguments,
        "removed": run.removed,
    }
