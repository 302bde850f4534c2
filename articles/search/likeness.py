"""Words of editions -> how much they are about the same, and which others may be.

A word tells the more of a text the fewer others have it (Spärck Jones, 1972). How common words of a
language are is taken from its newest texts; holders of a rare word are looked up in the index, the
newest few. So it costs the same at any size of the archive. Nothing is asked of a service.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import chain, islice
from math import log, sqrt
from typing import Any, Final

from django.db import connection

from articles.models.edition_words import EditionWords, EditionWordsIndex
from articles.models.words import FIELD_MARK
from articles.search.place import key_at
from articles.search.query import Field

# Of each language, so many texts tell how common its words are.
_SAMPLE: Final = 200
# Of a site that begins, what all texts have may be rare in those to come.
_UNSEEN: Final = 20
# Seconds.
_FRESH: Final = 600
# What more of them have tells nothing.
_COMMON: Final = 0.15
# Of each text, so many words are looked up; and of each, so many texts that have it.
_LOOKED_UP: Final = 24
HOLDERS: Final = 40
# By so many, two texts are compared.
_KEPT: Final = 160
# So many statements are asked as one: SQLite takes 500.
_TOGETHER: Final = 200
# Words of a headline and of topics say more than the others.
_STRESSED: Final = 1.6
_TOLD: Final = (f"{Field.HEADLINE}{FIELD_MARK}", f"{Field.TOPIC}{FIELD_MARK}")
# Who wrote or sent it is not what it is about.
_NAMES: Final = (f"{Field.AUTHOR}{FIELD_MARK}", f"{Field.PUBLISHER}{FIELD_MARK}")
_LANGUAGE: Final = f"language{FIELD_MARK}"
_SHORTEST: Final = 3
# Without an order PostgreSQL looks a rare word up: with one, it may read all that is newer.
_IN_SQLITE: Final = (
    "SELECT * FROM (SELECT %s AS number, rowid AS place FROM articles_editionwords_index "  # noqa: S608 - a number
    f"WHERE words MATCH %s ORDER BY rowid DESC LIMIT {HOLDERS}) AS found"
)
_IN_POSTGRESQL: Final = (
    "SELECT * FROM (SELECT %s AS number, place FROM articles_editionwords "  # noqa: S608 - a number
    f"WHERE words @@ %s::tsquery LIMIT {HOLDERS}) AS found"
)
_LEXEME: Final = re.compile(r"'([^']*)':([\d,A-D]*)")


@dataclass(frozen=True, slots=True)
class Telling:
    """The words that tell most of a text, the most telling first: as a vector of length one."""

    language: str
    weights: Mapping[str, float]

    @property
    def looked_up(self) -> Sequence[str]:
        """Return the words by which others are found."""
        return list(islice(self.weights, _LOOKED_UP))

    def likeness(self, other: Telling) -> float:
        """Return how much two texts are about the same: from 0 to 1, the same both ways."""
        few, many = sorted((self.weights, other.weights), key=len)
        return sum(weight * many.get(word, 0.0) for word, weight in few.items())


def telling_of(counts: Mapping[int, Counter[str]]) -> dict[int, Telling]:
    """Return what the words of editions tell, as `counted_words` has them."""
    languages = {key: _language(words) for key, words in counts.items()}
    rarities = {language: _rarity_in(language) for language in sorted(set(languages.values()))}
    return {
        key: _telling(languages[key], words, rarities[languages[key]])
        for key, words in counts.items()
    }


def counted_words(keys: Collection[int]) -> dict[int, Counter[str]]:
    """Return how often editions have each of their words, by primary keys; fields are marked."""
    rows = EditionWords.objects.filter(edition__in=keys).order_by()
    return {key: _counted(words) for key, words in rows.values_list("edition_id", "words")}


def _counted(words: str) -> Counter[str]:
    if connection.vendor == "sqlite":
        return Counter(words.split(" "))
    return Counter({word: places.count(",") + 1 for word, places in _LEXEME.findall(words)})


def _language(words: Iterable[str]) -> str:
    # On SQLite it is among the first words; PostgreSQL keeps them by the alphabet.
    return next((word for word in words if word.startswith(_LANGUAGE)), _LANGUAGE)


def _telling(language: str, words: Counter[str], rarity: _Rarity) -> Telling:
    marked = [word for word in words if FIELD_MARK in word]
    told = {word.partition(FIELD_MARK)[2] for word in marked if word.startswith(_TOLD)}
    names = {word.partition(FIELD_MARK)[2] for word in marked if word.startswith(_NAMES)} - told
    weights = {
        word: rare * (1 + log(times)) * (_STRESSED if word in told else 1.0)
        for word, times in words.items()
        if (rare := rarity.of.get(word, rarity.of_others))
        and word not in names
        and (word in rarity.of or _is_telling(word))
    }
    most = nsmallest(_KEPT, weights, key=lambda word: (-weights[word], word))
    length = sqrt(sum(weights[word] ** 2 for word in most)) or 1.0
    return Telling(language, {word: weights[word] / length for word in most})


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How much the words of a language tell, by the newest texts; what all have tells nothing."""

    of: Mapping[str, float]
    of_others: float
    known_at: float


