"""Merge one paragraph of three documents: its kind, its markup, each attribute, a table by rows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from articles.documents.article.attributes import Attributes
from articles.documents.article.kinds import KINDS, AttributeType, Kind
from articles.documents.article.model import Paragraph
from articles.documents.revisions.merge_table import merged_rows


@dataclass(frozen=True, slots=True)
class MergedParagraph:
    """A merged paragraph as it is where ours is kept of what both changed, and where theirs is.

    They are equal unless both sides changed the same in different ways.
    """

    ours: Paragraph
    theirs: Paragraph


def merged_paragraph(base: Paragraph, ours: Paragraph, theirs: Paragraph) -> MergedParagraph:
    """Merge a paragraph that all three documents have."""
    kept = theirs if (ours.kind, ours.noise) == (base.kind, base.noise) else ours
    whole = replace(ours, kind=kept.kind, noise=kept.noise)
    mine, other = merged_value(base.markup, ours.markup, theirs.markup)
    pairs = {
        name: _merged_attribute(kept.kind, name, base, ours, theirs)
        for name in KINDS[kept.kind].attributes
    }
    return MergedParagraph(
        replace(whole, markup=mine, attributes=_attributes(pairs, 0)),
        replace(whole, markup=other, attributes=_attributes(pairs, 1)),
    )


def merged_value(base: Any, ours: Any, theirs: Any) -> tuple[Any, Any]:
    """Return a value as it is where ours is kept, and where theirs is; equal but for a conflict."""
    if theirs in (ours, base):
        return ours, ours
    if ours == base:
        return theirs, theirs
    return ours, theirs


def _merged_attribute(
    kind: Kind, name: str, base: Paragraph, ours: Paragraph, theirs: Paragraph
) -> tuple[Any, Any]:
    before, mine, other = (each.attributes.get(name) for each in (base, ours, theirs))
    if KINDS[kind].attributes[name].type is AttributeType.ROWS and before and mine and other:
        return merged_rows(before, mine, other)
    return merged_value(before, mine, other)


def _attributes(pairs: dict[str, tuple[Any, Any]], side: int) -> Attributes:
    return Attributes((name, pair[side]) for name, pair in pairs.items() if pair[side] is not None)
