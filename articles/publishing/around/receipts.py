"""Editions -> what their readers are told of how the article came to us, where a policy says so.

Public pages know no source document: what they may show of one is written here, beside the edition,
and goes again where a policy no longer lets it be shown.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from articles.documents.article.model import ArticleDocument
from articles.documents.pipeline import parse_document
from articles.documents.source import DocumentRejected
from articles.locks import publish_lock
from articles.models import Edition, Receipt, SourceDocument, Version
from articles.models.policy import Policies, Provenance

# Of one transaction: whoever publishes waits for it.
_TOGETHER: Final = 200


def add_receipts(editions: Collection[Edition]) -> None:
    """Tell of new editions what their policies let readers know. No query where that is nothing."""
    _write({each.pk: each.provenance for each in editions if each.provenance})


def refresh_receipts() -> int:
    """Tell of open editions what policies let readers know now; return how many changed."""
    return sum(_refreshed())


def _refreshed() -> Iterator[int]:
    last: int | None = 0
    while last is not None:
        with transaction.atomic():
            publish_lock()
            changed, last = _refresh_after(last)
        yield changed


def _refresh_after(last: int) -> tuple[int, int | None]:
    rows = Edition.objects.open_at(timezone.now()).filter(pk__gt=last).order_by("pk")
    named = rows.annotate(key=F("article__external_id"), has_text=F("receipt__has_text"))
    found = list(named.values_list("pk", "publisher", "key", "has_text")[:_TOGETHER])
    policies = Policies.load()
    wanted = {pk: policies.of(publisher, key).provenance for pk, publisher, key, _ in found}
    now = {pk: _told(has_text) for pk, _, _, has_text in found}
    changed = {pk: said for pk, said in wanted.items() if said != now[pk]}
    Receipt.objects.filter(edition__in=changed).delete()
    _write({pk: said for pk, said in changed.items() if said})
    return len(changed), found[-1][0] if found else None


def _told(has_text: bool | None) -> str:
    """Return what readers are told, given whether a receipt has a text; None without one."""
    if has_text is None:
        return Provenance.HIDDEN
    return Provenance.TEXT if has_text else Provenance.FACTS


def _write(provenances: dict[int, str]) -> None:
    """Write receipts of stored editions; of what did not come in there is nothing to tell."""
    if not provenances:
        return
    editions = Edition.objects.filter(pk__in=provenances).select_related("version")
    for edition in editions.defer("body").order_by("pk"):
        if base := _followed(edition):
            receipt = _receipt(edition, base, with_text=provenances[edition.pk] == Provenance.TEXT)
            receipt.save(force_insert=True)


def _followed(edition: Edition) -> Version | None:
    """Return the version that followed a source last, of those up to an edition's."""
    versions = Version.objects.filter(article=edition.article_id, source__isnull=False)
    upto = versions.filter(number__lte=edition.version.number)
    return upto.select_related("source__run").order_by("-number").first()


def _receipt(edition: Edition, base: Version, *, with_text: bool) -> Receipt:
    source = base.source
    assert source
    document, imported = edition.version.document(), base.imported_document()
    received = {each.uid: each.markup for each in imported.paragraphs()}
    shown = [each for section in document.sections for each in section.content]
    return Receipt(
        edition=edition,
        publisher=source.publisher or document.metadata.publisher,
        address=_web(source, document),
        received_at=source.run.started_at,
        format=source.format,
        digest=source.digest,
        paragraphs=len(shown),
        changed=sum(received.get(each.uid) != each.markup for each in shown),
        has_text=with_text,
        text=_text(source) if with_text else "",
    )


def _web(source: SourceDocument, document: ArticleDocument) -> str:
    """Return the article's address at its publisher, "" for none that a browser opens."""
    address = document.metadata.url or source.url
    return address if address.startswith(("https://", "http://")) else ""


def _text(source: SourceDocument) -> str:
    """Return what was received, a block a line; nothing of what cannot be read any more."""
    try:
        texts = [each.block.text.split() for each in parse_document(source.received()).blocks]
    except DocumentRejected:
        return ""
    return "\n".join(" ".join(words) for words in texts if words)
