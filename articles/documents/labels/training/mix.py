"""Mix examples: one page's article with what surrounds the articles of others.

A few hundred pages show few of the ways in which an article can end and noise begin. Mixed pages
show thousands, so that the model learns what sets an article off from what follows it, and not how
some pages' noise looks. No other measure raised the share of exact documents as much.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from articles.documents.blocks import Block
from articles.documents.labels.evaluation.corpus import BLOCKS, P_ONLY
from articles.documents.labels.evaluation.gold import Gold
from articles.documents.labels.features import HEADING_TAGS
from articles.documents.labels.training.examples import Example

# What a mixed page counts beside a real one.
WEIGHT: Final = 0.7
_MOST_BLOCKS: Final = 260
_OTHER_START, _OTHER_END = 0.5, 0.75
# Hardly a page of a corpus is as short as the notices that newsrooms also publish.
_SHORTENED: Final = 0.15
_LINES: Final = (2, 6)
_THINNED, _DROPPED = 0.3, 0.6
# Space at the edges of strings would tell one page's blocks from the other's too easily.
_STRIPPED: Final = 0.6
_BOLD_HEADS, _FLAT = 0.35, 0.5
_MARKS: Final = re.compile(r"</?(?:strong|em|a)\b[^>]*>")

Pair = tuple[Block, Gold]


def mix_pages(examples: Sequence[Example], times: int, seed: int = 0) -> Iterator[Example]:
    """Yield mixed pages, `times` for each page that has others of its language to mix with.

    They count as the publisher's whose article they hold; to keep folds apart, mix within one fold.
    """
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    pools: dict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        if example.variant in {P_ONLY, BLOCKS} and example.content:
            pools[example.language, example.variant].append(example)
    for pool in pools.values():
        for example in pool:
            others = [other for other in pool if other.publisher != example.publisher]
            if others and example.weight > 0.5:
                for _ in range(times):
                    page = _mixed(example, rng.choice(others), rng.choice(others), rng)
                    if page.content and len(page.blocks) <= _MOST_BLOCKS:
                        yield page


def _mixed(example: Example, start: Example, end: Example, rng: random.Random) -> Example:
    if rng.random() >= _OTHER_START:
        start = example
    if rng.random() >= _OTHER_END:
        end = example
    inside = _pairs(example, example.content)
    if rng.random() < _THINNED:
        inside = [pair for pair in inside if pair[1] is not Gold.NOISE or rng.random() >= _DROPPED]
    before = _pairs(start, range(start.content.start))
    after = _pairs(end, range(end.content.stop, len(end.blocks)))
    if rng.random() < _SHORTENED:
        before, inside, after = _shortened(before, inside, after, rng)
    pairs = [*before, *inside, *after]
    if rng.random() < _STRIPPED:
        pairs = [(replace(block, html=block.html.strip()), gold) for block, gold in pairs]
    pairs = _plainer(pairs, rng.random()) if example.variant == BLOCKS else pairs
    return replace(
        example,
        is_mixed=True,
        blocks=tuple(replace(block, index=index) for index, (block, _) in enumerate(pairs)),
        gold=tuple(gold for _, gold in pairs),
        weight=example.weight * WEIGHT,
    )


def _shortened(
    before: list[Pair], inside: list[Pair], after: list[Pair], rng: random.Random
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """Return a notice of a few lines: how an article begins, and the noise closest to it."""
    kept = inside[: rng.randint(*_LINES)]
    return before[len(before) - rng.randint(0, 2) :], kept, after[: rng.randint(0, 3)]


def _pairs(example: Example, positions: range) -> list[Pair]:
    return [(example.blocks[position], example.gold[position]) for position in positions]


def _plainer(pairs: list[Pair], draw: float) -> list[Pair]:
    """Return pages as a plainer scraper saves some: with bold headings, or without tags."""
    if draw < _BOLD_HEADS:
        return _each(_bold_head, [p for p in pairs if p[0].tag == "p" or p[0].tag in HEADING_TAGS])
    if draw < _FLAT:
        return _each(lambda block: replace(block, tag=""), pairs)
    return pairs


def _each(change: Callable[[Block], Block], pairs: list[Pair]) -> list[Pair]:
    return [(change(block), gold) for block, gold in pairs]


def _bold_head(block: Block) -> Block:
    if block.tag == "p" or not block.text:
        return replace(block, tag="")
    inner = _MARKS.sub("", block.markup)
    html = f'<b class="BoldText">{block.html.strip()}</b>'
    return replace(block, tag="", markup=f"<strong>{inner}</strong>", html=html)
