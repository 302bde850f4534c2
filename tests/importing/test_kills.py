"""Promise 6: an import killed at any moment leaves whole articles, and the next completes it.

The real command in real processes, on new documents and on changed ones of edited articles.
"""

from __future__ import annotations

import json
import random
import subprocess
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from articles.importing.workers import WORTH_STARTING
from articles.models.import_run import Outcome
from tests.documents.make import SENTENCE
from tests.importing.site import READ_MORE
from tests.served import manage, rows, start

# Two batches; of three times as many, worker processes prepare the last.
DOCUMENTS = 210

EDIT = """
from articles import store
from articles.models import Article
from articles.models.version import Reason
for article in Article.objects.order_by("pk")[::7]:
    document = store.load(article)
    first = next(document.paragraphs())
    edited = document.with_paragraph(first.uid, first.kind, f"{first.markup} By hand.")
    store.save(article.pk, edited, base=article.version, reason=Reason.EDIT)
"""


def stored(environment: dict[str, str]) -> dict[str, list[str]]:
    """The paragraphs of each article by its key, in order; fails if an article is not whole."""
    content = rows(
        environment,
        "SELECT a.external_id, a.id, v.content FROM articles_article a "
        "JOIN articles_version v ON v.article_id = a.id AND v.number = a.version",
    )
    count = rows(environment, "SELECT COUNT(*), COUNT(DISTINCT external_id) FROM articles_article")
    assert count == [(len(content), len(content))], "an article without its version, or twice"
    paragraphs: dict[int, list[str]] = {}
    for article, markup in rows(
        environment,
        "SELECT p.article_id, p.markup FROM articles_paragraph p "
        "JOIN articles_section s ON s.id = p.section_id AND s.article_id = p.article_id "
        "ORDER BY p.article_id, p.position",
    ):
        paragraphs.setdefault(article, []).append(markup)
    found = {}
    for key, article, version in content:
        document = json.loads(zlib.decompress(version))
        texts = [p[2] for section in document["sections"] for p in section["paragraphs"]]
        assert paragraphs.get(article, []) == texts, f"{key} is not whole"
        found[key] = texts
    return found


def check_counts(environment: dict[str, str]) -> None:
    """What each run says of itself is what its items say."""
    runs = rows(
        environment,
        f"SELECT r.id, {' + '.join(f'r.{outcome}' for outcome in Outcome)}, "
        "(SELECT COUNT(*) FROM articles_runitem i WHERE i.run_id = r.id) FROM articles_importrun r",
    )
    assert [(run, said) for run, said, _ in runs] == [(run, found) for run, _, found in runs]


def write(folder: Path, numbers: Sequence[int], words: str) -> None:
    folder.mkdir(exist_ok=True)
    for number in numbers:
        texts = [f"{number}. {SENTENCE}", f"{number}. {words}", f"{number}. Nobody asked twice."]
        (folder / f"{number}.txt").write_text(repr(texts), encoding="utf-8")


def seconds_of(environment: dict[str, str], *command: str) -> float:
    began = time.monotonic()
    manage(environment, *command)
    return time.monotonic() - began


def import_and_kill(environment: dict[str, str], folder: Path, seconds: float) -> bool:
    return do_and_kill(environment, seconds, "import_articles", str(folder), "--processes", "2")


def do_and_kill(environment: dict[str, str], seconds: float, *command: str) -> bool:
    """Kill a command after a time, its workers with it; gives whether it had ended before."""
    process = start(environment, *command)
    try:
        process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
    return process.returncode == 0


@pytest.mark.long
def test_an_import_killed_at_any_moment_leaves_whole_articles(
    environment: dict[str, str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = pytestconfig.getoption("--kills")
    moment = random.Random(kills)
    folder = tmp_path / "documents"
    # As many that what is killed has workers from the first time on.
    number, killed = 2 * DOCUMENTS, 0
    assert number + DOCUMENTS >= WORTH_STARTING
    write(folder, range(number), "As it was.")
    # Longer than it takes: some are killed, and some come to their end.
    longest = 1.5 * seconds_of(environment, "import_articles", str(folder))
    while killed < kills:
        # New documents, and a change of all that are there, an editor's among them.
        write(folder, range(number), f"Version {number} of this.")
        write(folder, range(number, number + DOCUMENTS), "As it was.")
        number += DOCUMENTS
        was_completed = False
        while killed < kills and not was_completed:
            began = time.monotonic()
            was_completed = import_and_kill(environment, folder, moment.uniform(0.05, longest))
            if was_completed:
                longest = 1.5 * (time.monotonic() - began)
            killed += not was_completed
            stored(environment)
            check_counts(environment)
        manage(environment, "import_articles", str(folder))
        manage(environment, "shell", "-v0", "-c", EDIT)
    manage(environment, "import_articles", str(folder))
    found = stored(environment)
    assert set(found) == {f"{each}.txt" for each in range(number)}
    assert all(len(texts) == 3 for texts in found.values())
    assert sum("By hand." in texts[0] for texts in found.values()) >= len(found) // 7
    before = rows(environment, "SELECT MAX(id) FROM articles_version")
    manage(environment, "import_articles", str(folder))
    assert rows(environment, "SELECT MAX(id) FROM articles_version") == before


@pytest.mark.long
def test_what_is_parsed_again_is_whole_articles_wherever_it_is_killed(
    environment: dict[str, str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    kills = max(pytestconfig.getoption("--kills") // 3, 1)
    moment = random.Random(kills)
    folder = tmp_path / "documents"
    write(folder, range(DOCUMENTS), "As it was.")
    # To parse them again takes longer than to import them.
    longest = seconds_of(environment, "import_articles", str(folder))
    manage(environment, "shell", "-v0", "-c", EDIT)
    manage(environment, "shell", "-v0", "-c", READ_MORE)
    for _ in range(kills):
        do_and_kill(environment, moment.uniform(0.05, longest), "reparse", "--apply")
        assert {len(texts) for texts in stored(environment).values()} <= {3, 4}
    manage(environment, "reparse", "--apply")
    found = stored(environment)
    assert all(texts[3:] == ["And more."] for texts in found.values())
    assert sum("By hand." in texts[0] for texts in found.values()) == len(found) // 7
    assert f"{DOCUMENTS} unchanged" in manage(environment, "reparse", "--apply")