# What a process knows of languages, for some minutes: it changes slowly.
_known: Final[dict[str, _Rarity]] = {}


def _rarity_in(language: str) -> _Rarity:
    known = _known.get(language)
    if known and time.monotonic() - known.known_at < _FRESH:
        return known
    texts, rarity = _sampled(language)
    # A few more texts would change what few tell.
    if texts >= _SAMPLE // 2:
        _known[language] = rarity
    return rarity


def _sampled(language: str) -> tuple[int, _Rarity]:
    """Return how many texts there are of a language, at most the sample, and what they tell."""
    match = _fts5(language) if connection.vendor == "sqlite" else _tsquery(language)
    index = EditionWordsIndex.objects.filter(words__match=match).order_by("-place")
    newest = list(index.values_list("place", flat=True)[:_SAMPLE])
    rows = EditionWords.objects.filter(index__in=newest).order_by()
    having: Counter[str] = Counter()
    for words in rows.values_list("words", flat=True):
        having.update(set(_counted(words)))
    # Of few texts, what most have may still be what they are about.
    most = max(_COMMON * len(newest), 4)
    texts = len(newest) + _UNSEEN
    of = {
        word: log(texts / number) if number <= most and _is_telling(word) else 0.0
        for word, number in having.items()
        if FIELD_MARK not in word
    }
    return len(newest), _Rarity(of, log(texts), time.monotonic())


def _is_telling(word: str) -> bool:
    """Return whether it is a word of the text and not of a field; a number tells nothing."""
    is_short = len(word) < _SHORTEST and word.isascii()
    return not is_short and FIELD_MARK not in word and not word.isdigit()


def phrase_of_topic(words: Sequence[str]) -> str:
    """Return what finds the texts that have a topic, given its words as an index has them."""
    return " ".join(f"{Field.TOPIC}{FIELD_MARK}{word}" for word in words)


def holders(phrases: Collection[str]) -> dict[str, list[int]]:
    """Return the newest editions that have each phrase, by their keys: at most `HOLDERS`."""
    found: dict[str, list[int]] = {phrase: [] for phrase in phrases}
    wanted = sorted(found)
    for start in range(0, len(wanted), _TOGETHER):
        for number, place in _places(wanted[start : start + _TOGETHER]):
            found[wanted[start + number]].append(key_at(place))
    return found


def _places(phrases: Sequence[str]) -> list[tuple[int, int]]:
    """Return places of texts, each with the number of the phrase that it has."""
    is_sqlite = connection.vendor == "sqlite"
    one, written = (_IN_SQLITE, _fts5) if is_sqlite else (_IN_POSTGRESQL, _tsquery)
    asked: list[tuple[Any, ...]] = [(n, written(phrase)) for n, phrase in enumerate(phrases)]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), [*chain.from_iterable(asked)])
        return list(cursor.fetchall())


def _fts5(phrase: str) -> str:
    return f'"{phrase}"'


def _tsquery(phrase: str) -> str:
    return " <-> ".join(f"'{word}'" for word in phrase.split(" "))
