"""Decided arrivals -> rows, in bulk."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from django.db import connection, transaction

from articles import store
from articles.bulk import datetime_value, insert, json_value, reserve_keys, update
from articles.documents.prepare import Prepared
from articles.importing.incoming import Arrival, Decision, Result
from articles.importing.merge import Merging
from articles.models import ImportRun, RunItem, SourceDocument
from articles.models.import_run import Outcome
from articles.models.version import Reason
from articles.publishing.links import in_turn
from articles.review.conflicts import Questions
from articles.review.label_reviews import Followed, raise_doubts, replace_doubts
from articles.slugs import new_slugs

# Any number, as long as nothing else that uses this database locks it.
_WRITER_LOCK: Final = 7_206_310_042

_SOURCE_FIELDS: Final = (
    "id", "key", "digest", "file", "position", "format", "content", "size", "url",
    "address_number", "publisher", "published_at", "parser_version", "repeats", "run",
)  # fmt: skip
_READ_FIELDS: Final = ("url", "address_number", "publisher", "published_at", "parser_version")
_ITEM_FIELDS: Final = (
    "run", "outcome", "file", "position", "key", "article", "before", "after", "reason", "remedy",
    "undone",
)  # fmt: skip


@contextmanager
def alone() -> Iterator[None]:
    """A transaction that no other import's overlaps: it sees all that the last one wrote."""
    with transaction.atomic():
        # On SQLite an immediate transaction is alone already.
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_WRITER_LOCK])
        # Its articles are locked before they are published.
        in_turn()
        yield


def write(arrivals: Sequence[Arrival], mergings: Sequence[Merging], run: ImportRun) -> None:
    """Store new articles and merged ones. Inside `alone()` only."""
    created = [each for each in arrivals if each.is_open and each.decision is Decision.CREATE]
    source_ids = _store_sources([*created, *(merging.arrival for merging in mergings)], run)
    if created:
        _create(created, source_ids, run)
    if mergings:
        _change(mergings, source_ids, run)


def write_items(results: Collection[Result], run: ImportRun) -> None:
    """Keep what became of each document, for good."""
    insert(
        RunItem,
        _ITEM_FIELDS,
        [
            (
                run.pk,
                result.outcome.value,
                result.file,
                result.position,
                result.key,
                result.article,
                result.before,
                result.after,
                result.reason,
                result.remedy,
                "",
            )
            for result in results
        ],
    )


def _store_sources(arrivals: Sequence[Arrival], run: ImportRun) -> dict[str, int]:
    """Keep each source byte for byte, unless the very same is kept; gives their ids by key."""
    wanted = set(map(_name, arrivals))
    known = {
        (key, digest): pk
        for pk, key, digest in SourceDocument.objects.filter(
            key__in=[arrival.source.key for arrival in arrivals]
        ).values_list("pk", "key", "digest")
        if (key, digest) in wanted
    }
    record_readings(
        [(known[key], each.prepared) for each in arrivals if (key := _name(each)) in known], run
    )
    new = [each for each in arrivals if _name(each) not in known]
    ids = reserve_keys(SourceDocument, len(new))
    insert(
        SourceDocument, _SOURCE_FIELDS, [_row(*pair, run) for pair in zip(ids, new, strict=True)]
    )
    known.update(zip(map(_name, new), ids, strict=True))
    return {key: pk for (key, _), pk in known.items()}


def _name(arrival: Arrival) -> tuple[str, str]:
    return arrival.source.key, arrival.source.digest


def record_readings(read: Sequence[tuple[int, Prepared | None]], run: ImportRun) -> None:
    """Keep what stored sources, by primary key, say of themselves as they are read now."""
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


def _reads_other(kept: SourceDocument, prepared: Prepared, run: ImportRun) -> bool:
    said = (
        prepared.url,
        prepared.address_number,
        prepared.publisher,
        prepared.published,
        run.parser_version,
    )
    return kept.repeats is None or said != tuple(getattr(kept, name) for name in _READ_FIELDS)


def _reading(prepared: Prepared, run: ImportRun) -> tuple[object, ...]:
    return (
        prepared.url,
        prepared.address_number,
        prepared.publisher,
        datetime_value(prepared.published),
        run.parser_version,
    )


def _row(pk: int, arrival: Arrival, run: ImportRun) -> tuple[object, ...]:
    source, prepared = arrival.source, arrival.prepared
    assert prepared
    return (
        pk,
        source.key,
        source.digest,
        source.file,
        source.position,
        source.format,
        prepared.content,
        len(source.content),
        *_reading(prepared, run),
        json_value(prepared.repeats),
        run.pk,
    )


def _create(arrivals: Sequence[Arrival], source_ids: dict[str, int], run: ImportRun) -> None:
    prepared = [arrival.prepared for arrival in arrivals if arrival.prepared]
    named = [
        (item.flat.headline, arrival.source.key)
        for item, arrival in zip(prepared, arrivals, strict=True)
    ]
    new = [
        store.NewArticle(item.flat, slug, key, source_ids[key])
        for item, slug, (_, key) in zip(prepared, new_slugs(named), named, strict=True)
    ]
    keys = store.create_many(new, reason=Reason.IMPORT, run=run)
    for arrival, article_id in zip(arrivals, keys, strict=True):
        arrival.article_id, arrival.after = article_id, 1
        arrival.outcome = Outcome.CREATED
    raise_doubts(
        (item, article_id, source_ids[key])
        for item, article_id, (_, key) in zip(prepared, keys, named, strict=True)
    )


def _change(mergings: Sequence[Merging], source_ids: dict[str, int], run: ImportRun) -> None:
    followed = [_followed(merging, source_ids) for merging in mergings]
    questions = Questions([each.article_id for each in followed], run)
    for merging in mergings:
        merging.settle(questions.update(merging.standing.article.pk, merging.merged))
    changes = [
        merging.change(source_ids[merging.arrival.source.key], run.parser_version)
        for merging in mergings
    ]
    store.save_many(changes, run=run)
    questions.write()
    replace_doubts(followed)
    for merging in mergings:
        merging.arrival.after = merging.standing.article.version


def _followed(merging: Merging, source_ids: dict[str, int]) -> Followed:
    prepared, standing = merging.arrival.prepared, merging.standing
    assert prepared
    return Followed(
        standing.article.pk,
        standing.document,
        standing.article.source_id,
        merging.merged.document,
        source_ids[merging.arrival.source.key],
        prepared,
    )
