"""The jobs of a shared run, as workers of several machines do them: the run ends, and says why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from articles.importing.chunks import cut, take
from articles.importing.chunks.cut import distribute
from articles.importing.plan import Options
from articles.importing.sources.find import FoundFile, find
from articles.importing.work import close_lost, import_chunk, why_left
from articles.models import Article, ImportRun, Job, RunChunk
from articles.models.import_run import RunState
from articles.tasks import elsewhere
from articles.tasks.queue import cancel
from tests.documents.make import SENTENCE
from tests.worked import work_off

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(elsewhere, "_rests", {})
    monkeypatch.setattr(elsewhere, "_turned_down", Counter())


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportRun:
    """A run of three parts, whose jobs wait."""
    monkeypatch.setattr(cut, "FILES", 1)
    for number in range(3):
        text = repr([f"Ferry {number}", f"{SENTENCE} {number}"])
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    *_, run = distribute(find([tmp_path]), Options(), import_chunk.enqueue)
    return run


def state_of(run: ImportRun) -> RunState:
    run.refresh_from_db()
    return run.state


def problems(run: ImportRun) -> list[str]:
    return [chunk.problem for chunk in run.chunks.all() if chunk.problem]


def test_nothing_is_lost_while_its_jobs_wait(run: ImportRun) -> None:
    close_lost(run)
    work_off()
    assert state_of(run) is RunState.FINISHED
    assert Article.objects.count() == 3


def test_a_part_whose_job_was_cancelled_does_not_keep_the_run_going(run: ImportRun) -> None:
    cancel(Job.objects.order_by("enqueued_at")[0], by="anna")
    work_off()
    assert state_of(run) is RunState.RUNNING
    close_lost(run)
    assert state_of(run) is RunState.STOPPED
    assert problems(run) == ["Its job was cancelled."]
    assert Article.objects.count() == 2


def test_a_part_whose_job_failed_for_good_says_why(
    run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(chunk: int, worker: str) -> None:
        raise ValueError("over a stone")

    monkeypatch.setattr(take, "do_chunk", fail)
    while work_off():
        Job.objects.update(run_after=run.started_at)
    close_lost(run)
    assert state_of(run) is RunState.STOPPED
    assert problems(run) == ["Its job has ended: ValueError: over a stone"] * 3


def test_an_older_release_leaves_the_parts_to_a_newer_one(
    run: ImportRun, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr(take, "made_by", lambda: "parser 1")
        assert work_off() == 1
    assert "Install the same release" in why_left(run)
    monkeypatch.setattr(elsewhere, "_rests", {})
    assert work_off() == 3
    assert state_of(run) is RunState.FINISHED


def test_what_no_machine_can_do_stops_the_run_and_says_why(
    run: ImportRun, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    tmp_path.rename(tmp_path.with_name("unmounted"))
    monkeypatch.setattr(elsewhere, "REST", 0)
    for _minute in range(elsewhere.MOST):
        work_off()
    close_lost(run)
    assert state_of(run) is RunState.STOPPED
    assert "none of its files is on this machine" in problems(run)[0]
    assert not Article.objects.exists()


def test_what_breaks_here_closes_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(file: FoundFile, *_: object) -> None:
        raise RuntimeError("no such module")

    monkeypatch.setattr(FoundFile, "read", broken)
    with pytest.raises(RuntimeError):
        list(distribute([FoundFile("name", "path")], Options(), import_chunk.enqueue))
    [run] = ImportRun.objects.all()
    assert run.state is RunState.STOPPED
    assert RunChunk.objects.get().problem == "RuntimeError: no such module"
