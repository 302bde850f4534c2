"""Changed documents -> those that are merged; the rest are outdated, or for an editor to decide."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from django.utils import timezone

from articles.datetimes import format_datetime
from articles.documents.revisions.precedence import Claim, Precedence
from articles.documents.source import PublishingStatus
from articles.importing.incoming import IncomingDocument
from articles.importing.plan import Plan
from articles.models import SourceDocument, SourceNotice
from articles.models.import_run import Outcome
from articles.models.policy import Policies, Retractions
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
    goes_by_age = plan.may_repeat and not plan.takes_any
    retracted = _retracted(documents) if goes_by_age else {}
    for each in documents:
        if not goes_by_age or each.stored is None or each.has_late_pictures:
            found.merged.append(each)
            continue
        newer = retracted.get(each.stored.article_id, ())
        notice = pass_over_beside(each, each.stored.claim, newer, policies)
        if notice:
            found.notices.append(notice)
        elif each.outcome is Outcome.OUTDATED:
            found.outdated.append(each)
        else:
            found.merged.append(each)
    return found


def pass_over_beside(
    incoming: IncomingDocument, followed: Claim, retracted: Collection[Claim], policies: Policies
) -> Notice | None:
    """Give a document its outcome beside the one that is followed, unless it is to be merged.

    `retracted` are versions that retract the article, and that nobody stands against. Returns the
    notice that it is, if it is one.
    """
    now = timezone.now()
    precedence = incoming.claim.beside(followed, now)
    if precedence is Precedence.OLDER:
        _is_outdated(incoming, followed)
        return None
    if incoming.is_behind and precedence is Precedence.UNTOLD:
        # As it would have been, had the parts of the run come in their order.
        file = incoming.stored.file if incoming.stored else ""
        incoming.pass_over(Outcome.OUTDATED, f"comes before {file} in this run, which is here")
        return None
    if pass_over_retracted(incoming, retracted):
        return None
    return _notice(incoming, precedence, policies)


def pass_over_retracted(incoming: IncomingDocument, retracted: Collection[Claim]) -> bool:
    """Say that a document is outdated if a newer version retracts it; return whether one does."""
    now = timezone.now()
    claim = incoming.claim
    newer = next((x for x in retracted if claim.beside(x, now) is Precedence.OLDER), None)
    if newer is None:
        return False
    _is_outdated(incoming, newer)
    incoming.reason += ", which its publisher has retracted"
    return True


def _retracted(documents: Collection[IncomingDocument]) -> dict[int, list[Claim]]:
    """Return the retractions of the documents' articles that nobody stands against. One query."""
    articles = [each.stored.article_id for each in documents if each.stored]
    notices = SourceNotice.objects.retracting().filter(article__in=articles).order_by()
    rows = notices.values_list(
        "article", "source__version", "source__updated_at", "source__published_at"
    )
    found: dict[int, list[Claim]] = {}
    for article, version, updated, published in rows if articles else ():
        found.setdefault(article, []).append(Claim(version, updated, published))
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
        external_id__among=keys, status=PublishingStatus.CANCELED.value, run__undone_at=None
    )
    rows = kept.order_by().values_list("external_id", "version", "updated_at", "published_at")
    canceled: dict[str, list[Claim]] = {}
    for key, version, updated, published in rows if keys else ():
        canceled.setdefault(key, []).append(Claim(version, updated, published))
    for each in documents:
        if not pass_over_retracted(each, canceled.get(each.source.external_id, ())):
            yield each


def settle_known(documents: Collection[IncomingDocument]) -> None:
    """Say that what changes nothing is unchanged where the same bytes have been kept before.

    At most one query.
    """
    passed = [each for each in documents if is_kept_apart(each)]
    if not passed:
        return
    kept = SourceDocument.objects.filter(
        external_id__in={each.source.external_id for each in passed},
        digest__in={each.source.digest for each in passed},
        run__undone_at=None,
    )
    known = set(kept.order_by().values_list("external_id", "digest"))
    for each in passed:
        if (each.source.external_id, each.source.digest) in known:
            each.outcome = Outcome.UNCHANGED


def is_kept_apart(incoming: IncomingDocument) -> bool:
    """Return whether it is kept byte for byte, though no article follows it or is to be decided."""
    is_outdated = incoming.outcome is Outcome.OUTDATED and incoming.prepared is not None
    return is_outdated or is_kept_retraction(incoming)


def _notice(
    incoming: IncomingDocument, precedence: Precedence, policies: Policies
) -> Notice | None:
    policy = policies.of(incoming.publisher, incoming.source.external_id)
    kind = _KINDS.get(incoming.ready.status)
    if kind and policy.retractions != Retractions.IGNORE:
        acts = policy.retractions == Retractions.ACT or (
            policy.retractions == Retractions.AS_MEANT and kind is NoticeKind.CANCELED
        )
        what = "it is withdrawn here" if acts else _ASKED
        incoming.pass_over(Outcome.CONFLICT, f"{_SAID[kind]}: {what}")
        return Notice(incoming, kind, acts)
    if precedence is Precedence.AHEAD:
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
    return format_datetime(moment) if moment else "?"
