"""How much memory it takes to read a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_MEASURE = """
import io, resource, sys
from articles.documents import reading
size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
with open(sys.argv[1], "rb") as stream:
    count = sum(1 for _ in reading.read_documents(stream, sys.argv[1]))
print(count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - size)
"""


def read_and_measure(path: Path) -> tuple[int, int]:
    """How many documents a file holds, and how many kilobytes it takes to read them."""
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, str(path)],
        check=True,
        capture_output=True,
        text=True,
        timeout=180,
    )
    count, kilobytes = map(int, done.stdout.split())
    return count, kilobytes
