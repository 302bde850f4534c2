"""Editors who save beside an import: python -m tests.bench.crowd.saving.

Serves a scratch site as `make run` does, on this machine alone. Twenty editors each save an article
every ten seconds and four readers read, first without and then with an import beside them. Ends by
itself: after twice `--seconds`, and what it takes to prepare.
"""

from __future__ import annotations

import re
import subprocess
import time
from argparse import ArgumentParser
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener, urlopen

from tests.bench.crowd.figures import told
from tests.bench.crowd.scratch import Site, scratch_site
from tests.bench.documents import make_folder

_EDITORS: Final = 20
_READERS: Final = 4
_EVERY: Final = 10.0
# A login for each, without the page that limits how often one may try.
_LOG_IN: Final = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from articles.models import Article
for number, article in enumerate(Article.objects.order_by("-pk")[:20]):
    user = get_user_model().objects.create_superuser(f"editor-{number}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("EDITOR", session.session_key, article.pk)
"""


@dataclass(frozen=True, slots=True)
class Waits:
    saves: list[float]
    reads: list[float]
    failures: list[str]

    def tell(self, name: str) -> None:
        print(told(f"saves, {name}", self.saves))
        print(told(f"pages, {name}", self.reads))
        for failure in self.failures[:5]:
            print(f"  failed: {failure}")


def main() -> None:
    parser = ArgumentParser(prog="python -m tests.bench.crowd.saving", description=__doc__)
    parser.add_argument("--seconds", type=int, default=60, help="how long each of the two takes")
    parser.add_argument("--documents", type=int, default=12_000, help="how many to import")
    arguments = parser.parse_args()
    with TemporaryDirectory(prefix="newsroom-crowd-") as folder, scratch_site() as site:
        make_folder(Path(folder) / "first", _EDITORS)
        make_folder(Path(folder) / "many", arguments.documents, first=_EDITORS)
        site.manage("import_articles", f"{folder}/first", "--publish")
        editors = list(_editors(site))
        _beside(site, editors, arguments.seconds).tell("alone")
        importing = site.begin("import_articles", f"{folder}/many")
        _wait_for_more(site, _stored(site))
        _beside(site, editors, arguments.seconds, importing).tell("beside an import")
        importing.terminate()
        importing.wait(60)
        print(f"the import stored {_stored(site):,} documents in {arguments.seconds} s at most")


def _beside(
    site: Site,
    editors: list[Editor],
    seconds: int,
    importing: subprocess.Popen[str] | None = None,
) -> Waits:
    """Let editors and readers work so long, or until the import is done; return their waits."""
    waits, ended = Waits([], [], []), Event()
    page = site.an_article()
    with ThreadPoolExecutor(_EDITORS + _READERS) as people:
        for number, each in enumerate(editors):
            begin = number * _EVERY / _EDITORS
            people.submit(_go_on, each.save, waits.saves, waits, ended, _EVERY, begin)
        for _ in range(_READERS):
            people.submit(_go_on, lambda: _read(site, page), waits.reads, waits, ended, 0.25, 0)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and (importing is None or importing.poll() is None):
            ended.wait(0.5)
        ended.set()
    return waits


def _go_on(
    act: Callable[[], float],
    taken: list[float],
    waits: Waits,
    ended: Event,
    every: float,
    begin: float,
) -> None:
    """Do it again and again until the end, `every` so many seconds."""
    ended.wait(begin)
    while not ended.is_set():
        begins = time.monotonic()
        try:
            taken.append(act())
        except (OSError, RuntimeError) as error:
            waits.failures.append(str(error))
        ended.wait(max(0.0, begins + every - time.monotonic()))


def _read(site: Site, page: str) -> float:
    begins = time.perf_counter()
    urlopen(site.url + page, timeout=60).close()
    return time.perf_counter() - begins


def _editors(site: Site) -> Iterator[Editor]:
    for key, article in re.findall(r"EDITOR (\S+) (\d+)", site.manage("shell", "-c", _LOG_IN)):
        yield Editor(f"{site.url}/admin/articles/article/{article}/change/", key)


def _stored(site: Site) -> int:
    code = "from articles.models import Article; print('STORED', Article.objects.count())"
    found = re.search(r"STORED (\d+)", site.manage("shell", "-c", code))
    return int(found[1]) if found else 0


def _wait_for_more(site: Site, articles: int) -> None:
    """Wait until an import that was begun has stored its first articles."""
    for _ in range(60):
        if _stored(site) > articles:
            return
    raise TimeoutError("The import stores nothing.")


class Editor:
    """Opens an article, changes its headline and saves; the wait is that for the save."""

    def __init__(self, url: str, session: str) -> None:
        self._url = url
        self._session = session
        self._saves = 0
        self._opener: OpenerDirector = build_opener(Stay)

    def save(self) -> float:
        form = Form()
        form.feed(self._ask(None))
        self._saves += 1
        headline = f"{form.fields['headline'].partition(' (')[0]} ({self._saves})"
        fields = {**form.fields, "headline": headline, "_save": ""}
        begins = time.perf_counter()
        self._ask(urlencode(fields).encode())
        return time.perf_counter() - begins

    def _ask(self, data: bytes | None) -> str:
        cookies = f"sessionid={self._session}; csrftoken={'a' * 32}"
        request = Request(self._url, data, {"Cookie": cookies, "Referer": self._url})
        try:
            with self._opener.open(request, timeout=60) as answer:
                page: str = answer.read().decode()
        except HTTPError as error:
            with error:
                if data and error.code == 302:
                    return ""
                raise RuntimeError(f"{self._url} answered {error.code}") from error
        if data:
            raise RuntimeError(f"{self._url} was not saved")
        return page


class Stay(HTTPRedirectHandler):
    """Leaves a redirection to the caller: a save ends with one."""

    def redirect_request(self, *_: object) -> None:
        return None


class Form(HTMLParser):
    """Gathers what a browser would send if nothing were touched."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attributes}
        name = named.get("name", "")
        if tag == "textarea" and name:
            self._area = name
            self.fields[name] = ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and "selected" in named:
            self.fields[self._select] = named.get("value", "")
        elif tag == "input" and name and self._is_sent(named):
            is_box = named.get("type") in {"checkbox", "radio"}
            self.fields[name] = named.get("value", "on" if is_box else "")

    def handle_data(self, data: str) -> None:
        if self._area:
            # A line's end right after the tag is not part of the text.
            self.fields[self._area] += data if self.fields[self._area] else data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""

    def _is_sent(self, named: dict[str, str]) -> bool:
        kind = named.get("type", "text")
        if kind in {"checkbox", "radio"}:
            return "checked" in named
        return kind not in {"submit", "button", "file", "image", "reset"}


if __name__ == "__main__":
    main()
