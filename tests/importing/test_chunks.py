"""A run that several machines share: here they take turns, in whatever order."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

import pytest

from articles import store
from articles.importing.chunks import cut, take
from articles.importing.chunks.cut import distribute
from articles.importing.chunks.follow import Followed
from articles.importing.chunks.take import MOST_ATTEMPTS, OtherMaker, do_chunk
from articles.importing.incoming import Result
from articles.importing.pipeline import Pipeline, import_documents
from articles.importing.plan import Options
from articles.importing.sources.find import find, read_all
from articles.models import Article, ImportRun, Picture, RunChunk, Version
from articles.models.import_run import RunState
from articles.reporting.words import describe_parts
from articles.undo.undo import Undo
from tests.documents.make import SENTENCE
from tests.pictures.make import make_file as make_picture_file
from tests.served import manage, start

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def three_files_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cut, "FILES", 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(8):
        make_file(tmp_path, f"{number}.txt", f"Ferry {number}", f"{SENTENCE} {number}")
    return tmp_path


def make_file(folder: Path, name: str, *strings: str) -> None:
    (folder / name).write_text(repr(list(strings)), encoding="utf-8")


def shared(folder: Path, *names: str, **options: Any) -> tuple[ImportRun, list[int]]:
    """A run whose chunks wait to be imported."""
    handed: list[int] = []
    *_, run = distribute(find([folder, *names]), Options(**options), handed.append)
    return run, handed


def state_of(run: ImportRun) -> RunState:
    run.refresh_from_db()
    return run.state


def articles() -> list[tuple[str, list[str]]]:
    return [
        (article.external_id, [each.text for each in store.load(article).paragraphs()])
        for article in Article.objects.order_by("external_id")
    ]


def test_it_stores_and_counts_what_one_machine_would(folder: Path) -> None:
    (folder / "broken.json").write_text("{", encoding="utf-8")
    (folder / "notes.pdf").write_bytes(b"\xff")
    alone = list(import_documents(read_all(find([folder])), Options()))
    [before], expected = ImportRun.objects.all(), articles()
    list(Undo(before))
    run, handed = shared(folder)
    assert state_of(run) is RunState.RUNNING
    for pk in reversed(handed):
        do_chunk(pk, "elsewhere")
    assert state_of(run) is RunState.FINISHED
    assert articles() == expected
    assert (run.counts, run.left_out) == (before.counts, before.left_out)
    told = sorted((each.file, each.outcome) for each in Followed(run).new())
    assert told == sorted((each.file, each.outcome) for each in alone)


@pytest.mark.usefixtures("own_pictures")
def test_its_pictures_come_in_with_it(folder: Path) -> None:
    figure = '<figure><img src="../images/a.jpg" alt="A ferry"></figure>'
    for name in ("texts", "images"):
        (folder / name).mkdir()
    make_file(folder / "texts", "x.txt", SENTENCE, figure, "And so it went on until noon.")
    (folder / "images" / "a.jpg").write_bytes(make_picture_file())
    run, handed = shared(folder, arguments={"paths": [str(folder)]})
    for pk in handed:
        do_chunk(pk, "elsewhere")
    assert state_of(run) is RunState.FINISHED
    assert (run.pictures, Picture.objects.count()) == (1, 1)


def test_it_is_undone_as_one(folder: Path) -> None:
    run, handed = shared(folder)
    for pk in handed:
        do_chunk(pk, "elsewhere")
    run.refresh_from_db()
    list(Undo(run))
    assert not Article.objects.exists()


class Dying(Pipeline):
    """An import whose machine is gone after the first result, without a word."""

    left: ClassVar[list[Iterator[Result]]] = []

    def __iter__(self) -> Iterator[Result]:
        results = super().__iter__()
        self.left.append(results)
        yield next(results)
        raise KeyboardInterrupt


@pytest.fixture(autouse=True)
def _burials(db: None) -> Iterator[None]:
    """What a dead worker left would else be ended at any time, without a database."""
    yield
    Dying.left.clear()


def test_a_chunk_is_taken_up_where_a_dead_worker_left_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.importing.pipeline.BATCH", 2)
    run, [first, *rest] = shared(folder)
    with monkeypatch.context() as patched:
        patched.setattr(take, "Pipeline", Dying)
        with pytest.raises(KeyboardInterrupt):
            do_chunk(first, "dead")
    assert Article.objects.count() == 2
    for pk in (first, *rest):
        do_chunk(pk, "alive")
    assert state_of(run) is RunState.FINISHED
    assert (run.created, run.items.count(), Version.objects.count()) == (8, 8, 8)


def test_what_cleaning_removed_is_counted_once_though_a_worker_died_within_a_batch(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.importing.pipeline.TOGETHER", 1)
    for number in range(8):
        make_file(folder, f"{number}.txt", f"Ferry {number}", f'<b class="x">{SENTENCE}</b>')
    run, handed = shared(folder)
    with monkeypatch.context() as patched:
        patched.setattr(take, "Pipeline", Dying)
        with pytest.raises(KeyboardInterrupt):
            do_chunk(handed[0], "dead")
    assert Article.objects.count() == 1
    for pk in handed:
        do_chunk(pk, "alive")
    run.refresh_from_db()
    assert (run.created, run.removed) == (8, {"attribute": {"b class": 8}})


def test_who_was_thought_dead_stores_nothing_more(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run, [first, *_rest] = shared(folder)
    slow = RunChunk.objects.select_related("run").get(pk=first)
    slow.take("slow")
    do_chunk(first, "quick")
    stored = run.items.count()
    take._import(slow, find(slow.files))
    assert run.items.count() == stored == 3


def test_a_later_file_holds_against_an_earlier_one_that_is_slower(tmp_path: Path) -> None:
    for number, text in ((1, "The old text"), (9, "The new text")):
        lines = json.dumps(
            {"id": "ferry", "paragraphs": ["Ferry", SENTENCE, f"{text} stands here."]}
        )
        (tmp_path / f"{number}.jsonl").write_text(lines, encoding="utf-8")
    run, handed = shared(tmp_path)
    for pk in reversed(handed):
        do_chunk(pk, "elsewhere")
    assert state_of(run) is RunState.FINISHED
    [(_key, texts)] = articles()
    assert texts[-1] == "The new text stands here."
    assert run.outdated == 1


def test_a_machine_that_reads_otherwise_leaves_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _run, [first, *_rest] = shared(folder)
    with monkeypatch.context() as patched:
        patched.setattr(take, "made_by", lambda: "parser 99")
        with pytest.raises(OtherMaker, match="Install the same release"):
            do_chunk(first, "elsewhere")
    do_chunk(first, "here")
    assert Article.objects.count() == 3


def test_a_chunk_that_ends_every_worker_is_given_up(folder: Path) -> None:
    run, [first, *rest] = shared(folder)
    RunChunk.objects.filter(pk=first).update(attempts=MOST_ATTEMPTS)
    for pk in (first, *rest):
        do_chunk(pk, "elsewhere")
    assert state_of(run) is RunState.STOPPED
    assert Article.objects.count() == 5
    assert "memory" in RunChunk.objects.get(pk=first).problem


def test_people_are_told_how_far_the_machines_are(folder: Path) -> None:
    run, [first, second, third] = shared(folder, arguments={"distribute": True})
    RunChunk.objects.filter(pk=first).update(attempts=MOST_ATTEMPTS)
    do_chunk(first, "elsewhere")
    do_chunk(second, "elsewhere")
    RunChunk.objects.get(pk=third).take("elsewhere")
    told = describe_parts(run)
    assert told.startswith("Shared by machines: 1 of 3 parts done, 1 at work. Part 1 was given up")


def test_what_no_other_machine_finds_is_imported_here(folder: Path) -> None:
    run, handed = shared(folder, "missing.txt")
    assert [each.file for each in Followed(run).new()] == ["missing.txt"]
    assert len(handed) == 3


def test_the_workers_of_a_site_do_what_the_command_hands_out(
    folder: Path, environment: dict[str, str]
) -> None:
    worker = start(environment, "work", "--name", "elsewhere")
    try:
        told = manage(environment, "import_articles", "--distribute", str(folder))
    finally:
        worker.terminate()
        worker.communicate(30)
    assert "8 created" in told
