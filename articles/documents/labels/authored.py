"""Label the blocks of a body as its author wrote it, which no page surrounds.

The model has learned from scraped pages, where what is short or apart from the text is the page's.
Here it is the author's: a recipe's ingredients, a letter's signature, the last line of a poem. A
block is noise only for a reason of its own, tags mean what they say, and in doubt a line is shown
and an editor is asked.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final

from articles.documents.labels.phrases import boilerplate_kind, noise_kind

# The model's probability of noise from which on it agrees with the wording of a line, and from
# which on it alone makes a telling word worth a question. It gave more than the first to each of 36
# such lines put into 75 posts.
AGREES: Final = 0.1
_WORTH_A_QUESTION: Final = 0.6
# Authors credit pictures and date their texts, too.
_OF_AUTHORS: Final = frozenset({
    "the label of a video, picture or player", "a line about when it was published",
})  # fmt: skip


class Verdict(Enum):
    """What a line in an author's own body is."""

    TEXT = auto()
    ASK = auto()
    NOISE = auto()


def judge_line(text: str, noise: float) -> Verdict:
    """Judge a line by its wording and by how likely the model takes it for noise, 0 to 1."""
    if noise < AGREES:
        return Verdict.TEXT
    kind = boilerplate_kind(text)
    if kind and kind not in _OF_AUTHORS:
        return Verdict.NOISE
    if noise >= _WORTH_A_QUESTION and noise_kind(text):
        return Verdict.ASK
    return Verdict.TEXT
