"""What this process has turned down, since its release or its machine cannot do it: for others.

It leaves the like alone for a while, so that it does not snatch from another, who is at work, what
waits for that one. Where nobody else takes a job up, it fails, and says why.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Final
from uuid import UUID

from articles.models.job import Job

# Seconds.
REST: Final = 60.0
# As many minutes, as good as: who could do it would have begun with it.
MOST: Final = 5

_rests: Final[dict[str, float]] = {}
_turned_down: Final[Counter[UUID]] = Counter()


def turn_down(job: Job) -> bool:
    """Leave a job's task alone for a while; return False where that was done often enough."""
    _rests[job.task_path] = time.monotonic() + REST
    _turned_down[job.pk] += 1
    if _turned_down[job.pk] < MOST:
        return True
    del _turned_down[job.pk]
    return False


def left_alone() -> list[str]:
    """Return the paths of the tasks that this process leaves to others now."""
    now = time.monotonic()
    return [path for path, until in _rests.items() if until > now]
