"""What an import would change in an article, part by part and word by word, for people to read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from articles.documents import markup
from articles.documents.article import ArticleDocument, Kind, Line, Section

# Comparing takes a time of the product of both lengths; longer texts are shown whole.
MOST_WORDS: Final = 2_000

# A tag, a character of a script without spaces, or a word; with the space before it.
_WORD: Final = re.compile(r"\s*(?:<[^>]*>|[\u3040-\u30ff\u3400-\u9fff]|\w+|[^\w\s])|\s+")
_TAG: Final = re.compile(r"<[^>]*>")

_NAMES: Final = {
    Kind.BODY: "Text",
    Kind.LIST_ITEM: "List item",
    Kind.QUOTE: "Quote",
    Kind.NOISE: "Noise",
}


class Mark(StrEnum):
    """What became of a stretch of text; the values are the elements that show it."""

    SAME = ""
    INSERTED = "ins"
    DELETED = "del"


@dataclass(frozen=True, slots=True)
class Stretch:
    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One part of the article; `name` says what it is ("Heading"), `change` what happened to it."""

    change: str
    name: tuple[Stretch, ...]
    text: tuple[Stretch, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    uid: str
    name: str
    markup: str

    @property
    def text(self) -> str:
        return markup.visible_text(self.markup)


def differences(old: ArticleDocument, new: ArticleDocument) -> tuple[Difference, ...]:
    """The parts that differ, in reading order. Empty where only identifiers or origins do."""
    before = {part.uid: part for part in _parts(old)}
    after = {part.uid: part for part in _parts(new)}
    return tuple(_differences(before, after))


def _differences(before: dict[str, _Part], after: dict[str, _Part]) -> Iterator[Difference]:
    matcher = SequenceMatcher(None, list(before), list(after), autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            for uid in list(before)[start:end]:
                if uid not in after:
                    yield _whole("removed", before[uid], Mark.DELETED)
        for uid in list(after)[new_start:new_end]:
            if uid not in before:
                yield _whole("added", after[uid], Mark.INSERTED)
            elif before[uid] != after[uid]:
                yield _changed(before[uid], after[uid])
            elif tag != "equal":
                yield _whole("moved", after[uid], Mark.SAME)


def _parts(document: ArticleDocument) -> Iterator[_Part]:
    """Everything that a reader of the difference cares for; what is empty is left out."""
    provisional = " (provisional)" if document.headline_provisional else ""
    yield from _line("headline", f"Headline{provisional}", document.headline)
    yield from _line("standfirst", "Standfirst", document.standfirst)
    yield from _line("bylines", "Bylines", Line("; ".join(document.bylines)))
    yield from _line("language", "Language", Line(document.language))
    for section in document.sections:
        yield from _section_parts(section)


def _section_parts(section: Section) -> Iterator[_Part]:
    yield from _line(f"{section.uid}.heading", "Heading", section.heading)
    yield from _line(f"{section.uid}.byline", "Section byline", section.byline)
    for paragraph in section.paragraphs:
        yield _Part(f"p.{paragraph.uid}", _NAMES[paragraph.kind], paragraph.markup)


def _line(uid: str, name: str, line: Line) -> Iterator[_Part]:
    if line:
        yield _Part(uid, name, markup.escape(line.text))


def _whole(change: str, part: _Part, mark: Mark) -> Difference:
    return Difference(change, (Stretch(Mark.SAME, part.name),), (Stretch(mark, part.text),))


def _changed(old: _Part, new: _Part) -> Difference:
    """Shown as markup where tags changed too: a link must not change its target unseen."""
    if _TAG.findall(old.markup) == _TAG.findall(new.markup):
        text = _stretches(old.text, new.text)
    else:
        text = _stretches(old.markup, new.markup)
    return Difference("changed", _stretches(old.name, new.name), text)


def _stretches(old: str, new: str) -> tuple[Stretch, ...]:
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) > MOST_WORDS or len(after) > MOST_WORDS:
        return Stretch(Mark.DELETED, old), Stretch(Mark.INSERTED, new)
    return tuple(_compared(before, after))


def _compared(before: Sequence[str], after: Sequence[str]) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, before, after, autojunk=True)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            yield Stretch(Mark.SAME, "".join(before[start:end]))
            continue
        if start < end:
            yield Stretch(Mark.DELETED, "".join(before[start:end]))
        if new_start < new_end:
            yield Stretch(Mark.INSERTED, "".join(after[new_start:new_end]))
