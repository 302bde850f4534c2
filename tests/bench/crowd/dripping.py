"""Readers beside connections that send next to nothing: python -m tests.bench.crowd.dripping.

Serves a scratch site as `make run` does, on this machine alone, and asks for an article's page with
and without them. Ends by itself within a minute or two.
"""

from __future__ import annotations

import socket
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from threading import Event, Thread
from typing import Final

from tests.bench.crowd.figures import told
from tests.bench.crowd.scratch import scratch_site

_READERS: Final = 4
# With the cookie of the form: without it, Django answers before it has read anything.
_REQUEST: Final = (
    "POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5000\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\nCookie: %s\r\n\r\n"
)


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench.crowd.dripping", description=__doc__)
    parser.add_argument("--connections", type=int, default=100)
    parser.add_argument("--requests", type=int, default=100, help="of each of four readers")
    arguments = parser.parse_args()
    with scratch_site() as site:
        path = site.an_article()
        print(told("nobody else", read(site.port, path, arguments.requests)))
        for name, (at_once, slowly) in drips(site.port).items():
            with dripping(site.port, arguments.connections, at_once, slowly):
                seconds = read(site.port, path, arguments.requests)
            print(told(f"{arguments.connections} dripping: {name}", seconds))


def drips(port: int) -> dict[str, tuple[bytes, bytes]]:
    """Return, by name, what a connection sends at once, and what it then sends byte by byte."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", "/admin/login/")
    cookie = (connection.getresponse().getheader("Set-Cookie") or "").partition(";")[0]
    connection.close()
    request = (_REQUEST % cookie).encode()
    return {
        "bodies": (request, b"x" * 5000),
        "headers": (b"", request),
        "nothing": (b"", b""),
    }


def read(port: int, path: str, times: int) -> list[float]:
    """Return how long each request of the readers took, or seemed to for ever."""
    with ThreadPoolExecutor(_READERS) as readers:
        taken = readers.map(lambda _: list(_asked(port, path, times)), range(_READERS))
        return [seconds for each in taken for seconds in each]


def _asked(port: int, path: str, times: int) -> Iterator[float]:
    for _ in range(times):
        begins = time.perf_counter()
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", path)
            response = connection.getresponse()
            response.read()
            if response.status != 200:
                raise RuntimeError(f"{path} answered {response.status}")
            yield time.perf_counter() - begins
        except TimeoutError:
            # Asked again, it would be no better.
            yield float("inf")
            return
        finally:
            connection.close()


@contextmanager
def dripping(port: int, number: int, at_once: bytes, slowly: bytes) -> Iterator[None]:
    """Keep connections open of which each sends a byte a second; those that are closed, anew."""
    ended = Event()
    with ExitStack() as stack:
        held = [stack.enter_context(_Drip(port, at_once, slowly)) for _ in range(number)]
        thread = Thread(target=_go_on, args=(held, ended))
        thread.start()
        try:
            yield
        finally:
            ended.set()
            thread.join()


def _go_on(drips: list[_Drip], ended: Event) -> None:
    while not ended.wait(1):
        for each in drips:
            each.go_on()


class _Drip:
    def __init__(self, port: int, at_once: bytes, slowly: bytes) -> None:
        self._port, self._at_once, self._slowly = port, at_once, slowly
        self._sent = 0

    def __enter__(self) -> _Drip:
        self._socket = socket.create_connection(("127.0.0.1", self._port), timeout=10)
        self._socket.sendall(self._at_once)
        self._sent = 0
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()

    def go_on(self) -> None:
        try:
            self._socket.sendall(self._slowly[self._sent : self._sent + 1])
            self._sent += 1
        except OSError:
            self._socket.close()
            self.__enter__()


if __name__ == "__main__":
    main()
