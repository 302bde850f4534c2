"""Compute the features of blocks: a table with a row a feature, a column a block.

Features are cheap facts: how long a text is, how it ends, which kinds of words it holds, how its
source was written, where it is, what surrounds it. They are the model's only input.

`own` and `source` look at a block by itself, `running_text`, `forms`, `repeats`, `overlap`,
`headings` and `turns` at its document, `around` at its neighbours. `table` puts them together.
"""

from articles.documents.labels.features.headings import LONGEST_HEADING
from articles.documents.labels.features.table import Features, features_of
from articles.documents.labels.features.tagged import HEADING_TAGS

__all__ = ["HEADING_TAGS", "LONGEST_HEADING", "Features", "features_of"]
