"""Two people at one article, each in a browser of their own; what they see of its text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page

from tests.served import Newsroom

PARAGRAPHS: Final = 8
_LOG_IN: Final = """
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore
from articles.models import Article
print("ARTICLE", Article.objects.get(headline__contains="{headline}").pk)
for first, last in (("Pia", "Lowen"), ("Oda", "Ferring")):
    user = get_user_model().objects.create_superuser(
        first + "-{headline}", first_name=first, last_name=last
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    print("SESSION", session.session_key)
"""


# The text without what stands beside it of colleagues.
_TEXT: Final = """() => [...document.querySelectorAll(".ProseMirror > *")].map((block) => {
    const copy = block.cloneNode(true);
    copy.querySelectorAll(".margin-note").forEach((note) => note.remove());
    return copy.textContent;
}).join(" ")"""


@dataclass
class Person:
    """Somebody at work in a browser."""

    name: str
    page: Page
    url: str

    def open(self) -> None:
        self.page.goto(self.url)
        self.page.locator(".ProseMirror").wait_for()

    def words(self) -> set[str]:
        """What the screen shows: the form's field gets it a moment later."""
        headline = self.page.locator("#id_headline").input_value()
        return read(f"{self.page.evaluate(_TEXT)} {headline}")


def read(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text)))


def write_source(document: Path, name: str, *more: str) -> None:
    texts = [f"base{n}a base{n}b base{n}c base{n}d base{n}e base{n}f" for n in range(PARAGRAPHS)]
    for number, words in enumerate(more):
        texts[number] += f" {words}"
    document.write_text(repr([f"<h1>Together {name}</h1>", *texts]), encoding="utf-8")


@contextmanager
def two_people(site: Newsroom, chromium: Browser, document: Path) -> Iterator[list[Person]]:
    """Pia and Oda, with the article open that is imported from this file.

    The name of the file is what an import knows the article by.
    """
    name = re.sub(r"\W", "", document.stem)
    write_source(document, name)
    site.manage("import_articles", str(document))
    told = site.manage("shell", "-v", "0", "-c", _LOG_IN.format(headline=f"Together {name}"))
    [article] = re.findall(r"ARTICLE (\d+)", told)
    url = f"{site.url}/admin/articles/article/{article}/change/"
    contexts = [opened(chromium, site, key) for key in re.findall(r"SESSION (\S+)", told)]
    people = [
        Person(name, context.new_page(), url)
        for name, context in zip(("pia", "oda"), contexts, strict=True)
    ]
    for person in people:
        person.page.on("dialog", lambda dialog: dialog.accept())
        person.open()
    yield people
    for context in contexts:
        context.close()


def opened(chromium: Browser, site: Newsroom, session: str) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return context
