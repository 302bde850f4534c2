"""Changed documents -> those that are merged; the rest are outdated, or for an editor to decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.utils import timezone

from articles.documents.revisions.precedence import Claim, Precedence
from articles.documents.source import PublishingStatus
from articles.importing.incoming import IncomingDocument
from articles.importing.plan import Plan
from articles.importing.rules.policies import Policies
from articles.importing.sources.key_registry import Sketch
from articles.models import SourceDocument
from articles.models.import_run import WRITTEN, Outcome
from articles.models.policy import Retractions
from articles.models.source_notice import NoticeKind

_KINDS: Final = {
    PublishingStatus.CANCELED: NoticeKind.CANCELED,
    PublishingStatus.WITHHELD: NoticeKind.WITHHELD,
    PublishingStatus.DRAFT: NoticeKind.DRAFT,
}
_SAID: Final = {
    NoticeKind.CANCELED: "its publisher has canceled it",
    NoticeKind.WITHHELD: "its publisher withholds it",
    NoticeKind.DRAFT: "its publisher has made it a draft again",
}
_ASKED: Final = "an editor decides whether it is withdrawn"


class Notice(NamedTuple):
    """A document that says something of its article beside the text; `acts`: it is withdrawn."""

    incoming: IncomingDocument
    kind: NoticeKind
    acts: bool = False


class Sorted(NamedTuple):
    """Changed documents by what is to be done with them."""

    merged: list[IncomingDocument]
    outdated: list[IncomingDocument]
    notices: list[Notice]


def sort_out(documents: Sequence[IncomingDocument], policies: Policies, plan: Plan) -> Sorted:
    """Sort documents whose articles are here; give those that are not merged their outcomes."""
    found = Sorted([], [], [])
    now = timezone.now()
    for each in documents:
        if not plan.may_repeat or plan.takes_any or each.stored is None:
            found.merged.append(each)
            continue
        each.precedence = each.claim.beside(each.stored.claim, now)
        if each.precedence is Precedence.OLDER:
            _is_outdated(each, each.stored.claim)
            found.outdated.append(each)
        elif each.is_behind and each.precedence is Precedence.UNTOLD:
            # As it would have been, had the parts of the run come in their order.
            each.precedence = Precedence.OLDER
            each.pass_over(
                Outcome.OUTDATED, f"comes before {each.stored.file} in this run, which is here"
            )
            found.outdated.append(each)
        elif notice := _notice(each, policies):
            found.notices.append(notice)
        else:
            found.merged.append(each)
    return found


def leave_out_retracted(documents: Sequence[IncomingDocument]) -> Iterator[IncomingDocument]:
    """Yield the new documents that are for publishing; leave the others out."""
    for each in documents:
        status = each.ready.status
        if status is PublishingStatus.USABLE:
            yield each
            continue
        each.pass_over(
            Outcome.SKIPPED,
            f"is {status} where it comes from, so it is not imported",
            "Publish it there and import it again, if it is meant to be published.",
        )


def is_kept_retraction(incoming: IncomingDocument) -> bool:
    """Return whether it cancels an article that is not here, which an older version may bring."""
    prepared = incoming.prepared
    is_canceled = prepared is not None and prepared.status is PublishingStatus.CANCELED
    return is_canceled and incoming.stored is None and incoming.outcome is Outcome.SKIPPED


def without_canceled(documents: Sequence[IncomingDocument]) -> Iterator[IncomingDocument]:
    """Yield the new documents that no newer version has canceled; the others are outdated.

    One query.
    """
    keys = [each.source.external_id for each in documents]
    kept = SourceDocument.objects.filter(
        external_id__in=keys, status=PublishingStatus.CANCELED.value, run__undone_at=None
    )
    rows = kept.order_by().values_list("external_id", "version", "updated_at", "published_at")
    canceled: dict[str, list[Claim]] = {}
    for key, version, updated, published in rows if keys else ():
        canceled.setdefault(key, []).append(Claim(version, updated, published))
    now = timezone.now()
    for each in documents:
        claims = canceled.get(each.source.external_id, ())
        newer = next((x for x in claims if each.claim.beside(x, now) is Precedence.OLDER), None)
        if newer is None:
            yield each
        else:
            _is_outdated(each, newer)
            each.reason += ", which its publisher has canceled"


def foresee_repeats(documents: Sequence[IncomingDocument]) -> None:
    """Give documents whose keys came before in a preview the outcomes that they would have."""
    now = timezone.now()
    for each in documents:
        sketch = each.first.sketch if each.first else None
        if sketch is None or each.outcome not in WRITTEN or not each.prepared:
            continue
        assert each.first
        if each.first.digest == each.source.digest:
            each.pass_over(Outcome.UNCHANGED, "")
            continue
        each.precedence = each.claim.beside(sketch.claim, now)
        if each.is_doubtful_repeat(sketch.claim) and not sketch.is_like(sketch_of(each)):
            each.refuse_repeat()
        elif each.precedence is Precedence.OLDER:
            _is_outdated(each, sketch.claim)
        elif each.outcome is Outcome.CREATED:
            each.outcome = Outcome.UPDATED


def sketch_of(incoming: IncomingDocument) -> Sketch:
    """Return the little of a prepared document that a preview keeps of it."""
    return Sketch.of(incoming.claim, (row[3] for row in incoming.ready.rows.paragraphs))


def _notice(incoming: IncomingDocument, policies: Policies) -> Notice | None:
    policy = policies.of(incoming.publisher, incoming.source.external_id)
    kind = _KINDS.get(incoming.ready.status)
    if kind and policy.retractions != Retractions.IGNORE:
        acts = policy.retractions == Retractions.ACT or (
            policy.retractions == Retractions.AS_MEANT and kind is NoticeKind.CANCELED
        )
        what = "it is withdrawn here" if acts else _ASKED
        incoming.pass_over(Outcome.CONFLICT, f"{_SAID[kind]}: {what}")
        return Notice(incoming, kind, acts)
    if incoming.precedence is Precedence.AHEAD:
        incoming.pass_over(
            Outcome.CONFLICT,
            f"is dated {_written(incoming.ready.updated)}, which is to come: an editor decides "
            "whether it is newer than what is here",
        )
        return Notice(incoming, NoticeKind.AHEAD)
    return None


def _is_outdated(incoming: IncomingDocument, followed: Claim) -> None:
    mine, theirs = incoming.claim, followed
    if mine.is_numbered_beside(theirs):
        reason = f"is version {mine.version}; version {theirs.version} is here"
    else:
        reason = (
            f"is of {_written(mine.updated or mine.published)}; "
            f"one of {_written(theirs.updated or theirs.published)} is here"
        )
    incoming.pass_over(Outcome.OUTDATED, reason)


def _written(moment: datetime | None) -> str:
    return moment.isoformat(timespec="minutes") if moment else "?"
