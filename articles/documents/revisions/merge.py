"""Merge three documents: what the source changed, what an editor changed, and where both did.

`base` is the source's document when the editor began, `ours` the current article, `theirs` the
source's document now. What one side left alone follows the other. What both changed is a conflict:
a rule resolves it, or the editor's text is kept until an editor has decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, NamedTuple, TypeVar

from articles.documents.article.ids import Identifiers
from articles.documents.article.kinds import TEXT_KINDS, cleaned_attributes
from articles.documents.article.metadata import METADATA_FIELDS, Metadata
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import (
    Part,
    merged_order,
    renamed,
    sections_of,
    sequence_of,
)
from articles.documents.editing.origins import with_origins_once
from articles.documents.labels import Label
from articles.documents.revisions.align import Alignment, PartGroup, align, groups_of, united_groups
from articles.documents.revisions.conflict import (
    BYLINE,
    BYLINES,
    HEADING,
    HEADLINE,
    LANGUAGE,
    PARAGRAPH,
    STANDFIRST,
    MergeConflict,
    Passages,
    byline_passages,
    line_passages,
    metadata_passages,
    part_passages,
    passages_in,
)
from articles.documents.revisions.merge_paragraph import merged_paragraph

Value = TypeVar("Value")
Other = TypeVar("Other")


class Winner(StrEnum):
    """The side whose text is kept where both sides changed it."""

    ASK = "ask"
    SOURCE = "source"
    EDITOR = "editor"


@dataclass(frozen=True, slots=True)
class MergeRules:
    """The winner for each field; `text` covers headings and paragraphs, `metadata` the language."""

    headline: Winner = Winner.ASK
    standfirst: Winner = Winner.ASK
    bylines: Winner = Winner.ASK
    text: Winner = Winner.ASK
    metadata: Winner = Winner.ASK

    def winner(self, part: str) -> Winner:
        """Return the winner for a part of a conflict."""
        match part:
            case "headline":
                return self.headline
            case "standfirst":
                return self.standfirst
        if part == LANGUAGE or part in METADATA_FIELDS:
            return self.metadata
        is_byline = part == BYLINES or part.endswith(BYLINE)
        return self.bylines if is_byline else self.text


class Three(NamedTuple, Generic[Value]):
    """The same thing of the three documents that are merged."""

    base: Value
    ours: Value
    theirs: Value

    def each(self, of: Callable[[Value], Other]) -> Three[Other]:
        """Return `of` each of the three."""
        return Three(of(self.base), of(self.ours), of(self.theirs))


@dataclass(frozen=True, slots=True)
class Merged:
    """The result of a merge.

    `document` is the article to save, `imported` the source's own document under the same
    identifiers (the base of the next merge), `conflicts` wait for an editor, `resolved` were
    resolved by a rule.
    """

    document: ArticleDocument
    imported: ArticleDocument
    conflicts: tuple[MergeConflict, ...] = ()
    resolved: tuple[MergeConflict, ...] = ()


def merge(
    base: ArticleDocument,
    ours: ArticleDocument,
    theirs: ArticleDocument,
    rules: MergeRules = MergeRules(),
    *,
    relabels: bool = False,
) -> Merged:
    """Merge the source's changes and the editor's.

    No text of either side is dropped unless the other side deleted it and this one left it
    unchanged; whatever else is not in the article is in a conflict.

    A text that the source did not change keeps its kind, which may depend on the documents that it
    came in with; with `relabels` it gets the kind that it has in `theirs`.
    """
    aligned = align(theirs, base)
    if ours != base:
        aligned = _with_names_of_ours(aligned, base, ours)
    if not relabels:
        aligned = replace(aligned, document=_with_kinds_of(base, aligned.document))
    if ours == base:
        # Nobody edited it: it follows its source in everything.
        document = aligned.document
        return Merged(with_origins_once(document, document), document)
    return _merged(base, ours, aligned, rules)


def _merged(
    base: ArticleDocument, ours: ArticleDocument, aligned: Alignment, rules: MergeRules
) -> Merged:
    """Merge the source's document, aligned with its base, and the editor's."""
    aligned = replace(aligned, groups=united_groups(aligned.groups, groups_of(ours, base)))
    return Merging(Three(base, ours, aligned.document), aligned, rules).result()


def _with_names_of_ours(
    aligned: Alignment, base: ArticleDocument, ours: ArticleDocument
) -> Alignment:
    """Give equal parts that both sides added one name, and others different ones."""
    old, mine, new = sequence_of(base), sequence_of(ours), sequence_of(aligned.document)
    added = {uid: part for uid, part in mine.items() if uid not in old}
    if not added:
        return aligned
    by_text: dict[object, list[str]] = {}
    for uid in reversed(added):
        by_text.setdefault(part_text(added[uid]), []).append(uid)
    identifiers = Identifiers([*old, *mine, *new])
    names = {}
    for uid, part in new.items():
        if uid in old:
            continue
        if same := by_text.get(part_text(part)):
            names[uid] = same.pop()
        elif uid in added:
            names[uid] = identifiers.make(uid)
    return Alignment(
        renamed(aligned.document, names),
        tuple(
            PartGroup(group.before, tuple(names.get(uid, uid) for uid in group.after))
            for group in aligned.groups
        ),
    )


def _with_kinds_of(base: ArticleDocument, document: ArticleDocument) -> ArticleDocument:
    """Return the document with the kind of `base` for each paragraph that reads the same."""
    known = {(p.uid, p.markup): p for p in base.paragraphs()}
    found = ((p, known.get((p.uid, p.markup), p)) for p in document.paragraphs())
    others = {p.uid: old for p, old in found if (old.kind, old.noise) != (p.kind, p.noise)}
    if not others:
        return document
    return document.with_each_paragraph(lambda p: with_kind_of(p, others.get(p.uid, p)))


def with_kind_of(paragraph: Paragraph, other: Paragraph) -> Paragraph:
    """Return the paragraph with the kind of another, and with what attributes that kind has.

    What is no text stays what it is, and only whether it is noise is as in the other.
    """
    if {paragraph.kind, other.kind} <= TEXT_KINDS and paragraph.kind is not other.kind:
        attributes = cleaned_attributes(other.kind, {**other.attributes, **paragraph.attributes})
        paragraph = replace(paragraph, kind=other.kind, attributes=attributes)
    return replace(paragraph, noise=other.noise)


def part_text(part: Part) -> object:
    """Return what is equal of parts that say the same, whatever their identifiers."""
    if isinstance(part, Section):
        return ("section", part.heading.text)
    return part.identity


class Merging:
    """One merge on its way; that of two editors differs in some (`merge_edits`)."""

    def __init__(
        self, documents: Three[ArticleDocument], aligned: Alignment, rules: MergeRules
    ) -> None:
        self.documents = documents
        self.groups = aligned.groups
        self.rules = rules
        self.sequences = documents.each(sequence_of)
        self.origins = _origins(documents.base, documents.theirs)
        self.conflicts: list[MergeConflict] = []
        self.resolved: list[MergeConflict] = []

    def result(self) -> Merged:
        headline, provisional = self._headline()
        document = ArticleDocument(
            headline=headline,
            headline_provisional=provisional,
            standfirst=self._line_of(
                STANDFIRST, Label.STANDFIRST, self.documents.each(lambda each: each.standfirst)
            ),
            bylines=self._bylines(),
            language=self._language(),
            metadata=self._metadata(),
            sections=sections_of(self._sequence()),
        )
        document = with_origins_once(document, self.documents.theirs)
        return Merged(document, self.documents.theirs, tuple(self.conflicts), tuple(self.resolved))

    def _headline(self) -> tuple[Line, bool]:
        """Return the headline; an editor's confirmation counts as a change."""
        lines = self.documents.each(lambda each: each.headline)
        states = self.documents.each(lambda each: (each.headline.text, each.headline_provisional))
        passages = lines.each(lambda line: line_passages(line, Label.HEADLINE))
        text, provisional = self._chosen(HEADLINE, states, passages)
        return self._line(text, lines), provisional

    def _bylines(self) -> tuple[str, ...]:
        bylines = self.documents.each(lambda each: each.bylines)
        return self._chosen(BYLINES, bylines, bylines.each(byline_passages))

    def _language(self) -> str:
        languages = self.documents.each(lambda each: each.language)
        passages = languages.each(lambda language: line_passages(Line(language), LANGUAGE))
        return self._chosen(LANGUAGE, languages, passages)

    def _metadata(self) -> Metadata:
        three = self.documents.each(lambda each: each.metadata)
        if three.theirs in (three.ours, three.base):
            return three.ours
        return Metadata(**{name: self._metadata_value(name, three) for name in METADATA_FIELDS})

    def _metadata_value(self, name: str, three: Three[Metadata]) -> Any:
        values = three.each(lambda each: getattr(each, name))
        return self._chosen(name, values, three.each(lambda each: metadata_passages(each, name)))

    def _line_of(self, part: str, label: Label, lines: Three[Line]) -> Line:
        passages = lines.each(lambda line: line_passages(line, label))
        return self._line(self._chosen(part, lines.each(lambda line: line.text), passages), lines)

    def _chosen(
        self,
        part: str,
        values: Three[Value],
        passages: Three[Passages],
        uids: tuple[str, ...] = (),
    ) -> Value:
        """Return the value to keep; where both sides changed it, record a conflict."""
        if values.theirs in (values.ours, values.base):
            return values.ours
        if values.ours == values.base:
            return values.theirs
        winner = self.rules.winner(part)
        conflict = MergeConflict(part, uids, *passages)
        (self.conflicts if winner is Winner.ASK else self.resolved).append(conflict)
        return values.theirs if winner is Winner.SOURCE else values.ours

    def _line(self, text: str, lines: Three[Line]) -> Line:
        """Return the line of the side that wrote it, its origin re-mapped to the current source."""
        if text == lines.theirs.text:
            return lines.theirs
        return replace(lines.ours, origin=self._origin(lines.ours.origin))

    def _origin(self, ours: int | None) -> int | None:
        return None if ours is None else self.origins.get(ours)

    def _sequence(self) -> Iterator[Part]:
        kept = dict(self._kept())
        for uid in merged_order(*self.sequences.each(list), kept):
            yield kept[uid]

    def _kept(self) -> Iterator[tuple[str, Part]]:
        """Yield the parts of the merged article, in no order."""
        grouped = set()
        for group in self.groups:
            grouped |= {*group.before, *group.after}
            yield from self._kept_of_group(group)
        for uid in dict.fromkeys(uid for sequence in self.sequences for uid in sequence):
            if uid not in grouped:
                base, ours, theirs = self.sequences
                part = self._merged(uid, Three(base.get(uid), ours.get(uid), theirs.get(uid)))
                if part is not None:
                    yield uid, part

    def _kept_of_group(self, group: PartGroup) -> Iterator[tuple[str, Part]]:
        """Yield a group's paragraphs: they follow the source together or not at all."""
        uids = tuple(dict.fromkeys((*group.before, *group.after)))
        found = self.sequences.each(
            lambda sequence: {uid: part for uid, part in sequence.items() if uid in uids}
        )
        contents = self._contents_of_group(found)
        about = tuple(found.ours) or group.before
        key = f"{PARAGRAPH}{group.before[0]}"
        chosen = self._chosen(key, contents, found.each(passages_in), about)
        if chosen == contents.theirs != contents.base:
            yield from found.theirs.items()
            return
        for uid, part in found.ours.items():
            yield uid, self._side(part_content(part), Three(None, part, found.theirs.get(uid)))

    def _contents_of_group(self, found: Three[dict[str, Part]]) -> Three[list[object]]:
        contents = found.each(lambda parts: [part_content(part) for part in parts.values()])
        texts = found.each(lambda parts: [part_text(part) for part in parts.values()])
        if texts.theirs == texts.base:
            # Other kinds are nothing to ask about where an editor made other paragraphs.
            contents = contents._replace(theirs=contents.base)
        return contents

    def _merged(self, uid: str, parts: Three[Part | None]) -> Part | None:
        match parts:
            case Paragraph() as base, Paragraph() as ours, Paragraph() as theirs:
                return self._merged_paragraph(Three(base, ours, theirs))
            case Section() as base, Section() as ours, Section() as theirs:
                return self._merged_section(Three(base, ours, theirs))
            case Paragraph() as base, None, Paragraph() as theirs if self._stays_out(base, theirs):
                return None
        # A side does not have it: it was deleted there, or added elsewhere.
        contents = parts.each(part_content)
        passages = parts.each(lambda part: tuple(part_passages(part)))
        is_section = any(isinstance(part, Section) for part in parts)
        key = f"{uid}{HEADING}" if is_section else f"{PARAGRAPH}{uid}"
        chosen = self._chosen(key, contents, passages, () if is_section else (uid,))
        return None if chosen is None else self._side(chosen, parts)

    def _stays_out(self, base: Paragraph, theirs: Paragraph) -> bool:
        """Return whether what an editor took out stays so without a question.

        It does whatever kind of text it would be now.
        """
        return _says(base) == _says(theirs)

    def _merged_paragraph(self, sides: Three[Paragraph]) -> Part:
        """Merge a paragraph, of which kind, markup and each attribute may come from another side.

        What both changed is asked: either answer keeps what only one of them changed.
        """
        uid = sides.ours.uid
        merged = merged_paragraph(*sides)
        both = Three(sides.base, merged.ours, merged.theirs)
        passages = both.each(lambda each: tuple(part_passages(each)))
        chosen = self._chosen(f"{PARAGRAPH}{uid}", both.each(_says), passages, (uid,))
        kept = merged.theirs if chosen == _says(merged.theirs) else merged.ours
        return replace(kept, origin=sides.theirs.origin)

    def _merged_section(self, sides: Three[Section]) -> Part:
        uid = sides.ours.uid
        headings, bylines = (
            sides.each(lambda each: each.heading),
            sides.each(lambda each: each.byline),
        )
        return Section(
            uid,
            self._line_of(f"{uid}{HEADING}", Label.HEADING, headings),
            self._line_of(f"{uid}{BYLINE}", Label.BYLINE, bylines),
        )

    def _side(self, chosen: object, parts: Three[Part | None]) -> Part:
        """Return the part of the side with this content, its origin re-mapped to the current
        source.
        """
        ours, theirs = parts.ours, parts.theirs
        if theirs is not None and part_content(theirs) == chosen:
            return theirs
        assert ours is not None
        if isinstance(ours, Paragraph):
            origin = theirs.origin if isinstance(theirs, Paragraph) else self._origin(ours.origin)
            return replace(ours, origin=origin)
        return replace(
            ours,
            heading=replace(ours.heading, origin=self._origin(ours.heading.origin)),
            byline=replace(ours.byline, origin=self._origin(ours.byline.origin)),
        )


