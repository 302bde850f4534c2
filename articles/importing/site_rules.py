"""The rules of the house as the site has them now, read once for a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet

from articles.documents.labels.site_rules import NoiseRules, SiteRules
from articles.documents.urls.canonical import TrackingParameters
from articles.models import NoiseRule, TrackingRule
from articles.models.noise_rule import NoiseState

# A publisher, a text and what it is.
Decided = tuple[str, str, str]
Mark = tuple[object, ...]


def site_rules() -> SiteRules:
    """Two queries."""
    return _rules_of(_decided(NoiseRule.objects.decided()))


def decided_last() -> Mark:
    """Another value once anything else is decided of lines. One query."""
    return tuple(NoiseRule.objects.decided().aggregate(Count("pk"), Max("decided_at")).values())


def site_rules_for(publisher: str) -> SiteRules:
    """Those that matter to the documents of one publisher. Two queries."""
    return _rules_of(_decided(NoiseRule.objects.decided().filter(publisher__in=("", publisher))))


def site_rules_with(line: NoiseRule, state: NoiseState | None) -> SiteRules:
    """The rules as they would be if that were decided of a line, or with None: nothing."""
    name = (line.publisher, line.text)
    kept = _decided(NoiseRule.objects.decided())
    others = [decided for decided in kept if decided[:2] != name]
    return _rules_of([*others, *([(*name, state)] if state else [])])


def _decided(lines: QuerySet[NoiseRule]) -> Iterable[Decided]:
    rows = lines.order_by().values_list("publisher", "text", "state")
    return rows.iterator(chunk_size=2000)


def _rules_of(decided: Iterable[Decided]) -> SiteRules:
    found: dict[str, dict[str, set[str]]] = {state: defaultdict(set) for state in NoiseState}
    for publisher, text, state in decided:
        found[state][publisher].add(text)
    noise, text_lines = (
        {publisher: frozenset(lines) for publisher, lines in found[state].items()}
        for state in (NoiseState.NOISE, NoiseState.TEXT)
    )
    return SiteRules(
        NoiseRules(noise.pop("", frozenset()), noise, text_lines.pop("", frozenset()), text_lines),
        _tracking(),
    )


def _tracking() -> TrackingParameters:
    return TrackingParameters(tuple(rule.rule() for rule in TrackingRule.objects.all()))
