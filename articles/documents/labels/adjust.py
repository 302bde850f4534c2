"""What the model says -> what is likely, with all that form, wording and repetition show beside it.

The model has learned from whole pages of big publishers. Some forms hardly occur there, or not at
all: bold standfirsts and headings, notices of a few lines. What follows is known of those, with the
counts of the labelled pages of 84 publishers that the model was made from.

What tags and signs decide is done for all blocks of all documents at once; the few blocks whose
wording matters are then looked at one by one.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.documents.blocks import Block
from articles.documents.labels.features import LONGEST_HEADING, Signs
from articles.documents.labels.label import Label
from articles.documents.labels.phrases import is_byline, noise_kind

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
# For each block how likely each of `TOLD_APART` is (blocks x 4).
Probabilities = NDArray[np.float64]

# The columns of chances: what is told apart here. Tags and wording tell the rest.
TOLD_APART: Final = (Label.NOISE, Label.BODY, Label.STANDFIRST, Label.HEADING)
NOISE, BODY, STANDFIRST, HEADING = range(len(TOLD_APART))
# The signs that are looked at here.
_NEEDED: Final = (
    "size", "empty", "bold", "linked", "long_before", "long_after", "is_long", "kinds", "longs",
    "bullet", "twice", "tag_li", "tag_blockquote", "tag_figcaption",
)  # fmt: skip

_NOTHING_BUT_NOISE: Final = (1.0, 0.0, 0.0, 0.0)
# As long a text that stands twice was noise the second time in all of 231 cases.
_SHORTEST_REPEAT: Final = 40
# As the sign of size counts: the logarithm of 40 characters of an alphabet.
_SHORTEST_STANDFIRST: Final = math.log1p(40)
_MOST_LINKED: Final = 0.5
# Chances of noise that no wording would change the label of.
_OUT_OF_REACH, _SURE_ALREADY = 0.03, 0.98
# How a text ends that states something; a question may well be a heading.
_STATEMENT_ENDS: Final = (".", "。", "।", ":", "…")
# Fewer running texts than this are a notice, as no page is that the model has learned from.
_BRIEF: Final = 4

# By how much the odds of a label grow.
# Of short texts that read like a kind of noise, 238 of 248 were noise.
_FOR_WORDS: Final = 10.0
# Of bold lines before running text, 66 of 75 were headings; of bold sentences before all text, 7 of
# 7 were the standfirst.
_FOR_BOLD_LINE: Final = 6.0
_FOR_BOLD_SENTENCE: Final = 20.0
_FOR_TAG_IN_NOTICE: Final = 20.0
_FOR_NOISE_IN_NOTICE: Final = 0.02


class KnownBlocks(NamedTuple):
    """Blocks of a document, by their indices, that are noise or text whatever they look like."""

    noise: Collection[int]
    text: Collection[int] = ()


class Adjusting:
    """The blocks of some documents, one's after the other's, and how likely each label is for each.

    Blocks are meant by their place among all; `chances` is changed. `known` is what is known of
    the blocks of each document beforehand.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        known: Sequence[KnownBlocks],
        chances: Probabilities,
        signs: Signs,
    ) -> None:
        self.blocks = blocks
        self.known = known
        self.probabilities = chances
        self.spans = signs.spans
        # In double precision, as thresholds are.
        self.features = {name: signs.row(name).astype(np.float64) for name in _NEEDED}
        self.visible = self.features["empty"] == 0
        self.is_heading = signs.is_heading
        self.is_notice = self.features["longs"] < _BRIEF
        self.is_item = (self.features["bullet"] > 0) | (self.features["tag_li"] > 0)
        self.is_link = self.features["linked"] >= _MOST_LINKED
        # Telling ones; a notice is too short for that to be asked.
        self.has_words = self.is_notice | (self.features["kinds"] > 0)
        self.is_quote = self.features["tag_blockquote"] > 0

    def result(self) -> Probabilities:
        self._rule_out()
        self._weigh_notices()
        worded = self._may_read_like_noise()
        bold = (self.features["bold"] > 0) & ~self.is_link
        for place in _places(self.visible & (worded | bold)):
            if bold[place]:
                self._weigh_bold(place)
            if self._reads_like_noise(place):
                self._favour(place, NOISE, _FOR_WORDS)
        self._keep_known_text()
        self._sum_up_once()
        return self.probabilities

    def introduces_byline(self, place: int) -> bool:
        """Whether it is a bold line before a byline and its text: the head of another piece."""
        return bool(
            self.visible[place]
            and self.features["bold"][place]
            and self.features["long_before"][place]
            and self._is_line(place)
            and any(is_byline(self.blocks[other].text) for other in self._following(place, 1))
            and self._comes_before_text(place)
        )

    def _rule_out(self) -> None:
        """Take away what tags and repetition exclude, whatever the model says."""
        begins = (self.features["long_before"] == 0) & (self.features["bold"] == 0)
        gone = ~self.visible | (self.features["tag_figcaption"] > 0) | self._repeated()
        heading = self.is_heading & ~gone
        item = (self.is_item | self.is_quote) & ~(gone | heading)
        # Before all running text, a plain line was never a heading (of 480), nor a short one the
        # standfirst (of 338): it is a kicker, a date, a name.
        at_start = begins & (self.features["longs"] > 0) & ~(gone | heading | item)
        too_short = at_start & (self.features["size"] < _SHORTEST_STANDFIRST)
        self.probabilities[gone] = _NOTHING_BUT_NOISE
        self._move(heading, BODY, HEADING)
        self._move(item, HEADING, BODY)
        self._move(at_start, HEADING, NOISE)
        self._move(too_short, STANDFIRST, NOISE)

    def _repeated(self) -> Flags:
        """Lines known to be noise, and long ones that stood in their own document before."""
        repeated = np.zeros(self.spans.count, bool)
        for (start, _), known in zip(self.spans.bounds, self.known, strict=True):
            if known.noise:
                repeated[[start + index for index in known.noise]] = True
        seen: set[tuple[int, str]] = set()
        for place in _places(self.features["twice"] > 0):
            text = int(self.spans.first[place]), self.blocks[place].text
            repeated[place] |= len(text[1]) >= _SHORTEST_REPEAT and text in seen
            seen.add(text)
        return repeated

    def _keep_known_text(self) -> None:
        """What is known to be text is the likeliest sort of it; nothing invisible is."""
        for (start, _), known in zip(self.spans.bounds, self.known, strict=True):
            for place in (start + index for index in known.text):
                row = self.probabilities[place]
                row[NOISE] = 0
                row[BODY] += row.sum() == 0
                row /= row.sum()

    def _sum_up_once(self) -> None:
        """Lines of one standfirst stand together; what comes after other text is text."""
        likely = self.probabilities.argmax(1)
        standfirst = self.visible & (likely == STANDFIRST)
        if not standfirst.any():
            return
        begun = self.spans.before(standfirst) > 0
        ends_it = self.visible & begun & (likely != STANDFIRST) & (likely != NOISE)
        self._move(standfirst & (self.spans.before(ends_it) > 0), STANDFIRST, BODY)

    def _weigh_notices(self) -> None:
        """A notice has no standfirst and no headings but those that its form sets apart.

        What stands between its texts is of the article; where there is no running text at all,
        every line is.
        """
        notice = self.visible & self.is_notice
        for place in _places(notice & self.is_heading):
            if self._comes_before_text(place):
                self._favour(place, HEADING, _FOR_TAG_IN_NOTICE)
        plain = notice & ~self.is_heading & (self.features["bold"] == 0)
        self._move(plain, STANDFIRST, BODY)
        self._move(plain, HEADING, BODY)
        # Running text, or between two.
        inside = (self.features["long_before"] > 0) & (self.features["long_after"] > 0)
        inside |= (self.features["is_long"] > 0) | (self.features["longs"] == 0)
        text = notice & inside & (self.probabilities[:, NOISE] < 1) & ~self.is_link
        for place in _places(text):
            if noise_kind(self.blocks[place].text) is None:
                self._favour(place, NOISE, _FOR_NOISE_IN_NOTICE)

    def _weigh_bold(self, place: int) -> None:
        begins = not self.features["long_before"][place]
        if self._is_line(place):
            if not begins and self._comes_before_text(place):
                self._favour(place, HEADING, _FOR_BOLD_LINE)
        elif begins and self._comes_before_text(place):
            self._favour(place, STANDFIRST, _FOR_BOLD_SENTENCE)

    def _may_read_like_noise(self) -> Flags:
        noise = self.probabilities[:, NOISE]
        within_reach = (noise > _OUT_OF_REACH) & (noise < _SURE_ALREADY)
        may: Flags = self.has_words & within_reach
        return may

    def _reads_like_noise(self, place: int) -> bool:
        # What is bold may have come within reach by that, or left it.
        within_reach = _OUT_OF_REACH < self.probabilities[place, NOISE] < _SURE_ALREADY
        return bool(self.has_words[place] and within_reach and noise_kind(self.blocks[place].text))

    def _is_line(self, place: int) -> bool:
        """Short and no statement: a heading, if it is content at all."""
        text = self.blocks[place].text
        return len(text) <= LONGEST_HEADING and not text.endswith(_STATEMENT_ENDS)

    def _comes_before_text(self, place: int) -> bool:
        """Whether running text comes next, at most a byline between."""
        following = self._following(place, 2)
        if following and is_byline(self.blocks[following[0]].text):
            following = following[1:]
        return bool(following and self.features["is_long"][following[0]])

    def _following(self, place: int, count: int) -> list[int]:
        """The next visible blocks of the same document."""
        rest = range(place + 1, int(self.spans.end[place]))
        return list(islice((other for other in rest if self.visible[other]), count))

    def _favour(self, place: int, column: int, odds: float) -> None:
        row = self.probabilities[place].tolist()
        row[column] *= odds
        whole = sum(row)
        self.probabilities[place] = [chance / whole for chance in row]

    def _move(self, where: Flags, source: int, target: int) -> None:
        places = np.flatnonzero(where)
        self.probabilities[places, target] += self.probabilities[places, source]
        self.probabilities[places, source] = 0


def _places(flags: Flags) -> list[int]:
    places: list[int] = np.flatnonzero(flags).tolist()
    return places
