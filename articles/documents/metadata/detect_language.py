"""Detect the language of running text, where that is certain.

The detector is cld3, the small neural network over letters that Chrome had: 107 languages, in 5 MB
of memory.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final, NamedTuple

from articles.documents.metadata.language import normal_tag

# So many characters tell the language of nearly every article; where they do not, more are read.
_AT_A_GLANCE: Final = 200
MOST_READ: Final = 600
FEWEST_LETTERS: Final = 50
# Of every text of real pages that is read as wrongly, both were less.
_PLAIN: Final = 0.95
_SURE: Final = 0.8
# The longest that a character is in UTF-8.
_BYTES: Final = 4


class LikelyLanguage(NamedTuple):
    """The BCP 47 tag of a language, and how likely it is, from 0 to 1."""

    tag: str
    probability: float


def likely_language(text: str) -> LikelyLanguage:
    """Return the language that a text is most likely in, however unlikely that is."""
    found = _detector().FindLanguage(text=text[:MOST_READ])
    return LikelyLanguage(normal_tag(found.language), found.probability)


def detected_language(text: str) -> str:
    """Return the BCP 47 tag of a text's language; "" where it is too short or not certain."""
    if _letters(text[:MOST_READ]) < FEWEST_LETTERS:
        return ""
    found = _detector().FindLanguage(text=text[:_AT_A_GLANCE])
    if found.probability < _PLAIN and len(text) > _AT_A_GLANCE:
        found = _detector().FindLanguage(text=text[:MOST_READ])
    return normal_tag(found.language) if found.probability >= _SURE else ""


def _letters(text: str) -> int:
    """Return the number of letters, counted up to `FEWEST_LETTERS`."""
    found = 0
    for start in range(0, len(text), _AT_A_GLANCE):
        found += sum(map(str.isalpha, text[start : start + _AT_A_GLANCE]))
        if found >= FEWEST_LETTERS:
            break
    return found


@cache
def _detector() -> Any:
    """Return the detector, made at its first use, once a process."""
    return import_module("gcld3").NNetLanguageIdentifier(0, MOST_READ * _BYTES)
