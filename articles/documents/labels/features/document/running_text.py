"""Find text that is surely running text, against which all else in a document is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np

from articles.documents.labels.features.spans import Column, Columns, Doubles, Flags, Ints, Spans

_SHORTEST: Final = 80


@dataclass(frozen=True, slots=True)
class RunningText:
    """Flags of the blocks that are running text, and their numbers before and after each."""

    spans: Spans
    is_long: Flags
    before: Doubles
    after: Doubles
    longs: Doubles

    @classmethod
    def of(cls, found: Columns, size: Column, is_heading: Flags, spans: Spans) -> Self:
        """Select blocks that are long, end like a sentence, are no heading and not mostly links."""
        is_long = (size >= _SHORTEST) & found["ends"] & (found["linked"] < 0.5) & ~is_heading
        return cls(
            spans=spans,
            is_long=is_long,
            before=spans.before(is_long),
            after=spans.after(is_long),
            longs=spans.total(is_long),
        )

    def position_of(self, number: int) -> Ints:
        """Return the position of the `number`-th long block of each document; past all if none."""
        is_it = self.is_long & (self.before == number - 1)
        found = np.full(len(self.spans.lengths), self.spans.count)
        found[self.spans.document[is_it]] = self.spans.position[is_it]
        return found[self.spans.document]


def position_features(size: Column, length: Column, at: RunningText) -> Columns:
    """Return where a block is: among all blocks, among the characters, among the running text.

    `size` is the feature, `length` the number of visible characters.
    """
    spans = at.spans
    index, total = spans.position - spans.first, spans.end - spans.first
    characters = np.maximum(1, spans.total(length))
    longs = np.maximum(1, at.longs)
    before = spans.before(length)
    [of_long] = spans.running((size * at.is_long)[None])
    return {
        "index": np.minimum(index, 60),
        "rest": np.minimum(total - 1 - index, 60),
        "relative": index / total,
        "text_before": before / characters,
        "text_after": 1 - (before + length) / characters,
        "long_before": np.minimum(at.before, 20),
        "long_after": np.minimum(at.after, 20),
        "long_before_share": at.before / longs,
        "since_long": np.minimum(spans.since(at.is_long), 30),
        "until_long": np.minimum(spans.until(at.is_long), 30),
        "blocks": np.minimum(total, 120),
        "longs": np.minimum(at.longs, 60),
        "long_share": at.longs / total,
        "size_to_long": size - of_long[spans.end + spans.document] / longs,
    }
