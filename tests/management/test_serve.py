"""The server as it runs: the pages and the editor's modules come from it, and it stops at once."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from email.message import Message
from http.client import HTTPConnection
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import Request, urlopen

import pytest
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.management import CommandError, call_command

from articles.management.commands.serve import Address
from tests.served import Newsroom, wait_until
from tests.warmed import ROOT

PATIENCE: Final = 60
EDITOR: Final = "articles/editor/editor.js"
IMPORT: Final = re.compile(r'^(?:import|export) [^"(]*"(\.[^"]+)"', re.MULTILINE)


def get(site: Newsroom, path: str, **headers: str) -> tuple[Message, bytes]:
    """The headers and the content of a page; a page that does not come is an error."""
    with urlopen(Request(site.url + path, headers=headers), timeout=PATIENCE) as answer:
        return answer.headers, answer.read()


def hashed(site: Newsroom, name: str) -> str:
    folder = Path(site.environment["NEWSROOM_DATA_DIR"]) / "static"
    return f"/static/{ManifestStaticFilesStorage(folder).stored_name(name)}"


def test_it_serves_the_first_articles(site: Newsroom) -> None:
    _, page = get(site, "/")
    links = re.findall(r'href="(/articles/[^"]+)"', page.decode())
    _, article = get(site, links[0])
    assert b"<article" in article


def test_the_editors_modules_are_kept_for_ever_and_compressed(site: Newsroom) -> None:
    headers, _ = get(site, hashed(site, EDITOR), **{"Accept-Encoding": "gzip"})
    assert "immutable" in headers["Cache-Control"]
    assert headers["Content-Encoding"] == "gzip"
    assert headers["Content-Type"].startswith("text/javascript")


def test_every_module_that_the_editor_imports_is_served_by_its_hash(site: Newsroom) -> None:
    waiting = [hashed(site, EDITOR)]
    seen = set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        headers, module = get(site, path)
        assert "immutable" in headers["Cache-Control"], path
        waiting += {urljoin(path, name) for name in IMPORT.findall(module.decode())} - seen
    assert len(seen) > 1


def test_bodies_that_drip_in_hold_nobody_up(site: Newsroom) -> None:
    with ExitStack() as held:
        for _ in range(20):
            held.enter_context(dripping(int(site.url.rpartition(":")[2])))
        assert get(site, "/")


def test_what_comes_in_chunks_is_told_what_it_lacks(site: Newsroom) -> None:
    chunks = iter([b"name=", b"editor"])
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{site.url}/admin/login/", data=chunks), timeout=PATIENCE)
    with refused.value as answer:
        assert answer.status == 411
        assert b"Content-Length" in answer.read()
        assert answer.headers["Connection"] == "close"


def test_prepared_again_it_collects_no_static_files(site: Newsroom) -> None:
    told = site.manage("prepare_newsroom")
    assert told.startswith(f"The desk's login is {site.name}.")
    assert "static files" not in told


def test_ctrl_c_stops_it_though_others_stay_connected(site: Newsroom) -> None:
    port = free_port()
    with served(site, port) as server, connected(port), dripping(port):
        told = interrupted(server)
    assert server.returncode == 0
    assert "Killing" not in told


def test_ctrl_c_stops_it_though_its_workers_are_still_starting(site: Newsroom) -> None:
    with served(site, free_port()) as server:
        # The first is its worker in the background.
        wait_until(lambda: len(children(server.pid)) >= 2, "it has started a worker")
        time.sleep(0.1)
        told = interrupted(server)
    assert server.returncode == 0
    assert "Killing" not in told


def test_its_worker_is_started_anew_and_ends_with_it(site: Newsroom) -> None:
    with served(site, free_port()) as server:
        first = eventually(lambda: workers(server.pid))
        os.kill(first[0], signal.SIGKILL)
        second = eventually(lambda: [pid for pid in workers(server.pid) if pid != first[0]])
        server.terminate()
        server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert not Path(f"/proc/{second[0]}").exists()


def workers(server: int) -> list[int]:
    """The processes of a server that do what waits in the background."""
    pids = children(server)
    return [int(pid) for pid in pids if "\0work\0" in told_by(Path(f"/proc/{pid}/cmdline"))]


def eventually(look: Callable[[], list[int]]) -> list[int]:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if found := look():
            return found
        time.sleep(0.05)
    raise AssertionError("it does not come to that")


@contextmanager
def served(site: Newsroom, port: int) -> Iterator[subprocess.Popen[str]]:
    with subprocess.Popen(
        [sys.executable, "manage.py", "serve", f"{port}"],
        cwd=ROOT,
        env=site.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # A group of its own, as at a terminal, where Ctrl-C reaches all processes of a group.
        process_group=0,
    ) as server:
        try:
            yield server
        finally:
            # Nothing is waited for after a failure.
            if server.poll() is None:
                server.kill()


def interrupted(server: subprocess.Popen[str]) -> str:
    """What the server has told, once Ctrl-C has stopped it."""
    os.killpg(server.pid, signal.SIGINT)
    told, _ = server.communicate(timeout=PATIENCE)
    return told


def children(pid: int) -> list[str]:
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [child for each in lists for child in told_by(each).split()]


def told_by(file: Path) -> str:
    """What the system tells of a process or thread; nothing, where that has just ended."""
    try:
        return file.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def dripping(port: int) -> socket.socket:
    """A connection that has sent the headers of a form, and one byte of what is in it."""
    sender = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    # Without a cookie and the form's type, Django would not wait for the rest.
    sender.sendall(
        b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n\r\nx"
    )
    return sender


def connected(port: int) -> closing[HTTPConnection]:
    """A reader whose connection stays open after the page has come."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        reader = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            reader.request("GET", "/")
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            reader.getresponse().read()
            return closing(reader)
    raise AssertionError("the server does not answer")


def test_an_address_in_use_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"127.0.0.1:{port} cannot be served"):
            call_command("serve", str(port))


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("8000", "127.0.0.1:8000"),
        ("localhost:8001", "127.0.0.1:8001"),
        ("0.0.0.0:80", "0.0.0.0:80"),
        ("[::1]:8000", "[::1]:8000"),
    ],
)
def test_it_reads_an_address(written: str, address: str) -> None:
    assert str(Address.parse(written)) == address


@pytest.mark.parametrize("written", ["", "news.example:80", "127.0.0.1:", "1.2.3:80", "70000", "0"])
def test_it_refuses_what_is_no_address(written: str) -> None:
    with pytest.raises(ArgumentTypeError):
        Address.parse(written)
