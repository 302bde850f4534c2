"""Fifty people save one article at the same moment, on a site that is served: none loses a word."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Barrier
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import OpenerDirector, Request, build_opener

import pytest

from tests.bench.crowd.saving import Form, Stay
from tests.served import Newsroom

PEOPLE: Final = 50
# Half of them have a paragraph of their own; the others write in one.
PARAGRAPHS: Final = PEOPLE // 2
# A login for each, without the page that limits how often one may try.
_LOG_IN: Final = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from articles.models import Article
print("ARTICLE", Article.objects.get(headline__contains="simultaneous").pk)
for number in range({people}):
    user = get_user_model().objects.create_superuser(f"writer-{{number}}")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("WRITER", session.session_key)
"""


@dataclass
class Writer:
    number: int
    session: str
    url: str
    fields: dict[str, str] = field(default_factory=dict)
    opener: OpenerDirector = field(default_factory=lambda: build_opener(Stay))

    @property
    def word(self) -> str:
        return f"word{self.number}by"

    def body(self) -> str:
        status, page = self.ask(None)
        assert status == 200
        self.fields = read(page)
        return self.fields["body"]

    def write(self) -> None:
        lines = self.body().split("\n")
        place = self.number if self.number < PARAGRAPHS else 0
        lines[place] = lines[place].replace("</p>", f" {self.word}</p>")
        self.fields |= {"body": "\n".join(lines), "_save": ""}

    def save(self) -> tuple[int, str]:
        return self.ask(urlencode(self.fields).encode())

    def settle(self, page: str) -> str:
        """Write both texts where one is asked for; return what the page asked about."""
        self.fields = read(page) | {"_save": ""}
        [part] = [name for name in self.fields if name.startswith("text.")]
        missing = set(re.findall(r"word\d+by", page)) - set(self.fields[part].split())
        self.fields[part] = " ".join([self.fields[part], *sorted(missing)])
        return self.fields[part]

    def save_until_taken(self) -> None:
        """Whoever has settled it may be asked once more: another was quicker."""
        for _ in range(5):
            status, page = self.save()
            if status == 302:
                return
            assert status == 200
            self.settle(page)
        raise AssertionError("is asked again and again")

    def ask(self, data: bytes | None) -> tuple[int, str]:
        cookies = f"sessionid={self.session}; csrftoken={'a' * 32}"
        request = Request(self.url, data, {"Cookie": cookies, "Referer": self.url})
        try:
            with self.opener.open(request, timeout=120) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()


def read(page: str) -> dict[str, str]:
    form = Form()
    form.feed(page)
    return {**form.fields, "csrfmiddlewaretoken": "a" * 32}


@pytest.fixture
def writers(site: Newsroom, tmp_path: Path) -> list[Writer]:
    texts = [f"Paragraph {number} of an article." for number in range(PARAGRAPHS)]
    document = tmp_path / "simultaneous.txt"
    document.write_text(repr(["<h1>A simultaneous article</h1>", *texts]), encoding="utf-8")
    site.manage("import_articles", str(document))
    told = site.manage("shell", "-v", "0", "-c", _LOG_IN.format(people=PEOPLE))
    [article] = re.findall(r"ARTICLE (\d+)", told)
    url = f"{site.url}/admin/articles/article/{article}/change/"
    sessions = re.findall(r"WRITER (\S+)", told)
    return [Writer(number, session, url) for number, session in enumerate(sessions)]


def test_all_are_accepted_or_asked_and_none_is_lost(writers: list[Writer]) -> None:
    ready = Barrier(PEOPLE)

    def at_once(writer: Writer) -> tuple[int, str]:
        ready.wait(120)
        return writer.save()

    with ThreadPoolExecutor(PEOPLE) as people:
        list(people.map(Writer.write, writers))
        answers = list(people.map(at_once, writers))
    assert {status for status, _ in answers} == {200, 302}
    asked = [pair for pair in zip(writers, answers, strict=True) if pair[1][0] == 200]
    # Of those who wrote in one paragraph, the first was accepted.
    assert 1 <= len(asked) <= PEOPLE - PARAGRAPHS
    for writer, (_, page) in asked:
        assert writer.word in writer.settle(page)
    for writer, _ in asked:
        writer.save_until_taken()
    last = Writer(PEOPLE, writers[0].session, writers[0].url)
    assert set(re.findall(r"word\d+by", last.body())) == {writer.word for writer in writers}
