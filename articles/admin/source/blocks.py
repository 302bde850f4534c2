"""A source document -> its blocks as the desk shows them: received, cleaned, labelled, placed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from django.utils.translation import gettext as _

from articles.admin.source.placement import NOWHERE, Placement, placements
from articles.documents.article.kinds import Kind
from articles.documents.article.model import Paragraph
from articles.documents.labels import LabelledBlock
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.pipeline import PARSER_VERSION, parse_document
from articles.documents.source import DocumentRejected
from articles.importing.rules.site_rules import site_rules_for
from articles.models import Article, SourceDocument
from articles.provenance import FollowedSource
from articles.reporting.removals import list_removals

# Shown whole up to here; of a longer block the beginning, and the rest on a click.
_LONGEST: Final = 280
_KINDS: Final[Mapping[str, Kind]] = {kind.value: kind for kind in Kind}


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """Hold a block as the pages of a source show it."""

    labelled: LabelledBlock
    placement: Placement

    @property
    def index(self) -> int:
        return self.labelled.block.index

    @property
    def tag(self) -> str:
        return self.labelled.block.tag

    @property
    def text(self) -> str:
        return self.labelled.block.text

    @property
    def html(self) -> str:
        return self.labelled.block.html

    @property
    def opening(self) -> str:
        """Return the beginning of a long one; "" for one that is shown whole."""
        return f"{self.html[:_LONGEST]}…" if len(self.html) > _LONGEST else ""

    @property
    def clean(self) -> Paragraph:
        """Return its clean markup, as readers see that of a paragraph."""
        kind = _KINDS.get(self.labelled.label, Kind.BODY)
        return Paragraph("", kind, self.labelled.block.markup)

    @property
    def code(self) -> str:
        """Return its clean markup where that is more than its words."""
        clean = self.labelled.block.markup
        return clean if "<" in clean else ""

    @property
    def removed(self) -> list[str]:
        return list_removals(self.labelled.block.removed)

    @property
    def label(self) -> str:
        return LABEL_NAMES[self.labelled.label]

    @property
    def reason(self) -> str:
        return self.labelled.reason

    @property
    def sureness(self) -> str:
        names = {"confidence": f"{self.labelled.confidence:.0%}"}
        if not (self.labelled.is_unsure and self.labelled.alternative):
            return _("%(confidence)s sure") % names
        names["label"] = LABEL_NAMES[self.labelled.alternative]
        return _("%(confidence)s sure; otherwise %(label)s") % names


@dataclass(frozen=True, slots=True)
class ShownSource:
    """Hold a source document as its pages show it; `trouble` is why it can no longer be parsed."""

    source: SourceDocument
    blocks: Sequence[ShownBlock] = ()
    trouble: str = ""

    @property
    def name(self) -> str:
        return PurePath(self.source.file).name or self.source.external_id

    @property
    def parser_version(self) -> int:
        """Return the version of the parser that made these blocks, which is today's."""
        return PARSER_VERSION

    @property
    def verbatim(self) -> str:
        return bytes(self.source.content).decode("utf-8", errors="replace")

    def block(self, index: int) -> ShownBlock | None:
        return self.blocks[index] if 0 <= index < len(self.blocks) else None


def show_source(
    source: SourceDocument, article: Article | None = None, followed: FollowedSource | None = None
) -> ShownSource:
    """Return the source with its blocks, and where each is in the article that follows it."""
    try:
        parsed = parse_document(source.received(), site_rules_for(source.publisher))
    except DocumentRejected as rejected:
        return ShownSource(source, trouble=f"{rejected.reason}. {rejected.hint}")
    found = placements(parsed, article, followed) if article and followed else {}
    return ShownSource(
        source,
        [ShownBlock(item, found.get(item.block.index, NOWHERE)) for item in parsed.blocks],
    )
