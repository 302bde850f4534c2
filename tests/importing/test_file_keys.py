"""Documents without an id: as much of their path as tells their files apart is their key."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.documents.source import Source
from articles.importing import pipeline as importing
from articles.importing.pipeline import import_documents
from articles.importing.plan import IMPORT, IMPORT_PREVIEW, Options, Plan
from articles.importing.record import begin_run
from articles.importing.sources import file_keys
from articles.importing.sources.file_keys import FileKeys, base_key, is_file_key, longer_keys
from articles.importing.sources.find import find, read_all
from articles.models import Article
from articles.models.import_run import RunKind
from tests.documents.make import make_source

pytestmark = pytest.mark.django_db

MARCH = "The council of Oldmere talked for four hours about the ferry, and voted to talk again."
APRIL = "Odo Vance has lit the gas lamps of Tallow Row for one and forty years without a break."
MAY = "Nobody had thought of the rope that the captain sold to a farmer on the coast in spring."


def write(path: Path, *strings: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(repr(list(strings)), encoding="utf-8")
    return path


def run(*paths: object, plan: Plan = IMPORT, **options: Any) -> list[tuple[str, str]]:
    """Each document's outcome and key, as it is imported."""
    found = import_documents(read_all(find(map(str, paths))), Options(**options), plan)
    return [(result.outcome.value, result.external_id) for result in found]


