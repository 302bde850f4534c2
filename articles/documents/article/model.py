"""The hub: one article as a value, and its one JSON form.

Everything that reads or writes article content makes or takes an `ArticleDocument`. It is frozen,
so two of them can be compared, differenced and merged without a database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any, Final, Self

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.kinds import (
    KINDS,
    TEXT_KINDS,
    Kind,
    checked_attributes,
    cleaned_attributes,
    visible_words,
)
from articles.documents.article.metadata import Metadata, metadata_from_json, metadata_to_json

SCHEMA: Final = 3
# The first had no metadata, which is stored as "details"; the second had no attributes, and noise
# was a kind.
_READ: Final = (1, 2, SCHEMA)
_NOISE: Final = "noise"

# What scrapes write before the items of a list, as a class of a regular expression.
BULLETS: Final = "[•‣▪●◦·∙*–—-]"


# An enumeration's own `value` takes longer than all else in writing a paragraph, and so does its
# call in reading one.
_KIND_NAMES: Final = {kind: kind.value for kind in Kind}
_KINDS_BY_NAME: Final = {kind.value: kind for kind in Kind}


class InvalidDocument(ValueError):
    """Raised for a document against its own rules: an unknown kind, an identifier used twice."""


@dataclass(frozen=True, slots=True)
class Line:
    """Plain text of one line and the index of the block it came from (None: an editor wrote it)."""

    text: str = ""
    origin: int | None = None

    def __bool__(self) -> bool:
        return bool(self.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `uid` names it for as long as it lives, `origin` is the index of its block.

    `attributes` are those that `KINDS` declares for its kind. Noise belongs to the scrape and is
    never shown to a reader.
    """

    uid: str
    kind: Kind
    markup: str
    origin: int | None = None
    attributes: Attributes = NO_ATTRIBUTES
    noise: bool = False

    @property
    def text(self) -> str:
        """Return the visible text: of the markup, and what attributes hold for people to read."""
        if not self.attributes:
            return markup.visible_text(self.markup)
        return "\n".join(visible_words(self.kind, self.markup, self.attributes))

    @property
    def is_text(self) -> bool:
        """Return whether its markup is the text itself."""
        return self.kind in TEXT_KINDS

    @property
    def identity(self) -> object:
        """Return what it is recognised by: its markup, or what its kind is known by."""
        if self.is_text:
            return self.markup
        known = (self.attributes.get(name) for name in KINDS[self.kind].known_by)
        return self.kind, next(filter(None, known), None)

    def attributes_to_json(self) -> dict[str, Any]:
        """Return its attributes, and that it is noise, as one mapping; empty for most."""
        return {**self.attributes, _NOISE: True} if self.noise else self.attributes

    def to_json(self) -> list[Any]:
        """Return the JSON form: uid, kind, markup, origin, and the attributes if it has any."""
        form: list[Any] = [self.uid, _KIND_NAMES[self.kind], self.markup, self.origin]
        if self.noise or self.attributes:
            form.append(self.attributes_to_json())
        return form

    @classmethod
    def from_json(
        cls,
        uid: str,
        kind: str,
        markup: str,
        origin: int | None,
        attributes: Mapping[str, Any] = NO_ATTRIBUTES,
    ) -> Self:
        """Return the paragraph of the elements of a JSON form; raise `ValueError` for another."""
        if not attributes:
            if kind == _NOISE:
                return cls(uid, Kind.BODY, markup, origin, noise=True)
            return cls(uid, _KINDS_BY_NAME[kind], markup, origin)
        known = {name: value for name, value in attributes.items() if name != _NOISE}
        found = _KINDS_BY_NAME[kind]
        noise = attributes.get(_NOISE) is True
        return cls(uid, found, markup, origin, checked_attributes(found, known), noise)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its paragraphs; only an article's first section may have no heading."""

    uid: str
    heading: Line = Line()
    byline: Line = Line()
    paragraphs: tuple[Paragraph, ...] = ()

    @property
    def content(self) -> tuple[Paragraph, ...]:
        """Return the paragraphs a reader sees."""
        return tuple(p for p in self.paragraphs if not p.noise)

    @property
    def is_shown(self) -> bool:
        """Return whether a reader sees anything of it."""
        return bool(self.heading or self.byline or self.content)

    def groups(self) -> Iterator[tuple[Kind, tuple[Paragraph, ...]]]:
        """Yield the paragraphs a reader sees, neighbours of one kind together."""
        for kind, group in groupby(self.content, key=lambda paragraph: paragraph.kind):
            yield kind, tuple(group)


