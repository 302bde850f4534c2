"""A folder behind Python's own web server, and a walk through all that its pages lead to."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from html import unescape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin, urlsplit
from urllib.request import urlopen

_LED_TO: Final = re.compile(r'<[a-z][^>]*?\s(?:href|src|action)="([^"]*)"')
_SETS: Final = re.compile(r'\ssrcset="([^"]*)"')
_STYLES: Final = re.compile(r"""url\(["']?([^"')]+)""")
_LOCS: Final = re.compile(r"<loc>([^<]*)</loc>")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def walked(folder: Path, base: str) -> tuple[dict[str, int], set[str]]:
    """Each path that is led to with how it is answered, and the addresses loaded from elsewhere."""
    with served(folder) as url:
        waiting = ["/", "/404.html", *(f"/{each.name}" for each in folder.glob("*.xml"))]
        seen, outside = dict[str, int](), set[str]()
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            try:
                with urlopen(f"{url}{path}") as answer:
                    seen[path], text = answer.status, answer.read().decode(errors="replace")
            except HTTPError as error:
                seen[path] = error.code
                error.close()
                continue
            for address, is_loaded in _addresses(text, path):
                whole = urlsplit(urljoin(f"{base}{path}", unescape(address)))
                if f"{whole.scheme}://{whole.netloc}" == base:
                    waiting.append(whole.path + (f"?{whole.query}" if whole.query else ""))
                elif is_loaded and whole.scheme.startswith("http"):
                    outside.add(address)
    return seen, outside


def _addresses(text: str, path: str) -> Iterator[tuple[str, bool]]:
    if path.endswith(".css"):
        yield from ((each, True) for each in _STYLES.findall(text))
    elif path.endswith(("/", ".html")):
        yield from ((each, False) for each in _LED_TO.findall(text))
        yield from ((each, True) for each in re.findall(r'\ssrc="([^"]*)"', text))
        sets = (each.split()[0] for found in _SETS.findall(text) for each in found.split(","))
        yield from ((each, True) for each in sets)
    elif path.endswith(".xml"):
        yield from ((each, False) for each in _LOCS.findall(text))
