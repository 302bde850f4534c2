"""The rules of the house as the site has them now, read once for a run."""

from __future__ import annotations

from articles.documents.house_rules import HouseRules


def house_rules() -> HouseRules:
    return HouseRules()
