"""Find the lines that several documents of a publisher share.

A line that occurs word for word in three articles belongs to the publisher's pages ("Subscribe to
our morning letter", "You have to log in to comment"), not to any of the three.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from articles.documents.blocks import Block

# In so many documents at least, that document included.
FEWEST: Final = 3
# Two documents that share more of their lines are the same article twice, which counts once.
SAME_ARTICLE: Final = 0.5
# Headings of a kind ("What happens next?") and names recur in articles as well.
_SHORTEST: Final = 25


def recurring_lines(
    documents: Sequence[tuple[str, Sequence[Block]]],
) -> list[Mapping[int, int]]:
    """Return for each document with its publisher: block index -> number of documents."""
    lines = [_lines(blocks) for _, blocks in documents]
    members: dict[str, list[int]] = defaultdict(list)
    for number, (publisher, _) in enumerate(documents):
        if publisher:
            members[publisher].append(number)
    found: list[Mapping[int, int]] = [{} for _ in documents]
    for numbers in members.values():
        if len(numbers) >= FEWEST:
            times = _times([lines[number] for number in numbers])
            for number in numbers:
                found[number] = recurring_blocks(times, documents[number][1])
    return found


def different(documents: Sequence[frozenset[str]]) -> int:
    """Return how many different articles some documents are, given the lines of each."""
    holders = _holders(documents)
    same = _same_articles(documents, {line: n for line, n in holders.items() if len(n) > 1})
    return len(documents) - len(same)


def recurring_blocks(times: Mapping[str, int], blocks: Sequence[Block]) -> Mapping[int, int]:
    """Return the blocks that recur; none if all do: that is one article sent many times."""
    found = {block.index: times[block.text] for block in blocks if block.text in times}
    return found if any(block.text and block.index not in found for block in blocks) else {}


def recurrence_reason(count: int) -> str:
    """Return why a line that occurs in so many documents is noise."""
    return f"the same line stands in {count} documents of this publisher"


def _lines(blocks: Sequence[Block]) -> frozenset[str]:
    return frozenset(block.text for block in blocks if len(block.text) >= _SHORTEST)


def _times(documents: Sequence[frozenset[str]]) -> Mapping[str, int]:
    """Return in how many different articles each line occurs, of those that occur in enough."""
    holders = _holders(documents)
    shared = {line: numbers for line, numbers in holders.items() if len(numbers) > 1}
    same = _same_articles(documents, shared)
    times = {line: len({same.get(n, n) for n in numbers}) for line, numbers in shared.items()}
    return {line: count for line, count in times.items() if count >= FEWEST}


def _holders(documents: Sequence[frozenset[str]]) -> Mapping[str, list[int]]:
    """Return the documents in which each line occurs, by their numbers."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, lines in enumerate(documents):
        for line in lines:
            holders[line].append(number)
    return holders


def _same_articles(
    documents: Sequence[frozenset[str]], shared: Mapping[str, Sequence[int]]
) -> Mapping[int, int]:
    """Return documents that repeat an earlier one -> that one."""
    together: Counter[tuple[int, int]] = Counter()
    for numbers in shared.values():
        # A line of very many documents is no evidence about any two of them.
        if len(numbers) <= 8:
            together.update(combinations(numbers, 2))
    same: dict[int, int] = {}
    for (first, second), count in sorted(together.items()):
        if count > SAME_ARTICLE * min(len(documents[first]), len(documents[second])):
            same[second] = same.get(first, first)
    return same
