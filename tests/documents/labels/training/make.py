"""An invented corpus: pages with a menu before the article and a footer after it."""

from __future__ import annotations

import random

from articles.documents.labels.evaluation.corpus import LabelledDocument
from tests.documents.make import make_labelled

_NOUNS = ("ferry", "harbour", "council", "bridge", "lamp", "market", "winter", "river", "school")
_VERBS = ("opened", "waited for", "counted", "forgot", "painted", "sold", "visited", "lost")


def make_corpus(pages: int = 24, publishers: int = 6) -> list[LabelledDocument]:
    chance = random.Random(7)
    return [_page(chance, number, f"publisher {number % publishers}") for number in range(pages)]


def _page(chance: random.Random, number: int, publisher: str) -> LabelledDocument:
    body = [_sentence(chance) for _ in range(chance.randint(3, 9))]
    strings = ["Home", "12:30", *body, "Share this page", "© The Verrow Courier"]
    gold = ["noise"] * 2 + ["body"] * len(body) + ["noise"] * 2
    if number % 2:
        strings.insert(2 + len(body) // 2, f"<b>The {chance.choice(_NOUNS)}</b>")
        gold.insert(2 + len(body) // 2, "heading")
    return make_labelled(
        *strings, gold=gold, id=f"page {number}", publisher=publisher, language="en"
    )


def _sentence(chance: random.Random) -> str:
    parts = [
        f"the {chance.choice(_NOUNS)} {chance.choice(_VERBS)} the {chance.choice(_NOUNS)}"
        for _ in range(4)
    ]
    return f"{', and '.join(parts).capitalize()}, as it does every year at this time."
