"""Rules that label the blocks of one document by place, form and wording.

The article runs from its first long sentence to its last; what stands outside has to show why it
belongs. Inside, form decides: bold and short before text is a heading, "By ..." a byline.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from articles.documents.blocks import Block
from articles.documents.labels.features import BULLET, Features
from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.labels.phrases import is_byline, noise_kind

LONGEST_HEADING: Final = 120
SHORTEST_STANDFIRST: Final = 40
LONGEST_STANDFIRST: Final = 500
# How far outside the run of long sentences a short block may still belong to the article.
REACH_BEFORE: Final = 3
REACH_AFTER: Final = 2

Verdict = tuple[Label, str]

_DOUBTS: Final = {
    "first text of the article, short before a long one": (0.7, Label.BODY),
    "a sentence right after the article's last long one": (0.6, Label.NOISE),
    "close before the article's first long sentence": (0.6, Label.NOISE),
    "bold, but it ends like a sentence or no text follows it": (0.5, Label.HEADING),
}


def label_blocks(blocks: Sequence[Block], title: str = "") -> tuple[LabelledBlock, ...]:
    """One label for each block, in order; `title` is what the document's metadata says."""
    verdicts = _Document([Features(block) for block in blocks], title).verdicts()
    return tuple(
        LabelledBlock(block, label, reason, *_DOUBTS.get(reason, (1.0, None)))
        for block, (label, reason) in zip(blocks, verdicts, strict=True)
    )


