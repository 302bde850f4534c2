"""A host on this machine that answers as a test tells it to, and keeps what it was asked."""

from __future__ import annotations

import ssl
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from articles.pictures.fetching.fetcher import Fetcher, Manners
from articles.pictures.fetching.public_addresses import Endpoint


@dataclass
class Said:
    """What the host answers to one path."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    # Where it says that there is more than it sends.
    length: int | None = None
    # What it waits for before it answers.
    until: Callable[[], object] | None = None


@dataclass
class Host:
    """The host: `says` has its answers by their paths; `asked` what it was asked, in order."""

    endpoint: Endpoint
    says: dict[str, Said] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    # Of requests under one name, the most that it was answering at once.
    most_at_once: Counter[str] = field(default_factory=Counter)
    _answering: Counter[str] = field(default_factory=Counter)
    _counting: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def answering(self, name: str) -> Iterator[None]:
        with self._counting:
            self._answering[name] += 1
            self.most_at_once[name] = max(self.most_at_once[name], self._answering[name])
        try:
            yield
        finally:
            with self._counting:
                self._answering[name] -= 1

    def url(self, path: str, name: str = "127.0.0.1") -> str:
        return f"http://{name}:{self.endpoint.port}{path}"

    @property
    def asked_for_pictures(self) -> list[str]:
        return [path for path in self.asked if path != "/robots.txt"]


@contextmanager
def a_host(tls: ssl.SSLContext | None = None, **says: Said) -> Iterator[Host]:
    """Run a host for as long as it is looked at."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host.asked.append(self.path)
            host.agents.add(self.headers.get("User-Agent", ""))
            host.names.add(self.headers.get("Host", ""))
            name = self.headers.get("Host", "").partition(":")[0]
            said = host.says.get(self.path, Said(status=404))
            # Before it is written: who has the answer may ask for the next at once.
            with host.answering(name):
                if said.until:
                    said.until()
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(said.length or len(said.body)))
            self.end_headers()
            # Who was killed meanwhile has no use for it.
            with suppress(BrokenPipeError):
                self.wfile.write(said.body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(
            server.socket, server_side=True, do_handshake_on_connect=False
        )
    host = Host(Endpoint("127.0.0.1", server.server_address[1]), dict(says))
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def make_fetcher(host: Host, slept: list[float] | None = None, **changed: Any) -> Fetcher:
    """Return a fetcher that may visit this host beside the internet, and sleeps on paper only."""
    values: dict[str, Any] = {"agent": "Newsroom/1 (desk@press.example)", "pause": 2.0}
    values |= {"allowed": {host.endpoint}, "resolved": this_machine, **changed}
    naps: list[float] = [] if slept is None else slept
    return Fetcher(Manners(**values), sleep=naps.append)


def this_machine(host: str, port: int) -> list[str]:
    """Take any name for this machine, and a number for itself, so that no name server is asked."""
    is_number = host.replace(".", "").isdecimal() or ":" in host
    return [host if is_number else "127.0.0.1"]
