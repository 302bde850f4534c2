"""Blocks -> labels: what each block is to a newsroom, with a reason that an editor understands."""

from articles.documents.labels.label import Label, LabelledBlock
from articles.documents.labels.labelling import label_blocks

__all__ = ["Label", "LabelledBlock", "label_blocks"]
