"""What a page costs in CPU time: in this process, and in PostgreSQL's for this connection."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Final

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from tests.bench.archive.pages import Page

_ENOUGH: Final = 0.5
_FEWEST, _MOST = 3, 40


class Reader:
    """Somebody who asks for pages, as an editor with all rights."""

    def __init__(self) -> None:
        self._client = Client(headers={"host": "localhost"})
        user, _ = get_user_model().objects.get_or_create(
            username="bench", is_staff=True, is_superuser=True
        )
        self._client.force_login(user)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{each.key}={each.value}" for each in self._client.cookies.values())

    def cost(self, page: Page) -> float | None:
        """Return the ms of CPU that the page takes; `None` if there is no such page.

        The median of the quicker half: what else runs on the machine only adds to it.
        """
        if self._client.get(page.address).status_code != page.status:
            return None
        taken: list[float] = []
        while len(taken) < _FEWEST or (sum(taken) < _ENOUGH and len(taken) < _MOST):
            begun = _cpu()
            self._client.get(page.address)
            taken.append(_cpu() - begun)
        return median(sorted(taken)[: -(-len(taken) // 2)]) * 1000


def _cpu() -> float:
    return time.process_time() + _cpu_of_backend()


def _cpu_of_backend() -> float:
    """Return the CPU seconds of the server's process for this connection, if it is to be seen.

    Linux only, and a server on this machine: elsewhere a page's cost is that of this process.
    """
    if connection.vendor != "postgresql":
        return 0
    connection.ensure_connection()
    file = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    try:
        return int(file.read_text().split()[0]) / 1e9
    except OSError:
        return 0
