"""The chart of the last runs."""

from __future__ import annotations

from itertools import pairwise

import pytest

from articles.models import ImportRun
from articles.models.import_run import Outcome
from articles.reporting.chart import HEIGHT, MOST_RUNS, Bar, Chart, chart_of


def chart(*counts: dict[str, int]) -> Chart:
    """Of runs with these counts, the newest first."""
    made = chart_of(ImportRun(parser_version=1, **each) for each in counts)
    assert made
    return made


def height(bar: Bar) -> float:
    return sum(part.height for part in bar.parts)


def test_the_newest_run_stands_at_the_right() -> None:
    bars = chart({"created": 5}, {"created": 7}).bars
    assert [bar.run.created for bar in bars] == [7, 5]
    assert bars[0].left < bars[1].left


@pytest.mark.parametrize("counts", [[], [{"created": 1}], [{}, {}]])
def test_there_is_no_chart_of_nothing_to_compare(counts: list[dict[str, int]]) -> None:
    assert chart_of(ImportRun(parser_version=1, **each) for each in counts) is None


def test_a_small_run_is_seen_beside_a_huge_one() -> None:
    huge, small = chart({"created": 10}, {"created": 1_000_000}).bars
    assert height(huge) == pytest.approx(HEIGHT)
    assert height(small) > HEIGHT / 10


def test_one_rejected_document_of_a_million_is_seen() -> None:
    bar = chart({}, {"created": 999_999, "rejected": 1}).bars[0]
    assert bar.parts[1].outcome is Outcome.REJECTED
    assert bar.parts[1].height >= 2
    assert height(bar) == pytest.approx(HEIGHT, abs=0.1)


def test_the_parts_of_a_bar_stand_on_one_another() -> None:
    bar = chart({}, {outcome.value: 10 for outcome in Outcome}).bars[0]
    assert bar.parts[0].top + bar.parts[0].height == pytest.approx(HEIGHT, abs=0.1)
    for below, above in pairwise(bar.parts):
        assert above.top + above.height == pytest.approx(below.top, abs=0.1)


def test_a_run_of_nothing_has_no_bar() -> None:
    assert chart({}, {"created": 1}).bars[1].parts == ()


def test_the_bars_stay_within_the_chart() -> None:
    bars = chart(*[{"created": 1}] * (MOST_RUNS + 5)).bars
    assert len(bars) == MOST_RUNS
    assert bars[-1].left + bars[-1].width < 100


@pytest.mark.parametrize(
    ("most", "lines"),
    [(1, [1]), (9, [1]), (250, [1, 10, 100]), (1_000_000, [1, 100, 10_000, 1_000_000])],
)
def test_the_scale_has_lines_at_round_numbers(most: int, lines: list[int]) -> None:
    made = chart({"created": most}, {})
    assert [line.number for line in made.lines] == lines
    assert made.outcomes == (Outcome.CREATED,)
