"""`find_duplicates`, and what other commands say of the same story."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article, TellingSentence
from tests.bench.documents import document
from tests.make import make_imported
from tests.review.stories import story

pytestmark = pytest.mark.django_db


def run(name: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_it_lists_each_story_with_its_articles() -> None:
    first = make_imported(*story(), external_id="wire-1", publisher="The Wire")
    make_imported(*story(2), external_id="wire-2")
    second = make_imported(*story(), external_id="daily-7")
    out = run("find_duplicates")
    assert f"{first.pk}  wire-1  {first.headline} (The Wire, draft)" in out
    assert f"{second.pk}  daily-7" in out
    assert "wire-2" not in out
    assert "1 story is carried more than once." in out


def test_it_looks_at_articles_of_before_first() -> None:
    for key in "ab":
        make_imported(*story(), external_id=key)
    TellingSentence.objects.all().delete()
    [line] = run("find_duplicates", json=True).splitlines()
    assert [each["key"] for each in json.loads(line)["articles"]] == ["a", "b"]
    assert TellingSentence.objects.exists()


def test_it_says_that_there_are_none() -> None:
    make_imported(*story())
    assert "No story is carried more than once" in run("find_duplicates")


def test_an_import_says_so(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_bytes(document(1))
    out = run("import_articles", tmp_path)
    assert "1 pair of articles carries the same story. Choose under Duplicates" in out
    number = Article.objects.earliest("pk").run_items.get().run_id
    assert "1 pair of articles carries the same story." in run("import_runs", "show", number)


def test_a_site_of_before_is_indexed_when_it_is_prepared() -> None:
    make_imported(*story())
    TellingSentence.objects.all().delete()
    run("prepare_newsroom")
    assert TellingSentence.objects.exists()
