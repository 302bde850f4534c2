"""Which policy holds for a document."""

from __future__ import annotations

from typing import Final, Self

from articles.documents.revisions.merge import MergeRules, Winner
from articles.models import Policy

_NONE: Final = Policy()


class Policies:
    """All policies of the site, the closest first; read once for a run."""

    def __init__(self, policies: list[Policy]) -> None:
        self._policies = policies

    @classmethod
    def load(cls) -> Self:
        return cls(list(Policy.objects.by_precedence()))

    def of(self, publisher: str, key: str) -> Policy:
        """Return the closest policy that fits; without one, editors are asked."""
        return next((each for each in self._policies if each.fits(publisher, key)), _NONE)


def rules_of(policy: Policy) -> MergeRules:
    return MergeRules(
        *(
            Winner(getattr(policy, name))
            for name in ("headline", "standfirst", "bylines", "text", "metadata")
        )
    )
