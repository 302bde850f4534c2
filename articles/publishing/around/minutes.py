"""An edition's words -> how many minutes it takes to read, by language."""

from __future__ import annotations

from typing import Final

from articles.models.words import FIELD_MARK
from articles.search.normalise import is_unspaced

# Words a minute of silent readers, rounded (Trauzettel-Klosinski and Dietz, Standardized Assessment
# of Reading Performance, 2012); of scripts without spaces, letters.
_WORDS: Final = {
    "ar": 140, "fa": 140, "ur": 140, "he": 190, "ru": 185, "uk": 185, "be": 185, "bg": 185,
    "sr": 185,
}  # fmt: skip
_OTHERS: Final = 230
_LETTERS: Final = 300


def minutes_of(searched: str, language: str) -> int:
    """Return the minutes, given an edition's words as search has them: at least one."""
    # Fields are marked; each of their words stands there once more, unmarked.
    number = searched.count(" ") + 1 - searched.count(FIELD_MARK)
    return max(1, round(number / _speed(searched, language)))


def _speed(searched: str, language: str) -> int:
    if is_unspaced(searched.rpartition(" ")[2]):
        return _LETTERS
    return _WORDS.get(language.partition("-")[0].lower(), _OTHERS)
