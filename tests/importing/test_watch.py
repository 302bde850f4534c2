"""A watched folder gives each file once it has settled, and again once it was changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from articles.documents.source import Rejection
from articles.importing.sources.find import FoundFile
from articles.importing.sources.watch import Watch


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def settled(watch: Watch, clock: Clock, after: float = 0) -> list[str]:
    clock.now += after
    return [Path(each.name).name for each in watch.settled() if isinstance(each, FoundFile)]


def make_watch(folder: Path, clock: Clock) -> Watch:
    return Watch([str(folder)], settled_after=2, clock=clock)


def test_a_file_is_given_once_it_has_settled(tmp_path: Path, clock: Clock) -> None:
    watch = make_watch(tmp_path, clock)
    (tmp_path / "a.txt").write_text("['a']")
    assert settled(watch, clock) == []
    assert settled(watch, clock, after=2) == ["a.txt"]
    assert settled(watch, clock, after=2) == []


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path, clock: Clock) -> None:
    watch = make_watch(tmp_path, clock)
    for length in range(1, 4):
        (tmp_path / "a.txt").write_text("x" * length)
        assert settled(watch, clock, after=1.5) == []
    assert settled(watch, clock, after=2) == ["a.txt"]


def test_a_changed_file_is_given_again(tmp_path: Path, clock: Clock) -> None:
    watch = make_watch(tmp_path, clock)
    (tmp_path / "a.txt").write_text("['a']")
    (tmp_path / "b.txt").write_text("['b']")
    settled(watch, clock)
    assert settled(watch, clock, after=2) == ["a.txt", "b.txt"]
    (tmp_path / "a.txt").write_text("['changed']")
    settled(watch, clock)
    assert settled(watch, clock, after=2) == ["a.txt"]


def test_a_file_that_came_back_is_given_again(tmp_path: Path, clock: Clock) -> None:
    watch = make_watch(tmp_path, clock)
    (tmp_path / "a.txt").write_text("['a']")
    settled(watch, clock)
    settled(watch, clock, after=2)
    (tmp_path / "a.txt").rename(tmp_path / "a.old")
    settled(watch, clock)
    (tmp_path / "a.old").rename(tmp_path / "a.txt")
    settled(watch, clock)
    assert settled(watch, clock, after=2) == ["a.txt"]


def test_what_could_not_be_stored_is_given_again(tmp_path: Path, clock: Clock) -> None:
    watch = make_watch(tmp_path, clock)
    (tmp_path / "a.txt").write_text("['a']")
    settled(watch, clock)
    clock.now += 2
    watch.put_back(watch.settled())
    assert settled(watch, clock) == ["a.txt"]


def test_what_is_not_read_is_told_once(tmp_path: Path, clock: Clock) -> None:
    watch = Watch([str(tmp_path), str(tmp_path / "gone")], clock=clock)
    (tmp_path / "photo.pdf").touch()
    told = [each for each in watch.settled() if isinstance(each, Rejection)]
    assert {Path(each.file).name for each in told} == {"photo.pdf", "gone", tmp_path.name}
    assert watch.settled() == []
