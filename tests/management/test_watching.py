"""`import_articles --watch` stores what comes into a folder, each settled batch as a run."""

from __future__ import annotations

import io
import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import BaseCommand
from django.db import OperationalError

from articles.importing.sources.watch import Watch
from articles.management.watching import Found, watch_folders
from tests.documents.make import SENTENCE
from tests.served import manage, start

PATIENCE = 30.0


def ended_runs(environment: dict[str, str]) -> list[dict[str, Any]]:
    lines = manage(environment, "import_runs", "--json").splitlines()
    return [run for run in map(json.loads, lines) if run["state"] == "finished"]


def wait_for_runs(environment: dict[str, str], number: int) -> list[dict[str, Any]]:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if len(runs := ended_runs(environment)) == number:
            return runs
        time.sleep(0.1)
    raise AssertionError(f"there were not {number} runs in time")


def test_what_comes_into_a_folder_is_imported_until_it_is_stopped(
    environment: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "inbox"
    folder.mkdir()
    watching = start(environment, "import_articles", str(folder), "--watch", "--settled-after", "1")
    (folder / "a.txt").write_text(repr([SENTENCE]), encoding="utf-8")
    wait_for_runs(environment, 1)
    (folder / "b.txt").write_text(repr([SENTENCE]), encoding="utf-8")
    (folder / "a.txt").write_text(repr([SENTENCE, "And more."]), encoding="utf-8")
    newest, _ = wait_for_runs(environment, 2)
    assert (newest["created"], newest["updated"]) == (1, 1)
    watching.terminate()
    out, err = watching.communicate(PATIENCE)
    assert watching.returncode == 0
    assert out.startswith("Watching.")
    assert out.rstrip().endswith("Stopped watching.")
    assert err == ""


@pytest.mark.django_db
def test_what_the_database_did_not_take_is_tried_again(tmp_path: Path) -> None:
    (tmp_path / "a.txt").touch()
    out, err = io.StringIO(), io.StringIO()
    tried: list[Found] = []

    def import_found(found: Found) -> None:
        tried.append(found)
        if len(tried) == 1:
            raise OperationalError("it rests")
        raise KeyboardInterrupt

    command = BaseCommand(stdout=out, stderr=err)
    watch_folders(command, Watch([str(tmp_path)], settled_after=0), import_found, pause=0)
    assert [len(found) for found in tried] == [1, 1]
    assert "does not answer (it rests)" in err.getvalue()


def test_what_is_not_read_is_told_without_a_run(tmp_path: Path) -> None:
    (tmp_path / "photo.pdf").touch()

    def never(_found: Found) -> None:
        raise AssertionError("there is nothing to import")

    out = io.StringIO()
    watch = _WatchOnce([str(tmp_path)], settled_after=0)
    watch_folders(BaseCommand(stdout=out, stderr=io.StringIO()), watch, never)
    assert f"{tmp_path}/photo.pdf: is in no format" in out.getvalue()


class _WatchOnce(Watch):
    """A watch that somebody stops after the first look."""

    @property
    def interval(self) -> float:
        raise KeyboardInterrupt
