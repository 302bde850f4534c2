"""Two article documents side by side, part by part: for a stale save and for a version's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from articles.documents.article import ArticleDocument, Paragraph, Section
from articles.models.working import KIND_CHOICES

_KIND_NAMES: Final = dict(KIND_CHOICES)


@dataclass(frozen=True, slots=True)
class Part:
    """A line or paragraph of an article; `key` says which, whatever it reads."""

    key: str
    name: str
    text: str
    paragraph: Paragraph | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """The same part in both documents; None where one of them does not have it."""

    before: Part | None
    after: Part | None

    @property
    def change(self) -> str:
        """`same`, `changed`, `added` or `removed`."""
        if self.before is None:
            return "added"
        if self.after is None:
            return "removed"
        return "same" if _reads_alike(self.before, self.after) else "changed"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Neighbouring rows that are all the same, or all not."""

    is_same: bool
    rows: tuple[Row, ...]


def compare(before: ArticleDocument, after: ArticleDocument) -> list[Stretch]:
    """Both documents from the headline down, in stretches that are alike and that differ."""
    rows = _rows(list(_parts(before)), list(_parts(after)))
    return [
        Stretch(is_same, tuple(stretch))
        for is_same, stretch in groupby(rows, key=lambda row: row.change == "same")
    ]


def changed_names(before: ArticleDocument, after: ArticleDocument) -> list[str]:
    """Which fields of the article's page differ, by the names they have there."""
    pairs: dict[str, tuple[object, object]] = {
        "headline": (before.headline, after.headline),
        "headline confirmed": (before.headline_provisional, after.headline_provisional),
        "standfirst": (before.standfirst, after.standfirst),
        "bylines": (before.bylines, after.bylines),
        "language": (before.language, after.language),
        "text": (before.sections, after.sections),
    }
    return [name for name, (old, new) in pairs.items() if old != new]


def _rows(before: Sequence[Part], after: Sequence[Part]) -> Iterator[Row]:
    keys = [part.key for part in before], [part.key for part in after]
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, *keys, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from map(Row, before[i1:i2], after[j1:j2])
        else:
            yield from (Row(part, None) for part in before[i1:i2])
            yield from (Row(None, part) for part in after[j1:j2])


def _reads_alike(before: Part, after: Part) -> bool:
    if before.paragraph and after.paragraph:
        return (before.name, before.paragraph.markup) == (after.name, after.paragraph.markup)
    return (before.name, before.text) == (after.name, after.text)


def _parts(document: ArticleDocument) -> Iterator[Part]:
    yield Part("headline", "Headline", document.headline.text)
    if document.standfirst:
        yield Part("standfirst", "Standfirst", document.standfirst.text)
    if document.bylines:
        yield Part("bylines", "Bylines", ", ".join(document.bylines))
    for section in document.sections:
        yield from _section_parts(section)


def _section_parts(section: Section) -> Iterator[Part]:
    if section.heading:
        yield Part(section.uid, "Heading", section.heading.text)
    if section.byline:
        yield Part(f"{section.uid}.byline", "Byline", section.byline.text)
    for paragraph in section.paragraphs:
        yield Part(paragraph.uid, _KIND_NAMES[paragraph.kind.value], paragraph.text, paragraph)
