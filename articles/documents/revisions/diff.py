"""Compare two documents part by part, for people to read: what moved, and what became of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from articles.documents import markup
from articles.documents.article.attributes import NO_ATTRIBUTES, Attributes
from articles.documents.article.kinds import Kind
from articles.documents.article.metadata import METADATA_FIELDS, values_of
from articles.documents.article.model import ArticleDocument, Line, Paragraph, Section
from articles.documents.article.sequence import longest_in_order
from articles.documents.labels import Label
from articles.documents.labels.names import LABEL_NAMES
from articles.documents.messages import gettext
from articles.documents.revisions.cells import DiffTable, diff_tables
from articles.documents.revisions.compared import attribute_notes, compared_markup, main_markup
from articles.documents.revisions.marked_words import (
    DiffMark,
    DiffNote,
    DiffWords,
    WordDiff,
    compare,
    quoted,
    replaced,
)
from articles.documents.revisions.same_part import same_parts

# So many characters tell what a part that moved followed.
_LONGEST_BEHIND: Final = 36


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A line or paragraph of an article: `key` identifies it, `name` is its kind."""

    key: str
    name: str
    markup: str
    paragraph: Paragraph | None = None

    @property
    def text(self) -> str:
        """Return the visible text."""
        return markup.visible_text(self.markup)

    @property
    def main(self) -> str:
        """Return the markup that is compared word by word."""
        return main_markup(self.paragraph) if self.paragraph else self.markup

    @property
    def is_text(self) -> bool:
        """Return whether its markup is the text itself, or a preformatted text."""
        p = self.paragraph
        return not p or p.is_text or p.kind is Kind.PREFORMATTED

    @property
    def identity(self) -> object:
        """Return what it is recognised by under another key; None of what is no part of a text."""
        if self.paragraph and not self.paragraph.is_text:
            return self.paragraph.identity
        is_of_text = self.paragraph or self.key.endswith(".heading")
        return self.text or None if is_of_text else None

    @property
    def attributes(self) -> Attributes:
        """Return what a paragraph has beside its markup."""
        return self.paragraph.attributes if self.paragraph else NO_ATTRIBUTES

    def reads_as(self, other: DiffPart) -> bool:
        """Return whether nothing but key and origin differs."""
        return (self.name, self.markup, self.attributes) == (
            other.name,
            other.markup,
            other.attributes,
        )


@dataclass(frozen=True, slots=True)
class Move:
    """Where a part moved: up or down, and the beginning of what it followed before ("": none)."""

    is_up: bool
    behind: str


