"""Two hundred jobs by real workers, one of which is killed: all are done, none twice in effect."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from tests.served import manage, rows, start

JOBS: Final = 200
HELD: Final = 90
PATIENCE: Final = 60

ENQUEUE: Final = """
from tests.tasks.chores import leave_a_mark
for number in range({jobs}):
    leave_a_mark.enqueue(number, {folder!r})
"""
ENDED: Final = "SELECT status, COUNT(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
MARKS: Final = "SELECT COUNT(*), COUNT(DISTINCT external_id) FROM articles_tombstone"


def test_a_killed_workers_jobs_are_done_by_another(
    environment: dict[str, str], tmp_path: Path
) -> None:
    # A worker that says nothing for so long is gone.
    site = {**environment, "NEWSROOM_WORKER_SILENCE": "1"}
    manage(site, "shell", "--no-imports", "-c", ENQUEUE.format(jobs=JOBS, folder=str(tmp_path)))
    hold = tmp_path / f"hold-{HELD}"
    hold.touch()
    killed = start(site, "work", "--name", "killed")
    wait_until(lambda: str(HELD) in calls(tmp_path))
    killed.kill()
    killed.communicate()
    hold.unlink()
    other = start(site, "work", "--name", "other")
    wait_until(lambda: rows(site, ENDED) == [("SUCCESSFUL", JOBS)])
    other.terminate()
    _, told = other.communicate(PATIENCE)
    assert other.returncode == 0
    assert "Worker killed is gone" in told
    assert rows(site, MARKS) == [(JOBS, JOBS)]
    # The one that was in the middle began twice, and no other.
    assert sorted(calls(tmp_path)) == sorted(map(str, [*range(JOBS), HELD]))


def wait_until(is_so: Callable[[], bool]) -> None:
    ends = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < ends, "it does not come to that"
        time.sleep(0.05)


def calls(folder: Path) -> list[str]:
    file = folder / "calls"
    return file.read_text().split() if file.exists() else []
