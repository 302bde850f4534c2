"""Where each block of a source is in its article now, and what editors changed in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument
from articles.documents.blocks import Block
from articles.documents.editing.origins import PlacedPart, parts_by_origin, parts_by_target
from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.pipeline import ParsedDocument
from articles.documents.revisions.diff import DiffPart, DiffRow
from articles.documents.revisions.marked_words import WordDiff
from articles.models import Article
from articles.provenance import FollowedSource

_KINDS: Final = {kind.value for kind in Kind}
NO_CHANGES: Final = WordDiff(())


@dataclass(frozen=True, slots=True)
class Placement:
    """Hold the place of a block in its article, or in words why it has none.

    `changes` are its words where editors changed them since. `was` is the label that the import
    gave it, where the source by itself gets another: an import knows the documents beside it.
    """

    place: PlacedPart | None = None
    absence: str = ""
    changes: WordDiff = NO_CHANGES
    was: str = ""

    @property
    def name(self) -> str:
        return LABEL_NAMES[self.place.label] if self.place else ""

    @property
    def is_noise(self) -> bool:
        return self.place is not None and self.place.label is Label.NOISE


NOWHERE: Final = Placement()


def placements(
    parsed: ParsedDocument, article: Article, followed: FollowedSource
) -> Mapping[int, Placement]:
    """Return the placements by the block's index. One query."""
    compared = _Compared(parsed, article, followed)
    return {item.block.index: compared.placement(item.block) for item in parsed.blocks}


class _Compared:
    """Compare a source as parsed now and as imported with the article then, last and now."""

    def __init__(self, parsed: ParsedDocument, article: Article, followed: FollowedSource) -> None:
        numbers = {article.version, followed.until, followed.since}
        versions = {v.number: v for v in article.versions.filter(number__in=numbers)}
        came = versions.get(followed.since)
        self._parsed = parts_by_origin(parsed.document)
        self._imported = parts_by_origin(came.imported_document()) if came else self._parsed
        self._last = parts_by_origin(versions[followed.until].document())
        self._now = _by_target(versions[article.version].document())

    def placement(self, block: Block) -> Placement:
        if not block.text:
            return Placement(absence=_("Nowhere: nothing of it is visible"))
        was = self._was(block.index)
        last = self._last.get(block.index)
        if last is None:
            absence = _("Nowhere: an editor deleted it, or joined it to another")
            return Placement(absence=absence, was=was)
        now = self._now.get(last.target)
        if now is None or (_is_line(last) and now.text != last.text):
            return Placement(absence=_("No longer in the article"), was=was)
        return Placement(now, changes=_changes(block, now), was=was)

    def _was(self, index: int) -> str:
        came, would = self._imported.get(index), self._parsed.get(index)
        return LABEL_NAMES[came.label] if came and would and came.label is not would.label else ""


def _by_target(document: ArticleDocument) -> Mapping[str, PlacedPart]:
    return {target: place for target, (_, place) in parts_by_target(document).items()}


def _is_line(place: PlacedPart) -> bool:
    return place.label.value not in _KINDS


def _changes(block: Block, place: PlacedPart) -> WordDiff:
    received = markup.escape(block.text.replace("\n", " ")) if _is_line(place) else block.markup
    before, after = DiffPart("", "", received), DiffPart("", "", place.markup)
    return NO_CHANGES if before.reads_as(after) else DiffRow(before, after).compared
