"""How much memory a process of the server takes once all its threads have read the archive."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.bench import serving
from tests.bench.archive.measure import Reader
from tests.bench.archive.pages import Page

_OF_EACH: Final = 16


def server_memory(reader: Reader, pages: Iterable[Page]) -> tuple[float, float]:
    """Return the MB that the largest process of the server has resident, and those its own.

    The others are of files: the database, as far as it is mapped. Linux only: reads /proc.
    """
    with serving.running() as server:
        for page in pages:
            if page.status == 200:
                serving.ask(server, page.address, requests=_OF_EACH, cookie=reader.cookie)
        return max(map(_memory, server.processes()))


def _memory(pid: str) -> tuple[float, float]:
    status = Path(f"/proc/{pid}/status").read_text()
    [resident], [own] = (
        re.findall(rf"{name}:\s+(\d+) kB", status) for name in ("VmRSS", "RssAnon")
    )
    return int(resident) / 1024, int(own) / 1024
