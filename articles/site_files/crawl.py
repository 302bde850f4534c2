"""From the front page and the sitemap through all that readers find -> files.

What is seen from nowhere is no page of the site: the sitemap names every article, pages name their
pictures, style sheets their fonts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders

from articles.site_files.ask import SiteAnswer, site_answer, site_answer_for_nothing
from articles.site_files.folder import ExportFolder, FolderRefused
from articles.site_files.links import addresses_in, for_files
from articles.site_files.names import file_at, is_for_files, is_older_page, older_page

# Whose answers lead to all else.
_FIRST: Final = (
    "/",
    "/sitemap.xml",
    "/news-sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
)
# What may be missing: not every site has it.
_OPTIONAL: Final = frozenset(_FIRST[1:])
_TEXTS: Final = frozenset(
    {"text/html", "text/css", "text/javascript", "application/javascript"}
)  # fmt: skip
_TYPES: Final = {".css": "text/css", ".js": "text/javascript"}
# In which order files are put in their places: what pages lead to stands before they do.
_ASSETS, _ARTICLES, _OTHERS = 0, 1, 2
_COMMIT_AFTER: Final = 500
_MOST_TOLD: Final = 1_000


@dataclass(slots=True)
class Crawl:
    """Takes the site at `base` into a folder; `problems` are what could not be, one line each."""

    base: str
    folder: ExportFolder
    broken: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    _done: int = 0

    def run(self) -> None:
        manifest = self.folder.manifest
        self._take("/404.html", site_answer_for_nothing(self.base))
        for address in _FIRST:
            manifest.await_answer(address)
        while found := manifest.next_waiting():
            self._answer(*found)
            self._done += 1
            if self._done % _COMMIT_AFTER == 0:
                manifest.commit()

    def _answer(self, address: str, asked_by: str) -> None:
        file = file_at(address)
        if file is None or self.folder.manifest.is_taken(file):
            return
        if address.startswith(settings.STATIC_URL):
            answer = _static_file(address)
        else:
            answer = site_answer(self.base, address, self.folder.etag_of(file))
        if answer.status == 200:
            self._take(address, answer)
        elif answer.status == 304:
            self.folder.keep(file)
            if kind := _kind_of(file):
                self._follow(address, self.folder.content_of(file), kind)
        elif answer.status in {301, 302}:
            self._await(answer.location, address)
        elif address not in _OPTIONAL and len(self.broken) < _MOST_TOLD:
            self.broken.append(
                f"{unquote(address)} ({answer.status}), to which {unquote(asked_by) or '/'} leads"
            )

    def _take(self, address: str, answer: SiteAnswer) -> None:
        if answer.kind != "text/html":
            self._store(address, answer.body, answer)
            self._follow(address, answer.body, answer.kind)
            return
        for number, page, older in self._pages(address, answer):
            rewritten = partial(self._rewritten, address, number, older)
            here = older_page(address, number)
            text = for_files(page.body.decode(), self.base, address, rewritten)
            # A list is made of more than the entity tag of its first page tells.
            tag = page.etag if number == 1 and not older else ""
            self._store(here, text.encode(), SiteAnswer(200, page.kind, etag=tag))
            self._follow(here, text.encode(), page.kind)

    def _pages(self, address: str, answer: SiteAnswer) -> Iterator[tuple[int, SiteAnswer, str]]:
        """Yield a page, and the older ones of a list: its number, and what leads to the next."""
        number = 1
        seen: set[str] = set()
        while True:
            older = self._older(address, answer)
            older = older if older not in seen else ""
            seen.add(older)
            yield number, answer, older
            if not older:
                return
            number, answer = number + 1, site_answer(self.base, older)
            if answer.status != 200:
                return

    def _older(self, address: str, answer: SiteAnswer) -> str:
        text = answer.body.decode()
        for each in addresses_in(text, answer.kind, self.base, address):
            parts = urlsplit(each)
            if parts.path == address and "after" in parse_qs(parts.query):
                return each
        return ""

    def _rewritten(self, address: str, number: int, older: str, leads_to: str) -> str | None:
        """Return where a link of a list's page leads among files."""
        if not is_for_files(leads_to):
            return None
        parts = urlsplit(leads_to)
        if not parts.query:
            return leads_to
        if parts.path != address:
            return parts.path
        if leads_to == older:
            return older_page(address, number + 1)
        if "before" in parse_qs(parts.query):
            return older_page(address, max(number - 1, 1))
        return older_page(address, number) if "after" in parse_qs(parts.query) else parts.path

    def _store(self, address: str, data: bytes, answer: SiteAnswer) -> None:
        file = file_at(address)
        if file is None:
            return
        try:
            self.folder.take(file, address, data, answer.etag, _step_of(address))
        except (FolderRefused, OSError) as error:
            self.problems.append(f"{address}: {error}")

    def _follow(self, here: str, data: bytes, kind: str) -> None:
        if kind in _TEXTS or kind.endswith(("xml", "json", "text/plain")):
            for address in addresses_in(data.decode(), kind, self.base, here):
                self._await(address, here)

    def _await(self, address: str, asked_by: str) -> None:
        path = urlsplit(address).path
        if is_for_files(path) and not is_older_page(path):
            self.folder.manifest.await_answer(path, asked_by)


def _static_file(address: str) -> SiteAnswer:
    name = unquote(address.removeprefix(settings.STATIC_URL))
    root = Path(settings.STATIC_ROOT).resolve()
    path = (root / name).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        # Where none are collected, as in a clone.
        found = finders.find(name)
        if not found:
            return SiteAnswer(404)
        path = Path(found)
    return SiteAnswer(200, _TYPES.get(path.suffix, ""), path.read_bytes())


def _kind_of(file: str) -> str:
    kinds = {".html": "text/html", ".xml": "text/xml", ".json": "text/json", ".txt": "text/plain"}
    return {**_TYPES, **kinds}.get(Path(file).suffix, "")


def _step_of(address: str) -> int:
    if address.startswith((settings.STATIC_URL, "/pictures/")):
        return _ASSETS
    return _ARTICLES if address.startswith("/articles/") else _OTHERS
