"""Fits what tells section pages from articles, and says how well it does on other sites.

python -m tests.section_pages --articles FILE FILE --sections FILE [--output FILE]

A file holds a page a line, gzipped: {"id", "url", "html" (Latin-1 keeps its bytes)}. The figures
are of sites that the fit has not seen; only numbers enter the output.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from articles.documents.reading.pages.html_page import signs_of_section
from articles.documents.reading.pages.section_signs import SIGNS
from articles.documents.source import DocumentRejected
from tests.labelled_pages import site_of_page

Doubles = NDArray[np.float64]

_FOLDS: Final = 10
_SPLITS: Final = 8
# Outliers are taken for what one page in a hundred exceeds.
_BOUNDS: Final = (1, 99)
_PENALTY: Final = 30.0
_STEPS: Final = 50
# Of true articles so many may be taken for sections; the asked one in a hundred, with a margin.
MOST_TAKEN: Final = 0.006
_SHARES: Final = (0.005, MOST_TAKEN, 0.0075, 0.01, 0.02)


class Fitted(NamedTuple):
    """A fit: for each sign its bounds and its weight per unit."""

    low: Doubles
    high: Doubles
    weight: Doubles
    bias: float

    def scores(self, signs: Doubles) -> Doubles:
        return self.bias + np.clip(signs, self.low, self.high) @ self.weight


def fitted(signs: Doubles, is_section: Doubles) -> Fitted:
    """Fit a logistic regression with a ridge penalty by Newton's method."""
    low, high = np.percentile(signs, _BOUNDS, axis=0)
    clipped = np.clip(signs, low, high)
    mean, spread = clipped.mean(0), clipped.std(0)
    spread[spread == 0] = 1
    values = np.hstack([(clipped - mean) / spread, np.ones((len(signs), 1))])
    penalty = np.diag([_PENALTY] * signs.shape[1] + [0.0])
    weights = np.zeros(values.shape[1])
    for _ in range(_STEPS):
        told = 1 / (1 + np.exp(-values @ weights))
        gradient = values.T @ (told - is_section) + penalty @ weights
        curvature = (values * (told * (1 - told))[:, None]).T @ values + penalty
        weights -= np.linalg.solve(curvature, gradient)
    own = weights[:-1] / spread
    return Fitted(low, high, own, float(weights[-1] - own @ mean))


def scores_of_others(
    signs: Doubles, is_section: Doubles, sites: Sequence[str], seed: int
) -> Doubles:
    """Return each page's score by a fit to the pages of other sites."""
    names = sorted(set(sites))
    random.Random(seed).shuffle(names)
    fold = {name: number % _FOLDS for number, name in enumerate(names)}
    folds = np.array([fold[site] for site in sites])
    scores = np.zeros(len(signs))
    for number in range(_FOLDS):
        kept = folds == number
        scores[kept] = fitted(signs[~kept], is_section[~kept]).scores(signs[kept])
    return scores


def threshold_at(scores: Doubles, is_section: Doubles, share: float) -> float:
    """Return the score that no more than this share of articles exceeds."""
    articles = np.sort(scores[is_section == 0])[::-1]
    return float(articles[int(share * len(articles))])


def _pages(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _signs(page: dict[str, Any]) -> list[float] | None:
    try:
        return signs_of_section(page["html"].encode("latin-1"))
    except DocumentRejected as rejected:
        print(rejected.at(page["id"]), file=sys.stderr)
        return None


def _report(signs: Doubles, is_section: Doubles, sites: Sequence[str]) -> float:
    """Print the shares told, by folds of sites; return the threshold that they come to."""
    folded = [scores_of_others(signs, is_section, sites, seed) for seed in range(_SPLITS)]
    for share in _SHARES:
        bounds = [threshold_at(scores, is_section, share) for scores in folded]
        told = [
            np.mean(scores[is_section == 1] > bound)
            for scores, bound in zip(folded, bounds, strict=True)
        ]
        print(
            f"{np.mean(told):.3f} ({min(told):.3f} to {max(told):.3f}) of section pages told where "
            f"{share:.2%} of articles are taken for one; threshold {np.mean(bounds):.2f}"
        )
    return float(np.mean([threshold_at(scores, is_section, MOST_TAKEN) for scores in folded]))


def main(articles: Sequence[Path], sections: Sequence[Path], output: Path | None) -> None:
    pages = [(page, kind) for kind, files in enumerate((articles, sections)) for file in files
             for page in _pages(file)]  # fmt: skip
    with ProcessPoolExecutor() as pool:
        found = list(pool.map(_signs, (page for page, _ in pages), chunksize=8))
    kept = [(row, page, kind) for row, (page, kind) in zip(found, pages, strict=True) if row]
    signs = np.array([row for row, _, _ in kept])
    is_section = np.array([float(kind) for _, _, kind in kept])
    sites = [site_of_page(page["url"]) or page["id"] for _, page, _ in kept]
    print(f"{len(kept)} pages, {int(is_section.sum())} of them section pages")
    threshold = _report(signs, is_section, sites)
    fit = fitted(signs, is_section)
    scores = fit.scores(signs)
    for name, weight, spread in sorted(
        zip(SIGNS, fit.weight, signs.std(0), strict=True), key=lambda each: -abs(each[1] * each[2])
    ):
        print(f"{weight * spread:+.2f}  {name}")
    taken = np.mean(scores[is_section == 0] > threshold)
    print(
        f"of the pages themselves {np.mean(scores[is_section == 1] > threshold):.3f}, {taken:.2%}"
    )
    if output:
        output.write_text(_written(fit, threshold), encoding="utf-8")


def _written(fit: Fitted, threshold: float) -> str:
    rows = zip(SIGNS, fit.weight, fit.low, fit.high, strict=True)
    weights = {name: [round(float(value), 4) for value in values] for name, *values in rows}
    found = {
        "threshold": round(1 / (1 + float(np.exp(-threshold))), 4),
        "bias": round(fit.bias, 4),
        "weights": weights,
    }
    return json.dumps(found, indent=2) + "\n"


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=Path, nargs="+", required=True)
    parser.add_argument("--sections", type=Path, nargs="+", required=True)
    parser.add_argument("--output", type=Path)
    options = parser.parse_args()
    main(options.articles, options.sections, options.output)
