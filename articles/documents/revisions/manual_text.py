"""Convert the passages of a conflict to a plain text that an editor rewrites, and back.

Paragraphs are markup with a blank line between two; lines are plain text, one a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from articles.documents import markup
from articles.documents.article.kinds import TEXT_KINDS, Kind
from articles.documents.article.metadata import METADATA_FIELDS, Metadata, MetadataKind, values_of
from articles.documents.blocks import MOST_WORK
from articles.documents.editing.html import LONGEST_BODY
from articles.documents.labels import Label
from articles.documents.messages import gettext
from articles.documents.metadata.fields import InvalidMetadata, with_written
from articles.documents.revisions.conflict import (
    BYLINES,
    FIELDS,
    MergeConflict,
    Passage,
    section_of,
)

_BETWEEN_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*\n\s*")
# Their lines are texts of their own.
_LISTS: Final = {
    BYLINES,
    *(name for name, field in METADATA_FIELDS.items() if field.kind is MetadataKind.TEXTS),
}


class ManualTextRejected(ValueError):
    """Raised for a text that cannot be taken; the message tells the editor why and what to do."""


@dataclass(frozen=True, slots=True)
class ManualText:
    """The passages of an editor's text, and what cleaning removed from them."""

    passages: tuple[Passage, ...]
    removed: tuple[markup.Removal, ...] = ()


def is_line(part: str) -> bool:
    """Return whether a part is plain text: anything but paragraphs."""
    return part in FIELDS or bool(section_of(part))


def is_list(part: str) -> bool:
    """Return whether a part is several plain texts, one a line."""
    return part in _LISTS


def may_be_written(conflict: MergeConflict) -> bool:
    """Return whether a text can replace it: a table, or a picture, is changed in the article."""
    if is_line(conflict.part):
        return True
    every = (*conflict.base, *conflict.ours, *conflict.theirs)
    return all(Kind(passage.kind) in TEXT_KINDS for passage in every)


def to_text(part: str, passages: Sequence[Passage]) -> str:
    """Return the text that an editor begins from."""
    if is_line(part):
        return "\n".join(markup.visible_text(passage.markup) for passage in passages)
    return "\n\n".join(passage.markup for passage in passages)


def from_text(text: str, conflict: MergeConflict, ours: Sequence[Passage]) -> ManualText:
    """Return the passages of a text written to replace `ours`; raise `ManualTextRejected`."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST_BODY:
        raise ManualTextRejected(gettext("It is longer than a whole article may be."))
    if not may_be_written(conflict):
        raise ManualTextRejected(gettext("It is no text: change it in the article."))
    written = _lines(text, conflict) if is_line(conflict.part) else _paragraphs(text)
    if not written.passages:
        raise ManualTextRejected(
            gettext("It is empty. Write a text, or take one of the other two.")
        )
    if is_line(conflict.part):
        return written
    return ManualText(tuple(_named(written.passages, ours, conflict)), written.removed)


def _lines(text: str, conflict: MergeConflict) -> ManualText:
    """Return names and topics, one a line; anything else is one line, however it was typed."""
    kind = _kind_of_line(conflict.part)
    texts = text.split("\n") if is_list(conflict.part) else [text]
    lines: Iterable[str] = filter(None, map(markup.one_line, texts))
    if conflict.part in METADATA_FIELDS:
        lines = _metadata(conflict.part, lines)
    return ManualText(tuple(Passage("", kind, markup.escape(line)) for line in lines))


def _metadata(name: str, lines: Iterable[str]) -> tuple[str, ...]:
    try:
        return values_of(with_written(Metadata(), name, lines), name)
    except InvalidMetadata as error:
        raise ManualTextRejected(str(error)) from error


def _kind_of_line(part: str) -> str:
    if part == BYLINES or part.endswith(".byline"):
        return Label.BYLINE.value
    return Label.HEADING.value if section_of(part) else part


def _paragraphs(text: str) -> ManualText:
    inners = _BETWEEN_PARAGRAPHS.split(text)
    if sum(map(markup.complexity, inners)) > MOST_WORK:
        raise ManualTextRejected(gettext("It holds more markup than can be cleaned in one go."))
    try:
        cleaned = list(map(markup.clean, inners))
    except markup.MarkupTooComplex as error:
        raise ManualTextRejected(
            gettext("It has {error}. Shorten it, or write it as plain text.").format(error=error)
        ) from error
    return ManualText(
        tuple(
            Passage("", Kind.BODY.value, each.markup)
            for each in cleaned
            if markup.is_visible(markup.visible_text(each.markup))
        ),
        tuple(removal for each in cleaned for removal in each.removed),
    )


def _named(
    written: Sequence[Passage], ours: Sequence[Passage], conflict: MergeConflict
) -> Iterator[Passage]:
    """Yield paragraphs with the identifiers and kinds of those that they replace.

    An unchanged paragraph keeps its identifier; the rest take those that are left, in order.
    """
    before = list(ours or conflict.theirs or conflict.base)
    kept = {passage.markup: passage for passage in before}
    texts = {passage.markup for passage in written}
    spare = [passage for passage in before if passage.markup not in texts]
    like = before[0] if before else Passage("", Kind.BODY.value, "")
    for passage in written:
        old = kept.pop(passage.markup, None) or (spare.pop(0) if spare else None)
        like = old or replace(like, uid="")
        yield replace(like, markup=passage.markup, origin=None)
