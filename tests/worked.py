"""Jobs that wait, done in the test's own process and transaction, as a worker does them."""

from __future__ import annotations

from articles.tasks.execute import execute, take_next


def work_off() -> int:
    """Do all jobs that are due; return how many."""
    number = 0
    while job := take_next("here"):
        execute(job)
        number += 1
    return number
