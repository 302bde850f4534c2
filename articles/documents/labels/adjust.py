"""Adjust the model's probabilities by what tags, form, wording and repetition show beside it.

The model has learned from whole pages of big publishers. Some forms hardly occur there, or not at
all: bold standfirsts and headings, notices of a few lines. The odds below come from counts over the
labelled pages of 84 publishers that the model was trained on.

Rules on tags and features run over all blocks of all documents at once; the few blocks whose
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
from articles.documents.labels.authored import AGREES, Verdict, judge_line
from articles.documents.labels.features import LONGEST_HEADING, Features
from articles.documents.labels.label import Label
from articles.documents.labels.phrases import (
    boilerplate_kind,
    has_noise_word,
    is_byline,
    is_note,
    noise_kind,
)
from articles.documents.source import Scope

Flags = NDArray[np.bool_]
Ints = NDArray[np.int64]
# For each block how likely each of `CLASSES` is (blocks x 4).
Probabilities = NDArray[np.float64]

# The columns of probabilities. Tags and wording decide the other labels.
CLASSES: Final = (Label.NOISE, Label.BODY, Label.STANDFIRST, Label.HEADING)
NOISE, BODY, STANDFIRST, HEADING = range(len(CLASSES))
# The features that are used here.
_NEEDED: Final = (
    "size", "empty", "bold", "ends", "linked", "long_before", "long_after", "is_long", "kinds",
    "longs", "extracted", "bullet", "twice", "tag_li", "tag_blockquote", "tag_figcaption",
)  # fmt: skip

_NOTHING_BUT_NOISE: Final = (1.0, 0.0, 0.0, 0.0)
# A text of this length that occurs twice was noise the second time in all of 231 cases.
_SHORTEST_REPEAT: Final = 40
# In the unit of the feature "size": the logarithm of 40 characters of an alphabet.
_SHORTEST_STANDFIRST: Final = math.log1p(40)
# A heading tag around a sentence of 80 characters holds the lead.
_SHORTEST_LEAD: Final = math.log1p(80)
_MOST_LINKED: Final = 0.5
# Probabilities of noise at which no wording would change the label.
_OUT_OF_REACH, _SURE_ALREADY = 0.03, 0.98
# How a statement ends; a question may well be a heading.
_STATEMENT_ENDS: Final = (".", "。", "।", ":", "…")
# A quotation that is noise as likely as this is shown, but an editor is asked.
_SURELY_ASKED: Final = 0.5
# Documents with fewer running texts are notices, a form that the model has not learned from.
_BRIEF: Final = 4

# Factors for the odds of a label.
# Of short texts that read like a kind of noise, 238 of 248 were noise.
_FOR_WORDS: Final = 10.0
_FOR_OPENING: Final = 30.0
# The later ones of equal texts are hidden, so the first one should not be.
_FOR_NOISE_IF_REPEATED: Final = 0.05
# Of bold lines before running text, 66 of 75 were headings; of bold sentences before all text, 7 of
# 7 were the standfirst, which is worse to hide than a notice is to show.
_FOR_BOLD_LINE: Final = 6.0
_FOR_BOLD_SENTENCE: Final = 200.0
_FOR_TAG_IN_NOTICE: Final = 20.0
_FOR_NOISE_IN_NOTICE: Final = 0.02
# To hide costs a reader a sentence, to show costs an editor a click: noise has to be five times as
# likely as text where an extraction has thrown away once already, and where a text runs like an
# article's. On pages of publishers that the model had not seen (three folds): of wanted snippets in
# extractions 21 more of 1,367 were shown, and 15 more of 1,372 unwanted ones (at .3); of running
# text on news pages with tags .981 was shown instead of .974, at the same accuracy.
_FOR_NOISE_IN_EXTRACT: Final = 0.2
_FOR_NOISE_IN_RUNNING_TEXT: Final = 0.2
# List items and headings by their tags, between running texts: of guides and blogs .920 of the text
# was shown instead of .914; lower, news pages would show their teasers.
_FOR_NOISE_IN_ITEM: Final = 0.35

# What a block of an author's own body is (noise, body, standfirst, heading), by what shows it.
_PLAIN_TEXT: Final = (0.0, 1.0, 0.0, 0.0)
_TAGGED_HEADING: Final = (0.0, 0.0, 0.0, 1.0)
_BOLD_LINE: Final = (0.0, 0.1, 0.0, 0.9)
_BOLD_SENTENCE: Final = (0.0, 0.1, 0.9, 0.0)
_WORDED_LIKE_NOISE: Final = (0.95, 0.05, 0.0, 0.0)
_WORTH_A_QUESTION: Final = (0.4, 0.6, 0.0, 0.0)


class KnownBlocks(NamedTuple):
    """The blocks of a document, by index, that are noise or text whatever they look like."""

    noise: Collection[int]
    text: Collection[int] = ()


class AdjustedScores:
    """The probabilities of the blocks of some documents, in order, while they are adjusted.

    A block is named by its position among all blocks; `probabilities` is changed in place. `known`
    holds, for each document, the blocks whose label was decided before.
    """

    def __init__(
        self,
        blocks: Sequence[Block],
        known: Sequence[KnownBlocks],
        probabilities: Probabilities,
        features: Features,
    ) -> None:
        self.blocks = blocks
        self.known = known
        self.probabilities = probabilities
        self.spans = features.spans
        # In double precision, as thresholds are.
        self.columns = {name: features.row(name).astype(np.float64) for name in _NEEDED}
        self.visible = self.columns["empty"] == 0
        self.is_heading = features.is_heading
        self.is_notice = self.columns["longs"] < _BRIEF
        self.is_item = (self.columns["bullet"] > 0) | (self.columns["tag_li"] > 0)
        self.is_link = self.columns["linked"] >= _MOST_LINKED
        # Words of a telling kind; a notice is too short to require them.
        self.has_words = self.is_notice | (self.columns["kinds"] > 0)
        self.is_quote = self.columns["tag_blockquote"] > 0
        self.is_extracted = self.columns["extracted"] > 0
        self.is_authored = np.array([block.scope is Scope.TEXT for block in blocks], bool)

    def result(self) -> Probabilities:
        """Return the adjusted probabilities (blocks x 4)."""
        noise = self.probabilities[:, NOISE].copy()
        self._rule_out()
        self._adjust_notices()
        worded = self._may_read_like_noise()
        bold = (self.columns["bold"] > 0) & ~self.is_link
        for position in _positions(self.visible & ~self.is_authored & (worded | bold)):
            if bold[position]:
                self._adjust_bold(position)
            if self.has_words[position] and self._is_within_reach(position):
                self._adjust_worded(position)
        self._show_when_unsure()
        self._label_authored(noise)
        self._show_quotations()
        self._show_notes()
        self._keep_known_text()
        self._keep_one_standfirst()
        return self.probabilities

    def introduces_byline(self, position: int) -> bool:
        """Return whether a bold line precedes a byline and text: the heading of another piece."""
        return bool(
            self.visible[position]
            and self.columns["bold"][position]
            and self.columns["long_before"][position]
            and self._is_line(position)
            and any(is_byline(self.blocks[other].text) for other in self._following(position, 1))
            and self._comes_before_text(position)
        )

    def _rule_out(self) -> None:
        """Move the probability of labels that tags and repetition exclude."""
        begins = (self.columns["long_before"] == 0) & (self.columns["bold"] == 0)
        gone = ~self.visible | (self.columns["tag_figcaption"] > 0) | self._repeated()
        heading = self.is_heading & ~gone
        item = (self.is_item | self.is_quote) & ~(gone | heading)
        # Before all running text, a plain line was never a heading (of 480), nor a short one the
        # standfirst (of 338): it is a kicker, a date, a name.
        at_start = begins & (self.columns["longs"] > 0) & ~(gone | heading | item)
        too_short = at_start & (self.columns["size"] < _SHORTEST_STANDFIRST)
        self.probabilities[gone] = _NOTHING_BUT_NOISE
        self._move(heading, BODY, HEADING)
        # A whole sentence under the headline is the lead, whatever its tag.
        sentence = (self.columns["ends"] > 0) & self.visible
        is_lead = sentence & (self.columns["size"] >= _SHORTEST_LEAD) & heading & begins
        told = self.spans.before(sentence & (self.columns["size"] >= _SHORTEST_STANDFIRST)) > 0
        self._move(is_lead & ~told, HEADING, STANDFIRST)
        self._move(heading & told, STANDFIRST, HEADING)
        self._move(item, HEADING, BODY)
        self._move(at_start, HEADING, NOISE)
        self._move(too_short, STANDFIRST, NOISE)

    def _show_when_unsure(self) -> None:
        """Lower the odds of noise where hiding would cost most."""
        inside = (self.columns["long_before"] > 0) & (self.columns["long_after"] > 0)
        runs = self.columns["is_long"] > 0
        item = (self.is_item | self.is_heading) & inside & ~self.is_link & ~runs
        odds = np.ones(len(self.blocks))
        odds[runs] = _FOR_NOISE_IN_RUNNING_TEXT
        odds[item] = _FOR_NOISE_IN_ITEM
        odds[self.is_extracted] = _FOR_NOISE_IN_EXTRACT
        # What repetition or a decision excludes stays so.
        where = self.visible & (self.probabilities[:, NOISE] < 1)
        rows = self.probabilities[where]
        rows[:, NOISE] *= odds[where]
        self.probabilities[where] = rows / rows.sum(1)[:, None]

    def _label_authored(self, noise: NDArray[np.float64]) -> None:
        """Label the blocks of bodies as authors wrote them; `noise` is the model's probability."""
        if not self.is_authored.any():
            return
        authored = self.is_authored & self.visible & ~self._known_noise()
        self.probabilities[authored] = _PLAIN_TEXT
        self.probabilities[authored & self.is_heading] = _TAGGED_HEADING
        for position in _positions(authored & (self.columns["bold"] > 0) & ~self.is_heading):
            if self._comes_before_text(position):
                self.probabilities[position] = self._authored_bold(position)
        for position in _positions(authored & (noise >= AGREES)):
            verdict = judge_line(self.blocks[position].text, float(noise[position]))
            if verdict is Verdict.NOISE:
                self.probabilities[position] = _WORDED_LIKE_NOISE
            elif verdict is Verdict.ASK:
                self.probabilities[position] = _WORTH_A_QUESTION

    def _show_quotations(self) -> None:
        """Show what its tag calls a quotation, and ask an editor where the model thinks it noise.

        Of 56 on the labelled pages 16 were noise: pull quotes, which an author chose, and voices of
        readers, which their words tell. None was a standfirst.
        """
        quotes = self.is_quote & self.visible & ~self._known_noise() & ~self.is_link
        for position in _positions(quotes):
            if noise_kind(self.blocks[position].text) is None:
                is_unsure = self.probabilities[position, NOISE] >= _SURELY_ASKED
                self.probabilities[position] = _WORTH_A_QUESTION if is_unsure else _PLAIN_TEXT

    def _show_notes(self) -> None:
        """Take what a newsroom tells readers of its own text for text: a correction, a note.

        Of 21 such lines on the labelled pages one was noise.
        """
        may = (
            self.visible & (self.probabilities[:, BODY] < 1) & ~self._known_noise() & ~self.is_link
        )
        for position in _positions(may & ~self.is_heading):
            if is_note(self.blocks[position].text):
                self.probabilities[position] = _PLAIN_TEXT

    def _authored_bold(self, position: int) -> tuple[float, ...]:
        """Return what a bold block before running text is: a heading, a lead, or plain text."""
        begins = not self.columns["long_before"][position]
        if self._is_line(position):
            return _PLAIN_TEXT if begins else _BOLD_LINE
        return _BOLD_SENTENCE if begins else _PLAIN_TEXT

    def _repeated(self) -> Flags:
        """Return which lines are known noise, or are long and occurred in the document before."""
        repeated = self._known_noise()
        seen: dict[tuple[int, str], int] = {}
        for position in _positions(self.columns["twice"] > 0):
            text = int(self.spans.first[position]), self.blocks[position].text
            if len(text[1]) < _SHORTEST_REPEAT:
                continue
            if text in seen:
                repeated[position] = True
                if not repeated[seen[text]]:
                    self._multiply_odds(seen[text], NOISE, _FOR_NOISE_IF_REPEATED)
            seen.setdefault(text, position)
        return repeated

    def _known_noise(self) -> Flags:
        """Return which blocks are known to be noise."""
        noise = np.zeros(self.spans.count, bool)
        for (start, _), known in zip(self.spans.bounds, self.known, strict=True):
            if known.noise:
                noise[[start + index for index in known.noise]] = True
        return noise

    def _keep_known_text(self) -> None:
        """Give each block that is known to be text its likeliest label other than noise."""
        for (start, _), known in zip(self.spans.bounds, self.known, strict=True):
            for position in (start + index for index in known.text):
                row = self.probabilities[position]
                row[NOISE] = 0
                row[BODY] += row.sum() == 0
                row /= row.sum()

    def _keep_one_standfirst(self) -> None:
        """Turn a standfirst that follows other text into text: the lines of one are neighbours."""
        likely = self.probabilities.argmax(1)
        standfirst = self.visible & (likely == STANDFIRST)
        if not standfirst.any():
            return
        begun = self.spans.before(standfirst) > 0
        ends_it = self.visible & begun & (likely != STANDFIRST) & (likely != NOISE)
        self._move(standfirst & (self.spans.before(ends_it) > 0), STANDFIRST, BODY)

    def _adjust_notices(self) -> None:
        """Leave a notice only those headings and standfirsts that its form sets apart.

        A line between its texts belongs to the article; without any running text, every line does.
        """
        notice = self.visible & self.is_notice
        for position in _positions(notice & self.is_heading):
            if self._comes_before_text(position):
                self._multiply_odds(position, HEADING, _FOR_TAG_IN_NOTICE)
        plain = notice & ~self.is_heading & (self.columns["bold"] == 0)
        self._move(plain, STANDFIRST, BODY)
        self._move(plain, HEADING, BODY)
        # Running text, or between two.
        inside = (self.columns["long_before"] > 0) & (self.columns["long_after"] > 0)
        inside |= (self.columns["is_long"] > 0) | (self.columns["longs"] == 0)
        text = notice & inside & (self.probabilities[:, NOISE] < 1) & ~self.is_link
        for position in _positions(text):
            if noise_kind(self.blocks[position].text) is None:
                self._multiply_odds(position, NOISE, _FOR_NOISE_IN_NOTICE)

    def _adjust_bold(self, position: int) -> None:
        begins = not self.columns["long_before"][position]
        if self._is_line(position):
            if not begins and self._comes_before_text(position):
                self._multiply_odds(position, HEADING, _FOR_BOLD_LINE)
        elif begins and self._comes_before_text(position):
            self._multiply_odds(position, STANDFIRST, _FOR_BOLD_SENTENCE)

    def _may_read_like_noise(self) -> Flags:
        noise = self.probabilities[:, NOISE]
        within_reach = (noise > _OUT_OF_REACH) & (noise < _SURE_ALREADY)
        may: Flags = self.has_words & within_reach
        return may

    def _is_within_reach(self, position: int) -> bool:
        # What is bold may have come within reach by that, or left it.
        return bool(_OUT_OF_REACH < self.probabilities[position, NOISE] < _SURE_ALREADY)

    def _adjust_worded(self, position: int) -> None:
        text = self.blocks[position].text
        if boilerplate_kind(text):
            self._multiply_odds(position, NOISE, _FOR_OPENING)
        elif has_noise_word(text):
            self._multiply_odds(position, NOISE, _FOR_WORDS)

    def _is_line(self, position: int) -> bool:
        """Return whether it is short and no statement: a heading, if it is content at all."""
        text = self.blocks[position].text
        return len(text) <= LONGEST_HEADING and not text.endswith(_STATEMENT_ENDS)

    def _comes_before_text(self, position: int) -> bool:
        """Return whether running text comes next, with at most a byline between."""
        following = self._following(position, 2)
        if following and is_byline(self.blocks[following[0]].text):
            following = following[1:]
        return bool(following and self.columns["is_long"][following[0]])

    def _following(self, position: int, count: int) -> list[int]:
        """Return the positions of the next `count` visible blocks of the same document."""
        rest = range(position + 1, int(self.spans.end[position]))
        return list(islice((other for other in rest if self.visible[other]), count))

    def _multiply_odds(self, position: int, column: int, odds: float) -> None:
        """Multiply the odds of one label of a block, and scale its probabilities to sum to 1."""
        row = self.probabilities[position].tolist()
        row[column] *= odds
        whole = sum(row)
        self.probabilities[position] = [value / whole for value in row]

    def _move(self, where: Flags, source: int, target: int) -> None:
        """Add one label's probability to another's for these blocks, and set it to 0."""
        positions = np.flatnonzero(where)
        self.probabilities[positions, target] += self.probabilities[positions, source]
        self.probabilities[positions, source] = 0


def _positions(flags: Flags) -> list[int]:
    positions: list[int] = np.flatnonzero(flags).tolist()
    return positions
