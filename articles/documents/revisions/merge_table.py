"""Merge the rows of a table of three documents: row by row, and inside a row cell by cell.

A row that one side changed, added, moved or deleted is so in the result. Where the number of
columns differs, or both sides changed one cell, ours or theirs is kept as a whole row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product
from typing import Final

from articles.documents import markup
from articles.documents.article.sequence import merged_order
from articles.documents.article.table import Row, Rows, markup_of
from articles.documents.revisions.words import split_words

# The share of words in common by which two rows are the same one, rewritten.
_ALIKE: Final = 0.5
# More pairs are not compared: then only rows in the same place.
_MOST_PAIRS: Final = 4_000


def merged_rows(base: Rows, ours: Rows, theirs: Rows) -> tuple[Rows, Rows]:
    """Return the rows as they are where ours are kept, and where theirs are."""
    if theirs in (ours, base):
        return ours, ours
    if ours == base:
        return theirs, theirs
    names = [f"b{number}" for number in range(len(base))]
    sides = [
        dict(zip(names, base, strict=True)),
        _named(base, ours, "o"),
        _named(base, theirs, "t"),
    ]
    mine, other = _kept(*_with_same_name(sides))
    before, ours_now, theirs_now = map(list, sides)
    order = merged_order(before, ours_now, theirs_now, mine.keys() | other.keys())
    return (
        tuple(mine[name] for name in order if name in mine),
        tuple(other[name] for name in order if name in other),
    )


def _with_same_name(sides: list[dict[str, Row]]) -> list[dict[str, Row]]:
    """Give equal rows that both sides added the name of ours."""
    base, ours, theirs = sides
    added = {row: name for name, row in reversed(ours.items()) if name not in base}
    renamed: dict[str, Row] = {}
    for name, row in theirs.items():
        known = added.pop(row, name) if name not in base else name
        renamed[known] = row
    sides[2] = renamed
    return sides


def _kept(
    base: dict[str, Row], ours: dict[str, Row], theirs: dict[str, Row]
) -> tuple[dict[str, Row], dict[str, Row]]:
    mine: dict[str, Row] = {}
    other: dict[str, Row] = {}
    for name in dict.fromkeys((*base, *ours, *theirs)):
        pair = _merged_row(base.get(name), ours.get(name), theirs.get(name))
        for found, row in zip((mine, other), pair, strict=True):
            if row is not None:
                found[name] = row
    return mine, other


def _merged_row(
    base: Row | None, ours: Row | None, theirs: Row | None
) -> tuple[Row | None, Row | None]:
    if theirs in (ours, base):
        return ours, ours
    if ours == base:
        return theirs, theirs
    if base is None or ours is None or theirs is None:
        return ours, theirs
    if not len(base) == len(ours) == len(theirs):
        return ours, theirs
    pairs = []
    for before, mine, other in zip(base, ours, theirs, strict=True):
        kept = mine if other in (mine, before) else other if mine == before else None
        pairs.append((mine, other) if kept is None else (kept, kept))
    return tuple(mine for mine, _ in pairs), tuple(other for _, other in pairs)


def _named(base: Rows, side: Rows, prefix: str) -> dict[str, Row]:
    """Return the rows of a side by name: that of the row of the base that each is."""
    partner = dict(_pairs(base, side))
    return {
        f"b{partner[number]}" if number in partner else f"{prefix}{number}": row
        for number, row in enumerate(side)
    }


def _pairs(base: Rows, side: Rows) -> Iterator[tuple[int, int]]:
    """Yield the number of a row and of the base's row that it was."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, base, side, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(j1, j2), range(i1, i2), strict=True)
        elif tag == "replace":
            yield from _alike(base, side, range(i1, i2), range(j1, j2))


def _alike(
    base: Rows, side: Rows, before: Sequence[int], after: Sequence[int]
) -> Iterator[tuple[int, int]]:
    if len(before) * len(after) > _MOST_PAIRS:
        yield from zip(after, before, strict=False)
        return
    words = {("b", i): _words(base[i]) for i in before} | {("s", j): _words(side[j]) for j in after}
    found = sorted(
        (-_likeness(words["b", i], words["s", j]), abs(i - j), i, j)
        for i, j in product(before, after)
    )
    old, new = set(before), set(after)
    for like, _, i, j in found:
        if -like >= _ALIKE and i in old and j in new:
            old.discard(i)
            new.discard(j)
            yield j, i
    if len(before) == len(after):
        # As many as before: what stands in the same place is the same row.
        yield from ((j, i) for i, j in zip(before, after, strict=True) if i in old and j in new)


def _words(row: Row) -> Counter[str]:
    return Counter(
        word for cell in row for word in split_words(markup.visible_text(markup_of(cell)))
    )


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 1.0
