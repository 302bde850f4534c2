"""Map the blocks of a source to the parts of an ArticleDocument, by their origins.

It answers what a block has become, and which part an editor is to review.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from articles.documents import markup
from articles.documents.article.kinds import Kind
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.editing.html import HEADLINE, STANDFIRST, byline_id
from articles.documents.labels import Label, label_of

# An enumeration's own `value` takes longer than all else.
_NOISE: Final = Label.NOISE.value
_LABELS: Final = {kind: label_of(Paragraph("", kind, "")).value for kind in Kind}


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """The part that a block became: its label, its identifier in the editor's HTML, its markup.

    `target` is `HEADLINE` or `STANDFIRST` where the part is a field beside the text.
    """

    label: Label
    target: str
    markup: str

    @property
    def is_field(self) -> bool:
        """Return whether it is a field beside the text."""
        return self.target in {HEADLINE, STANDFIRST}

    @property
    def text(self) -> str:
        """Return the visible text in one line."""
        return markup.visible_text(self.markup).replace("\n", " ")


def parts_by_origin(document: ArticleDocument) -> dict[int, PlacedPart]:
    """Return the part that each block became, by the block's index, in document order.

    A block that an editor deleted, or joined to another, has none.
    """
    found: dict[int, PlacedPart] = {}
    for origin, part in _all(document):
        if origin is not None:
            found.setdefault(origin, part)
    return found


def labels_by_origin(document: ArticleDocument) -> dict[int, str]:
    """Return the current label of each block, by its index: all that most callers need."""
    lines = [(document.headline, Label.HEADLINE), (document.standfirst, Label.STANDFIRST)]
    for section in document.sections:
        lines += [(section.heading, Label.HEADING), (section.byline, Label.BYLINE)]
    found = {line.origin: label.value for line, label in lines if line.origin is not None}
    for p in document.paragraphs():
        if p.origin is not None:
            found.setdefault(p.origin, _NOISE if p.noise else _LABELS[p.kind])
    return found


def parts_by_target(document: ArticleDocument) -> dict[str, tuple[int | None, PlacedPart]]:
    """Return each part that is not empty, by its target, with the block that it came from."""
    return {part.target: (origin, part) for origin, part in _all(document) if part.markup}


def _all(document: ArticleDocument) -> Iterator[tuple[int | None, PlacedPart]]:
    yield _line(document.headline, Label.HEADLINE, HEADLINE)
    yield _line(document.standfirst, Label.STANDFIRST, STANDFIRST)
    for section in document.sections:
        yield _line(section.heading, Label.HEADING, section.uid)
        yield _line(section.byline, Label.BYLINE, byline_id(section.uid))
        for p in section.paragraphs:
            yield p.origin, PlacedPart(label_of(p), p.uid, p.markup)


def _line(line: Line, label: Label, target: str) -> tuple[int | None, PlacedPart]:
    return line.origin, PlacedPart(label, target, markup.escape(line.text))


def with_origins_of(document: ArticleDocument, base: ArticleDocument) -> ArticleDocument:
    """Return `document`, made from `base`, with the origins of blocks that changed between fields.

    Only words can move from the text to a field beside it: there a block is recognised by them. A
    field whose own block is in the text now has lost it, whatever it reads.
    """
    moved = _Moved(document, base)
    return replace(
        document,
        headline=moved.field(document.headline),
        standfirst=moved.field(document.standfirst),
        sections=tuple(
            replace(
                section,
                heading=moved.line(section.heading),
                byline=moved.line(section.byline),
                paragraphs=tuple(map(moved.paragraph, section.paragraphs)),
            )
            for section in document.sections
        ),
    )


def with_origins_once(document: ArticleDocument, source: ArticleDocument) -> ArticleDocument:
    """Return `document` with each block named by one paragraph, if possible the one of `source`."""
    origins = [p.origin for p in document.paragraphs() if p.origin is not None]
    if len(set(origins)) == len(origins):
        return document
    owners = {p.origin: p.uid for p in source.paragraphs() if p.origin is not None}
    present = {p.uid for p in document.paragraphs()}
    named: set[int] = set()

    def once(p: Paragraph) -> Paragraph:
        if p.origin is None:
            return p
        owner = owners.get(p.origin)
        if p.origin in named or (owner != p.uid and owner in present):
            return replace(p, origin=None)
        named.add(p.origin)
        return p

    return document.with_each_paragraph(once)


def with_origins_of_only(document: ArticleDocument, base: ArticleDocument) -> ArticleDocument:
    """Return `document`, made from another source, with the origins of `base` where words agree."""
    return with_origins_of(_without_origins(document), base)


def _without_origins(document: ArticleDocument) -> ArticleDocument:
    return replace(
        document,
        headline=replace(document.headline, origin=None),
        standfirst=replace(document.standfirst, origin=None),
        sections=tuple(
            replace(
                section,
                heading=replace(section.heading, origin=None),
                byline=replace(section.byline, origin=None),
                paragraphs=tuple(replace(p, origin=None) for p in section.paragraphs),
            )
            for section in document.sections
        ),
    )


class _Moved:
    """The blocks of `base` that `document` lost, or whose field reads otherwise now."""

    def __init__(self, document: ArticleDocument, base: ArticleDocument) -> None:
        before, now = parts_by_origin(base), parts_by_origin(document)
        fields = {document.headline.origin, document.standfirst.origin}
        self._texts = {origin: part.text for origin, part in before.items()}
        self._origins = {
            text: origin
            for origin, text in self._texts.items()
            if origin not in now or (origin in fields and now[origin].text != text)
        }
        # What is elsewhere now, by its origin or by its words, is no longer this field's.
        body = [(origin, part) for origin, part in _all(document) if not part.is_field]
        elsewhere = {part.text for origin, part in body if origin is None}
        elsewhere |= {line.text for line in (document.headline, document.standfirst)}
        self._gone = {self._origins[text] for text in elsewhere & self._origins.keys()}
        self._gone |= {origin for origin, _ in body if origin is not None}

    def field(self, line: Line) -> Line:
        if line.origin is not None and self._texts.get(line.origin) == line.text:
            return line
        kept = None if line.origin in self._gone else line.origin
        return replace(line, origin=self._origins.pop(line.text, kept))

    def line(self, line: Line) -> Line:
        if line.origin is not None:
            return line
        return replace(line, origin=self._origins.pop(line.text, None))

    def paragraph(self, paragraph: Paragraph) -> Paragraph:
        if paragraph.origin is not None:
            return paragraph
        text = paragraph.text.replace("\n", " ")
        return replace(paragraph, origin=self._origins.pop(text, None))
