"""Tell what encoding a table is in that is not in UTF-8, by what its letters spell.

Spreadsheets of Windows save CSV in the encoding of its language: the same bytes are words in one of
them, and letters in no order in the others.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from articles.documents.metadata.detect_language import likely_language

# Of each encoding the languages that are written in it; of those that spell a text equally well,
# the first.
_LANGUAGES: Final = {
    "cp1252": "en de fr es it pt nl sv da no nb nn fi is ca gl eu ga cy lb af id ms sw",
    "cp1250": "pl cs sk hu sl hr bs ro sq",
    "cp1251": "ru uk bg sr mk be",
    "cp1254": "tr az",
    "cp1253": "el",
    "cp1257": "lt lv et",
    "cp1256": "ar fa ur",
    "cp1255": "he yi",
    "gb18030": "zh",
    "cp932": "ja",
    "cp949": "ko",
    "big5": "zh",
}
_USUAL: Final = "cp1252"
UTF_8: Final = "utf-8"
_NAMES: Final = {"cp932": "Shift_JIS", "cp949": "EUC-KR", "big5": "Big5", "gb18030": "GB18030"}
_MOST_READ: Final = 2**16
# A few hundred letters tell a language; more cost more.
_LETTERS: Final = 600
_MOST_WORDS: Final = 4_096
# The share of ASCII among the letters of words with others: half of it is what Vietnamese has.
_OF_OTHER_SCRIPT: Final = 0.3
_SURE: Final = 0.7
_WORD: Final = re.compile(r"[^\W\d_]+")

# A detector of languages takes a few words of Cyrillic for Greek, Hebrew or Chinese: of so many
# letters they are told by how words are spelled. Of Russian, Ukrainian, Bulgarian and Serbian words
# seven letters in ten are of the ten commonest, and each has a vowel; what else is read as
# Cyrillic has half as many, or capitals inside of words.
_CYRILLIC: Final = "cp1251"
_FEW_LETTERS: Final = 200
_FEWEST_LETTERS: Final = 8
_COMMON: Final = frozenset("оеаинтсрвл")
_OF_COMMON: Final = 0.55
_VOWELS: Final = frozenset("аеёиоуыэюяіїє")
_CYRILLIC_WORD: Final = re.compile(r"[А-яЁёЂ-Џђ-џҐґ]+")


class Guess(NamedTuple):
    """An encoding, and how likely it is, from 0 to 1."""

    encoding: str
    likelihood: float


def encoding_of(start: bytes) -> str:
    """Return the name of the codec of a table's text; "utf-8" for one in UTF-8 with bad rows."""
    lines = [line for line in start.splitlines() if not line.isascii()]
    good = sum(map(_is_utf_8, lines))
    if good * 2 >= len(lines):
        return UTF_8
    other = b"\n".join(line for line in lines if not _is_utf_8(line))[:_MOST_READ]
    if _spells_cyrillic(other):
        return _CYRILLIC
    guesses = [guess for encoding in _LANGUAGES if (guess := _guess(other, encoding))]
    best = max(guesses, key=lambda guess: guess.likelihood, default=Guess(_USUAL, 0))
    return best.encoding if best.likelihood >= _SURE else _USUAL


def is_known(encoding: str) -> bool:
    """Return whether `encoding_of` may return this name."""
    return encoding == UTF_8 or encoding in _LANGUAGES


def encoding_name(encoding: str) -> str:
    """Return what people call an encoding: "windows-1250"."""
    return _NAMES.get(encoding) or encoding.replace("cp", "windows-")


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _spells_cyrillic(content: bytes) -> bool:
    """Return whether a few words that are no ASCII are spelled as Cyrillic ones are."""
    text = content.decode(_CYRILLIC, "replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    letters = "".join(words).lower()
    if not _FEWEST_LETTERS <= len(letters) <= _FEW_LETTERS:
        return False
    common = sum(letter in _COMMON for letter in letters)
    return common >= _OF_COMMON * len(letters) and all(map(_is_cyrillic_word, words))


def _is_cyrillic_word(word: str) -> bool:
    is_cased = word.islower() or word.isupper() or word.istitle()
    has_vowel = len(word) < 3 or not _VOWELS.isdisjoint(word.lower())
    return is_cased and has_vowel and _CYRILLIC_WORD.fullmatch(word) is not None


def _guess(content: bytes, encoding: str) -> Guess | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        # The last character may be cut in two.
        text = content.decode(encoding, "ignore")
        if len(text.encode(encoding, "ignore")) < len(content) - 1:
            return None
    found = likely_language(_sample(text))
    language = found.tag.split("-")[0]
    is_its_own = language in _LANGUAGES[encoding].split()
    return Guess(encoding, found.probability) if is_its_own else None


def _sample(text: str) -> str:
    """Return words of a text: all, or those that are in another script than ours, if some are.

    The detector takes a text for one of the script that it begins with.
    """
    words = _WORD.findall(text[:_MOST_WORDS])
    beyond = [word for word in words if not word.isascii()]
    letters = "".join(beyond)
    is_other_script = sum(map(str.isascii, letters)) < _OF_OTHER_SCRIPT * len(letters)
    return " ".join(beyond if is_other_script else words)[:_LETTERS]
