"""Two people at one article, in two browsers: what each sees of the other, and what is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.axe import found_by_axe
from tests.browser.screen import width_of
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

    def send(self, base: str) -> None:
        self.page.get_by_role("button", name="Save", exact=True).first.click()
        self.page.wait_for_function(
            """(base) => document.querySelector("[data-merge]")
                || (document.querySelector("[name=base]")?.value ?? base) !== base
                || document.body?.innerText.includes("nothing has changed since")""",
            arg=base,
            timeout=60_000,
        )


def read(text: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", text)))


@pytest.fixture
def document(tmp_path: Path) -> Path:
    # Its name is what an import knows an article by.
    return tmp_path / f"{tmp_path.name}.txt"


def write_source(document: Path, name: str, *more: str) -> None:
    texts = [f"base{n}a base{n}b base{n}c base{n}d base{n}e base{n}f" for n in range(PARAGRAPHS)]
    for number, words in enumerate(more):
        texts[number] += f" {words}"
    document.write_text(repr([f"<h1>Together {name}</h1>", *texts]), encoding="utf-8")


@pytest.fixture
def people(
    site: Newsroom, chromium: Browser, document: Path, tmp_path: Path
) -> Iterator[tuple[Person, Person]]:
    name = re.sub(r"\W", "", tmp_path.name)
    write_source(document, name)
    site.manage("import_articles", str(document))
    told = site.manage("shell", "-v", "0", "-c", _LOG_IN.format(headline=f"Together {name}"))
    [article] = re.findall(r"ARTICLE (\d+)", told)
    url = f"{site.url}/admin/articles/article/{article}/change/"
    contexts = [opened(chromium, site, key) for key in re.findall(r"SESSION (\S+)", told)]
    pia, oda = (
        Person(name, context.new_page(), url)
        for name, context in zip(("pia", "oda"), contexts, strict=True)
    )
    for person in (pia, oda):
        person.page.on("dialog", lambda dialog: dialog.accept())
        person.open()
    yield pia, oda
    for context in contexts:
        context.close()


def opened(chromium: Browser, site: Newsroom, session: str) -> BrowserContext:
    context = chromium.new_context(viewport={"width": 1280, "height": 800}, bypass_csp=True)
    context.set_default_timeout(60_000)
    context.add_cookies([{"name": "sessionid", "value": session, "url": site.url}])
    return context


def test_a_colleague_is_seen_and_what_they_save_is_told(people: tuple[Person, Person]) -> None:
    pia, oda = people
    oda.page.locator(".ProseMirror > p").nth(2).click()
    here = pia.page.locator(".ProseMirror > .has-colleague")
    expect(here).to_contain_text("Oda is here", timeout=30_000)
    expect(here).to_contain_text("base1a")
    expect(pia.page.locator("[data-people]")).to_contain_text("Oda Ferring")
    # It is no part of the text.
    assert "Oda" not in pia.page.locator("[name=body]").input_value()
    oda.page.keyboard.press("End")
    oda.page.keyboard.type(" more")
    oda.send("1")
    bar = pia.page.locator(".saved-elsewhere")
    expect(bar).to_contain_text("Oda Ferring saved version 2:", timeout=30_000)
    expect(bar).to_contain_text("“")
    expect(bar.get_by_role("link")).to_have_attribute("href", re.compile(r"history/2/$"))
    assert "more" not in pia.words()
    assert found_by_axe(pia.page) == []
    oda.page.goto("about:blank")
    expect(pia.page.locator("[data-people]")).to_be_hidden(timeout=60_000)


def test_the_page_that_asks(people: tuple[Person, Person]) -> None:
    pia, oda = people
    for person, words in ((oda, " of hers"), (pia, " of mine")):
        person.page.locator(".ProseMirror > p").nth(1).click()
        person.page.keyboard.press("End")
        person.page.keyboard.type(words)
        person.send("1")
    page = pia.page
    expect(page.get_by_role("heading", level=1)).to_have_text("One place to settle")
    text = page.get_by_label("The paragraph to save")
    page.get_by_role("radio", name="Oda’s").check()
    expect(text).to_have_value(re.compile("of hers$"))
    page.get_by_role("radio", name="Yours").check()
    expect(text).to_have_value(re.compile("of mine$"))
    assert found_by_axe(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    assert width_of(page) <= 390
    text.fill("base0 of both")
    # What was written stays, whatever is chosen then.
    page.get_by_role("radio", name="Oda’s").check()
    expect(text).to_have_value("base0 of both")
    page.get_by_role("button", name="Save version 3").click()
    expect(page.get_by_text("Saved as version 3.")).to_be_visible()
    assert {"both", "base7a"} <= pia.words()