def _origins(base: ArticleDocument, theirs: ArticleDocument) -> dict[int, int]:
    """Re-map the block indices of the base to the current source."""
    before, after = dict(_origin_of_each(base)), dict(_origin_of_each(theirs))
    return {origin: after[key] for key, origin in before.items() if key in after}


def _origin_of_each(document: ArticleDocument) -> Iterator[tuple[str, int]]:
    for key, line in _lines(document):
        if line.origin is not None:
            yield key, line.origin
    for paragraph in document.paragraphs():
        if paragraph.origin is not None:
            yield paragraph.uid, paragraph.origin


def _lines(document: ArticleDocument) -> Iterator[tuple[str, Line]]:
    yield HEADLINE, document.headline
    yield STANDFIRST, document.standfirst
    for section in document.sections:
        yield f"{section.uid}{HEADING}", section.heading
        yield f"{section.uid}{BYLINE}", section.byline


def part_content(part: Part | None) -> object:
    """Return what is compared of a part: neither its position nor its origin."""
    if part is None:
        return None
    if isinstance(part, Section):
        return part.heading.text, part.byline.text
    return part.kind, part.noise, part.markup, part.attributes


def _says(paragraph: Paragraph) -> object:
    """Return what a paragraph says, whatever kind of text it is."""
    return paragraph.markup, paragraph.attributes
