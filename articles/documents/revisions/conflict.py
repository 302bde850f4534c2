"""Merge conflicts: what both sides changed, as named parts with their passages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Self

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import METADATA_FIELDS, Metadata, values_of
from articles.documents.article.model import ArticleDocument, Line, Paragraph
from articles.documents.article.sequence import Part, sequence_of
from articles.documents.labels import Label

HEADLINE: Final = "headline"
STANDFIRST: Final = "standfirst"
BYLINES: Final = "bylines"
LANGUAGE: Final = "language"
# The parts that are neither sections nor paragraphs.
FIELDS: Final = frozenset({HEADLINE, STANDFIRST, BYLINES, LANGUAGE, *METADATA_FIELDS})
HEADING: Final = ".heading"
BYLINE: Final = ".byline"
PARAGRAPH: Final = "p."

_KINDS: Final = frozenset(kind.value for kind in Kind)

Passages = tuple["Passage", ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """One line or paragraph of a conflict: identifier (if any), kind, markup and origin.

    `attributes` and `noise` are those of a paragraph.
    """

    uid: str
    kind: str
    markup: str
    origin: int | None = None
    attributes: Attributes = NO_ATTRIBUTES
    noise: bool = False

    @classmethod
    def of_paragraph(cls, paragraph: Paragraph) -> Self:
        """Return the passage of a paragraph."""
        p = paragraph
        return cls(p.uid, p.kind.value, p.markup, p.origin, p.attributes, p.noise)

    def as_paragraph(self) -> Paragraph:
        """Return the paragraph that it is a passage of."""
        kind = Kind(self.kind)
        return Paragraph(self.uid, kind, self.markup, self.origin, self.attributes, self.noise)

    @property
    def is_paragraph(self) -> bool:
        """Return whether it is of a paragraph, not of a line."""
        return self.kind in _KINDS

    def to_json(self) -> list[Any]:
        """Return the JSON form: as a paragraph's."""
        if self.is_paragraph:
            return self.as_paragraph().to_json()
        return [self.uid, self.kind, self.markup, self.origin]

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Self:
        """Return the passage of a JSON form."""
        if data[1] in _KINDS or data[1] == "noise":
            return cls.of_paragraph(Paragraph.from_json(*data))
        return cls(*data)

    def reads_as(self, other: Passage) -> bool:
        """Return whether they differ in nothing but identifier and origin."""
        return replace(self, uid="", origin=None) == replace(other, uid="", origin=None)


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """A part that both sides changed: `part` is its key as `diff` has it.

    `uids` are the paragraphs it is about, in the article's order. A side that has nothing there,
    because it was deleted, is empty.
    """

    part: str
    uids: tuple[str, ...] = ()
    base: tuple[Passage, ...] = ()
    ours: tuple[Passage, ...] = ()
    theirs: tuple[Passage, ...] = ()


def passages_in(parts: Mapping[str, Part]) -> Passages:
    """Return the passages of some parts, in order."""
    return tuple(passage for part in parts.values() for passage in part_passages(part))


def byline_passages(names: Iterable[str]) -> Passages:
    """Return a passage for each name."""
    return tuple(Passage("", Label.BYLINE.value, markup.escape(name)) for name in names)


def metadata_passages(known: Metadata, name: str) -> Passages:
    """Return a passage for each text of one metadata field."""
    return tuple(Passage("", name, markup.escape(text)) for text in values_of(known, name))


def part_passages(part: Part | None) -> Iterator[Passage]:
    """Yield the passages of a part: a paragraph, or the heading and byline of a section."""
    if isinstance(part, Paragraph):
        yield Passage.of_paragraph(part)
    elif part is not None:
        yield from line_passages(part.heading, Label.HEADING, part.uid)
        yield from line_passages(part.byline, Label.BYLINE, part.uid)


def line_passages(line: Line, kind: str, uid: str = "") -> Passages:
    """Return the passage of a line; none for an empty one."""
    return (Passage(uid, str(kind), markup.escape(line.text), line.origin),) if line else ()


def section_of(part: str) -> str:
    """Return the section that a part is the heading or byline of, "" if it is neither."""
    uid, _, name = part.rpartition(".")
    return uid if name in {"heading", "byline"} else ""


def passages_of(document: ArticleDocument, part: str, uids: Iterable[str] = ()) -> Passages:
    """Return the passages of a document in a part of a conflict about these paragraphs."""
    if (field := _fields(document).get(part)) is not None:
        return field
    sequence = sequence_of(document)
    if uid := section_of(part):
        label = Label.HEADING if part.endswith(HEADING) else Label.BYLINE
        return tuple(each for each in part_passages(sequence.get(uid)) if each.kind == label)
    wanted = set(uids)
    return passages_in({uid: sequence[uid] for uid in sequence if uid in wanted})


def _fields(document: ArticleDocument) -> dict[str, Passages]:
    return {
        HEADLINE: line_passages(document.headline, Label.HEADLINE),
        STANDFIRST: line_passages(document.standfirst, Label.STANDFIRST),
        BYLINES: byline_passages(document.bylines),
        LANGUAGE: line_passages(Line(document.language), LANGUAGE),
        **{name: metadata_passages(document.metadata, name) for name in METADATA_FIELDS},
    }


def describe_conflicts(conflicts: Iterable[MergeConflict]) -> str:
    """Return what conflicts are about: "headline, 2 paragraphs"."""
    counts = Counter(_name_of(conflict.part) for conflict in conflicts)
    return ", ".join(
        name if name in FIELDS else f"{number} {name}{'s' if number > 1 else ''}"
        for name, number in counts.items()
    )


def _name_of(part: str) -> str:
    if part in FIELDS:
        return part
    return "paragraph" if part.startswith(PARAGRAPH) else part.rpartition(".")[2]
