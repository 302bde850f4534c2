"""A stored batch -> what readers see of it, by what the run was asked and by policies."""

from __future__ import annotations

from collections.abc import Sequence

from articles.importing.incoming import Decision, IncomingDocument
from articles.importing.merge import DocumentMerge
from articles.importing.plan import Options, Plan
from articles.importing.rules.policies import Policies
from articles.models.policy import Updates
from articles.publishing.publish import carry_over, publish_new, publish_updates


def publish_batch(
    documents: Sequence[IncomingDocument],
    merges: Sequence[DocumentMerge],
    plan: Plan,
    options: Options,
    policies: Policies,
) -> int:
    """Publish what is new and what is updated; return how many articles readers see anew."""
    if plan.rereads:
        carry_over([each.article_id for each in merges if each.reads_anew])
    documents = [each for each in documents if each.decision is not Decision.BARRED]
    ids = [each.article_id for each in documents if each.article_id]
    new = publish_new(ids) if options.publish else 0
    updated = [
        each.article_id
        for each in documents
        if each.article_id and _may_follow(each, plan, options, policies)
    ]
    return new + publish_updates(updated)


def _may_follow(
    incoming: IncomingDocument, plan: Plan, options: Options, policies: Policies
) -> bool:
    """Return whether readers may see what the article has become."""
    if incoming.outcome not in plan.follows:
        return False
    updates = policies.of(incoming.publisher, incoming.source.external_id).updates
    if updates == Updates.AS_ASKED:
        return options.publish
    return updates == Updates.ALWAYS and incoming.prepared is not None
