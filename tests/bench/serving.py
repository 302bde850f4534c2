"""What a page costs the real server, started as `make run` starts it. Linux only: reads /proc."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.bench.timing import Timing

_REQUESTS = 800
_CONNECTIONS = 4
_TICKS = os.sysconf("SC_CLK_TCK")


class Kept(str):
    """The path of a page that a reader has already, and asks for once more."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Server:
    pid: int
    port: int

    def processes(self) -> list[str]:
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return [str(self.pid), *children]

    def cpu(self) -> float:
        """CPU seconds that its processes have used until now."""
        return sum(map(_cpu, self.processes()))


def measure(pages: Mapping[str, str], rounds: int) -> dict[str, Timing]:
    """Time for one request of each page by its name: the median of rounds that take turns."""
    with running() as server:
        for path in pages.values():
            ask(server, path)
        taken = [{name: ask(server, path) for name, path in pages.items()} for _ in range(rounds)]
    return {
        name: Timing(
            median(timings[name].seconds for timings in taken),
            median(timings[name].cpu for timings in taken),
        )
        for name in pages
    }


def ask(server: Server, path: str, requests: int = _REQUESTS, cookie: str = "") -> Timing:
    """Ask for a page so many times, by several connections; return what one took."""
    cpu = server.cpu()
    arguments = [str(server.port), path, str(requests), str(_CONNECTIONS), cookie]
    arguments += ["kept"] if isinstance(path, Kept) else []
    command = [sys.executable, "-m", "tests.bench.load", *arguments]
    answer = subprocess.run(command, check=True, capture_output=True, text=True, timeout=600)
    return Timing(float(answer.stdout) / requests, (server.cpu() - cpu) / requests)


@contextmanager
def running() -> Iterator[Server]:
    """Serve the site as `make run` does."""
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "serve", f"127.0.0.1:{port}"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.bench.settings"},
        stdout=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield Server(process.pid, port)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError("The server did not start within 30 seconds.")


def _cpu(pid: str) -> float:
    # The name in brackets may hold anything; user and system time are the 14th and 15th field.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
