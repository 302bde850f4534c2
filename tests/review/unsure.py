"""A labeller that is unsure of what ends in a question mark."""

from __future__ import annotations

from collections.abc import Sequence

from articles.documents.blocks import Block
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.labelling import UnlabelledDocument
from tests.documents.make import make_labelled_block


def label_documents(documents: Sequence[UnlabelledDocument]) -> list[tuple[LabelledBlock, ...]]:
    return [tuple(map(_labelled, document.blocks)) for document in documents]


def _labelled(block: Block) -> LabelledBlock:
    if block.text.endswith("?"):
        return make_labelled_block(block, _label(block), "Reads so", 0.6, Label.NOISE)
    return make_labelled_block(block, Label.BODY)


def _label(block: Block) -> Label:
    return Label.STANDFIRST if block.text.startswith("Standfirst") else Label.BODY
