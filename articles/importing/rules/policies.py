"""Whose text is kept, by the policy that holds for a document."""

from __future__ import annotations

from articles.documents.revisions.merge import MergeRules, Winner
from articles.models import Policy


def rules_of(policy: Policy) -> MergeRules:
    return MergeRules(
        *(
            Winner(getattr(policy, name))
            for name in ("headline", "standfirst", "bylines", "text", "metadata")
        )
    )
