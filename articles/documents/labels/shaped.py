"""Label what is no text, such as pictures and tables, by where it stands among labelled text.

The model knows texts alone, so that these are taken out before and put back in their places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from articles.documents.article.kinds import Kind
from articles.documents.blocks import Block
from articles.documents.labels.label import Label, LabelledBlock, Reasons
from articles.documents.labels.labelling import UnlabelledDocument, label_documents
from articles.documents.labels.phrases import boilerplate_kind
from articles.documents.messages import gettext_noop
from articles.documents.source import Scope

# Where one stands at an end of the article, it may be the page's: an editor is asked.
_AT_AN_END: Final = 0.6
_CERTAIN: Final = 1.0


def label_with_shapes(documents: Sequence[UnlabelledDocument]) -> list[tuple[LabelledBlock, ...]]:
    """Return one label for each block of each document, in order, whatever it holds."""
    plain = [_without_shapes(document) for document in documents]
    return [
        tuple(labelled) if texts is document else _with_shapes(document, labelled)
        for document, texts, labelled in zip(documents, plain, label_documents(plain), strict=True)
    ]


def _without_shapes(document: UnlabelledDocument) -> UnlabelledDocument:
    """Return the document's texts, counted anew, or itself where it has nothing else."""
    if not any(block.kind for block in document.blocks):
        return document
    texts = [block for block in document.blocks if not block.kind]
    numbers = {block.index: number for number, block in enumerate(texts)}

    def renumbered(found: Mapping[int, Any]) -> dict[int, Any]:
        return {numbers[index]: value for index, value in found.items() if index in numbers}

    return UnlabelledDocument(
        [replace(block, index=number) for number, block in enumerate(texts)],
        document.title,
        renumbered(document.noise),
        renumbered(document.given),
        renumbered(document.text),
        {numbers[index] for index in document.decided if index in numbers},
    )


def _with_shapes(
    document: UnlabelledDocument, labelled: Sequence[LabelledBlock]
) -> tuple[LabelledBlock, ...]:
    """Return the labels of all blocks, under the numbers that they have in the document."""
    texts = iter(labelled)
    found: list[LabelledBlock | None] = []
    for block in document.blocks:
        if block.kind:
            found.append(None)
            continue
        text = next(texts)
        reasons = _Renumbered(text.reasons, text.block.index)
        found.append(LabelledBlock(block, text.label, text.confidence, text.alternative, reasons))
    content = [
        number for number, each in enumerate(found) if each and each.label is not Label.NOISE
    ]
    return tuple(
        each or _labelled_shape(document, document.blocks[number], number, content)
        for number, each in enumerate(found)
    )


def _labelled_box(
    document: UnlabelledDocument, block: Block, number: int, content: Sequence[int]
) -> LabelledBlock | None:
    """Return the title of a page's box as what is in it; None where that says nothing.

    Of a box that is all that comes after the text, an editor is asked whose it is.
    """
    if block.kind is not Kind.BOX or block.scope is Scope.TEXT:
        return None
    named = block.attributes.get("box")
    shown = [n for n in content if n > number]
    inside = [n for n in shown if document.blocks[n].attributes.get("box") == named]
    if not inside:
        return LabelledBlock(block, Label.NOISE, _CERTAIN, None, _Said(_EMPTY))
    if boilerplate_kind(block.text):
        return LabelledBlock(block, Label.NOISE, _AT_AN_END, Label.BOX, _Said(_OUTSIDE))
    text = [n for n in content if document.blocks[n].scope is Scope.EXTRACT] or content
    if any(n > number and n not in inside for n in text):
        return None
    return LabelledBlock(block, Label.BOX, _AT_AN_END, Label.NOISE, _Said(_OUTSIDE))


def _labelled_shape(
    document: UnlabelledDocument, block: Block, number: int, content: Sequence[int]
) -> LabelledBlock:
    assert block.kind
    label = Label(block.kind.value)
    if known := _known_label(document, block, label):
        return known
    if box := _labelled_box(document, block, number, content):
        return box
    if block.scope is Scope.TEXT or not content:
        return LabelledBlock(block, label, _CERTAIN, None, _Said(_BY_AUTHOR))
    if content[0] < number < content[-1]:
        return LabelledBlock(block, label, _CERTAIN, None, _Said(_INSIDE))
    return _at_an_end(block, label, is_before=number < content[0])


def _known_label(document: UnlabelledDocument, block: Block, label: Label) -> LabelledBlock | None:
    """Return the label that the site or the format has decided."""
    if reason := document.noise.get(block.index):
        return LabelledBlock(block, Label.NOISE, _CERTAIN, None, _Said(reason))
    if reason := document.text.get(block.index):
        return LabelledBlock(block, label, _CERTAIN, None, _Said(reason))
    if block.index in document.given:
        given = document.given[block.index]
        kept = Label.NOISE if given is Label.NOISE else label
        return LabelledBlock(block, kept, _CERTAIN, None, _Said(_BY_FORMAT))
    return None


def _at_an_end(block: Block, label: Label, *, is_before: bool) -> LabelledBlock:
    if is_before and block.kind is Kind.PICTURE:
        return LabelledBlock(block, label, _CERTAIN, None, _Said(_LEAD))
    if not block.text:
        return LabelledBlock(block, Label.NOISE, _CERTAIN, None, _Said(_WORDLESS))
    return LabelledBlock(block, label, _AT_AN_END, Label.NOISE, _Said(_OUTSIDE))


@dataclass(frozen=True, slots=True)
class _Said:
    """A reason that is known already."""

    reason: str

    def of(self, index: int, label: Label) -> str:
        return self.reason


@dataclass(frozen=True, slots=True)
class _Renumbered:
    """The reasons of a block that had another number among the texts."""

    reasons: Reasons
    number: int

    def of(self, index: int, label: Label) -> str:
        return self.reasons.of(self.number, label)


_BY_FORMAT: Final = gettext_noop("its format says so")
_BY_AUTHOR: Final = gettext_noop("part of the body that its author wrote")
_INSIDE: Final = gettext_noop("stands between texts of the article")
_LEAD: Final = gettext_noop("a picture before the article's first text")
_OUTSIDE: Final = gettext_noop("stands beside the article's text")
_EMPTY: Final = gettext_noop("the title of a box that has nothing of the article in it")
_WORDLESS: Final = gettext_noop("stands beside the article's text and says nothing")
