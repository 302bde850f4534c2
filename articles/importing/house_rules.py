"""The rules of the house as the site has them now, read once for a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from articles.documents.addresses import TrackingParameters
from articles.documents.house_rules import HouseRules, NoiseLines
from articles.models import NoiseLine, TrackingRule
from articles.models.noise import NoiseState

# A publisher, a text and what it is.
Decided = tuple[str, str, str]


def house_rules() -> HouseRules:
    """Two queries."""
    return _rules_of(_decided())


def house_rules_with(line: NoiseLine, state: NoiseState | None) -> HouseRules:
    """The rules as they would be if that were decided of a line, or with None: nothing."""
    name = (line.publisher, line.text)
    others = [decided for decided in _decided() if decided[:2] != name]
    return _rules_of([*others, *([(*name, state)] if state else [])])


def _decided() -> Iterable[Decided]:
    rows = NoiseLine.objects.decided().order_by()
    return rows.values_list("publisher", "text", "state").iterator(chunk_size=2000)


def _rules_of(decided: Iterable[Decided]) -> HouseRules:
    found: dict[str, dict[str, set[str]]] = {state: defaultdict(set) for state in NoiseState}
    for publisher, text, state in decided:
        found[state][publisher].add(text)
    noise, text_lines = (
        {publisher: frozenset(lines) for publisher, lines in found[state].items()}
        for state in (NoiseState.NOISE, NoiseState.TEXT)
    )
    return HouseRules(
        NoiseLines(noise.pop("", frozenset()), noise, text_lines.pop("", frozenset()), text_lines),
        _tracking(),
    )


def _tracking() -> TrackingParameters:
    return TrackingParameters(tuple(rule.rule() for rule in TrackingRule.objects.all()))
