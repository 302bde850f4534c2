"""Decided arrivals -> rows: new articles in bulk, changed ones one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from articles import store
from articles.documents.identity import with_identity_of
from articles.documents.parsing import ParsedDocument
from articles.importing.arrival import Arrival
from articles.importing.doubting import Followed, raise_doubts, replace_doubts
from articles.importing.result import Outcome
from articles.models import Article, ImportRun, SourceDocument
from articles.models.version import Reason
from articles.publishing import publish_imported
from articles.rows import datetime_value, insert, reserve_keys
from articles.slugs import new_slugs

# Any number, as long as nothing else that uses this database locks it.
_WRITER_LOCK: Final = 7_206_310_042

_SOURCE_FIELDS: Final = (
    "id", "key", "digest", "file", "position", "format", "content", "url", "publisher",
    "published_at", "run",
)  # fmt: skip


@contextmanager
def alone() -> Iterator[None]:
    """A transaction that no other import's overlaps: it sees all that the last one wrote."""
    with transaction.atomic():
        # On SQLite an immediate transaction is alone already.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
        yield


def write(arrivals: Sequence[Arrival], run: ImportRun, *, publish: bool) -> None:
    """Store what the arrivals were decided to be. Inside `alone()` only."""
    created = [arrival for arrival in arrivals if arrival.outcome is Outcome.CREATED]
    updated = [arrival for arrival in arrivals if arrival.outcome is Outcome.UPDATED]
    source_ids = _store_sources([a.parsed for a in (*created, *updated) if a.parsed], run)
    _create(created, source_ids, run)
    for arrival in updated:
        _update(arrival, source_ids[arrival.source.key], run)
    if publish:
        publish_imported([arrival.article_id for arrival in arrivals if arrival.article_id])


def _store_sources(parsed: Sequence[ParsedDocument], run: ImportRun) -> dict[str, int]:
    """Keep each source byte for byte, unless the very same is kept; gives their ids by key."""
    wanted = {_identity(item) for item in parsed}
    known = {
        (key, digest): pk
        for pk, key, digest in SourceDocument.objects.filter(
            key__in=[item.source.key for item in parsed]
        ).values_list("pk", "key", "digest")
        if (key, digest) in wanted
    }
    new = [item for item in parsed if _identity(item) not in known]
    ids = reserve_keys(SourceDocument, len(new))
    insert(
        SourceDocument, _SOURCE_FIELDS, [_row(*pair, run) for pair in zip(ids, new, strict=True)]
    )
    known.update({_identity(item): pk for pk, item in zip(ids, new, strict=True)})
    return {key: pk for (key, _), pk in known.items()}


def _identity(parsed: ParsedDocument) -> tuple[str, str]:
    return parsed.source.key, parsed.source.digest


def _row(pk: int, parsed: ParsedDocument, run: ImportRun) -> tuple[object, ...]:
    source, metadata = parsed.source, parsed.metadata
    return (
        pk,
        source.key,
        source.digest,
        source.file,
        source.position,
        source.format,
        source.content,
        metadata.url,
        metadata.publisher,
        datetime_value(metadata.published),
        run.pk,
    )


def _create(arrivals: Sequence[Arrival], source_ids: dict[str, int], run: ImportRun) -> None:
    parsed = [arrival.parsed for arrival in arrivals if arrival.parsed]
    slugs = new_slugs([(item.document.headline.text, item.source.key) for item in parsed])
    new = [
        store.NewArticle(item.document, slug, item.source.key, source_ids[item.source.key])
        for item, slug in zip(parsed, slugs, strict=True)
    ]
    keys = store.create_many(new, reason=Reason.IMPORT, run=run)
    for arrival, key in zip(arrivals, keys, strict=True):
        arrival.article_id = key
    raise_doubts(
        [(item, key, source_ids[item.source.key]) for item, key in zip(parsed, keys, strict=True)]
    )


def _update(arrival: Arrival, source_id: int, run: ImportRun) -> None:
    """Save the changed source's article; what stands in both keeps identifiers and answers."""
    stored, parsed = arrival.stored, arrival.parsed
    assert stored
    assert parsed
    article = Article.objects.get(pk=stored.article_id)
    before = Followed(store.load(article), article.source_id)
    document = with_identity_of(parsed.document, before.document)
    store.save(
        stored.article_id,
        document,
        base=stored.version,
        reason=Reason.IMPORT,
        run=run,
        source_id=source_id,
    )
    replace_doubts(parsed, document, stored.article_id, source_id, before)
