"""Chromium, a page that fails its test on console errors, and the editor's page on a small server.

The server sends the Content-Security-Policy of the site, whose violations are console errors.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
)
EDITOR_PAGE = Path(__file__).parent / "editor_page" / "index.html"
OWN_STATIC = Path(__file__).parents[2] / "articles" / "static"

OpenEditor = Callable[[str], Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    if path is None:
        pytest.fail(f"No browser on the PATH: install one of {', '.join(CHROMIUM_NAMES)}.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS.split())
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser) -> Iterator[Page]:
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            problems.append(message.text)

    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    context.close()
    assert problems == []


class EditorServer(ThreadingHTTPServer):
    body = ""


class EditorHandler(SimpleHTTPRequestHandler):
    server: EditorServer
    extensions_map = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}  # noqa: RUF012

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        return self._send(EDITOR_PAGE.read_text().replace("{{ body }}", escape(self.server.body)))

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send("<!doctype html><title>Saved</title><link rel=icon href='data:,'>")

    def _send(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        name = path.partition("?")[0].removeprefix("/static/")
        found = (place / name for place in _static_places() if (place / name).exists())
        return str(next(found, ""))

    def log_message(self, *_: Any) -> None:
        """Tests print no log of requests."""


def _static_places() -> Iterator[Path]:
    yield OWN_STATIC
    for package, folder in (("django.contrib.admin", "static"), ("django_prose_editor", "static")):
        spec = find_spec(package)
        assert spec is not None
        assert spec.origin is not None
        yield Path(spec.origin).parent / folder


@pytest.fixture(scope="session")
def editor_server() -> Iterator[EditorServer]:
    server = EditorServer(("127.0.0.1", 0), partial(EditorHandler))
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def open_editor(browser_page: Page, editor_server: EditorServer) -> OpenEditor:
    """Opens an article's HTML in the editor."""

    def open_it(body: str) -> Page:
        editor_server.body = body
        browser_page.goto(f"http://127.0.0.1:{editor_server.server_port}/")
        browser_page.wait_for_selector(".ProseMirror")
        return browser_page

    return open_it
