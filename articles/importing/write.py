"""Decided documents -> rows, in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Final

from django.db import connection, transaction

from articles import store
from articles.bulk import datetime_value, insert, json_value, reserve_keys, update
from articles.documents.prepare import PreparedDocument
from articles.importing.incoming import IncomingDocument, Result
from articles.importing.merge import DocumentMerge
from articles.locks import publish_lock
from articles.models import ImportRun, RunItem, SourceDocument
from articles.models.import_run import Outcome
from articles.models.version import Reason
from articles.review.conflicts import OpenConflicts
from articles.review.label_reviews import (
    SourceSwitch,
    raise_label_reviews,
    refresh_label_reviews,
    replace_label_reviews,
)
from articles.slugs import new_slugs

# Any number, as long as nothing else that uses this database locks it.
_WRITER_LOCK: Final = 7_206_310_042

_SOURCE_FIELDS: Final = (
    "id", "external_id", "digest", "file", "position", "format", "content", "size", "url",
    "url_hash", "publisher", "published_at", "version", "updated_at", "status", "parser_version",
    "lacks_pictures", "embargoed_until", "repeats", "run",
)  # fmt: skip
_READ_FIELDS: Final = (
    "url", "url_hash", "publisher", "published_at", "version", "updated_at", "status",
    "parser_version", "lacks_pictures",
)  # fmt: skip
_ITEM_FIELDS: Final = (
    "run", "outcome", "file", "position", "external_id", "article", "before", "after", "reason",
    "hint", "undone", "chunk",
)  # fmt: skip


@contextmanager
def import_lock() -> Iterator[None]:
    """Open a transaction that no other import's overlaps: it sees all that the last one wrote."""
    with transaction.atomic():
        # On SQLite an immediate transaction is alone already.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
        # Its articles are locked before they are published.
        publish_lock()
        yield


def write(
    created: Sequence[IncomingDocument], merges: Sequence[DocumentMerge], run: ImportRun
) -> None:
    """Store new articles and merged ones, and give each document its outcome.

    Inside `import_lock()` only.
    """
    if not (created or merges):
        return
    source_ids = store_sources([*created, *(each.incoming for each in merges)], run)
    if created:
        _create(created, source_ids, run)
    if merges:
        _change(merges, source_ids, run)


def keep_unwritten(merges: Sequence[DocumentMerge], run: ImportRun) -> None:
    """Update the label reviews and source rows of articles whose merged document is unchanged.

    Which labels are sure, and the metadata read of the source, may differ all the same.
    """
    if not merges:
        return
    for each in merges:
        each.incoming.outcome = Outcome.UNCHANGED
    refresh_label_reviews([_same_source(each) for each in merges])
    record_readings([(each.source_id, each.incoming.prepared) for each in merges], run)


def _same_source(merge: DocumentMerge) -> SourceSwitch:
    article, document = merge.locked.article, merge.locked.document
    source_id = article.source_id
    return SourceSwitch(
        article.pk, document, source_id, document, source_id, merge.incoming.prepared
    )


def write_items(results: Collection[Result], run: ImportRun, chunk: int | None = None) -> None:
    """Store the result of each document as an item of the run, and of a part of it."""
    insert(
        RunItem,
        _ITEM_FIELDS,
        [
            (
                run.pk,
                result.outcome.value,
                result.file,
                result.position,
                result.external_id,
                result.article,
                result.before,
                result.after,
                result.reason,
                result.hint,
                "",
                chunk,
            )
            for result in results
        ],
    )


def keep_apart(documents: Sequence[IncomingDocument], run: ImportRun) -> None:
    """Keep documents that no article follows, byte for byte. Inside `import_lock()` only."""
    if documents:
        store_sources(documents, run)


def store_sources(documents: Sequence[IncomingDocument], run: ImportRun) -> dict[str, int]:
    """Store each source byte for byte, unless it is stored already; return their ids by key."""
    wanted = set(map(_name, documents))
    known = {
        (key, digest): pk
        for pk, key, digest in SourceDocument.objects.filter(
            external_id__among=[incoming.source.external_id for incoming in documents]
        ).values_list("pk", "external_id", "digest")
        if (key, digest) in wanted
    }
    record_readings(
        [(known[key], each.prepared) for each in documents if (key := _name(each)) in known], run
    )
    new = [each for each in documents if _name(each) not in known]
    ids = reserve_keys(SourceDocument, len(new))
    insert(
        SourceDocument, _SOURCE_FIELDS, [_row(*pair, run) for pair in zip(ids, new, strict=True)]
    )
    known.update(zip(map(_name, new), ids, strict=True))
    return {key: pk for (key, _), pk in known.items()}


