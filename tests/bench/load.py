"""Asks a server on this machine for one page, a number of times: python -m tests.bench.load ..."""

from __future__ import annotations

import sys
from http.client import HTTPConnection
from threading import Thread

from tests.bench.timing import timed


def main(
    port: int, path: str, requests: int, connections: int, cookie: str, *, is_kept: bool = False
) -> None:
    share = requests // connections
    arguments = (port, path, share, cookie, is_kept)
    threads = [Thread(target=_ask, args=arguments) for _ in range(connections)]

    def ask_all() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    print(timed(ask_all).seconds)


def _ask(port: int, path: str, times: int, cookie: str, is_kept: bool) -> None:
    """Ask for a page; one that is kept is asked for as by a reader who has it since the first."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": cookie} if cookie else {}
    expected = 200
    for _ in range(times):
        connection.request("GET", path, headers=headers)
        response = connection.getresponse()
        response.read()
        if response.status != expected:
            raise RuntimeError(f"{path} answered {response.status}")
        if is_kept:
            headers["If-None-Match"] = str(response.headers["ETag"])
            expected = 304
    connection.close()


if __name__ == "__main__":
    main(
        int(sys.argv[1]),
        sys.argv[2],
        int(sys.argv[3]),
        int(sys.argv[4]),
        sys.argv[5],
        is_kept="kept" in sys.argv[6:],
    )