@dataclass(frozen=True, slots=True)
class DiffRow:
    """The same part in both documents; None where one of them does not have it."""

    before: DiffPart | None
    after: DiffPart | None
    move: Move | None = None

    @property
    def key(self) -> str:
        """Return the key of the part; "" where neither has it."""
        part = self.after or self.before
        return part.key if part else ""

    @property
    def change(self) -> str:
        """Return `same`, `changed`, `added`, `removed`, or `moved` (elsewhere, but the same)."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        if not self.before.reads_as(self.after):
            return "changed"
        return "moved" if self.move else "same"

    @property
    def name(self) -> tuple[DiffWords, ...]:
        """Return what became of its name."""
        if self.before and self.after and self.before.name != self.after.name:
            return replaced(self.before.name, self.after.name)
        part = self.before or self.after
        return (DiffWords(DiffMark.SAME, part.name),) if part else ()

    @property
    def words(self) -> tuple[DiffWords, ...]:
        """Return its words, with the change of each."""
        if self.before is None:
            return replaced("", self.after.text if self.after else "")
        return self.compared.words if self.after else replaced(self.before.text, "")

    @property
    def compared(self) -> WordDiff:
        """Return its words, and what became of links and styles; of a table, of all cells."""
        if not self.before or not self.after:
            return WordDiff(self.words)
        return _compared(self.before.main, self.after.main)

    @property
    def caption(self) -> WordDiff:
        """Return what became of its markup alone: of a table, without the cells."""
        pair = self.before and self.before.paragraph, self.after and self.after.paragraph
        return _compared(*(each.markup if each else "" for each in pair))

    @property
    def table(self) -> DiffTable | None:
        """Return what became of the cells, where it is a table in both."""
        if not self._are(Kind.TABLE):
            return None
        return diff_tables(self.before.attributes, self.after.attributes)  # type: ignore[union-attr]

    @property
    def notes(self) -> tuple[DiffNote, ...]:
        """Return in words what became of what its words do not show."""
        return (*self.compared.notes, *self.attribute_notes)

    @property
    def attribute_notes(self) -> tuple[DiffNote, ...]:
        """Return what became of its attributes."""
        if not self.before or not self.after:
            return ()
        return attribute_notes(self.before.paragraph, self.after.paragraph)

    def _are(self, kind: Kind) -> bool:
        parts = self.before, self.after
        return all(each and each.paragraph and each.paragraph.kind is kind for each in parts)


@lru_cache(maxsize=64)
def _compared(before: str, after: str) -> WordDiff:
    # A page asks for the words, the notes and the headings of one row.
    return compare([before], [after])


def diff_rows(before: ArticleDocument, after: ArticleDocument) -> tuple[DiffRow, ...]:
    """Return every part of both, from the headline down; identifiers and origins are no change."""
    return tuple(
        _rows({part.key: part for part in _parts(before)}, {p.key: p for p in _parts(after)})
    )


def differences(before: ArticleDocument, after: ArticleDocument) -> tuple[DiffRow, ...]:
    """Return the parts that changed."""
    return tuple(row for row in diff_rows(before, after) if row.change != "same")


def reads_same(before: ArticleDocument, after: ArticleDocument) -> bool:
    """Return whether nothing that an editor sees differs."""
    if before is after:
        return True
    same = before.headline_provisional == after.headline_provisional
    return same and not differences(before, after)


def _rows(before: Mapping[str, DiffPart], after: Mapping[str, DiffPart]) -> Iterator[DiffRow]:
    if names := {old: new for new, old in same_parts(before, after).items()}:
        before = {names.get(key, key): part for key, part in before.items()}
    staying = longest_in_order([key for key in after if key in before], list(before))
    moves = dict(_moves(before, after, staying))
    removed = _removed(before, after, staying)
    yield from removed.get("", ())
    for key, part in after.items():
        yield DiffRow(before.get(key), part, moves.get(key))
        if key in staying:
            yield from removed.get(key, ())


def _moves(
    before: Mapping[str, DiffPart], after: Mapping[str, DiffPart], staying: set[str]
) -> Iterator[tuple[str, Move]]:
    """Yield what is elsewhere: it is up, if what it followed comes after it now."""
    if all(key in staying for key in after if key in before):
        return
    places = {key: place for place, key in enumerate(after)}
    stays, behind = "", ""
    for key, part in before.items():
        if key in staying:
            stays = key
        elif key in after:
            yield key, Move(places[key] < places.get(stays, -1), behind)
        behind = quoted(part.text, _LONGEST_BEHIND) if part.identity else ""


def _removed(
    before: Mapping[str, DiffPart], after: Mapping[str, DiffPart], staying: set[str]
) -> Mapping[str, list[DiffRow]]:
    """Return what is no longer there, by the part that stays before it; "" for none."""
    found: dict[str, list[DiffRow]] = {}
    stays = ""
    for key, part in before.items():
        if key in staying:
            stays = key
        elif key not in after:
            found.setdefault(stays, []).append(DiffRow(part, None))
    return found


def _parts(document: ArticleDocument) -> Iterator[DiffPart]:
    """Yield every part that is not empty and that readers of the comparison look for."""
    headline = gettext(LABEL_NAMES[Label.HEADLINE])
    if document.headline_provisional:
        headline = gettext("{headline} (provisional)").format(headline=headline)
    yield from _line("headline", headline, document.headline)
    yield from _line("standfirst", gettext(LABEL_NAMES[Label.STANDFIRST]), document.standfirst)
    yield from _line("bylines", gettext("Bylines"), Line("; ".join(document.bylines)))
    yield from _line("language", gettext("Language"), Line(document.language))
    for name in METADATA_FIELDS:
        value = "; ".join(values_of(document.metadata, name))
        yield from _line(name, gettext(METADATA_FIELDS[name].label), Line(value))
    for section in document.sections:
        yield from _section_parts(section)


def _section_parts(section: Section) -> Iterator[DiffPart]:
    yield from _line(f"{section.uid}.heading", gettext(LABEL_NAMES[Label.HEADING]), section.heading)
    yield from _line(f"{section.uid}.byline", gettext("Section byline"), section.byline)
    for paragraph in section.paragraphs:
        yield DiffPart(
            f"p.{paragraph.uid}", _name_of(paragraph), compared_markup(paragraph), paragraph
        )


def _name_of(paragraph: Paragraph) -> str:
    kind = gettext(LABEL_NAMES[paragraph.kind])
    if not paragraph.noise:
        return kind
    noise = gettext(LABEL_NAMES[Label.NOISE])
    return noise if paragraph.kind is Kind.BODY else f"{noise} ({kind})"


def _line(key: str, name: str, line: Line) -> Iterator[DiffPart]:
    if line:
        yield DiffPart(key, name, markup.escape(line.text))
