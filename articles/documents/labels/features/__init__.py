"""Compute the features of blocks: a table with a row a feature, a column a block.

Features are cheap facts: how long a text is, how it ends, which kinds of words it holds, how its
source was written, where it is, what surrounds it. They are the model's only input.

`words/` turns texts into numbers, `block/` describes a block by itself, `document/` by the rest of
its document; `table` puts them together. A changed feature needs a model fitted anew: `make model`.
"""

from articles.documents.labels.features.block.tags import HEADING_TAGS
from articles.documents.labels.features.document.headings import LONGEST_HEADING
from articles.documents.labels.features.table import Features, features_of

__all__ = ["HEADING_TAGS", "LONGEST_HEADING", "Features", "features_of"]
