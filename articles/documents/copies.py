"""Tell whether two articles carry the same story, whatever their ids, publishers and headlines.

Articles that may are found by the numbers of their longest sentences, which copies have in common
and other articles do not; whether they do is judged by all that both say. A sentence is compared by
its letters and digits alone: typographic quotes, dashes, spaces and the ends of paragraphs differ
between publishers.

The forms of one publisher (weather, results, obituaries) are alike in what says nothing: names and
numbers differ. So these weigh more, and sentences that differ in nothing else count against.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final, NamedTuple

from articles.documents.article.rows import ArticleRows

# So many sentences of an article are looked up, the longest, and so many of these are kept to be
# found by others: a copy that lost two thirds of its sentences still has one of them.
ASKED: Final = 12
KEPT: Final = 6
# A shorter sentence may well stand in two articles.
SHORTEST: Final = 40
# Of the shorter article's text, by weight, and of the longer's: a brief in a round-up of briefs is
# not the same story. So many letters are not counted at all: a publisher's forms have them.
SAME: Final = 0.4
OF_LONGER: Final = 0.35
OF_FORM: Final = 180
# Texts that are the same to the letter have to say something.
FEWEST_LETTERS: Final = 60
# What a name or a number weighs, in letters.
FACT: Final = 25
# A sentence that differs in names and numbers alone counts against, if it has so many other words.
FEWEST_WORDS: Final = 3

_NO_LETTERS: Final = bytes(code for code in range(128) if not chr(code).isalnum())
_NO_WORDS: Final = re.compile(r"[\W_]+")
_END: Final = re.compile(r"(?<=[.!?…؟।])[\"'”’»)\]]*\s+|(?<=[。！？])")
_WORD: Final = re.compile(r"\w+")


def shown_texts(rows: ArticleRows) -> list[str]:
    """Return the paragraphs that readers see, without their markup."""
    return [
        unmarked or markup
        for _, _, _, markup, unmarked, _, _, noise in rows.paragraphs
        if not noise
    ]


def telling_numbers(texts: Sequence[str]) -> list[int]:
    """Return the numbers of the longest sentences, signed and of 64 bits, the longest first.

    It is asked of every article that comes in: be fast. Sentences that end otherwise than in a full
    stop stay joined to the next, in copies as well.
    """
    text = ". ".join(texts).replace(".” ", ". ").replace('." ', ". ")
    if "。" in text:
        text = text.replace("。", ". ")
    sentences = sorted(text.split(". "), key=len, reverse=True)[:ASKED]
    spelled = [letters for sentence in sentences if len(letters := _letters(sentence)) >= SHORTEST]
    return list(dict.fromkeys(map(_number, spelled)))


def _letters(text: str) -> bytes:
    """Return its letters and digits; of a text in Latin script those of ASCII alone are enough."""
    lower = text.lower()
    plain = lower.encode("ascii", "ignore").translate(None, _NO_LETTERS)
    return plain if 2 * len(plain) > len(text) else _NO_WORDS.sub("", lower).encode()


def _number(letters: bytes) -> int:
    return int.from_bytes(blake2b(letters, digest_size=8).digest(), "big", signed=True)


class Form(NamedTuple):
    """A sentence parted into its names and numbers, and what is left without them."""

    words: tuple[str, ...]
    facts: frozenset[str]

    def contradicts(self, other: Form) -> bool:
        """Return whether each says something else of the same: a place and an agency added do not.

        A few words are the same in any two articles.
        """
        is_same = self.words == other.words and len(self.words) >= FEWEST_WORDS
        return is_same and not (self.facts <= other.facts or other.facts <= self.facts)


@dataclass(frozen=True, slots=True)
class Wording:
    """What an article says: its sentences, by their letters, with their weights and words."""

    weights: Mapping[bytes, int]
    words: Mapping[bytes, Sequence[str]]

    def forms_without(self, common: Collection[bytes]) -> dict[bytes, Form]:
        """Return the forms of the sentences that are not in common with another text."""
        return {each: _form(words) for each, words in self.words.items() if each not in common}

    def weight_without(self, common: Collection[bytes]) -> int:
        """Return what the sentences weigh that are not in common with another text."""
        return sum(weight for each, weight in self.weights.items() if each not in common)


def wording_of(texts: Sequence[str]) -> Wording:
    """Return the wording of an article, given the paragraphs that readers see."""
    weights: dict[bytes, int] = {}
    words: dict[bytes, Sequence[str]] = {}
    for text in texts:
        for sentence in _END.split(text):
            if letters := _letters(sentence):
                words[letters] = said = _WORD.findall(sentence)
                # The first word is no name, most often.
                weights[letters] = len(letters) + FACT * len(_facts(said[1:]))
    return Wording(weights, words)


def _form(words: Sequence[str]) -> Form:
    facts = frozenset(_facts(words))
    return Form(tuple([word for word in words if word not in facts]), facts)


def _facts(words: Sequence[str]) -> list[str]:
    """Return the words that are names or numbers."""
    return [word for word in words if word[0].isupper() or word[0].isdigit()]


def shared_part(one: Wording, other: Wording) -> float:
    """Return how much of the shorter text the other has as well, from 0 to 1, by weight.

    It is 0 where they are not the same story.
    """
    common = one.weights.keys() & other.weights.keys()
    # In capitals a sentence has more of what looks like names, on one side or the other.
    shared = sum(min(one.weights[each], other.weights[each]) for each in common)
    shorter, longer = sorted(shared + each.weight_without(common) for each in (one, other))
    if shared < max(OF_LONGER * longer, FEWEST_LETTERS):
        return 0.0
    if shared == longer:
        return 1.0
    counted = shared - OF_FORM - _contradicted(one, other, common)
    return shared / shorter if counted >= SAME * shorter else 0.0


def _contradicted(one: Wording, other: Wording, common: Collection[bytes]) -> int:
    """Return what the sentences weigh that the other text contradicts."""
    by_words: dict[tuple[str, ...], list[Form]] = {}
    for form in other.forms_without(common).values():
        by_words.setdefault(form.words, []).append(form)
    return sum(
        one.weights[sentence]
        for sentence, form in one.forms_without(common).items()
        if any(map(form.contradicts, by_words.get(form.words, ())))
    )
