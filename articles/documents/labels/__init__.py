"""Label the blocks of documents: what each is to a newsroom, with a reason for editors.

The work is done in `labelling`, which is not imported here: most code that names a label needs no
numpy.
"""

import os

from articles.documents.labels.label import Label, LabelledBlock, label_of

# Before numpy is loaded: the products here are small, and more threads would only wait for each
# other, which costs a fifth of an import's CPU time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__all__ = ["Label", "LabelledBlock", "label_of"]
