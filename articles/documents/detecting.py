"""Running text -> the language that it is in, where that is plain to see.

py3langid does it: naive Bayes over stretches of letters, with a model of 140 languages that it
brings. It is loaded where it is first needed, once for a process, which takes half a second.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Any, Final

from articles.documents.language import normal_tag

# So many characters tell the language of nearly every article; where they do not, more are read.
_AT_A_GLANCE: Final = 200
MOST_READ: Final = 1_000
FEWEST_LETTERS: Final = 50
# Of every text of real pages that is read as wrongly, both were less.
_PLAIN: Final = 0.9
_SURE: Final = 0.8


def detected_language(text: str) -> str:
    """The BCP 47 tag of a text's language; "" where it is too short or not plain to see."""
    if _letters(text[:MOST_READ]) < FEWEST_LETTERS:
        return ""
    language, confidence = _identifier().classify(text[:_AT_A_GLANCE])
    if confidence < _PLAIN and len(text) > _AT_A_GLANCE:
        language, confidence = _identifier().classify(text[:MOST_READ])
    return normal_tag(language) if confidence >= _SURE else ""


def _letters(text: str) -> int:
    """How many letters there are, as far as that matters."""
    found = 0
    for start in range(0, len(text), _AT_A_GLANCE):
        found += sum(map(str.isalpha, text[start : start + _AT_A_GLANCE]))
        if found >= FEWEST_LETTERS:
            break
    return found


@cache
def _identifier() -> Any:
    langid = import_module("py3langid.langid")
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)
