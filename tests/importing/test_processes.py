"""Promise 6 with real processes: an import killed in the midst, and two at the same time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.documents.make import SENTENCE
from tests.importing.site import READ_MORE
from tests.served import manage, start, wait_until

# Three batches.
DOCUMENTS = 420

COUNTS = """
import json
from articles.models import *
from django.db.models import F
print(json.dumps([
    Article.objects.count(), SourceDocument.objects.count(), Version.objects.count(),
    Paragraph.objects.count(), Paragraph.objects.exclude(section__article=F("article")).count(),
]))
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(DOCUMENTS):
        texts = [f"{number}. {SENTENCE}", f"{number}. Nobody asked twice."]
        (folder / f"{number}.txt").write_text(repr(texts), encoding="utf-8")
    return folder


def is_written(file: Path) -> bool:
    return file.exists() and file.stat().st_size > 0


def counts(environment: dict[str, str]) -> list[int]:
    """Articles, sources, versions, paragraphs, and paragraphs in a section of another article."""
    found: list[int] = json.loads(manage(environment, "shell", "-v0", "-c", COUNTS))
    return found


WHOLE = [DOCUMENTS, DOCUMENTS, DOCUMENTS, 2 * DOCUMENTS, 0]


def test_an_import_that_was_killed_leaves_whole_articles_and_is_completed_by_the_next(
    environment: dict[str, str], folder: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.jsonl"
    killed = start(environment, "import_articles", str(folder), "--report", str(report))
    # The first batch is stored when it is told of.
    wait_until(lambda: is_written(report) or killed.poll() is not None, "a batch is stored")
    killed.kill()
    killed.communicate()
    articles, sources, versions, paragraphs, strays = counts(environment)
    assert 0 < articles < DOCUMENTS
    assert (sources, versions, paragraphs, strays) == (articles, articles, 2 * articles, 0)
    manage(environment, "import_articles", str(folder))
    assert counts(environment) == WHOLE


def test_two_imports_at_once_end_with_each_article_once(
    environment: dict[str, str], folder: Path
) -> None:
    both = [start(environment, "import_articles", str(folder)) for _ in range(2)]
    for process in both:
        _, err = process.communicate()
        assert process.returncode == 0, err
    assert counts(environment) == WHOLE


@pytest.mark.long
def test_two_re_parses_and_an_import_at_once_change_each_article_once(
    environment: dict[str, str], folder: Path
) -> None:
    manage(environment, "import_articles", str(folder))
    manage(environment, "shell", "-v0", "-c", READ_MORE)
    # The import brings what the documents were before, which it takes for a change of each.
    commands = [("reparse", "--apply"), ("reparse", "--apply"), ("import_articles", str(folder))]
    for process in [start(environment, *command) for command in commands]:
        _, err = process.communicate()
        assert process.returncode == 0, err
    articles, _, versions, paragraphs, strays = counts(environment)
    assert (articles, paragraphs, strays) == (DOCUMENTS, 2 * DOCUMENTS, 0)
    # The import's, and that of the re-parse which came before it, if one did.
    assert 2 * DOCUMENTS <= versions <= 3 * DOCUMENTS
    assert f"{DOCUMENTS} unchanged" in manage(environment, "reparse", "--apply")
