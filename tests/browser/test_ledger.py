"""Two people and an import at one article: a ledger of every word, and none is lost."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Response

from tests.served import Newsroom

# As many turns of each as take about a minute; the same ones in each run.
TURNS: Final = 12
SEED: Final = 17
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
class Ledger:
    """Every word that somebody typed, brought in or deleted: whether the article is to have it."""

    stands: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)

    def turn(self, before: set[str], after: set[str]) -> None:
        self.decide(after - before, before - after)

    def decide(self, kept: set[str], dropped: set[str]) -> None:
        self.stands = self.stands - dropped | kept
        self.gone = self.gone - kept | dropped


@dataclass
class Person:
    """Somebody at work in a browser; what they do goes into the ledger word by word."""

    name: str
    page: Page
    url: str
    ledger: Ledger
    number: int = 0

    def open(self) -> None:
        self.page.goto(self.url)
        self.page.locator(".ProseMirror").wait_for()

    def words(self) -> set[str]:
        """What the screen shows: the form's field gets it a moment later."""
        headline = self.page.locator("#id_headline").input_value()
        return read(f"{self.page.evaluate(_TEXT)} {headline}")

    def word(self) -> str:
        self.number += 1
        return f"{self.name}{self.number}w"

    def act(self, chance: random.Random) -> None:
        before = self.words()
        blocks = self.page.locator(".ProseMirror > p")
        # The first says what the headline does.
        block = blocks.nth(1 + chance.randrange(max(1, blocks.count() - 1)))
        act = chance.choice(["type", "type", "cut", "add", "delete", "split", "join", "headline"])
        if act == "headline":
            headline = self.page.locator("#id_headline")
            headline.fill(f"{headline.input_value()} {self.word()}")
        else:
            block.click()
            self.press(act)
        self.page.wait_for_timeout(200)
        self.ledger.turn(before, self.words())

    def press(self, act: str) -> None:
        keyboard = self.page.keyboard
        keyboard.press("Home" if act == "join" else "End")
        match act:
            case "type":
                keyboard.type(f" {self.word()}")
            case "cut":
                keyboard.press("Control+Backspace")
            case "add":
                keyboard.press("Enter")
                keyboard.type(f"{self.word()} {self.word()} {self.word()}")
            case "delete":
                keyboard.press("Shift+Home")
                keyboard.press("Backspace")
            case "split":
                for _ in range(3):
                    keyboard.press("Control+ArrowLeft")
                keyboard.press("Enter")
            case "join":
                keyboard.press("Backspace")

    def save(self, chance: random.Random) -> None:
        """Save, and decide whatever is asked, until it is saved."""
        self.send()
        while self.page.locator("[data-merge]").count():
            for question in self.page.locator("[data-merge] section:has(.three)").all():
                self.answer(question, chance.choice(["ours", "theirs", "both"]))
            self.page.locator("[data-merge] [name=_save]").click()
            self.page.wait_for_load_state()
        self.page.locator(".ProseMirror").wait_for()

    def send(self) -> None:
        """Press Save, and wait until its answer is taken in: by it the turns have their order."""
        with self.page.expect_response(is_save, timeout=60_000) as answered:
            self.page.get_by_role("button", name="Save", exact=True).first.click()
        try:
            version = str(answered.value.json()["version"])
        except Error:
            # The page has gone on to one that asks, and took the answer with it.
            self.page.locator("[data-merge]").wait_for()
            return
        self.page.wait_for_function(
            """(version) => document.querySelector("[data-merge]")
                || document.querySelector("[name=base]")?.value === version""",
            arg=version,
        )

    def answer(self, question: object, choice: str) -> None:
        sides = {
            side: question.locator(f"input[value={side}]")  # type: ignore[attr-defined]
            for side in ("theirs", "ours")
        }
        texts = {side: str(box.get_attribute("data-text")) for side, box in sides.items()}
        before = question.locator(".before p").all_inner_texts()  # type: ignore[attr-defined]
        field_ = question.locator("textarea")  # type: ignore[attr-defined]
        if choice == "both":
            sides["ours"].check()
            field_.fill("\n\n".join(dict.fromkeys(filter(None, texts.values()))))
        else:
            sides[choice].check()
        kept = read(field_.input_value())
        # What all three have is not decided here: somebody may be about to delete it.
        sides_read = [read(text) for text in (*texts.values(), " ".join(before))]
        asked = read(" ".join([*texts.values(), *before])) - sides_read[0].intersection(*sides_read)
        self.ledger.decide(kept & asked, asked - kept)


def is_save(response: Response) -> bool:
    return response.request.method == "POST" and response.url.endswith("/change/")


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
    ledger = Ledger()
    pia, oda = (
        Person(name, context.new_page(), url, ledger)
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


def test_two_people_and_an_import_lose_no_word(
    people: tuple[Person, Person], site: Newsroom, document: Path
) -> None:
    """Each takes a dozen turns, by chance but the same ones each time, and saves after some."""
    chance = random.Random(SEED)
    ledger = people[0].ledger
    for turn in range(TURNS):
        for person in people:
            person.act(chance)
            if chance.random() < 0.4:
                person.save(chance)
        if turn == TURNS // 2:
            [name] = re.findall(r"Together (\w+)", document.read_text(encoding="utf-8"))
            write_source(document, name, "brought0 brought1")
            site.manage("import_articles", str(document))
    for person in people:
        person.save(chance)
    [last, *_] = people
    last.open()
    words = last.words()
    assert ledger.stands - words == set()
    # What the import brought is there, waits beside what was edited, or was decided away.
    last.page.goto(last.url.replace("change/", "source-updates/"))
    waiting = read(last.page.locator("main").inner_text())
    assert {"brought0", "brought1"} <= words | waiting | ledger.gone
    assert ledger.gone & words == set()
    assert len(ledger.stands) > TURNS // 2
    assert ledger.gone
