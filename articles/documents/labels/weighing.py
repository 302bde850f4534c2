"""What the model says -> what is likely, with all that form, wording and repetition show beside it.

The model has learned from whole pages of big publishers. Some forms hardly occur there, or not at
all: bold standfirsts and headings, notices of a few lines. What follows is known of those, with the
counts of the labelled pages of 84 publishers that the model was made from.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from articles.documents.blocks import Block
from articles.documents.labels.label import Label
from articles.documents.labels.phrases import is_byline, noise_kind
from articles.documents.labels.signs import HEADING_TAGS, LONGEST_HEADING

# For each block how likely each of `TOLD_APART` is; for each sign its value of each block.
Chances = Sequence[list[float]]
SignsOfOne = Mapping[str, Sequence[float]]

# The columns of chances: what is told apart here. Tags and wording tell the rest.
TOLD_APART: Final = (Label.NOISE, Label.BODY, Label.STANDFIRST, Label.HEADING)
NOISE, BODY, STANDFIRST, HEADING = range(len(TOLD_APART))
# Tags whose text is content of a kind of its own, and never a heading.
CONTENT_TAGS: Final = {"li": Label.LIST_ITEM, "blockquote": Label.QUOTE}
# The signs that are looked at here.
NEEDED: Final = (
    "size", "bold", "linked", "long_before", "long_after", "is_long", "kinds", "longs", "bullet",
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


class Weighing:
    """The blocks of one document, and how likely each label is for each; `chances` is changed."""

    def __init__(
        self,
        blocks: Sequence[Block],
        recurring: Mapping[int, int],
        chances: Chances,
        signs: SignsOfOne,
    ) -> None:
        self.blocks = blocks
        self.recurring = recurring
        self.chances = chances
        self.signs = signs
        self.visible = [block for block in blocks if block.text]
        self.is_notice = self.signs["longs"][0] < _BRIEF
        self.place = {block.index: place for place, block in enumerate(self.visible)}

    def result(self) -> Chances:
        self._rule_out()
        if self.is_notice:
            self._weigh_notice()
        for block in self.visible:
            if self.signs["bold"][block.index] and not self._is_link(block):
                self._weigh_bold(block)
            if self._may_read_like_noise(block) and noise_kind(block.text):
                self._favour(block, NOISE, _FOR_WORDS)
        self._sum_up_once()
        return self.chances

    def introduces_byline(self, block: Block) -> bool:
        """Whether it is a bold line before a byline and its text: the head of another piece."""
        return bool(
            block.text
            and self.signs["bold"][block.index]
            and self.signs["long_before"][block.index]
            and self._is_line(block)
            and any(is_byline(following.text) for following in self._following(block, 1))
            and self._comes_before_text(block)
        )

    def _rule_out(self) -> None:
        """Take away what tags and repetition exclude, whatever the model says."""
        seen: set[str] = set()
        for block in self.blocks:
            row = self.chances[block.index]
            if not block.text or block.tag == "figcaption" or self._is_repeated(block, seen):
                row[:] = _NOTHING_BUT_NOISE
            elif block.tag in HEADING_TAGS:
                _move(row, BODY, HEADING)
            elif block.tag in CONTENT_TAGS or self.signs["bullet"][block.index]:
                _move(row, HEADING, BODY)
            elif not self.signs["long_before"][block.index] and not self.signs["bold"][block.index]:
                self._rule_out_at_the_start(block)
            seen.add(block.text)

    def _rule_out_at_the_start(self, block: Block) -> None:
        """Before all running text, a plain line was never a heading (of 480), nor a short one the
        standfirst (of 338): it is a kicker, a date, a name.
        """
        if not self.signs["longs"][0]:
            return
        row = self.chances[block.index]
        _move(row, HEADING, NOISE)
        if self.signs["size"][block.index] < _SHORTEST_STANDFIRST:
            _move(row, STANDFIRST, NOISE)

    def _sum_up_once(self) -> None:
        """Lines of one standfirst stand together; what comes after other text is text."""
        first_ended = begun = False
        for block in self.visible:
            row = self.chances[block.index]
            likely = max(range(len(row)), key=row.__getitem__)
            if likely == STANDFIRST and first_ended:
                _move(row, STANDFIRST, BODY)
            begun = begun or likely == STANDFIRST
            first_ended = first_ended or (begun and likely not in {STANDFIRST, NOISE})

    def _is_repeated(self, block: Block, seen: set[str]) -> bool:
        twice = len(block.text) >= _SHORTEST_REPEAT and block.text in seen
        return twice or block.index in self.recurring

    def _weigh_notice(self) -> None:
        """A notice has no standfirst and no headings but those that its form sets apart.

        What stands between its texts is of the article; where there is no running text at all,
        every line is.
        """
        without_text = not self.signs["longs"][0]
        for block in self.visible:
            if block.tag in HEADING_TAGS:
                if self._comes_before_text(block):
                    self._favour(block, HEADING, _FOR_TAG_IN_NOTICE)
            elif not self.signs["bold"][block.index]:
                _move(self.chances[block.index], STANDFIRST, BODY)
                _move(self.chances[block.index], HEADING, BODY)
            if without_text or self._is_inside(block):
                self._favour_text(block)

    def _weigh_bold(self, block: Block) -> None:
        begins = not self.signs["long_before"][block.index]
        if self._is_line(block):
            if not begins and self._comes_before_text(block):
                self._favour(block, HEADING, _FOR_BOLD_LINE)
        elif begins and self._comes_before_text(block):
            self._favour(block, STANDFIRST, _FOR_BOLD_SENTENCE)

    def _may_read_like_noise(self, block: Block) -> bool:
        return bool(
            (self.is_notice or self.signs["kinds"][block.index])
            and _OUT_OF_REACH < self.chances[block.index][NOISE] < _SURE_ALREADY
        )

    def _is_inside(self, block: Block) -> bool:
        """Running text, or between two."""
        has = {name: self.signs[name][block.index] for name in ("long_before", "long_after")}
        return bool(self.signs["is_long"][block.index] or all(has.values()))

    def _favour_text(self, block: Block) -> None:
        certain = self.chances[block.index][NOISE] >= 1
        if not certain and not self._is_link(block) and noise_kind(block.text) is None:
            self._favour(block, NOISE, _FOR_NOISE_IN_NOTICE)

    def _is_link(self, block: Block) -> bool:
        return bool(self.signs["linked"][block.index] >= _MOST_LINKED)

    def _is_line(self, block: Block) -> bool:
        """Short and no statement: a heading, if it is content at all."""
        return len(block.text) <= LONGEST_HEADING and not block.text.endswith(_STATEMENT_ENDS)

    def _comes_before_text(self, block: Block) -> bool:
        """Whether running text comes next, at most a byline between."""
        following = self._following(block, 2)
        if following and is_byline(following[0].text):
            following = following[1:]
        return bool(following and self.signs["is_long"][following[0].index])

    def _following(self, block: Block, count: int) -> Sequence[Block]:
        place = self.place[block.index] + 1
        return self.visible[place : place + count]

    def _favour(self, block: Block, column: int, odds: float) -> None:
        row = self.chances[block.index]
        row[column] *= odds
        whole = sum(row)
        row[:] = [chance / whole for chance in row]


def _move(row: list[float], source: int, target: int) -> None:
    row[target] += row[source]
    row[source] = 0
