"""Blocks -> labels: what each block is to a newsroom, with a reason that an editor understands.

`labelling` does it; it is not imported here, since most who name a label need no numpy for it.
"""

import os

from articles.documents.labels.label import Label, LabelledBlock

# Before numpy is loaded: the products here are small, and more threads would only wait for each
# other, which costs a fifth of an import's CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["Label", "LabelledBlock"]
