"""Explain why a block has its label, in the words of an editor.

The model weights all features together, so no one feature decides. A reason names the plainest fact
that supports the label.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from articles.documents.blocks import Block
from articles.documents.labels.features import HEADING_TAGS, Features
from articles.documents.labels.label import Label
from articles.documents.labels.phrases import noise_kind
from articles.documents.messages import gettext_noop
from articles.documents.source import Scope

# The features that reasons refer to.
_NEEDED: Final = (
    "is_long", "long_before", "long_after", "linked", "bold", "ends", "twice", "within", "bullet",
)  # fmt: skip

# The share of a text that links hold when there is nothing else in it.
_ALL: Final = 0.9

Facts = Mapping[str, Any]
Columns = Mapping[str, NDArray[np.float64]]


def reason_features(features: Features) -> Columns:
    """Return the features that reasons refer to, of all blocks, without the many others."""
    return {name: features.row(name).astype(np.float64) for name in _NEEDED}


@dataclass(frozen=True, slots=True)
class DocumentReasons:
    """The blocks of one document with the facts for their reasons, and the span of its content.

    `features` are those of many documents' blocks, this one's from `start` on. `noise` gives the
    reason for each block known to be noise, by its index, `text` for each known to be text; `given`
    holds those that the format labels.
    """

    blocks: Sequence[Block]
    features: Columns
    start: int
    content: range
    noise: Mapping[int, str]
    given: Container[int]
    text: Mapping[int, str]

    def of(self, index: int, label: Label) -> str:
        """Return why the block of this index has this label."""
        block = self.blocks[index]
        if index in self.text and label is not Label.NOISE:
            return self.text[index]
        if index in self.given and index not in self.noise:
            return gettext_noop("its format says so")
        if label in _PLAIN:
            return _PLAIN[label]
        has = {name: self.features[name][self.start + index] for name in _NEEDED}
        if label is Label.NOISE:
            return self._of_noise(block, has)
        if label is Label.BODY:
            return self._of_body(index, has)
        return _OF[label](block, has)

    def _of_noise(self, block: Block, has: Facts) -> str:
        if known := self.noise.get(block.index):
            return known
        return _of_itself(block) or self._by_position(block.index, has)

    def _by_position(self, index: int, has: Facts) -> str:
        if has["twice"]:
            return gettext_noop("the same text stands twice in this document")
        if has["linked"] >= _ALL:
            return gettext_noop("nothing but a link")
        if index < self.content.start:
            return gettext_noop("stands before the article's first text")
        if index >= self.content.stop:
            return gettext_noop("stands after the article's last text")
        if has["within"]:
            return gettext_noop("repeats words of the text around it")
        return (
            gettext_noop("unlike the text around it")
            if has["ends"]
            else gettext_noop("no sentence, among the text")
        )

    def _of_body(self, index: int, has: Facts) -> str:
        if has["is_long"]:
            return gettext_noop("long, and ends like a sentence")
        if self.blocks[index].scope is Scope.TEXT:
            return gettext_noop("part of the body that its author wrote")
        if self.content.start < index < self.content.stop - 1:
            return gettext_noop("stands between texts of the article")
        return gettext_noop("stands beside the article's text")


def _of_itself(block: Block) -> str:
    """Return why a block is noise by its own text or tag, or ""."""
    if not block.text:
        return gettext_noop("no visible text")
    if block.tag == "figcaption":
        return _in_source("picture's caption", block)
    if block.tag == "h1":
        return gettext_noop("a main heading (h1) other than the document's title")
    kind = noise_kind(block.text)
    return f"reads like {kind}" if kind else ""


def _of_heading(block: Block, has: Facts) -> str:
    if block.tag in HEADING_TAGS:
        return _in_source("heading", block)
    if has["bold"]:
        return gettext_noop("short, wholly bold, followed by text")
    return gettext_noop("short, no sentence, followed by text")


def _of_standfirst(block: Block, has: Facts) -> str:
    if block.tag in HEADING_TAGS:
        return gettext_noop("the first heading, before any text")
    if has["bold"]:
        return gettext_noop("wholly bold, first text of the article")
    return gettext_noop("first text of the article, and reads like a summary")


def _of_list_item(block: Block, has: Facts) -> str:
    return gettext_noop("begins with a bullet") if has["bullet"] else _in_source("list item", block)


def _in_source(what: str, block: Block) -> str:
    return f"a {what} ({block.tag}) in its source"


_PLAIN: Final = {
    Label.HEADLINE: gettext_noop("the page's main heading (h1)"),
    Label.BYLINE: gettext_noop("names an author, before the text it belongs to"),
}
_OF: Final[Mapping[Label, Callable[[Block, Facts], str]]] = {
    Label.HEADING: _of_heading,
    Label.STANDFIRST: _of_standfirst,
    Label.LIST_ITEM: _of_list_item,
    Label.QUOTE: lambda block, has: _in_source("quotation", block),
}
