"""Asks a server on this machine for one page, a number of times: python -m tests.bench.load ..."""

from __future__ import annotations

import sys
from http.client import HTTPConnection
from threading import Thread

from tests.bench.timing import timed


def main(port: int, path: str, requests: int, connections: int, cookie: str) -> None:
    share = requests // connections
    threads = [Thread(target=_ask, args=(port, path, share, cookie)) for _ in range(connections)]

    def ask_all() -> None:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    print(timed(ask_all).seconds)


def _ask(port: int, path: str, times: int, cookie: str) -> None:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(times):
        connection.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        response = connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]), sys.argv[5])
