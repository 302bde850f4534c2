"""Delimit documents among the blocks of many; sums and steps stay within a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from numpy.typing import NDArray

Column = NDArray[Any]
Columns = dict[str, Column]
Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Flags = NDArray[np.bool_]

# So far away is what a document does not hold.
NOWHERE: Final = 99
_BEYOND: Final = 1 << 40


@dataclass(frozen=True, slots=True)
class Spans:
    """For each block its document, that document's first block and end, and its own position.

    All are counted over all blocks, from 0. Columns given to the methods have a value a block.
    """

    lengths: Ints
    document: Ints
    first: Ints
    end: Ints
    position: Ints

    @classmethod
    def of(cls, lengths: Sequence[int]) -> Self:
        """Return the spans of documents of so many blocks each."""
        sizes = np.array(lengths, np.int64)
        ends = np.cumsum(sizes)
        return cls(
            lengths=sizes,
            document=np.repeat(np.arange(len(sizes)), sizes),
            first=np.repeat(ends - sizes, sizes),
            end=np.repeat(ends, sizes),
            position=np.arange(sizes.sum()),
        )

    @property
    def count(self) -> int:
        return len(self.position)

    @property
    def bounds(self) -> tuple[tuple[int, int], ...]:
        """Return the first block and the end of each document."""
        ends = np.cumsum(self.lengths)
        return tuple(zip((ends - self.lengths).tolist(), ends.tolist(), strict=True))

    def total(self, number: Column) -> Doubles:
        """Return the sum of whole numbers over the block's document."""
        running = _running(number)
        return running[self.end] - running[self.first]

    def before(self, number: Column) -> Doubles:
        """Return the sum of whole numbers over the blocks of its document before it."""
        running = _running(number)
        return running[:-1] - running[self.first]

    def after(self, number: Column) -> Doubles:
        """Return the sum of whole numbers over the blocks of its document after it."""
        running = _running(number)
        return running[self.end] - running[1:]

    def running(self, rows: Column) -> Doubles:
        """Return sums of rows of fractions, from 0 at the first block of each document.

        The sum before a block is in the column numbered by its position plus its document's number,
        that up to the end of its document in the last such column. Each document is summed by
        itself: a difference of two sums must not depend on what else is in the batch, or a document
        would get other labels alone than among others.
        """
        sums = np.zeros((len(rows), self.count + len(self.lengths)))
        for number, (start, end) in enumerate(self.bounds):
            within = sums[:, start + number + 1 : end + number + 1]
            np.cumsum(rows[:, start:end], axis=1, out=within)
        return sums

    def ahead(self, value: Column, steps: int, nothing: float = -1) -> Doubles:
        """Return the value of the block so many positions ahead (behind, if negative)."""
        where = self.position + steps
        inside = (where >= self.first) & (where < self.end)
        return np.where(inside, value[np.where(inside, where, 0)], nothing)

    def since(self, marks: Flags) -> Ints:
        """Return the distance back to the last marked block; `NOWHERE` if there is none."""
        last = np.full(self.count, -1)
        np.maximum.accumulate(np.where(marks[:-1], self.position[:-1], -1), out=last[1:])
        return np.where(last >= self.first, self.position - last, NOWHERE)

    def until(self, marks: Flags) -> Ints:
        """Return the distance to the next marked block; `NOWHERE` if there is none."""
        following = np.full(self.count, _BEYOND)
        positions = np.where(marks[1:], self.position[1:], _BEYOND)
        following[:-1] = np.minimum.accumulate(positions[::-1])[::-1]
        return np.where(following < self.end, following - self.position, NOWHERE)


def _running(number: Column) -> Doubles:
    """Return before each block the sum of all blocks before it, and last that of all.

    Of whole numbers the sums are exact, however many documents precede.
    """
    sums = np.zeros(len(number) + 1)
    np.cumsum(number, dtype=np.float64, out=sums[1:])
    return sums
