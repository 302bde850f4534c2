"""What would become of documents whose keys came before in a preview, which stores nothing."""

from __future__ import annotations

from collections.abc import Sequence

from articles.documents.copies import shown_texts
from articles.documents.revisions.precedence import Claim
from articles.importing.incoming import IncomingDocument
from articles.importing.precede import (
    Notice,
    is_kept_apart,
    is_kept_retraction,
    pass_over_beside,
    pass_over_retracted,
)
from articles.importing.sources.key_registry import ForeseenKey, KeyRegistry, Sketch
from articles.models.import_run import WRITTEN, Outcome
from articles.models.policy import Policies
from articles.models.source_notice import RETRACTIONS
from articles.review.foreseen_copies import ForeseenCopies, ForeseenText


def foresee_repeats(
    documents: Sequence[IncomingDocument],
    notices: Sequence[Notice],
    registry: KeyRegistry,
    policies: Policies,
) -> None:
    """Give documents the outcomes that they would have after those before them, and keep these.

    `notices` are those that would be given of what is stored.
    """
    given = {id(each.incoming): each for each in notices}
    for each in documents:
        if not each.prepared:
            continue
        notice = given.get(id(each))
        if before := registry.foreseen(each.source):
            notice = _foreseen(each, before, policies) or (
                notice if each.outcome is Outcome.CONFLICT else None
            )
        _keep(each, notice, registry)


def _foreseen(incoming: IncomingDocument, before: ForeseenKey, policies: Policies) -> Notice | None:
    """Give a document its outcome beside those of its key; return the notice that it would be."""
    notice = None
    if incoming.outcome is Outcome.REJECTED:
        return None
    if before.is_known or (before.followed is None and _is_followed(incoming)):
        incoming.pass_over(Outcome.UNCHANGED, "")
    elif before.followed:
        notice = _beside(incoming, before.followed, before.retracted, policies)
    elif incoming.outcome in WRITTEN:
        pass_over_retracted(incoming, before.retracted)
    if before.was_followed and incoming.outcome is Outcome.OUTDATED:
        incoming.pass_over(Outcome.UNCHANGED, "")
    return notice


def _is_followed(incoming: IncomingDocument) -> bool:
    return incoming.stored is not None and incoming.stored.digest == incoming.source.digest


def _beside(
    incoming: IncomingDocument,
    followed: Sketch,
    retracted: Sequence[Claim],
    policies: Policies,
) -> Notice | None:
    if incoming.is_doubtful_repeat(followed.claim) and not followed.is_like(sketch_of(incoming)):
        incoming.refuse_repeat()
        return None
    without = incoming.outcome
    notice = pass_over_beside(incoming, followed.claim, retracted, policies)
    is_passed_over = notice or incoming.outcome is Outcome.OUTDATED
    if not is_passed_over and without in (Outcome.CREATED, Outcome.SKIPPED):
        # Its article would be there by then.
        incoming.pass_over(Outcome.UPDATED, "")
    return notice


def _keep(incoming: IncomingDocument, notice: Notice | None, registry: KeyRegistry) -> None:
    """Keep what has to be known of a document that would be stored."""
    is_retraction = notice.kind in RETRACTIONS if notice else is_kept_retraction(incoming)
    if is_retraction:
        registry.retract(incoming.source, incoming.claim)
    if notice or is_kept_apart(incoming):
        registry.keep_apart(incoming.source)
    elif incoming.outcome in WRITTEN:
        registry.keep(incoming.source, sketch_of(incoming))


def foresee_copies(documents: Sequence[IncomingDocument], before: ForeseenCopies) -> int:
    """Say of new articles that they carry a story which is here, or came before; return how many.

    The import would make them, and ask an editor to choose.
    """
    new = [each for each in documents if each.outcome is Outcome.CREATED and each.prepared]
    told = before.find(
        [ForeseenText(each.ready.rows.headline, shown_texts(each.ready.rows)) for each in new]
    )
    for place, headline in told.items():
        new[place].reason = f"carries the same story as “{headline[:200]}”"
    return len(told)


def sketch_of(incoming: IncomingDocument) -> Sketch:
    """Return the little of a prepared document that a preview keeps of it."""
    return Sketch.of(incoming.claim, (row[3] for row in incoming.ready.rows.paragraphs))
