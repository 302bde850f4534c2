"""Words -> the sections of the handbook that hold all of them, the best first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from articles.admin.help.chapters import Chapter, ChapterSection

_AROUND: Final = 90


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a hit's text; a found one is a word that was asked for."""

    text: str
    found: bool


@dataclass(frozen=True, slots=True)
class Hit:
    chapter: Chapter
    section: ChapterSection
    excerpt: tuple[Excerpt, ...]


def search(words: str, chapters: Iterable[Chapter]) -> list[Hit]:
    """Return the sections with every word, in any case; first those that are named for them."""
    asked = words.casefold().split()
    if not asked:
        return []
    found = [
        (_rank(asked, chapter, section), Hit(chapter, section, _excerpt(section.text, asked)))
        for chapter in chapters
        for section in chapter.sections
        if _holds(_everything(chapter, section), asked)
    ]
    return [hit for _, hit in sorted(found, key=lambda each: each[0])]


def _everything(chapter: Chapter, section: ChapterSection) -> str:
    return f"{chapter.title} {section.heading} {section.text}"


def _holds(text: str, asked: list[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in asked)


def _rank(asked: list[str], chapter: Chapter, section: ChapterSection) -> int:
    if _holds(section.heading, asked):
        return 0
    return 1 if _holds(section.text, asked) else 2


def _excerpt(text: str, asked: list[str]) -> tuple[Excerpt, ...]:
    """Return the text around the first word found, whole words at both ends."""
    pattern = re.compile("|".join(map(re.escape, asked)), re.IGNORECASE)
    first = pattern.search(text)
    middle = first.start() if first else 0
    start = text.rfind(" ", 0, max(middle - _AROUND, 0)) + 1
    end = text.find(" ", min(middle + 2 * _AROUND, len(text)))
    whole = end == -1
    shown = text[start:] if whole else text[start:end]
    shown = ("… " if start else "") + shown + ("" if whole else " …")
    return tuple(_pieces(shown, pattern))


def _pieces(text: str, pattern: re.Pattern[str]) -> Iterator[Excerpt]:
    at = 0
    for match in pattern.finditer(text):
        yield Excerpt(text[at : match.start()], False)
        yield Excerpt(match[0], True)
        at = match.end()
    yield Excerpt(text[at:], False)
