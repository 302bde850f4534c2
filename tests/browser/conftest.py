"""Chromium, a page that fails its test on console errors, and the editor's page on a small server.

The server sends the Content-Security-Policy of the site, whose violations are console errors.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    StorageState,
    expect,
    sync_playwright,
)

from articles.admin.article.widget import editor_widget
from newsroom.security import POLICY
from tests.chromium import find
from tests.served import ASYNC_UNSAFE, Newsroom

CHROMIUM_ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync"
)
EDITOR_PAGE = Path(__file__).parent / "editor_page" / "index.html"
OWN_STATIC = Path(__file__).parents[2] / "articles" / "static"

OpenEditor = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        pytest.fail("No browser on the PATH. Run: python -m tests.chromium")
    # Its event loop stays in this thread: Django would refuse the tests that come after.
    os.environ[ASYNC_UNSAFE] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_ARGUMENTS.split())
        yield browser
        browser.close()


@contextmanager
def quiet_page(context: BrowserContext) -> Iterator[Page]:
    """A page that must not complain: CSP violations are console errors, too."""
    problems: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            problems.append(message.text)

    page = context.new_page()
    page.on("console", note)
    page.on("pageerror", lambda error: problems.append(str(error)))
    yield page
    page.close()
    assert problems == []


@contextmanager
def lasting_context(chromium: Browser, *, bypass_csp: bool = False) -> Iterator[BrowserContext]:
    """A context for many tests, which reads the editor's half megabyte of script once.

    An empty page stays open in it: to close the last one and to open a first one anew takes
    Chromium more than most tests do.
    """
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=bypass_csp)
    context.new_page()
    yield context
    context.close()


@pytest.fixture(scope="session")
def plain_context(chromium: Browser) -> Iterator[BrowserContext]:
    """One for all pages without a login."""
    with lasting_context(chromium) as context:
        yield context


@pytest.fixture
def browser_page(plain_context: BrowserContext) -> Iterator[Page]:
    with quiet_page(plain_context) as page:
        yield page


@pytest.fixture(scope="session")
def login(chromium: Browser, site: Newsroom) -> StorageState:
    """What the browser keeps after the login that the operator was told."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{site.url}/admin/")
    page.get_by_label("Username").fill(site.name)
    page.get_by_label("Password").fill(site.password)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_be_visible()
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture(scope="session")
def logged_in_context(chromium: Browser) -> Iterator[BrowserContext]:
    """One for all pages of the desk."""
    with lasting_context(chromium) as context:
        yield context


@pytest.fixture(scope="session")
def lax_context(chromium: Browser) -> Iterator[BrowserContext]:
    """As that, for what the policy forbids: axe sets inline styles to measure with."""
    with lasting_context(chromium, bypass_csp=True) as context:
        yield context


def begin_anew(context: BrowserContext, login: StorageState) -> None:
    """Leave no page and no other login of the test before; what drafts it stored went with them."""
    for page in context.pages[1:]:
        page.close()
    context.clear_cookies()
    context.add_cookies(
        [
            {"name": it["name"], "value": it["value"], "domain": it["domain"], "path": it["path"]}
            for it in login["cookies"]
        ]
    )


@pytest.fixture
def desk(logged_in_context: BrowserContext, site: Newsroom, login: StorageState) -> Iterator[Page]:
    """The desk's first page, logged in; any console error or warning fails the test."""
    begin_anew(logged_in_context, login)
    with quiet_page(logged_in_context) as page:
        page.goto(f"{site.url}/admin/")
        page.evaluate("localStorage.clear()")
        yield page


@pytest.fixture
def lax_page(lax_context: BrowserContext, login: StorageState) -> Iterator[Page]:
    """A page, logged in, for axe to look at others in; it may show refused requests."""
    begin_anew(lax_context, login)
    page = lax_context.new_page()
    yield page
    page.close()


@pytest.fixture
def reader_page(chromium: Browser) -> Iterator[Page]:
    """A page without a login and without scripts."""
    context = chromium.new_context(java_script_enabled=False)
    yield context.new_page()
    context.close()


class EditorServer(ThreadingHTTPServer):
    """Serves one form. `fills` fills the other gaps of its page."""

    body = ""
    label_reviews = "[]"
    fills: dict[str, str] = {}  # noqa: RUF012


class EditorHandler(SimpleHTTPRequestHandler):
    server: EditorServer
    extensions_map = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}  # noqa: RUF012

    def do_GET(self) -> None:
        if self.path != "/":
            return super().do_GET()
        attributes = {"id": "body", "data-label-reviews": self.server.label_reviews}
        textarea = editor_widget().render("body", self.server.body, attributes)
        return self._send(
            filled(EDITOR_PAGE.read_text(), {**self.server.fills, "textarea": textarea})
        )

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self._send("<!doctype html><title>Saved</title><link rel=icon href='data:,'>")

    def _send(self, page: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def end_headers(self) -> None:
        if self.path.startswith("/static/"):
            self.send_header("Cache-Control", "max-age=3600")
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        name = path.partition("?")[0].removeprefix("/static/")
        found = (place / name for place in _static_places() if (place / name).exists())
        return str(next(found, ""))

    def log_message(self, *_: Any) -> None:
        """Tests print no log of requests."""


def filled(page: str, fills: dict[str, str]) -> str:
    """The page with its `{{ gaps }}` filled; those without a filling are empty."""
    return re.sub(r"{{ (\w+) }}", lambda gap: fills.get(gap[1], ""), page)


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

    def open_it(body: str, label_reviews: str = "[]", **fills: str) -> Page:
        editor_server.body, editor_server.fills = body, fills
        editor_server.label_reviews = label_reviews
        browser_page.goto(f"http://127.0.0.1:{editor_server.server_port}/")
        browser_page.wait_for_selector(".ProseMirror")
        return browser_page

    return open_it
