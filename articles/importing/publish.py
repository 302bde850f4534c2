"""A stored batch -> what readers see of it, by what the run was asked and by policies."""

from __future__ import annotations

from collections.abc import Sequence

from articles.documents.article.model import ArticleDocument
from articles.importing.incoming import Decision, IncomingDocument
from articles.importing.merge import DocumentMerge
from articles.importing.plan import Options, Plan
from articles.models.import_run import Outcome
from articles.models.policy import Policies, Updates
from articles.publishing.copies import held_as_copies
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
    new = [each.article_id for each in documents if each.article_id and options.publish]
    updated = [
        each.article_id
        for each in documents
        if each.article_id and _may_follow(each, plan, options, policies)
    ]
    held = held_as_copies({*new, *updated})
    at_hand = _at_hand(documents, merges) if new or updated else {}
    return publish_new([each for each in new if each not in held], at_hand) + publish_updates(
        [each for each in updated if each not in held], at_hand
    )


def _at_hand(
    documents: Sequence[IncomingDocument], merges: Sequence[DocumentMerge]
) -> dict[int, ArticleDocument]:
    """Return the documents of the articles that were written just now."""
    merged = {each.article_id: each.merged.document for each in merges if each.is_written}
    created = {
        each.article_id: each.ready.document
        for each in documents
        if each.article_id and each.outcome is Outcome.CREATED
    }
    return {**created, **merged}


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
