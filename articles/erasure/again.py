"""Erasures that a restored database does not know yet -> done there as well, and recorded.

The record has no word of what was erased: articles, keys and passages are found by their marks.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from django.contrib.auth import get_user_model

from articles.documents.redaction import Redaction, mark_of
from articles.erasure.erase import ERASED, article_name, erase_rows
from articles.erasure.record import RecordedErasure, site_erasures
from articles.erasure.sweep import Place, sweep
from articles.importing.write import import_lock
from articles.models import (
    Article,
    Erasure,
    ErasureMark,
    RunItem,
    SourceDocument,
    Tombstone,
    Version,
)
from articles.models.erasure import ErasureKind, MarkKind

_TOGETHER: Final = 500


def erase_again(recorded: Sequence[RecordedErasure]) -> int:
    """Do the erasures that this database does not know, in their order; return how many."""
    known = {each.created_at for each in site_erasures()}
    missing = sorted(
        (each for each in recorded if each.created_at not in known),
        key=lambda each: each.created_at,
    )
    for each in missing:
        with import_lock():
            # What is yielded is where it was; the record has its counts already.
            for _place in _erased(each, _recorded(each)):
                pass
    return len(missing)


def _recorded(entry: RecordedErasure) -> Erasure:
    users = get_user_model()._default_manager.filter(username=entry.by)
    erasure = Erasure.objects.create(
        kind=entry.kind,
        ground=entry.ground,
        created_at=entry.created_at,
        created_by_id=users.values_list("pk", flat=True).first() if entry.by else None,
        key=entry.key,
        scope=entry.scope,
        counts=entry.counts,
    )
    ErasureMark.objects.bulk_create(
        ErasureMark(erasure=erasure, kind=kind, words=words, mark=mark)
        for kind, words, mark in entry.marks
    )
    return erasure


def _erased(entry: RecordedErasure, erasure: Erasure) -> Iterator[Place]:
    key = bytes.fromhex(entry.key)
    if entry.kind == ErasureKind.ARTICLE:
        for number in _articles(entry, key):
            yield from erase_rows(Article.with_deleted.get(pk=number), key)
        _erase_leftovers(_names(entry, key))
        return
    redaction = _redaction(entry, key)
    if not entry.scope:
        yield from sweep(redaction, None, erasure)
        return
    for number in _in_scope(entry, key):
        yield from sweep(redaction, Article.with_deleted.get(pk=number), erasure)


def _redaction(entry: RecordedErasure, key: bytes) -> Redaction:
    marks: defaultdict[int, set[str]] = defaultdict(set)
    for kind, words, mark in entry.marks:
        if kind == MarkKind.PASSAGE:
            marks[words].add(mark)
    return Redaction(key, {words: frozenset(found) for words, found in marks.items()})


def _articles(entry: RecordedErasure, key: bytes) -> list[int]:
    """Return the articles that were erased: by their number, or by a key that came in again."""
    numbers, keys = _marks(entry, MarkKind.ARTICLE), _marks(entry, MarkKind.KEY)
    rows = Article.with_deleted.values_list("pk", "created_at", "external_id")
    return [
        number
        for number, created_at, name in rows.iterator(_TOGETHER)
        if mark_of(key, MarkKind.ARTICLE, article_name(number, created_at)) in numbers
        or (name and mark_of(key, MarkKind.KEY, name) in keys)
    ]


def _names(entry: RecordedErasure, key: bytes) -> list[str]:
    """Return the keys of what was erased that something here still has."""
    marks = _marks(entry, MarkKind.KEY)
    names = {
        name
        for model in (SourceDocument, RunItem, Tombstone)
        for name in model._base_manager.order_by()
        .values_list("external_id", flat=True)
        .distinct()
        .iterator(_TOGETHER)
        if name and mark_of(key, MarkKind.KEY, name) in marks
    }
    return sorted(names)


def _erase_leftovers(names: Sequence[str]) -> None:
    """Erase what has the key of an article that is not here: an undo, or a purge, left it."""
    for start in range(0, len(names), _TOGETHER):
        some = names[start : start + _TOGETHER]
        Tombstone.objects.filter(external_id__in=some).delete()
        items = RunItem.objects.filter(external_id__in=some)
        items.exclude(reason="").update(reason=ERASED)
        items.filter(position="").update(file="")
        items.update(external_id="", hint="")
        sources = SourceDocument.objects.filter(external_id__in=some)
        # One that another article follows is that article's as well.
        followed = Version.objects.filter(source__in=sources).order_by().values("source")
        sources.exclude(pk__in=followed).exclude(articles__isnull=False).delete()


def _marks(entry: RecordedErasure, kind: MarkKind) -> set[str]:
    return {mark for each, _words, mark in entry.marks if each == kind}


def _in_scope(entry: RecordedErasure, key: bytes) -> list[int]:
    """Return the article that a passage was erased from."""
    rows = Article.with_deleted.values_list("pk", "external_id")
    return [
        number
        for number, name in rows.iterator(_TOGETHER)
        if entry.scope
        == (mark_of(key, MarkKind.KEY, name) if name else mark_of(key, "article", str(number)))
    ]
