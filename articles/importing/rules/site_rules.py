"""The site's decisions on noise and tracking, as a run goes by them from its start to its end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Count, Max, QuerySet

from articles.documents.labels.site_rules import NoiseRules, SiteRules
from articles.documents.urls.tracking import TrackingParameters
from articles.models import NoiseRule, TrackingRule
from articles.models.noise_rule import NoiseState

# A publisher, a text and what it is.
Decided = tuple[str, str, str]
Mark = tuple[object, ...]


def site_rules() -> SiteRules:
    """Return the site's rules as of now. Two queries."""
    return _rules_of(_decided(NoiseRule.objects.decided()))


class RulesInForce:
    """The rules that a run goes by: editors decide while it is at work."""

    def __init__(self, given: SiteRules | None = None) -> None:
        """Use the rules `given`, which stay the same, else the site's own as they change."""
        self._given = given
        self._last_decision: Mark | None = None
        self.current = SiteRules()

    def load(self) -> None:
        """Read them anew; `current` stays the same object where they are the same."""
        rules = site_rules() if self._given is None else self._given
        self.current = self.current if rules == self.current else rules

    def watch(self) -> None:
        """Start to notice what is decided from now on. One query."""
        self._last_decision = _last_decision()

    def refresh(self) -> SiteRules:
        """Return the rules as of now. One query, unless anything was decided."""
        last = _last_decision()
        if last != self._last_decision:
            self._last_decision = last
            self.load()
        return self.current


def _last_decision() -> Mark:
    """Return another value once anything else is decided of lines. One query."""
    return tuple(NoiseRule.objects.decided().aggregate(Count("pk"), Max("decided_at")).values())


def site_rules_for(publisher: str) -> SiteRules:
    """Return the rules that matter to the documents of one publisher. Two queries."""
    return _rules_of(_decided(NoiseRule.objects.decided().filter(publisher__in=("", publisher))))


def site_rules_with(line: NoiseRule, state: NoiseState | None) -> SiteRules:
    """Return the rules as they would be with this decision on a line; None is no decision."""
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