class _Document:
    """The blocks of a document, seen together."""

    def __init__(self, features: list[Features], title: str) -> None:
        self.features = features
        self.title = title
        self.known = _known_noise(features)
        running = [
            index
            for index, feature in enumerate(features)
            if index not in self.known and feature.is_long_sentence
        ]
        # A document without one long sentence is a notice or a list: all of it is the article.
        self.first = running[0] if running else 0
        self.last = running[-1] if running else len(features) - 1

    def verdicts(self) -> list[Verdict]:
        verdicts: list[Verdict] = []
        for index in range(len(self.features)):
            verdicts.append(self.known.get(index) or self._verdict(index, verdicts))
        return self._with_standfirst(verdicts)

    def _verdict(self, index: int, before: list[Verdict]) -> Verdict:
        feature = self.features[index]
        if by_tag := self._by_tag(index, before):
            return by_tag
        if is_byline(feature.text):
            return self._byline(index, before)
        if self.first <= index <= self.last:
            return self._inside(index)
        if index < self.first:
            return self._before(index)
        return self._after(index, before)

    def _by_tag(self, index: int, before: list[Verdict]) -> Verdict | None:
        feature = self.features[index]
        if feature.tag == "h1" and all(label is Label.NOISE for label, _ in before):
            if self.title and self.title != feature.text:
                return Label.NOISE, "a main heading (h1) other than the document's title"
            return Label.HEADLINE, "the page's main heading (h1)"
        if feature.is_heading_tag and index <= self.last:
            return Label.HEADING, f"a heading ({feature.tag}) in its source"
        if feature.tag == "blockquote":
            return Label.QUOTE, "a quotation (blockquote) in its source"
        if feature.tag == "li" and self.first <= index <= self.last + REACH_AFTER:
            return Label.LIST_ITEM, "a list item (li) in its source"
        return None

    def _byline(self, index: int, before: list[Verdict]) -> Verdict:
        if index > self.last:
            return Label.NOISE, "a line about authors after the last sentence of the article"
        content = [label for label, _ in before if label is not Label.NOISE]
        # The one text that may come first is the standfirst, which is told last.
        if content.count(Label.BODY) <= 1 or content[-1] is Label.HEADING:
            return Label.BYLINE, "names an author, before the text it belongs to"
        return Label.BODY, "stands between paragraphs of the article"

    def _inside(self, index: int) -> Verdict:
        feature = self.features[index]
        if feature.wholly_bold and feature.size <= LONGEST_HEADING:
            if feature.text.endswith((".", "。", "।")) or not self._text_follows(index):
                return Label.BODY, "bold, but it ends like a sentence or no text follows it"
            return Label.HEADING, "short, wholly bold, followed by text"
        if BULLET.match(feature.text):
            return Label.LIST_ITEM, "begins with a bullet"
        return Label.BODY, "between the article's first and last long sentence"

    def _before(self, index: int) -> Verdict:
        feature = self.features[index]
        near = self.first - index <= REACH_BEFORE
        short = feature.size < SHORTEST_STANDFIRST
        if near and short and feature.wholly_bold and self._text_follows(index):
            return Label.HEADING, "short, wholly bold, followed by text"
        if near and not short and (feature.wholly_bold or feature.ends_a_sentence):
            return Label.BODY, "close before the article's first long sentence"
        return Label.NOISE, "stands before the article's first long sentence"

    def _after(self, index: int, before: list[Verdict]) -> Verdict:
        feature = self.features[index]
        connected = all(label is not Label.NOISE for label, _ in before[self.last + 1 :])
        near = index - self.last <= REACH_AFTER
        if connected and near and (feature.ends_a_sentence and feature.size >= 20):
            return Label.BODY, "a sentence right after the article's last long one"
        if connected and near and BULLET.match(feature.text):
            return Label.LIST_ITEM, "begins with a bullet"
        return Label.NOISE, "stands after the article's last sentence"

    def _text_follows(self, index: int) -> bool:
        """Whether text comes next, with at most a byline or one more short bold line between."""
        rest = (
            feature
            for offset, feature in enumerate(self.features[index + 1 :], index + 1)
            if offset not in self.known
        )
        for feature, _ in zip(rest, range(2), strict=False):
            if not feature.wholly_bold and not feature.is_heading_tag:
                return not is_byline(feature.text) or index < self.last
        return False

    def _with_standfirst(self, verdicts: list[Verdict]) -> list[Verdict]:
        """Make the first content block the standfirst where its form or place shows that it is."""
        content = [
            index
            for index, (label, _) in enumerate(verdicts)
            if label not in {Label.NOISE, Label.HEADLINE, Label.BYLINE}
        ]
        if not content:
            return verdicts
        first = content[0]
        feature = self.features[first]
        if not SHORTEST_STANDFIRST <= feature.size <= LONGEST_STANDFIRST:
            return verdicts
        if verdicts[first][0] is Label.HEADING and feature.is_heading_tag and len(content) > 1:
            verdicts[first] = Label.STANDFIRST, "the first heading, long, before any text"
        elif feature.wholly_bold:
            verdicts[first] = Label.STANDFIRST, "wholly bold, first text of the article"
        elif verdicts[first][0] is Label.BODY and self._reads_like_a_summary(content[:2]):
            verdicts[first] = Label.STANDFIRST, "first text of the article, short before a long one"
        return verdicts

    def _reads_like_a_summary(self, opening: list[int]) -> bool:
        """Whether the second text is much longer than the first and of several sentences.

        Of 55 first texts like that on real pages, 41 were standfirsts.
        """
        if len(opening) < 2:
            return False
        first, second = (self.features[index] for index in opening)
        return second.size > 1.3 * first.size and second.has_several_sentences


def _known_noise(features: list[Features]) -> dict[int, Verdict]:
    """The blocks that are noise by themselves, wherever they stand."""
    found: dict[int, Verdict] = {}
    seen: dict[str, int] = {}
    for index, feature in enumerate(features):
        if reason := _noise_reason(feature, seen):
            found[index] = Label.NOISE, reason
        else:
            seen.setdefault(feature.text, index)
    return found


def _noise_reason(feature: Features, seen: dict[str, int]) -> str | None:
    if not feature.text:
        return "no visible text"
    if feature.tag == "figcaption":
        return "a picture's caption (figcaption) in its source"
    if feature.text in seen and feature.size >= SHORTEST_STANDFIRST:
        return f"the same text stands at block {seen[feature.text]}"
    if kind := noise_kind(feature.text):
        return f"reads like {kind}"
    if feature.linked_share >= 0.9 and not feature.is_heading_tag:
        return "nothing but a link"
    return None