def _name(incoming: IncomingDocument) -> tuple[str, str]:
    return incoming.source.external_id, incoming.source.digest


def record_readings(read: Sequence[tuple[int, PreparedDocument | None]], run: ImportRun) -> None:
    """Store the metadata and lines that sources, by primary key, have as they are read now."""
    prepared = {pk: each for pk, each in read if each}
    if not prepared:
        return
    kept = SourceDocument.objects.filter(pk__in=prepared).only("repeats", *_READ_FIELDS)
    differ = [each for each in kept.order_by("pk") if _reads_other(each, prepared[each.pk], run)]
    update(
        SourceDocument,
        _READ_FIELDS,
        [(*_reading(prepared[each.pk], run), each.pk) for each in differ],
    )
    unknown = [each.pk for each in differ if each.repeats is None]
    update(SourceDocument, ["repeats"], [(json_value(prepared[pk].repeats), pk) for pk in unknown])


def _reads_other(kept: SourceDocument, prepared: PreparedDocument, run: ImportRun) -> bool:
    read_now = _read(prepared, run)
    return kept.repeats is None or read_now != tuple(getattr(kept, name) for name in _READ_FIELDS)


def _read(prepared: PreparedDocument, run: ImportRun) -> tuple[Any, ...]:
    """Return the values of `_READ_FIELDS`."""
    return (
        prepared.url,
        prepared.url_hash,
        prepared.publisher,
        prepared.published,
        prepared.version,
        prepared.updated,
        prepared.status.value,
        run.parser_version,
        prepared.lacks_pictures,
    )


def _reading(prepared: PreparedDocument, run: ImportRun) -> tuple[object, ...]:
    """Return them as both databases store them."""
    values = _read(prepared, run)
    return tuple(datetime_value(v) if isinstance(v, datetime) else v for v in values)


def _row(pk: int, incoming: IncomingDocument, run: ImportRun) -> tuple[object, ...]:
    source, prepared = incoming.source, incoming.ready
    return (
        pk,
        source.external_id,
        source.digest,
        source.file,
        source.position,
        source.format,
        prepared.content,
        len(source.content),
        *_reading(prepared, run),
        datetime_value(incoming.embargoed_until),
        json_value(prepared.repeats),
        run.pk,
    )


def _create(
    documents: Sequence[IncomingDocument], source_ids: dict[str, int], run: ImportRun
) -> None:
    named = [(each.ready.rows.headline, each.source.external_id) for each in documents]
    new = [
        store.NewArticle(each.ready.rows, slug, external_id, source_ids[external_id])
        for each, slug, (_, external_id) in zip(documents, new_slugs(named), named, strict=True)
    ]
    article_ids = store.create_many(new, reason=Reason.IMPORT, run=run)
    for each, article_id in zip(documents, article_ids, strict=True):
        each.article_id, each.after, each.outcome = article_id, 1, Outcome.CREATED
    raise_label_reviews(
        (each.ready, article_id, source_ids[each.source.external_id])
        for each, article_id in zip(documents, article_ids, strict=True)
    )


def _change(merges: Sequence[DocumentMerge], source_ids: dict[str, int], run: ImportRun) -> None:
    followed = [_followed(each, source_ids) for each in merges]
    conflicts = OpenConflicts([each.article_id for each in followed], run)
    for each in merges:
        each.conclude(conflicts.update(each.article_id, each.merged))
    changes = [
        each.change(source_ids[each.incoming.source.external_id], run.parser_version)
        for each in merges
    ]
    store.save_many(changes, run=run)
    conflicts.write()
    replace_label_reviews(followed)
    for each in merges:
        each.incoming.after = each.locked.article.version


def _followed(each: DocumentMerge, source_ids: dict[str, int]) -> SourceSwitch:
    prepared, locked = each.incoming.ready, each.locked
    return SourceSwitch(
        locked.article.pk,
        locked.document,
        locked.article.source_id,
        each.merged.document,
        source_ids[each.incoming.source.external_id],
        prepared,
    )
