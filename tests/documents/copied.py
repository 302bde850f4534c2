"""Copies of a text as other publishers carry it, and what a pair of texts is to be told by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

from articles.documents.copies import KEPT, shared_part, telling_numbers, wording_of

Texts = list[str]


def is_found(stored: Sequence[str], incoming: Sequence[str]) -> bool:
    """Whether a text is found as a copy of a stored one, as an import would find it."""
    kept = telling_numbers(stored)[:KEPT]
    is_neighbour = not set(kept).isdisjoint(telling_numbers(incoming))
    return is_neighbour and shared_part(wording_of(stored), wording_of(incoming)) > 0


def make_copy(texts: Sequence[str], kind: str, random: Random, others: Sequence[Texts]) -> Texts:
    """A copy of a text; `others` are texts that replaced paragraphs are taken from."""
    copy = list(texts)
    for change in COPIES[kind]:
        copy = change(copy, random, others)
    return copy


def _third(texts: Texts, random: Random) -> set[int]:
    return set(random.sample(range(len(texts)), max(1, round(len(texts) / 3))))


def _cut(texts: Texts, random: Random, _: Sequence[Texts]) -> Texts:
    gone = _third(texts, random)
    return [text for place, text in enumerate(texts) if place not in gone]


def _changed(texts: Texts, random: Random, others: Sequence[Texts]) -> Texts:
    hit = _third(texts, random)
    return [
        random.choice(_CHANGES)(text, random, others) if place in hit else text
        for place, text in enumerate(texts)
    ]


def _replaced(_: str, random: Random, others: Sequence[Texts]) -> str:
    return random.choice(random.choice(others))


def _reworded(text: str, random: Random, _: Sequence[Texts]) -> str:
    words = text.split()
    return " ".join(random.choice(words) if place % 6 == 5 else w for place, w in enumerate(words))


def _thinned(text: str, random: Random, _: Sequence[Texts]) -> str:
    return " ".join(word for place, word in enumerate(text.split()) if place % 5)


def _halved(text: str, random: Random, _: Sequence[Texts]) -> str:
    words = text.split()
    return " ".join([*words[: len(words) // 2], "and more was said later."])


def _with_other_numbers(text: str, random: Random, _: Sequence[Texts]) -> str:
    other = re.sub(r"\d+", lambda found: str(int(found[0]) % 10**9 + random.randint(1, 9)), text)
    return f"{other} The figures were corrected."


_CHANGES: Final = (_replaced, _reworded, _thinned, _halved, _with_other_numbers)


def _reordered(texts: Texts, random: Random, _: Sequence[Texts]) -> Texts:
    return random.sample(texts, len(texts))


def _credited(texts: Texts, random: Random, _: Sequence[Texts]) -> Texts:
    return [f"HESK (Coast Press) - {texts[0]}", *texts[1:]]


def _typeset(texts: Texts, random: Random, _: Sequence[Texts]) -> Texts:
    return [_with_other_marks(text) for text in texts]


def _with_other_marks(text: str) -> str:
    marks = str.maketrans("“”„«»’–—\u00a0", '"""""\'-- ')
    plain = text.translate(marks)
    if plain != text:
        return plain
    return (
        re.sub(r'(^|\s)"', r"\1“", text).replace('"', "”").replace("'", "’").replace(" - ", " – ")
    )


def _broken_elsewhere(texts: Texts, random: Random, _: Sequence[Texts]) -> Texts:
    """Two or three paragraphs made one, and long ones parted."""
    found, place = [], 0
    while place < len(texts):
        number = random.choice((1, 2, 3))
        found.append(" ".join(texts[place : place + number]))
        place += number
    return [part for text in found for part in _parted(text, random)]


def _parted(text: str, random: Random) -> Texts:
    sentences = text.split(". ")
    if len(sentences) < 4 or random.random() < 0.5:
        return [text]
    return [". ".join(sentences[:2]) + ".", ". ".join(sentences[2:])]


# What was done to a text, in this order.
COPIES: Final[dict[str, Sequence[Callable[[Texts, Random, Sequence[Texts]], Texts]]]] = {
    "cut": [_cut],
    "changed": [_changed],
    "typeset": [_credited, _typeset, _broken_elsewhere],
    "cut and reordered": [_cut, _reordered, _credited, _typeset],
    "changed and reordered": [_changed, _reordered, _credited, _typeset],
    "cut and broken elsewhere": [_cut, _broken_elsewhere, _typeset],
}
