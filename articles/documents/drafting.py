"""A section while it is being put together, by the import or from an editor's HTML."""

from __future__ import annotations

from dataclasses import dataclass, field

from articles.documents.article import Line, Paragraph, Section


@dataclass(slots=True)
class SectionDraft:
    uid: str
    heading: Line = Line()
    byline: Line = Line()
    paragraphs: list[Paragraph] = field(default_factory=list)

    def finished(self) -> Section:
        return Section(self.uid, self.heading, self.byline, tuple(self.paragraphs))
