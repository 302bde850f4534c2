"""Where the processes of one server count requests together."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryDirectory


@contextmanager
def shared_counts() -> Iterator[None]:
    """Let the processes that are forked here count into one folder, new with each server.

    prometheus-client reads the variable when it is first imported, which is in those processes.
    """
    with TemporaryDirectory(prefix="newsroom-counts-") as folder:
        os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
        yield
