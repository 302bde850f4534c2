"""What leads to articles that are about to go: live texts, whose links would find nothing here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from articles.models import Edition
from articles.publishing.links import live_leading_to

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class LedHere:
    """The live texts that lead to some articles, as many as are shown; `is_more`: not all."""

    editions: Sequence[Edition]
    is_more: bool


def led_here(article_ids: Collection[int]) -> LedHere:
    """Return what leads to these articles, for the page that asks before they go."""
    found = list(live_leading_to(article_ids)[: _SHOWN + 1])
    return LedHere(found[:_SHOWN], len(found) > _SHOWN)