def outcomes(results: list[tuple[str, str]]) -> list[str]:
    return [outcome for outcome, _ in results]


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three files of one name."""
    for folder, text in (("2009/03", MARCH), ("2010/03", APRIL), ("2010/04", MAY)):
        write(tmp_path / "archive" / folder / "index.txt", text, text)
    return tmp_path / "archive"


KEYS = ["index.txt", "2010/03/index.txt", "04/index.txt"]


@pytest.mark.parametrize("size", [1, 2, 200])
def test_files_of_one_name_in_one_run_are_as_many_articles(
    archive: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", size)
    assert run(archive) == [("created", key) for key in KEYS]
    assert run(archive) == [("unchanged", key) for key in KEYS]


@pytest.mark.parametrize("plan", [IMPORT.dry(), IMPORT_PREVIEW])
def test_a_preview_foresees_it(archive: Path, plan: Plan) -> None:
    assert outcomes(run(archive, plan=plan)) == ["created"] * 3
    run(archive)
    assert outcomes(run(archive, plan=plan)) == ["unchanged"] * 3


def test_the_folder_may_move_or_be_named_otherwise(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(archive)
    monkeypatch.chdir(archive / "2010")
    for path in ("..", "../../archive", os.path.abspath(".."), "../2010/../"):
        assert outcomes(run(path)) == ["unchanged"] * 3
    assert run("03/index.txt") == [("unchanged", KEYS[1])]
    shutil.copytree(archive, tmp_path / "elsewhere" / "deep")
    assert run(tmp_path / "elsewhere") == [("unchanged", key) for key in KEYS]
    assert Article.objects.count() == 3


def write_page(path: Path, *paragraphs: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    page = f"<html><body><article><h1>Ferry</h1>{body}</article></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def test_a_page_whose_folder_is_in_its_key_is_found_again_alone(tmp_path: Path) -> None:
    write_page(tmp_path / "2009/03/index.html", MARCH, APRIL)
    page = write_page(tmp_path / "2010/03/index.html", MAY, f"{APRIL} He sold it.")
    keys = ["03/index.html", "2010/03/index.html"]
    assert run(tmp_path) == [("created", key) for key in keys]
    for _ in range(2):
        assert run(tmp_path / "2010") == [("unchanged", keys[1])]
    write_page(page, MAY, f"{APRIL} He sold it.", MARCH)
    assert run(page) == [("updated", keys[1])]
    assert run(tmp_path) == [("unchanged", key) for key in keys]


def test_each_follows_its_own_file(archive: Path) -> None:
    run(archive)
    write(archive / "2010/03/index.txt", APRIL, APRIL, MARCH)
    assert run(archive) == [("unchanged", KEYS[0]), ("updated", KEYS[1]), ("unchanged", KEYS[2])]


def test_a_file_of_a_stored_name_with_another_text_gets_a_longer_key(archive: Path) -> None:
    assert run(archive / "2010/03") == [("created", "index.txt")]
    assert run(archive) == [
        ("created", "2009/03/index.txt"),
        ("unchanged", "index.txt"),
        ("created", "04/index.txt"),
    ]
    assert outcomes(run(archive)) == ["unchanged"] * 3


def test_one_by_one_they_get_keys_of_their_own_too(archive: Path) -> None:
    for path in sorted(archive.rglob("*.txt")):
        assert outcomes(run(path)) == ["created"]
    assert outcomes(run(archive)) == ["unchanged"] * 3


def test_a_copy_elsewhere_with_a_correction_is_the_same_article(tmp_path: Path) -> None:
    run(write(tmp_path / "monday/a.txt", MARCH, APRIL))
    corrected = write(tmp_path / "tuesday/a.txt", MARCH, APRIL, MAY)
    assert run(corrected) == [("updated", "a.txt")]


def test_the_same_bytes_twice_are_one_article(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        write(tmp_path / folder / "a.txt", MARCH)
    assert outcomes(run(tmp_path)) == ["created", "unchanged"]


def test_lines_of_files_of_one_name_are_told_apart(tmp_path: Path) -> None:
    for folder, text in (("x", MARCH), ("y", APRIL)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.jsonl").write_text(f'["{text}"]\n')
    assert [key for _, key in run(tmp_path)] == ["a.jsonl:1", "y/a.jsonl:1"]


def test_what_was_deleted_under_its_longer_key_stays_so(archive: Path) -> None:
    run(archive)
    deleted = Article.objects.get(external_id="2010/03/index.txt")
    Article.objects.filter(pk=deleted.pk).update(deleted_at="2024-01-01T00:00Z", slug="")
    assert outcomes(run(archive)) == ["unchanged", "deleted", "unchanged"]
    Article.objects.filter(external_id="index.txt").update(deleted_at="2024-01-01T00:00Z", slug="")
    assert outcomes(run(archive)) == ["deleted", "deleted", "unchanged"]


@pytest.mark.parametrize(
    ("key", "file", "expected"),
    [
        ("a.txt", "x/a.txt", True),
        ("a.txt:7", "x/a.txt", True),
        ("x/a.txt", "./w/x/a.txt", True),
        ("a.txt", "x/ba.txt", False),
        ("an-id", "x/a.txt", False),
        ("x/a.txt", "x/a.zip/x/a.txt", True),
    ],
)
def test_a_key_of_a_path_is_told(key: str, file: str, expected: bool) -> None:
    assert is_file_key(key, file) is expected
    assert base_key(key, file) == (key.rpartition("/")[2] if expected else key)


def test_longer_keys_end_with_the_number_in_the_file() -> None:
    source = make_source("a", external_id="a.jsonl:12", file="w/x/a.jsonl")
    assert longer_keys(source) == ["x/a.jsonl:12", "w/x/a.jsonl:12"]


def test_a_run_of_many_files_remembers_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_keys, "_RECENT", 3)
    keys = FileKeys(None)
    sources = [make_source(str(n), external_id=f"{n}.txt", file=f"x/{n}.txt") for n in range(50)]
    named = [each.external_id for each in keys.told_apart(sources) if isinstance(each, Source)]
    assert named == [f"{n}.txt" for n in range(50)]
    assert len(keys._recent) == 3
    [again] = keys.told_apart([make_source("other", external_id="1.txt", file="y/1.txt")])
    assert isinstance(again, Source)
    assert again.external_id == "y/1.txt"


def test_files_of_one_name_are_looked_up_together() -> None:
    keys = FileKeys(begin_run(RunKind.IMPORT, Options()))
    sources = [
        make_source(str(n), external_id="index.txt", file=f"{n}/index.txt") for n in range(40)
    ]
    with CaptureQueriesContext(connection) as asked:
        named = [each.external_id for each in keys.told_apart(sources) if isinstance(each, Source)]
    assert named == ["index.txt", *(f"{n}/index.txt" for n in range(1, 40))]
    assert len(asked) == 2
