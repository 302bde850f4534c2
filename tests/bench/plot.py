"""A curve as a small SVG, for a closing note or a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.many import Step

_WIDTH, _HEIGHT, _EDGE = 720, 300, 60


def plot(steps: Sequence[Step]) -> str:
    """Articles a CPU second over the number of articles stored."""
    most_stored = steps[-1].stored
    most = max(step.by_cpu for step in steps) * 1.1
    places = [
        (_EDGE + step.stored / most_stored * _WIDTH, _HEIGHT - step.by_cpu / most * _HEIGHT)
        for step in steps
    ]
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 -20 {_WIDTH + 2 * _EDGE} '
        f'{_HEIGHT + _EDGE}" font-family="sans-serif" font-size="12">'
        f'<path d="M{_EDGE},0V{_HEIGHT}H{_EDGE + _WIDTH}" fill="none" stroke="gray"/>'
        f'<polyline points="{points}" fill="none" stroke="royalblue" stroke-width="2"/>'
        f'<text x="{_EDGE - 6}" y="8" text-anchor="end">{most:,.0f}</text>'
        f'<text x="{_EDGE - 6}" y="{_HEIGHT}" text-anchor="end">0</text>'
        f'<text x="{_EDGE + _WIDTH}" y="{_HEIGHT + 18}" text-anchor="end">'
        f"{most_stored:,} articles stored</text>"
        f'<text x="{_EDGE + 6}" y="8">articles a CPU second of the storing process</text></svg>'
    )
