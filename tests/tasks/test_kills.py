"""Two hundred jobs by real workers, one of which is killed: all are done, none twice in effect."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final

import pytest
from django.db import connection

from tests.brokers import Broker, rabbitmq, redis
from tests.served import manage, rows, start, wait_until
from tests.warmed import PATIENCE, Process

on_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="several machines share a PostgreSQL"
)
StartBroker = Callable[[Path], AbstractContextManager[Broker]]

JOBS: Final = 200
HELD: Final = 90

ENQUEUE: Final = """
from tests.tasks.chores import leave_a_mark
for number in range({jobs}):
    leave_a_mark.enqueue(number, {folder!r})
"""
ENDED: Final = "SELECT status, COUNT(*) FROM django_tasks_database_dbtaskresult GROUP BY status"
MARKS: Final = "SELECT COUNT(*), COUNT(DISTINCT external_id) FROM articles_tombstone"


@pytest.mark.long
def test_a_killed_workers_jobs_are_done_by_another(
    environment: dict[str, str], tmp_path: Path
) -> None:
    # A worker that says nothing for so long is gone.
    site = {**environment, "NEWSROOM_WORKER_SILENCE": "1"}
    manage(site, "shell", "--no-imports", "-c", ENQUEUE.format(jobs=JOBS, folder=str(tmp_path)))
    hold = tmp_path / f"hold-{HELD}"
    hold.touch()
    killed = start(site, "work", "--name", "killed")
    wait_until(lambda: str(HELD) in calls(tmp_path), "the job that is held has begun")
    killed.kill()
    killed.communicate()
    hold.unlink()
    other = start(site, "work", "--name", "other")
    wait_until(lambda: rows(site, ENDED) == [("SUCCESSFUL", JOBS)], "all are done")
    other.terminate()
    _, told = other.communicate(PATIENCE)
    assert other.returncode == 0
    assert "Worker killed is gone" in told
    assert rows(site, MARKS) == [(JOBS, JOBS)]
    # The one that was in the middle began twice, and no other.
    assert sorted(calls(tmp_path)) == sorted(map(str, [*range(JOBS), HELD]))


def calls(folder: Path) -> list[str]:
    file = folder / "calls"
    return file.read_text().split() if file.exists() else []


@pytest.mark.long
@on_postgresql
@pytest.mark.parametrize("start_broker", [rabbitmq, redis])
def test_a_worker_and_then_the_broker_are_killed(
    environment: dict[str, str], tmp_path: Path, start_broker: StartBroker
) -> None:
    with start_broker(tmp_path) as broker:
        site = {
            **environment,
            "NEWSROOM_WORKER_SILENCE": "3",
            "NEWSROOM_BROKER": broker.address,
        }
        first, second = tmp_path / "hold-60", tmp_path / "hold-130"
        first.touch()
        second.touch()
        manage(site, "shell", "--no-imports", "-c", ENQUEUE.format(jobs=JOBS, folder=str(tmp_path)))
        killed = start(site, "work", "--name", "killed")
        wait_until(lambda: "60" in calls(tmp_path), "the first that is held has begun")
        kill_with_children(killed)
        first.unlink()
        other = start(site, "work", "--name", "other")
        wait_until(lambda: "130" in calls(tmp_path), "the second that is held has begun")
        broker.kill()
        second.unlink()
        broker.start()
        wait_until(lambda: rows(site, ENDED) == [("SUCCESSFUL", JOBS)], "all are done")
        other.terminate()
        _, told = other.communicate(PATIENCE)
    assert other.returncode == 0, told
    assert rows(site, MARKS) == [(JOBS, JOBS)]
    assert sorted(calls(tmp_path)) == sorted(map(str, [*range(JOBS), 60]))


def kill_with_children(process: Process) -> None:
    lists = Path(f"/proc/{process.pid}/task").glob("*/children")
    children = [int(pid) for each in lists for pid in each.read_text().split()]
    process.kill()
    for pid in children:
        os.kill(pid, signal.SIGKILL)
    process.communicate()
