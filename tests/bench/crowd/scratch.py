"""A site that lasts as long as a measurement, prepared and served by the real commands."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

_PATIENCE: Final = 120


@dataclass(frozen=True, slots=True)
class Site:
    """`environment` is that of its commands; its address is this machine's alone."""

    port: int
    environment: dict[str, str]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def an_article(self) -> str:
        """Return the address of a live article, without the host."""
        with urlopen(f"{self.url}/", timeout=_PATIENCE) as page:
            found = re.search(r'href="(/articles/[^"]+)"', page.read().decode())
        if found is None:
            raise RuntimeError("The site has no article.")
        return found[1]

    def manage(self, *arguments: str) -> str:
        return _manage(self.environment, *arguments)

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command that goes on beside others."""
        return _begin(self.environment, *arguments)


@contextmanager
def scratch_site() -> Iterator[Site]:
    """Serve a new site with the sample articles, on SQLite or what DATABASE_URL names."""
    with TemporaryDirectory(prefix="newsroom-crowd-") as folder:
        environment = {**os.environ, "NEWSROOM_DATA_DIR": folder}
        _manage(environment, "prepare_newsroom")
        port = _free_port()
        server = _begin(environment, "serve", f"127.0.0.1:{port}", "--workers", "2")
        try:
            _wait_for(port)
            yield Site(port, environment)
        finally:
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=_PATIENCE)


def _manage(environment: dict[str, str], *arguments: str) -> str:
    command = [sys.executable, "manage.py", *arguments]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout


def _begin(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        env=environment,
        stdout=subprocess.DEVNULL,
        # What the site logs of those that are cut off.
        stderr=subprocess.DEVNULL,
        text=True,
    )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    ends = time.monotonic() + _PATIENCE
    while time.monotonic() < ends:
        try:
            urlopen(f"http://127.0.0.1:{port}/", timeout=_PATIENCE).close()
        except URLError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start.")
