"""Two people and an import at one article: a ledger of every word, and none is lost."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser, Error, Response

from tests.browser.pair import Person, read, two_people, write_source
from tests.served import Newsroom

# As many turns of each as take about a minute; the same ones in each run.
TURNS: Final = 12
SEED: Final = 17


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
class BookedPerson(Person):
    """Somebody whose every word goes into the ledger."""

    ledger: Ledger
    number: int = 0

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


@pytest.fixture
def document(tmp_path: Path) -> Path:
    return tmp_path / f"{tmp_path.name}.txt"


@pytest.fixture
def people(site: Newsroom, chromium: Browser, document: Path) -> Iterator[list[BookedPerson]]:
    ledger = Ledger()
    with two_people(site, chromium, document) as pair:
        yield [BookedPerson(each.name, each.page, each.url, ledger) for each in pair]


def test_two_people_and_an_import_lose_no_word(
    people: list[BookedPerson], site: Newsroom, document: Path
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
