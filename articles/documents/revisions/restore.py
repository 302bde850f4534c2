"""Bring one part of an article back to what it was in another version: words, kind and place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from articles.documents.article.metadata import METADATA_FIELDS
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import Part, sections_of, sequence_of
from articles.documents.revisions.conflict import FIELDS, HEADING, HEADLINE
from articles.documents.revisions.diff import DiffPart, DiffRow, diff_rows


class NothingToRestore(ValueError):
    """Raised for a part that neither document has."""


def part_restored(now: ArticleDocument, then: ArticleDocument, key: str) -> ArticleDocument:
    """Return `now` with one part as `then` has it; without it, if that has none.

    `key` is that of a row of their comparison, in either document. What was deleted comes back
    where it was: after what it followed, as far as that is still there.
    """
    rows = diff_rows(then, now)
    row = next((row for row in rows if key in _keys(row)), None)
    if row is None:
        raise NothingToRestore(key)
    if key in FIELDS:
        return _with_field(now, then, key)
    return replace(now, sections=sections_of(_with_part(now, then, row, _names(rows))))


def _keys(row: DiffRow) -> list[str]:
    return [part.key for part in (row.before, row.after) if part]


def _with_field(now: ArticleDocument, then: ArticleDocument, name: str) -> ArticleDocument:
    if name == HEADLINE:
        provisional = then.headline_provisional
        return replace(now, headline=then.headline, headline_provisional=provisional)
    if name in METADATA_FIELDS:
        value = getattr(then.metadata, name)
        return replace(now, metadata=replace(now.metadata, **{name: value}))
    return replace(now, **{name: getattr(then, name)})


def _names(rows: Iterable[DiffRow]) -> Mapping[str, str]:
    """Return the identifiers of now by those of then."""
    return {_uid(row.before): _uid(row.after) for row in rows if row.before and row.after}


def _with_part(
    now: ArticleDocument, then: ArticleDocument, row: DiffRow, names: Mapping[str, str]
) -> list[Part]:
    parts, earlier = sequence_of(now), sequence_of(then)
    if row.before is None:
        return _without(parts, row.after)
    old = earlier[_uid(row.before)]
    uid = _uid(row.after) if row.after else names.get(old.uid, old.uid)
    part = parts.get(uid)
    others = [each for each in parts.values() if each is not part]
    if part and not row.move:
        place = list(parts).index(uid)
    else:
        order = [names.get(each, each) for each in earlier]
        place = _place(order[: list(earlier).index(old.uid)], others)
    new = _put(old, part, row.before) if part else [old]
    return [*others[:place], *new, *others[place:]]


def _without(parts: Mapping[str, Part], gone: DiffPart | None) -> list[Part]:
    assert gone
    if gone.paragraph:
        return [part for part in parts.values() if part.uid != gone.paragraph.uid]
    empty = _with_line(parts[_uid(gone)], gone, Line())
    return [empty if part.uid == empty.uid else part for part in parts.values()]


def _put(old: Part, part: Part, before: DiffPart) -> list[Part]:
    """Return what takes the place of a part: only the line, where both are sections."""
    if isinstance(part, Paragraph):
        return [replace(old, uid=part.uid)]
    if isinstance(old, Paragraph):
        # Without its heading, for its byline is kept.
        return [replace(part, heading=Line()), old]
    line = old.heading if before.key.endswith(HEADING) else old.byline
    return [_with_line(part, before, line)]


def _with_line(section: Part, which: DiffPart, line: Line) -> Section:
    assert isinstance(section, Section)
    if which.key.endswith(HEADING):
        return replace(section, heading=line)
    return replace(section, byline=line)


def _place(before: Sequence[str], parts: Sequence[Part]) -> int:
    """Return the place after the nearest that came before, or the first in a first section."""
    places = {part.uid: place for place, part in enumerate(parts)}
    after = next((places[uid] for uid in reversed(before) if uid in places), None)
    return after + 1 if after is not None else min(1, len(parts))


def _uid(part: DiffPart) -> str:
    return part.paragraph.uid if part.paragraph else part.key.rpartition(".")[0]
