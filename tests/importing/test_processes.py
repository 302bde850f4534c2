"""Promise 6 with real processes: an import killed in the midst, and two at the same time."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.documents.make import SENTENCE
from tests.served import manage, site_environment, start

DOCUMENTS = 900

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
def environment(tmp_path: Path) -> Iterator[dict[str, str]]:
    with site_environment(tmp_path) as environment:
        manage(environment, "migrate", "--verbosity", "0")
        yield environment


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    for number in range(DOCUMENTS):
        texts = [f"{number}. {SENTENCE}", f"{number}. Nobody asked twice."]
        (folder / f"{number}.txt").write_text(repr(texts), encoding="utf-8")
    return folder


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
    while not report.exists() and killed.poll() is None:
        time.sleep(0.01)
    # About half of the batches are stored by then.
    time.sleep(0.3)
    killed.kill()
    killed.communicate()
    articles, sources, versions, paragraphs, strays = counts(environment)
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
