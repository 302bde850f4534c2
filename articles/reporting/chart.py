"""The last runs -> a small chart of bars, as numbers that a template draws.

A bar's height is the logarithm of the number of documents, so that a run of ten shows beside one
of a million; its parts divide it by share, but none is too thin to be seen.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from articles.models.import_run import ImportRun, Outcome
from articles.reporting import words

MOST_RUNS: Final = 30
HEIGHT: Final = 112
# A part of a bar in pixels, however few documents it stands for.
_THINNEST: Final = 2.0
_WIDEST: Final = 6.0


@dataclass(frozen=True, slots=True)
class Part:
    """Pixels, from the top of the chart."""

    outcome: Outcome
    top: float
    height: float


@dataclass(frozen=True, slots=True)
class Bar:
    """Left and width are per cent of the chart's width."""

    run: ImportRun
    told: str
    slot: float
    slot_width: float
    left: float
    width: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    top: float


@dataclass(frozen=True, slots=True)
class Chart:
    """`lines` are those of the scale, `outcomes` those that there are, from the bars' foot up."""

    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]
    outcomes: tuple[Outcome, ...]
    # From one line of the scale to the next, as a factor.
    step: int
    height: int = HEIGHT

    @property
    def first(self) -> ImportRun:
        return self.bars[0].run

    @property
    def last(self) -> ImportRun:
        return self.bars[-1].run


def chart_of(newest_first: Iterable[ImportRun]) -> Chart | None:
    """The chart, the newest run at its right; None where there is nothing to compare."""
    runs = list(newest_first)[:MOST_RUNS][::-1]
    most = max((run.done for run in runs), default=0)
    if len(runs) < 2 or not most:
        return None
    scale = HEIGHT / _grown(most)
    bars = [_bar(run, index, len(runs), scale) for index, run in enumerate(runs)]
    step = 10 if most < 10**4 else 100
    numbers = [step**power for power in range(8) if step**power <= most]
    lines = [Line(number, round(HEIGHT - _grown(number) * scale, 2)) for number in numbers]
    shown = [each for each in Outcome if any(run.counts[each] for run in runs)]
    return Chart(tuple(bars), tuple(lines), tuple(shown), step)


def _grown(number: int) -> float:
    """Of none 0, and of one something."""
    return math.log10(1 + number)


def _bar(run: ImportRun, index: int, number: int, scale: float) -> Bar:
    slot = 100 / number
    width = min(slot * 0.7, _WIDEST)
    return Bar(
        run=run,
        told=f"{words.format_datetime(run.started_at)}: {words.format_counts(run.counts)}",
        slot=round(index * slot, 3),
        slot_width=round(slot, 3),
        left=round(index * slot + (slot - width) / 2, 3),
        width=round(width, 3),
        parts=tuple(_parts(run, _grown(run.done) * scale)),
    )


def _parts(run: ImportRun, height: float) -> Sequence[Part]:
    counted = {outcome: number for outcome, number in run.counts.items() if number}
    # What the thinnest get is taken from all by their share.
    free = max(height - _THINNEST * len(counted), 0)
    parts, top = [], float(HEIGHT)
    for outcome, number in counted.items():
        tall = _THINNEST + free * number / run.done
        top -= tall
        parts.append(Part(outcome, round(top, 2), round(tall, 2)))
    return parts
