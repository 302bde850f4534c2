"""Whose turn it is to write: one waits for SQLite's lock, the others wait for that one.

SQLite knows no queue. Whoever finds the database locked sleeps, at last for a tenth of a second,
and tries again; an import that begins its next transaction a moment after its last one finds it
free each time, and editors beside it waited for 22 seconds. Here the next to write holds a lock on
a file until it has SQLite's. An import that comes back waits for that lock, and so lets it pass.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from pathlib import Path
from typing import Final

# Short beside any transaction, long beside asking.
_PAUSE: Final = 0.002


@contextmanager
def turn(file: Path, patience: float) -> Iterator[None]:
    """Hold the turn that a file stands for; after so many seconds go on without it.

    Whoever holds it may have been stopped; SQLite's own lock decides in any case.
    """
    try:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        # What is wrong with the folder, SQLite says better.
        yield
        return
    try:
        _wait(descriptor, patience)
        yield
    finally:
        # This gives it up, if it was got.
        os.close(descriptor)


def _wait(descriptor: int, patience: float) -> None:
    ends = time.monotonic() + patience
    while not _is_taken(descriptor) and time.monotonic() < ends:
        time.sleep(_PAUSE)


def _is_taken(descriptor: int) -> bool:
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True
