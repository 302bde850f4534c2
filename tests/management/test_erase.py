"""`erase`: lists every place, and erases only where that is confirmed; SQLite's files forget it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from articles.models import Article, Erasure
from tests.documents.make import SENTENCE
from tests.erasure.everything import KEY, NAME, holders, make_redaction, make_told
from tests.make import make_article, make_imported
from tests.review.stories import story
from tests.served import manage

GROUND = "--ground=4 O 17/26"
NAMED = make_redaction(NAME)


def erase(*arguments: str) -> str:
    out = io.StringIO()
    call_command("erase", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue()


@pytest.mark.django_db
def test_it_lists_every_place_and_changes_nothing() -> None:
    make_told()
    held = holders(NAMED)
    out = erase("--key", KEY, "--passage", NAME, GROUND)
    assert "articles.Edition 1: body" in out or "articles.Edition" in out
    assert "Nothing was changed." in out
    assert "sjöberg" not in out.lower()
    assert holders(NAMED) == held


@pytest.mark.django_db
@pytest.mark.parametrize("confirm", [[], ["--confirm"]])
def test_it_names_the_same_story_of_another_article(confirm: list[str]) -> None:
    make_imported(*story(), external_id="wire-1")
    other = make_imported(*story(), external_id="daily-1")
    problems = io.StringIO()
    call_command(
        "erase", "--key", "wire-1", GROUND, *confirm, stdout=io.StringIO(), stderr=problems
    )
    assert f"stays here as article {other.pk}: erase it there, too." in problems.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize("what", ["--article", "--key", "--everywhere"])
def test_it_erases_a_passage_where_that_is_confirmed(what: str) -> None:
    article = make_told()
    named = {"--article": ["--article", str(article.pk)], "--key": ["--key", KEY]}
    out = erase(*named.get(what, [what]), "--passage", NAME, GROUND, "--confirm")
    assert str(Erasure.objects.get()) in out
    assert holders(NAMED) == set()


@pytest.mark.django_db
def test_it_erases_a_whole_article() -> None:
    article = make_told()
    erase("--article", str(article.pk), GROUND, "--confirm", "--dry-run")
    assert Article.objects.exists()
    erase("--article", str(article.pk), GROUND, "--confirm")
    assert not Article.with_deleted.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([GROUND], "Name what to erase"),
        (["--passage", "x", GROUND], "Name the article"),
        (["--key", "none", GROUND], "no such article"),
        (["--article", "1"], "Name the ground"),
    ],
)
def test_what_it_cannot_do_it_says(arguments: list[str], words: str) -> None:
    article = make_article()
    arguments = [str(article.pk) if each == "1" else each for each in arguments]
    with pytest.raises(CommandError, match=words):
        erase(*arguments)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its files are the server's")
def test_the_files_of_the_database_forget_it(environment: dict[str, str], tmp_path: Path) -> None:
    """The name is in no byte of them, however it is stored, once it is erased."""
    document = tmp_path / "told.json"
    document.write_text(
        json.dumps({"title": f"{NAME} saw it", "paragraphs": [f"{SENTENCE} {NAME}.", SENTENCE]}),
        encoding="utf-8",
    )
    manage(environment, "import_articles", str(document), "--publish")
    document.unlink()
    assert any(NAME.encode() in data for data in files_of(tmp_path))
    told = manage(environment, "erase", "--everywhere", "--passage", NAME, GROUND, "--confirm")
    assert "gave up the space" in told
    for data in files_of(tmp_path):
        assert NAME.encode() not in data
        assert b"ann-sj" not in data.lower()


def files_of(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*sqlite3*")]
