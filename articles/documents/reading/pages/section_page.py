"""Judge whether a page is a section page: it leads to many others, and has no text of its own.

A logistic regression over the signs of a page. Its numbers are in `section_page.json`, which
`make sections` makes of pages that people have told apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, Final, NamedTuple

from articles.documents.messages import gettext_noop
from articles.documents.reading.pages.section_signs import SIGNS, SeenPage, signs_of

WEIGHTS: Final = Path(__file__).with_name("section_page.json")

REASON: Final = gettext_noop("is a section page: it leads to others and has no text of its own")
HINT: Final = gettext_noop(
    "Import the pages that it leads to. If it is an article all the same, import it with "
    "--section-pages, on the desk with “Section pages, too”."
)


class Weight(NamedTuple):
    """How much a sign adds for each unit of its value, which is taken for one within bounds."""

    weight: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class SectionModel:
    """Weights of the signs, in their order; a page of the threshold's odds is a section page."""

    bias: float
    weights: tuple[Weight, ...]
    threshold: float

    def probability(self, signs: list[float]) -> float:
        """Return how probable it is that a page of these signs is a section page."""
        weighed = zip(self.weights, signs, strict=True)
        score = sum(each.weight * min(max(sign, each.low), each.high) for each, sign in weighed)
        return 1 / (1 + exp(-(self.bias + score)))


def is_section_page(page: SeenPage) -> bool:
    """Return whether a page is a section page, and not an article."""
    model = section_model()
    return model.probability(signs_of(page)) > model.threshold


@cache
def section_model() -> SectionModel:
    """Return the model of this release."""
    return _loaded(json.loads(WEIGHTS.read_text(encoding="utf-8")))


def _loaded(found: Mapping[str, Any]) -> SectionModel:
    weights = tuple(Weight(*found["weights"][name]) for name in SIGNS)
    return SectionModel(found["bias"], weights, found["threshold"])