@dataclass(slots=True)
class SectionDraft:
    """A section while it is being put together, by the import or from an editor's HTML."""

    uid: str
    heading: Line = Line()
    byline: Line = Line()
    paragraphs: list[Paragraph] = field(default_factory=list)

    def finished(self) -> Section:
        """Return the section."""
        return Section(self.uid, self.heading, self.byline, tuple(self.paragraphs))


@dataclass(frozen=True, slots=True)
class ArticleDocument:
    """A whole article; `headline_provisional` is set where the import derived the headline."""

    headline: Line
    headline_provisional: bool = False
    standfirst: Line = Line()
    bylines: tuple[str, ...] = ()
    language: str = ""
    metadata: Metadata = field(default=Metadata())
    sections: tuple[Section, ...] = field(default=())

    def __post_init__(self) -> None:
        uids = [section.uid for section in self.sections]
        uids += [paragraph.uid for paragraph in self.paragraphs()]
        if len(set(uids)) != len(uids):
            twice = next(uid for uid in uids if uids.count(uid) > 1)
            raise InvalidDocument(f"the identifier {twice!r} is used twice in one article")
        if not all(section.heading for section in self.sections[1:]):
            raise InvalidDocument("a section other than the first has no heading")

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph in reading order, noise included."""
        for section in self.sections:
            yield from section.paragraphs

    def lines(self) -> Iterator[Line]:
        """Return every line that is not empty: headline, standfirst, headings, bylines."""
        lines = [self.headline, self.standfirst]
        lines += [line for section in self.sections for line in (section.heading, section.byline)]
        return filter(None, lines)

    def shown_sections(self) -> tuple[Section, ...]:
        """Return the sections of which a reader sees anything."""
        return tuple(section for section in self.sections if section.is_shown)

    def with_paragraph(
        self, uid: str, kind: Kind, markup: str, *, noise: bool | None = None
    ) -> Self:
        """Return the document with another kind and markup for one of its paragraphs.

        It stays noise, or none, where `noise` is None; attributes that the kind does not have go.
        """

        def changed(p: Paragraph) -> Paragraph:
            attributes = cleaned_attributes(kind, p.attributes)
            is_noise = p.noise if noise is None else noise
            return Paragraph(uid, kind, markup, p.origin, attributes, is_noise)

        return self.with_each_paragraph(lambda p: changed(p) if p.uid == uid else p)

    def with_each_paragraph(self, change: Callable[[Paragraph], Paragraph]) -> Self:
        """Return the document with each paragraph replaced by `change` of it."""
        return replace(
            self,
            sections=tuple(
                replace(section, paragraphs=tuple(map(change, section.paragraphs)))
                for section in self.sections
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the canonical JSON form; `from_json` gives back an equal document."""
        return {
            "schema": SCHEMA,
            "headline": _line_to_json(self.headline),
            "headline_provisional": self.headline_provisional,
            "standfirst": _line_to_json(self.standfirst),
            "bylines": list(self.bylines),
            "language": self.language,
            "details": metadata_to_json(self.metadata),
            "sections": [_section_to_json(section) for section in self.sections],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Return the document of a JSON form; raise `InvalidDocument` where it is none."""
        if data.get("schema") not in _READ:
            raise InvalidDocument(
                f"schema {data.get('schema')!r} is not known here; this release reads 1 to {SCHEMA}"
            )
        try:
            return cls(
                headline=_line_from_json(data["headline"]),
                headline_provisional=data["headline_provisional"],
                standfirst=_line_from_json(data["standfirst"]),
                bylines=_texts_from_json(data["bylines"]),
                language=data["language"],
                metadata=metadata_from_json(data.get("details", {})),
                sections=tuple(_section_from_json(section) for section in data["sections"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, InvalidDocument):
                raise
            raise InvalidDocument(f"not an article document: {error!r}") from error


def _line_to_json(line: Line) -> list[Any]:
    return [line.text, line.origin]


def _line_from_json(data: list[Any]) -> Line:
    text, origin = data
    return Line(text, origin)


def _texts_from_json(data: list[str]) -> tuple[str, ...]:
    # A string is a sequence of strings, too.
    if not isinstance(data, list) or not all(isinstance(text, str) for text in data):
        raise InvalidDocument(f"it has {data!r:.100} for a list of texts")
    return tuple(data)


def _section_to_json(section: Section) -> dict[str, Any]:
    return {
        "uid": section.uid,
        "heading": _line_to_json(section.heading),
        "byline": _line_to_json(section.byline),
        "paragraphs": [paragraph.to_json() for paragraph in section.paragraphs],
    }


def _section_from_json(data: dict[str, Any]) -> Section:
    return Section(
        uid=data["uid"],
        heading=_line_from_json(data["heading"]),
        byline=_line_from_json(data["byline"]),
        paragraphs=tuple(Paragraph.from_json(*form) for form in data["paragraphs"]),
    )
