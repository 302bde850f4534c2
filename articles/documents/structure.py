"""Build an ArticleDocument of labelled blocks: each with visible text becomes one part."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import chain
from typing import Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.ids import block_uid
from articles.documents.article.kinds import KINDS, TEXT_KINDS, Kind, cleaned_attributes
from articles.documents.article.metadata import Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, SectionDraft
from articles.documents.blocks import Block
from articles.documents.labels import Label, LabelledBlock
from articles.documents.labels.features import HEADING_TAGS
from articles.documents.metadata.fields import web_url
from articles.documents.source import SourceMetadata

LONGEST_HEADLINE: Final = 100
_LOWEST: Final = 6
_SHORTEST_CLAUSE: Final = 20

_KINDS: Final = {
    Label.BODY: Kind.BODY,
    Label.LIST_ITEM: Kind.LIST_ITEM,
    Label.QUOTE: Kind.QUOTE,
    **{Label(kind.value): kind for kind in Kind if kind not in TEXT_KINDS},
}
# The kind of what is noise, by its tag: it may prove to be text.
_KINDS_BY_TAG: Final = {"li": Kind.LIST_ITEM, "blockquote": Kind.QUOTE}
# Marks that end a clause: an alphabet's need a space after them ("2,000" is one number).
_CLAUSE_END: Final = re.compile(r"(?:[,;:.!?،؛؟](?=\s)|\s[–—-](?=\s)|[，。；：！？、])")


def structure(blocks: Sequence[LabelledBlock], metadata: SourceMetadata) -> ArticleDocument:
    """Build the article; its headline is the metadata's, the page's, or derived from the text."""
    draft = _Draft(top=_top_level(blocks))
    for labelled in blocks:
        if labelled.block.text or labelled.block.kind:
            draft.add(labelled)
    title = markup.one_line(metadata.title) if markup.is_visible(metadata.title) else ""
    # A main heading that is labelled headline repeats the title: it is its block.
    headline = Line(title, draft.headline.origin) if title else draft.headline
    return ArticleDocument(
        headline=headline or Line(provisional_headline(draft.opening())),
        headline_provisional=not headline,
        standfirst=draft.standfirst,
        bylines=tuple(filter(None, map(markup.one_line, metadata.authors))),
        language=metadata.language,
        metadata=_metadata(metadata),
        sections=tuple(section.finished() for section in draft.sections),
    )


def _top_level(blocks: Sequence[LabelledBlock]) -> int:
    """Return the level of the headings that divide the article: the highest of those that do."""
    headings = (each.block for each in blocks if each.label is Label.HEADING)
    levels = (_level(block) for block in headings if "box" not in block.attributes)
    return min(filter(None, levels), default=_LOWEST)


def _level(block: Block) -> int:
    """Return the level of a heading by its tag, a main one as 2; 0 where it has none of its own."""
    return max(2, int(block.tag[1])) if block.tag in HEADING_TAGS else 0


def _metadata(metadata: SourceMetadata) -> Metadata:
    return Metadata(
        publisher=markup.one_line(metadata.publisher),
        agencies=tuple(filter(None, map(markup.one_line, metadata.agencies))),
        url=web_url(metadata.url),
        published=_isoformat(metadata.published),
        updated=_isoformat(metadata.updated),
        topics=tuple(filter(None, map(markup.one_line, metadata.topics))),
        picture=web_url(metadata.picture),
        rights=markup.one_line(metadata.rights),
        kicker=markup.one_line(metadata.kicker),
        dateline=markup.one_line(metadata.dateline),
        sign_off=markup.one_line(metadata.sign_off),
    )


def _isoformat(value: datetime | None) -> str:
    return value.isoformat() if value else ""


def provisional_headline(text: str) -> str:
    """Return the text up to the last clause boundary within 100 characters, else up to a word.

    It is one line, as every headline.
    """
    text = text.replace("\n", " ")
    if len(text) <= LONGEST_HEADLINE:
        return text.rstrip(" .。")
    head = text[: LONGEST_HEADLINE + 1]
    ends = [match.start() for match in _CLAUSE_END.finditer(head)]
    if ends and ends[-1] >= _SHORTEST_CLAUSE:
        return head[: ends[-1]].rstrip()
    words = head[: LONGEST_HEADLINE - 1].rsplit(None, 1)[0]
    return f"{words.rstrip()}…"


def _name_of(kind: Kind, attributes: Attributes) -> str:
    """Return by what a paragraph without markup is known: the address of a picture."""
    known = (attributes.get(name) for name in KINDS[kind].known_by) if attributes else ()
    return str(next(filter(None, known), ""))


@dataclass(slots=True)
class _Draft:
    """An article while its blocks are added; `top` is the level of the headings of sections."""

    top: int = _LOWEST
    headline: Line = Line()
    standfirst: Line = Line()
    sections: list[SectionDraft] = field(default_factory=list)
    # The identifiers of boxes, by what the document calls them.
    boxes: dict[str, str] = field(default_factory=dict)

    def add(self, labelled: LabelledBlock) -> None:
        """Add a block by its label; where the field is taken, it becomes a paragraph."""
        block = labelled.block
        kind = block.kind or _KINDS.get(labelled.label)
        if kind is Kind.BODY and "list" in block.attributes:
            kind = Kind.LIST_ITEM  # its number is not in its text
        if labelled.label is Label.NOISE and not block.kind:
            kind = _KINDS_BY_TAG.get(block.tag, Kind.BODY)
        if kind is None and block.attributes.get("box") in self.boxes:
            kind = Kind.SUBHEADING if labelled.label is Label.HEADING else Kind.BODY
        if kind is None:
            self._add_line(labelled)
        else:
            self._add_paragraph(labelled, kind)

    def _add_line(self, labelled: LabelledBlock) -> None:
        # A line has no line breaks: what was `<br>` is a space in it.
        line = Line(labelled.block.text.replace("\n", " "), labelled.block.index)
        match labelled.label:
            case Label.HEADLINE if not self.headline:
                self.headline = line
            case Label.STANDFIRST if not self.standfirst:
                self.standfirst = line
            case Label.HEADING:
                self._add_heading(labelled, line)
            case Label.BYLINE if not self._section().byline:
                self._section().byline = line
            case _:
                self._add_paragraph(labelled, Kind.BODY)

    def opening(self) -> str:
        """Return the text that a headline can be derived from."""
        if self.standfirst:
            return self.standfirst.text
        paragraphs = [p for section in self.sections for p in section.paragraphs]
        content = (p.text for p in paragraphs if not p.noise and p.is_text)
        headings = (section.heading.text for section in self.sections if section.heading)
        # A picture may have no words, and what it has are about it alone.
        rest = (p.text for p in paragraphs)
        return next(filter(None, chain(content, headings, rest)), "Untitled")

    def _section(self) -> SectionDraft:
        if not self.sections:
            self._open_section(Line())
        return self.sections[-1]

    def _open_section(self, heading: Line) -> None:
        self.sections.append(SectionDraft(f"s{block_uid(heading.origin, heading.text)}", heading))

    def _add_heading(self, labelled: LabelledBlock, line: Line) -> None:
        """Open a section, or add the heading of a part of one."""
        below = _level(labelled.block) - self.top
        if below <= 0:
            self._open_section(line)
            return
        self._add_paragraph(labelled, Kind.SUBHEADING)
        if below > 1:
            section = self.sections[-1].paragraphs
            section[-1] = replace(section[-1], attributes=Attributes(level=4))

    def _add_paragraph(self, labelled: LabelledBlock, kind: Kind) -> None:
        block = labelled.block
        index, text = block.index, block.markup
        # Most have none, and an import comes here forty times for every document.
        attributes = (
            cleaned_attributes(kind, block.attributes) if block.attributes else NO_ATTRIBUTES
        )
        uid = block_uid(index, text or _name_of(kind, attributes))
        if attributes and "box" in attributes:
            attributes = self._in_box(attributes, kind, uid)
        section = self.sections[-1] if self.sections else self._section()
        section.paragraphs.append(
            Paragraph(
                uid,
                kind,
                text,
                index,
                attributes,
                labelled.label is Label.NOISE,
            )
        )

    def _in_box(self, attributes: Attributes, kind: Kind, uid: str) -> Attributes:
        """Return attributes that name a box by its title, which comes before what is in it."""
        named = attributes["box"]
        if kind is Kind.BOX:
            self.boxes[named] = uid
            return attributes.with_values(box=None)
        return attributes.with_values(box=self.boxes.get(named))
