"""Blocks of many documents -> a table of what can be seen of each: a row a sign, a column a block.

Signs are cheap facts: how long a text is, how it ends, what kinds of words it holds, how its source
was written, where it stands, what stands around it. The model weighs them; it reads nothing else.

`own` and `source` look at a block by itself, `running`, `forms`, `repeats`, `overlap`, `headings`
and `turns` at its document, `around` at its neighbours. `table` puts them together.
"""

from articles.documents.labels.features.headings import LONGEST_HEADING
from articles.documents.labels.features.table import Signs, signs_of
from articles.documents.labels.features.tagged import HEADING_TAGS

__all__ = ["HEADING_TAGS", "LONGEST_HEADING", "Signs", "signs_of"]
