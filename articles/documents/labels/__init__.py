"""Blocks -> labels: what each block is to a newsroom, with a reason that an editor understands.

`labelling` does it; it is not imported here, since most who name a label need no numpy for it.
"""

from articles.documents.labels.label import Label, LabelledBlock

__all__ = ["Label", "LabelledBlock"]
