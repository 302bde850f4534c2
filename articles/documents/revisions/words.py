"""Split texts into words, for all that compares them."""

from __future__ import annotations

import re
from typing import Final

# A regular expression. Scripts that put no spaces between words (Thai, Lao, Myanmar, Khmer, kana,
# Han) have a word a character; Korean, too, whose particles grow onto its words: a correction would
# hardly share any.
WORD: Final = (
    r"(?:[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|\w+)"
)
_WORD: Final = re.compile(WORD)


def split_words(text: str) -> list[str]:
    """Return the words of a text in lower case, in order."""
    return _WORD.findall(text.lower())
