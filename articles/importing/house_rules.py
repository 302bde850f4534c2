"""The rules of the house as the site has them now, read once for a run."""

from __future__ import annotations

from articles.documents.addresses import TrackingParameters
from articles.documents.house_rules import HouseRules
from articles.models import TrackingRule


def house_rules() -> HouseRules:
    return HouseRules(tracking=_tracking())


def _tracking() -> TrackingParameters:
    return TrackingParameters(tuple(rule.rule() for rule in TrackingRule.objects.all()))
