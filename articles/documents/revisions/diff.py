"""Compare two documents part by part and word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import takewhile
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
from articles.documents.revisions.compared import attribute_notes, compared_markup
from articles.documents.revisions.words import WORD

# Comparing takes time in proportion to the product of both lengths; longer texts are shown whole.
MOST_WORDS: Final = 2_000

# A tag, a word or a mark, with the space before it.
_TOKEN: Final = re.compile(rf"\s*(?:<[^>]*>|{WORD}|[^\w\s])|\s+")
_TAG: Final = re.compile(r"<[^>]*>")

# The separator of paragraphs that are compared as one text.
BREAK: Final = "\n\n"


class DiffMark(StrEnum):
    """The change of some words; the values are the elements that show it."""

    SAME = ""
    INSERTED = "ins"
    DELETED = "del"


@dataclass(frozen=True, slots=True)
class DiffWords:
    """Words with one change."""

    mark: DiffMark
    text: str


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
class DiffRow:
    """The same part in both documents; None where one of them does not have it."""

    before: DiffPart | None
    after: DiffPart | None
    is_moved: bool = False

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
        return "moved" if self.is_moved else "same"

    @property
    def name(self) -> tuple[DiffWords, ...]:
        """Return what became of its name."""
        if self.before and self.after:
            return _words([self.before.name], [self.after.name])
        part = self.before or self.after
        return (DiffWords(DiffMark.SAME, part.name),) if part else ()

    @property
    def words(self) -> tuple[DiffWords, ...]:
        """Return its words, as markup where tags changed: no link may change its target unseen."""
        if self.before is None:
            return (DiffWords(DiffMark.INSERTED, self.after.text),) if self.after else ()
        if self.after is None:
            return (DiffWords(DiffMark.DELETED, self.before.text),)
        return diff_words([self.before.markup], [self.after.markup])

    @property
    def notes(self) -> tuple[str, ...]:
        """Return in words what became of what its words do not show."""
        if not self.before or not self.after:
            return ()
        return attribute_notes(self.before.paragraph, self.after.paragraph)


def diff_words(before: Sequence[str], after: Sequence[str]) -> tuple[DiffWords, ...]:
    """Return the changes of paragraphs' words, given as markup, with a `BREAK` between two.

    They are markup where tags changed.
    """
    if markup_tags(before) != markup_tags(after):
        return _words(before, after)
    return _words(list(map(markup.visible_text, before)), list(map(markup.visible_text, after)))


def markup_tags(paragraphs: Sequence[str]) -> list[str]:
    """Return every tag of some paragraphs, in order."""
    return [tag for paragraph in paragraphs for tag in _TAG.findall(paragraph)]


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
    staying = longest_in_order([key for key in after if key in before], list(before))
    left = iter(before)
    for key, part in after.items():
        if key in staying:
            yield from _removed(before, after, takewhile(key.__ne__, left))
        yield DiffRow(before.get(key), part, is_moved=key in before and key not in staying)
    yield from _removed(before, after, left)


def _removed(
    before: Mapping[str, DiffPart], after: Mapping[str, DiffPart], keys: Iterator[str]
) -> Iterator[DiffRow]:
    return (DiffRow(before[key], None) for key in keys if key not in after)


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


def _words(old: Sequence[str], new: Sequence[str]) -> tuple[DiffWords, ...]:
    before, after = list(_split(old)), list(_split(new))
    if len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        return DiffWords(DiffMark.DELETED, BREAK.join(old)), DiffWords(
            DiffMark.INSERTED, BREAK.join(new)
        )
    return tuple(_compared(before, after))


def _split(texts: Sequence[str]) -> Iterator[str]:
    """Yield the words of texts; the first after a break has its space before it as any other."""
    for number, text in enumerate(texts):
        if number:
            yield BREAK
        yield from _TOKEN.findall(f" {text}" if number else text)


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[DiffWords]:
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield DiffWords(DiffMark.SAME, "".join(before[start:end]))
            continue
        if start < end:
            yield DiffWords(DiffMark.DELETED, "".join(before[start:end]))
        if new_start < new_end:
            yield DiffWords(DiffMark.INSERTED, "".join(after[new_start:new_end]))
