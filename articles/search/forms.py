"""A word that was typed -> its likely other forms, by language: harbour, harbours; Brücke, Brücken.

Endings that stand for each other in the grammar of a language: number and case of nouns, agreement
of adjectives and participles, regular verbs of English. Not the gender of short nouns, which is
all that parts puerto from puerta. Most of what is made is no word, and found nowhere. A form is
looked for in texts of its own language alone, and in those whose language nobody knows.
`python -m tests.search.judged` measures what a line of the table is worth.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from articles.models.words import FIELD_MARK
from articles.search.normalise import index_words

# Shorter words have too many others an ending away.
_SHORTEST: Final = 3
# The last letter of the stem once more: stop, stopping.
_DOUBLED: Final = "+"
# What looks like a form of another word, and is one of its own that newsrooms have every day.
_ALONE: Final = frozenset({"news"})


class _Endings(NamedTuple):
    """Endings that stand for each other, parted by spaces; "-" is none.

    A stem has at least so many letters, and ends in what `after` matches.
    """

    written: str
    shortest: int = _SHORTEST
    after: str = ""

    def of(self, word: str) -> set[str]:
        """Return all forms of a word that ends in one of them, the word among them."""
        stems = filter(None, (self._stem(word, ending) for ending in self._normalised))
        return {
            stem + ending.replace(_DOUBLED, stem[-1])
            for stem in stems
            for ending in self._normalised
        }

    def _stem(self, word: str, ending: str) -> str:
        stem = word.removesuffix(ending.lstrip(_DOUBLED))
        if not word.endswith(ending.lstrip(_DOUBLED)):
            return ""
        if ending.startswith(_DOUBLED):
            stem = stem[:-1] if stem[-1:] == stem[-2:-1] else ""
        is_stem = len(stem) >= self.shortest and re.search(f"(?:{self.after})$", stem)
        return stem if is_stem else ""

    @property
    def _normalised(self) -> tuple[str, ...]:
        return _normalised(self.written)


@lru_cache(maxsize=256)
def _normalised(written: str) -> tuple[str, ...]:
    endings = ("" if each == "-" else each for each in written.split())
    return tuple(
        (_DOUBLED if each.startswith(_DOUBLED) else "") + "".join(index_words(each))
        for each in endings
    )


_CONSONANT: Final = "[бвгджзклмнпрстфхцчшщ]"
_TABLE: Final = {
    "en": (
        _Endings("- s ed ing", after="[aeiouy].*"),
        _Endings("- es ed ing", after="s|x|z|ch|sh|o"),
        _Endings("e es ed ing", after="[aeiouy].*"),
        _Endings("y ies ied ying", after="[^aeiou]"),
        _Endings("- s +ed +ing", after="[^aeiou][aeiou][bdgklmnprt]"),
    ),
    "de": (
        _Endings("- e en er ern es s em"),
        _Endings("e en"),
        _Endings("- n s", after="el|er|en|chen|lein"),
        _Endings("in innen"),
    ),
    "fr": (
        _Endings("- s"),
        _Endings("- x", after="eau|eu|ou"),
        _Endings("al ale ales aux"),
        _Endings("- e es s", shortest=5),
        _Endings("é ée és ées er", shortest=4),
        _Endings("eur eurs euse euses"),
        _Endings("teur teurs trice trices", shortest=2),
    ),
    "es": (
        _Endings("- s", after="[aeiou]"),
        _Endings("- es", after="[djlnrsxy]"),
        _Endings("z ces", shortest=2),
        _Endings("o a os as", shortest=6),
        _Endings("ado ada ados adas"),
        _Endings("ido ida idos idas"),
        _Endings("or ora ores oras", after="[dt]"),
    ),
    "it": (
        _Endings("o i"),
        _Endings("a e"),
        _Endings("e i"),
        _Endings("a i", after="ist|m"),
        _Endings("co chi ci", shortest=2),
        _Endings("ca che", shortest=2),
        _Endings("go ghi gi", shortest=2),
        _Endings("ga ghe", shortest=2),
        _Endings("io i"),
        _Endings("cia ce"),
        _Endings("gia ge"),
        _Endings("ato ata ati ate"),
        _Endings("ito ita iti ite"),
        _Endings("uto uta uti ute"),
        _Endings("tore tori trice trici", shortest=2),
    ),
    "ru": (
        _Endings("- а у ом е ы и ов ам ами ах", after=_CONSONANT),
        _Endings("а ы и е у ой - ам ами ах", after=_CONSONANT),
        _Endings("о а у ом е - ам ами ах", after=_CONSONANT),
        _Endings("ь я ю ем е и ей ям ями ях ью"),
        _Endings("я и ю е ей й ям ями ях"),
        _Endings("й я ю ем е и ев ям ями ях", after="[аеиоу]"),
        _Endings("ие ия ию ии ий ием ией иям иями иях"),
        _Endings("ый ого ому ым ом ая ой ую ое ые ых ыми - а о ы", after=_CONSONANT),
        _Endings("ий ого ому им ом ая ой ую ое ие их ими", after="[гкхжчшщ]"),
        _Endings("ий его ему им ем яя ей юю ее ие их ими"),
        _Endings("ок ка ку ком ке ки ков кам ками ках"),
        _Endings("ка ки ке ку кой ок ек кам ками ках"),
    ),
}  # fmt: skip
# Of normalised letters; what is written in others has no forms.
_LATIN: Final = re.compile("[a-z]+")
_ALPHABETS: Final = {"ru": re.compile("[а-я]+")}


@lru_cache(maxsize=4096)
def forms_of(word: str) -> Mapping[str, tuple[str, ...]]:
    """Return the likely other forms of a normalised word, by the language that has them."""
    if word in _ALONE or len(word) < _SHORTEST:
        return {}
    none = {word, *_ALONE}
    found = {
        language: tuple(sorted(set().union(*(each.of(word) for each in table)) - none))
        for language, table in _TABLE.items()
        if _ALPHABETS.get(language, _LATIN).fullmatch(word)
    }
    return {language: forms for language, forms in found.items() if forms}


def language_word(tag: str) -> str:
    """Return the word by which an index knows the language of a text; "" is one not known."""
    return f"language{FIELD_MARK}{''.join(index_words(tag.partition('-')[0]))}"
