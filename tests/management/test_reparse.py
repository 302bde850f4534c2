from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.importing.pipeline import import_documents
from articles.importing.plan import Options
from articles.models import Article, ImportRun, SourceDocument, Version
from tests.documents.make import SENTENCE, make_source

pytestmark = pytest.mark.django_db

SECOND = "And the captain, who had slept until noon, could tell nobody what had happened at all."


def reparse(*arguments: object, code: int = 0) -> tuple[str, str]:
    """Run the command; gives what it wrote to stdout and to stderr."""
    out, err = io.StringIO(), io.StringIO()
    exit_code: object = 0
    try:
        call_command("reparse", *map(str, arguments), stdout=out, stderr=err)
    except SystemExit as stop:
        exit_code = stop.code
    assert exit_code == code
    return out.getvalue(), err.getvalue()


@pytest.fixture(autouse=True)
def _two_articles(db: None) -> None:
    """Of the first, today's parser reads more than was imported."""
    list(
        import_documents(
            [make_source(SENTENCE, external_id="wire-1"), make_source(SENTENCE, external_id="b")],
            Options(),
        )
    )
    read_more_in("wire-1")


def read_more_in(key: str) -> None:
    source = make_source(SENTENCE, SECOND, external_id=key)
    kept = SourceDocument.objects.filter(external_id=key)
    kept.update(content=source.content, digest=source.digest, parser_version=1)


def test_it_says_what_would_change_and_stores_nothing() -> None:
    out, err = reparse("--show", 1)
    assert "updated: wire-1" in out
    assert f"  added: Text\n    + {SECOND}\n" in out
    assert "1 updated, 1 unchanged (2 documents in " in out
    assert "Nothing was stored." in out
    assert err == ""
    assert (Version.objects.count(), ImportRun.objects.count()) == (2, 1)


def test_without_being_asked_it_shows_no_differences() -> None:
    assert "wire-1" not in reparse()[0]


def test_with_apply_it_stores_them_and_says_how_to_take_them_back() -> None:
    out, _ = reparse("--apply")
    run = ImportRun.objects.first()
    assert run
    assert f"Re-parse {run.pk}: 1 updated, 1 unchanged" in out
    assert f"import_runs undo {run.pk}" in out
    article = Article.objects.get(external_id="wire-1")
    assert [p.markup for p in article.paragraphs.all()] == [SENTENCE, SECOND]
    assert "2 unchanged" in reparse("--apply")[0]


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["--key", "wire-*"], "1 updated"),
        (["--outdated"], "1 updated"),
        (["--limit", "1"], "1 updated"),
        (["--publisher", "Nobody"], "nothing to parse again"),
        (["--article", "999999"], "nothing to parse again"),
    ],
)
def test_it_takes_those_that_are_asked_for(arguments: list[str], count: str) -> None:
    assert count in reparse(*arguments)[0]


def test_what_cannot_be_read_any_more_is_named_and_told_by_the_exit_code(tmp_path: Path) -> None:
    SourceDocument.objects.filter(external_id="b").update(format="papyrus")
    report = tmp_path / "report.jsonl"
    out, err = reparse("--apply", "--report", report, code=1)
    assert "1 updated, 1 rejected" in out
    assert err.startswith("b: is in a format that is not read here any more: papyrus")
    lines = [json.loads(line) for line in report.read_text().splitlines()]
    assert [line["outcome"] for line in lines] == ["updated", "rejected"]
